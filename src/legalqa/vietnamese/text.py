"""Vietnamese text: NFC, tone placement, folding, words, and what of a source is shown.

Display text is never folded; the keys made here are for searching and comparing only.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:(?:[./-]|(?<=\d),(?=\d))[^\W_]+)*")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

# The tone mark of oa, oe, uy stands on either vowel ("hoà" or "hòa"); keys use the newer place, "hòa", but only where
# the syllable ends there: "hoàn" and "quý" have one spelling.
_OPEN_PAIR = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_TONES = "̣̀́̃̉"

#: Vietnamese letters for use inside a regular expression's character class; ranges such as "à-ỹ" mix the cases.
LOWER = "a-zđ" + "".join(
    sorted(
        {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES)}
        - set("aeiouy")
    )
)
UPPER = LOWER.upper()


def nfc(text: str) -> str:
    """The text in Unicode NFC, as every span of the project counts it."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """What a person typed: NFC, control and invisible characters removed, runs of white space folded, ends stripped."""
    return squeeze(_CONTROL.sub("", nfc(text).replace("\x00", " ")))


def joined(texts: Iterable[str | None]) -> str:
    """The texts once each, in their order, empty ones left out: "a; b"."""
    return "; ".join(dict.fromkeys(text for text in texts if text))


def capital(text: str) -> str:
    """The text with its first letter as at the head of a sentence; the rest as it was."""
    return text[:1].upper() + text[1:]


def cased(form: str, typed: str) -> str:
    """A word or phrase in lower case with the capitals of what was typed for it: all of them, or the first."""
    if len(typed) > 1 and typed.isupper():
        return form.upper()
    return capital(form) if typed[0].isupper() else form


def squeeze(text: str) -> str:
    """Runs of white space as one space, ends stripped."""
    return _SPACES.sub(" ", text).strip()


def _retone(match: re.Match[str]) -> str:
    first, second = match.group()[0], match.group()[1]
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


_STARS = re.compile(r"\*+")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.M)
_ESCAPE = re.compile(r"\\(?=[\\*_#\[\]()|>.!`~+-])")
_BLOCK_END = re.compile(r"\n[ \t]*(?:\|[ \t]*)?(?=\n|$)")
_BULLET = re.compile(r"(?:^|\n)[ \t]*\*$")


@lru_cache(maxsize=512)
def typed_key(text: str) -> str:
    """The key of a text as it was typed: with diacritics, or without where it has none."""
    return fold(text) if is_bare(text) else key(text)


def spaced(text: str) -> str:
    """The words of a text with a space around each: what it says is found in it whole, never as a part of other words."""
    return f" {' '.join(words(text))} "


def marks(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of a source that are typesetting, not text: Markdown's emphasis stars, heading signs and escapes; ordered.

    A star stays text where it is one: "(*)", "3 * 4", a bullet, or alone in its block.
    """
    found = [match.span() for match in _HEADING.finditer(text)]
    found += [match.span() for match in _ESCAPE.finditer(text)]
    start = 0
    for end in [*(match.start() for match in _BLOCK_END.finditer(text)), len(text)]:
        runs = [run for run in _STARS.finditer(text, start, end) if not _literal_star(text, run)]
        if len(runs) > 1 or any(len(run.group()) > 1 for run in runs):
            found += [run.span() for run in runs]
        start = end
    return tuple(sorted(found))


def _literal_star(text: str, run: re.Match[str]) -> bool:
    if len(run.group()) > 1:
        return False
    before, after = text[max(0, run.start() - 80) : run.start()], text[run.end() : run.end() + 80]
    if before.endswith("\\") or (before.endswith("(") and after.startswith(")")):
        return True
    if before[-2:].strip().isdigit() and after[:1].isspace() and after[:2].strip().isdigit():
        return True
    line = after.split("\n", 1)[0]
    return bool(_BULLET.search(f"\n{before}*")) and line[:1].isspace() and line.strip() != "" and "*" not in line


def shown(text: str, start: int = 0, end: int | None = None) -> str:
    """What a reader sees of ``text[start:end]``: verbatim, without typesetting marks, runs of white space as one space."""
    end = len(text) if end is None else end
    spans = marks(text)
    parts: list[str] = []
    at = start
    for index in range(bisect_left(spans, (start, start)), len(spans)):
        first, last = spans[index]
        if first >= end:
            break
        parts.append(text[at:first])
        at = last
    if at < end:
        parts.append(text[at:end])
    return squeeze("".join(parts))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a part of a source, with the way back: character i of ``text`` stands at ``offsets[i]``."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of ``text[start:end]``, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def shown_with_offsets(text: str, start: int, end: int) -> Shown:
    """``shown(text, start, end)`` and where each of its characters stands in the source."""
    hidden = {at for first, last in marks(text) if first < end and last > start for at in range(first, last)}
    characters: list[str] = []
    offsets: list[int] = []
    for at in range(start, end):
        if at in hidden:
            continue
        space = text[at].isspace()
        if space and (not characters or characters[-1] == " "):
            continue
        characters.append(" " if space else text[at])
        offsets.append(at)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return Shown("".join(characters), tuple(offsets))
