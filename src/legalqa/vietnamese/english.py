"""Questions in English, and what their words are in Vietnamese administrative texts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from legalqa.vietnamese.glossary import read_glossary
from legalqa.vietnamese.provinces import provinces_in
from legalqa.vietnamese.syllables import is_plain
from legalqa.vietnamese.text import fold, nfc

_WORD = re.compile(r"[^\W_]+(?:[-/’'][^\W_]+)*")
# Names of provinces that are English words as well.
_ENGLISH = frozenset({"long an"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A part of an English question: what was said, and how Vietnamese texts may write it; () where the list has no word."""

    said: str
    texts: tuple[str, ...]


def is_english(text: str) -> bool:
    """True for a question in English; Vietnamese names and terms may stand in it."""
    found = [word.lower() for word in _WORD.findall(nfc(text))]
    plain = [word for word in found if fold(word) == word]
    english, either = _told("certain"), _told("either")
    certain = sum(word in english for word in plain)
    likely = sum(
        word in either or (len(word) > 3 and (stem(word),) in _says()) for word in plain if word not in english
    )
    return certain > 0 and 2 * (certain + likely) >= len(plain) > len(found) / 2


def is_english_word(word: str) -> bool:
    """True for a word of the lists, in any form that its entry covers; a Vietnamese syllable with an ending is none."""
    lowered = word.lower()
    if lowered in _told("certain") or lowered in _told("either"):
        return True
    words, stems = _vocabulary()
    base = stem(lowered)
    return lowered in words or (base != lowered and base in stems)


def glosses(text: str) -> list[Gloss]:
    """The words of an English text in order, the longest listed phrases first; a province's name is one, as it is written."""
    matches = list(_WORD.finditer(text))
    tokens = [match.group() for match in matches]
    stems = [stem(token.lower()) for token in tokens]
    provinces = _provinces(text)
    says, found, at = _says(), [], 0
    longest = _longest()
    while at < len(tokens):
        if told := next((place for place in provinces if place[0] == matches[at].start()), None):
            size = sum(told[0] <= match.start() < told[1] for match in matches)
            found.append(Gloss(" ".join(tokens[at : at + size]), (told[2],)))
            at += size
            continue
        size = next(
            (n for n in range(longest, 0, -1) if tuple(stems[at : at + n]) in says and at + n <= len(tokens)), 0
        )
        found.append(
            Gloss(" ".join(tokens[at : at + max(size, 1)]), says[tuple(stems[at : at + size])] if size else ())
        )
        at += max(size, 1)
    return found


def _provinces(text: str) -> list[tuple[int, int, str]]:
    """Where an English text names provinces, with marks or without, and which; of a text with capitals those with capitals."""
    found = {(a, b): name for told in (fold(text), text) for a, b, name in provinces_in(told)}
    lower = text == text.lower()
    return [
        (a, b, name)
        for (a, b), name in found.items()
        if (lower and " " in name and fold(name) not in _ENGLISH)
        or all(word[:1].isupper() for word in text[a:b].split())
    ]


def in_vietnamese(text: str) -> str:
    """The words by which Vietnamese texts may say what an English text says, in its order; what the list lacks as it is."""
    return " ".join(way for gloss in glosses(text) for way in gloss.texts or (gloss.said,))


def with_vietnamese_dates(text: str) -> str:
    """An English text with its times as Vietnamese texts write them: "by 30 June 2021" → "trước ngày 30/6/2021"."""
    months = "|".join(_MONTHS)
    text = re.sub(r"\b(?:by|before|until|no later than)\s+(?:the end of\s+)?", "trước ", text, flags=re.I)
    text = re.sub(r"\b(?:in|during|within)\s+(?:the\s+)?(?=\d{4}\b)", "trong năm ", text, flags=re.I)
    text = re.sub(r"\btrước (?=\d{4}\b)", "đến năm ", text)
    for pattern in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{months})[a-z]*\.?,?\s+(?P<year>\d{{4}})",
        rf"(?P<month>{months})[a-z]*\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    ):
        text = re.sub(
            rf"\b{pattern}\b", lambda m: f"ngày {m['day']}/{_month(m['month'])}/{m['year']}", text, flags=re.I
        )
    text = re.sub(rf"\b({months})[a-z]*\.?,?\s+(\d{{4}})\b", lambda m: f"tháng {_month(m[1])}/{m[2]}", text, flags=re.I)
    quarter = rf"\b(?:(?:the\s+)?({'|'.join(_ORDINALS)})\s+quarter|q(?:uarter\s+)?([1-4]))(?:\s+of)?[\s,/]+(\d{{4}})\b"
    return re.sub(quarter, lambda m: f"quý {m[2] or _ORDINALS.index(m[1].lower()) + 1}/{m[3]}", text, flags=re.I)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def stem(word: str) -> str:
    """An English word without its ending of number, tense or possession, roughly: both sides of a comparison are cut alike."""
    word = re.sub(r"[’']s?$", "", word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("english.toml").read_text(encoding="utf-8"))


@cache
def entries() -> dict[str, tuple[str, ...]]:
    """The glossary: English words and phrases → what Vietnamese texts write."""
    return read_glossary("english.txt")


@cache
def _told(name: str) -> frozenset[str]:
    return frozenset(_data()["told"][name])


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """Every word of the entries, and those of their stems that are no Vietnamese syllables."""
    words = frozenset(word for phrase in entries() for word in _WORD.findall(phrase))
    return words, frozenset(base for base in map(stem, words) if not is_plain(base))


@cache
def _says() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for phrase, texts in entries().items():
        stems = tuple(stem(word) for word in _WORD.findall(phrase))
        found[stems] = tuple(dict.fromkeys((*found.get(stems, ()), *texts)))
    return found


@cache
def _longest() -> int:
    """The most words of a phrase."""
    return max(map(len, _says()))
