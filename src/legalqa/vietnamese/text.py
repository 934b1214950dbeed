"""Vietnamese text: NFC, tone placement, folding, words, and what of a source is shown.

Display text is never folded; the keys made here are for searching and comparing only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:(?:[./-]|(?<=\d),(?=\d))[^\W_]+)*")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

# The tone mark of oa, oe, uy stands on either vowel ("hoà" or "hòa"); keys use the newer place, "hòa", but only where
# the syllable ends there: "hoàn" and "quý" have one spelling.
_OPEN_PAIR = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_TONES = "̣̀́̃̉"


def nfc(text: str) -> str:
    """The text in Unicode NFC, as every span of the project counts it."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """What a person typed: NFC, control and invisible characters removed, runs of white space folded, ends stripped."""
    return squeeze(_CONTROL.sub("", nfc(text).replace("\x00", " ")))


def squeeze(text: str) -> str:
    """Runs of white space as one space, ends stripped."""
    return _SPACES.sub(" ", text).strip()


def _retone(match: re.Match[str]) -> str:
    first, second = match.group()
    plain = unicodedata.normalize("NFD", second)
    tone = next(mark for mark in plain if mark in _TONES)
    return nfc(first + tone) + nfc(plain.replace(tone, ""))


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The search key with diacritics: NFC, lower case, one tone placement ("Uỷ ban" and "Ủy ban" agree)."""
    return _OPEN_PAIR.sub(_retone, nfc(text).lower())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The search key without diacritics: "Ủy ban Đảng" → "uy ban dang". Offsets are not those of the text."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Syllables and numbers as keys with diacritics; "126/NQ-CP" and "0,5%"'s digits stay findable as written and in parts."""
    found: list[str] = []
    for token in _WORD.findall(key(text)):
        found.append(token)
        if not token.isalnum():
            found.extend(part for part in re.split(r"[.,/-]", token) if part)
    return found


def is_bare(text: str) -> bool:
    """True for Vietnamese typed without diacritics: letters, but not one with a mark."""
    return any(char.isalpha() for char in text) and fold(text) == nfc(text).lower()
