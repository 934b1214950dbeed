"""Library, Chroma and lexical index in step: real stores, the real model, small corpora."""

from __future__ import annotations

import fcntl
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index_dump import logical_dump
from legalqa import index
from legalqa.errors import CatalogError, IndexProblem, NotFound
from legalqa.index import lexical, stamp, stores
from legalqa.settings import Settings
from legalqa.vietnamese.text import fold, words

TEXTS = {
    "chi-thi.txt": (
        "CHỈ THỊ\nVề tăng cường kỷ luật, kỷ cương hành chính\n"
        "1. Sở Tư pháp chủ trì, phối hợp với Sở Tài chính rà soát văn bản; báo cáo kết quả trước ngày 30/6/2024.\n"
        "2. Ủy ban nhân dân cấp huyện tổ chức thực hiện Chỉ thị này.\n"
        "3. Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện.\n"
    ),
    "ke-hoach.md": (
        "KẾ HOẠCH\nThực hiện Nghị quyết số 126/NQ-CP\n"
        "I. MỤC ĐÍCH\n- Ngăn ngừa tình trạng tham nhũng, lợi ích nhóm trong xây dựng pháp luật.\n"
        "II. NHIỆM VỤ\n1. Hoàn thiện thể chế\na) Các sở, ban, ngành đề xuất sửa đổi văn bản.\n"
        "đ) Công an tỉnh điều tra, xử lý vi phạm.\n"
    ),
    "nho/ghi-chu.txt": "Thông báo về lịch họp\n1. Họp vào sáng thứ Hai.\n",
}


def make(folder: Path, texts: dict[str, str] | None = None, name: str = "index") -> Settings:
    for path, text in (TEXTS if texts is None else texts).items():
        (folder / "corpus" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "corpus" / path).write_text(text, encoding="utf-8")
    return Settings(corpus=folder / "corpus", index=folder / name, engine="native")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index that no test changes."""
    settings = make(tmp_path_factory.mktemp("shared"))
    index.build(settings)
    return settings


@pytest.fixture(scope="module")
def opened(shared: Settings) -> Iterator[index.Index]:
    with index.open(shared) as found:
        yield found


@pytest.fixture
def built(shared: Settings, tmp_path: Path) -> Settings:
    """A copy of the shared index and corpus, to change."""
    shutil.copytree(shared.corpus, tmp_path / "corpus")
    shutil.copytree(shared.index, tmp_path / "index")
    return replace(shared, corpus=tmp_path / "corpus", index=tmp_path / "index")


def numbers(found: index.Index) -> dict[int, str]:
    return {entry.number: entry.passage.text for entry in found.library.entries(range(100))}


# Searching


def test_dense_is_exact(opened: index.Index) -> None:
    vector = opened.embed("Ai chủ trì rà soát văn bản?")
    assert vector.dtype == np.float32
    assert math.isclose(float(np.linalg.norm(vector)), 1, abs_tol=1e-6)
    truth = {
        entry.number: max(float(row @ vector) for row in entry.vectors) for entry in opened.library.entries(range(100))
    }
    everything = opened.dense(vector, len(truth) + 5)
    assert everything == pytest.approx(truth, abs=1e-5)
    assert list(everything.values()) == sorted(everything.values(), reverse=True)
    assert list(opened.dense(vector, 3)) == list(everything)[:3]
    assert opened.dense_of(vector, [*truth, 9999]) == pytest.approx(truth, abs=1e-5)
    assert "Sở Tư pháp chủ trì" in numbers(opened)[next(iter(everything))]


def norm(length: int) -> int:
    """A field's length as tantivy keeps it, in one byte."""
    steps = [n if n < 8 else ((n & 7) | 8) << ((n >> 3) - 1) for n in range(232)]
    return max(value for value in [*range(24), *(24 + step for step in steps)] if value <= length)


def bm25(documents: dict[int, list[str]], question: list[str]) -> dict[int, float]:
    average = sum(map(len, documents.values())) / len(documents)
    scores = dict.fromkeys(documents, 0.0)
    for term in dict.fromkeys(question):
        having = sum(term in terms for terms in documents.values())
        idf = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
        for number, terms in documents.items():
            count = terms.count(term)
            scores[number] += idf * 2.2 * count / (count + 1.2 * (0.25 + 0.75 * norm(len(terms)) / average))
    return scores


