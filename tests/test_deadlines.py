"""Deadlines as documents write them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from legalqa.vietnamese.deadlines import find_deadlines, read_deadline

DATA = tomllib.loads(files("legalqa.vietnamese").joinpath("deadlines.toml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "words", "kind", "value"), DATA["examples"])
def test_examples(text: str, words: str, kind: str, value: str) -> None:
    found = find_deadlines(text)
    assert [(d.words, d.kind, d.value) for d in found][:1] == [(words, kind, value)]
    assert all(text[d.start : d.end] == d.words for d in found)


@pytest.mark.parametrize("text", DATA["negatives"])
def test_times_that_set_no_deadline(text: str) -> None:
    assert find_deadlines(text) == []


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [("Thường xuyên", "ongoing", ""), ("2026 - 2030", "period", "2026/2030"), ("2026", "year", "2026"), ("Quý IV/2025- Quý II/2026", "quarter", "2025-Q4/2026-Q2"),
     ("Năm 2025 và các năm tiếp theo.", "year", "2025"), ("Thường xuyên, hằng năm", "recurring", "yearly")],
)  # fmt: skip
def test_cells(cell: str, kind: str, value: str) -> None:
    deadline = read_deadline(cell)
    assert deadline is not None and (deadline.kind, deadline.value) == (kind, value)


def test_an_empty_cell_has_none() -> None:
    assert read_deadline(" ") is None
