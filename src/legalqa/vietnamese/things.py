"""Kinds of things that questions ask for, and where texts name them: dates, sums, shares, numbers, persons, addresses, bodies."""

from __future__ import annotations

import re
from functools import lru_cache

from legalqa.vietnamese.deadlines import find_deadlines
from legalqa.vietnamese.text import LOWER, UPPER, fold, key

_NAME = rf"[{UPPER}][{LOWER}’]+"
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lâm|Mai|Đoàn|Trịnh|Đào|Hà|Cao|Lương|Tạ|Thái"
    "|Triệu|Quách|Lưu|Châu|Chu|Tô|Vương|Nông|Hứa|Ma|Lò|Giàng|Vàng|Y|H’?|Thạch|Kim|Sơn|Danh|Tăng|Phùng|Kiều|Tống|Mạc|La|Từ|Viên|Bàn|Hoàn|Ksor|Rơ"
    "|Khúc|Ngụy|Vi|Lục|Hoa|Đàm|Quan|Thân|Khổng|Nghiêm|Doãn|Lã|Lữ|Sầm|Lường|Cầm|Bạch|Âu|Ông|Trà|Thẩm|Giáp|Phí|Bế|Hầu|Mã|Điểu"
)

_PERSON = (
    rf"(?:{_SURNAMES})(?:\s+{_NAME}){{2,4}}\b|(?:{_SURNAMES})\s+{_NAME}(?=\s*(?:$|[.,;)\n/]))"
    rf"|\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|[Bb]ác sĩ|[Tt]iến sĩ|[Kk]ỹ sư)\s+(?:{_NAME}\s+){{1,4}}{_NAME}"
)
# "11/2025", "30/6/2026"; not of a document's number, "163/2024/QH15".
_SLASHED = r"(?<![\d/])\d{1,2}/(?:\d{1,2}/)?(?:\d{4}|\d{1,2})(?![\d/-])"
_EXPECTED = {
    "date": re.compile(
        rf"\bngày\s+\d|{_SLASHED}|\bquý\s+[IV\d]|\btháng\s+\d|\bnăm\s+\d{{4}}|\b(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)"
        r"|\bgiai đoạn\s+\d{4}|\b\d{4}\s*[-–]\s*\d{4}\b|\bđịnh kỳ|\bthường xuyên|\b\d+\s+(?:giờ|ngày|tháng|năm)\b|\bđến năm\b",
        re.I,
    ),
    "duration": re.compile(
        r"\b\d+(?:[.,]\d+)?\s*(?:giờ|phút|ngày|tuần|tháng|quý|năm|lần|buổi|đợt)\b|\b(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)|\bđịnh kỳ|\bthường xuyên"
        r"|\bgiai đoạn\s+\d{4}|\b\d{4}\s*[-–]\s*\d{4}\b|\b(?:một|hai|ba|bốn|năm|sáu) (?:ngày|tuần|tháng|năm|lần)\b|\bsuốt\b|\bliên tục\b",
        re.I,
    ),
    "place": re.compile(
        r"\b(?:tại|ở|trụ sở|địa điểm|địa chỉ|nơi|trên địa bàn|hội trường|trung tâm|cổng|hệ thống|qua|về|đến)\b", re.I
    ),
    "percent": re.compile(r"\d\s*%|\bphần trăm\b", re.I),
    "money": re.compile(r"\d\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|VNĐ|VND|USD)\b|\b(?:triệu|tỷ|tỉ) đồng\b", re.I),
    "person": re.compile(_PERSON),
    # A name, or the office that comes with another one: "Chủ tịch tỉnh làm Trưởng ban", "Trưởng ban: …".
    "holder": re.compile(
        rf"{_PERSON}|\b(?:làm|là|giữ chức|giữ vai trò|đảm nhiệm)\s+(?:Phó )?(?:Trưởng|Tổ trưởng|Chủ tịch|Chủ nhiệm|Chánh|Giám đốc)"
        r"|\b(?i:trưởng (?:ban|đoàn|tiểu ban|nhóm)|tổ trưởng|chủ tịch hội đồng)\s*[:–-]|\b(?i:do) [^.;]{3,80} (?i:làm (?:tổ )?trưởng)"
    ),
    "account": re.compile(r"\b(?:tài khoản|stk|tk)\b\D{0,60}\d{5,}", re.I),
    "papers": re.compile(
        r"\b(?:hồ sơ|giấy tờ)\b[^.;]{0,60}?(?:gồm|:)|\bđơn\s+(?:của|đề nghị|xin|đăng ký|yêu cầu)|\b(?:tờ khai|bản sao|bản chụp|căn cước|tờ trình|biên bản)\b"
        r"|\bgiấy\s+(?:khai sinh|chứng nhận|xác nhận|phép|ủy quyền|uỷ quyền|giới thiệu|chứng minh|báo tử|ra viện|đề nghị|đăng ký)",
        re.I,
    ),
    "road": re.compile(
        r"\b(?:quốc lộ|tỉnh lộ|hương lộ|cao tốc|đường tỉnh|đường huyện|đường ven biển|đại lộ|QL|ĐT)\.?\s*(?:số\s+)?(?:\d|[A-ZĐ])"
        r"|\b(?i:đường|phố|tuyến|cầu)\s+(?:[A-ZĐ]|\d)"
    ),
    "company": re.compile(
        r"\b(?:Công ty|Tổng công ty|Tập đoàn|Liên danh|Ngân hàng|CTCP|Doanh nghiệp tư nhân)\s+(?:(?:TNHH|cổ phần|Cổ phần|thương mại|Thương mại)\s+)*[A-ZĐ]"
        r"|\b(?:VNPT|Viettel|MobiFone|Mobifone|VinaPhone|Vinaphone|FPT|EVN|Agribank|Vietcombank|BIDV|VietinBank)\b|\bdoanh nghiệp viễn thông\b"
    ),
    "contact": re.compile(
        r"\b0[\d .]{8,}\d|\b1[89]00[ .]?\d{3,}|\b(?:số|máy|điện thoại|đường dây nóng|tổng đài)\D{0,12}\b1\d\d\b(?![/-]\w)|@\w|\bhttps?:|\bwww\."
        r"|\b(?:đường|phố)\s+[A-ZĐ]|[Ss]ố \d+,"
    ),
    "symbol": re.compile(r"\b\d+(?:/\d{4})?[-/][A-ZĐ]|\bsố\s+\d+"),
    # Not a date, a document's number, or the number of a provision.
    "number": re.compile(
        r"(?<![\d/.,-])(?<!ngày )(?<!tháng )(?<!năm )(?<!số )(?<![Đđ]iều )(?<!khoản )(?<!mục )(?<!quý )(?!\d{1,2}[.)]\s)\d+(?:[.,]\d+)*(?!\d*[/-])(?![\d.,])"
        r"|\d\s*[-–]\s*\d+\s*(?:giờ|ngày|tháng|năm|%|người|lần|triệu|tỷ)|\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\s",
        re.I,
    ),
    "department": re.compile(r"\b(?:Sở|Các Sở|các sở)\s*:?\s*[A-ZĐ]"),
    "agency": re.compile(
        r"\b(?:sở|ban|bộ|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|công an|văn phòng|chính phủ|thủ tướng|tòa án|toà án|viện kiểm sát"
        r"|cấp ủy|thủ trưởng|giám đốc|chủ tịch|người đứng đầu|cơ quan|hội|đoàn|mặt trận|tổ chức|chi cục|trung tâm|cán bộ"
        r"|đảng viên|ngành|đồng chí|ngân hàng|kho bạc|thuế (?:tỉnh|thành phố|cơ sở)|hải quan|bệnh viện|nhà trường|hiệu trưởng|quỹ)\b",
        re.I,
    ),
    "reason": re.compile(r"\b(?:do|vì|bởi|nguyên nhân|nhằm|để)\b", re.I),
}
#: What is counted, as a question says it and as texts do.
_UNITS = {
    "bữa": ("ngày",), "hôm": ("ngày",), "bua": ("ngay",), "hom": ("ngay",), "tiếng": ("giờ",), "tieng": ("gio",),
    "lần": ("đợt", "lượt"), "lan": ("dot", "luot"),
    "héc": ("ha",), "hecta": ("ha",), "hec": ("ha",),
    "em": ("học sinh", "trẻ", "cháu"), "cháu": ("học sinh", "trẻ"), "bé": ("trẻ", "cháu"), "vị": ("người",), "ông": ("người",),
    "ký": ("kg",), "kí": ("kg",), "cân": ("kg",), "ky": ("kg",), "cây": ("km",),
}  # fmt: skip


