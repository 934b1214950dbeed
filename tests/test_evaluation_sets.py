"""Question sets as people bring them, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legalqa.errors import LegalqaError
from legalqa.evaluation.sets import check, read_set

ROOT = Path(__file__).parents[1]
OWN = ROOT / "eval" / "questions.jsonl"


def lines(file: Path, *values: object) -> Path:
    file.write_text(
        "".join((v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) + "\n" for v in values), "utf-8"
    )
    return file


def test_the_projects_set_is_whole(assistant) -> None:
    questions = read_set(OWN)
    assert len(questions.cases) >= 150 and not questions.faults and not check(questions, assistant.library)
    assert 0.3 < sum(case.held_out for case in questions.cases) / len(questions.cases) < 0.37


def test_every_fault_of_a_set_is_told_at_once_with_file_and_line(tmp_path: Path, assistant) -> None:
    document = assistant.library.documents()[0].id
    good = {"id": "a", "question": "Ai?", "answer": [{"document": document, "start": 0, "end": 4}]}
    file = lines(
        tmp_path / "bo.jsonl",
        good,
        "{không phải JSON",
        {**good, "id": "b", "answer": [{"document": "khong-co", "start": 0, "end": 4}]},
        {**good, "id": "c", "answer": [{"document": document, "start": 0, "end": 4, "text": "khác"}]},
        good,
        {"id": "d"},
        {**good, "id": "e", "answer": [{"document": document, "start": 5, "end": 10**9}]},
        {**good, "id": "f", "answer": [{"document": document, "eid": "muc_khong_co"}]},
        ["không phải đối tượng"],
    )
    questions = read_set(file)
    told = "\n".join((*questions.faults, *check(questions, assistant.library)))
    for line, reason in (
        (2, "không phải JSON"), (3, "không có văn bản 'khong-co'"), (4, "không phải 'khác'"), (5, "trùng id 'a'"),
        (6, "question"), (7, "nằm ngoài văn bản"), (8, "không có mục 'muc_khong_co'"), (9, "không phải một đối tượng"),
    ):  # fmt: skip
        assert any(f"bo.jsonl:{line}:" in fault and reason in fault for fault in told.splitlines()), (line, told)


def test_a_table_that_an_official_fills_in(tmp_path: Path) -> None:
    file = tmp_path / "cau-hoi.csv"
    file.write_text(
        "id,question,document,eid,kind,expected_words,held_out\n"
        "1,Ai chủ trì?,ke-hoach,muc_1,who,Sở Tư pháp; Sở Nội vụ,x\n1,Ai chủ trì?,ke-hoach,muc_2,,,\n2,Thời tiết?,,,none,,\n",
        "utf-8-sig",
    )
    first, second = read_set(file).cases
    assert [gold.eid for gold in first.answer] == ["muc_1", "muc_2"] and first.held_out
    assert first.expected_words == ("Sở Tư pháp", "Sở Nội vụ")
    assert second.expected_status == "unanswerable" and not second.answer
    assert "thiếu cột document" in read_set(lines(tmp_path / "x.csv", "question")).faults[0]


def test_a_beir_folder(beir: Path) -> None:
    questions = read_set(beir)
    assert [case.id for case in questions.cases] == ["q1", "q2"] and not questions.faults
    assert questions.texts and questions.cases[0].answer[0].document == "thue"
    lines(beir / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore", "q1\tmat\t1")
    assert "test.tsv:2: không có văn bản 'mat'" in read_set(beir).faults[0]


def test_an_alqac_file(tmp_path: Path) -> None:
    (tmp_path / "law.json").write_text(json.dumps([{"id": "Luật A", "articles": [{"id": "1", "text": "Phạm vi"}]}]))
    question = {"question_id": "q", "question_type": "Đúng/Sai", "text": "Đúng không?"}
    right, wrong = ({**question, "relevant_articles": [{"law_id": "Luật A", "article_id": id}]} for id in "12")
    (tmp_path / "test.json").write_text(json.dumps([right, wrong]))
    questions = read_set(tmp_path / "test.json")
    assert [case.answer[0].document for case in questions.cases] == ["Luật A#1"]
    assert (
        len(questions.faults) == 1
        and questions.texts
        and questions.texts["Luật A#1"].title.startswith("Luật A, Điều 1")
    )


def test_what_is_no_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(LegalqaError, match="không có"):
        read_set(tmp_path / "khong-co.jsonl")
    with pytest.raises(LegalqaError, match="không nhận ra"):
        read_set(tmp_path)
    (tmp_path / "latin.jsonl").write_bytes("Sở".encode("utf-16"))
    with pytest.raises(LegalqaError, match="UTF-8"):
        read_set(tmp_path / "latin.jsonl")


def test_cases_are_chosen_by_kind_and_tag() -> None:
    questions = read_set(OWN)
    assert {case.kind for case in questions.chosen(["who"])} == {"who"}
    assert all("bare" in case.tags for case in questions.chosen(tags=["bare"]))
    assert len(questions.chosen(limit=7)) == 7


@pytest.mark.parametrize(
    "wrong",
    [
        {"expected_words": "luật"}, {"tags": "bare"}, {"held_out": "false"}, {"id": ""}, {"answer": {"document": "x"}},
        {"history": "trước"}, {"history": [{"question": 5}]}, {"expected_status": "answered"}, {"question": 5},
    ],
)  # fmt: skip
def test_wrong_types_are_faults(tmp_path: Path, wrong: dict) -> None:
    file = lines(tmp_path / "bo.jsonl", {"id": "a", "question": "Ai?", "expected_status": "unanswerable", **wrong})
    assert len(read_set(file).faults) == 1 and not read_set(file).cases


def test_semicolons_marks_of_order_and_separators_of_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;question;document\n1;Ai?;d\n1;Khác?;d\n", "utf-8-sig")
    questions = read_set(tmp_path / "a.csv")
    assert [case.question for case in questions.cases] == ["Ai?"] and "câu hỏi khác" in questions.faults[0]
    (tmp_path / "b.jsonl").write_text('{"id": "a", "question": "Ai\u2028vậy?", "answer": []}\n', "utf-8-sig")
    assert [case.question for case in read_set(tmp_path / "b.jsonl").cases] == ["Ai\u2028vậy?"]
    both = lines(tmp_path / "c.jsonl", *({"id": id, "question": "?", "answer": []} for id in ("a b", "a_b")))
    assert "trùng id" in read_set(both).faults[0]


def test_grades_are_kept_and_a_header_is_not_needed(beir: Path) -> None:
    (beir / "qrels" / "test.tsv").write_text("q1\tthue\t2\nq2\trung\t1\n")
    assert [case.answer[0].grade for case in read_set(beir).cases] == [2, 1]


def test_what_is_built_otherwise_is_told(tmp_path: Path) -> None:
    for text in ("{bad", '["x"]', '[{"relevant_articles": [{"law_id": "A"}]}]'):
        (tmp_path / "law.json").write_text("[]")
        (tmp_path / "x.json").write_text(text)
        with pytest.raises(LegalqaError, match=r"x\.json"):
            read_set(tmp_path / "x.json")


def test_documents_beside_a_set_are_what_it_asks_about(tmp_path: Path) -> None:
    file = lines(tmp_path / "bo.jsonl", {"id": "a", "question": "Ai?", "answer": [{"document": "ke-hoach"}]})
    alone = read_set(file)
    assert alone.documents is None
    (tmp_path / "documents").mkdir()
    assert read_set(file).documents is None and read_set(file).digest == alone.digest  # an empty folder is none
    document = tmp_path / "documents" / "ke-hoach.txt"
    document.write_text("Điều 1. Sở Tư pháp chủ trì.", "utf-8")
    first = read_set(file)
    assert first.documents == tmp_path / "documents" and first.digest != alone.digest
    assert read_set(file).digest == first.digest
    document.write_text("Điều 1. Sở Nội vụ chủ trì.", "utf-8")
    assert read_set(file).digest != first.digest


def test_the_written_set_is_whole() -> None:
    questions = read_set(ROOT / "eval" / "written" / "questions.jsonl")
    assert questions.documents and questions.cases and not questions.faults
    assert {gold.document for case in questions.cases for gold in case.answer} <= {
        file.stem for file in questions.documents.iterdir()
    }
