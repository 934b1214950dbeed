"""Kinds of things in texts: persons, where to reach somebody, and numbers of what a question counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.interrogatives import counted, unit_of_time
from legalqa.vietnamese.text import key
from legalqa.vietnamese.things import counts, figures_of, hour_spans, kind_spans, names_kind


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Giao đồng chí Lò Văn Pản phụ trách.", True),
        ("CHỦ TỊCH Nguyễn Văn Sơn", True),
        ("Bà Bùi Thị Hiền", True),
        ("Người ký: Lê Lợi.", True),
        ("Đoàn Luật sư tỉnh phối hợp với Sở Tư pháp.", False),
        ("Hội Luật gia, Ủy ban Mặt trận Tổ quốc", False),
        ("Ban Thường vụ Tỉnh ủy", False),
        ("đồng chí Bí thư", False),
    ],
)
def test_persons(text: str, named: bool) -> None:
    assert names_kind("person", text) is named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Gọi đường dây nóng 114", True),
        ("Báo ngay qua số điện thoại: 114.", True),
        ("số máy 115", True),
        ("tổng đài 1900 1234", True),
        ("điện thoại 0219 3866 123", True),
        ("thư điện tử sotuphap@tuyenquang.gov.vn", True),
        ("Số 12, đường Trần Phú", True),
        ("114 người tham gia", False),
        ("Quyết định số 114/QĐ-UBND", False),
        ("số 126-NQ/TW", False),
        ("năm 2025", False),
    ],
)
def test_where_somebody_is_reached(text: str, named: bool) -> None:
    assert names_kind("contact", text) is named


@pytest.mark.parametrize(
    ("unit", "text", "bare", "given"),
    [
        ("giường", "dành tối thiểu 60 giường cách ly", False, True),
        ("giường", "60 (sáu mươi) giường bệnh", False, True),
        ("giuong", "dành tối thiểu 60 giường", True, True),
        ("giường", "bố trí đủ giường", False, False),
        ("giường", "trước ngày 15 tháng 6", False, False),
        ("bữa", "trong 15 ngày", False, True),
        ("em", "cho 30 học sinh", False, True),
        ("quyết định", "Quyết định số 12/QĐ-UBND", False, True),
        ("quyết định", "quyết định của tỉnh", False, False),
        ("ngày", "60 ngàyy", False, False),
    ],
)
def test_numbers_of_what_is_counted(unit: str, text: str, bare: bool, given: bool) -> None:
    assert counts(unit, text, bare=bare) is given


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Bệnh viện phải có bao nhiêu giường?", "giường"),
        ("benh vien phai co bao nhieu giuong", "giuong"),
        ("Báo cáo trong mấy ngày?", "ngày"),
        ("Quyết định số mấy?", "quyết định"),
        ("quyet dinh so may", "quyet dinh"),
        ("Nghị quyết mang số nào?", "nghị quyết"),
        ("Chi bao nhiêu tiền?", ""),
        ("Chi bao nhiêu phần trăm?", ""),
        ("Mức hỗ trợ mấy triệu đồng?", ""),
        ("bao nhieu dong", ""),
        ("Bao nhiêu là đủ?", ""),
        ("Bao nhiêu?", ""),
        ("Bộ máy nhà nước là gì?", ""),
        ("Ai ký?", ""),
    ],
)
def test_what_a_question_counts(question: str, unit: str) -> None:
    assert counted(question) == unit


@given(st.integers(0, 10**6), st.sampled_from(["giường", "học sinh", "lớp", "xã", "km"]))
def test_a_number_before_a_thing_counts_it(number: int, unit: str) -> None:
    assert counts(unit, f"Có {number} {unit}.") and counts(key(unit), f"CÓ {number} {unit.upper()}.")


@given(st.sampled_from(["person", "contact", "date", "number", "symbol"]), st.text(max_size=60))
def test_a_kind_is_named_where_it_has_a_place(kind: str, text: str) -> None:
    assert names_kind(kind, text) == bool(kind_spans(kind, text))


@pytest.mark.parametrize(
    ("kind", "text", "asked", "answers"),
    [
        ("date", "Kế hoạch thực hiện chương trình năm 2025.", "tổng kết chương trình vào ngày nào", True),
        ("date", "Kế hoạch thực hiện chương trình năm 2025.", "hạn chót của chương trình năm 2025 là ngày nào", False),
        ("date", "Báo cáo trước ngày 15 hằng tháng.", "theo khoản 1 thì báo cáo ngày nào", True),
        ("date", "Xong trước ngày 31 tháng 12.", "quý 3 theo mục 1 phải xong khi nào", True),
        ("number", "Nhiệm kỳ này bầu 85 đại biểu.", "bầu 85 đại biểu thì mấy người", False),
        ("number", "Nhiệm kỳ này bầu 85 đại biểu.", "bầu 8 đại biểu thì mấy người", True),
        ("percent", "tăng 25%", "trong 5 năm tăng bao nhiêu phần trăm", True),
        ("percent", "tăng 15%", "đã tăng 15% thì còn bao nhiêu phần trăm", False),
        ("money", "hỗ trợ 125 triệu đồng", "5 xã được bao nhiêu tiền", True),
        ("duration", "trong 05 ngày làm việc", "5 phòng phải trả hồ sơ trong bao lâu", True),
    ],
)
def test_what_the_question_says_itself_is_no_answer(kind: str, text: str, asked: str, answers: bool) -> None:
    assert names_kind(kind, text, beside=figures_of(asked)) is answers


def test_the_date_of_a_cited_document_is_no_date_of_anything_else() -> None:
    text = "Thực hiện Chỉ thị số 46-CT/TW ngày 16/5/2025 của Bộ Chính trị về cuộc bầu cử"
    assert not names_kind("date", text, cited=False)
    assert names_kind("date", text, cited=True)
    assert names_kind("date", text, beside=figures_of("chỉ thị 46 có từ ngày nào"), cited=False)
    assert names_kind("date", f"{text} ngày 15 tháng 3", cited=False)
    assert not names_kind("date", "1" + "/a" * 3000, cited=False)


def test_what_is_counted_is_found_however_the_question_was_typed() -> None:
    assert counts("nghị quyết", "Thực hiện Nghị quyết số 126/NQ-CP", bare=True)
    assert counts("nghi quyet", "Thực hiện Nghị quyết số 126/NQ-CP", bare=True)
    assert not counts("nghi quyet", "Thực hiện Nghị quyết số 126/NQ-CP")


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Báo cáo trước ngày nào?", "day"),
        ("bao cao truoc ngay may", "day"),
        ("Mấy giờ phải báo?", "hour"),
        ("Xong năm nào?", "year"),
        ("In which year is it due?", "year"),
        ("Đợt thi đua từ ngày nào đến ngày nào?", "span"),
        ("tu luc nao den luc nao", "span"),
        ("Tháng mấy tổng kết?", "month"),
        ("Quý mấy xong?", "quarter"),
        ("Họp trong mấy giờ đồng hồ?", ""),
        ("Khi nào xong?", ""),
        ("Ai chủ trì?", ""),
    ],
)
def test_the_unit_of_the_time_that_is_asked_for(question: str, unit: str) -> None:
    assert unit_of_time(question) == unit


@pytest.mark.parametrize(
    ("unit", "text", "told"),
    [
        ("day", "báo cáo trước ngày 15/11", True),
        ("day", "hoàn thành trong tháng 11/2025", True),
        ("day", "hoàn thành trong năm 2025", True),
        ("day", "Chương trình giảm nghèo giai đoạn 2021 - 2025", False),
        ("day", "Thời gian thực hiện: Hằng năm.", False),
        ("hour", "báo cáo 02 lần/ngày (trước 9h00’ và 16h00’)", True),
        ("hour", "trước 19:00 hằng ngày", True),
        ("hour", "trước ngày 15 hằng tháng", False),
        ("year", "hoàn thành vào năm 2027", True),
        ("year", "Nguồn kinh phí thường xuyên chi cho nhiệm vụ", False),
        ("span", "Từ ngày 15/11/2025 đến ngày 15/12/2025", True),
        ("span", "từ khi ban hành đến khi\ntổ chức thành công Đại hội", True),
        ("span", "trước ngày 15/11/2025", False),
        ("span", "từ cơ sở đến tỉnh, tăng từ 10% đến 20%", False),
        ("hour", "phủ sóng 5G, xong trong 24 giờ/tuần", False),
        ("year", "Quyết định số 1746/QĐ-TTg ngày 30/12/2023", False),
        ("month", "Thực hiện Nghị quyết số 163/2024/QH15", False),
        ("month", "Thời gian thực hiện: 12/2025.", True),
        ("month", "Chương trình phòng, chống ma túy đến năm 2030", False),
        ("month", "Hoàn thành trong năm 2026.", True),
    ],
)
def test_a_time_that_tells_less_than_is_asked_is_no_answer(unit: str, text: str, told: bool) -> None:
    assert names_kind("date", text, cited=False, unit=unit) is told


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("account", "ủng hộ vào tài khoản 118000123456 tại Kho bạc", True),
        ("account", "mở tài khoản cho 80% người dân", False),
        ("papers", "Hồ sơ gồm: đơn đề nghị, bản sao giấy khai sinh", True),
        ("papers", "đăng ký biện pháp bảo đảm", False),
        ("company", "Công ty Cổ phần Nước sạch Hà Đông", True),
        ("company", "do VNPT cung cấp", True),
        ("company", "lựa chọn nhà thầu theo quy định", False),
        ("road", "mở rộng quốc lộ 2 và đường tỉnh ĐT.185", True),
        ("road", "phát triển giao thông đường bộ", False),
        ("holder", "Chủ tịch Ủy ban nhân dân tỉnh làm Trưởng ban", True),
        ("holder", "Trưởng ban: đồng chí Phó Chủ tịch", True),
        ("holder", "kiện toàn Ban Chỉ đạo chuyển đổi số của tỉnh", False),
    ],
)
def test_what_texts_write_in_few_ways(kind: str, text: str, named: bool) -> None:
    assert names_kind(kind, text) is named


@pytest.mark.parametrize(
    ("question", "unit"),
    [("Mỗi nhà sinh mấy đứa con?", "con"), ("Có bao nhiêu căn?", "căn"), ("bao nhiêu vụ cháy rừng", "vụ")],
)
def test_a_word_that_only_counts_another_is_not_what_is_counted(question: str, unit: str) -> None:
    assert counted(question) == unit


def test_hours_of_the_day_are_not_how_long_something_takes() -> None:
    text = (
        "Công bố lúc 15 giờ thứ Năm, họp lại 9h30 và 16:00; xong trong 48 giờ, 24-48 giờ sau khi nước rút; phủ sóng 5G."
    )
    assert [text[start:end] for start, end in hour_spans(text)] == ["15 giờ thứ Năm", "9h30", "16:00"]
