"""The library: what is written comes back as it was, and readers see each publication whole."""

from __future__ import annotations

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from legalqa.errors import IndexProblem, NotFound
from legalqa.library import Library
from legalqa.library.rows import SCHEMA
from legalqa.models import Document, Duty, Passage, Provision, ProvisionKind, Source

TEXT = "I. PHẦN\n1. Khoản một.\nđ) Điểm đ “ngoặc” — 😀\n| a | b |\n"


def provision(eid: str, kind: ProvisionKind, start: int, end: int, **more: object) -> Provision:
    return Provision(eid, kind, "đ)", "Tiêu đề", f"điểm {eid}", start, end, end, **more)  # type: ignore[arg-type]


def document(id: str = "ct-1", text: str = TEXT) -> Document:
    row = provision("hang_1", ProvisionKind.ROW, 10, 20, cells=((10, 14), (15, 20)))
    point = provision("diem_đ", ProvisionKind.POINT, 5, 9)
    tree = (
        provision("muc_I", ProvisionKind.SECTION, 0, 5, children=(point, row)),
        provision("p", ProvisionKind.TABLE, 20, 30),
    )
    source = Source(f"{id}.txt", text, "utf-16", "abc")
    return Document(
        id,
        source,
        tree,
        "Về việc X",
        "1/CT-TTg",
        "Chỉ thị",
        "Thủ tướng",
        "Hà Nội",
        dt.date(2024, 2, 29),
        "A",
        None,
        "u",
    )


def passages(id: str = "ct-1") -> list[Passage]:
    spans = [((0, 8),), ((8, 12), (12, 22))]
    return [
        Passage(
            f"{id}#e{n}",
            id,
            f"e{n}",
            ProvisionKind.CLAUSE,
            f"khoản {n}",
            ("Về việc X", "I. PHẦN"),
            f"lời {n}",
            s[0][0],
            s[-1][1],
            s,
        )
        for n, s in enumerate(spans, 1)
    ]


def vectors() -> list[np.ndarray]:
    return [np.array([[1, 0]], np.float32), np.array([[0, 1], [0.6, 0.8]], np.float32)]


def add(library: Library, id: str = "ct-1", **made: str) -> int:
    return library.add(document(id), passages(id), vectors(), **{"catalog": "{}", "stamp": "s", **made})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path, write=True)


def test_documents_passages_and_vectors_come_back_as_they_were(library: Library) -> None:
    revision = add(library)
    library.publish([revision], {"a": "b"})
    assert library.document("ct-1") == document()
    assert library.text("ct-1") == TEXT
    assert library.passage("ct-1", "e2") == passages()[1]
    found = library.passages([2, 1, 99, 2])
    assert list(found) == [2, 1]
    assert list(found.values()) == passages()[::-1]
    rows = library.vectors([1, 2, 3])
    assert [rows[1].tolist(), rows[2].shape] == [[[1, 0]], (2, 2)]
    (info,) = library.documents()
    assert (info.id, info.date, info.place, info.status, info.passages) == (
        "ct-1",
        dt.date(2024, 2, 29),
        "Hà Nội",
        None,
        2,
    )
    assert library.counts() == {"documents": 1, "passages": 2}
    assert library.count_pieces([revision]) == 3
    assert library.note("a") == "b"
    (first, second) = library.entries([revision])
    assert (first.number, first.revision, first.passage, first.shown) == (1, revision, passages()[0], (TEXT[:8],))
    assert second.shown == (TEXT[8:12], TEXT[12:22])
    assert np.array_equal(second.vectors, vectors()[1])


def test_a_task_that_several_share_is_counted_once(library: Library) -> None:
    def duty(agency: str, start: int) -> Duty:
        return Duty("ct-1", "e1", agency, agency, "so", agency, "lead", start, start + 4, 0, 4)

    shared = [duty("so-a", 0), duty("so-b", 0), duty("so-a", 8)]
    revision = library.add(document(), passages(), vectors(), shared, catalog="{}", stamp="s")
    library.publish([revision, add(library, "ct-2")], {})
    assert [info.duties for info in library.documents()] == [2, 0]


