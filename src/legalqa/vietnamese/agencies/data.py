"""The tables of agencies as written: agencies by file, groups, and the grammar of names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from legalqa.models import Agency
from legalqa.vietnamese.text import fold

_PLURAL = re.compile(r"^(?:các|những|mọi|mỗi)\s+", re.I)
_TABLES = ("central", "departments", "people", "party", "mass", "justice", "press")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agency with what only recognition needs.

    Attributes:
        stems: Names that need a place or level to mean this agency ("UBND" + "tỉnh").
        reach: "local" or "all" for a group of one body over several levels.
        lower: True where texts also write the name without any capital.
        attaches: True for a Party organisation named with the body in which it works ("Đảng đoàn" + body).
        examples: Texts and questions that must lead to it.
    """

    agency: Agency
    stems: tuple[str, ...] = ()
    reach: str | None = None
    lower: bool = False
    attaches: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Short names that several bodies share; choices are ids or selectors."""

    words: tuple[str, ...]
    choices: tuple[str, ...]


def slug(text: str) -> str:
    """An ASCII id from a name: "Chi cục Kiểm lâm" → "chi-cuc-kiem-lam"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def singular(name: str) -> str:
    """A name without the word that makes it plural: "các hộ nuôi" → "hộ nuôi"."""
    return _PLURAL.sub("", name)


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML file of this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _entry(row: dict[str, Any]) -> Entry:
    agency = Agency(
        id=row["id"],
        name=row["name"],
        aliases=tuple(row.get("aliases", ())),
        abbreviations=tuple(row.get("abbreviations", ())),
        english=tuple(row.get("english", ())),
        heads=tuple(row.get("heads", ())),
        parent=row.get("parent") or None,
        level=row.get("level") or None,
        kind=row.get("kind", "other"),
        members=tuple(row.get("members", ())),
        successor=row.get("successor"),
        until=row.get("until"),
    )
    return Entry(
        agency,
        stems=tuple(row.get("stems", ())),
        reach=row.get("reach"),
        lower=bool(row.get("lower")),
        attaches=bool(row.get("attaches")),
        examples=tuple(row.get("examples", ())),
    )


def nouns() -> dict[str, tuple[str, ...]]:
    """The nouns that address bodies together, with the members each stands for."""
    return {noun: tuple(members) for noun, members in table("groups")["nouns"].items()}


@cache
def provinces() -> tuple[str, ...]:
    """The names of provinces and cities, before and after the reorganisation of 2025."""
    return tuple(table("grammar")["provinces"]["names"])


@cache
def bodies() -> tuple[Entry, ...]:
    """Every agency of the tables that has a name of its own."""
    found = []
    for name in _TABLES:
        tables = table(name)
        found += [_entry({**tables.get("defaults", {}), **row}) for row in tables["agency"]]
    return tuple(found)


@cache
def groups() -> tuple[Entry, ...]:
    """The groups with a fixed id, without the members that their nouns give them."""
    return tuple(_entry({"kind": "group", **row}) for row in table("groups")["group"])


@cache
def ambiguous() -> tuple[Ambiguous, ...]:
    """The names that need a question back."""
    return tuple(Ambiguous(tuple(row["words"]), tuple(row["choices"])) for row in table("grammar")["ambiguous"])
