"""Follow-ups that name another thing of the kind that the question before named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.follows import leans_on
from legalqa.replaced import fragment, replaced, resumed
from legalqa.vietnamese.text import key


@pytest.mark.parametrize(
    ("before", "asked", "question"),
    [
        ("Mức hỗ trợ của nhóm A là bao nhiêu?", "Còn nhóm B?", "Mức hỗ trợ của nhóm B là bao nhiêu?"),
        ("muc ho tro nhom a la bao nhieu", "con nhom b thi sao", "muc ho tro nhom b la bao nhieu"),
        ("Việc nào xong trong quý II/2021?", "Còn quý III?", "Việc nào xong trong quý III/2021?"),
        ("Việc nào phải xong trong năm 2023?", "Vậy năm 2024?", "Việc nào phải xong trong năm 2024?"),
        ("Điểm b khoản 6 nói gì?", "Điểm c thì sao?", "Điểm c khoản 6 nói gì?"),
        ("UBND cấp huyện phải làm gì?", "Thế còn cấp xã?", "UBND cấp xã phải làm gì?"),
        ("Mức phạt ở xã A là bao nhiêu?", "Ở xã B thì sao?", "Mức phạt Ở xã B là bao nhiêu?"),
        (
            "Chế độ hỗ trợ người làm pháp chế là gì?",
            "Còn người dân?",
            "Chế độ hỗ trợ người dân là gì?",
        ),
        (
            "Theo kế hoạch 66, ngân sách cho xây dựng pháp luật tối thiểu là bao nhiêu?",
            "Còn cho thi hành pháp luật?",
            "Theo kế hoạch 66, ngân sách cho thi hành pháp luật tối thiểu là bao nhiêu?",
        ),
        (
            "Chỉ thị yêu cầu gì về kiểm tra, giám sát?",
            "Vậy còn về tuyên truyền?",
            "Chỉ thị yêu cầu gì về tuyên truyền?",
        ),
        (
            "Kế hoạch thực hiện Nghị quyết 66 giao ai theo dõi?",
            "Còn kế hoạch của Tuyên Quang?",
            "kế hoạch của Tuyên Quang giao ai theo dõi?",
        ),
        ("Kế hoạch 2888 giao ai theo dõi?", "Thế còn chỉ thị?", "chỉ thị giao ai theo dõi?"),
        ("Mục tiêu của Bắc Ninh đến 2030 là gì?", "Còn Đồng Nai?", "Mục tiêu của Đồng Nai đến 2030 là gì?"),
        ("Mục tiêu của Bắc Ninh là gì?", "Thế ở tỉnh Đồng Nai thì sao?", "Mục tiêu của Đồng Nai là gì?"),
        ("muc tieu cua bac ninh la gi", "con dong nai", "muc tieu cua dong nai la gi"),
    ],
)
def test_what_a_follow_up_names_takes_the_place_of_what_was_named(before: str, asked: str, question: str) -> None:
    assert replaced(before, asked) == question


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("Sở Tài chính phải làm gì?", "Còn Sở Tư pháp?"),
        ("Kế hoạch 2888 nói gì về luật sư?", "Thế còn công chứng?"),
        ("Kế hoạch 2888 nói gì về luật sư?", "Ai ký?"),
        ("Mức hỗ trợ của nhóm A là bao nhiêu?", "Nhóm B được hỗ trợ bao nhiêu?"),
        ("Việc nào phải xong?", "Còn việc tuyên truyền?"),
        ("", "Còn nhóm B?"),
        ("Mức hỗ trợ của nhóm A là bao nhiêu?", "Còn – ?"),
        ("Mức hỗ trợ của nhóm A là bao nhiêu?", "_"),
    ],
)
def test_what_names_nothing_of_the_kind_replaces_nothing(before: str, asked: str) -> None:
    assert replaced(before, asked) is None


def test_one_thing_after_the_other() -> None:
    turns = ["Mức hỗ trợ của nhóm A là bao nhiêu?", "Còn nhóm B?", "Ai chi?"]
    assert resumed(turns, "Thế nhóm C?") == "Mức hỗ trợ của nhóm C là bao nhiêu?"
    assert resumed([], "Thế nhóm C?") is None


@pytest.mark.parametrize(
    "asked",
    [
        "Thế Công an tỉnh?",
        "Vậy người làm tốt?",
        "Văn phòng UBND tỉnh",
        "the cong an tinh",
        "Sở Tư pháp thì sao?",
        "Theo văn bản nào?",
        "Trong kế hoạch nào?",
        "Đoàn này do ai quản lý?",
        "Ai chịu trách nhiệm?",
    ],
)
def test_what_asks_nothing_by_itself_leans(asked: str) -> None:
    assert leans_on(asked)


@pytest.mark.parametrize(
    "asked",
    ["Sở Tư pháp phải làm gì?", "Văn bản nào nói về kinh phí?", "Ai ký kế hoạch 2888?", "Kinh phí lấy từ đâu ra?"],
)
def test_what_asks_by_itself_does_not_lean(asked: str) -> None:
    assert not leans_on(asked) and not fragment(asked)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_may_follow_each_other(before: str, asked: str) -> None:
    found = replaced(before, asked)
    assert found is None or key(fragment(asked)) in key(found)
