"""Rows → ICS: deadlines as whole days in a calendar (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from icalendar import Calendar, Event

from legalqa.exports.rows import WITH, Row, is_web_link, writable
from legalqa.vietnamese.deadlines import fixed_days

_LONGEST = 90
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "legalqa:duty")
# Where a recurrence of an undated document begins.
_BEGINNING = dt.date(2020, 1, 1)


def to_ics(rows: Sequence[Row]) -> bytes:
    """A calendar with a whole-day event on the last day of each deadline; yearly and monthly ones recur.

    Duties without such a day are left out; ``without_day`` counts them. An event's UID is the same in every export.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//legalqa//legalqa//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Thời hạn nhiệm vụ")
    events = {event["uid"]: event for row in rows for event in _events(row)}
    for event in events.values():
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def without_day(rows: Sequence[Row]) -> int:
    """How many of the rows have no day that a calendar could show."""
    return sum(not row.intervals and not fixed_days(row.due) for row in rows)


def _events(row: Row) -> Iterator[Event]:
    for _, last in row.intervals:
        yield _event(row, last)
    for month, day in fixed_days(row.due):
        rule: dict[str, Any] = {"freq": "YEARLY" if month else "MONTHLY", "bymonthday": day}
        if month:
            rule["bymonth"] = month
        yield _event(row, _first(row.date or _BEGINNING, month, day), rule)


def _first(since: dt.date, month: int | None, day: int) -> dt.date:
    """The first such day from this one on; RFC 5545 wants a recurrence to begin on a day of its own."""
    while since.day != day or month not in (None, since.month):
        since += dt.timedelta(days=1)
    return since


def _event(row: Row, day: dt.date, rule: dict[str, Any] | None = None) -> Event:
    event = Event()
    event.add("uid", f"{_identity(row, '' if rule else day.isoformat(), rule)}@legalqa")
    event.add("dtstamp", dt.datetime.combine(row.date or _BEGINNING, dt.time(), dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", _summary(row))
    event.add("description", _description(row))
    event.add("transp", "TRANSPARENT")
    if is_web_link(row.link):
        event.add("url", row.link)
    if rule:
        event.add("rrule", rule)
    return event


def _identity(row: Row, day: str, rule: dict[str, Any] | None) -> uuid.UUID:
    recurs = "-".join(str(value) for value in rule.values()) if rule else ""
    parts = (row.document_id, row.eid, row.agency_id, row.role, row.task, day, recurs)
    return uuid.uuid5(_SPACE, "\n".join(parts))


def _summary(row: Row) -> str:
    task = row.task
    if len(task) > _LONGEST:
        task = task[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    share = " (phối hợp)" if row.role == WITH else ""
    if not share and task.lower().startswith(row.agency.lower()):
        return writable(task)
    return writable(f"{row.agency}{share}: {task}")


def _description(row: Row) -> str:
    """The quote, where it stands, when it is due in its own words, and the link."""
    lines = [f"“{row.task}”", f"{row.label}, {row.document}".lstrip(", "), f"Thời hạn: {row.deadline}", row.link]
    return writable("\n".join(lines))
