"""Question → Hits: meaning and words, each scoring every candidate of both, their normalised scores added."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from legalqa.models import Hit, Question
from legalqa.vietnamese.text import words

if TYPE_CHECKING:
    from legalqa.index import Index

#: Candidates taken from each engine.
CANDIDATES = 50
#: Weight of the lexical score beside the dense one, on the scale of standard deviations.
LEXICAL = 0.8
#: The same where the question was typed without diacritics, of which the embedding model understands less.
LEXICAL_BARE = 1.0
#: Weight of the texts' words for what the question says in everyday words, beside the words asked.
WIDENED = 1.0


def retrieve(question: Question, index: Index, *, limit: int = 30, apart: frozenset[str] = frozenset()) -> list[Hit]:
    """The passages nearest to the question, best first; at most ``limit``, none of the documents ``apart``."""
    asked = words(question.search)
    vector = index.embed(question.meaning)
    widened = _widened(question)
    if question.within is None:
        dense = dict(index.dense(vector, CANDIDATES))
        proposed = {n for terms in (asked, widened) for n in index.lexical(terms, folded=question.bare, k=CANDIDATES)}
        candidates = dense.keys() | proposed
        dense.update(index.dense_of(vector, candidates - dense.keys()))
    else:
        candidates = set(index.library.numbers(question.within - apart))
        dense = dict(index.dense_of(vector, candidates))
    lexical = dict(index.lexical_of(asked, candidates, folded=question.bare))
    if widened:
        for number, score in index.lexical_of(widened, candidates, folded=question.bare).items():
            lexical[number] = lexical.get(number, 0.0) + WIDENED * score
    fused = fuse(dense, lexical, candidates, LEXICAL_BARE if question.bare else LEXICAL)
    best = sorted(fused, key=lambda number: (-fused[number], number))
    passages = index.library.passages(best if apart and question.within is None else best[:limit])
    hits = [
        Hit(passages[number], dense.get(number, 0.0), lexical.get(number, 0.0), fused[number])
        for number in best
        if number in passages and passages[number].document not in apart
    ]
    return hits[:limit]


def _widened(question: Question) -> list[str]:
    """The texts' words for what the question says in its own; of one in English, ``search`` has them all."""
    ways = [] if question.english else [way for concept in question.topic for way in concept.ways[1:]]
    return words(" . ".join(" ".join(way) for way in dict.fromkeys(ways)))


def fuse(
    dense: Mapping[int, float], lexical: Mapping[int, float], candidates: Collection[int], weight: float
) -> dict[int, float]:
    """Standard scores added, dense + weight × lexical, over the same candidates; a missing score is 0."""
    first, second = standard(dense, candidates), standard(lexical, candidates)
    return {number: first[number] + weight * second[number] for number in candidates}


def standard(scores: Mapping[int, float], candidates: Collection[int]) -> dict[int, float]:
    """Scores in standard deviations from the candidates' mean; all 0 where they do not differ; a missing score is 0."""
    values = [scores.get(number, 0.0) for number in candidates]
    if not values:
        return {}
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    return {number: (scores.get(number, 0.0) - mean) / spread if spread else 0.0 for number in candidates}
