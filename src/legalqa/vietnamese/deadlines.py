"""By when a duty is due: the words as written, and a normalised value where one follows."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from legalqa.vietnamese.dates import find_date
from legalqa.vietnamese.text import fold

Kind = Literal["date", "month", "quarter", "year", "period", "recurring", "within", "ongoing"]

#: Divides the deadlines of one duty, in their words, kinds and values alike.
SEVERAL = "; "

_HOUR = r"(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{2})?(?:\s*phút)?,?\s*)?"
_DAY = (
    _HOUR
    + r"(?:ngày\s*)?\d{1,2}(?:\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?(?!\d)|\s*tháng\s*\d{1,2}(?:\s*năm\s*\d{4})?)"
)
_EVERY = r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|quí|năm)"
_QUARTER = r"qu[ýí]\s*(?:IV|I{1,3}|[1-4])\s*(?:[/-]\s*(?:năm\s*)?|\s+năm\s*|\s+)\d{4}"
_MONTH = r"tháng\s*\d{1,2}\s*(?:[/-]|\s*năm\s*)\s*\d{4}"
_BEFORE = r"(?:trước|chậm nhất(?: là)?|muộn nhất|không muộn hơn|đến(?: hết)?|trong|vào)"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("recurring", rf"(?:định kỳ\s+)?{_EVERY}\s*,?\s*\((?:trước|chậm nhất|vào)[^)]*\)"),
    ("recurring", rf"(?:định kỳ\s+)?(?:(?:trước|chậm nhất|vào)\s+)?{_DAY}(?:\s*(?:và|,)\s*{_DAY})*\s*(?:của\s+)?{_EVERY}"),
    ("recurring", rf"(?:trước\s+|vào\s+)?tháng\s*\d{{1,2}}\s+{_EVERY}"),
    ("recurring", rf"(?:trước\s+)?ngày\s*\d{{1,2}}\s+{_EVERY}"),
    ("recurring", r"\d{1,2}\s*lần\s*/\s*(?:ngày|tuần|tháng|quý|năm)(?:\s*\((?:trước|vào|lúc)[^)]*\))?"),
    ("period", rf"từ\s+{_DAY}\s+đến(?:\s+hết)?\s+{_DAY}"),
    ("date", rf"(?:trước|chậm nhất(?: là)?(?: vào)?|muộn nhất|không muộn hơn|đến(?: hết)?|hạn)\s+(?:trước\s+)?{_DAY}(?:\s*(?:,|và)\s*{_DAY})*"),
    ("quarter", rf"(?:{_BEFORE}\s+)?{_QUARTER}(?:\s*[-–]\s*{_QUARTER})?"),
    ("month", rf"{_BEFORE}\s+(?:tháng|{_MONTH}[^.;,]{{0,12}}?)?\s*{_MONTH}"),
    ("recurring", rf"định kỳ\s+(?:\d+\s+(?:tháng|năm|ngày|tuần)|{_EVERY})(?:\s*(?:,|và|hoặc)\s*(?:\d+\s+tháng|{_EVERY}|(?:hằng|hàng)\s+năm))*"),
    ("year", r"(?:trong|vào|hết|xong trong|hoàn thành|xong|đến)\s+năm\s+\d{4}(?:\s+và\s+(?:[^\W\d_]+\s+){0,4}(?:vào\s+)?năm\s+\d{4})?"),
    ("within", r"(?:trong(?: thời gian| thời hạn| vòng)?|không quá|chậm nhất(?: là)?(?: trong)?)"
     r"\s+\d{1,3}(?:\s*[-–]\s*\d{1,3})?\s*(?:giờ|ngày làm việc|ngày|tháng)(?=\W|$)"),
    ("recurring", _EVERY),
    ("ongoing", r"ngay (?:sau )?khi\s+(?:có|được|[^.;]{3,120}?(?:có hiệu lực|được ban hành|thông qua|phê duyệt))[^.;,]{0,60}"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(pattern, re.I)) for kind, pattern in _PATTERNS]
# A date behind these belongs to a text that is cited, not to a duty.
_CITED = re.compile(r"(?:số\s+\S+|/\S+|Luật[^.;,]*|kỳ họp[^.;,]*)\s*$", re.I)
_CALENDAR = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")
# A year behind these is when something was handed out or planned, not when it is due.
_GIVEN = re.compile(r"\bđược (?:giao|phê duyệt|ban hành|phân bổ)\s*$", re.I)
_ONLY_WHEN = re.compile(
    r"(?:thời hạn|thời gian|tiến độ)(?:\s+(?:thực hiện|hoàn thành|gửi|báo cáo))*\s*:?\s+(?:là\s+)?(?:chậm nhất|trước|trong|không quá|đến|từ|xong|hoàn thành)\b",
    re.I,
)
# Behind these, "hằng năm" says of a budget that it is yearly, and "đến năm 2030" belongs to a name.
_BUDGET = re.compile(r"(?:ngân sách|dự toán|kinh phí|vốn|có mục tiêu|trung hạn,?)(?:\s+nhà nước)?\s*$", re.I)
_NAME = re.compile(
    r"(?:tầm nhìn|định hướng)\s*$|(?:Chương trình|Chiến lược|Đề án|Quy hoạch|Kế hoạch|Nghị quyết|Dự án)\s[^.;:]{0,140}$|\bquy hoạch\s[^.;:]{0,120}$"
)
# What a table's cell must have to be a time at all.
_TIMELY = re.compile(
    r"\d{4}|thuong xuyen|dinh ky|\b(?:hang|hằng|moi|sau|ngay|khi|theo|quy|thang|nam|dot xuat|lien tuc|giai doan)\b|\d+\s*/\s*\d+"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_UNITS = {
    "ngay": "daily",
    "tuan": "weekly",
    "thang": "monthly",
    "quy": "quarterly",
    "qui": "quarterly",
    "nam": "yearly",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due.

    Attributes:
        start, end: The span of the words in the text they were found in.
        words: As written.
        kind: What kind of time it is, of ``Kind``.
        value: Normalised: "2025-12-15", "2021-Q2", "yearly 11-20"; "" where the words do not give one.
    """

    start: int
    end: int
    words: str
    kind: str
    value: str


