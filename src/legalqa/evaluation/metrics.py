"""What an answer is worth, question by question: numbers between 0 and 1 by name; a question without an answer has them too.

Ranking measures are ir-measures' (``score``); here is what no library has: quoted spans, citations, duties, refusals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legalqa.vietnamese.text import nfc

Span = tuple[int, int]
#: A span in a document.
Place = tuple[str, int, int]

#: Statuses that say that there is none.
REFUSED = frozenset({"unanswerable", "rejected", "clarify"})
#: Statuses that give an answer.
GIVEN = frozenset({"answered", "partial"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A question's measures, and what became of it.

    Attributes:
        values: Measure → value, 0 to 1.
        outcome: "right", or where it failed: "half answered" (one part of two), "refused", "not retrieved", "retrieved, not cited", "cited, wrong sentence",
            "wrong status", "answered without grounds".
    """

    values: dict[str, float]
    outcome: str


def mark(case: Mapping[str, Any], answer: Mapping[str, Any], ranking: Sequence[str]) -> Marked:
    """Measure one answer.

    Args:
        case: A line of a run's questions.jsonl: the question, its gold spans, and the units that hold them.
        answer: The line of answers.jsonl: the answer, and its citations with the spans of their paragraphs.
        ranking: The units that legalqa ranked, best first.
    """
    given = answer["status"] in GIVEN
    if case["expected_status"] != "answered":
        return _unanswerable(case, answer, given)
    groups = [set(units) for units in case["units"]]
    relevant = set().union(*groups)
    cited = [item for item in answer["cited"] if not item["folded"]] if given else []
    hits = [item["unit"] in relevant for item in cited]
    every = case["kind"] == "duty"
    units = {item["unit"] for item in cited}
    wanted = groups if every else _parts(case)
    found = [bool(part & units) for part in wanted]
    reached = sum(found) / len(found)
    values = {
        "first": float(hits[:1] == [True]),
        "five": float(any(hits[:5])),
        "citation_precision": sum(hits) / len(hits) if hits else 0.0,
        "citation_recall": reached,
        "F2": f_beta(sum(hits) / len(hits) if hits else 0.0, reached, 2.0),
        "false_refusals": float(not given),
    }
    if case["expected_words"]:
        values["exact"] = float(given and says(answer["text"], case["expected_words"]))
    golds = [(gold["document"], gold["start"], gold["end"]) for gold in case["answer"] if gold["start"] is not None]
    if golds:
        quotes = [(item["document"], item["start"], item["end"]) for item in (cited if every else cited[:1])]
        values["quote_precision"], values["quote_recall"] = overlap(quotes, golds, every=every)
    if every:
        values |= duty_measures(case, answer)
    outcome = _outcome(cited, hits, relevant, ranking, given, golds)
    if outcome == "right" and not every and not all(found):
        outcome = "half answered"
    return Marked(values, outcome)


def _unanswerable(case: Mapping[str, Any], answer: Mapping[str, Any], given: bool) -> Marked:
    """What the texts do not answer is right when nothing is answered, and, of what is no question, when that is said."""
    refused = answer["status"] in REFUSED
    said = case["expected_status"] == answer["status"] or case["expected_status"] != "rejected"
    outcome = "answered without grounds" if given else "right" if said and refused else "wrong status"
    return Marked({"true_refusals": float(refused)}, outcome)


def _parts(case: Mapping[str, Any]) -> list[set[str]]:
    """The units that answer each part of a question: alternatives are one part."""
    parts: dict[Any, set[str]] = {}
    for gold, units in zip(case["answer"], case["units"], strict=True):
        parts.setdefault(gold.get("part"), set()).update(units)
    return list(parts.values())


def _outcome(
    cited: Sequence[Mapping[str, Any]],
    hits: Sequence[bool],
    relevant: set[str],
    ranking: Sequence[str],
    given: bool,
    golds: Sequence[Place],
) -> str:
    if not given:
        return "refused"
    if any(hits[:5]):
        quoted = [(c["document"], c["start"], c["end"]) for c, hit in zip(cited[:5], hits, strict=False) if hit]
        meets = not golds or any(_meet(quote, gold) for quote in quoted for gold in golds)
        return "right" if meets else "cited, wrong sentence"
    return "retrieved, not cited" if relevant & set(ranking[:30]) else "not retrieved"


def _meet(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def says(text: str, expected: Iterable[str]) -> bool:
    """True where a text has all of these strings, whatever their case."""
    told = nfc(text).lower()
    return all(nfc(word).lower() in told for word in expected)


def overlap(quotes: Sequence[Place], golds: Sequence[Place], *, every: bool = False) -> tuple[float, float]:
    """Character-level precision and recall of quoted spans: each character of a document counts once.

    Args:
        quotes: What was quoted.
        golds: What answers: alternatives, of which the best covered counts; with ``every``, all together.
    """
    said, right = _characters(quotes), _characters(golds)
    common = len(said & right)
    precision = common / len(said) if said else 0.0
    if every:
        return precision, common / len(right) if right else 0.0
    shares = [len(said & chars) / len(chars) for gold in golds if (chars := _characters([gold]))]
    return precision, max(shares, default=0.0)


def _characters(places: Iterable[Place]) -> set[tuple[str, int]]:
    return {(document, at) for document, start, end in places for at in range(start, end)}


def f_beta(precision: float, recall: float, beta: float) -> float:
    """The weighted harmonic mean of precision and recall; recall counts beta times as much. 0.0 where both are 0."""
    weight = beta * beta
    total = weight * precision + recall
    return (1 + weight) * precision * recall / total if total else 0.0


def duty_measures(case: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, float]:
    """Precision, recall and F1 of the list of duties by the units that hold them; and the share of right roles, where known."""
    units = {item["n"]: item["unit"] for item in answer["cited"]}
    listed = {
        units[duty["citation"]] for duty in answer["duties"] if duty["role"] != "group" and duty["citation"] in units
    }
    groups = [set(found) for found in case["units"]]
    relevant = set().union(*groups)
    recall = sum(bool(found & listed) for found in groups) / len(groups)
    precision = len(listed & relevant) / len(listed) if listed else 0.0
    values = {"duty_precision": precision, "duty_recall": recall, "duty_F1": f_beta(precision, recall, 1.0)}
    roles = [(gold["role"], found) for gold, found in zip(case["answer"], groups, strict=True) if gold.get("role")]
    told = [(role, {d["role"] for d in answer["duties"] if units.get(d["citation"]) in found}) for role, found in roles]
    if known := [(role, said) for role, said in told if said]:
        values["role_accuracy"] = sum(role in said for role, said in known) / len(known)
    return values


def refusal_curve(odds: Sequence[tuple[float, bool]], points: int = 41) -> list[dict[str, float]]:
    """True and false refusal rates over floors of the log-odds.

    Args:
        odds: (log-odds, answerable) of each question that is answered by quoting.
        points: How many floors, from the lowest odds to the highest.

    Returns:
        {"floor", "true", "false"}: the floor, and the shares of unanswerable and of answerable questions below it.
    """
    right = sorted(value for value, answerable in odds if answerable)
    wrong = sorted(value for value, answerable in odds if not answerable)
    if not right or not wrong:
        return []
    low, high = min(right[0], wrong[0]), max(right[-1], wrong[-1])
    floors = sorted({0.0, *(low + (high - low) * n / (points - 1) for n in range(points))})
    return [
        {
            "floor": round(floor, 3),
            "true": sum(value < floor for value in wrong) / len(wrong),
            "false": sum(value < floor for value in right) / len(right),
        }
        for floor in floors
    ]
