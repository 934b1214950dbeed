"""Deadlines as documents write them."""

from __future__ import annotations

import datetime as dt
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from legalqa.vietnamese.deadlines import (
    due_intervals,
    every_deadline,
    find_deadlines,
    fixed_days,
    interval,
    occurs,
    read_deadline,
)

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
     ("Năm 2025 và các năm tiếp theo.", "year", "2025"), ("Thường xuyên, hằng năm", "recurring", "yearly"), ("Tháng 12/2025", "month", "2025-12"), ("30/9/2025", "date", "2025-09-30"), ("Ngày 30/9/2025", "date", "2025-09-30"), ("T9/2025", "month", "2025-09"), ("Q3/2025", "quarter", "2025-Q3")],
)  # fmt: skip
def test_cells(cell: str, kind: str, value: str) -> None:
    deadline = read_deadline(cell)
    assert deadline is not None and (deadline.kind, deadline.value) == (kind, value)


def test_a_cell_without_a_time_has_none() -> None:
    assert read_deadline(" ") is None
    assert read_deadline("Các sở, ban, ngành; UBND các phường, xã") is None


def test_a_beginning_is_no_deadline() -> None:
    assert find_deadlines("áp dụng từ ngày 15/11/2025") == []


@pytest.mark.parametrize(
    ("kind", "value", "first", "last"),
    [
        ("date", "2025-12-15", (2025, 12, 15), (2025, 12, 15)),
        ("month", "2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("quarter", "2021-Q2", (2021, 4, 1), (2021, 6, 30)),
        ("quarter", "2025-Q4/2026-Q2", (2025, 10, 1), (2026, 6, 30)),
        ("year", "2025", (2025, 1, 1), (2025, 12, 31)),
        ("year", "2024, 2026", (2024, 1, 1), (2026, 12, 31)),
        ("period", "2026/2030", (2026, 1, 1), (2030, 12, 31)),
    ],
)
def test_intervals(kind: str, value: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert interval(kind, value) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("kind", "value"),
    [("", ""), ("ongoing", ""), ("recurring", "yearly 11-20"), ("recurring", "monthly"), ("within", "24-48 giờ"), ("date", ""),
     ("date", "2025-02-30"), ("month", "2025-13"), ("year", "0000"), ("period", "2030/2026"), ("year", "2025, then")],
)  # fmt: skip
def test_what_is_no_time_of_the_calendar_has_no_interval(kind: str, value: str) -> None:
    assert interval(kind, value) is None


@pytest.mark.parametrize(
    ("value", "days"),
    [("yearly 06-01, 11-15", ((6, 1), (11, 15))), ("yearly 12", ((12, 31),)), ("yearly 02", ((2, 28),)), ("yearly 02-29", ((2, 29),)),
     ("monthly 25", ((None, 25),)), ("monthly", ()), ("yearly", ()), ("yearly 02-30", ()), ("yearly 13-01", ()), ("6 months, yearly", ()),
     ("monthly 40", ()), ("2025", ()), ("", ())],
)  # fmt: skip
def test_fixed_days_of_recurrences(value: str, days: tuple[tuple[int | None, int], ...]) -> None:
    assert fixed_days(value) == days


@pytest.mark.parametrize(
    ("value", "first", "last", "falls"),
    [
        ("yearly 11-20", date(2025, 11, 1), date(2025, 11, 30), True),
        ("yearly 11-20", date(2025, 11, 21), date(2026, 11, 19), False),
        ("yearly 11-20", date(2025, 11, 21), date.max, True),
        ("yearly 11-20", date.min, date(2025, 1, 1), True),
        ("monthly 25", date(2025, 11, 26), date(2025, 12, 24), False),
        ("monthly 25", date(2025, 11, 26), date(2025, 12, 25), True),
        ("yearly", date.min, date.max, False),
        ("yearly 11-20", date(2025, 12, 1), date(2025, 11, 1), False),
    ],
)
def test_recurrences_fall_between_days(value: str, first: date, last: date, falls: bool) -> None:
    assert occurs(value, first, last) is falls


def test_a_duty_may_have_several_deadlines() -> None:
    found = every_deadline(
        "Xây dựng kế hoạch, xong trong quý II/2021; báo cáo trước ngày 20/12 hằng năm; đến năm 2030 đạt 100%."
    )
    assert found is not None
    assert (found.words, found.kind) == ("trong quý II/2021; trước ngày 20/12 hằng năm", "quarter; recurring")
    assert found.value == "2021-Q2; yearly 12-20"
    assert [first.isoformat() for first, _ in due_intervals(found.kind, found.value)] == ["2021-04-01"]
    assert fixed_days(found.value) == ((12, 20),) and occurs(found.value, dt.date(2026, 12, 1), dt.date(2026, 12, 31))


def test_a_mere_year_counts_where_it_is_all_that_is_said() -> None:
    assert every_deadline("hoàn thành trong năm 2025.").value == "2025"
    assert every_deadline("báo cáo kịp thời") is None
