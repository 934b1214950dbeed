"""Matters of life and law that a question names by words of their own."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from legalqa.vietnamese.text import fold, is_bare, key


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter, and all ways in which questions and texts write it."""

    name: str
    texts: tuple[str, ...]


def matters_named(text: str) -> list[Matter]:
    """The matters that a question names, in its order."""
    bare = is_bare(text)
    pattern, matters = _named(bare)
    found = dict.fromkeys(match.group() for match in pattern.finditer(fold(text) if bare else key(text)))
    return [matters[said] for said in found]


@cache
def _named(bare: bool) -> tuple[re.Pattern[str], dict[str, Matter]]:
    form = fold if bare else key
    data = tomllib.loads(files(__package__).joinpath("matters.toml").read_text(encoding="utf-8"))
    matters = {
        form(said): Matter(name, (name, *entry["asked"], *entry["texts"]))
        for name, entry in data.items()
        for said in entry["asked"]
    }
    ways = "|".join(map(re.escape, sorted(matters, key=len, reverse=True)))
    return re.compile(rf"\b(?:{ways})\b"), matters