def find_deadlines(text: str) -> list[Deadline]:
    """The deadlines in a shown text, in order, disjoint; dates of cited texts are none."""
    found: list[Deadline] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or _is_cited(kind, match.group(), text[:start]):
                continue
            taken.append((start, end))
            words = match.group().strip()
            found.append(Deadline(start, start + len(words), words, kind, normalise(words, kind)))
    return sorted(found, key=lambda deadline: deadline.start)


def every_deadline(text: str) -> Deadline | None:
    """The deadlines of a text as one: words, kinds and values in their order, divided by "; ". None where it has none.

    A mere year or "ngay sau khi …" counts only where no nearer time is said.
    """
    found = list({deadline.words.lower(): deadline for deadline in find_deadlines(text)}.values())
    found = [deadline for deadline in found if deadline.kind not in ("year", "ongoing")] or found
    if not found:
        return None
    words, kinds, values = ([getattr(one, name) for one in found] for name in ("words", "kind", "value"))
    return Deadline(found[0].start, found[-1].end, SEVERAL.join(words), SEVERAL.join(kinds), SEVERAL.join(values))


def says_only_when(text: str) -> bool:
    """True for a line that is nothing but a time: "Thời hạn chậm nhất 05 ngày làm việc kể từ ngày ban hành Quyết định"."""
    return len(text) < 160 and bool(_ONLY_WHEN.match(text)) and every_deadline(text) is not None


def _is_cited(kind: Kind, words: str, before: str) -> bool:
    """True for a time that belongs to a text or a budget that is named, not to the task."""
    if _CITED.search(before[-40:]) or (kind == "year" and _GIVEN.search(before[-40:])):
        return True
    yearly = kind == "recurring" and re.fullmatch(_EVERY, words.strip(), re.I)
    until = kind == "year" and words.startswith("đến năm")
    return bool((yearly and _BUDGET.search(before[-40:])) or (until and _NAME.search(before[-160:])))


