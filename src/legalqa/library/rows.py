"""The library's tables, and how values become rows and rows values."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from legalqa.models import Document, Duty, Passage, Provision, ProvisionKind, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

#: Raised whenever the tables, or what is written into the derived stores, change; SQLite's user_version holds it.
SCHEMA = 3

TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    visible INTEGER NOT NULL DEFAULT 0,
    id TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL, encoding TEXT NOT NULL,
    catalog TEXT NOT NULL, stamp TEXT NOT NULL,
    title TEXT, number TEXT, kind TEXT, issuer TEXT, place TEXT, date TEXT, signer TEXT, status TEXT, url TEXT,
    text TEXT NOT NULL, tree TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS document_visible ON document (id) WHERE visible;
CREATE TABLE IF NOT EXISTS passage (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    eid TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, pieces TEXT NOT NULL, heading INTEGER NOT NULL,
    UNIQUE (revision, eid)
);
CREATE TABLE IF NOT EXISTS duty (
    revision INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    eid TEXT NOT NULL, agency TEXT NOT NULL, agency_name TEXT NOT NULL, agency_kind TEXT NOT NULL, name TEXT NOT NULL,
    role TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    assigned_start INTEGER NOT NULL, assigned_end INTEGER NOT NULL,
    deadline TEXT, due TEXT NOT NULL, due_kind TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS duty_agency ON duty (agency, revision);
CREATE INDEX IF NOT EXISTS duty_revision ON duty (revision);
CREATE TABLE IF NOT EXISTS vector (
    number INTEGER PRIMARY KEY REFERENCES passage ON DELETE CASCADE,
    data BLOB NOT NULL  -- float32, one vector of length 1 after the other, one for each piece
);
"""

METADATA = ("title", "number", "kind", "issuer", "place", "date", "signer", "status", "url")

#: A passage's columns, for ``passage_of``.
PASSAGE = 'passage.number, document.id, eid, passage.kind, label, headings, passage.text, start, "end", pieces, heading'

#: A duty's columns, for ``duty_of``.
DUTY = (
    'document.id, eid, agency, agency_name, agency_kind, name, role, start, "end", assigned_start, assigned_end, '
    "deadline, due, due_kind"
)


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document without its text: what lists show. ``passages`` counts its passages, ``duties`` the tasks it gives, ``agencies`` names the
    bodies, groups aside, that it gives them to."""

    id: str
    path: str
    revision: int
    digest: str
    title: str | None
    number: str | None
    kind: str | None
    issuer: str | None
    place: str | None
    date: dt.date | None
    signer: str | None
    status: str | None
    url: str | None
    passages: int
    duties: int = 0
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """A document's revision as the build compares it: what it was made of, and whether readers see it."""

    revision: int
    id: str
    path: str
    digest: str
    catalog: str
    stamp: str
    visible: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What the derived stores hold of one passage: ``shown[i]`` is the text of piece i, ``vectors[i]`` its vector."""

    passage: Passage
    number: int
    revision: int
    shown: tuple[str, ...]
    vectors: Vectors


def document_row(document: Document) -> dict[str, Any]:
    """A document's columns, but for what the build knows of its making."""
    source = document.source
    tree = [_packed(node) for node in document.provisions]
    return {
        "id": document.id,
        "path": source.path,
        "digest": source.digest,
        "encoding": source.encoding,
        **{name: getattr(document, name) for name in METADATA},
        "date": document.date.isoformat() if document.date else None,
        "text": source.text,
        "tree": _json(tree),
    }


def document_of(id: str, row: Sequence[Any]) -> Document:
    """A document from its path, text, encoding, digest, tree and metadata."""
    path, text, encoding, digest, tree, *metadata = row
    metadata[METADATA.index("date")] = date_of(metadata[METADATA.index("date")])
    provisions = tuple(_unpacked(node) for node in json.loads(tree))
    return Document(id, Source(path, text, encoding, digest), provisions, *metadata)


def info_of(row: Sequence[Any]) -> DocumentInfo:
    """A document without its text from its id, path, revision, digest, metadata and numbers of passages and duties."""
    values = list(row)
    at = 4 + METADATA.index("date")
    values[at] = date_of(values[at])
    return DocumentInfo(*values)


def passage_row(revision: int, passage: Passage) -> dict[str, Any]:
    """A passage's columns."""
    return {
        "revision": revision,
        "eid": passage.eid,
        "kind": passage.kind.value,
        "label": passage.label,
        "headings": _json(passage.headings),
        "text": passage.text,
        "start": passage.start,
        '"end"': passage.end,
        "pieces": _json(passage.pieces),
        "heading": int(passage.heading),
    }


def duty_row(revision: int, duty: Duty) -> dict[str, Any]:
    """A duty's columns."""
    row = {name: getattr(duty, name) for name in Duty.__dataclass_fields__ if name not in ("document", "end")}
    return {"revision": revision, **row, '"end"': duty.end}


def duty_of(row: Sequence[Any]) -> Duty:
    """A duty from the columns ``DUTY``."""
    return Duty(*row)


def passage_of(row: Sequence[Any]) -> Passage:
    """A passage from the columns ``PASSAGE``."""
    _number, document, eid, kind, label, headings, text, start, end, pieces, heading = row[:11]
    return Passage(
        id=f"{document}#{eid}",
        document=document,
        eid=eid,
        kind=ProvisionKind(kind),
        label=label,
        headings=tuple(json.loads(headings)),
        text=text,
        start=start,
        end=end,
        pieces=_spans(json.loads(pieces)),
        heading=bool(heading),
    )


def vectors_of(data: bytes, pieces: int) -> Vectors:
    """A passage's vectors, (pieces, dimensions)."""
    import numpy as np

    return np.frombuffer(data, np.float32).reshape(pieces, -1)


def date_of(text: str | None) -> dt.date | None:
    """A date's column."""
    return dt.date.fromisoformat(text) if text else None


def _packed(node: Provision) -> list[Any]:
    row = [node.eid, node.kind.value, node.marker, node.heading, node.label, node.start, node.own_end, node.end]
    children = [_packed(child) for child in node.children]
    if node.cells:
        return [*row, children, node.cells]
    return [*row, children] if children else row


def _unpacked(row: list[Any]) -> Provision:
    eid, kind, marker, heading, label, start, own_end, end = row[:8]
    children = tuple(_unpacked(child) for child in row[8]) if len(row) > 8 else ()
    cells = _spans(row[9]) if len(row) > 9 else ()
    return Provision(eid, ProvisionKind(kind), marker, heading, label, start, own_end, end, children, cells)


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
