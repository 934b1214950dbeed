"""Does the evidence answer the question? Log-odds from a few named features, fitted by ``python -m benchmarks.evidence``."""

from __future__ import annotations

from legalqa.models import Question
from legalqa.select import STRICTLY, Evidence

#: Log-odds of each feature with the embedded model, whose cosines the fit knows, above the odds below which a question is
#: refused: the constant is so chosen that 2.5 % of the answerable questions fall below 0, each by a fit that has not seen it.
EMBEDDED = {
    "constant": -20.82,
    "covered": 2.25,
    "paired": 0.41,
    "cosine": 23.87,
    "missing": -4.35,
    "undated": -2.62,
    "uncounted": -2.2,
    "beyond": -2.87,
    "english": 0.98,
}
#: The same with any other model: its cosines have another scale, so that only words count.
WORDS = {
    "constant": -0.75,
    "covered": 3.05,
    "paired": 0.7,
    "missing": -4.49,
    "undated": -2.6,
    "uncounted": -2.22,
    "beyond": -3.74,
}

#: Kinds that a text names or does not; a date may be put in words that no pattern knows.
_SURE = (STRICTLY - {"symbol"}) | {"number", "duration"}
_UNSURE = frozenset({"date", "symbol", "place", "road"})


def features(evidence: Evidence, question: Question) -> dict[str, float]:
    """The named features of the best evidence.

    Args:
        evidence: The best of what was selected.
        question: What was asked.

    Returns:
        "covered" and "paired": shares of the question's words, weighted by rarity, and of its neighbouring words that the
        passage and its headings carry; "cosine" of the passage's nearest piece; "missing": 1.0 where a number, a sum, a
        share, a person, an address or a length of time is asked for and none is there; "undated": the same of a date, a
        place or a document's number; "uncounted": 1.0 where what is to be counted ("bao nhiêu giường") stands behind no
        number; "beyond": 1.0 for one's own case, somebody's life, the weather; "english": 1.0 for a question in English,
        whose cosines are lower.
    """
    asks = question.asks
    lacks = asks is not None and not evidence.kind
    return {
        "constant": 1.0,
        "covered": evidence.covered,
        "paired": evidence.paired,
        "cosine": evidence.hit.dense,
        "missing": float(lacks and asks in _SURE),
        "undated": float(lacks and asks in _UNSURE),
        "uncounted": float(not evidence.counted),
        "beyond": float(question.beyond is not None),
        "english": float(question.english),
    }


def weigh(evidence: Evidence, question: Question, *, embedded: bool = True) -> float:
    """How much more the evidence speaks for an answer than it must, as log-odds: below 0 the question is refused.

    Args:
        evidence: The best of what was selected.
        question: What was asked.
        embedded: The evidence's cosines are the embedded model's.
    """
    weights, found = EMBEDDED if embedded else WORDS, features(evidence, question)
    return sum(weight * found[name] for name, weight in weights.items())
