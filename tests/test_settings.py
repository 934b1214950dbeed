"""Settings: defaults < file < environment < flags."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from legalqa.errors import SettingsError
from legalqa.settings import Settings, load


def test_each_source_overrides_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "legalqa.toml"
    file.write_text('port = 1000\nhost = "a"\ncorpus = "texts"\n', "utf-8")
    settings = load({"port": 3000, "host": None}, file=file, environment={"LEGALQA_PORT": "2000", "LEGALQA_HOST": "b"})
    assert (settings.port, settings.host, settings.corpus) == (3000, "b", tmp_path / "texts")
    assert settings.index == Settings().index


def test_a_file_of_settings_elsewhere_may_leave_a_path_empty(tmp_path: Path) -> None:
    file = tmp_path / "legalqa.toml"
    file.write_text('feedback = ""\nclosed = "shut.txt"\nindex = "."\n', "utf-8")
    settings = load(file=file, environment={})
    assert (settings.feedback, settings.closed, settings.index) == (Path(), tmp_path / "shut.txt", tmp_path)


@pytest.mark.parametrize(
    ("flags", "environment", "word"),
    [
        ({"port": "x"}, {}, "số nguyên"),
        ({}, {"LEGALQA_PORT": "0"}, "65535"),
        ({"engine": "gpu"}, {}, "native"),
        ({"nope": 1}, {}, "nope"),
        ({"threads": -1}, {}, "threads"),
        ({}, {"LEGALQA_MAX_BODY": "9999"}, "10000"),
        ({}, {"LEGALQA_ORIGINS": "https://a.vn, tinh.gov.vn"}, "'tinh.gov.vn'"),
        ({}, {"LEGALQA_ORIGINS": "https://a.vn/"}, "origins"),
        ({}, {"LEGALQA_TRUSTED_PROXIES": "10.0.0.0/8, proxy!"}, "'proxy!'"),
    ],
)
def test_what_cannot_be_used_is_named(flags: dict, environment: dict, word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        load(flags, environment=environment)


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=r"bad\.toml"):
        load(file=file, environment={})


def test_a_missing_file_that_was_asked_for_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="không đọc được"):
        load(environment={"LEGALQA_CONFIG": str(tmp_path / "none.toml")})


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_readme_has_every_setting_with_its_default(readme: str) -> None:
    text = (Path(__file__).parents[1] / readme).read_text("utf-8")
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| `")]
    told: dict[str, str] = {}
    for names, defaults in rows:
        values = re.findall(r"`([^`]*)`", defaults)
        known = re.findall(r"`(\w+)`", names)
        told |= dict(zip(known, values or [""] * len(known), strict=False))
    for field in fields(Settings):
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        assert told.get(field.name) in (default, "" if default == "0" else default), field.name
