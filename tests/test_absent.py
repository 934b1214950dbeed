"""Texts that are not in the library, and what is asked of them."""

from __future__ import annotations

import datetime as dt

import pytest

from legalqa.absent import asked_to_say, unheard_law, unheard_matter
from legalqa.library import DocumentInfo

FIELDS = ("title", "number", "kind", "issuer", "place", "date", "signer", "status", "url")


def document(id: str, **told: object) -> DocumentInfo:
    return DocumentInfo(id=id, path=f"{id}.txt", revision=1, digest="", passages=1, **(dict.fromkeys(FIELDS) | told))


DOCUMENTS = [
    document("chi-thi", kind="Chỉ thị", date=dt.date(2021, 3, 1)),
    document("ke-hoach-2888", kind="Kế hoạch", number="2888/KH-UBND"),
    document("ke-hoach-66", kind="Kế hoạch", title="Kế hoạch triển khai Nghị quyết số 66-NQ/TW"),
    document("luat-cu-tru", kind="Luật", title="Luật Cư trú"),
]


@pytest.mark.parametrize(
    ("question", "told", "followers"),
    [
        ("Luật Đất đai 2024 quy định gì?", "Luật Đất đai 2024", ()),
        ("luật đất đai nói gì về thu hồi", "luật đất đai", ()),
        ("Bộ luật Lao động quy định nghỉ phép mấy ngày?", "Bộ luật Lao động", ()),
        ("Theo Luật Hôn nhân và gia đình thì tuổi kết hôn là bao nhiêu?", "Luật Hôn nhân và gia đình", ()),
        ("Tuổi kết hôn theo quy định của Luật Hôn nhân và gia đình?", "Luật Hôn nhân và gia đình", ()),
        ("Luật Phòng, chống tham nhũng có mấy điều?", "Luật Phòng, chống tham nhũng", ()),
        ("Luật Cán bộ, công chức quy định mấy ngày nghỉ phép?", "Luật Cán bộ, công chức", ()),
        ("Luật Nhà ở cho phép người nước ngoài mua nhà không?", "Luật Nhà ở", ()),
        ("Điều 5 Luật Đất đai nói gì?", "Luật Đất đai", ()),
        ("Nội dung của Luật Đất đai là gì?", "Luật Đất đai", ()),
        ("Hiến pháp quy định gì về quyền con người?", "Hiến pháp", ()),
        ("Cho em hỏi Nghị định 100 phạt nồng độ cồn bao nhiêu ạ?", "Nghị định 100", ()),
        ("Khoản 2 Điều 3 của Nghị định số 30/2020/NĐ-CP quy định thế nào?", "Nghị định số 30/2020/NĐ-CP", ()),
        ("Nghị quyết 66 của Bộ Chính trị nói gì?", "Nghị quyết 66", ("ke-hoach-66",)),
        ("Sở Tài chính làm gì theo Nghị quyết 66?", "Nghị quyết 66", ("ke-hoach-66",)),
    ],
)
def test_a_text_that_is_asked_what_it_says(question: str, told: str, followers: tuple[str, ...]) -> None:
    found = asked_to_say(question, DOCUMENTS)
    assert found and found.told == told and found.followers == followers


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 2888 quy định gì?",
        "Theo Kế hoạch 2888, ai làm?",
        "Luật Cư trú quy định gì?",
        "Văn bản nào căn cứ Luật Đất đai?",
        "Kế hoạch nào triển khai Nghị quyết 126?",
        "Kế hoạch triển khai Luật Đất đai quy định gì?",
        "tuyên truyền Luật Đất đai do ai chủ trì?",
        "Ai phải thực hiện nghiêm Luật Đất đai?",
        "Nghị quyết 126 được triển khai ra sao?",
        "Nghị quyết 66 là của cơ quan nào, bàn về việc gì?",
        "Nghị quyết 126 ra đời nhằm chặn điều gì?",
        "Nội dung nghị quyết 126 phải tuyên truyền tới những ai?",
        "Pháp luật quy định gì về thi hành?",
        "Theo luật thì ai làm?",
        "Luật sư quy định mức phí thế nào?",
        "Chỉ thị yêu cầu gì?",
    ],
)
def test_what_is_done_with_a_text_is_asked_of_others(question: str) -> None:
    assert asked_to_say(question, DOCUMENTS) is None