def pairs(keys: list[str]) -> list[str]:
    return [f"{a}_{b}" for a, b in pairwise(keys)]


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("question", ["Uỷ ban nhân dân cấp huyện", "báo cáo báo cáo 126/NQ-CP kết quả", "thực hiện"])
def test_lexical_is_exact(opened: index.Index, question: str, folded: bool) -> None:
    def keys(text: str) -> list[str]:
        return [fold(word) for word in words(text)] if folded else words(text)

    lines = {
        entry.number: [keys(line) for line in (*entry.passage.headings, entry.passage.text)]
        for entry in opened.library.entries(range(100))
    }
    bodies = {number: [term for line in found for term in line] for number, found in lines.items()}
    neighbours = {number: [term for line in found for term in pairs(line)] for number, found in lines.items()}
    asked = keys(question)
    syllables, both = bm25(bodies, asked), bm25(neighbours, pairs(asked))
    weights = lexical.WEIGHTS
    truth = {number: weights["syllables"] * syllables[number] + weights["pairs"] * both[number] for number in bodies}
    assert opened.lexical_of(words(question), [*truth, 9999], folded=folded) == pytest.approx(truth, rel=1e-4)
    found = opened.lexical(words(question), folded=folded, k=100)
    assert found == pytest.approx({number: score for number, score in truth.items() if score}, rel=1e-4)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert list(opened.lexical(words(question), folded=folded, k=2)) == list(found)[:2]
    for word in asked:
        having = sum(word in terms for terms in bodies.values())
        expected = math.log(1 + (len(bodies) - having + 0.5) / (having + 0.5))
        assert opened.rarity(word, folded=folded) == pytest.approx(expected)


def test_questions_without_diacritics_use_the_folded_fields(opened: index.Index) -> None:
    bare = ["so", "tu", "phap", "chu", "tri"]
    assert opened.lexical(bare, folded=False, k=5) == {}
    best = next(iter(opened.lexical(bare, folded=True, k=5)))
    assert "Sở Tư pháp chủ trì" in numbers(opened)[best]
    assert opened.lexical([], folded=True, k=5) == opened.lexical_of(["sở"], [], folded=False) == {}
    assert opened.rarity("không-có-từ-này") > opened.rarity("sở")


def test_every_passage_carries_its_place_in_the_source(opened: index.Index) -> None:
    for entry in opened.library.entries(range(100)):
        text = opened.library.text(entry.passage.document)
        assert entry.shown == tuple(text[start:end] for start, end in entry.passage.pieces)


# Building


def test_the_first_build_reports_everything_and_the_second_nothing(tmp_path: Path) -> None:
    settings = make(tmp_path)
    told: list[tuple[str, int, int]] = []
    report = index.build(settings, progress=lambda *step: told.append(step))
    assert report.added == ("chi-thi", "ke-hoach", "nho-ghi-chu")
    assert (report.updated, report.removed, report.unchanged, report.skipped, report.failed) == ((), (), (), (), ())
    assert all(0 <= done <= total for _stage, done, total in told)
    assert {stage for stage, done, total in told if done == total} == {stage for stage, _done, _total in told}
    with index.open(settings) as found:
        assert found.library.counts() == {"documents": 3, "passages": report.passages}
        generation = found.library.generation()
    again = index.build(settings)
    assert (again.added, again.updated, again.removed) == ((), (), ())
    assert again.unchanged == report.added
    assert again.passages == report.passages
    with index.open(settings) as found:
        assert found.library.generation() == generation


