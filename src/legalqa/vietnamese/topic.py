"""What a question is about: its words that name a topic, each with the ways in which texts may say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from legalqa.models import Concept
from legalqa.vietnamese.colloquial import said_otherwise
from legalqa.vietnamese.english import glosses
from legalqa.vietnamese.interrogatives import only_asks
from legalqa.vietnamese.text import fold, is_bare, key, words

# Texts write "%" for it.
_PER_CENT = re.compile(r"\bphần trăm\b|\bphan tram\b")
#: What a concept counts that only the turn before says: what is new in a follow-up is what it asks.
BEFORE = 0.4


def concepts(
    text: str, *, before: str = "", bare: bool, english: bool, marked: Callable[[str], str] = str
) -> tuple[Concept, ...]:
    """The concepts of a question, each once; of one that only asks and leans on none, all its words.

    Args:
        text: The question.
        before: The question of the turn before, where this one leans on it.
        bare: It was typed without diacritics; the keys are folded then.
        english: It is in English; what it says is looked for in Vietnamese.
        marked: Puts diacritics on a text without; everyday words are told by them ("đồng ý" is not "đông y").
    """
    found = list(_english(text) if english else _vietnamese(text, marked(text) if bare else text, all_words=not before))
    if bare:
        found = [Concept(item.said, tuple(tuple(map(fold, way)) for way in item.ways)) for item in found]
    told = {item.ways: item for item in found}
    if before:
        carried = {
            item.ways: replace(item, weight=BEFORE)
            for item in concepts(before, bare=bare, english=english, marked=marked)
        }
        told = carried | told
    return tuple(told.values())


def _vietnamese(text: str, marked: str, *, all_words: bool) -> Iterable[Concept]:
    bare = text != marked or is_bare(text)
    asked = list(dict.fromkeys(words(_PER_CENT.sub(" ", key(text)))))
    other: dict[str, list[tuple[str, ...]]] = {}
    for phrase, texts in said_otherwise(marked, bare=is_bare(marked)):
        for word in words(fold(phrase) if bare else phrase):
            other.setdefault(word, []).extend(tuple(words(way)) for way in texts)
    topic = [word for word in asked if not only_asks(word, bare=bare)] or (asked if all_words else [])
    return (Concept(word, ((word,), *other.get(word, ()))) for word in topic)


def _english(text: str) -> Iterable[Concept]:
    found = glosses(text)
    topic = [gloss for gloss in found if gloss.texts or not all(map(only_asks, words(gloss.said)))] or found
    return (Concept(gloss.said, tuple(tuple(words(way)) for way in gloss.texts or (gloss.said,))) for gloss in topic)
