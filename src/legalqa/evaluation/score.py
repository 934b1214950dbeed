"""Run folder → score.json: every measure, for all questions and for parts of them. Reads files only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from legalqa.errors import LegalqaError
from legalqa.evaluation import OWN, trec
from legalqa.evaluation.folder import ANSWERS, CONFIG, QRELS, QUESTIONS, SCORE, read_lines
from legalqa.evaluation.metrics import GIVEN, Marked, f_beta, mark, refusal_curve

#: Ranking measures, as ir-measures names them.
RANKING = ("nDCG@10", "RR@10", "R@5", "R@10", "Success@1", "Success@5")
#: What is told first, in this order; the first three stand in a row of their own.
HEADLINE = ("first", "five", "exact", "true_refusals", "false_refusals", "duty_F1", "nDCG@10")
#: Tags that tell how a question is worded, or built.
WORDINGS = (
    "plain", "paraphrase", "bare", "partial", "abbreviation", "typo", "english", "regional", "colloquial", "two-part", "follow-up", "near-miss",
)  # fmt: skip
#: Ranks at which recall is drawn.
RANKS = (1, 2, 3, 5, 10, 20, 30, 50, 100)
#: Resamples of a bootstrap, and the share of them inside an interval.
RESAMPLES, CONFIDENCE = 1000, 0.95

Values = dict[str, dict[str, float]]


def score(folder: Path) -> dict[str, Any]:
    """Score a run and write score.json into it.

    Raises:
        LegalqaError: The folder holds no run, or one that is not finished.
    """
    try:
        return _scored(folder)
    except (OSError, KeyError, IndexError, ValueError) as error:
        raise LegalqaError(
            f"tệp trong {folder} bị thiếu, hỏng hoặc không ghi được ({error}); hãy chạy lại vào thư mục mới"
        ) from error


def _scored(folder: Path) -> dict[str, Any]:
    config, cases, answers = _read(folder)
    qrels = trec.read_qrels(folder / QRELS)
    runs = {
        system: trec.read_run(folder / f"{system}.trec")
        for system in config["systems"]
        if (folder / f"{system}.trec").is_file()
    }
    marked: dict[str, Marked] = {}
    for id, case in cases.items():
        ranking = list(runs.get(OWN, {}).get(trec.name(id), {}))
        marked[id] = mark(case, answers[id], ranking)
    names = {trec.name(id): id for id in cases}
    ranked = {system: rank_measures(qrels, run, names) for system, run in runs.items()}
    values = {id: {**found.values, **ranked.get(OWN, {}).get(id, {})} for id, found in marked.items()}
    result = {
        "run": {**config, "folder": str(folder)},
        "headline": {name: stat for name, stat in _stats(values).items() if name in HEADLINE},
        "groups": {name: _stats(_those(values, cases, test)) for name, test in _parts().items()},
        "by_kind": _by(values, cases, lambda case: [case["kind"]]),
        "by_wording": _by(values, cases, lambda case: [tag for tag in case["tags"] if tag in WORDINGS]),
        "by_document": _by(values, cases, lambda case: sorted({gold["document"] for gold in case["answer"]}))
        if config["unit"] == "passage"
        else {},
        "systems": {system: _stats(found) for system, found in ranked.items()},
        "recall_by_rank": {system: _recall(qrels, run) for system, run in runs.items()},
        "curve": refusal_curve(_odds(cases, answers)),
        "latency": _latency([answers[id]["seconds"] for id in cases]),
        "outcomes": dict(Counter(found.outcome for found in marked.values()).most_common()),
        "questions": [_question(cases[id], answers[id], marked[id], values[id], config["unit"]) for id in cases],
    }
    (folder / SCORE).write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    return result


def rank_measures(qrels: trec.Qrels, run: trec.Run, names: Mapping[str, str]) -> Values:
    """Question → ranking measure → value, by ir-measures; a question without a ranking has 0."""
    import ir_measures

    measures = [ir_measures.parse_measure(name) for name in RANKING]
    found: Values = {names[name]: dict.fromkeys(RANKING, 0.0) for name in qrels if name in names}
    for item in ir_measures.iter_calc(measures, qrels, run):
        if item.query_id in names:
            found[names[item.query_id]][str(item.measure)] = float(item.value)
    for name, relevant in qrels.items():
        if name in names:
            found[names[name]]["F2@1"] = _f2_of_first(run.get(name, {}), relevant)
    return found


def _f2_of_first(ranked: Mapping[str, float], relevant: Mapping[str, int]) -> float:
    """F2 of the first unit alone; its mean is the macro-F2 of a system that names one unit a question."""
    first = max(ranked, key=lambda unit: ranked[unit], default=None)
    right = float(first in relevant)
    return f_beta(right, right / len(relevant), 2.0)


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    if not (folder / CONFIG).is_file():
        raise LegalqaError(f"{folder} không phải thư mục của một lần chạy (thiếu {CONFIG}); hãy chạy: legalqa eval run")
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    cases = {value["id"]: value for value in read_lines(folder / QUESTIONS)}
    begun = (folder / ANSWERS).is_file()
    answers = {value["id"]: value for value in (read_lines(folder / ANSWERS) if begun else ())}
    if lacking := len(cases.keys() - answers.keys()):
        raise LegalqaError(f"{folder} còn {lacking} câu chưa trả lời; chạy lại lệnh legalqa eval run cũ để làm tiếp")
    return config, cases, answers


def _parts() -> dict[str, Callable[[Mapping[str, Any]], bool]]:
    return {
        "all": lambda case: True,
        "tuned": lambda case: not case["held_out"],
        "held_out": lambda case: case["held_out"],
    }


def _those(values: Values, cases: Mapping[str, Mapping[str, Any]], test: Callable[[Mapping[str, Any]], bool]) -> Values:
    return {id: found for id, found in values.items() if test(cases[id])}


def _by(
    values: Values, cases: Mapping[str, Mapping[str, Any]], keys: Callable[[Mapping[str, Any]], Sequence[str]]
) -> dict[str, dict[str, Any]]:
    names = dict.fromkeys(key for case in cases.values() for key in keys(case))
    return {name: _stats(_those(values, cases, lambda case, name=name: name in keys(case))) for name in names}  # type: ignore[misc]


def _stats(values: Values) -> dict[str, dict[str, float]]:
    """Measure → {"value", "low", "high", "n"}: the mean, its bootstrap interval, and over how many questions."""
    names = dict.fromkeys(name for found in values.values() for name in found)
    return {name: interval([found[name] for found in values.values() if name in found]) for name in names}


def interval(values: Sequence[float]) -> dict[str, float]:
    """The mean of values and its percentile bootstrap interval; the mean alone where they do not differ."""
    import numpy as np
    from scipy.stats import bootstrap

    data = np.asarray(values, float)
    mean = float(data.mean())
    low = high = mean
    if len(data) > 1 and np.ptp(data):
        drawn = bootstrap(
            (data,), np.mean, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile", rng=0
        )
        low, high = (float(end) for end in drawn.confidence_interval)
    return {"value": round(mean, 4), "low": round(low, 4), "high": round(high, 4), "n": len(data)}


def _recall(qrels: trec.Qrels, run: trec.Run) -> dict[str, float]:
    """Rank → the share of questions with an answer among so many: Success@rank."""
    import ir_measures

    measures = [ir_measures.parse_measure(f"Success@{rank}") for rank in RANKS]
    found = ir_measures.calc_aggregate(measures, qrels, run)
    return {str(rank): round(float(found[measure]), 4) for rank, measure in zip(RANKS, measures, strict=True)}


def _odds(cases: Mapping[str, Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]]) -> list[tuple[float, bool]]:
    """Of the questions that are answered by quoting: those that list duties are decided by the ledger."""
    return [
        (answers[id]["odds"], case["expected_status"] == "answered")
        for id, case in cases.items()
        if answers[id]["odds"] is not None
        and not answers[id]["duties"]
        and case["expected_status"] in ("answered", "unanswerable")
    ]


def _latency(seconds: Sequence[float]) -> dict[str, Any]:
    import numpy as np

    p50, p95 = (float(np.percentile(seconds, share)) for share in (50, 95))
    return {"p50": round(p50, 4), "p95": round(p95, 4), "seconds": list(seconds)}


def _question(
    case: Mapping[str, Any], answer: Mapping[str, Any], marked: Marked, values: Mapping[str, float], unit: str
) -> dict[str, Any]:
    """What a reader needs to see why an answer is right or wrong."""
    citations = answer["citations"] if answer["status"] in GIVEN else answer["near"]
    shown = ("n", "label", "document", "eid", "quote", "url")
    units = {item["n"]: item["unit"] for item in answer["cited"]} if unit == "document" else {}
    return {
        "id": case["id"],
        "question": case["question"],
        "history": [turn.get("question", "") for turn in case["history"]],
        "kind": case["kind"],
        "tags": case["tags"],
        "held_out": case["held_out"],
        "expected_status": case["expected_status"],
        "status": answer["status"],
        "outcome": marked.outcome,
        "values": dict(values),
        "expected": [{"document": gold["document"], "text": gold["text"]} for gold in case["answer"]],
        "cited": [
            {**{name: citation[name] for name in shown}, "document": units.get(citation["n"], citation["document"])}
            for citation in citations[:5]
        ],
        "seconds": answer["seconds"],
    }
