"""Questions of several parts, and the one answer they get."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.compose_parts import compose_parts
from legalqa.models import Answer, AnsweredDuty, Citation
from legalqa.parts import PARTS, parts_of, topical_of
from legalqa.vietnamese.interrogatives import asks_of_document
from legalqa.vietnamese.text import key, words

JOINING = {"và", "còn", "đồng", "thời", "va", "con", "dong", "thoi", "and"}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Ai phải bố trí kinh phí và mức chi tối thiểu là bao nhiêu?",
            ("Ai phải bố trí kinh phí?", "mức chi tối thiểu là bao nhiêu?"),
        ),
        ("Sở Tư pháp phải làm gì và ai ký kế hoạch 2888?", ("Sở Tư pháp phải làm gì?", "ai ký kế hoạch 2888?")),
        (
            "Sở Tài chính phải làm gì? Sở Tư pháp phối hợp với ai?",
            ("Sở Tài chính phải làm gì?", "Sở Tư pháp phối hợp với ai?"),
        ),
        (
            "ai phai bo tri kinh phi va muc chi toi thieu la bao nhieu",
            ("ai phai bo tri kinh phi?", "muc chi toi thieu la bao nhieu"),
        ),
        (
            "So Tai chinh phai lam gi, con So Tu phap phoi hop voi ai",
            ("So Tai chinh phai lam gi?", "So Tu phap phoi hop voi ai"),
        ),
        (
            "Trong các khu có bao nhiêu trạm, mấy trạm là 5G?",
            ("Trong các khu có bao nhiêu trạm?", "mấy trạm là 5G?"),
        ),
        (
            "Who must allocate funds and what is the minimum share?",
            ("Who must allocate funds?", "what is the minimum share?"),
        ),
    ],
)
def test_a_question_that_asks_twice_has_two_parts(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Sở Tài chính phải làm gì?",
        "Sở Tài chính và Sở Tư pháp phải làm gì?",
        "Ai chủ trì và ai phối hợp kiểm tra văn bản?",
        "ai chu tri va ai phoi hop kiem tra van ban",
        "Sở Tài chính phải làm gì, khi nào xong?",
        "Sở Tài chính phải làm gì và báo cáo khi nào?",
        "so tai chinh phai lam gi, khi nao xong",
        "Cho hỏi mấy anh chị viết quy định, nghị quyết cho tỉnh thì phải có bằng gì?",
        "Bà ở một mình, không có ai trông, ở huyện này có được giúp gì không?",
        "Ai ký kế hoạch 2888, ký ngày nào?",
        "Kế hoạch 2888 số mấy và ai ký?",
        "Sở Tài chính bố trí kinh phí, có đúng không?",
        "Mức chi là 0,5%, phải không?",
        "Kinh phí lấy từ ngân sách và các nguồn khác",
        "",
    ],
)
def test_what_is_one_question_stays_whole(question: str) -> None:
    assert parts_of(question) == (question,)


def test_two_measures_of_one_thing_are_asked_together() -> None:
    together = "Mỗi ngày phải báo mấy lần, mấy giờ về việc nhận hàng cứu trợ?"
    assert parts_of(together) == (together,)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Sở Y tế làm gì, khi nào xong, kinh phí ở đâu và báo cáo ai?",
            ("Sở Y tế làm gì, khi nào xong?", "kinh phí ở đâu?", "báo cáo ai?"),
        ),
        (
            "Mức chi tối thiểu bao nhiêu, ai bố trí và khi nào báo cáo?",
            ("Mức chi tối thiểu bao nhiêu?", "ai bố trí?", "khi nào báo cáo?"),
        ),
        (
            "Kế hoạch 2888 ai chủ trì, ai phối hợp và khi nào xong?",
            ("Kế hoạch 2888 ai chủ trì, ai phối hợp?", "khi nào xong?"),
        ),
        (
            "Kế hoạch Tuyên Quang ai ký, gửi cho ai và Sở Tài chính làm gì?",
            ("Kế hoạch Tuyên Quang ai ký, gửi cho ai?", "Sở Tài chính làm gì?"),
        ),
        ("Khi nào và ở đâu tổng kết chỉ thị?", ("Khi nào?", "ở đâu tổng kết chỉ thị?")),
        (
            "so y te lam gi, khi nao xong, kinh phi o dau va bao cao ai",
            ("so y te lam gi, khi nao xong?", "kinh phi o dau?", "bao cao ai"),
        ),
    ],
)
def test_a_question_may_have_many_parts(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký, số bao nhiêu, ngày nào và gửi cho ai?",
        "Kế hoạch 2888 ai ký, số bao nhiêu, ngày nào và gửi cho ai?",
        "chi thi cua tinh uy ai ky, so may, ngay nao, gui cho ai",
    ],
)
def test_what_is_asked_of_one_document_is_all_understood(question: str) -> None:
    assert parts_of(question) == (question,)
    assert asks_of_document(question) == ("signer", "number", "date", "recipients")


@pytest.mark.parametrize(
    ("parts", "n", "topical"),
    [
        (("Sở Y tế làm gì?", "kinh phí ở đâu?", "báo cáo ai?"), 2, "Sở Y tế làm gì?"),
        (("Khi nào?", "ở đâu tổng kết chỉ thị?"), 0, "ở đâu tổng kết chỉ thị?"),
        (("Ai là người ký?", "ai nhận Kế hoạch 2888?"), 0, "ai nhận Kế hoạch 2888?"),
        (("Mức chi tối thiểu bao nhiêu?", "ai ký chỉ thị?"), 0, ""),
    ],
)
def test_the_part_that_another_takes_its_topic_from(parts: tuple[str, ...], n: int, topical: str) -> None:
    assert topical_of(parts, n) == topical


def test_what_follows_the_last_part_stays_with_it() -> None:
    bodies = ["Nội vụ", "Y tế", "Tư pháp", "Tài chính", "Công Thương", "Xây dựng", "Ngoại vụ"]
    found = parts_of(", ".join(f"Sở {body} làm gì" for body in bodies))
    assert len(found) == PARTS and found[-1] == "Sở Xây dựng làm gì, Sở Ngoại vụ làm gì"


PIECES = st.sampled_from(
    [
        "Sở Tài chính",
        "phải làm gì",
        "ai",
        "nào",
        "bao nhiêu",
        "và",
        "còn",
        ",",
        ";",
        "?",
        "? Và",
        "kinh phí",
        "khi nào",
        "kế hoạch 2888",
        "đồng thời",
        "0,5%",
        "va",
        "so tu phap",
        "what",
        "and",
        "who",
        "không",
    ]
)


@given(st.lists(PIECES, max_size=20).map(" ".join) | st.text(max_size=80))
def test_the_parts_have_the_questions_words_in_their_order(question: str) -> None:
    parts = parts_of(question)
    assert 1 <= len(parts) <= PARTS and (len(parts) == 1 or all(words(part) for part in parts))
    left = iter(re.findall(r"\w+", question))
    skipped = []
    for word in re.findall(r"\w+", " ".join(parts)):
        while (following := next(left)) != word:
            skipped.append(key(following))
    assert set(skipped) | {key(word) for word in left} <= JOINING


def citation(n: int, start: int, quote: str = "Lời văn.") -> Citation:
    return Citation(n, "a", "a.txt", f"muc_{start}", f"mục {start}", quote, start, start + len(quote), f"#{start}")


def test_citations_are_numbered_through_each_place_once() -> None:
    first = Answer("Một?", "answered", "“Lời văn.” [1]\n“Lời văn.” [2]", (citation(1, 10), citation(2, 20)))
    second = Answer(
        "Hai?",
        "answered",
        "“Lời văn.” [1][2]",
        (citation(1, 30), citation(2, 10)),
        (AnsweredDuty("Sở A", "so-a", "lead", "việc", None, 1), AnsweredDuty("Sở B", "so-b", "with", "việc", None, 2)),
        searched={"documents": 1, "passages": 2},
    )
    answer = compose_parts("Một và hai?", [first, second])
    assert [(item.n, item.start) for item in answer.citations] == [(1, 10), (2, 20), (3, 30)]
    assert [duty.citation for duty in answer.duties] == [3, 1]
    assert answer.status == "answered" and answer.question == "Một và hai?"
    assert answer.text == (
        "Về câu hỏi “Một?”:\n“Lời văn.” [1]\n“Lời văn.” [2]\n\nVề câu hỏi “Hai?”:\n“Lời văn.” [3][1]"
    )


@pytest.mark.parametrize("shown", ["Theo “mẫu [1] cũ” và [2].", "mẫu [1] cũ", "nêu tại [9]"])
def test_what_stands_in_brackets_inside_a_quote_stays(shown: str) -> None:
    first = Answer("Một?", "answered", "“Lời văn.” [1]", (citation(1, 10),))
    second = Answer("Hai?", "answered", f"“mẫu [1]” [1]\n“{shown}” [1] [9]", (citation(1, 30, shown),))
    text = compose_parts("Một và hai?", [first, second]).text
    assert text.endswith(f"“mẫu [1]” [2]\n“{shown}” [2] [9]")


def test_a_part_without_an_answer_is_named() -> None:
    first = Answer("Một?", "answered", "“Lời văn.” [1]", (citation(1, 10),))
    second = Answer("Hai?", "unanswerable", "Không có.\nĐã rà soát 5 văn bản.", near=(citation(1, 40),))
    answer = compose_parts("Một và hai?", [first, second])
    assert answer.status == "partial" and [item.start for item in answer.citations] == [10]
    assert answer.text.endswith("Về câu hỏi “Hai?”: Không có.")


def test_both_parts_are_answered_from_the_texts(assistant) -> None:
    answer = assistant.ask("Ai phải bố trí kinh phí và mức chi tối thiểu là bao nhiêu?")
    assert answer.status == "answered" and "không thấp hơn 0,5%" in answer.text
    assert "Về câu hỏi “Ai phải bố trí kinh phí?”:" in answer.text
    assert [item.n for item in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert len({(item.document, item.start, item.end) for item in answer.citations}) == len(answer.citations)
    assert {duty.citation for duty in answer.duties} <= {item.n for item in answer.citations}


def test_a_part_that_the_texts_do_not_answer_makes_it_partial(assistant) -> None:
    answer = assistant.ask("Sở Tư pháp phải làm gì và ai ký kế hoạch 2888?")
    assert answer.status == "partial" and answer.duties
    assert "Về câu hỏi “ai ký kế hoạch 2888?”: " in answer.text and "không ghi người ký" in answer.text
    quotes = {item.n: item.quote for item in answer.citations}
    alone = assistant.ask("Sở Tư pháp phải làm gì?")
    before = {item.n: item.quote for item in alone.citations}
    assert [quotes[duty.citation] for duty in answer.duties] == [before[duty.citation] for duty in alone.duties]


def test_where_no_part_is_answered_the_whole_question_is_asked(assistant) -> None:
    answer = assistant.ask("Giá vé máy bay đi Paris bao nhiêu và vé tàu hỏa đi Moskva bao nhiêu?")
    assert answer.status == "unanswerable" and "Về câu hỏi" not in answer.text


def test_every_part_of_many_is_answered_or_named(assistant) -> None:
    answer = assistant.ask("Sở Y tế làm gì, khi nào xong, kinh phí ở đâu và báo cáo ai?")
    assert answer.status == "partial" and answer.text.count("Về câu hỏi “") == 3
    assert "“Sở Y tế làm gì, khi nào xong?”: Không có nhiệm vụ nào giao đích danh" in answer.text
    answer = assistant.ask("Mức chi tối thiểu bao nhiêu, giá vé máy bay bao nhiêu và ai ký chỉ thị?")
    assert answer.status == "partial" and "0,5%" in answer.text and "Dương Văn Thái" in answer.text
    assert "Về câu hỏi “giá vé máy bay bao nhiêu?”: Không có văn bản nào nhắc đến “vé máy bay”." in answer.text


def test_all_that_is_asked_of_one_document_is_told_or_told_to_be_missing(assistant) -> None:
    answer = assistant.ask("Kế hoạch 2888 ai ký, số bao nhiêu, ngày nào và gửi cho ai?")
    assert answer.status == "partial" and "2888/KH-UBND [1]" in answer.text and "05/09/2023" in answer.text
    assert "không ghi người ký" in answer.text and "không ghi nơi nhận" in answer.text


def test_what_is_asked_of_no_document_in_particular_is_told_of_each(assistant) -> None:
    answer = assistant.ask("Ai ký, số bao nhiêu, ngày nào và gửi cho ai?")
    assert answer.status == "partial" and "Dương Văn Thái" in answer.text and "Nguyễn Văn Sơn" in answer.text
    assert {citation.eid for citation in answer.citations} >= {"chu_ky", "noi_nhan"}


def test_a_part_without_a_topic_stays_in_the_document_that_another_names(assistant) -> None:
    answer = assistant.ask("Kế hoạch 2888 nói gì về luật sư và khi nào xong?")
    assert {citation.document for citation in answer.citations} == {"ke-hoach-2888-nha-nuoc-phap-quyen"}


def test_tasks_without_a_deadline_are_told_so_where_it_is_asked_by_when(assistant) -> None:
    answer = assistant.ask("Sở Tài chính phải làm gì, khi nào xong?")
    assert answer.status == "partial" and "không ghi thời hạn" in answer.text and answer.duties
