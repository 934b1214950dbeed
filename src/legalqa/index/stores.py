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
import tempfile
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legalqa import engines
from legalqa.errors import IndexProblem, LegalqaError
from legalqa.index import dense
from legalqa.index.lexical import Lexical
from legalqa.index.lexical import write as write_lexical
from legalqa.library import Library, damaged
from legalqa.settings import Settings

Progress = Callable[[str, int, int], None]

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


def make(settings: Settings, library: Library, revisions: Collection[int], progress: Progress, *, fresh: bool) -> dict[str, str]:
    """Make the stores of the next publication, of these revisions; returns the notes to publish with it.

    Args:
        settings: Where they go.
        library: Holds the revisions, visible or not.
        revisions: All that will be visible.
        progress: Told the stage and how far it is.
        fresh: Nothing of the stores there is used.
    """
    before = library.note("stores")
    name = str(library.generation() + 1)
    folders = {kind: settings.index / kind / name for kind in ("lexical", "chroma")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(exist_ok=True)
    folders["lexical"].mkdir()
    total = library.count_passages(revisions)
    progress("ghi từ vựng", 0, total)
    write_lexical(folders["lexical"], library.entries(revisions))
    progress("ghi từ vựng", total, total)
    worn = _fill(settings, library, revisions, folders["chroma"], progress, fresh)
    return {
        "stores": name,
        "before": before or name,
        "server": settings.chroma,
        "collection": ...,
    }
