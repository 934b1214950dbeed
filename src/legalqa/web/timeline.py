"""Deadlines of tasks → a calendar: by year and month, with those that recur, and those that no calendar can place, apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from legalqa.exports.rows import Row
from legalqa.models import Duty
from legalqa.vietnamese.deadlines import SEVERAL, due_intervals, fixed_days

#: Years that a row shows without leaving any out.
_MOST_YEARS = 12

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline of a task.

    Attributes:
        words: As written.
        kind: What kind of time it is; several of them divided by "; " where the words cannot be told apart.
        spans: The first and last day of each of its parts; empty where it is no time of the calendar.
        fixed: The month (None: each) and day on which it recurs.
    """

    words: str
    kind: str
    spans: tuple[Days, ...] = ()
    fixed: tuple[tuple[int | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A task as the calendar shows it: its words, the address where it is read, its deadlines.

    Attributes:
        role: What the agency that is asked about is to do; "" where none is.
        who: Who leads or does it, where no agency is asked about.
    """

    task: str
    href: str
    role: str
    who: tuple[str, ...]
    dues: tuple[Due, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A task at one of its deadlines; ``span`` is None where the calendar has no days for it."""

    task: Dated
    due: Due
    span: Days | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The entries whose last day falls in a month, in the order of that day."""

    month: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year that have entries."""

    year: int
    months: tuple[Month, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many entries each of the twelve months has."""
        counts = Counter({month.month: len(month.entries) for month in self.months})
        return tuple(counts[month] for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The deadlines of tasks.

    Attributes:
        years: Those with days in the calendar, oldest first.
        recurring: Those that come again and again.
        unplaced: Those that are neither: within so many days, as soon as something happens, a day without a year.
        undated: How many of the tasks have no deadline.
    """

    years: tuple[Year, ...] = ()
    recurring: tuple[Entry, ...] = ()
    unplaced: tuple[Entry, ...] = ()
    undated: int = 0

    @property
    def by_year(self) -> tuple[tuple[int, int], ...]:
        """Each year from the first to the last, with its number of entries; a long gap is left out."""
        counts = {year.year: sum(year.counts) for year in self.years}
        if not counts or max(counts) - min(counts) >= _MOST_YEARS:
            return tuple(counts.items())
        return tuple((year, counts.get(year, 0)) for year in range(min(counts), max(counts) + 1))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of the page."""
        placed = (entry for year in self.years for month in year.months for entry in month.entries)
        return (*placed, *self.recurring, *self.unplaced)

    @property
    def has_days(self) -> bool:
        """True where some deadline is a day that another calendar can show."""
        return bool(self.years) or any(entry.due.fixed for entry in self.recurring)


def dues(row: Row | Duty) -> tuple[Due, ...]:
    """The deadlines of a duty, one by one."""
    if not row.deadline:
        return ()
    parts = [text.split(SEVERAL) for text in (row.deadline, row.due_kind, row.due)]
    if len({len(part) for part in parts}) > 1:
        parts = [[row.deadline], [row.due_kind], [row.due]]
    return tuple(
        Due(words, kind, due_intervals(kind, value), fixed_days(value))
        for words, kind, value in zip(*parts, strict=True)
    )


def timeline(tasks: Iterable[Dated], within: Days | None = None) -> Timeline:
    """The calendar of these tasks; ``within`` leaves out the days that do not touch it."""
    listed = list(tasks)
    entries = [entry for task in listed for entry in _entries(task, within)]
    placed = sorted((entry for entry in entries if entry.span), key=_last_day)
    apart = [entry for entry in entries if not entry.span]
    return Timeline(
        years=tuple(
            Year(year, _months(list(found))) for year, found in groupby(placed, lambda entry: _last_day(entry).year)
        ),
        recurring=tuple(entry for entry in apart if _recurs(entry.due)),
        unplaced=tuple(entry for entry in apart if not _recurs(entry.due)),
        undated=sum(not task.dues for task in listed),
    )


def _entries(task: Dated, within: Days | None) -> Iterator[Entry]:
    first, last = within or (dt.date.min, dt.date.max)
    for due in task.dues:
        if due.spans:
            yield from (Entry(task, due, span) for span in due.spans if span[0] <= last and first <= span[1])
        else:
            yield Entry(task, due)


def _months(entries: Sequence[Entry]) -> tuple[Month, ...]:
    return tuple(Month(month, tuple(found)) for month, found in groupby(entries, lambda entry: _last_day(entry).month))


def _last_day(entry: Entry) -> dt.date:
    return entry.span[1] if entry.span else dt.date.max


def _recurs(due: Due) -> bool:
    return bool(due.fixed) or "recurring" in due.kind.split(SEVERAL)
