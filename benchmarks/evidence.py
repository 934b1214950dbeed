"""Fit what decides whether evidence answers (``legalqa.weigh``) on the questions of eval/, and say how well it separates.

Fitted on the questions that are not set aside, by logistic regression with a ridge penalty; cross-validated ten-fold on
them; then measured once on those set aside. Prints the log-odds to be written into ``legalqa/weigh.py``, and draws what each
floor refuses, rightly and wrongly, into docs/images/refusals.svg.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from legalqa import index
from legalqa.assistant import open_assistant
from legalqa.evaluation.metrics import refusal_curve
from legalqa.parts import parts_of
from legalqa.settings import Settings
from legalqa.weigh import EMBEDDED, WORDS, features

ROOT = Path(__file__).parents[1]
#: Each set of questions, and the documents that it asks about.
SETS = {"eval/questions.jsonl": "corpus", "eval/written/questions.jsonl": "eval/written/documents"}
#: The penalty's inverse strength, on features of standard deviation 1.
STRENGTH = 0.3
#: The share of answerable questions whose refusal is accepted when the floor is set (of those set aside at most 3 % are to be
#: refused: this leaves some room), and how often cross-validation is repeated.
REFUSED, REPEATED = 0.025, 5
#: How many floors the curve is drawn through.
FLOORS = 1001
CURVE = ROOT / "docs" / "images" / "refusals.svg"


@dataclass(frozen=True, slots=True)
class Row:
    """A question that is answered by quoting, and the features of its best evidence."""

    set: str
    answerable: bool
    held_out: bool
    features: dict[str, float]


def main() -> None:
    rows = list(_rows())
    answerable = np.array([row.answerable for row in rows])
    aside = np.array([row.held_out for row in rows])
    print(f"{len(rows)} questions, {answerable.sum()} answerable, {aside.sum()} set aside")
    for title, names in (("embedded model", list(EMBEDDED)), ("words only", list(WORDS))):
        values = np.array([[row.features[name] for name in names] for row in rows])
        weights = _fit(values[~aside], answerable[~aside])
        crossed = np.mean([_crossed(values[~aside], answerable[~aside], seed) for seed in range(REPEATED)], axis=0)
        floor = float(np.quantile(crossed[answerable[~aside]], REFUSED))
        shifted = weights - floor * np.array([name == "constant" for name in names])
        print(f"\n{title}: {dict(zip(names, shifted.round(2).tolist(), strict=True))}")
        print("  cross-validated:", _told(crossed, answerable[~aside], floor))
        for name in SETS:
            chosen = aside & np.array([row.set == name for row in rows])
            print(f"  set aside, {name}:", _told(values[chosen] @ weights, answerable[chosen], floor))
        if names == list(EMBEDDED):
            _draw(crossed, answerable[~aside], values[aside] @ weights, answerable[aside], floor)


def _rows() -> Iterator[Row]:
    """The questions that the floor decides: what is asked of duties or of a document itself is answered otherwise."""
    for name, corpus in SETS.items():
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(corpus=ROOT / corpus, index=Path(folder) / "index")
            index.build(settings)
            assistant = open_assistant(settings)
            for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                if case["expected_status"] == "rejected" or case["kind"] == "duty":
                    continue
                question = assistant.understand(case["question"], case["history"])
                if not question.is_weighed or len(parts_of(question.read)) > 1:
                    continue
                if evidence := assistant.examine(question).evidence:
                    told = features(evidence[0], question)
                    yield Row(name, case["expected_status"] == "answered", case["held_out"], told)


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


def _crossed(values: Any, right: Any, seed: int, folds: int = 10) -> Any:
    """Each question's odds by a fit that has not seen it."""
    order = np.random.default_rng(seed).permutation(len(values))
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


def _draw(crossed: Any, right: Any, aside: Any, right_aside: Any, floor: float) -> None:
    """Right over wrong refusals, for every floor: cross-validated, and on the questions set aside; the floor in use marked."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    pyplot.rcParams.update({"svg.hashsalt": "legalqa", "svg.fonttype": "none", "font.sans-serif": ["DejaVu Sans"]})
    figure, axes = pyplot.subplots(figsize=(5.0, 3.75), layout="constrained")
    for label, odds, answerable, dashes in (
        ("kiểm định chéo / cross-validated", crossed, right, "-"),
        ("để riêng / set aside", aside, right_aside, "--"),
    ):
        curve = refusal_curve(list(zip(odds.tolist(), answerable.tolist(), strict=True)), points=FLOORS)
        wrong, rightly = ([point[name] for point in curve] for name in ("false", "true"))
        (drawn,) = axes.step(wrong, rightly, dashes, where="post", label=label)
        axes.plot((odds[answerable] < floor).mean(), (odds[~answerable] < floor).mean(), "o", color=drawn.get_color())
    axes.set(
        xlabel="từ chối nhầm / refused wrongly", ylabel="từ chối đúng / refused rightly", xlim=(0, 0.3), ylim=(0, 1.02)
    )
    axes.grid(color="#dddddd")
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(CURVE, metadata={"Date": None})
    print(f"\n{CURVE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
