"""The open library.

A document is written as a revision that nobody sees; ``publish`` shows all finished revisions at once. Whatever else
the index keeps (Chroma, the lexical index) is derived from here and can be made again without the embedding model.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from legalqa.errors import IndexProblem, NotFound
from legalqa.library import rows
from legalqa.library.rows import METADATA, PASSAGE, DocumentInfo, Entry, Revision
from legalqa.models import Agency, Document, Duty, Passage, Source
from legalqa.vietnamese.agencies import known
from legalqa.vietnamese.agencies.mentions import mentions

if TYPE_CHECKING:
    from legalqa.library.rows import Vectors

FILE = "library.db"

_INFO = ", ".join(f"document.{name}" for name in ("id", "path", "revision", "digest", *METADATA))
_REVISION = "revision, id, path, digest, catalog, stamp, visible"
_VISIBLE = "passage JOIN document USING (revision) WHERE visible"
_AMONG = "IN (SELECT value FROM json_each(?))"


class Library:
    """An open library: use ``Library.open``, as a context manager or with ``close``. Threads may share it."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self._counts: tuple[int, dict[str, int]] | None = None
        self._visible: tuple[int, frozenset[int]] | None = None
        self._documents: tuple[int, list[DocumentInfo]] | None = None
        self._agencies: tuple[int, dict[str, Agency]] | None = None
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, write: bool = False) -> Self:
        """Open the library in this folder; with ``write``, make it where it is missing or of an older schema.

        A folder that cannot be written is read as it is.

        Raises:
            IndexProblem: There is no library here, it is of another schema, or it is damaged.
        """
        path = folder / FILE
        try:
            if write:
                return cls(_connect_to_write(path), folder)
            if not path.is_file():
                raise IndexProblem(f"chưa có chỉ mục ở {folder}; hãy chạy: legalqa index")
            connection = _connect_to_read(path)
        except sqlite3.DatabaseError as error:
            raise damaged(folder, f"{FILE}: {error}") from error
        if _schema(connection) != rows.SCHEMA:
            connection.close()
            raise IndexProblem(f"chỉ mục ở {folder} là của một phiên bản legalqa khác; hãy chạy: legalqa index")
        return cls(connection, folder)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What readers see

    def documents(self) -> list[DocumentInfo]:
        """Every document, by id."""
        generation = self.generation()
        if self._documents is None or self._documents[0] != generation:
            passages = "(SELECT count(*) FROM passage WHERE passage.revision = document.revision)"
            tasks = "count(DISTINCT duty.start || '-' || duty.\"end\")"
            duties = f"(SELECT {tasks} FROM duty WHERE duty.revision = document.revision)"
            found = self._all(f"SELECT {_INFO}, {passages}, {duties} FROM document WHERE visible ORDER BY id")
            bodies: dict[str, list[str]] = {}
            named = "SELECT DISTINCT document.id, agency_name FROM duty JOIN document USING (revision)"
            for id, name in self._all(f"{named} WHERE visible AND agency_kind <> 'group' ORDER BY agency_name"):
                bodies.setdefault(id, []).append(name)
            infos = [rows.info_of(row) for row in found]
            told = [replace(info, agencies=tuple(bodies.get(info.id, ()))) for info in infos]
            self._documents = (generation, told)
        return list(self._documents[1])

    def document(self, id: str) -> Document:
        """A document with its text and tree.

        Raises:
            NotFound: There is no such document.
        """
        return rows.document_of(id, self._one(f"path, text, encoding, digest, tree, {', '.join(METADATA)}", id))

    def text(self, id: str) -> str:
        """A document's text, as all its spans count it.

        Raises:
            NotFound: There is no such document.
        """
        text: str = self._one("text", id)[0]
        return text

    def passages(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """The passages with these numbers, in the order asked; those that are not visible are left out."""
        wanted = list(numbers)
        sql = f"SELECT {PASSAGE} FROM {_VISIBLE} AND passage.number {_AMONG}"
        found = {row[0]: rows.passage_of(row) for row in self._all(sql, json.dumps(wanted))}
        return {number: found[number] for number in wanted if number in found}

    def passage(self, document: str, eid: str) -> Passage:
        """The passage of one provision.

        Raises:
            NotFound: There is no such passage.
        """
        found = self._all(f"SELECT {PASSAGE} FROM {_VISIBLE} AND document.id = ? AND eid = ?", document, eid)
        if not found:
            missing = f"không có đoạn {eid!r} trong văn bản {document!r}"
            raise NotFound(missing, command=f"; xem các đoạn: legalqa show {document}")
        return rows.passage_of(found[0])

    def passages_of(self, document: str) -> list[Passage]:
        """The passages of a document, in the order of the text; none where there is no such document."""
        sql = f"SELECT {PASSAGE} FROM {_VISIBLE} AND document.id = ? ORDER BY start"
        return [rows.passage_of(row) for row in self._all(sql, document)]

    def duties(
        self, *, agencies: Collection[str] | None = None, documents: Collection[str] | None = None
    ) -> list[Duty]:
        """Every duty of these agencies in these documents (None: of all), by document and in the order of the text."""
        sql, values = f"SELECT {rows.DUTY} FROM duty JOIN document USING (revision) WHERE visible", []
        for column, among in (("agency", agencies), ("document.id", documents)):
            if among is not None:
                sql += f" AND {column} {_AMONG}"
                values.append(json.dumps(list(among)))
        return [rows.duty_of(row) for row in self._all(f"{sql} ORDER BY document.id, start, role", *values)]

    def agencies(self) -> dict[str, Agency]:
        """The agencies that have duties, by id; what no table knows has the name that its texts give it."""
        generation = self.generation()
        if self._agencies is None or self._agencies[0] != generation:
            sql = "SELECT DISTINCT agency, agency_name, agency_kind FROM duty JOIN document USING (revision) WHERE visible"
            self._agencies = (generation, {id: _agency(id, name, kind) for id, name, kind in self._all(sql)})
        return dict(self._agencies[1])

    def label(self, document: str, eid: str) -> str:
        """How a provision with words of its own is named; "" where there is none such."""
        sql = f"SELECT label FROM {_VISIBLE} AND document.id = ? AND eid = ?"
        found = self._all(sql, document, eid)
        return str(found[0][0]) if found else ""

    def counts(self) -> dict[str, int]:
        """How many documents and passages there are to search: {"documents", "passages"}."""
        generation = self.generation()
        if self._counts is None or self._counts[0] != generation:
            documents = self._all("SELECT count(*) FROM document WHERE visible")[0][0]
            passages = self._all(f"SELECT count(*) FROM {_VISIBLE}")[0][0]
            self._counts = (generation, {"documents": documents, "passages": passages})
        return dict(self._counts[1])

    def visible(self, numbers: Iterable[int]) -> set[int]:
        """Those of these passage numbers that readers see."""
        generation = self.generation()
        if self._visible is None or self._visible[0] != generation:
            found = self._all(f"SELECT passage.number FROM {_VISIBLE}")
            self._visible = (generation, frozenset(row[0] for row in found))
        return {number for number in numbers if number in self._visible[1]}

    def numbers(self, documents: Iterable[str]) -> list[int]:
        """The numbers of these documents' passages."""
        sql = f"SELECT passage.number FROM {_VISIBLE} AND document.id {_AMONG} ORDER BY passage.number"
        return [row[0] for row in self._all(sql, json.dumps(list(documents)))]

    def vectors(self, numbers: Iterable[int]) -> dict[int, Vectors]:
        """The vectors of these passages' pieces, each (pieces, dimensions); those not visible are left out."""
        found = self._all(
            "SELECT passage.number, data, json_array_length(pieces) FROM passage JOIN document USING (revision) "
            f"JOIN vector ON vector.number = passage.number WHERE visible AND passage.number {_AMONG}",
            json.dumps(list(numbers)),
        )
        return {number: rows.vectors_of(data, pieces) for number, data, pieces in found}

    def generation(self) -> int:
        """A number that grows with every publication."""
        return int(self.note("generation") or 0)

    def note(self, key: str) -> str | None:
        """A remark that was published with the revisions; None where there is none."""
        found = self._all("SELECT value FROM meta WHERE key = ?", key)
        return found[0][0] if found else None

    # For the index

    def revisions(self) -> list[Revision]:
        """Every revision, seen or not, oldest first."""
        found = self._all(f"SELECT {_REVISION} FROM document ORDER BY revision")
        return [Revision(*row) for row in found]

    def count_pieces(self, revisions: Iterable[int]) -> int:
        """How many pieces, and so vectors, these revisions have."""
        sql = f"SELECT ifnull(sum(json_array_length(pieces)), 0) FROM passage WHERE revision {_AMONG}"
        return int(self._all(sql, json.dumps(list(revisions)))[0][0])

    def source(self, revision: int) -> Source:
        """The source that a revision was made from."""
        sql = "SELECT path, text, encoding, digest FROM document WHERE revision = ?"
        return Source(*self._all(sql, revision)[0])

    def entries(self, revisions: Iterable[int]) -> Iterator[Entry]:
        """What the derived stores hold of these revisions, by document id and in the order of the text."""
        sql = (
            f"SELECT {PASSAGE}, data FROM passage JOIN document USING (revision) "
            "JOIN vector ON vector.number = passage.number WHERE revision = ? ORDER BY passage.number"
        )
        order = f"SELECT revision, text FROM document WHERE revision {_AMONG} ORDER BY id"
        for revision, text in self._all(order, json.dumps(list(revisions))):
            for row in self._all(sql, revision):
                passage = rows.passage_of(row)
                shown = tuple(text[start:end] for start, end in passage.pieces)
                yield Entry(passage, row[0], revision, shown, rows.vectors_of(row[11], len(shown)))

    def add(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: Sequence[Vectors],
        duties: Sequence[Duty] = (),
        *,
        catalog: str,
        stamp: str,
    ) -> int:
        """Write a revision that readers do not see yet, and return its number.

        Args:
            document: The parsed document.
            passages: Its passages, in the order of the text.
            vectors: For each passage, the vectors of its pieces (pieces, dimensions), float32, of length 1.
            duties: What it tells whom to do.
            catalog, stamp: What it was made of besides the file, as the build compares it.
        """
        with self._transaction():
            revision = self._insert("document", {**rows.document_row(document), "catalog": catalog, "stamp": stamp})
            for passage, data in zip(passages, vectors, strict=True):
                number = self._insert("passage", rows.passage_row(revision, passage))
                self._insert("vector", {"number": number, "data": data.tobytes()})
            for duty in duties:
                self._insert("duty", rows.duty_row(revision, duty))
        return revision

    def discard(self, revisions: Iterable[int]) -> None:
        """Forget revisions that readers never saw."""
        with self._transaction() as run:
            run(f"DELETE FROM document WHERE NOT visible AND revision {_AMONG}", (json.dumps(list(revisions)),))

    def publish(self, revisions: Iterable[int], notes: dict[str, str]) -> None:
        """Show exactly these revisions, forget all others, keep the notes: in one transaction."""
        with self._transaction() as run:
            run(f"DELETE FROM document WHERE revision NOT {_AMONG}", (json.dumps(list(revisions)),))
            run("UPDATE document SET visible = 1 WHERE NOT visible")
            for key, value in {**notes, "generation": str(self.generation() + 1)}.items():
                run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        with self._lock:  # so that a copy of the file alone, or a read-only folder, has everything
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_sound(self) -> str:
        """SQLite's own check of the file: "ok", or what is wrong."""
        found: str = self._all("PRAGMA quick_check(1)")[0][0]
        return found

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException as error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.OperationalError):
                    message = f"không ghi được {self.folder / FILE} ({error}); hãy kiểm tra chỗ trống và quyền ghi"
                    raise IndexProblem(message) from error
                raise

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        return int(self._connection.execute(sql, tuple(row.values())).lastrowid or 0)

    def _all(self, sql: str, *values: Any) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise damaged(self.folder, f"{FILE}: {error}") from error

    def _one(self, columns: str, id: str) -> Any:
        found = self._all(f"SELECT {columns} FROM document WHERE visible AND id = ?", id)
        if not found:
            raise NotFound(f"không có văn bản {id!r}", command="; xem danh sách: legalqa show")
        return found[0]


