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
        ("Báo cáo vào tháng mấy?", REVIEW, "trước ngày 15 tháng 12 hằng năm"),
        ("Sơ kết vào tháng mấy?", "Sơ kết việc thực hiện vào năm 2024.", ""),
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


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (
            "Mấy giờ công bố?",
            "Vào 15 giờ thứ Năm, Sở Tài chính công bố bảng xếp hạng của 24 chủ đầu tư.",
            "15 giờ thứ Năm",
        ),
        ("Có bao nhiêu ca?", "Toàn tỉnh có 1.268 ca mắc, tăng 37,2% so với cùng kỳ năm 2023 (924 ca).", ""),
        (
            "Chỉ thị có hiệu lực khi nào?",
            "Chỉ thị này có hiệu lực kể từ ngày ký và thay thế Chỉ thị số 11/CT-UBND ngày 04/12/2021.",
            "",
        ),
        ("Chủ tịch tỉnh là ai?", "Tổ số 2 do Phó Chủ tịch Tống Thị Lê Vy làm tổ trưởng.", ""),
        ("Được mấy viên chức?", "Điều động 18 viên chức trong 03 tháng.", "18 viên chức"),
        (
            "Mấy giờ ghi nhận thiệt hại?",
            "Đến 12h00 ngày 21/11/2025, toàn tỉnh ghi nhận thiệt hại lớn.",
            "12h00 ngày 21/11/2025",
        ),
        ("Tỷ lệ mở tài khoản là bao nhiêu phần trăm?", "Tỷ lệ mở tài khoản = b/a 100%; điểm = tỷ lệ.", ""),
        ("Mấy giờ phải xong?", "Hoàn thành trong 48 giờ sau khi nước rút.", ""),
        ("Thi đua từ ngày nào đến ngày nào?", "Thi đua chào mừng đến ngày 10 tháng 12 năm 2025.", ""),
    ],
)
def test_what_is_asked_leads_alone_and_whole_or_not_at_all(question: str, sentence: str, words: str) -> None:
    assert exact(understand(question), sentence) == words
