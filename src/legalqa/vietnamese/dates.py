"""Dates as Vietnamese documents write them."""

from __future__ import annotations

import datetime as dt
import re

from legalqa.vietnamese.text import LOWER, UPPER

_LONG = re.compile(r"(?:ngày\s*)?(?<!\d)(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.I)
_SHORT = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/])")
_PLACED = re.compile(
    rf"(?<!\w)(?P<place>(?:(?:Thành phố|Thị xã|Thị trấn|Tỉnh|Huyện|Quận|Phường|Xã|TP\.?)\s+)?"
    rf"[{UPPER}][{LOWER}]+(?:\s*[-–]?\s*[{UPPER}][{LOWER}]+){{0,5}})\s*,\s*"
    r"(?P<date>[Nn]gày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4})"
)


def find_date(text: str) -> dt.date | None:
    """The first full date, "ngày 05 tháng 9 năm 2023" or "05/9/2023"; None where there is none that the calendar knows."""
    for pattern in (_LONG, _SHORT):
        for match in pattern.finditer(text):
            day, month, year = (int(part) for part in match.groups())
            try:
                return dt.date(year, month, day)
            except ValueError:
                continue
    return None


def find_place_and_date(text: str) -> tuple[str | None, dt.date | None]:
    """ "Tuyên Quang, ngày 09 tháng 9 năm 2023" of a letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4)."""
    if match := _PLACED.search(text):
        return match["place"].strip(), find_date(match["date"])
    return None, None