def test_added_changed_and_removed_files_give_the_index_of_a_fresh_build(built: Settings, tmp_path: Path) -> None:
    with index.open(built) as reader:
        (built.corpus / "chi-thi.txt").unlink()
        (built.corpus / "ke-hoach.md").write_text(TEXTS["ke-hoach.md"].replace("Công an tỉnh", "Thanh tra tỉnh"))
        (built.corpus / "moi.txt").write_text("Văn bản mới\n1. Sở Nội vụ chủ trì.\n")
        assert not reader.refresh()
        report = index.build(built)
        assert (report.added, report.updated, report.removed, report.unchanged) == (
            ("moi",), ("ke-hoach",), ("chi-thi",), ("nho-ghi-chu",),
        )  # fmt: skip
        with pytest.raises(NotFound):
            reader.library.text("chi-thi")
        vector = reader.embed("Thanh tra tỉnh điều tra")
        assert set(reader.dense(vector, 50)) <= set(numbers(reader)), (
            "what is not visible is dropped before a refresh too"
        )
        assert set(reader.lexical(["sở"], folded=False, k=50)) <= set(numbers(reader))
        assert reader.refresh()
        assert not reader.refresh()
        assert "Thanh tra tỉnh" in numbers(reader)[next(iter(reader.dense(vector, 1)))]
        assert set(reader.dense(vector, 50)) == set(numbers(reader))
    fresh = replace(built, index=tmp_path / "fresh")
    index.build(fresh)
    assert logical_dump(built) == logical_dump(fresh)


