"""References: how texts cite other documents, and bear their own, by number and symbol.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 and Phụ lục III: kind, "số", number, the year of legal documents, symbol
("Nghị quyết số 126/NQ-CP", "Nghị định số 15/2018/NĐ-CP"). Party texts set the dash first ("Nghị quyết số 66-NQ/TW").
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from legalqa.vietnamese.dates import find_date
from legalqa.vietnamese.text import LOWER, UPPER, fold, squeeze

#: Names of document kinds (Nghị định 30/2020/NĐ-CP, Điều 7; laws; Party texts), longest first.
KINDS = (
    "Chương trình hành động", "Thông tư liên tịch", "Nghị quyết liên tịch", "Kế hoạch hành động", "Thông báo kết luận",
    "Chương trình", "Nghị quyết", "Quyết định", "Nghị định", "Hướng dẫn", "Thông báo", "Thông cáo", "Công điện", "Phương án",
    "Kế hoạch", "Báo cáo", "Quy định", "Quy chế", "Điều lệ", "Tờ trình", "Kết luận", "Thông tư", "Chỉ thị", "Pháp lệnh",
    "Hiến pháp", "Bộ luật", "Công văn", "Đề án", "Dự án", "Lệnh", "Luật",
)  # fmt: skip
_NAMES = {kind.lower(): kind for kind in KINDS}
_KIND = "|".join(KINDS).replace(" ", r"\s+")

# "NQ", "TTg", "UBND", "QH13": a part of a symbol; the parts are joined by strokes and dashes.
_CODE = rf"[{UPPER}]{{2}}[{UPPER}{LOWER}\d&]*"
_REFERENCE = re.compile(
    rf"(?:(?<!\w)(?P<kind>(?i:{_KIND}))\s+)?"
    r"(?:(?<!\w)(?i:số)\s*:?\s*|(?<![\w/.,–-]))"
    r"(?P<number>\d{1,5}[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?"
    rf"(?:\s?/\s?|\s?[–-]\s?(?={_CODE}/)){_CODE}(?:[/–-]{_CODE})*)(?![\w&]|[/–-]\w)"
)
_DATED = re.compile(r"\s*,?\s*(?:ban\s+hành\s+)?(?=ngày\s)", re.I)
_LONGEST_DATE = 40

# As a letterhead has it: nothing else stands there, so that any symbol will do.
_OWN = re.compile(r"\bSố\s*:?\s*(?P<number>\d[\d\w]*\s*(?:[/-]\s*[\w&]+(?:\s*[-/]\s*[\w&]+)*))", re.I)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a text cites a document by its number.

    Attributes:
        start, end: Offsets into the text; the span holds the kind, where it stands there, "số" and the number.
        number: Without white space and leading zeros, with plain dashes: "4/CT-UBND".
        kind: One of ``KINDS``; None where none stands before the number.
        date: The date behind the number; None where there is none.
    """

    start: int
    end: int
    number: str
    kind: str | None = None
    date: dt.date | None = None


def references(text: str) -> list[Reference]:
    """The documents that a shown text cites by number, ordered and disjoint."""
    return [_reference(match) for match in _REFERENCE.finditer(text)]


def own_number(letterhead: str) -> str | None:
    """The number that a letterhead gives its document, as written there but for white space; None where it gives none."""
    match = _OWN.search(letterhead)
    return re.sub(r"\s+", "", match["number"]) if match else None


def number_key(number: str) -> tuple[str, ...]:
    """What two ways to write one number share: "04/CT-UBND", "4/ct-ubnd" → ("4", "ct", "ubnd")."""
    return tuple(fold(part) for part in re.split(r"[/-]", _normal(number)))


def _reference(match: re.Match[str]) -> Reference:
    kind = _NAMES[squeeze(match["kind"]).lower()] if match["kind"] else None
    return Reference(match.start(), match.end(), _normal(match["number"]), kind, _date_behind(match))


def _normal(number: str) -> str:
    return re.sub(r"\s+", "", number).replace("–", "-").lstrip("0") or "0"


def _date_behind(match: re.Match[str]) -> dt.date | None:
    dated = _DATED.match(match.string, match.end())
    return find_date(match.string[dated.end() : dated.end() + _LONGEST_DATE]) if dated else None
