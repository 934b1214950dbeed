"""Regional and old spellings, and regional words that ask, as administrative texts write them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from legalqa.vietnamese.text import capital, cased, is_bare, key, nfc

_WORD = re.compile(r"[^\W_]+")
# What may follow a phrase that ends a clause, if anything does.
_PARTICLES = frozenset(("vậy", "thế", "nữa", "ạ", "hả", "hở", "nhỉ", "hè", "rứa", "zậy", "không"))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """How texts write a phrase, and where it must not stand."""

    standard: str
    not_before: frozenset[str]
    not_behind: frozenset[str]
    at_end: bool


def standard(text: str) -> str:
    """The text, in NFC, with regional spellings and question words as administrative texts have them; the longest first.

    Phrases without diacritics are changed only where they can mean nothing else; capitals are kept.

    Examples:
        >>> standard("Sở Tài chánh phải mần chi?")
        'Sở Tài chính phải làm gì?'
        >>> standard("so tai chanh phai lam chi")
        'so tai chinh phai lam gi'
    """
    text = nfc(text)
    words = list(_WORD.finditer(text))
    keys = [key(word.group()) for word in words]
    phrases, longest = _phrases(is_bare(text))
    parts: list[str] = []
    at = n = 0
    while n < len(words):
        size = 1
        for end in range(min(n + longest.get(keys[n], 0), len(words)), n, -1):
            phrase = phrases.get(tuple(keys[n:end]))
            if phrase and _is_said(phrase, text, words, keys, n, end):
                first, last, size = words[n].start(), words[end - 1].end(), end - n
                parts += text[at:first], _shaped(phrase.standard, text[first:last])
                at = last
                break
        n += size
    return "".join((*parts, text[at:]))


def _is_said(phrase: _Phrase, text: str, words: list[re.Match[str]], keys: list[str], first: int, end: int) -> bool:
    """True where these words, only spaces between them, stand where they mean what the list says."""
    if not all(text[one.end() : two.start()].isspace() for one, two in pairwise(words[first:end])):
        return False
    if first and keys[first - 1] in phrase.not_behind:
        return False
    following = keys[end] if end < len(words) and text[words[end - 1].end() : words[end].start()].isspace() else ""
    if phrase.at_end:
        return not following or following in _PARTICLES
    return following not in phrase.not_before


def _shaped(said: str, typed: str) -> str:
    """The phrase with the capitals of what was typed, word for word where they are as many."""
    old, new = typed.split(), said.split()
    if len(old) != len(new) or typed.isupper():
        return cased(said, typed)
    return " ".join(capital(word) if given[0].isupper() else word for word, given in zip(new, old, strict=True))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("regional.toml").read_text(encoding="utf-8"))


@cache
def _phrases(bare: bool) -> tuple[dict[tuple[str, ...], _Phrase], dict[str, int]]:
    """The phrases by their words, and the size of the longest by their first word; for texts without diacritics or with."""
    phrases: dict[tuple[str, ...], _Phrase] = {}
    for group in _data().values():
        beside = frozenset(group.get("not_before", ())), frozenset(group.get("not_behind", ()))
        for phrase, said in (group.get("bare", {}) if bare else {**group.get("bare", {}), **group["says"]}).items():
            phrases[tuple(key(phrase).split())] = _Phrase(said, *beside, group.get("at_end", False))
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return phrases, longest
