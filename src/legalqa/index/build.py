"""Bring the index in step with the corpus: add, update, remove.

Every changed document is parsed, embedded and written to the library as a revision that readers do not see; then the
derived stores are made, and one transaction shows the whole. A build that is killed leaves what readers see as it was,
and the next one takes up the revisions that were finished.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from legalqa import engines
from legalqa.errors import IndexProblem, UnreadableFile
from legalqa.index import stamp, stores
from legalqa.index.embedding import Job, embed
from legalqa.ledger import duties
from legalqa.library import Library, Revision
from legalqa.library.store import FILE
from legalqa.models import Source
from legalqa.parse import parse
from legalqa.progress import Progress, untold
from legalqa.reading import discover, document_ids, is_readable_type, load_catalog, read
from legalqa.reading.files import CATALOG, name_in
from legalqa.settings import Settings
from legalqa.split import split

Reasons = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        added, updated, removed, unchanged: Ids of documents.
        skipped: Files that are not in the index, and why.
        failed: Files that cannot be read any more, and why; the version indexed before stays.
        passages: Passages in the index now.
        seconds: How long it took.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    failed: tuple[tuple[str, str], ...]
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A document as the index should have it, and the revision that has it so already, if there is one."""

    id: str
    source: Source
    row: Mapping[str, str]
    made: Revision | None


def build(settings: Settings, *, progress: Progress = untold, rebuild: bool = False) -> BuildReport:
    """Make the index match the corpus: read, parse, split, embed and store what changed.

    Args:
        settings: Corpus, index, model.
        progress: Told the stage, how much of it is done, and of how much.
        rebuild: Make everything anew, also what has not changed or is damaged.

    Raises:
        IndexProblem: The corpus is empty, the index folder cannot be written, another build is running, or the library
            is damaged; the message names the next step.
        CatalogError: The catalog cannot be used.
        EngineError: The model or the Chroma server cannot be used.
    """
    begun = time.monotonic()
    tag = stamp.current(settings)
    files, skipped = _files(settings.corpus)
    catalog = load_catalog(settings.corpus)
    skipped += [(CATALOG, f"có dòng nói về {path}, nhưng không có tệp này") for path in catalog if path not in files]
    with _locked(settings.index), _library(settings.index, rebuild) as library:
        shown = {item.id: item for item in library.revisions() if item.visible}
        sources, failed = _read_all(settings.corpus, files, shown.values(), library, skipped, progress)
        if not sources:
            raise IndexProblem(_nothing(settings.corpus, skipped))
        usable = [] if rebuild else [item for item in library.revisions() if item.stamp == tag]
        plan = [_wanted(id, source, catalog.get(source.path, {}), usable) for id, source in sorted(sources.items())]
        revisions = _make_revisions(settings, library, plan, tag, progress)
        fresh = rebuild or any(item.stamp != tag for item in shown.values())
        _publish(settings, library, revisions, tag, progress, fresh=fresh)
        passages = library.counts()["passages"]
    unchanged = {item.id for item in plan if item.made and item.made.visible}
    return BuildReport(
        added=tuple(item.id for item in plan if item.id not in shown),
        updated=tuple(item.id for item in plan if item.id in shown and item.id not in unchanged),
        removed=tuple(sorted(set(shown) - {item.id for item in plan})),
        unchanged=tuple(sorted(unchanged)),
        skipped=tuple(skipped),
        failed=tuple(failed),
        passages=passages,
        seconds=time.monotonic() - begun,
    )


