"""Hits → evidence: in each passage the sentences that answer, the passages in the order of how well they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from statistics import fmean

from legalqa.models import CLOSING, FRAME, Hit, Passage, ProvisionKind, Question
from legalqa.vietnamese.interrogatives import asked_deed, asked_noun, asks_when_issued, only_asks, speaks_of_tasks
from legalqa.vietnamese.kinds import DOCUMENTS, alternatives
from legalqa.vietnamese.labels import label_of
from legalqa.vietnamese.sentences import after_marker, sentences
from legalqa.vietnamese.text import fold, key, shown, spaced, words
from legalqa.vietnamese.things import OF_FIGURES, counts, figures_of, names_kind

#: A passage up to this many characters is quoted whole; a longer one by its best sentences.
WHOLE = 420
#: What closer reading adds to a hit's score: the share of the question's words (weighted by rarity) that the passage and its
#: headings carry; the share that one sentence carries; the share of the question's neighbouring words that are neighbours
#: there; the kind of thing asked for being there, more where texts write it in few ways, a number of what is to be counted,
#: and the question's own figures ("năm 2026"); a label in the question's words ("Thời gian: …"); standing under a heading
#: that is what the question asks to be named ("những hình thức nào"); the title, where documents are asked for; telling of
#: the whole document that the question speaks of, where it asks who has it; standing in a document that the question names;
#: its cosine as it is, which the hit's score has only against the other hits. A mere heading, a part of the frame that was
#: not asked for, what only announces the text, and length (its logarithm) count less.
COVERED, SENTENCE, PAIRED, KIND, STRICT, COUNTED, FIGURES, SAID, LISTED = 3.4, 3.4, 1.6, 1.6, 1.5, 1.2, 1.1, 0.3, 2.5
TITLE, THIS, INSIDE, COSINE, HEADING, FRAMED, ANNOUNCED, LENGTH = 7.0, 3.5, 1.75, 7.0, -3.0, -2.5, -1.5, -0.25
#: Kinds that texts write in few ways, as they do a time whose unit is asked for: a passage without is hardly the one.
STRICTLY = frozenset(
    {"percent", "money", "person", "holder", "contact", "account", "papers", "company", "symbol", "department"}
)
#: What a concept counts that a text says in another way than the question.
OTHERWISE = 0.7
#: "Who must …?" is led by bodies where the passage that says the deed carries this share of the question's words; where the
#: question says none, that much of it, unless it has so many words of a topic.
SOME, MUCH, LONG = 0.2, 0.45, 7
#: Acts that put something in force, without diacritics.
ACTS = frozenset((
    "ban hanh", "phe duyet", "quyet dinh", "thong qua", "cong bo", "bo nhiem", "thanh lap", "phan cong", "sua doi", "bai bo", "approves", "issues",
))  # fmt: skip
#: A heading of at most so many words is what is asked for where this share of them is.
SHORT, NAMED = 8, 0.75
#: What a sentence gains, beside the share of the question that it carries, for naming the kind of thing asked for.
EXPECTED = 0.2

# "UBND tỉnh ban hành Kế hoạch … như sau:", "Trên đây là Kế hoạch …": that there is a text, and nothing of what it says.
_ANNOUNCES = re.compile(
    r"\W*(?:tren day la\b|(?:[\w ,]{3,90} )?(?:ban hanh|xay dung)"
    rf" (?:{alternatives(DOCUMENTS)})\b.*(?:nhu sau|sau day)\W*$)",
    re.S,
)
_THIS = re.compile(rf"\b(?:{alternatives(DOCUMENTS)}) nay\b")
# What may announce the text.
_TALKS = frozenset({ProvisionKind.PREAMBLE, ProvisionKind.PARAGRAPH})
# Parts of the frame that tell nothing of what a document is about.
_OUTSIDE = CLOSING | {ProvisionKind.LETTERHEAD}
_COLUMNS = re.compile(r"\W*(?:s?tt|so tt|muc|ma so|chi so)\W+\|(?=[^\d]*$)")
_FIGURE = re.compile(
    r"\b\d[\w.,/-]*\w|\b\d\b|\b(?:thứ|lần) (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)\b|\bquý (?:[ivx]+|một|hai|ba|bốn)\b"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a passage that may answer.

    Attributes:
        hit: The passage and its scores.
        start, end: The part's span in the source.
        best: The span of the sentence in it that carries most of the question.
        quote: What a reader sees of it.
        covered: Share of the question's words, weighted by rarity, that passage and headings carry; 0 to 1.
        sentence: The same for the best single sentence.
        paired: The share of the question's neighbouring words that stand side by side there too; 0 to 1.
        kind: The kind of thing asked for stands in the part; True where none is asked for.
        counted: What the question asks the number of stands behind a number in the passage; True where it asks none.
        inside: It stands in a document that the question names; True where it names none.
        score: The order among evidence; higher is better.
    """

    hit: Hit
    start: int
    end: int
    quote: str
    covered: float
    sentence: float
    paired: float
    kind: bool
    counted: bool
    inside: bool
    score: float
    best: tuple[int, int] = (0, 0)


