"""Hits → evidence: in each passage the sentences that answer, the passages in the order of how well they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from legalqa.models import FRAME, Hit, Passage, Question
from legalqa.vietnamese.interrogatives import asks_about_the_document, asks_for, only_asks
from legalqa.vietnamese.sentences import after_marker, sentences
from legalqa.vietnamese.text import fold, shown, words

#: A passage up to this many characters is quoted whole; a longer one by its best sentences.
WHOLE = 420
#: How many of the best hits are read closely.
READ = 20
#: What closer reading adds to a hit's score: the share of the question's words (weighted by rarity) that the passage and its
#: headings carry, the share that one sentence carries, the kind of thing asked for being there; a mere heading, and a part
#: of the frame that was not asked for, count less.
COVERED, SENTENCE, KIND, HEADING, FRAMED = 1.5, 3.0, 1.2, -1.5, -6.0

_EXPECTED = {
    "date": re.compile(
        r"\bngày\s+\d|\d{1,2}/\d{1,2}(?:/\d{4})?|\bquý\s+[IV\d]|\btháng\s+\d|\bnăm\s+\d{4}|\b(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)"
        r"|\bđịnh kỳ|\bthường xuyên|\b\d+\s+(?:giờ|ngày|tháng|năm)\b|\bđến năm\b",
        re.I,
    ),
    "number": re.compile(r"\d"),
    "agency": re.compile(
        r"\b(?:sở|ban|bộ|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|công an|văn phòng|chính phủ|thủ tướng|tòa án|toà án|viện kiểm sát"
        r"|cấp ủy|thủ trưởng|giám đốc|chủ tịch|người đứng đầu|cơ quan|hội|đoàn|mặt trận|tổ chức|chi cục|trung tâm|cán bộ"
        r"|đảng viên|ngành|đồng chí)\b",
        re.I,
    ),
    "reason": re.compile(r"\b(?:do|vì|bởi|nguyên nhân|nhằm|để)\b", re.I),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A part of a passage that may answer.

    Attributes:
        hit: The passage and its scores.
        start, end: The part's span in the source.
        quote: What a reader sees of it.
        covered: Share of the question's words, weighted by rarity, that passage and headings carry; 0 to 1.
        sentence: The same for the best single sentence.
        paired: The share of the question's neighbouring words that stand side by side there too; 0 to 1.
        kind: The kind of thing asked for stands in the part; True where none is asked for.
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
    score: float


def select(
    question: Question, hits: Sequence[Hit], source_text: Callable[[str], str], rarity: Callable[[str], float]
) -> list[Evidence]:
    """Evidence from the hits, best first.

    Args:
        question: What was asked.
        hits: What was retrieved, best first.
        source_text: A document's id → its source's text.
        rarity: A word's weight in the corpus (an inverse document frequency).
    """
    weights = _weights(question, rarity)
    asked = asks_for(question.search)
    found = [_read(hit, question, weights, asked, source_text(hit.passage.document)) for hit in hits[:READ]]
    return sorted(found, key=lambda evidence: -evidence.score)


def _weights(question: Question, rarity: Callable[[str], float]) -> dict[str, float]:
    topic = {word for word in words(question.search) if not only_asks(word, bare=question.bare)}
    topic = topic or set(words(question.search))
    return {word: max(rarity(word), 0.1) for word in topic}


def _read(hit: Hit, question: Question, weights: dict[str, float], asked: str | None, source: str) -> Evidence:
    passage = hit.passage
    start, end, sentence = _best_part(passage, question, weights, asked, source)
    quote = shown(source, start, end)
    whole = " ".join((*passage.headings, passage.text))
    covered = _share(whole, weights, question.bare)
    kind = asked is None or bool(_EXPECTED[asked].search(quote))
    framed = passage.kind in FRAME and not asks_about_the_document(question.search)
    score = (
        hit.score + COVERED * covered + SENTENCE * sentence + KIND * kind + HEADING * passage.heading + FRAMED * framed
    )
    return Evidence(hit, start, end, quote, covered, sentence, _paired(whole, question), kind, score)


def _best_part(
    passage: Passage, question: Question, weights: dict[str, float], asked: str | None, source: str
) -> tuple[int, int, float]:
    """(start, end, share) of what to quote: the sentence that carries most of the question, or the whole where that is short."""
    best, best_score, best_share = (passage.start, passage.end), -1.0, 0.0
    for first, last, text in _sentences(source, passage.start, passage.end):
        share = _share(text, weights, question.bare)
        score = share + (0.2 if asked and _EXPECTED[asked].search(text) else 0.0)
        if score > best_score:
            best, best_score, best_share = (first, last), score, share
    start, end = (passage.start, passage.end) if len(passage.text) <= WHOLE else best
    return _behind_marker(source, start, end) if start == passage.start else start, end, best_share


def _paired(text: str, question: Question) -> float:
    """The share of the question's neighbours, both naming the topic, that are neighbours in the text: compounds found whole."""
    asked = words(question.search)
    pairs = {
        (first, second)
        for first, second in pairwise(asked)
        if not only_asks(first, bare=question.bare) and not only_asks(second, bare=question.bare)
    }
    there = _neighbours(text, question.bare)
    return len(pairs & there) / len(pairs) if pairs else 0.5


def _share(text: str, weights: dict[str, float], bare: bool) -> float:
    """The share of the weights whose words stand in the text."""
    there = _words(text, bare)
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in there) / total if total else 0.0


# Readings of passages are kept: the same passages come back in answer after answer.


@lru_cache(maxsize=8192)
def _sentences(source: str, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    return tuple((first, last, shown(source, first, last)) for first, last in sentences(source, start, end))


@lru_cache(maxsize=8192)
def _words(text: str, bare: bool) -> frozenset[str]:
    return frozenset(words(fold(text) if bare else text))


@lru_cache(maxsize=4096)
def _neighbours(text: str, bare: bool) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(words(fold(text) if bare else text)))


@lru_cache(maxsize=4096)
def _behind_marker(source: str, start: int, end: int) -> int:
    return after_marker(source, start, end)
