"""Fit what decides whether evidence answers (``legalqa.weigh``) on eval/questions.jsonl, and say how well it separates.

Fitted on the questions that are not set aside, by logistic regression with a ridge penalty; cross-validated ten-fold on
them; then measured once on those set aside. Prints the log-odds to be written into ``legalqa/weigh.py``.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from legalqa import index
from legalqa.assistant import open_assistant
from legalqa.settings import Settings
from legalqa.weigh import EMBEDDED, WORDS, features

ROOT = Path(__file__).parents[1]
#: The penalty's inverse strength, on features of standard deviation 1.
STRENGTH = 0.3
#: The share of answerable questions whose refusal is accepted when the floor is set.
REFUSED = 0.01


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus=ROOT / "corpus", index=Path(folder) / "index")
        index.build(settings)
        rows = _rows(settings)
    answerable = np.array([question["expected_status"] == "answered" for question, _ in rows])
    aside = np.array([question["held_out"] for question, _ in rows])
    print(f"{len(rows)} questions, {answerable.sum()} answerable, {aside.sum()} set aside")
    for title, names in (("embedded model", list(EMBEDDED)), ("words only", list(WORDS))):
        values = np.array([[found[name] for name in names] for _, found in rows])
        weights = _fit(values[~aside], answerable[~aside])
        odds = values @ weights
        floor = float(np.quantile(odds[answerable & ~aside], REFUSED))
        shifted = weights - floor * np.array([name == "constant" for name in names])
        print(f"\n{title}: {dict(zip(names, shifted.round(2).tolist(), strict=True))}")
        crossed = _crossed(values[~aside], answerable[~aside])
        print(
            "  cross-validated:",
            _told(crossed, answerable[~aside], float(np.quantile(crossed[answerable[~aside]], REFUSED))),
        )
        print("  set aside:      ", _told(odds[aside], answerable[aside], floor))


def _rows(settings: Settings) -> list[tuple[dict[str, Any], dict[str, float]]]:
    """Each question that is answered by quoting, and the features of its best evidence."""
    assistant, found = open_assistant(settings), []
    for line in (ROOT / "eval" / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question["expected_status"] == "rejected" or question["kind"] == "duty":
            continue
        understood = assistant.understand(question["question"], question["history"])
        if understood.duties or understood.due or understood.fields or understood.aside:
            continue
        if evidence := assistant.examine(understood).evidence:
            found.append((question, features(evidence[0], understood)))
    return found


def _fit(values: Any, right: Any) -> Any:
    """Log-odds by Newton's method; the first column is the constant and is not penalised."""
    spread = values.std(axis=0)
    spread[spread == 0] = 1.0
    scaled, weights = values / spread, np.zeros(values.shape[1])
    penalty = np.full(len(weights), 1 / STRENGTH)
    penalty[0] = 1e-6
    for _ in range(50):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - right) + penalty * weights
        curve = (scaled.T * (chance * (1 - chance))) @ scaled + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, slope)
    return weights / spread


def _crossed(values: Any, right: Any, folds: int = 10) -> Any:
    """Each question's odds by a fit that has not seen it."""
    order = np.random.default_rng(0).permutation(len(values))
    odds = np.zeros(len(values))
    for fold in range(folds):
        out = order[fold::folds]
        kept = np.setdiff1d(order, out)
        odds[out] = values[out] @ _fit(values[kept], right[kept])
    return odds


def _told(odds: Any, answerable: Any, floor: float) -> str:
    wins = (odds[answerable][:, None] > odds[~answerable][None]).mean()
    refused, wrongly = (odds[~answerable] < floor).mean(), (odds[answerable] < floor).mean()
    return (
        f"area under the curve {wins:.3f}; refused: {refused:.2f} of the unanswerable, {wrongly:.2f} of the answerable"
    )


if __name__ == "__main__":
    main()