def read_deadline(text: str) -> Deadline | None:
    """The deadline that a table's cell or a labelled line holds, all of it; None for an empty one."""
    words = text.strip(" .;")
    if not words:
        return None
    inner = find_deadlines(words)
    folded = fold(words)
    if not inner and not _TIMELY.search(folded):
        return None
    if re.fullmatch(rf"{_DAY}", words, re.I) and re.search(r"\d{4}", words):
        kind = "date"
    elif re.fullmatch(rf"{_MONTH}|T\s*\d{{1,2}}\s*[/-]\s*\d{{4}}", words, re.I):
        kind = "month"
    elif re.fullmatch(r"Q\s*[1-4]\s*[/-]\s*\d{4}", words, re.I):
        kind = "quarter"
    elif inner:
        kind = inner[0].kind
    elif "thuong xuyen" in folded:
        kind = "ongoing"
    elif re.search(r"\d{4}\s*[-–]\s*\d{4}", words):
        kind = "period"
    elif re.search(r"\d{4}", words):
        kind = "year"
    else:
        kind = "recurring" if re.search(_EVERY, words, re.I) else "ongoing"
    start = text.index(words)
    return Deadline(start, start + len(words), words, kind, normalise(words, kind))


def normalise(words: str, kind: str) -> str:
    """The value of a deadline's words; "" where none follows from them."""
    folded = fold(words)
    if kind == "date":
        return _dates(words)
    if kind in ("month", "quarter") and re.match(r"trước\s+(?:tháng|qu[ýí])", words, re.I):
        return _before(normalise(words.partition(" ")[2], kind))
    if kind == "quarter":
        quarters = re.findall(r"q(?:u[yi])?\s*(iv|i{1,3}|[1-4])\D*?(\d{4})", folded)
        return "/".join(f"{year}-Q{_ROMAN[quarter]}" for quarter, year in quarters)
    if kind == "month":
        match = re.search(r"t(?:hang)?\s*(\d{1,2})\D+(\d{4})", folded)
        return f"{match[2]}-{int(match[1]):02d}" if match else ""
    if kind == "year":
        return ", ".join(re.findall(r"\d{4}", words))
    if kind == "period" and (days := _two_days(words)):
        return days
    if kind == "period":
        return "/".join(re.findall(r"\d{4}", words))
    if kind == "within":
        match = re.search(r"\d[\d\s–-]*\s*(?:giờ|ngày làm việc|ngày|tháng)", words)
        return match.group().strip() if match else ""
    return _recurring(folded) if kind == "recurring" else ""


def _dates(words: str) -> str:
    """The days of "trước ngày 15/6 và 15/12/2024", the last year lent to those before; "" where no year is given."""
    days = re.findall(
        r"(\d{1,2})\s*(?:[/.-]|\s*tháng\s*)\s*(\d{1,2})(?:\s*(?:[/.-]|\s*năm\s*)\s*(\d{4}))?", words, re.I
    )
    last = next((year for *_, year in reversed(days) if year), "")
    found = [find_date(f"{day}/{month}/{year or last}") for day, month, year in days] if last else [find_date(words)]
    return ", ".join(date.isoformat() for date in found if date)


def _before(value: str) -> str:
    """The month or quarter before one: "2024-06" → "2024-05", "2024-Q1" → "2023-Q4"."""
    match = re.fullmatch(r"(\d{4})-(Q?)(\d{1,2})", value)
    if not match:
        return value
    year, number, size = int(match[1]), int(match[3]) - 1, 4 if match[2] else 12
    year, number = (year, number) if number else (year - 1, size)
    return f"{year}-Q{number}" if match[2] else f"{year}-{number:02d}"


def _two_days(words: str) -> str:
    """ "từ ngày 15/11 đến ngày 15/12/2025" → "2025-11-15/2025-12-15"; "" where a year is not given."""
    first, _, last = words.partition(" đến")
    end = find_date(last)
    start = find_date(first) or (find_date(f"{first.strip()}/{end.year}") if end else None)
    return f"{start.isoformat()}/{end.isoformat()}" if start and end else ""


