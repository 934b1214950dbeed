"""How people say what administrative texts write."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from legalqa.vietnamese.text import fold, key


@cache
def _says(bare: bool) -> tuple[re.Pattern[str], dict[str, list[str]]]:
    data = tomllib.loads(files(__package__).joinpath("colloquial.toml").read_text(encoding="utf-8"))["says"]
    form = fold if bare else key
    # Single words without diacritics mean too many things.
    said = {form(phrase): texts for phrase, texts in data.items() if not bare or " " in phrase}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, said), key=len, reverse=True)) + r")\b"), said


def administrative(text: str, *, bare: bool = False) -> list[str]:
    """The texts' phrases for what a question says in everyday words, those that it does not use itself.

    Args:
        text: The question.
        bare: True where it was typed without diacritics.
    """
    form = fold if bare else key
    asked = form(text)
    pattern, said = _says(bare)
    found = (phrase for match in pattern.finditer(asked) for phrase in said[match.group()])
    return [phrase for phrase in dict.fromkeys(found) if form(phrase) not in asked]