def test_what_is_not_there_is_not_found(library: Library) -> None:
    for call in (library.document, library.text, lambda id: library.passage(id, "e1")):
        with pytest.raises(NotFound, match="không có"):
            call("ct-1")
    library.publish([add(library)], {})
    with pytest.raises(NotFound, match="e9"):
        library.passage("ct-1", "e9")


def test_a_revision_is_seen_only_when_published(library: Library, tmp_path: Path) -> None:
    library.publish([add(library)], {})
    with Library.open(tmp_path) as reader:
        generation = reader.generation()
        new = library.add(document(text="mới"), passages()[:1], vectors()[:1], catalog="{}", stamp="s")
        assert (reader.text("ct-1"), reader.generation(), reader.counts()["passages"]) == (TEXT, generation, 2)
        assert reader.visible([1, 2, 3]) == {1, 2}
        assert reader.vectors([3]) == {}
        library.publish([new], {})
        assert (reader.text("ct-1"), reader.counts()["passages"]) == ("mới", 1)
        assert reader.visible([1, 2, 3]) == {3}
        assert reader.generation() > generation


def test_numbers_are_never_used_again(library: Library) -> None:
    library.publish([add(library)], {})
    library.discard([add(library)])
    library.publish([], {})
    revision = add(library)
    assert revision == 3
    library.publish([revision], {})
    assert set(library.passages(range(10))) == {5, 6}
    assert [item.revision for item in library.revisions()] == [3]


def test_discard_spares_what_readers_see(library: Library) -> None:
    shown, other = add(library), add(library, stamp="t")
    library.publish([shown], {})
    other = add(library, stamp="t")
    assert [(item.revision, item.stamp, bool(item.visible)) for item in library.revisions()] == [
        (1, "s", True),
        (other, "t", False),
    ]
    library.discard([shown, other])
    assert [item.revision for item in library.revisions()] == [shown]


def test_a_revision_is_written_whole_or_not_at_all(library: Library) -> None:
    with pytest.raises(ValueError, match="shorter"):
        library.add(document(), passages(), vectors()[:1], catalog="{}", stamp="s")
    assert library.revisions() == []
    revision = add(library)
    with pytest.raises(sqlite3.IntegrityError):
        library.publish([revision, add(library)], {})
    assert library.counts() == {"documents": 0, "passages": 0}


def test_threads_share_one_library(library: Library) -> None:
    library.publish([add(library, id=f"ct-{n}") for n in range(5)], {})

    def ask(n: int) -> tuple[str, int]:
        return library.document(f"ct-{n % 5}").id, len(library.passages(range(1, 11)))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(100))) == [(f"ct-{n % 5}", 10) for n in range(100)]


def test_missing_damaged_and_foreign_libraries_name_the_command(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match=r"chưa có chỉ mục .*: legalqa index$"):
        Library.open(tmp_path)
    (tmp_path / "library.db").write_bytes(b"")
    with pytest.raises(IndexProblem, match="--rebuild"):
        Library.open(tmp_path)
    (tmp_path / "library.db").write_bytes(b"not a database at all " * 100)
    for write in (False, True):
        with pytest.raises(IndexProblem, match="--rebuild"):
            Library.open(tmp_path, write=write)
    (tmp_path / "library.db").unlink()
    with Library.open(tmp_path, write=True) as library:
        library._connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(IndexProblem, match=r"phiên bản legalqa khác; hãy chạy: legalqa index$"):
        Library.open(tmp_path)
    with Library.open(tmp_path, write=True) as library:
        assert library.revisions() == []


def test_damage_inside_the_file_is_an_error_that_names_the_command(tmp_path: Path) -> None:
    with Library.open(tmp_path, write=True) as library:
        library.publish([add(library, id=f"ct-{n}") for n in range(50)], {})
    file = tmp_path / "library.db"
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    file.write_bytes(data)
    with pytest.raises(IndexProblem, match=r"bị hỏng .*--rebuild"), Library.open(tmp_path) as library:
        library.documents()


def test_a_large_document_is_read_whole(library: Library) -> None:
    """A 100 KB document of 2,000 provisions."""
    nodes = tuple(provision(f"p{n}", ProvisionKind.POINT, n * 50, n * 50 + 50) for n in range(2000))
    large = Document("lon", Source("lon.txt", "x" * 100_000), nodes)
    library.publish([library.add(large, [], [], catalog="{}", stamp="s")], {})
    assert library.document("lon") == large
