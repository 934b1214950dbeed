"""How people say what administrative texts write."""

from __future__ import annotations

import re
from functools import cache

from legalqa.vietnamese.glossary import read_glossary
from legalqa.vietnamese.kinds import KINDS
from legalqa.vietnamese.syllables import is_plain
from legalqa.vietnamese.text import capital, fold, key

_WORD = re.compile(r"\w+")
# Abbreviations that are words of their own in lower case.
_WHO = re.compile(
    r"AI\s+(?:là|phải|sẽ|ký|lo|chủ trì|phụ trách|chịu|theo dõi|kiểm tra|giám sát|ban hành|có trách nhiệm|được giao|phối hợp)\b"
)
_SPELLED_OUT = {"AI": "trí tuệ nhân tạo"}
# "TB kết luận cuộc họp …": kinds of documents, before what one is about or its number.
_SHORT = {short: capital(kind) for kind, shorts in KINDS.items() for short in shorts}
_KIND = re.compile(
    r"(?<![\w/&-])(?:KH|TB|NQ|QĐ|CV|CT)(?= số \d| \d{1,5}(?:[/ ?,.]|$)(?! ?(?:năm|tháng|lát|điểm)))"
    r"|(?:^|(?<=\b[Tt]heo ))(?:(?:KH|NQ|QĐ|CV)(?= )|TB(?= kết luận )|CT(?= (?:v/v|về việc|của (?:UBND|Ủy ban|Uỷ ban|TTg|Thủ tướng|Chính phủ))\b))"
)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return read_glossary("colloquial.txt")


@cache
def _says(bare: bool) -> tuple[dict[str, tuple[str, ...]], int]:
    """The table as it is looked up, and the most words of a phrase in it."""
    form = fold if bare else key
    # Single syllables without diacritics mean too many things; abbreviations do not.
    said = {form(p): texts for p, texts in _table().items() if not bare or " " in p or not is_plain(form(p))}
    return said, max(len(_WORD.findall(phrase)) for phrase in said)


def said_otherwise(text: str, *, bare: bool = False) -> list[tuple[str, list[str]]]:
    """What a question says in everyday words, and the texts' phrases for it that it does not use itself.

    Args:
        text: The question.
        bare: True where it was typed without diacritics.
    """
    form = fold if bare else key
    asked = form(text)
    said, longest = _says(bare)
    places = [match.span() for match in _WORD.finditer(asked)]
    spans = []
    for n, (start, _) in enumerate(places):
        ends = (end for _, end in reversed(places[n : n + longest]))
        if end := next((end for end in ends if asked[start:end] in said), 0):
            spans.append((start, end))
    spans.sort(key=lambda span: (span[0] - span[1], span))
    told: list[tuple[int, int]] = []
    for start, end in spans:  # the longest first: "lo chính sách" is not "ai lo chính"
        if all(end <= first or last <= start for first, last in told):
            told.append((start, end))
    found = dict.fromkeys(asked[start:end] for start, end in sorted(told))
    return [(phrase, [way for way in said[phrase] if form(way) not in asked]) for phrase in found]


def is_said(word: str) -> bool:
    """True for a word, as a key, that the table says in other words."""
    return word in _table()


def spelled_out(text: str) -> str:
    """The text with the abbreviations that are words of their own in lower case ("AI") in full; not where all is in capitals."""
    if text.isupper():
        return text
    if _WHO.match(text):  # "AI chủ trì …?": shouted, and no abbreviation
        text = f"Ai{text[2:]}"
    text = _KIND.sub(lambda match: _SHORT[fold(match.group())], text)
    return re.sub(r"\b\w+\b", lambda match: _SPELLED_OUT.get(match.group(), match.group()), text)
