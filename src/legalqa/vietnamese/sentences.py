"""Sentences of Vietnamese administrative prose, as spans."""

from __future__ import annotations

import re

from legalqa.vietnamese import markers
from legalqa.vietnamese.text import UPPER, shown

_END = re.compile(rf"(?:[.!?…]+|\./\.?)[\"”’')\]*]*(?=\s+[\"“‘'(*]*(?:[{UPPER}\d]|[-–+•]\s))")
_CLAUSE_END = re.compile(r";(?=\s)")
# A full stop behind these does not end a sentence.
_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|TX|TT|TM|KT|TL|TUQ|Q|P|GS|PGS|TS|ThS|Ths|BS|KS|CN|Tr|tr|St|No|vs|đ/c|Đ/c|v\.v|[A-ZĐ]|\d{1,3})\.[*]*$"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``: ordered, disjoint, without white space at their ends.

    A marker ("2.1.", "đ)") stays with the sentence behind it.
    """
    return _cut(text, start, len(text) if end is None else end, _END)


def after_marker(text: str, start: int, end: int) -> int:
    """Where the words behind the marker at the head of ``text[start:end]`` begin; ``start`` where there is no marker."""
    found = markers.read(shown(text, start, end))
    if not found:
        return start
    at = start
    while at < end and len(shown(text, start, at)) < len(found[0].text):
        at += 1
    while at < end and (text[at].isspace() or text[at] in "*.)"):
        at += 1
    return at if at < end else start


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the parts of a sentence that semicolons divide."""
    return _cut(text, start, end, _CLAUSE_END)


def _cut(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    for match in pattern.finditer(text, start, end):
        if _ABBREVIATIONS.search(text[max(at, match.end() - 8) : match.end()]) or _is_marker(text, at, match.end()):
            continue
        found.append((at, match.end()))
        at = match.end()
    found.append((at, end))
    return [span for first, last in found if (span := _trim(text, first, last))]


def _is_marker(text: str, start: int, end: int) -> bool:
    head = shown(text, start, end)
    return len(head) < 12 and any(len(marker.text) >= len(head) - 1 for marker in markers.read(head + " A"))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    raw = text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    last = start + len(raw.rstrip())
    return (first, last) if last > first else None
