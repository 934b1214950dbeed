"""Rankings and judgements in TREC's formats, which every retrieval tool reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

Qrels = dict[str, dict[str, int]]
Run = dict[str, dict[str, float]]


def name(text: str) -> str:
    """A name as the formats allow it: without white space."""
    return re.sub(r"\s+", "_", text.strip()) or "_"


def run_lines(question: str, ranking: Sequence[tuple[str, float]], system: str) -> str:
    """The lines of one question: "qid Q0 unit rank score tag"; the scores fall with the rank, whatever they were."""
    lines = []
    for place, (unit, _) in enumerate(ranking, 1):
        lines.append(f"{name(question)} Q0 {name(unit)} {place} {1 / place:.6f} {system}\n")
    return "".join(lines)


def write_qrels(file: Path, relevant: Mapping[str, Mapping[str, int]]) -> None:
    """Write "qid 0 unit grade" for every relevant unit."""
    lines = [
        f"{name(question)} 0 {name(unit)} {grade}\n"
        for question, units in relevant.items()
        for unit, grade in units.items()
    ]
    file.write_text("".join(lines), encoding="utf-8")


def read_qrels(file: Path) -> Qrels:
    """Question → unit → relevance."""
    found: Qrels = {}
    for line in filter(str.strip, file.read_text(encoding="utf-8").split("\n")):
        question, _, unit, grade = line.split()
        found.setdefault(question, {})[unit] = int(grade)
    return found


def read_run(file: Path) -> Run:
    """Question → unit → score."""
    found: Run = {}
    for line in filter(str.strip, file.read_text(encoding="utf-8").split("\n")):
        question, _, unit, _, score, _ = line.split()
        found.setdefault(question, {})[unit] = float(score)
    return found