#: Kinds that figures say; those of the question itself are no answer to it.
OF_FIGURES = frozenset({"date", "duration", "percent", "money", "number"})
# A document's number and its date: "46-CT/TW ngày 16/5/2025".
_DATED = re.compile(
    r"(?<![\w/.-])(?P<number>\d+)(?=[\w/-]{0,30}[^\W\d_])[\w/-]{1,40}\s{0,3},?\s{0,3}(?:ngày\s+)?\d{1,2}(?:/\d{1,2}/\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.I,
)
# A figure with what it measures: "15 %", "05 ngày"; one of a date with what stands before it: "tháng 12", "năm 2025".
_FIGURE = re.compile(
    r"(?:(?P<of>ngày|tháng|năm|quý)\s+)?(?P<figure>\d[\d.,]*(?<![.,]))(?:\s*(?P<unit>%|[^\W\d_]+))?", re.I
)


# How a text tells a time as fine as it is asked for.
_DAYS = re.compile(
    rf"\bngày\s+\d|{_SLASHED}|\btháng\s+\d|\bquý\s+[IV\d]"
    r"|\b(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý)",
    re.I,
)
# Behind these, hours say how long.
_LASTS = re.compile(r"(?:\btrong(?: vòng)?|\bsau|\bkhông quá|\btối đa|\btối thiểu|\bít nhất|[-–])\s*$", re.I)
#: Deadlines that answer a question for a day, though they tell less; a year does where something is to be done by then:
#: "hoàn thành trong năm 2025", not "hằng năm" or "chương trình đến năm 2030".
_DUE, _DUE_YEARS = frozenset({"date", "month", "quarter", "within"}), frozenset({"year", "period"})
_IS_DONE = re.compile(r"\b(?:hoàn thành|hoàn tất|xong|kết thúc|chậm nhất|muộn nhất|trước)\b", re.I)
_FINE = {
    "span": re.compile(
        r"\btừ\s+(?:(?:ngày|tháng|năm|quý|khi|nay|đầu|lúc|thời điểm)\b|\d{1,2}(?:[/h:]|\s*giờ)).{1,80}?\b(?:đến|tới)\b"
        r"|(?<!\d)\d{4}\s*[-–]\s*\d{4}|\d/\d{1,2}\s*[-–]\s*\d{1,2}/\d",
        re.I | re.S,
    ),
    "hour": re.compile(
        r"(?<![\d-])\d{1,2}(?:\s*giờ(?!\s*(?:sau|đồng hồ)|\s*/)(?:\s*\d{1,2}(?:\s*phút)?)?|h(?:\d{2})?\b|g\d{2}\b|:\d{2}\b)"
        r"(?:\s+(?:sáng|trưa|chiều|tối|thứ [^\W\d_]+|(?:hằng|hàng|mỗi) ngày|ngày \d{1,2}(?:/\d{1,4})*))?",
        re.I,
    ),
    "day": _DAYS,
    "month": _DAYS,
    "quarter": _DAYS,
    "year": re.compile(r"(?<!\d)(?<!/\d/)(?<!/\d\d/)(?:19|20)\d\d(?!\d)"),
}


