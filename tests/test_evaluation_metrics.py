"""Measures computed by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from legalqa.evaluation.compare import significance
from legalqa.evaluation.metrics import f_beta, mark, overlap, refusal_curve, says
from legalqa.evaluation.score import RANKING, interval, rank_measures
from legalqa.evaluation.trec import read_qrels, read_run, run_lines, write_qrels


def test_quoted_spans_by_character() -> None:
    # 10 of 20 quoted characters are right, and they are 10 of 40.
    assert overlap([("d", 0, 20)], [("d", 10, 50)]) == (0.5, 0.25)
    # of alternatives the best covered counts: 10 of 10
    assert overlap([("d", 0, 20)], [("d", 10, 50), ("d", 0, 10)]) == (1.0, 1.0)
    # together: 20 of 60, and a character that is quoted twice counts once
    assert overlap([("d", 0, 20), ("d", 0, 20)], [("d", 10, 50), ("d", 0, 20)], every=True) == (1.0, 0.4)
    assert overlap([], [("d", 0, 5)]) == (0.0, 0.0) and overlap([("e", 0, 5)], [("d", 0, 5)]) == (0.0, 0.0)


def test_f_beta() -> None:
    assert f_beta(0.5, 1.0, 2.0) == pytest.approx(5 * 0.5 / (4 * 0.5 + 1.0))
    assert f_beta(0.5, 0.5, 1.0) == 0.5 and f_beta(0.0, 0.0, 2.0) == 0.0


def test_expected_words_whatever_their_case_and_form() -> None:
    assert says("Không thấp hơn 0,5% tổng chi", ["0,5%", "TỔNG CHI"]) and not says("0,5%", ["0,6%"])


def case(**told: object) -> dict:
    gold = {"document": "d", "start": 0, "end": 10, "role": None}
    return {
        "kind": "fact",
        "expected_status": "answered",
        "expected_words": ["a"],
        "answer": [gold],
        "units": [["d#1"]],
    } | told


def answer(*units: str, status: str = "answered", **told: object) -> dict:
    cited = [
        {"n": n, "unit": unit, "document": "d", "start": 0, "end": 20, "folded": False}
        for n, unit in enumerate(units, 1)
    ]
    return {"status": status, "text": "a", "cited": cited, "duties": []} | told


def test_an_answer_is_measured() -> None:
    found = mark(case(), answer("d#2", "d#1"), ["d#1"])
    assert found.values == {
        "first": 0.0, "five": 1.0, "citation_precision": 0.5, "citation_recall": 1.0, "F2": pytest.approx(2.5 / 3),
        "exact": 1.0, "false_refusals": 0.0, "quote_precision": 0.5, "quote_recall": 1.0,
    }  # fmt: skip
    assert found.outcome == "right"


@pytest.mark.parametrize(
    ("given", "ranking", "outcome"),
    [
        (answer("d#1"), [], "right"),
        (
            answer("d#1", cited=[{"n": 1, "unit": "d#1", "document": "d", "start": 10, "end": 20, "folded": False}]),
            [],
            "cited, wrong sentence",
        ),
        (answer("d#2"), ["d#3", "d#1"], "retrieved, not cited"),
        (answer("d#2"), ["d#3"], "not retrieved"),
        (answer(status="unanswerable"), ["d#1"], "refused"),
    ],
)
def test_misses_are_told_apart(given: dict, ranking: list[str], outcome: str) -> None:
    assert mark(case(), given, ranking).outcome == outcome


def test_a_refusal_is_a_number() -> None:
    refused = mark(case(), answer(status="unanswerable"), []).values
    assert refused["first"] == refused["quote_recall"] == refused["F2"] == 0.0 and refused["false_refusals"] == 1.0
    unanswerable = case(expected_status="unanswerable", answer=[], units=[])
    assert mark(unanswerable, answer(status="unanswerable"), []).values == {"true_refusals": 1.0}
    assert mark(unanswerable, answer("d#1"), []).outcome == "answered without grounds"


def test_duties() -> None:
    golds = [{"document": "d", "start": at, "end": at + 5, "role": role} for at, role in ((0, "lead"), (20, "with"))]
    asked = case(kind="duty", answer=golds, units=[["d#1"], ["d#2"]])
    duties = [{"role": role, "citation": n} for n, role in ((1, "lead"), (2, "lead"), (3, "lead"))]
    values = mark(asked, answer("d#1", "d#2", "d#3", duties=duties), []).values
    assert values["duty_precision"] == pytest.approx(2 / 3) and values["duty_recall"] == 1.0
    assert values["duty_F1"] == pytest.approx(0.8) and values["role_accuracy"] == 0.5


def test_the_refusal_curve() -> None:
    curve = refusal_curve([(2.0, True), (-1.0, True), (-2.0, False), (1.0, False)], points=4)
    at_zero = next(point for point in curve if point["floor"] == 0.0)
    assert (at_zero["true"], at_zero["false"]) == (0.5, 0.5)
    assert curve[0]["true"] == curve[0]["false"] == 0.0 and refusal_curve([(1.0, True)]) == []


def test_intervals_and_significance() -> None:
    assert interval([1.0, 1.0]) == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 2}
    found = interval([0.0, 1.0] * 50)
    assert 0.38 < found["low"] < 0.42 and 0.58 < found["high"] < 0.62
    assert significance([0.0] * 10, [0.0] * 10) == 1.0
    # all ten differ the same way: 2 of the 2 ** 10 exchanges are as extreme
    assert significance([0.0] * 10, [1.0] * 10) == pytest.approx(2 / 1024)


def test_ranking_measures_are_those_of_the_librarys_own_command(tmp_path: Path) -> None:
    write_qrels(tmp_path / "qrels", {"q 1": {"a": 1, "b": 2}, "q2": {"c": 1}, "q3": {"d": 1}})
    run = run_lines("q 1", [("x", 9.0), ("a", 9.0), ("b", 1.0)], "s") + run_lines("q2", [("c", 0.1)], "s")
    (tmp_path / "run").write_text(run, "utf-8")
    names = {"q_1": "q 1", "q2": "q2", "q3": "q3"}
    ours = rank_measures(read_qrels(tmp_path / "qrels"), read_run(tmp_path / "run"), names)
    command = [
        str(Path(sys.executable).with_name("ir_measures")),
        str(tmp_path / "qrels"),
        str(tmp_path / "run"),
        *RANKING,
        "-p",
        "6",
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    theirs = {name: float(value) for name, value in (line.split("\t") for line in told.splitlines())}
    for name in RANKING:
        assert sum(found[name] for found in ours.values()) / 3 == pytest.approx(theirs[name], abs=1e-6)
    assert ours["q 1"]["F2@1"] == 0.0 and ours["q2"]["F2@1"] == 1.0  # of "q 1" the first is not relevant
    assert ours["q2"]["RR@10"] == 1.0 and ours["q3"]["RR@10"] == 0.0 and ours["q 1"]["RR@10"] == 0.5


def test_a_question_in_two_parts_is_right_only_with_both() -> None:
    golds = [
        {"document": "d", "start": at, "end": at + 10, "role": None, "part": part} for at, part in ((0, 1), (50, 2))
    ]
    asked = case(answer=golds, units=[["d#1"], ["d#2"]])
    half = mark(asked, answer("d#1"), ["d#1"])
    assert half.values["citation_recall"] == 0.5 and half.outcome == "half answered"
    assert mark(asked, answer("d#1", "d#2"), ["d#1"]).outcome == "right"


def test_what_expects_no_words_has_no_exactness() -> None:
    assert "exact" not in mark(case(expected_words=[]), answer("d#1"), []).values
    assert mark(case(expected_status="unanswerable", answer=[], units=[]), answer(status="error"), []).values == {
        "true_refusals": 0.0
    }
