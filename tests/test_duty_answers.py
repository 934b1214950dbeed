"""Questions about duties, asked of the real index: complete, counted, cited, narrowed, honest where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legalqa.compose_duties import compose_who
from legalqa.models import Answer, Citation, Duty
from legalqa.vietnamese.text import shown

GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold" / "duties.jsonl").open(encoding="utf-8")]


def own(answer) -> list:
    return [duty for duty in answer.duties if duty.role != "group"]


@pytest.mark.parametrize(
    "question",
    [
        "Sở Tài chính phải làm gì?",
        "so tai chinh phai lam gi",
        "STC có nhiệm vụ gì",
        "What must the Department of Finance do?",
        "SỞ TÀI CHÍNH được giao việc gì",
    ],
)
def test_any_wording_gives_the_same_complete_list(assistant, question: str) -> None:
    answer = assistant.ask(question)
    gold = {(g["document"], g["end"]) for g in GOLD if g["agency"] == "Sở Tài chính" and g["named"]}
    assert answer.status == "answered"
    assert {(c.document, c.end) for c in answer.citations if c.n not in answer.folded} == gold
    assert answer.text.startswith("Sở Tài chính: 2 nhiệm vụ nêu đích danh trong 2 văn bản;")
    assert "đã rà soát 5 văn bản" in answer.text


@pytest.mark.parametrize("agency", sorted({g["agency"] for g in GOLD if g["named"] and not g.get("collective")}))
def test_every_named_agency_of_the_gold_gets_its_duties(assistant, agency: str) -> None:
    answer = assistant.ask(f"{agency} phải làm gì?")
    certain = [g for g in GOLD if g["agency"] == agency and g["named"] and not g.get("debatable")]
    cited = [c for c in answer.citations if c.n not in answer.folded]
    missed = [
        g["text"][:50] for g in certain
        if not any(c.document == g["document"] and min(c.end, g["end"]) - max(c.start, g["start"]) > (g["end"] - g["start"]) / 2 for c in cited)
    ]  # fmt: skip
    assert missed == []


def test_group_duties_are_counted_and_folded_away(assistant) -> None:
    answer = assistant.ask("Sở Tài chính phải làm gì?")
    assert len(answer.folded) > 20 and f"{len(answer.folded)} nhiệm vụ giao chung" in answer.text
    assert all(f"[{n}]" not in answer.text for n in answer.folded)


def test_every_duty_is_cited_verbatim(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp phải làm gì?")
    by_number = {citation.n: citation for citation in answer.citations}
    assert own(answer)
    for duty in answer.duties:
        citation = by_number[duty.citation]
        assert (
            duty.task
            == citation.quote
            == shown(assistant.library.text(citation.document), citation.start, citation.end)
        )


def test_coordinators_are_listed_apart(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp phải làm gì?")
    assert "– phối hợp:" in answer.text and {"lead", "with"} <= {duty.role for duty in answer.duties}


def test_a_document_in_the_question_narrows_the_scan(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp phải làm gì theo kế hoạch của Tuyên Quang?")
    assert {c.document for c in answer.citations} == {"ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"}
    assert answer.searched["documents"] == 1 and "các văn bản được nêu: 1 văn bản" in answer.text


def test_an_agency_without_a_duty_is_told_so(assistant) -> None:
    answer = assistant.ask("Sở Y tế phải làm gì?")
    assert answer.status == "unanswerable" and answer.citations == ()
    assert "Không có nhiệm vụ nào giao đích danh cho Sở Y tế" in answer.text
    assert answer.near and "giao chung cho nhóm" in answer.text


def test_a_former_agency_names_its_successor(assistant) -> None:
    answer = assistant.ask("Sở Kế hoạch và Đầu tư phải làm gì?")
    assert "nay thuộc Sở Tài chính" in answer.text


@pytest.mark.parametrize("question", ["Văn phòng làm gì?", "Ủy ban phải làm gì?"])
def test_an_ambiguous_name_is_asked_back(assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "clarify" and answer.text.count("\n- ") >= 2


def test_who_must_is_answered_from_the_ledger(assistant) -> None:
    answer = assistant.ask("Cơ quan nào theo dõi, đôn đốc việc thực hiện Chỉ thị của Tỉnh ủy?")
    assert answer.text.startswith("Ban Nội chính Tỉnh ủy")
    assert ("Ban Nội chính Tỉnh ủy", "lead") in {(duty.agency, duty.role) for duty in answer.duties}


def test_an_addressee_in_a_heading_is_cited_too(assistant) -> None:
    answer = assistant.ask("Cơ quan nào tham mưu bố trí kinh phí cho công tác xây dựng, kiểm tra, rà soát văn bản?")
    assert answer.text.startswith("Sở Tài chính")
    assert any(citation.quote == "4. Sở Tài chính" or citation.quote == "Sở Tài chính" for citation in answer.citations)


def test_a_follow_up_asks_for_another_agency(assistant) -> None:
    history = [{"question": "Sở Tài chính phải làm gì?", "answer": "…"}]
    answer = assistant.ask("Còn Sở Nội vụ thì sao?", history)
    assert answer.text.startswith("Sở Nội vụ:")


@pytest.mark.parametrize(
    "question", ["Việc nào phải xong trong quý II/2021?", "nhung viec nao phai xong trong quy II/2021"]
)
def test_what_is_due_in_a_time_is_a_complete_list(assistant, question: str) -> None:
    answer = assistant.ask(question)
    gold = {g["start"] for g in GOLD if g["deadline"] == "trong quý II/2021"}
    assert answer.status == "answered" and answer.text.startswith("2 nhiệm vụ có thời hạn")
    assert len(answer.citations) == len(gold)
    assert all("quý II/2021" in citation.quote for citation in answer.citations)


def test_a_time_in_which_nothing_is_due(assistant) -> None:
    answer = assistant.ask("Việc nào phải xong trong quý III/2031?")
    assert answer.status == "unanswerable" and "đã rà soát 5 văn bản" in answer.text


def test_who_somebody_is_gets_no_agency_of_the_ledger(assistant) -> None:
    for question in ("Bộ trưởng Bộ Tư pháp là ai?", "Ai là Giám đốc Sở Tư pháp?", "Công an tỉnh phối hợp với ai?"):
        assert assistant.ask(question).duties == ()


def test_a_denied_duty_is_not_asked_for(assistant) -> None:
    assert assistant.ask("Sở Tư pháp không phải làm gì?").duties == ()


def test_several_agencies_are_told_apart(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp và Sở Y tế phải làm gì?")
    assert answer.text.startswith("Sở Tư pháp và Sở Y tế:")
    assert "Không có nhiệm vụ nào giao đích danh cho Sở Y tế." in answer.text


def test_an_agencys_duties_in_a_time(assistant) -> None:
    answer = assistant.ask("Nhiệm vụ nào của Ban cán sự đảng Ủy ban nhân dân tỉnh phải xong trong quý II/2021?")
    assert "có thời hạn từ 01/04/2021 đến 30/06/2021" in answer.text
    assert len(answer.citations) - len(answer.folded) == 1


def test_a_document_that_is_not_there_is_told(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp phải làm gì theo Kế hoạch số 999/KH-UBND?")
    assert answer.status == "unanswerable" and "Không có văn bản số 999/KH-UBND" in answer.text


def test_by_when_an_agency_must_do_something_is_answered_from_its_own_duties(assistant) -> None:
    told = assistant.ask("Sở Nội vụ phải nộp báo cáo thực hiện Nghị quyết 126 trước ngày nào?")
    assert told.status == "unanswerable" and "Không có thời hạn nào nêu đích danh cho Sở Nội vụ" in told.text
    assert not told.citations


def test_a_follow_up_asks_for_the_date_again(assistant) -> None:
    history = [{"question": "Sở Tư pháp phải báo cáo trước ngày nào?", "answer": ""}]
    assert not assistant.understand("Còn Sở Nội vụ thì sao?", history).duties
    assert assistant.understand("Còn Sở Nội vụ phải làm gì?", history).duties


def test_tasks_and_dates_asked_for_together_are_the_list(assistant) -> None:
    answer = assistant.ask("Ban cán sự đảng UBND tỉnh phải làm những gì, báo cáo khi nào?")
    assert answer.duties and any(duty.deadline for duty in answer.duties)


def test_what_the_tasks_are_about_comes_first_and_nothing_is_left_out(assistant) -> None:
    everything = assistant.ask("Sở Tư pháp phải làm gì?")
    answer = assistant.ask("Sở Tư pháp phải làm gì về pháp chế?")
    assert "1 nhiệm vụ về “pháp chế”:" in answer.text and "pháp chế" in answer.citations[0].quote
    assert {(d.task, d.role) for d in answer.duties} == {(d.task, d.role) for d in everything.duties}


def test_one_task_asked_for_comes_first(assistant) -> None:
    answer = assistant.ask("Sở Tài chính phải làm gì với kinh phí kiểm tra, rà soát, hệ thống hóa văn bản?")
    assert "Sát câu hỏi nhất:" in answer.text and "hệ thống hóa văn bản" in answer.citations[0].quote


def test_a_province_without_documents_is_told_so(assistant) -> None:
    answer = assistant.ask("Sở Tài chính tỉnh Cà Mau phải làm gì?")
    assert answer.status == "unanswerable" and "Không có văn bản nào ghi là của Cà Mau" in answer.text
    assert "Tuyên Quang" in answer.text and not answer.duties


def test_another_question_does_not_take_the_agency_of_the_one_before(assistant) -> None:
    history = [{"question": "Sở Y tế phải làm gì?", "answer": ""}]
    assert not assistant.understand("Kế hoạch 2888 có những nhiệm vụ và giải pháp nào?", history).agencies
    assert not assistant.understand("Thế chấp tài sản là gì?", history).agencies
    assert assistant.understand("Thế còn nhiệm vụ phối hợp?", history).agencies
    assert assistant.ask("Việc nào phải xong trong quý II/2021?", history).duties


def test_until_a_day_means_all_that_is_due_by_then(assistant) -> None:
    assert assistant.ask("Những nhiệm vụ nào phải hoàn thành trước ngày 01/7/2021?").duties


def test_a_time_without_duties_is_told_with_the_time(assistant) -> None:
    told = assistant.ask("Sở Tài chính có việc nào phải xong trong năm 2021?").text
    assert "cho Sở Tài chính có thời hạn từ 01/01/2021 đến 31/12/2021" in told


def test_a_topic_without_duties_is_told_and_all_are_listed(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp phải làm gì về bản đồ địa chính?")
    assert "Không có nhiệm vụ nào nói riêng về “bản đồ địa chính”" in answer.text and len(answer.duties) > 5


def test_an_unknown_document_is_told_whatever_is_asked(assistant) -> None:
    assert "Không có văn bản số 999" in assistant.ask("Theo Quyết định số 999, kinh phí là bao nhiêu?").text


def test_a_passage_that_names_an_agency_without_duties_answers_about_it(assistant) -> None:
    answer = assistant.ask("Đoàn Luật sư tỉnh phải phối hợp quản lý hành nghề luật sư như thế nào?")
    assert answer.status == "answered" and "Đoàn Luật sư tỉnh" in answer.citations[0].quote
    assert "Không có nhiệm vụ nào giao đích danh cho Đoàn Luật sư tỉnh" in answer.text
    assert assistant.ask("Sở Ngoại vụ phải làm gì về hành nghề luật sư?").status == "unanswerable"


def test_a_bare_follow_up_behind_a_marked_question_is_read_with_its_marks(assistant) -> None:
    history = [{"question": "Kế hoạch 2888 yêu cầu gì với Đoàn Luật sư tỉnh?"}]
    answer = assistant.ask("The con Hoi Luat gia thi sao", history)
    assert answer.text.startswith("Hội Luật gia tỉnh: 1 nhiệm vụ")


def test_tasks_that_come_first_say_their_role_and_time(assistant) -> None:
    told = assistant.ask("Ban cán sự đảng UBND tỉnh phải làm gì về sơ kết, tổng kết Chỉ thị?").text
    assert "(phối hợp; thời hạn: vào năm 2024 và tổng kết vào năm 2026)" in told


@pytest.mark.parametrize(
    ("before", "asked", "duties"),
    [
        ("", "Which tasks must be finished in the second quarter of 2021?", True),
        ("", "Which tasks are due before 30 June 2021?", True),
        ("Việc nào phải xong trong quý II/2021?", "Còn năm 2024?", True),
        ("Việc nào phải xong trong quý II/2021?", "Còn năm 2031?", False),
        ("What must the Department of Finance do?", "And the Department of Justice?", True),
    ],
)
def test_times_and_agencies_of_a_follow_up(assistant, before: str, asked: str, duties: bool) -> None:
    assert bool(assistant.ask(asked, [{"question": before}] if before else []).duties) == duties


def test_a_matter_named_behind_trong_is_what_the_tasks_are_about(assistant) -> None:
    assert "nói riêng về “trồng rừng”" in assistant.ask("Sở Tài chính có trách nhiệm gì trong trồng rừng?").text
    assert (
        "1 nhiệm vụ về “bố trí kinh phí”" in assistant.ask("Sở Tài chính có trách nhiệm gì trong bố trí kinh phí?").text
    )
    assert not assistant.understand("Sở Tài chính phải làm gì trong năm 2025?").about


def test_who_must_says_so_where_nobody_is_named(assistant) -> None:
    answer = assistant.ask("Ai phải đổi mới tư duy xây dựng pháp luật?")
    assert answer.status == "partial" and "Đoạn này không nêu cơ quan thực hiện." in answer.text


def test_a_shouted_who_is_no_abbreviation(assistant) -> None:
    assert assistant.understand("AI chủ trì theo dõi kế hoạch?").who
    assert "trí tuệ nhân tạo" in assistant.understand("Ứng dụng AI vào việc gì?").search


@pytest.mark.parametrize("question", ["Ai kiểm tra Sở Tư pháp?", "Ai giám sát Sở Tài chính?"])
def test_the_body_that_a_question_names_is_not_the_answer_to_it(assistant, question: str) -> None:
    answer = assistant.ask(question)
    named = {agency.name for agency in assistant.understand(question).agencies}
    assert named and not named & {duty.agency for duty in answer.duties}


@pytest.mark.parametrize("question", ["Ai ban hành Nghị quyết 66-NQ/TW?", "Ai ban hành Nghị quyết 66?"])
def test_who_carries_out_is_not_who_issued(assistant, question: str) -> None:
    assert not assistant.ask(question).duties


def test_who_has_what_is_quoted_is_told_behind_it_where_it_may_not_be_what_was_asked() -> None:
    text = "Sở Tư pháp tuyên truyền."
    quoted = Citation(1, "a", "a.txt", "doan_1", "đoạn", text, 0, len(text), "/van-ban/a#doan_1")
    duty = Duty("a", "doan_1", "so-tu-phap", "Sở Tư pháp", "department", "Sở Tư pháp", "lead", 11, 24, 0, 10)
    answer = Answer("Ai vẽ tranh cổ động?", "answered", f"Theo đoạn:\n“{text}” [1]", (quoted,))

    def told(**options) -> Answer:
        return compose_who(
            answer, [duty], best=(0, len(text)), labels=lambda *_: "đoạn", read=lambda _: text, **options
        )

    assert told(leads=False).text == f"{answer.text}\nViệc trong đoạn này được giao cho: Sở Tư pháp [1]."
    assert told().text == f"Sở Tư pháp [1]\n{answer.text}" and told().duties and not told(leads=False).duties
    assert told(apart={"so-tu-phap"}) == told(leads=False)
