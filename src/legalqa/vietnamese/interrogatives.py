"""What a question asks for, and which of its words only ask."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from legalqa.vietnamese.text import fold


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("interrogatives.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, dict[str, list[str]]]:
    """The kinds of thing asked for: name → phrases and examples, in the order they are tried."""
    return {name: entry for name, entry in _data().items() if name != "asking"}


@cache
def _asking(bare: bool) -> frozenset[str]:
    return frozenset(fold(word) if bare else word for word in _data()["asking"]["words"])


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    def pattern(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(
            r"\b(?:" + "|".join(sorted(map(re.escape, map(fold, phrases)), key=len, reverse=True)) + r")\b"
        )

    return [(name, pattern(entry["phrases"])) for name, entry in kinds().items()]


def asks_for(text: str) -> str | None:
    """ "date", "number", "agency" or "reason" where the question's words ask for one; None otherwise."""
    folded = fold(text)
    return next((name for name, pattern in _patterns() if pattern.search(folded)), None)


def only_asks(word: str, *, bare: bool = False) -> bool:
    """True for a word that asks rather than names a topic; ``bare``: it was typed without diacritics."""
    return word in _asking(bare)