def select(
    question: Question,
    hits: Sequence[Hit],
    source_text: Callable[[str], str],
    rarity: Callable[[str], float],
    *,
    scope: frozenset[str] = frozenset(),
) -> list[Evidence]:
    """Evidence from the hits, best first; who signed and who gets a text tells nothing of what stands in it.

    A table's row that only names its columns tells nothing.

    Args:
        question: What was asked.
        hits: What was retrieved, best first.
        source_text: A document's id → its source's text.
        rarity: A word's weight in the corpus (an inverse document frequency).
        scope: The documents that the question names; none where it names none.
    """
    topic = _Topic(question, rarity)
    told = [
        hit for hit in hits if not (question.which and hit.passage.kind in _OUTSIDE) and not _names_columns(hit.passage)
    ]
    found = [_read(hit, question, topic, source_text(hit.passage.document), scope) for hit in told]
    return _in_order(sorted(found, key=lambda evidence: -evidence.score), topic)


def _in_order(found: list[Evidence], topic: _Topic) -> list[Evidence]:
    """Evidence, best first; where the best is an item of what the question asks to be named, the items in the order of the text."""
    if not found or not topic.is_under_noun(found[0].hit.passage):
        return found
    place = _place(found[0].hit.passage)
    items = sorted((item for item in found if _place(item.hit.passage) == place), key=lambda item: item.start)
    return [*items, *(item for item in found if _place(item.hit.passage) != place)]


def _place(passage: Passage) -> tuple[str, str]:
    """The document, and the provision that a passage stands directly under."""
    return passage.document, passage.eid.rpartition("__")[0]


def says_deed(question: Question, evidence: Evidence) -> bool:
    """True where a passage is surely about what the body that is asked for does: who has it as a task answers the question.

    It says what is done and carries some of the question; or, where the question only asks who does all that, much of it. That
    a body is to carry out what another puts in force is no answer to "Ai ban hành …?", where nobody must do so.
    """
    form = fold if question.bare else key
    deed = tuple(map(form, asked_deed(question.read)))
    if not deed:
        return evidence.covered >= (SOME if len(question.topic) >= LONG else MUCH)
    if fold(" ".join(deed)) in ACTS and not speaks_of_tasks(question.read):
        return False
    passage = evidence.hit.passage
    there = spaced(form(" ".join((*passage.headings[1:], passage.text))))
    said = [concept for concept in question.topic if deed[0] in words(form(concept.said))]
    ways = [deed[:1], *(way for concept in said for way in concept.ways)]
    return evidence.covered >= SOME and any(f" {' '.join(way)} " in there for way in ways)


