"""Asked of chosen documents: nothing else is cited, whatever kind of answer a question gets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from legalqa.assistant import Assistant, open_assistant
from legalqa.models import EVERYTHING, Answer, Narrowing
from legalqa.scope import chosen, offered

CORPUS = Path(__file__).parents[1] / "corpus"
DOCUMENTS = [path.stem for path in sorted(CORPUS.glob("*.txt"))]

#: Quotes, duties, deadlines, fields, parts, names of documents, talk, a question that goes on, refusals with near passages.
QUESTIONS = [
    "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm ngân sách?",
    "Ai theo dõi, đôn đốc việc thực hiện?",
    "Sở Tư pháp phải làm gì?",
    "so tai chinh phai lam gi",
    "What must the Department of Justice do?",
    "Sở Tư pháp phải làm gì về tuyên truyền, phổ biến pháp luật?",
    "Việc nào phải xong trước ngày 31/12/2026?",
    "Khi nào phải sơ kết và tổng kết?",
    "Ai ký kế hoạch?",
    "Kế hoạch số 2888/KH-UBND ban hành ngày nào?",
    "Kế hoạch được gửi cho những ai?",
    "Ai phải bố trí kinh phí và mức chi tối thiểu là bao nhiêu?",
    "Sở Tài chính phải làm gì? Chi tối thiểu cho xây dựng pháp luật là bao nhiêu?",
    "theo Chỉ thị, cơ quan nào theo dõi việc thực hiện?",
    "Kinh phí thực hiện của tỉnh Tuyên Quang lấy từ đâu?",
    "Giá vé tàu cao tốc là bao nhiêu?",
    "Kho có những văn bản nào?",
]  # fmt: skip


def cited(answer: Answer) -> set[str]:
    """The documents that an answer shows anything of."""
    return {citation.document for citation in (*answer.citations, *answer.near)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_document_alone_is_cited_alone(assistant: Assistant, question: str) -> None:
    passages = {info.id: info.passages for info in assistant.library.documents()}
    history = [{"question": "Sở Tài chính phải làm gì?", "answer": "…"}]
    for id in DOCUMENTS:
        for turns in ((), history):
            answer = assistant.ask(question, turns, narrowing=Narrowing(documents=(id,)))
            assert cited(answer) <= {id}
            assert answer.searched == {"documents": 1, "passages": passages[id]}
            numbers = {citation.n for citation in answer.citations}
            assert {duty.citation for duty in answer.duties} <= numbers


@pytest.mark.parametrize(
    "narrowing",
    [
        Narrowing(kinds=("ke hoach",)),
        Narrowing(kinds=("Chỉ thị", "Nghị định")),
        Narrowing(issuers=("UBND tỉnh",)),
        Narrowing(places=("tuyen quang",)),
        Narrowing(years=(2023,)),
        Narrowing(documents=("2888/kh-ubnd", DOCUMENTS[0])),
        Narrowing(kinds=("Kế hoạch",), years=(2023,), documents=("2888/KH-UBND",)),
    ],
    ids=str,
)
def test_several_documents_are_cited_alone(assistant: Assistant, narrowing: Narrowing) -> None:
    those = {info.id for info in chosen(narrowing, assistant.library.documents())}
    assert 0 < len(those) < len(DOCUMENTS)
    for question in QUESTIONS:
        assert cited(assistant.ask(question, narrowing=narrowing)) <= those


def test_a_document_alone_leads_where_an_index_of_it_alone_leads(
    corpus_settings: Any, assistant: Assistant, tmp_path: Path
) -> None:
    """Not word for word: how rare a word is differs; but what is answered is answered, from that document."""
    from legalqa import index

    id = "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw"
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / f"{id}.txt").write_bytes((CORPUS / f"{id}.txt").read_bytes())
    settings = replace(corpus_settings, corpus=folder, index=tmp_path / "index")
    index.build(settings)
    alone = open_assistant(settings)
    for question in (QUESTIONS[0], QUESTIONS[2], QUESTIONS[12]):
        narrowed, single = assistant.ask(question, narrowing=Narrowing(documents=(id,))), alone.ask(question)
        assert narrowed.citations[0].document == single.citations[0].document == id
        assert narrowed.citations[0].eid == single.citations[0].eid


def test_all_documents_are_asked_where_nothing_is_chosen(assistant: Assistant) -> None:
    for question in QUESTIONS[:4]:
        plain, all_chosen = assistant.ask(question), assistant.ask(question, narrowing=EVERYTHING)
        everything = assistant.ask(question, narrowing=Narrowing(documents=tuple(DOCUMENTS)))
        assert replace(plain, seconds=0.0) == replace(all_chosen, seconds=0.0)
        assert cited(everything) and everything.searched == plain.searched


def test_what_nothing_fits_tells_what_there_is(assistant: Assistant) -> None:
    for narrowing, told in (
        (Narrowing(kinds=("Nghị định",)), "Loại văn bản có: Chỉ thị, Kế hoạch."),
        (Narrowing(kinds=("Chỉ thị",), years=(2023,)), "Loại văn bản có: Chỉ thị, Kế hoạch; năm có: 2023."),
        (Narrowing(statuses=("còn hiệu lực",)), "Không văn bản nào ghi tình trạng."),
        (Narrowing(documents=("<b>",)), f"Văn bản có: {DOCUMENTS[0]}, "),
    ):
        for question in ("Sở Tư pháp phải làm gì?", "Xin chào", "Ai ký kế hoạch? Ai nhận?"):
            answer = assistant.ask(question, narrowing=narrowing)
            assert (answer.status, cited(answer)) == ("unanswerable", set())
            assert "Không có văn bản nào hợp với lựa chọn" in answer.text and told in answer.text
            assert answer.searched == {"documents": 0, "passages": 0} and "\n" not in answer.text
    assert assistant.ask("", narrowing=Narrowing(years=(1,))).status == "rejected"


def test_what_there_is_to_choose_stands_once(assistant: Assistant) -> None:
    there = offered(assistant.library.documents())
    assert there.kinds == ("Chỉ thị", "Kế hoạch") and there.years == (2023,) and there.places == ("Tuyên Quang",)
    assert there.issuers == ("Ban Thường vụ Tỉnh ủy", "Ủy ban nhân dân tỉnh")
    assert sorted(there.documents) == DOCUMENTS and there.statuses == ()


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ([], "narrowing"),
        ({"kind": ["Kế hoạch"]}, "kind"),
        ({"kinds": "Kế hoạch"}, "kinds"),
        ({"kinds": [1]}, "kinds"),
        ({"years": ["2023"]}, "years"),
        ({"years": [True]}, "years"),
    ],
)
def test_a_choice_that_cannot_be_read_says_why(value: Any, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        Narrowing.from_json(value)


def test_a_choice_is_written_as_it_is_read() -> None:
    narrowing = Narrowing(kinds=("Kế hoạch",), years=(2023, 2024))
    assert narrowing.to_json() == {"kinds": ["Kế hoạch"], "years": [2023, 2024]}
    assert Narrowing.from_json(narrowing.to_json()) == narrowing and EVERYTHING.to_json() == {}


def test_documents_are_chosen_by_who_they_give_tasks_to(assistant: Assistant) -> None:
    documents = assistant.library.documents()
    there = offered(documents)
    assert "Sở Tư pháp" in there.agencies and len(set(there.agencies)) == len(there.agencies)
    fit = chosen(Narrowing(agencies=("so tu phap",)), documents)
    with_tasks = {duty.document for duty in assistant.library.duties(agencies=["so-tu-phap"])}
    assert {document.id for document in fit} == with_tasks and 0 < len(fit) < len(documents)
    answer = assistant.ask("Sở Tài chính phải làm gì?", narrowing=Narrowing(agencies=("Sở Tư pháp",)))
    assert answer.searched["documents"] == len(fit)
    none = assistant.ask("Ai báo cáo?", narrowing=Narrowing(agencies=("Sở Hàng không",)))
    assert none.status == "unanswerable" and "cơ quan được giao việc có: " in none.text.lower()