def figures_of(text: str) -> frozenset[tuple[str, str]]:
    """The figures of a question, each with what it is of: (figure, unit); a year or a figure of a date with the word before it."""
    return frozenset(_figure(match) for match in _FIGURE.finditer(key(text)))


def _figure(match: re.Match[str]) -> tuple[str, str]:
    return match["figure"].lstrip("0"), fold(match["of"] or match["unit"] or "")


@lru_cache(maxsize=4096)
def names_kind(
    kind: str, text: str, *, beside: frozenset[tuple[str, str]] = frozenset(), cited: bool = True, unit: str = ""
) -> bool:
    """True where a text names a thing of this kind.

    Args:
        kind: Of ``Question.asks``.
        text: As shown.
        beside: The figures of the question (``figures_of``), which are no answer to it.
        cited: The dates of documents that the text cites count too; those of a document that the question numbers always do.
        unit: Of the time that is asked for, of ``interrogatives.unit_of_time``: a time that tells less is no answer, but a
            deadline ("trong năm 2025") is one.
    """
    if kind == "date" and not cited:
        told = {figure for figure, _ in beside}
        text = _DATED.sub(lambda match: match.group() if match["number"].lstrip("0") in told else "", text)
    if kind == "date" and unit:
        fine = [match for match in _FINE[unit].finditer(text) if unit == "span" or not _is_said(match, beside)]
        return bool(fine) or (_FINE[unit] is _DAYS and _is_due(text))
    if kind not in OF_FIGURES or not beside:
        return bool(_EXPECTED[kind].search(text))
    return any(not _is_said(match, beside) for match in _EXPECTED[kind].finditer(text))


def _is_due(text: str) -> bool:
    """True where a text says by when something is to be done."""
    due = _DUE | _DUE_YEARS if _IS_DONE.search(text) else _DUE
    return any(item.kind in due for item in find_deadlines(text))


def _is_said(found: re.Match[str], beside: frozenset[tuple[str, str]]) -> bool:
    """True where all the figures that a match reaches into are the question's own, of the same thing."""
    there = [
        match
        for match in _FIGURE.finditer(found.string)
        if match.start("figure") < found.end() and found.start() < match.end("figure")
    ]
    return bool(there) and all(_figure(match) in beside for match in there)


def kind_spans(kind: str, text: str) -> list[tuple[int, int]]:
    """Where a text names things of this kind."""
    return [match.span() for match in _EXPECTED[kind].finditer(text)]


def hour_spans(text: str) -> list[tuple[int, int]]:
    """Where a text names hours of the day: "15 giờ thứ Năm", "9h30"; not how many hours something takes."""
    return [match.span() for match in _FINE["hour"].finditer(text) if not _LASTS.search(text[: match.start()])]


@lru_cache(maxsize=16384)
def counts(unit: str, text: str, *, bare: bool = False) -> bool:
    """True where a text gives a number of what is counted: "giường" in "60 giường"; of a document, its number.

    Args:
        unit: As a question says it, of ``interrogatives.counted``.
        text: As shown.
        bare: The question was typed without diacritics.
    """
    there, unit = (fold(text), fold(unit)) if bare else (key(text), unit)
    ways = "|".join(map(re.escape, (unit, *_UNITS.get(unit, ()))))
    kinds = r"(?:\s*\([^)]*\))?\s*(?:[^\W\d_]+\s+)?"
    return bool(re.search(rf"\d[\d.,]*{kinds}(?:{ways})\b|\b(?:{ways})\s+(?:số\s*:?\s*|so\s*:?\s*)?\d", there))
