"""The two stores derived from the library, Chroma and the lexical index: made anew, opened, checked against it.

Each publication has folders of its own, ``lexical/<n>`` and ``chroma/<n>``; the library's notes say which ones belong to
it. A build that is killed leaves folders that no note names, and the next build removes them. The folders of the
publication before stay for readers that have not turned to the new one yet. On a Chroma server there is one collection,
to which a build adds before it publishes, and from which it takes away afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legalqa import engines
from legalqa.errors import IndexProblem, LegalqaError
from legalqa.index import dense
from legalqa.index.lexical import Lexical
from legalqa.index.lexical import write as write_lexical
from legalqa.library import Library, damaged
from legalqa.progress import Progress
from legalqa.settings import Settings

#: With fewer pieces than this, Chroma's folder is filled anew; with more, it is copied and brought up to date.
_FRESH = 2000


@dataclass(frozen=True, slots=True)
class Stores:
    """The derived stores of one publication, open to read."""

    generation: int
    lexical: Lexical
    collection: Any
    client: Any
    copy: tempfile.TemporaryDirectory[str] | None

    def close(self) -> None:
        """Let go of the files."""
        self.client.close()
        if self.copy:
            self.copy.cleanup()


def open_stores(settings: Settings, library: Library) -> Stores:
    """Open the stores that belong to the library's publication. A folder that cannot be written is read from a copy.

    Raises:
        IndexProblem: A store is missing, damaged, elsewhere, or does not agree with the library.
        EngineError: The Chroma server does not answer.
    """
    generation, name = library.generation(), library.note("stores")
    if name is None:
        raise IndexProblem(f"chưa có chỉ mục ở {settings.index}; hãy chạy: legalqa index")
    if library.note("server") != settings.chroma:
        raise IndexProblem(f"thiết lập chroma đã đổi từ lần lập chỉ mục ở {settings.index}; hãy chạy: legalqa index")
    _check_sizes(settings.index, library.note("sizes") or "{}")
    root, copy = settings.index, None
    if not os.access(root / "lexical" / name, os.W_OK):
        copy = tempfile.TemporaryDirectory(prefix="legalqa-")
        root = _copied(settings, name, Path(copy.name))
    try:
        lexical = Lexical(root / "lexical" / name)
        client = engines.chroma_client(settings, root / "chroma" / name)
        stores = Stores(generation, lexical, _collection(client, library), client, copy)
        _check_counts(settings, library, stores)
    except LegalqaError:
        raise
    except Exception as error:
        raise damaged(settings.index, str(error).partition("\n")[0]) from error
    return stores


def _collection(client: Any, library: Library) -> Any:
    return dense.open_collection(client, library.note("collection") or dense.COLLECTION)


def _copied(settings: Settings, name: str, root: Path) -> Path:
    shutil.copytree(settings.index / "lexical" / name, root / "lexical" / name)
    if not settings.chroma:
        shutil.copytree(settings.index / "chroma" / name, root / "chroma" / name)
    for path in root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return root


def _check_counts(settings: Settings, library: Library, stores: Stores) -> None:
    passages, pieces = library.counts()["passages"], int(library.note("pieces") or 0)
    found = stores.collection.count()
    # A build that goes on elsewhere may have added to a server's collection already.
    if stores.lexical.count() != passages or (found < pieces if settings.chroma else found != pieces):
        what = f"{passages} đoạn, từ vựng có {stores.lexical.count()}; {pieces} vectơ, Chroma có {found}"
        raise damaged(settings.index, what)


def _sizes(index: Path, name: str) -> str:
    """The size of each file that does not change after a publication, as JSON; null where only its presence counts.

    Neither tantivy nor Chroma notices every truncated file, and Chroma may crash on one.
    """
    files = {path: path.stat().st_size for path in (index / "lexical" / name).iterdir() if path.suffix != ".lock"}
    present: dict[Path, int | None] = {**files}
    for graph in (index / "chroma" / name).glob("*/index_metadata.pickle"):
        present |= {path: path.stat().st_size for path in graph.parent.iterdir()}
    if (database := index / "chroma" / name / "chroma.sqlite3").exists():
        present[database] = None
    return json.dumps({path.relative_to(index).as_posix(): size for path, size in sorted(present.items())})


def _check_sizes(index: Path, sizes: str) -> None:
    for name, size in json.loads(sizes).items():
        try:
            found = (index / name).stat().st_size
        except OSError as error:
            raise damaged(index, f"thiếu {name}") from error
        if size is not None and found != size:
            raise damaged(index, f"{name} có {found} byte thay vì {size}")


def make(
    settings: Settings, library: Library, revisions: Collection[int], progress: Progress, *, fresh: bool
) -> dict[str, str]:
    """Make the stores of the next publication; returns the notes to publish with it.

    Args:
        settings: Where they go.
        library: Holds the revisions, visible or not.
        revisions: All that will be visible.
        progress: Told the stage and how far it is.
        fresh: Nothing of the stores that are there is used.
    """
    before, name = library.note("stores"), str(library.generation() + 1)
    pieces = library.count_pieces(revisions)
    progress("ghi chỉ mục từ vựng", 0, pieces)
    with _clear_errors(settings):
        write_lexical(_empty(settings.index / "lexical" / name), library.entries(revisions))
    progress("ghi chỉ mục từ vựng", pieces, pieces)

    def done(count: int) -> None:
        progress("ghi chỉ mục vectơ", count, pieces)

    done(0)
    fresh = fresh or library.note("server") != settings.chroma
    fill = _fill_server if settings.chroma else _fill_folder
    with _clear_errors(settings):
        notes = fill(settings, library, revisions, name, done, fresh)
    base = {"stores": name, "before": before or name, "server": settings.chroma, "pieces": str(pieces)}
    return {**base, **notes, "sizes": _sizes(settings.index, name)}


@contextmanager
def _clear_errors(settings: Settings) -> Iterator[None]:
    """What goes wrong while the stores are written, as one line."""
    try:
        yield
    except LegalqaError:
        raise
    except Exception as error:
        where = f"máy chủ Chroma {settings.chroma}" if settings.chroma else settings.index
        line = str(error).partition("\n")[0] or type(error).__name__
        raise IndexProblem(
            f"không ghi được chỉ mục vào {where} ({line}); hãy kiểm tra chỗ trống rồi chạy lại: legalqa index"
        ) from error


def _fill_folder(
    settings: Settings,
    library: Library,
    revisions: Collection[int],
    name: str,
    done: Callable[[int], None],
    fresh: bool,
) -> dict[str, str]:
    """Fill an embedded Chroma's folder: anew, or from a copy of the one there where less than half of it changes."""
    visible = {item.revision for item in library.revisions() if item.visible}
    total, staying = library.count_pieces(revisions), library.count_pieces(visible & set(revisions))
    worn = int(library.note("worn") or 0) + library.count_pieces(visible) - staying
    folder = settings.index / "chroma" / name
    anew = fresh or total < _FRESH or 2 * (worn + total - staying) > total
    if anew or not _copy(settings.index, library, folder):
        worn = 0
        _empty(folder)
    client = engines.chroma_client(settings, folder)
    try:
        collection = dense.open_collection(client, dense.COLLECTION, make=True)
        dense.drop_others(collection, dense.add_missing(collection, library.entries(revisions), done))
    finally:
        client.close()
    return {"collection": dense.COLLECTION, "worn": str(worn)}


