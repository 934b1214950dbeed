"""The very words that answer, and their absence where it is not sure which they are."""

from __future__ import annotations

import pytest

from legalqa.exact import exact
from legalqa.understand import understand

SENTENCE = (
    "Bảo đảm chi cho công tác xây dựng pháp luật không thấp hơn 0,5% tổng chi ngân sách hàng năm; "
    "thu phí bằng 2% giá trị hợp đồng."
)
REVIEW = "Sơ kết việc thực hiện vào năm 2024 và tổng kết vào năm 2026; báo cáo trước ngày 15 tháng 12 hằng năm."
CITED = "Thực hiện Nghị quyết số 77/NQ-CP ngày 12 tháng 5 năm 2023 và Chương trình hành động số 59-CTr/TU ngày 15 tháng 5 năm 2023."


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (
            "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm?",
            SENTENCE,
            "không thấp hơn 0,5% tổng chi ngân sách hàng năm",
        ),
        ("Phí bằng bao nhiêu phần trăm hợp đồng?", SENTENCE, "bằng 2% giá trị hợp đồng"),
        ("Năm nào thì sơ kết?", REVIEW, "vào năm 2024"),
        ("Khi nào tổng kết?", REVIEW, "vào năm 2026"),
        ("Báo cáo trước ngày nào hằng năm?", REVIEW, "trước ngày 15 tháng 12 hằng năm"),
        ("Chương trình hành động số mấy?", CITED, "59-CTr/TU"),
        ("Nghị quyết 77 ban hành ngày nào?", CITED, "ngày 12 tháng 5 năm 2023"),
        ("Chỉ thị số mấy?", CITED, ""),
        ("Vì sao phải sơ kết?", REVIEW, ""),
        ("Bao nhiêu phần trăm?", SENTENCE, ""),
    ],
)
def test_the_words_that_answer(question: str, sentence: str, words: str) -> None:
    found = exact(understand(question), sentence)
    assert found == words and found in sentence


def test_a_follow_up_leads_with_nothing_it_may_not_have_asked() -> None:
    history = [{"question": "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm?"}]
    assert exact(understand("Còn cho trợ giúp pháp lý?", history), SENTENCE) == ""