class _Topic:
    """What a question is about, weighted by rarity: of the words of a concept's usual way, the mean."""

    def __init__(self, question: Question, rarity: Callable[[str], float]) -> None:
        self._bare, self._asks, self._unit = question.bare, question.asks, question.unit
        self._cited = question.frame or asks_when_issued(question.read)
        self._own = figures_of(question.read) if question.asks in OF_FIGURES else frozenset()
        weights = [
            (concept, concept.weight * max(fmean(map(rarity, concept.ways[0])), 0.1)) for concept in question.topic
        ]
        self._total = sum(weight for _, weight in weights)
        self._words = [
            (concept.ways[0][0], weight)
            for concept, weight in weights
            if len(concept.ways) == len(concept.ways[0]) == 1
        ]
        self._others = [
            (concept.ways, weight) for concept, weight in weights if len(concept.ways) + len(concept.ways[0]) > 2
        ]
        self._pairs = {
            (first, second)
            for first, second in pairwise(words(question.search))
            if not only_asks(first, bare=question.bare) and not only_asks(second, bare=question.bare)
        }

        self._said = {fold(word) for concept in question.topic for way in concept.ways for word in way}
        noun = asked_noun(question.read) if question.asks is None and not question.english else frozenset()
        ways = (way for concept in question.topic if fold(concept.said) in noun for way in concept.ways)
        self._noun = noun | {fold(word) for way in ways for word in way}
        #: True where the kind of thing asked for is one that texts write in few ways.
        self.strict = question.asks in STRICTLY or bool(question.unit)

    def share(self, text: str) -> float:
        """The share of the weights whose concepts stand in the text, said as in the question or, counting less, otherwise."""
        there = _words(text, self._bare)
        carried = 0.0
        for word, weight in self._words:
            if word in there:
                carried += weight
        for (first, *others), weight in self._others:
            if there.issuperset(first):
                carried += weight
            elif any(map(there.issuperset, others)):
                carried += OTHERWISE * weight
        return carried / self._total if self._total else 0.0

    def is_named(self, text: str) -> bool:
        """True where the text names the kind of thing that is asked for, not by the question's own figures; or none is."""
        return self._asks is None or names_kind(self._asks, text, beside=self._own, cited=self._cited, unit=self._unit)

    def of_title(self, passage: Passage) -> float:
        """The share of the question that the title carries, of a passage that tells of the whole: "triển khai Kế hoạch này"."""
        return self.share(passage.headings[0]) if passage.headings and _THIS.search(_folded(passage.text)) else 0.0

    def said_in_label(self, passage: Passage) -> float:
        """The share of the words of a passage's label that the question says too."""
        told = [word for word in words(_folded(label_of(passage.text, passage.headings))) if not only_asks(word)]
        return sum(word in self._said for word in told) / len(told) if told else 0.0

    def is_under_noun(self, passage: Passage) -> bool:
        """True for what stands under a heading that is what the question asks to be named."""
        told = words(_folded(passage.headings[-1])) if passage.headings[1:] and self._noun else []
        return 0 < len(told) <= SHORT and sum(word in self._noun for word in told) >= NAMED * len(told)

    def paired(self, text: str) -> float:
        """The share of the question's neighbours, both naming the topic, that are neighbours in the text: compounds whole."""
        return len(self._pairs & _neighbours(text, self._bare)) / len(self._pairs) if self._pairs else 0.5


def _read(hit: Hit, question: Question, topic: _Topic, source: str, scope: frozenset[str]) -> Evidence:
    passage, asked = hit.passage, question.asks
    start, end, sentence, best = _best_part(passage, question, topic, source)
    quote = _shown(source, start, end)
    whole = " ".join((*passage.headings, passage.text))
    covered, paired = topic.share(whole), topic.paired(whole)
    # The department that has a task may be named above it.
    named = " ".join((*passage.headings, quote)) if asked == "department" else quote
    kind = topic.is_named(named)
    counted = not question.counted or counts(question.counted, passage.text, bare=question.bare)
    inside = passage.document in scope if scope else True
    framed = (passage.kind in FRAME or passage.text.isupper()) and not (question.frame or question.which)
    score = (
        hit.score
        + COVERED * covered
        + SENTENCE * sentence
        + PAIRED * paired
        + (KIND + STRICT * topic.strict) * kind
        + COUNTED * counted
        + FIGURES * _carried(question, passage)
        + SAID * topic.said_in_label(passage)
        + THIS * topic.of_title(passage) * question.who
        + LISTED * topic.is_under_noun(passage)
        + TITLE * sentence * (question.which and passage.kind is ProvisionKind.TITLE)
        + COSINE * hit.dense
        + HEADING * (passage.heading and len(_sentences(source, passage.start, passage.end)) == 1)
        + FRAMED * framed
        + ANNOUNCED * (not question.which and _announces(passage, source))
        + INSIDE * inside
        + LENGTH * log(len(passage.text))
    )
    return Evidence(hit, start, end, quote, covered, sentence, paired, kind, counted, inside, score, best)


