"""The tables as one matcher: names, nouns of groups, places, titles and stops as trees of syllables.

There are two lexicons: ``written`` compares with diacritics, as texts are; ``bare`` without, as some questions are typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data, known
from legalqa.vietnamese.agencies.syllables import Phrases
from legalqa.vietnamese.text import fold, key

V = TypeVar("V")

#: Heads that a list may share, with the kind of body they head: "các Sở: Tài chính, Nội vụ".
SHARED = {"Sở": "so", "Bộ": "ministry", "Ban": "party", "Hội": "mass"}


@dataclass(slots=True)
class Name:
    """What a phrase names: by level of the place after it, "" where it needs none.

    Attributes:
        upper: The phrase is an abbreviation; in a text it stands in capitals.
        lower: It may stand without any capital.
        english: Read in questions only.
    """

    agencies: dict[str, str] = field(default_factory=dict)
    upper: bool = False
    lower: bool = False
    english: bool = False


class Lexicon:
    """All that is looked up, under one way to compare."""

    def __init__(self, norm: Callable[[str], str]) -> None:
        self.norm = norm
        self.names: Phrases[Name] = Phrases(norm)
        self.tails: dict[str, Phrases[Name]] = {norm(head): Phrases(norm) for head in SHARED}
        self.shared_kinds = {norm(head): kind for head, kind in SHARED.items()}
        self.attaching = {entry.agency.id for entry in data.bodies() if entry.attaches}
        self.clashes: set[str] = set()
        self._grammar()
        self._groups()
        for entry in data.bodies():
            self._body(entry)

    # Names

    def _body(self, entry: data.Entry) -> None:
        agency = entry.agency
        reach = entry.reach or agency.level or ""
        lower = entry.lower or agency.kind == "so"
        for phrase in (agency.name, *agency.aliases):
            self._name(phrase, "", agency, lower=lower)
        for phrase in agency.abbreviations:
            self._name(phrase, "", agency, upper=True)
        for phrase in agency.english:
            self._name(phrase, "", agency, english=True)
        for phrase in entry.stems:
            self._name(phrase, reach, agency, lower=lower, upper=phrase.isupper())

    def _name(self, phrase: str, level: str, agency: Agency, **flags: bool) -> None:
        for keys in self._spellings(phrase):
            self._store(self.names, keys, level, agency.id, flags)
            tails = self.tails.get(keys[0])
            if tails and len(keys) > 1 and not flags.get("english") and not level:
                self._store(tails, keys[1:], level, agency.id, {"upper": flags.get("upper", False)})

    def _spellings(self, phrase: str) -> set[tuple[str, ...]]:
        """A name with and without its commas; sở and bộ also without "và" ("Bộ Tài nguyên Môi trường")."""
        found = set(self.names.spellings(phrase))
        if phrase.startswith(("Sở ", "Bộ ")):
            joins = (",", self.norm("và"))
            found.add(tuple(part for part in self.names.split(phrase) if part not in joins))
        return found

    def _store(
        self, phrases: Phrases[Name], keys: tuple[str, ...], level: str, agency_id: str, flags: dict[str, bool]
    ) -> None:
        name = phrases.get(keys)
        if name is None:
            name = Name(**flags)  # type: ignore[arg-type]
            phrases.add(keys, name)
        if phrases is self.names and name.agencies.get(level, agency_id) != agency_id:
            self.clashes.add(f"{' '.join(keys)} → {name.agencies[level]}, {agency_id}")
        name.agencies.setdefault(level, agency_id)
        name.lower = name.lower or flags.get("lower", False)
        name.upper = name.upper and flags.get("upper", False)
        name.english = name.english and flags.get("english", False)

    # Grammar

    def _grammar(self) -> None:
        grammar = data.table("grammar")
        self.places = self._phrases(grammar["places"].items())
        self.ranks = self._phrases(grammar["ranks"].items())
        self.links = self._phrases((phrase, "") for phrase in grammar["links"]["plain"])
        self.body_links = self._phrases((phrase, "") for phrase in grammar["links"]["bodies"])
        self.provinces = self._phrases((name, "province") for name in grammar["provinces"]["names"])
        addressing = set(grammar["titles"]["addressing"])
        words = {*grammar["titles"]["words"], *(title for entry in data.bodies() for title in entry.agency.heads)}
        self.titles = self._phrases((title, title in addressing) for title in sorted(words))
        self.guards = {
            self.norm(word): {self.norm(before) for before in row} for word, row in grammar["guards"].items()
        }
        self.heads = self._phrases((head, kind) for head, kind in grammar["heads"].items())
        self.stops = self._phrases((word, "") for word in grammar["stops"]["words"])
        self.inside = self._phrases((word, "") for word in grammar["stops"]["inside"])
        self.verbs = {self.titles.split(word) for word in grammar["titles"]["capital"]}
        self.not_places = {
            self.norm(word): {self.norm(after) for after in row} for word, row in grammar["not_places"].items()
        }
        self.joins = {self.norm(word) for word in (",", "và", "hoặc")}
        self.plural_words = {self.norm(word) for word in ("các", "những")}

    def _groups(self) -> None:
        tables = data.table("groups")
        alone = set(tables["alone"]["nouns"])
        self.nouns: Phrases[tuple[str, bool]] = Phrases(self.norm)
        for noun in data.nouns():
            for keys in self.nouns.spellings(noun):
                self.nouns.add(keys, (noun, noun in alone))
        self.related = self._phrases((word, "") for word in tables["qualifiers"]["related"])
        self.qualifiers = self._phrases((word, "") for word in tables["qualifiers"]["plain"])
        self.owned = self._phrases((word, "") for word in tables["qualifiers"]["owned"])
        self.not_nouns = {noun: {self.norm(after) for after in row} for noun, row in tables["not_nouns"].items()}
        self.plurals = self._phrases((word, "") for word in tables["plural"]["words"])
        self.place_nouns = frozenset(tables["place_only"]["nouns"])
        self.vague = frozenset(tables["vague"]["nouns"])
        self.place_before = {self.norm(word) for word in tables["place_only"]["after"]}
        self.group_ids: dict[tuple[frozenset[str], bool], str] = {}
        for entry in data.groups():
            for phrase in (entry.agency.name, *entry.agency.aliases):
                signature = self.signature(phrase)
                if signature:
                    self.group_ids.setdefault(signature, entry.agency.id)
            for phrase in entry.agency.english:
                self._name(phrase, "", entry.agency, english=True)

    def _phrases(self, pairs: Iterable[tuple[str, V]]) -> Phrases[V]:
        phrases: Phrases[V] = Phrases(self.norm)
        for phrase, value in pairs:
            phrases.add(phrases.split(phrase), value)
        return phrases

    def signature(self, phrase: str) -> tuple[frozenset[str], bool] | None:
        """The nouns that a group's name lists, and whether it says "liên quan"; None where it lists none."""
        keys = list(self.nouns.split(phrase))
        found: set[str] = set()
        related = False
        index = 0
        while index < len(keys):
            if step := self.nouns.longest(keys, index):
                index, (noun, _) = step
                found.add(noun)
            elif step_related := self.related.longest(keys, index):
                index, related = step_related[0], True
            elif self.body_links.longest(keys, index):
                break
            else:
                index += 1
        return (frozenset(found), related) if found else None

    def members_of(self, phrase: str) -> tuple[str, ...]:
        """The members of all nouns that a group's name lists."""
        signature = self.signature(phrase)
        return gather(sorted(signature[0])) if signature else ()


def gather(listed: Iterable[str]) -> tuple[str, ...]:
    """The members that these nouns stand for, each once."""
    nouns = data.nouns()
    return tuple(dict.fromkeys(member for noun in listed for member in nouns[noun]))


@cache
def written() -> Lexicon:
    """The lexicon with diacritics."""
    return Lexicon(key)


@cache
def bare() -> Lexicon:
    """The lexicon without diacritics."""
    return Lexicon(fold)


@cache
def ambiguous(lexicon: Lexicon) -> Phrases[tuple[Agency, ...]]:
    """Names that several bodies share, with these."""
    from legalqa.vietnamese.agencies import selected

    phrases: Phrases[tuple[Agency, ...]] = Phrases(lexicon.norm)
    for row in data.ambiguous():
        ids = dict.fromkeys(agency_id for choice in row.choices for agency_id in selected(choice))
        for word in row.words:
            phrases.add(phrases.split(word), tuple(known()[agency_id] for agency_id in ids))
    return phrases