def _agency(id: str, name: str, kind: str) -> Agency:
    """An agency by what its duties say of it; a group's members follow from its name."""
    if found := known().get(id):
        return found
    named = next((mention.agency for mention in mentions(name) if mention.agency.id == id), None)
    return named or Agency(id=id, name=name, kind=kind)


def damaged(folder: Path, what: str) -> IndexProblem:
    """The error for an index that must be made again."""
    return IndexProblem(f"chỉ mục ở {folder} bị hỏng ({what}); hãy chạy: legalqa index --rebuild")


def _connect(path: Path, query: str) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?{query}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=30)


def _connect_to_write(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "mode=rwc")
    if _schema(connection) not in (0, rows.SCHEMA):
        connection.close()
        for file in path.parent.glob(f"{FILE}*"):
            file.unlink()
        connection = _connect(path, "mode=rwc")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(f"BEGIN IMMEDIATE; {rows.TABLES} PRAGMA user_version = {rows.SCHEMA}; COMMIT")
    return connection


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Open to read; where SQLite cannot write its own files beside it, as a file that does not change."""
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("SELECT count(*) FROM meta")
    except sqlite3.OperationalError:
        connection.close()
        connection = _connect(path, "immutable=1")
        connection.execute("SELECT count(*) FROM meta")
    return connection


def _schema(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