def test_a_large_collection_is_copied_and_brought_up_to_date(
    built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_FRESH", 0)
    copied: list[Path] = []
    monkeypatch.setattr(
        stores.dense, "copy_folder", lambda a, b, copy=stores.dense.copy_folder: (copied.append(a), copy(a, b))
    )
    for n in range(2):
        (built.corpus / "nho/ghi-chu.txt").write_text(f"Thông báo về lịch họp\n1. Họp vào chiều thứ {n}.\n")
        assert index.build(built).updated == ("nho-ghi-chu",)
    assert [path.name for path in copied] == ["1", "2"]
    fresh = replace(built, index=tmp_path / "fresh")
    index.build(fresh)
    assert logical_dump(built) == logical_dump(fresh)


def test_a_changed_row_of_the_catalog_alone_makes_its_document_anew(built: Settings) -> None:
    (built.corpus / "catalog.csv").write_text("file,title\nchi-thi.txt,Tên do biên tập viên đặt\nkhong-co.txt,X\n")
    report = index.build(built)
    assert report.updated == ("chi-thi",)
    assert [path for path, reason in report.skipped if "khong-co.txt" in reason] == ["catalog.csv"]
    with index.open(built) as found:
        assert found.library.document("chi-thi").title == "Tên do biên tập viên đặt"
    (built.corpus / "catalog.csv").write_text("title\n")
    with pytest.raises(CatalogError):
        index.build(built)


def test_files_that_cannot_be_read_never_stop_a_build(built: Settings) -> None:
    (built.corpus / "latin.txt").write_bytes("préfecture".encode("latin-1"))
    (built.corpus / "rong.txt").write_bytes(b"")
    (built.corpus / "scan.pdf").write_bytes(b"%PDF\x00")
    (built.corpus / "mat.txt").symlink_to(built.corpus / "khong-co")
    (built.corpus / "moi.txt").write_text("1. Sở Nội vụ báo cáo.\n")
    report = index.build(built)
    assert report.added == ("moi",)
    assert {path for path, _reason in report.skipped} == {"latin.txt", "rong.txt", "scan.pdf", "mat.txt"}
    assert all("hãy" in reason for _path, reason in report.skipped)


def test_a_file_that_cannot_be_read_any_more_keeps_its_version(built: Settings) -> None:
    before = logical_dump(built)
    (built.corpus / "chi-thi.txt").write_bytes("Décision".encode("latin-1"))
    for rebuild in (False, True):
        report = index.build(built, rebuild=rebuild)
        ((path, reason),) = report.failed
        assert path == "chi-thi.txt"
        assert "không phải UTF-8" in reason and "vẫn dùng bản" in reason
        assert report.skipped == ()
        assert logical_dump(built) == before
    assert "chi-thi" in report.updated


@pytest.mark.parametrize("content", [{}, {"a.txt": b""}, {"a.pdf": b"%PDF"}, None])
def test_an_empty_corpus_is_an_error_and_changes_nothing(built: Settings, content: dict[str, bytes] | None) -> None:
    before = logical_dump(built)
    shutil.rmtree(built.corpus)
    if content is not None:
        built.corpus.mkdir()
        for name, data in content.items():
            (built.corpus / name).write_bytes(data)
    with pytest.raises(IndexProblem, match=str(built.corpus)) as raised:
        index.build(built)
    assert "hãy" in str(raised.value)
    for name in content or {}:
        assert name in str(raised.value)
    assert logical_dump(built) == before


def test_two_indexes_side_by_side(shared: Settings, opened: index.Index, tmp_path: Path) -> None:
    other = make(tmp_path, {"khac.txt": "Văn bản khác\n1. Sở Y tế chủ trì.\n"})
    index.build(other)
    with index.open(other) as found:
        vector = found.embed("Sở nào chủ trì?")
        assert [info.id for info in found.library.documents()] == ["khac"]
        assert set(found.dense(vector, 50)) == set(numbers(found))
        assert set(opened.dense(vector, 50)) == set(numbers(opened))
    assert [info.id for info in opened.library.documents()] == ["chi-thi", "ke-hoach", "nho-ghi-chu"]


def test_two_builds_of_one_index_do_not_collide(built: Settings) -> None:
    with (built.index / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(IndexProblem, match="đang có một lần lập chỉ mục khác"):
            index.build(built)
    index.build(built)


def test_an_error_on_the_way_leaves_what_readers_see(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = logical_dump(built)
    (built.corpus / "moi.txt").write_text("1. Sở Nội vụ báo cáo.\n")
    monkeypatch.setattr(
        stores.dense, "add_missing", lambda *args: (_ for _ in ()).throw(RuntimeError("đĩa đầy\nchi tiết"))
    )
    with pytest.raises(IndexProblem, match=r"không ghi được .*\(đĩa đầy\); hãy kiểm tra chỗ trống rồi chạy lại"):
        index.build(built)
    monkeypatch.undo()
    with index.open(built) as found:
        assert [info.id for info in found.library.documents()] == ["chi-thi", "ke-hoach", "nho-ghi-chu"]
    (built.corpus / "moi.txt").unlink()
    index.build(built)
    assert logical_dump(built) == before


# Missing, stale, damaged


def test_a_missing_index_names_the_command(tmp_path: Path) -> None:
    settings = make(tmp_path)
    with pytest.raises(IndexProblem, match=r"chưa có chỉ mục .*; hãy chạy: legalqa index$"):
        index.open(settings)
    settings.index.mkdir()
    (settings.index / "README.md").write_text("x")
    with pytest.raises(IndexProblem, match=r"chưa có chỉ mục .*; hãy chạy: legalqa index$"):
        index.open(settings)


def test_a_stale_index_names_the_command_and_the_next_build_makes_it_anew(
    built: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = logical_dump(built)
    with index.open(built) as reader:
        monkeypatch.setattr(stamp, "VERSION", -1)
        with pytest.raises(IndexProblem, match=r"phiên bản legalqa khác; hãy chạy: legalqa index$"):
            index.open(built)
        assert len(index.build(built).updated) == 3
        monkeypatch.undo()
        with pytest.raises(IndexProblem, match="legalqa index"):
            reader.refresh()
    assert len(index.build(built).updated) == 3
    assert logical_dump(built) == before
    other = json.loads(stamp.read(built.index)) | {"model": "khác"}
    stamp.write(built.index, json.dumps(other))
    with pytest.raises(IndexProblem, match=r"mô hình khác .*; hãy chạy: legalqa index$"):
        index.open(built)
    (built.index / "stamp").write_text("{")
    with pytest.raises(IndexProblem, match="legalqa index"):
        index.open(built)
    assert len(index.build(built).unchanged) == 3
    assert logical_dump(built) == before


def remove_chroma(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def spoil_chroma(folder: Path) -> None:
    (file,) = folder.glob("chroma/*/chroma.sqlite3")
    file.write_bytes(b"\x00garbage" * 1000)


def empty_chroma(folder: Path) -> None:
    (file,) = folder.glob("chroma/*/chroma.sqlite3")
    shutil.rmtree(file.parent)
    file.parent.mkdir()
    file.touch()


def truncate_lexical(folder: Path) -> None:
    file = max(folder.glob("lexical/*/*"), key=lambda path: path.stat().st_size)
    os.truncate(file, file.stat().st_size // 2)


def remove_lexical(folder: Path) -> None:
    shutil.rmtree(folder / "lexical")


@pytest.mark.parametrize("damage", [remove_chroma, spoil_chroma, empty_chroma, truncate_lexical, remove_lexical])
def test_damaged_stores_name_the_command_and_the_next_build_mends_them(
    built: Settings, shared: Settings, damage: Callable[[Path], None]
) -> None:
    damage(built.index)
    with pytest.raises(IndexProblem, match=r"bị hỏng .*; hãy chạy: legalqa index --rebuild$") as raised:
        index.open(built)
    assert "\n" not in str(raised.value)
    assert not all(finding.ok for finding in index.check(built))
    assert len(index.build(built).unchanged) == 3
    assert logical_dump(built) == logical_dump(shared)


def test_a_damaged_library_is_made_anew_when_asked(built: Settings, shared: Settings) -> None:
    for file in built.index.glob("library.db*"):
        file.write_bytes(b"garbage" * 1000)
    for call in (index.open, index.build):
        with pytest.raises(IndexProblem, match=r"bị hỏng .*; hãy chạy: legalqa index --rebuild$"):
            call(built)
    assert len(index.build(built, rebuild=True).added) == 3
    assert logical_dump(built) == logical_dump(shared)


def test_truncated_vectors_are_noticed_before_chroma_reads_them(tmp_path: Path) -> None:
    """Chroma loads a truncated graph without a word, or crashes; the sizes are compared first."""
    graph = tmp_path / "chroma" / "1" / "graph"
    graph.mkdir(parents=True)
    (tmp_path / "lexical" / "1").mkdir(parents=True)
    for name in ("index_metadata.pickle", "data_level0.bin"):
        (graph / name).write_bytes(b"x" * 100)
    sizes = stores._sizes(tmp_path, "1")
    stores._check_sizes(tmp_path, sizes)
    os.truncate(graph / "data_level0.bin", 50)
    with pytest.raises(IndexProblem, match=r"data_level0.bin .*--rebuild"):
        stores._check_sizes(tmp_path, sizes)


def test_a_read_only_index_is_read_and_not_built(shared: Settings) -> None:
    """In a process that really may not write: root gives its rights up there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, source in (("corpus", shared.corpus), ("writable", shared.index), ("index", shared.index)):
            shutil.copytree(source, folder / part)
        for path in (folder, *(folder / "corpus").rglob("*"), *(folder / "index").rglob("*"), folder / "index"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        script = Path(__file__).with_name("read_only_index.py")
        arguments = [sys.executable, script, folder / "corpus", folder / "writable", folder / "index"]
        try:
            done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
        finally:
            for path in (folder, folder / "index", *(folder / "index").rglob("*"), *(folder / "corpus").rglob("*")):
                path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    read, message = done.stdout.splitlines()
    assert read == "read"
    assert message.startswith("không ghi được vào thư mục chỉ mục")
    assert "hãy cấp quyền ghi" in message


# Doctor


def test_check_finds_a_sound_index_in_order(shared: Settings) -> None:
    findings = index.check(shared)
    assert all(finding.ok and not finding.advice for finding in findings)
    told = "\n".join(finding.what for finding in findings)
    for part in (
        "3 tệp",
        "catalog.csv",
        "384 chiều",
        "tem",
        "3 văn bản",
        "Chroma",
        "khớp",
        "Python",
        "chromadb",
        "torch",
    ):
        assert part in told


def test_check_says_what_is_wrong_and_what_to_do(built: Settings, tmp_path: Path) -> None:
    (built.corpus / "moi.txt").write_text("mới")
    (built.corpus / "rong.txt").write_text("")
    wrong = [finding for finding in index.check(built) if not finding.ok]
    assert {finding.what.partition(" ")[0] for finding in wrong} == {"rong.txt", "từ"}
    nothing = Settings(corpus=tmp_path / "không", index=tmp_path / "chưa")
    wrong = [finding for finding in index.check(nothing) if not finding.ok]
    assert len(wrong) >= 3
    assert all("hãy" in finding.advice for finding in wrong)
    assert not nothing.index.exists()
