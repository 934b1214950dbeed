"""Bodies whose names are written with a slip: one letter of one syllable wrong, or two of them changed round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data, known
from legalqa.vietnamese.syllables import is_plain
from legalqa.vietnamese.text import fold

_SYLLABLE = re.compile(r"\w+")
#: Names of fewer syllables are one slip away from too much.
_SHORTEST = 3
#: Fewest letters of a syllable written with a slip, in short names and in those of at least _LONG syllables.
_LETTERS, _LETTERS_OF_LONG, _LONG = 3, 2, 4

#: A name without one of its syllables: (how many it has, which is left out, the others).
_Gap = tuple[int, int, tuple[str, ...]]


def department(keys: Sequence[str]) -> Agency | None:
    """The department that these syllables name with one slip: "Sở Sây dựng"; None where there is none, or several."""
    found = {agency.id: agency for agency in _near([fold(key) for key in keys]) if agency.kind == "so"}
    return next(iter(found.values())) if len(found) == 1 else None


def find_near(question: str, texts: Iterable[Agency] = ()) -> list[tuple[int, int, Agency]]:
    """The bodies of the tables, and of the texts, that a question names with one slip: (start, end, agency), ordered and disjoint.

    Args:
        question: As typed, with or without diacritics.
        texts: The bodies that texts address; those that no table knows are looked for by the names they have there.
    """
    words = list(_SYLLABLE.finditer(question))
    folded = [fold(word.group()) for word in words]
    others = _of_texts(texts, frozenset(folded))
    longest = max((_longest(), *(len(name) for name, _ in others)))
    found: list[tuple[int, int, Agency]] = []
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), _SHORTEST - 1, -1):
            syllables = tuple(folded[at : at + size])
            near = _near(syllables) or [agency for name, agency in others if _is_near(syllables, name)]
            meant = {agency.id: agency for agency in near}
            right = syllables in _names() or any(syllables == name for name, _ in others)
            if len(meant) == 1 and not right:
                found.append((words[at].start(), words[at + size - 1].end(), next(iter(meant.values()))))
            if len(meant) == 1 or right:
                at += size - 1
                break
        at += 1
    return found


def _of_texts(texts: Iterable[Agency], asked: frozenset[str]) -> list[tuple[tuple[str, ...], Agency]]:
    """The names of bodies that no table knows, as far as a question has all their syllables but one."""
    named = ((_syllables(agency.name), agency) for agency in texts if agency.id not in known())
    return [(name, agency) for name, agency in named if len(name) >= _SHORTEST and len(set(name) - asked) <= 1]


@lru_cache(maxsize=4096)
def _syllables(name: str) -> tuple[str, ...]:
    """A name as syllables without diacritics, without the word that makes it plural."""
    return tuple(fold(word) for word in _SYLLABLE.findall(data.singular(name)))


def _is_near(syllables: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """True for two names that differ in one slip in one syllable."""
    if len(syllables) != len(name):
        return False
    differing = [n for n, (one, right) in enumerate(zip(syllables, name, strict=True)) if one != right]
    return (
        len(differing) == 1
        and _may_slip(syllables, differing[0])
        and _one_slip(syllables[differing[0]], name[differing[0]])
    )


def _may_slip(syllables: Sequence[str], n: int) -> bool:
    """True where the n-th syllable may be a slip: long enough for the name, and not the first of another short name."""
    long = len(syllables) >= _LONG
    heads_another = n == 0 and not long and is_plain(syllables[n])  # "(đồng) bào dân tộc" is no "Ban Dân tộc"
    return len(syllables[n]) >= (_LETTERS_OF_LONG if long else _LETTERS) and not heads_another


def _near(syllables: Sequence[str]) -> list[Agency]:
    """The bodies one of whose names differs from these syllables, without diacritics, in one slip."""
    found = []
    for n, syllable in enumerate(syllables):
        gap = len(syllables), n, (*syllables[:n], *syllables[n + 1 :])
        if _may_slip(syllables, n):
            found += [agency for right, agency in _gaps().get(gap, ()) if _one_slip(syllable, right)]
    return found


@cache
def _gaps() -> dict[_Gap, list[tuple[str, Agency]]]:
    """Every name of the tables with each of its syllables left out → that syllable, and whose name it is."""
    found: dict[_Gap, list[tuple[str, Agency]]] = defaultdict(list)
    for syllables, agencies in _names().items():
        for n, syllable in enumerate(syllables):
            gap = len(syllables), n, (*syllables[:n], *syllables[n + 1 :])
            found[gap] += [(syllable, agency) for agency in agencies]
    return found


@cache
def _names() -> dict[tuple[str, ...], list[Agency]]:
    """The names of the tables, as syllables without diacritics, and whose each is."""
    found: dict[tuple[str, ...], list[Agency]] = defaultdict(list)
    for entry in data.bodies():
        for name in (entry.agency.name, *entry.agency.aliases):
            syllables = tuple(fold(word) for word in _SYLLABLE.findall(name))
            if len(syllables) >= _SHORTEST:
                found[syllables].append(entry.agency)
    return found


@cache
def _longest() -> int:
    return max(map(len, _names()))


def _one_slip(one: str, other: str) -> bool:
    """True for two words that one letter put in, left out or changed, or two changed round, make the same."""
    if one == other or abs(len(one) - len(other)) > 1 or len(other) < _LETTERS:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
