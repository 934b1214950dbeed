"""Evidence in a new order: a cross-encoder's reading is added to what close reading found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isclose, isfinite
from typing import TYPE_CHECKING

from legalqa.engines import RERANKERS
from legalqa.errors import EngineError
from legalqa.models import Question
from legalqa.retrieve import standard
from legalqa.select import Evidence
from legalqa.split import embedded_text

if TYPE_CHECKING:
    from legalqa.engines import Reranker

#: What one standard deviation of the cross-encoder's scores adds to the score of evidence, whose own is about 2 over twenty
#: passages: at 1 a model that tells little costs little, and a good one still gains (ADR 8).
RERANKED = 1.0
#: Scores that differ by less than this share of themselves are equal: a model in single precision rounds further.
EQUAL = 1e-5


def rerank(
    question: Question,
    evidence: Sequence[Evidence],
    reranker: Reranker,
    source_text: Callable[[str], str],
    *,
    depth: int,
) -> list[Evidence]:
    """The evidence, best first, by its score + RERANKED × the cross-encoder's standard score.

    The scores are added, not replaced: close reading knows what no pair of texts tells a cross-encoder (the documents that
    the question names, mere headings and parts of the frame, the kind of thing asked for), and a model that fits the texts
    badly then cannot turn the whole order around. They are standardised over the passages read, as each model has a scale
    of its own (ADR 2). Only the order and the score change, not what the evidence is weighed by.

    Args:
        question: What was asked; its ``meaning`` is read, as it is embedded.
        evidence: What was selected, best first.
        reranker: Reads what would be quoted of each passage, under its headings.
        source_text: A document's id → its source's text.
        depth: How many passages, from the best, are read; those behind count as the least of these, so stay behind them.

    Raises:
        EngineError: The reranker does not give one finite score for each passage.
    """
    read = evidence[:depth]
    if not read:
        return []
    texts = [embedded_text(e.hit.passage, source_text(e.hit.passage.document), (e.start, e.end)) for e in read]
    found = reranker.scores(question.meaning, texts)
    if len(found) != len(texts) or not all(map(isfinite, found)):
        raise EngineError(
            f"mô hình xếp lại không cho mỗi đoạn một điểm ({len(found)} điểm, {sum(map(isfinite, found))} dùng được, "
            f"cho {len(texts)} đoạn); {RERANKERS}"
        )
    if isclose(min(found), max(found), rel_tol=EQUAL):
        return list(evidence)
    standing = standard(dict(enumerate(found)), range(len(found)))
    least = min(standing.values())
    scored = [replace(e, score=e.score + RERANKED * standing.get(n, least)) for n, e in enumerate(evidence)]
    return sorted(scored, key=lambda e: -e.score)
