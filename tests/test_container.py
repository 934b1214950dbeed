"""The container's files, as far as they can be tried without an engine: what they name is there, and means something to legalqa."""

from __future__ import annotations

import ast
import json
import re
import shlex
import tomllib
from dataclasses import fields
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest
import yaml

from legalqa import cli
from legalqa.settings import Settings, load

ROOT = Path(__file__).parents[1]
SERVICE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["legalqa"]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments, comments and line breaks removed."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.M)
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def arguments(word: str) -> list[str]:
    return [rest for name, rest in instructions() if name == word]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for rest in arguments("ENV") for pair in shlex.split(rest))


def is_ignored(path: str) -> bool:
    """Whether .dockerignore keeps a path out: the last rule that fits it, or a folder above it, decides."""
    above = [PurePosixPath(path), *PurePosixPath(path).parents]
    ignored = False
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        rule = line.strip().removeprefix("!")
        if not rule or rule.startswith("#"):
            continue
        if rule.startswith("**/"):
            fits = any(fnmatch(part.name, rule[3:]) for part in above)
        else:
            fits = any(fnmatch(str(part), rule) for part in above if str(part) != ".")
        ignored = not line.startswith("!") if fits else ignored
    return ignored


def test_the_image_is_small_pinned_and_of_an_ordinary_user() -> None:
    assert arguments("FROM") == ["python:3.11-slim"]
    installs = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert all("--no-cache-dir" in rest for rest in installs)
    assert "--requirement requirements.lock" in installs[0] and "--no-deps --no-build-isolation" in installs[1]
    words = [name for name, _ in instructions()]
    assert arguments("USER") == ["legalqa"] and words.index("USER") < words.index("HEALTHCHECK") < words.index(
        "ENTRYPOINT"
    )
    order = [rest.split()[0] for name, rest in instructions() if name == "COPY"]
    assert order[0] == "requirements.lock" and order[-1] == "corpus"  # what changes most comes last


def test_what_is_copied_is_there_and_not_ignored() -> None:
    for rest in arguments("COPY"):
        for source in rest.split()[:-1]:
            assert (ROOT / source).exists() and not is_ignored(source), source
    assert not is_ignored("src/legalqa/web/static/page.css") and not is_ignored("corpus/catalog.csv")


@pytest.mark.parametrize(
    "path",
    ["index/library.db", ".venv/bin/python", "eval/runs/x.json", ".git/config", "tests/test_web.py", "legalqa.toml", "feedback.jsonl",
     "closed.txt", "src/legalqa/__pycache__/cli.pyc", "src/legalqa.egg-info/PKG-INFO", "docs/images/x.png"],
)  # fmt: skip
def test_what_is_not_needed_stays_outside(path: str) -> None:
    assert is_ignored(path)


def test_its_commands_are_legalqas() -> None:
    assert json.loads(arguments("ENTRYPOINT")[0]) == ["legalqa"]
    parsed = cli._parser().parse_args(json.loads(arguments("CMD")[0]))
    assert parsed.run is cli._serve
    indexes = [rest for rest in arguments("RUN") if rest.startswith("legalqa ")]
    assert cli._parser().parse_args(shlex.split(indexes[0])[1:]).run is cli._index
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts == {"legalqa": "legalqa.cli:main"}


def test_its_environment_is_of_real_settings() -> None:
    known = {f"LEGALQA_{field.name.upper()}" for field in fields(Settings)}
    given = {name: value for name, value in environment().items() if name.startswith("LEGALQA_")}
    composed = {name: re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value) for name, value in SERVICE["environment"].items()}
    assert set(given) | set(composed) <= known
    settings = load(environment={**given, **composed})
    assert (settings.host, settings.log) == ("0.0.0.0", "requests")
    volumes = [Path(path) for path in json.loads(arguments("VOLUME")[0])]
    assert [settings.corpus, settings.index, settings.feedback.parent] == volumes and settings.closed.parent == volumes[
        2
    ]
    assert volumes[0].parent == Path(arguments("WORKDIR")[0])


def test_its_port_is_one_and_the_health_check_asks_it() -> None:
    port = environment()["LEGALQA_PORT"]
    assert arguments("EXPOSE") == [port] and SERVICE["ports"] == [f"127.0.0.1:{port}:{port}"]
    check = arguments("HEALTHCHECK")[0]
    command = json.loads(check[check.index("CMD") + 3 :])
    assert command[:2] == ["python", "-c"] and "/api/v1/ready" in command[2] and "LEGALQA_PORT" in command[2]
    ast.parse(command[2])


def test_the_service_is_shut_in() -> None:
    assert (
        SERVICE["read_only"] is True
        and SERVICE["cap_drop"] == ["ALL"]
        and SERVICE["security_opt"] == ["no-new-privileges:true"]
    )
    assert SERVICE["mem_limit"] and SERVICE["cpus"] and SERVICE["pids_limit"] and SERVICE["restart"] == "unless-stopped"
    places = [volume.split(":")[1] for volume in SERVICE["volumes"]]
    assert (
        places == json.loads(arguments("VOLUME")[0])
        and SERVICE["volumes"][0].endswith(":ro")
        and SERVICE["tmpfs"] == ["/tmp"]
    )


def test_all_that_the_package_reads_is_installed() -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"][
        "legalqa"
    ]
    package = ROOT / "src" / "legalqa"
    data = [path for path in package.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    assert len(data) > 20
    packed = {path for pattern in patterns for path in package.glob(pattern)}
    assert set(data) <= packed