def _copy(index: Path, library: Library, folder: Path) -> bool:
    """Copy the published Chroma folder; False where it is damaged."""
    try:
        _check_sizes(index, library.note("sizes") or "{}")
        shutil.rmtree(folder, ignore_errors=True)
        dense.copy_folder(index / "chroma" / (library.note("stores") or ""), folder)
    except (IndexProblem, OSError, sqlite3.Error):
        return False
    return True


def _fill_server(
    settings: Settings,
    library: Library,
    revisions: Collection[int],
    name: str,
    done: Callable[[int], None],
    fresh: bool,
) -> dict[str, str]:
    """Add to the collection on a Chroma server; what readers do not need any more stays until ``clear_away``."""
    owner = library.note("owner") or uuid.uuid4().hex
    known = None if fresh else library.note("collection")
    collection = known or f"legalqa-{owner}-{name}"
    client = engines.chroma_client(settings, settings.index)
    try:
        dense.add_missing(dense.open_collection(client, collection, make=True), library.entries(revisions), done)
    finally:
        client.close()
    return {"collection": collection, "owner": owner, "worn": "0"}


def clear_away(settings: Settings, library: Library) -> None:
    """Remove what neither this publication nor the one before needs, and what a killed build left."""
    kept = {library.note("stores"), library.note("before")}
    for kind in ("lexical", "chroma"):
        for folder in (settings.index / kind).glob("*"):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)
    if settings.chroma and library.note("server") == settings.chroma:
        with _clear_errors(settings):
            _clear_server(settings, library)


def _clear_server(settings: Settings, library: Library) -> None:
    client = engines.chroma_client(settings, settings.index)
    try:
        ours, prefix = library.note("collection") or "", f"legalqa-{library.note('owner')}-"
        for other in client.list_collections():
            if other.name.startswith(prefix) and other.name != ours:
                client.delete_collection(other.name)
        visible = [item.revision for item in library.revisions() if item.visible]
        dense.drop_others(dense.open_collection(client, ours), dense.node_ids(library.entries(visible)))
    finally:
        client.close()


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
