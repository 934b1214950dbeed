"""Section grammar: what stands at the head of a paragraph and numbers it.

The families follow Nghị định 30/2020/NĐ-CP, Phụ lục I (phần, chương, mục, tiểu mục, điều, khoản, điểm) and what plans and
directives use beside them: "A.", "I.", "1.1.", "(1)", dashes, "Một là,".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from legalqa.vietnamese.text import UPPER


class Family(IntEnum):
    """Kinds of marker; a smaller value stands higher where nothing else tells."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    SUBSECTION = 3
    ARTICLE = 4
    UPPER = 5
    ROMAN = 6
    SPOKEN = 7
    DECIMAL = 8
    DECIMAL_PAREN = 9
    LETTER = 10
    ENCLOSED = 11
    LOWER_ROMAN = 12
    DASH = 13
    PLUS = 14
    BULLET = 15


#: Lists without an order of their own.
UNORDERED = frozenset({Family.DASH, Family.PLUS, Family.BULLET})

_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_SPOKEN = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_THUS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

_NAMED = re.compile(
    r"(?P<name>phần|chương|tiểu mục|mục)\s+(?:thứ\s+(?P<word>\w+)|(?P<roman>[IVXLC]+)|(?P<digits>\d{1,3})|(?P<letter>[A-ZĐ]))"
    rf"(?=\s*(?:[.:–-]|$|\s(?-i:[{UPPER}])))\s*[.:–-]?",
    re.I,
)
_ARTICLE = re.compile(r"điều\s+(?P<digits>\d{1,3})(?P<suffix>[a-zđ]?)\s*[.:]", re.I)
_SPOKEN_MARK = re.compile(
    rf"(?:(?P<word>{'|'.join(_SPOKEN)}) là|thứ (?P<rank>{'|'.join(_THUS)}))\s*(?:[,:–-]|(?=\s(?-i:[{UPPER}])))", re.I
)
_ROMAN_MARK = re.compile(r"(?P<roman>[IVX]{1,6})(?:\.(?P<rest>\d{1,3}(?:\.\d{1,3})*))?\s*[.)/:–-]+(?=\s*[^\s\d.])")
_ROMAN_TAIL = re.compile(rf"(?P<roman>[IVX]{{1,6}})\.(?P<rest>\d{{1,3}}(?:\.\d{{1,3}})*)\s+(?=[{UPPER}])")
_UPPER = re.compile(r"(?P<letter>[A-ZĐ])\s*[.)/](?=\s+\S)")
_DECIMAL = re.compile(r"(?P<digits>\d{1,2}(?:\.\d{1,3})*)\s*(?P<sign>[.)/])(?=\s+[^\s.,;/)]|[^\s\d.,;/)])")
_DECIMAL_TAIL = re.compile(rf"(?P<digits>\d{{1,2}}(?:\.\d{{1,3}})+)(?P<sign>)\s+(?=[{UPPER}])")
_LETTER = re.compile(r"(?P<letter>[a-zđ])(?P<digits>\d{0,2}(?:\.\d{1,2})*)\s*[.)/](?=\s*[^\s.)])")
_LOWER_ROMAN = re.compile(r"(?P<roman>[ivx]{1,5})\s*[.)/](?=\s*\S)")
_ENCLOSED = re.compile(r"\(\s*(?:(?P<digits>\d{1,2})|(?P<roman>[ivx]{1,5})|(?P<letter>[a-zđ]))\s*\)(?=\s*\S)")
_SIGNS = {
    **dict.fromkeys("-–—−", Family.DASH),
    **dict.fromkeys("+", Family.PLUS),
    **dict.fromkeys("•●▪◦*·○■□➢►✓", Family.BULLET),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A paragraph's marker.

    Attributes:
        family: Its kind.
        numbers: Its place, outermost first: (2, 1) for "2.1."; empty for a dash.
        name: How it is named in labels and ids: "2.1", "đ", "II", "Một là".
        text: As written, without emphasis.
    """

    family: Family
    numbers: tuple[int, ...]
    name: str
    text: str

    @property
    def first(self) -> bool:
        """True for what opens a list: 1, a, I, a dash."""
        return not self.numbers or self.numbers[-1] == 1

    def follows(self, other: Marker) -> bool:
        """True where this is the next item of other's list."""
        if self.family != other.family:
            return False
        if self.family in UNORDERED:
            return True
        if len(self.numbers) != len(other.numbers) or self.numbers[:-1] != other.numbers[:-1]:
            return False
        step = self.numbers[-1] - other.numbers[-1]
        return 1 <= step <= (2 if self.family in (Family.LETTER, Family.UPPER) else 1)


def roman(text: str) -> int | None:
    """The value of a well-formed Roman number up to 89; None for anything else ("IIX")."""
    values = [_ROMAN.get(char, 0) for char in text.upper()]
    total = sum(-value if value < max(values[index + 1 :], default=0) else value for index, value in enumerate(values))
    return total if 0 < total < 90 and _as_roman(total) == text.upper() else None


def _as_roman(number: int) -> str:
    found = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found += sign
            number -= value
    return found


def read(text: str) -> tuple[Marker, ...]:
    """Every reading of the marker at the head of a shown text, likeliest first; () where there is none.

    "I." is a Roman one or the letter I; "i)" a letter or a Roman one: the list that is open decides.
    """
    readings = (
        _named(text),
        _article(text),
        _spoken(text),
        _from_roman(text),
        _upper(text),
        _decimal(text),
        _letter(text),
        _lower_roman(text),
        _enclosed(text),
        _sign(text),
    )
    return tuple(marker for marker in readings if marker is not None)


def _named(text: str) -> Marker | None:
    match = _NAMED.match(text)
    if not match or not (match["name"][0].isupper()):
        return None
    family = {
        "phần": Family.PART,
        "chương": Family.CHAPTER,
        "mục": Family.SECTION,
        "tiểu mục": Family.SUBSECTION,
    }[match["name"].lower()]
    if match["word"]:
        number = _THUS.get(match["word"].lower())
    elif match["roman"]:
        number = roman(match["roman"])
    else:
        number = int(match["digits"]) if match["digits"] else _LETTERS.index(match["letter"].lower()) + 1
    if number is None:
        return None
    name = text[match.start("name") + len(match["name"]) : match.end()].strip(" .:–-")
    return Marker(family, (number,), name, match.group().strip())


def _article(text: str) -> Marker | None:
    match = _ARTICLE.match(text)
    if not match or text[0] != "Đ":
        return None
    return Marker(Family.ARTICLE, (int(match["digits"]),), match["digits"] + match["suffix"], match.group())


def _spoken(text: str) -> Marker | None:
    match = _SPOKEN_MARK.match(text)
    if not match or not text[0].isupper():
        return None
    if match["word"]:
        return Marker(Family.SPOKEN, (_SPOKEN.index(match["word"].lower()) + 1,), match["word"] + " là", match.group())
    return Marker(Family.SPOKEN, (_THUS[match["rank"].lower()],), "Thứ " + match["rank"].lower(), match.group())


def _from_roman(text: str) -> Marker | None:
    match = _ROMAN_MARK.match(text) or _ROMAN_TAIL.match(text)
    if not match or (number := roman(match["roman"])) is None:
        return None
    rest = tuple(int(part) for part in match["rest"].split(".")) if match["rest"] else ()
    name = match["roman"] + ("." + match["rest"] if rest else "")
    return Marker(
        Family.ROMAN if not rest else Family.DECIMAL,
        (*((number,) if rest else ()), *rest) or (number,),
        name,
        match.group().strip(),
    )


def _upper(text: str) -> Marker | None:
    match = _UPPER.match(text)
    if not match or match["letter"] not in _LETTERS.upper():
        return None
    return Marker(Family.UPPER, (_LETTERS.index(match["letter"].lower()) + 1,), match["letter"], match.group())


def _decimal(text: str) -> Marker | None:
    match = _DECIMAL.match(text) or _DECIMAL_TAIL.match(text)
    if not match:
        return None
    numbers = tuple(int(part) for part in match["digits"].split("."))
    if numbers[0] == 0:
        return None
    family = Family.DECIMAL_PAREN if match["sign"] == ")" else Family.DECIMAL
    return Marker(family, numbers, match["digits"], match.group().strip())


def _letter(text: str) -> Marker | None:
    match = _LETTER.match(text)
    if not match:
        return None
    tail = tuple(int(part) for part in match["digits"].split(".") if part)
    number = _LETTERS.index(match["letter"]) + 1
    return Marker(Family.LETTER, (number, *tail), match["letter"] + match["digits"], match.group())


def _lower_roman(text: str) -> Marker | None:
    match = _LOWER_ROMAN.match(text)
    if not match or (number := roman(match["roman"])) is None:
        return None
    return Marker(Family.LOWER_ROMAN, (number,), match["roman"], match.group())


def _enclosed(text: str) -> Marker | None:
    match = _ENCLOSED.match(text)
    if not match:
        return None
    if match["digits"]:
        number: int | None = int(match["digits"])
    elif match["roman"]:
        number = roman(match["roman"])
    else:
        number = _LETTERS.index(match["letter"]) + 1
    if number is None:
        return None
    return Marker(Family.ENCLOSED, (number,), match["digits"] or match["roman"] or match["letter"], match.group())


def _sign(text: str) -> Marker | None:
    family = _SIGNS.get(text[:1])
    if family is None or not text[1:].strip() or text[1:2] == text[0]:
        return None
    return Marker(family, (), "", text[0])
