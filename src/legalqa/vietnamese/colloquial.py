"""How people say what administrative texts write."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from legalqa.vietnamese.text import fold, key

# Abbreviations that are words of their own in lower case.
_WHO = re.compile(
    r"AI\s+(?:là|phải|sẽ|ký|lo|chủ trì|phụ trách|chịu|theo dõi|kiểm tra|giám sát|ban hành|có trách nhiệm|được giao|phối hợp)\b"
)
_SPELLED_OUT = {"AI": "trí tuệ nhân tạo"}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("colloquial.toml").read_text(encoding="utf-8"))


@cache
def _says(bare: bool) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    data = _data()["says"]
    form = fold if bare else key
    # Single words without diacritics mean too many things.
    said = {form(phrase): texts for phrase, texts in data.items() if not bare or " " in phrase}
    return re.compile(r"\b(?=((?:" + "|".join(sorted(map(re.escape, said), key=len, reverse=True)) + r")\b))"), said


def said_otherwise(text: str, *, bare: bool = False) -> list[tuple[str, list[str]]]:
    """What a question says in everyday words, and the texts' phrases for it that it does not use itself.

    Args:
        text: The question.
        bare: True where it was typed without diacritics.
    """
    form = fold if bare else key
    asked = form(text)
    pattern, said = _says(bare)
    spans = sorted((match.span(1) for match in pattern.finditer(asked)), key=lambda span: (span[0] - span[1], span))
    told: list[tuple[int, int]] = []
    for start, end in spans:  # the longest first: "lo chính sách" is not "ai lo chính"
        if all(end <= first or last <= start for first, last in told):
            told.append((start, end))
    found = dict.fromkeys(asked[start:end] for start, end in sorted(told))
    return [(phrase, [way for way in said[phrase] if form(way) not in asked]) for phrase in found]


def is_said(word: str) -> bool:
    """True for a word, as a key, that the table says in other words."""
    return word in _data()["says"]


def spelled_out(text: str) -> str:
    """The text with the abbreviations that are words of their own in lower case ("AI") in full; not where all is in capitals."""
    if text.isupper():
        return text
    if _WHO.match(text):  # "AI chủ trì …?": shouted, and no abbreviation
        text = f"Ai{text[2:]}"
    return re.sub(r"\b\w+\b", lambda match: _SPELLED_OUT.get(match.group(), match.group()), text)
