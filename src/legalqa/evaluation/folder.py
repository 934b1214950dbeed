"""A run folder: what its files are called, and its JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ANSWERS, QUESTIONS, PASSAGES = "answers.jsonl", "questions.jsonl", "passages.jsonl"
QRELS, CONFIG, SCORE = "qrels.trec", "config.json", "score.json"


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


def write_lines(file: Path, values: Iterable[Mapping[str, Any]]) -> None:
    """Write objects as JSON lines."""
    with file.open("w", encoding="utf-8") as opened:
        opened.writelines(as_line(value) for value in values)


def as_line(value: Mapping[str, Any]) -> str:
    """An object as a JSON line, with its end."""
    return json.dumps(value, ensure_ascii=False) + "\n"
