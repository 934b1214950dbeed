"""Two scored runs → what differs: per measure with paired significance, and question by question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legalqa.errors import LegalqaError
from legalqa.evaluation.folder import SCORE

#: Measures of which less is better.
LESS = frozenset({"false_refusals"})
#: Random exchanges of the two runs' values that a test draws, where there are too many to try all.
EXCHANGES = 9999


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in both runs, over the questions that both have.

    Attributes:
        measure: Its name.
        before, after: The means.
        p: The share of random exchanges with a difference as large (two-sided, paired); 1.0 where nothing differs.
        n: How many questions.
    """

    measure: str
    before: float
    after: float
    p: float
    n: int


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose outcome changed."""

    id: str
    question: str
    before: str
    after: str
    better: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs differ in; ``unshared`` counts the questions that only one of them has."""

    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    unshared: int


def compare(first: Path, second: Path) -> Comparison:
    """Compare two scored run folders, the second against the first.

    Raises:
        LegalqaError: A folder has no score.json, or they share no question.
    """
    before, after = _questions(first), _questions(second)
    shared = [id for id in before if id in after and before[id]["question"] == after[id]["question"]]
    if not shared:
        raise LegalqaError(f"{first} và {second} không có câu hỏi nào chung")
    names = dict.fromkeys(name for id in shared for name in before[id]["values"] if name in after[id]["values"])
    differences = [_difference(name, [before[id] for id in shared], [after[id] for id in shared]) for name in names]
    changes = [_change(before[id], after[id]) for id in shared if before[id]["outcome"] != after[id]["outcome"]]
    changes.sort(key=lambda change: (change.better, change.id))
    return Comparison(tuple(differences), tuple(changes), len(before.keys() | after.keys()) - len(shared))


def _questions(folder: Path) -> dict[str, dict[str, Any]]:
    if not (folder / SCORE).is_file():
        raise LegalqaError(f"{folder} chưa được chấm; hãy chạy: legalqa eval score {folder}")
    found = json.loads((folder / SCORE).read_text(encoding="utf-8"))["questions"]
    return {question["id"]: question for question in found}


def _difference(name: str, before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> Difference:
    pairs = [
        (one["values"][name], other["values"][name])
        for one, other in zip(before, after, strict=True)
        if name in one["values"] and name in other["values"]
    ]
    first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return Difference(name, _mean(first), _mean(second), significance(first, second), len(pairs))


def significance(first: Sequence[float], second: Sequence[float]) -> float:
    """The paired randomisation test's p of two runs' values of a measure (Smucker et al., CIKM 2007)."""
    import numpy as np
    from scipy.stats import permutation_test

    one, other = np.asarray(first, float), np.asarray(second, float)
    if len(one) < 2 or not np.any(one != other):
        return 1.0

    def difference(a: Any, b: Any, axis: int = -1) -> Any:
        return np.mean(a - b, axis=axis)

    found = permutation_test(
        (one, other), difference, permutation_type="samples", vectorized=True, n_resamples=EXCHANGES, rng=0
    )
    return float(found.pvalue)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _change(before: dict[str, Any], after: dict[str, Any]) -> Change:
    better = after["outcome"] == "right" or (before["outcome"] != "right" and _worth(after) > _worth(before))
    return Change(before["id"], before["question"], before["outcome"], after["outcome"], better)


def _worth(question: dict[str, Any]) -> float:
    values: dict[str, float] = question["values"]
    return sum(-value if name in LESS else value for name, value in values.items())
