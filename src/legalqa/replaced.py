"""A follow-up that names another thing of the kind that the question before named → that question, asked of the other thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.kinds import KINDS
from legalqa.vietnamese.provinces import province_spans
from legalqa.vietnamese.text import fold, is_bare, key, typed_key, words

#: Words of a follow-up that only names something, at the most; without a word that leads to it ("còn", "thế"), fewer.
WORDS, WORDS_ALONE = 8, 4

_LEADS = "ờ|ừ|à|ủa|dạ|thế còn|vậy còn|thế thì|vậy thì|thế|vậy|còn|rồi|nhưng|và|what about|and"
_TRAILS = "thì được bao nhiêu|thì bao nhiêu|thì nhiêu|thì mấy|thì sao|thì thế nào|thì ra sao|thì|sao|nhỉ|ạ|à|hả|vậy|nhé|đi|thôi"
_ASKS = (
    r"gì|nào|ai|đâu|bao|mấy|sao|không|chưa|khi|vì|tại sao|what|which|who|when|where|how|why|là|thì|phải|được|cần|nên|có"
)
# Words before which the name of a thing ends.
_ENDS = rf"{_ASKS}|giao|nói|quy định|yêu cầu|ban hành|do|gửi|ký|tối thiểu|tối đa|thế|ra|như|đã|sẽ|bị"
# Words that lead to what something is about, for, or in.
_LINKS = "cho|về|với|đối với|ở|tại|trong|theo|đến|tới|từ|bằng|trên"
# What may stand before the name of a province.
_AT = re.compile(r"\s*(?:(?:ở|tại|của|bên|tỉnh|thành phố|tp\.?|o|tai|cua|ben|tinh|thanh pho)\s+)*", re.I)
_CODE = re.compile(r"[a-zđ]|[ivx]+|\d\S*")


def replaced(before: str, asked: str) -> str | None:
    """The question before with the part replaced that a follow-up names another of; None where it has none such.

    "Mức hỗ trợ của nhóm A là bao nhiêu?", "Còn nhóm B?" → "Mức hỗ trợ của nhóm B là bao nhiêu?".

    Args:
        before: The question before, as read.
        asked: The follow-up, as read.
    """
    phrase = fragment(asked)
    if phrase and (again := _elsewhere(before, phrase)):
        return again
    if not phrase or find(phrase):
        return None
    bare = is_bare(before) or is_bare(phrase)
    form = fold if bare else key
    there, other = form(before), form(phrase)
    if len(there) != len(before):
        return None
    for pattern in _patterns(other, bare):
        match = pattern.search(there)
        if match and match.group() != other:
            return f"{before[: match.start()]}{phrase}{before[match.end() :]}"
    return None


def _elsewhere(before: str, phrase: str) -> str | None:
    """The question before, asked of another province: "Còn Đồng Nai?", "Thế ở tỉnh Đồng Nai thì sao?"."""
    other, there = province_spans(phrase), province_spans(before)
    if len(other) != 1 or len(there) != 1 or not _AT.fullmatch(phrase[: other[0][0]]) or phrase[other[0][1] :].strip():
        return None
    return f"{before[: there[0][0]]}{phrase[slice(*other[0])]}{before[there[0][1] :]}"


def resumed(turns: Sequence[str], asked: str) -> str | None:
    """The question that a follow-up asks again of another thing: the first of the turns, as those between have changed it."""
    base = ""
    for turn in turns:
        base = (replaced(base, turn) or base) if fragment(turn) and base else base or turn
    return replaced(base, asked) if base else None


def kept_of(before: str, again: str, asked: str) -> str:
    """What still counts of the question before: what is left of it, or all, where a link ("cho", "về") may lead to one more thing.

    Args:
        before: The turns before.
        again: The question as it is asked again.
        asked: The follow-up.
    """
    phrase = fragment(asked)
    return before if _link(is_bare(phrase)).match(typed_key(phrase)) else again


def fragment(asked: str) -> str:
    """What a follow-up names that asks nothing by itself: "Thế còn nhóm B thì sao?" → "nhóm B"; "" for anything else."""
    match = _fragments(is_bare(asked)).fullmatch(asked.strip())
    if not match:
        return ""
    phrase, led = match["phrase"].strip(), bool(match["leads"] or match["trails"])
    asks = _words_of(_ASKS, is_bare(asked)).search(key(phrase))
    return phrase if not asks and 0 < len(words(phrase)) <= (WORDS if led else WORDS_ALONE) else ""


def _patterns(other: str, bare: bool) -> list[re.Pattern[str]]:
    """Where a question names a thing as this phrase does: a document, one more of what its first word counts, one behind its link."""
    first, *rest = words(other)
    if match := _link(bare).match(other):
        inner = _run(f"{_ENDS}|{_LINKS}", bare)
        return [re.compile(rf"\b{match[1]}\b{inner}")]
    kinds = "|".join(fold(kind) if bare else kind for kind in KINDS)
    if re.match(rf"(?:{kinds})\b", other):
        return [re.compile(rf"\b(?:{kinds})(?!\w){_run(_ENDS, bare, least=0)}")]
    if len(rest) == 1 and _CODE.fullmatch(rest[0]):  # "quý III" of "quý II/2021"
        return [re.compile(rf"\b{re.escape(first)} (?!(?:{_form(_ENDS, bare)})\b)[^\s/,?.;]+")]
    return [re.compile(rf"\b{re.escape(first)}\b{_run(f'{_ENDS}|{_LINKS}', bare)}")] if rest else []


def _run(ends: str, bare: bool, *, least: int = 1) -> str:
    told = rf"(?!(?:{_form(ends, bare)})\b)[^\s,?.;]+"
    listed = rf",(?!.*\b(?:{_form(_ASKS, bare)})\b)"  # "về kiểm tra, giám sát?"; not "theo kế hoạch 66, ai …?"
    return rf"(?:(?:{listed})? {told}){{{least},}}"


def _form(ways: str, bare: bool) -> str:
    return fold(ways) if bare else ways


@cache
def _link(bare: bool) -> re.Pattern[str]:
    return re.compile(rf"({_form(_LINKS, bare)})\b ")


@cache
def _words_of(ways: str, bare: bool) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_form(ways, bare)})\b")


@cache
def _fragments(bare: bool) -> re.Pattern[str]:
    leads, trails = _form(_LEADS, bare), _form(_TRAILS, bare)
    return re.compile(rf"(?P<leads>(?:(?:{leads}),?\s+)*)(?P<phrase>.*?)(?P<trails>(?:,?\s+(?:{trails}))*)\W*", re.I)