@contextmanager
def _locked(index: Path) -> Iterator[None]:
    """Hold the index folder for one build."""
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = os.open(index / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise IndexProblem(
            f"không ghi được vào thư mục chỉ mục {index} ({error.strerror}); "
            "hãy cấp quyền ghi, hoặc chọn thư mục khác bằng --index"
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise IndexProblem(f"đang có một lần lập chỉ mục khác ở {index}; hãy đợi nó xong rồi chạy lại") from error
    finally:
        os.close(lock)


def _library(index: Path, rebuild: bool) -> Library:
    """The library to write; when everything is made anew, one that is damaged gives way to an empty one."""
    if rebuild:
        try:
            with Library.open(index, write=True) as library:
                sound = library.is_sound() == "ok"
        except IndexProblem:
            sound = False
        for file in () if sound else index.glob(f"{FILE}*"):
            file.unlink()
    return Library.open(index, write=True)


def _files(corpus: Path) -> tuple[dict[str, Path], Reasons]:
    """The corpus's files by name, and those that cannot be told apart."""
    if not corpus.is_dir():
        raise IndexProblem(
            f"không có thư mục văn bản {corpus}; hãy tạo nó và đặt các tệp .txt hoặc .md vào, "
            "hoặc chọn thư mục khác bằng --corpus"
        )
    files: dict[str, Path] = {}
    skipped: Reasons = []
    for path in discover(corpus):
        name = name_in(corpus, path)
        if name in files:
            skipped.append((name, "trùng tên với một tệp khác (khác nhau ở cách mã hóa dấu); hãy đổi tên một tệp"))
        files.setdefault(name, path)
    return files, skipped


def _read_all(
    corpus: Path,
    files: Mapping[str, Path],
    shown: Collection[Revision],
    library: Library,
    skipped: Reasons,
    tell: Progress,
) -> tuple[dict[str, Source], Reasons]:
    """The sources by document id, and the files for which that is the version indexed before; adds to ``skipped``."""
    sources: dict[str, Source] = {}
    failed: Reasons = []
    ids = document_ids(name for name, path in files.items() if is_readable_type(path))
    for done, (name, path) in enumerate(files.items()):
        tell("đọc văn bản", done, len(files))
        try:
            sources[ids.get(name, name)] = read(path, corpus)
        except UnreadableFile as error:
            known = [item for item in shown if item.path == name or item.path.startswith(f"{name}/")]
            for item in known:
                sources[ids.get(item.path, item.id)] = library.source(item.revision)
                failed.append((item.path, f"{error.reason}; vẫn dùng bản đã lập chỉ mục trước đây"))
            if not known:
                skipped.append((error.path, error.reason))
    tell("đọc văn bản", len(files), len(files))
    return sources, failed


def _nothing(corpus: Path, skipped: Reasons) -> str:
    why = f" ({skipped[0][0]}: {skipped[0][1]})" if skipped else ""
    return f"không có văn bản nào đọc được trong {corpus}{why}; hãy đặt tệp .txt hoặc .md dạng UTF-8 vào rồi chạy lại"


def _wanted(id: str, source: Source, row: Mapping[str, str], usable: Collection[Revision]) -> _Wanted:
    same = (id, source.path, source.digest, _key(row))
    made = [item for item in usable if (item.id, item.path, item.digest, item.catalog) == same]
    return _Wanted(id, source, row, max(made, key=lambda item: item.visible, default=None))


def _key(row: Mapping[str, str]) -> str:
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True)


def _make_revisions(
    settings: Settings, library: Library, plan: Collection[_Wanted], tag: str, tell: Progress
) -> set[int]:
    """Parse, split and embed what has no revision yet; returns the revisions of the whole plan."""
    revisions = {item.made.revision for item in plan if item.made}
    library.discard({item.revision for item in library.revisions()} - revisions)
    jobs = []
    for item in plan:
        if item.made is None:
            document = parse(item.source, id=item.id, catalog=item.row)
            jobs.append((Job(document, tuple(split(document))), _key(item.row)))
    if not jobs:
        return revisions
    # What a killed build has finished counts too, so that the rest is embedded by the engine that began.
    done = library.count_pieces(item.made.revision for item in plan if item.made and not item.made.visible)
    total = done + sum(job.pieces for job, _row in jobs)
    embedding = engines.passage_embedding(settings, total)
    for job, row in jobs:
        tell("tạo vectơ", done, total)
        vectors = embed(job, embedding, partial(_tell_more, tell, done, total))
        found = duties(job.document)
        revisions.add(library.add(job.document, job.passages, vectors, found, catalog=row, stamp=tag))
        done += job.pieces
    return revisions


def _tell_more(tell: Progress, before: int, total: int, count: int) -> None:
    tell("tạo vectơ", before + count, total)


def _publish(
    settings: Settings, library: Library, revisions: set[int], tag: str, tell: Progress, *, fresh: bool
) -> None:
    """Make the derived stores where they do not fit, show the revisions, and clear away what is not needed any more."""
    shown = {item.revision for item in library.revisions() if item.visible}
    if not fresh and shown == revisions:
        fresh = not _in_step(settings, library)
    if fresh or shown != revisions:
        notes = stores.make(settings, library, revisions, tell, fresh=fresh)
        tell("công bố", 0, 1)
        library.publish(revisions, notes)
    tell("công bố", 1, 1)
    if stamp.read(settings.index) != tag:
        stamp.write(settings.index, tag)
    stores.clear_away(settings, library)


def _in_step(settings: Settings, library: Library) -> bool:
    """True where the derived stores can be opened and agree with the library."""
    try:
        stores.open_stores(settings, library).close()
    except IndexProblem:
        return False
    return True