def test_a_law_that_no_text_mentions() -> None:
    assert unheard_law("Ai tuyên truyền Luật Đất đai?", lambda _: "Luật Nhà ở.", DOCUMENTS) == "Luật Đất đai"
    assert unheard_law("Ai tuyên truyền Luật Đất đai?", lambda _: "theo Luật đất đai.", DOCUMENTS) is None
    assert unheard_law("Ai tuyên truyền luật mới?", lambda _: "", DOCUMENTS) is None
    assert unheard_law("Ai rà soát Luật Cư trú?", lambda _: "", DOCUMENTS) is None


@pytest.mark.parametrize(
    "question",
    [
        "Luật Ban hành văn bản quy phạm pháp luật quy định gì?",
        "Nghị quyết 66 quy định gì?",
        "Chỉ thị 43/CT-TTg yêu cầu gì?",
        "Hiến pháp quy định gì?",
    ],
)
def test_where_an_absent_text_is_mentioned_is_shown_but_no_answer(assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "unanswerable" and answer.text.startswith("Kho không có ") and not answer.citations
    assert answer.near and len(answer.near) <= 5


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Luật Đất đai 2024 quy định gì?", "Luật Đất đai 2024"),
        ("Nghị định 100 phạt nồng độ cồn bao nhiêu?", "số 100"),
        ("Luật Đất đai do ai ký?", "Luật Đất đai"),
        ("tuyên truyền Luật Đất đai do ai chủ trì?", "nào nhắc đến Luật Đất đai"),
        ("Luật Đất đai quy định gì và Luật Nhà ở quy định gì?", "Luật Đất đai"),
    ],
)
def test_a_text_that_nothing_mentions_is_told_with_those_at_hand(assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "unanswerable" and told in answer.text.splitlines()[0] and "2888/KH-UBND" in answer.text


def test_what_carries_out_an_absent_text_answers_for_itself(assistant) -> None:
    answer = assistant.ask("Theo Nghị quyết 66, chi cho xây dựng pháp luật tối thiểu bao nhiêu?")
    assert (
        answer.status == "partial" and "0,5%" in answer.text and answer.text.startswith("Kho không có Nghị quyết 66;")
    )
    duties = assistant.ask("Theo Nghị quyết 126, Sở Tài chính phải làm gì?")
    assert duties.status == "partial" and duties.duties and "Kho không có Nghị quyết 126" in duties.text


@pytest.mark.parametrize(
    "question",
    ["Kế hoạch nào triển khai Nghị quyết 126?", "Văn bản nào thực hiện Luật Ban hành văn bản quy phạm pháp luật?"],
)
def test_what_follows_or_carries_out_a_text_is_answered(assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered" and answer.citations


@pytest.mark.parametrize(
    ("asked", "texts", "matter"),
    [
        ("Muốn ly hôn đơn phương thì nộp đơn ở đâu?", "Tiếp nhận đơn của người dân.", "ly hôn"),
        ("muon ly hon thi nop don o dau", "Tiếp nhận đơn của người dân.", "ly hôn"),
        ("How do I renew my driving licence?", "Cấp giấy phép xây dựng.", "giấy phép lái xe"),
        ("Đổi bằng lái ở đâu?", "Cấp, đổi giấy phép\nlái xe.", None),
        ("Ai tuyên truyền về bảo hiểm y tế?", "Tham gia BHYT.", None),
        ("Ai cấp giấy phép?", "", None),
    ],
)
def test_a_matter_that_no_text_mentions(asked: str, texts: str, matter: str | None) -> None:
    assert unheard_matter(asked, lambda _: texts, DOCUMENTS[:1]) == matter


def test_a_matter_that_no_text_mentions_is_told(assistant) -> None:
    answer = assistant.ask("dang ky ket hon voi nguoi nuoc ngoai can giay to gi")
    assert answer.status == "unanswerable" and "nào nhắc đến “đăng ký kết hôn”" in answer.text and not answer.citations
