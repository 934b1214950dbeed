"""The passages' vectors in Chroma, written and read through LlamaIndex's vector store.

Embedded Chroma can lose or tear its vector index when the process that writes it is killed, and gives stale or broken
answers to a second process meanwhile (chroma-core/chroma issues 6975 and 3792). So a build never touches the folder that
readers have open: it fills another, from the library, and publishes that.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalqa.library import Entry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The collection's name in a folder of its own.
COLLECTION = "passages"

#: How many candidates a search of the graph keeps; with fewer vectors than that, all are compared. Over 20,000 vectors
#: with 40 directions of their own, 1,000 found all of the 50 nearest, in 3 ms more than Chroma's 100, which found 90 %.
_EF_SEARCH = 1000

_BATCH = 500
_DATABASE = "chroma.sqlite3"


def node_ids(entries: Iterable[Entry]) -> set[str]:
    """The ids of these passages' vectors."""
    return {_node_id(entry, piece) for entry in entries for piece in range(len(entry.shown))}


def _node_id(entry: Entry, piece: int) -> str:
    return f"{entry.passage.document}@{entry.revision}#{entry.number}.{piece}"


def open_collection(client: Any, name: str, *, make: bool = False) -> Any:
    """The collection of this name; cosine distance, no embedding function."""
    if not make:
        return client.get_collection(name, embedding_function=None)
    hnsw = {"space": "cosine", "ef_search": _EF_SEARCH}
    return client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": hnsw})


def add_missing(collection: Any, entries: Iterable[Entry], done: Callable[[int], None]) -> set[str]:
    """Add the vectors of these passages that the collection lacks; returns the ids of all their vectors.

    ``done`` is told the number of vectors seen so far.
    """
    from llama_index.vector_stores.chroma import ChromaVectorStore

    store = ChromaVectorStore(chroma_collection=collection)
    present = set(collection.get(include=[])["ids"])
    seen: set[str] = set()
    for batch in _batches(entries):
        seen.update(name for name, *_ in batch)
        if missing := [_node(*piece) for piece in batch if piece[0] not in present]:
            store.add(missing)
        done(len(seen))
    return seen


def drop_others(collection: Any, wanted: set[str]) -> None:
    """Take every vector but these out of the collection."""
    others = sorted(set(collection.get(include=[])["ids"]) - wanted)
    for start in range(0, len(others), _BATCH):
        collection.delete(ids=others[start : start + _BATCH])


def _batches(entries: Iterable[Entry]) -> Iterator[list[tuple[str, Entry, int]]]:
    batch: list[tuple[str, Entry, int]] = []
    for entry in entries:
        batch += [(_node_id(entry, piece), entry, piece) for piece in range(len(entry.shown))]
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _node(name: str, entry: Entry, piece: int) -> Any:
    from llama_index.core.schema import TextNode

    return TextNode(
        id_=name,
        text=entry.shown[piece],
        embedding=entry.vectors[piece].tolist(),
        metadata={"document": entry.passage.document, "number": entry.number, "revision": entry.revision},
    )


def nearest(collection: Any, vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
    """The passage numbers and cosines of the ``limit`` nearest pieces, nearest first."""
    found = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
    numbers = (int(name.rpartition("#")[2].partition(".")[0]) for name in found["ids"][0])
    return [(number, 1 - distance) for number, distance in zip(numbers, found["distances"][0], strict=True)]


def copy_folder(source: Path, target: Path) -> None:
    """Copy an embedded Chroma's folder; readers may have it open."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{_DATABASE}*"))
    with (
        closing(sqlite3.connect(source / _DATABASE)) as database,
        closing(sqlite3.connect(target / _DATABASE)) as copy,
    ):
        database.backup(copy)