def interval(kind: str, value: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a normalised value: "2021-Q2" is 1 April to 30 June 2021.

    A value of several parts ("2026/2030", "2024, 2026") reaches from the first day of the first to the last day of the last.
    None for recurrences, for terms, and where there is no value.
    """
    if kind not in ("date", "month", "quarter", "year", "period"):
        return None
    days = [_days(part) for part in re.split(r"\s*[/,]\s*", value)]
    known = [span for span in days if span]
    if len(known) < len(days) or known[0][0] > known[-1][1]:
        return None
    return known[0][0], known[-1][1]


def due_intervals(kind: str, due: str) -> tuple[tuple[dt.date, dt.date], ...]:
    """The intervals of a duty's normalised deadlines, one for each part of a list."""
    several = zip(kind.split(SEVERAL), due.split(SEVERAL), strict=False)
    found = (interval(one, part) for one, values in several for part in values.split(", "))
    return tuple(span for span in found if span)


def fixed_days(value: str) -> tuple[tuple[int | None, int], ...]:
    """The days on which a recurrence falls: "yearly 06-01, 11-15" → ((6, 1), (11, 15)), "monthly 25" → ((None, 25),).

    A month without a day counts with its last day (February with the 28th); empty where the value fixes no day.
    """
    if SEVERAL in value:
        return tuple(day for part in value.split(SEVERAL) for day in fixed_days(part))
    if match := re.fullmatch(r"monthly (\d{1,2})", value):
        return ((None, int(match[1])),) if 1 <= int(match[1]) <= 31 else ()
    if not value.startswith("yearly "):
        return ()
    found = [(int(month), int(day or 0)) for month, day in re.findall(r"(\d\d)(?:-(\d\d))?", value)]
    ends = {month: monthrange(2024 if day == 29 else 2025, month)[1] for month, day in found if 1 <= month <= 12}
    return tuple((month, day or ends[month]) for month, day in found if month in ends and day <= ends[month])


def occurs(value: str, first: dt.date, last: dt.date) -> bool:
    """True where a recurrence with a fixed day falls between the two days, both included."""
    fixed = fixed_days(value)
    if not fixed or first > last:
        return False
    end = min(last.toordinal(), first.toordinal() + 366)
    days = (dt.date.fromordinal(day) for day in range(first.toordinal(), end + 1))
    return any(day.day == on and month in (None, day.month) for day in days for month, on in fixed)


def _days(part: str) -> tuple[dt.date, dt.date] | None:
    """The days of "2025", "2025-Q4", "2025-11" or "2025-12-15"; None for anything else."""
    match = _CALENDAR.fullmatch(part)
    if not match:
        return None
    year, quarter = int(match[1]), int(match[2] or 0)
    first = 3 * quarter - 2 if quarter else int(match[3] or 1)
    last = 3 * quarter if quarter else int(match[3] or 12)
    try:
        if match[4]:
            return (day := dt.date(year, first, int(match[4]))), day
        return dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None


def _recurring(folded: str) -> str:
    days = [
        f"{int(month):02d}-{int(day):02d}" for day, month in re.findall(r"(\d{1,2})\s*(?:/|thang)\s*(\d{1,2})", folded)
    ]
    if days:
        return "yearly " + ", ".join(days)
    if match := re.search(r"ngay\s*(\d{1,2})\s+(?:hang|moi)\s+thang", folded):
        return f"monthly {int(match[1])}"
    if match := re.search(r"thang\s*(\d{1,2})\s+(?:hang|moi)\s+nam", folded):
        return f"yearly {int(match[1]):02d}"
    parts = [f"{count} months" for count in re.findall(r"(\d+)\s+thang", folded)]
    parts += [_UNITS[unit] for unit in re.findall(r"(?:hang|moi)\s+(ngay|tuan|thang|quy|qui|nam)", folded)]
    return ", ".join(dict.fromkeys(parts))