def _announces(passage: Passage, source: str) -> bool:
    """True for a passage that only says that there is a text."""
    parts = _sentences(source, passage.start, passage.end) if passage.kind in _TALKS else ()
    return bool(parts) and all(_ANNOUNCES.match(_folded(text)) for _, _, text in parts)


def _names_columns(passage: Passage) -> bool:
    """True for the row of a table that says what stands in its columns: "TT | Nhiệm vụ | Cơ quan chủ trì"."""
    return passage.kind is ProvisionKind.ROW and bool(_COLUMNS.match(_folded(passage.text)))


def _best_part(
    passage: Passage, question: Question, topic: _Topic, source: str
) -> tuple[int, int, float, tuple[int, int]]:
    """What to quote, (start, end), the best sentence's share of the question, and its span: that and its neighbours, or all."""
    parts = _sentences(source, passage.start, passage.end)
    shares = [topic.share(text) for _, _, text in parts]
    named = [question.asks is not None and topic.is_named(text) for _, _, text in parts]
    fits = [share + EXPECTED * found for share, found in zip(shares, named, strict=True)]
    if passage.kind in _TALKS and not question.which:  # beside what says more, "Trên đây là Kế hoạch …" says nothing
        fits = [fit - bool(_ANNOUNCES.match(_folded(part[2]))) for fit, part in zip(fits, parts, strict=True)]
    if not parts:
        return passage.start, passage.end, 0.0, (passage.start, passage.end)
    best = max(range(len(parts)), key=lambda n: (fits[n], -n))
    if len(passage.text) <= WHOLE:
        first, last = 0, len(parts) - 1
    else:
        first, last = _widened(parts, fits, best)
    start, end = parts[first][0], parts[last][1]
    start = _behind_marker(source, start, end) if start == passage.start else start
    return start, end, shares[best], parts[best][:2]


def _widened(parts: Sequence[tuple[int, int, str]], fits: Sequence[float], best: int) -> tuple[int, int]:
    """The run of sentences around the best, the better neighbour first, as long as it may be quoted whole."""
    first = last = best
    while True:
        room = [n for n in (first - 1, last + 1) if 0 <= n < len(parts)]
        room = [n for n in room if parts[max(last, n)][1] - parts[min(first, n)][0] <= WHOLE]
        if not room:
            return first, last
        taken = max(room, key=lambda n: (fits[n], n))
        first, last = min(first, taken), max(last, taken)


def _carried(question: Question, passage: Passage) -> float:
    """The share of the question's own figures that a passage has, or what it stands under but the title, which may name all years."""
    figures = _figures(question.read)
    below = key(" ".join((*passage.headings[1:], passage.text))) if figures else ""
    return sum(figure in below for figure in figures) / len(figures) if figures else 0.0


@lru_cache(maxsize=64)
def _figures(asked: str) -> frozenset[str]:
    """The figures of a question as keys: "2025", "126/nq-cp", "thứ hai", "quý ii"."""
    return frozenset(_FIGURE.findall(key(asked)))


# Readings of passages are kept: the same passages come back in answer after answer.


@lru_cache(maxsize=8192)
def _shown(source: str, start: int, end: int) -> str:
    return shown(source, start, end)


@lru_cache(maxsize=8192)
def _sentences(source: str, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    return tuple((first, last, shown(source, first, last)) for first, last in sentences(source, start, end))


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=8192)
def _words(text: str, bare: bool) -> frozenset[str]:
    return frozenset(words(fold(text) if bare else text))


@lru_cache(maxsize=4096)
def _neighbours(text: str, bare: bool) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(words(fold(text) if bare else text)))


@lru_cache(maxsize=4096)
def _behind_marker(source: str, start: int, end: int) -> int:
    return after_marker(source, start, end)
