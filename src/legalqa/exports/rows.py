"""Duties → Rows: what every export shows of a duty, each with the paragraph that proves it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

from legalqa.compose import address
from legalqa.models import Duty, document_name
from legalqa.vietnamese.deadlines import due_intervals
from legalqa.vietnamese.text import joined, shown

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo, Library

LEAD = "chủ trì/thực hiện"
WITH = "phối hợp"

# Characters that XML and calendars cannot hold, and that steer a terminal.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One duty as a list shows it.

    Attributes:
        document, number, date: How the document is named, its number and its date; "" and None where it states none.
        agency: The agency's name in full; ``name`` is how the text names it.
        role: "chủ trì/thực hiện" or "phối hợp".
        task: The source's words.
        label: How a lawyer names the paragraph.
        deadline: When it is due, as written; "" where the text does not say.
        due, due_kind: The same normalised, and the kind of that value.
        due_by: The day by which the first part of that value ends; None where it is no time of the calendar.
        link: Where the paragraph is read.
        document_id, eid, agency_id: What the library calls them.
    """

    document: str
    number: str
    date: dt.date | None
    agency: str
    name: str
    role: str
    task: str
    label: str
    deadline: str
    due: str
    due_kind: str
    due_by: dt.date | None
    link: str
    document_id: str
    eid: str
    agency_id: str

    @property
    def intervals(self) -> tuple[tuple[dt.date, dt.date], ...]:
        """The first and last day of each part of the deadline: two years, a quarter; empty where there is none."""
        return due_intervals(self.due_kind, self.due)


def rows(duties: Iterable[Duty], library: Library, base_url: str = "") -> list[Row]:
    """What exports show of these duties, in their order.

    Args:
        duties: Duties of the library.
        library: Where their documents are.
        base_url: The address of the server that shows the documents; "" leaves links as paths on it.
    """
    documents = {document.id: document for document in library.documents()}
    text = cache(library.text)
    base = base_url.rstrip("/")
    return [
        _row(
            duty,
            documents[duty.document],
            task=shown(text(duty.document), duty.start, duty.end),
            label=library.label(duty.document, duty.eid),
            link=base + address(duty.document, duty.eid),
        )
        for duty in duties
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """A task with all who share it, as a printed list shows it.

    Attributes:
        lead, others: Who leads or does it, and who takes part, in the order of the rows, divided by "; ".
    """

    text: str
    lead: str
    others: str
    deadline: str
    label: str
    link: str


def tasks_of(rows: Sequence[Row]) -> list[Task]:
    """The tasks of one document's rows, each once with all who share it."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.eid, row.task), []).append(row)
    return [
        Task(
            text=group[0].task,
            lead=joined(row.agency for row in group if row.role == LEAD),
            others=joined(row.agency for row in group if row.role == WITH),
            deadline=joined(row.deadline for row in group),
            label=group[0].label,
            link=group[0].link,
        )
        for group in found.values()
    ]


def to_json(rows: Sequence[Row]) -> str:
    """The rows as a JSON list, dates in ISO form."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2, default=str)


def writable(text: str) -> str:
    """The text without the control characters that no office format can hold."""
    return _UNWRITABLE.sub("", text)


def is_web_link(link: str) -> bool:
    """True for a whole address, which can be opened from a file; a path cannot."""
    return link.startswith(("http://", "https://"))


def _row(duty: Duty, document: DocumentInfo, *, task: str, label: str, link: str) -> Row:
    spans = due_intervals(duty.due_kind, duty.due)
    return Row(
        document=document_name(document, longest=None),
        number=document.number or "",
        date=document.date,
        agency=duty.agency_name,
        name=duty.name,
        role=WITH if duty.role == "with" else LEAD,
        task=task,
        label=label,
        deadline=duty.deadline or "",
        due=duty.due,
        due_kind=duty.due_kind,
        due_by=spans[0][1] if spans else None,
        link=link,
        document_id=duty.document,
        eid=duty.eid,
        agency_id=duty.agency,
    )
