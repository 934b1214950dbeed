"""What a question asks for, and which of its words only ask."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from legalqa.vietnamese.text import fold

_IDENTITY = re.compile(r"\b(?:la ai|ai la|ten la gi|who is|ai ky|nguoi ky)\b")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("interrogatives.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, dict[str, list[str]]]:
    """The kinds of thing asked for: name → phrases and examples, in the order they are tried."""
    return {name: entry for name, entry in _data().items() if name not in ("asking", "general", "frame", "duty", "who")}


@cache
def _asking(bare: bool) -> frozenset[str]:
    return frozenset(fold(word) if bare else word for word in _data()["asking"]["words"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    phrases = sorted(
        (re.escape(fold(phrase)).replace("…", ".{0,80}?") for phrase in _data()[name]["phrases"]), key=len, reverse=True
    )
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b")


def asks_about_the_document(text: str) -> bool:
    """True for a question that a letterhead, title, list of recipients or signature may answer."""
    return bool(_pattern("frame").search(fold(text)))


def asks_for_duties(text: str) -> bool:
    """True for a question about what somebody must do."""
    return bool(_pattern("duty").search(fold(text)))


def asks_who_must(text: str) -> bool:
    """True for a question which agency has a task, not who somebody is or who holds an office."""
    folded = fold(text)
    return asks_for(text) == "agency" and bool(_pattern("who").search(folded)) and not _IDENTITY.search(folded)


def asks_for(text: str) -> str | None:
    """ "date", "number", "agency" or "reason" where the question's words ask for one; None otherwise."""
    folded = fold(text)
    return next((name for name in kinds() if _pattern(name).search(folded)), None)


def samples() -> list[str]:
    """The phrases and examples of all kinds: how questions sound, for whoever learns from text."""
    return [
        line for name in (*kinds(), "frame", "duty") for part in ("phrases", "examples") for line in _data()[name][part]
    ]


def only_asks(word: str, *, bare: bool = False) -> bool:
    """True for a word that asks rather than names a topic; ``bare``: it was typed without diacritics."""
    return word in _asking(bare)


def is_general(word: str) -> bool:
    """True for a word, without diacritics, that tells of tasks or documents in general: "nhiem", "thuc"."""
    return word in _general()


@cache
def _general() -> frozenset[str]:
    return frozenset(_data()["general"]["words"])
