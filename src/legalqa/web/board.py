"""What is wanted + the library → the duty board: one agency's duties by document, their deadlines, and what was searched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Literal

from legalqa.errors import Ambiguous, LegalqaError, NotFound
from legalqa.exports.rows import WITH, Row, rows
from legalqa.exports.selection import Selection, Wanted, find_agencies, read_span, select
from legalqa.models import Agency, Duty, document_name
from legalqa.scan import newest_first
from legalqa.vietnamese.text import capital
from legalqa.web.choosing import name_to_choose
from legalqa.web.roster import Listed, roster
from legalqa.web.timeline import Dated, Due, Timeline, dues, timeline

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo, Library

#: Tasks that one page lists, for the files hold them all; tasks of an overview's calendar beyond which it only counts them.
LONGEST_LIST, LONGEST_CALENDAR = 500, 40

#: Where a task stands: ``Duty.place``.
Place = tuple[str, int, int]

#: Choices that an error offers.
MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """Why nothing is listed: the field that cannot be read, and names to choose from instead, with their tasks."""

    field: Literal["agency", "due", "document"]
    kind: Literal["unknown", "ambiguous", "unreadable", "backwards"]
    asked: str
    choices: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks: all, led or done, taken part in, given through groups, with a deadline."""

    tasks: int = 0
    lead: int = 0
    taking_part: int = 0
    group: int = 0
    dated: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A task on the board.

    Attributes:
        anchor: Its id on the page, the same whatever the filters are.
        role: What the agency is to do, "lead" or "with"; "" where no agency is asked about.
        given: To whom the text gives it, where that is another name than the agency's.
        text: The source's words.
        label, link: How a lawyer names the paragraph, and where it is read.
        dues: Its deadlines.
        leads, others: Who else leads or does it, and who else takes part.
    """

    anchor: str
    role: str
    given: tuple[str, ...]
    text: str
    label: str
    link: str
    dues: tuple[Due, ...]
    leads: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one document; its title where its name does not say it."""

    document: DocumentInfo
    name: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What the page shows.

    Attributes:
        wanted: The filters.
        roster: The agencies to pick from.
        documents: All documents to filter by, newest first, with their names.
        chosen: The id of the one document that is looked through; else what was asked for as one.
        searched: How many documents and passages were looked through.
        problem: Why nothing is listed.
        agencies: Who is asked about; none for all.
        now: Who holds the first one's work today, where that is another body.
        counts: How many tasks, whatever the role that is filtered by.
        shown: How many tasks pass all filters; ``left`` of them are not listed.
        unplaced: How many were left out because their deadline is no time of the calendar.
        brief: True where the calendar only counts, and its entries say no more than when.
        groups: The tasks, by document.
        timeline: Their deadlines.
    """

    wanted: Wanted
    roster: tuple[Listed, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    searched: tuple[int, int] = (0, 0)
    problem: Problem | None = None
    agencies: tuple[Agency, ...] = ()
    now: Agency | None = None
    counts: Counts = Counts()
    shown: int = 0
    left: int = 0
    unplaced: int = 0
    brief: bool = False
    groups: tuple[Group, ...] = ()
    timeline: Timeline = field(default_factory=Timeline)

    @property
    def is_overview(self) -> bool:
        """True where nothing is asked for yet."""
        return self.wanted == Wanted()


def board(wanted: Wanted, library: Library) -> Board:
    """The board for these filters; what cannot be read is told as its ``problem``, never raised."""
    everything = sorted(library.documents(), key=newest_first)
    if not everything:
        return Board(wanted)
    empty = Board(
        wanted,
        roster=roster(library),
        documents=tuple((info.id, name_to_choose(info)) for info in everything),
        chosen=wanted.document,
        searched=_searched(everything),
    )
    if problem := _problem(wanted, library, empty.roster):
        return replace(empty, problem=problem)
    try:
        whole = select(replace(wanted, role=""), library)
        selection = select(wanted, library) if wanted.role else whole
    except NotFound:
        return replace(empty, problem=Problem("document", "unknown", wanted.document))
    return _filled(empty, whole, selection, library)


def _problem(wanted: Wanted, library: Library, listed: Sequence[Listed]) -> Problem | None:
    """What is wrong with the agency's name or the days."""
    try:
        read_span(wanted.due) if wanted.due else None
    except LegalqaError as error:
        return Problem("due", "unreadable" if error.__cause__ else "backwards", wanted.due)
    try:
        find_agencies(wanted.agency, library) if wanted.agency else ()
    except Ambiguous as error:
        return Problem("agency", "ambiguous", wanted.agency, _counted(error.choices, listed))
    except NotFound as error:
        return Problem("agency", "unknown", wanted.agency, _counted(error.choices, listed))
    return None


def _counted(names: Sequence[str], listed: Sequence[Listed]) -> tuple[tuple[str, int], ...]:
    tasks = {one.name: one.tasks for one in listed}
    return tuple((name, tasks.get(name, 0)) for name in names[:MOST_CHOICES])


def _filled(empty: Board, whole: Selection, selection: Selection, library: Library) -> Board:
    tasks = _tasks(selection.duties)
    listed = dict(islice(tasks.items(), 0 if empty.is_overview else LONGEST_LIST))
    dated = {place: found for place, found in tasks.items() if any(duty.deadline for duty in found)}
    brief = empty.is_overview and len(dated) > LONGEST_CALENDAR
    items = _items(listed if brief else {**listed, **dated}, selection.agencies, library)
    calendar = [
        _dated(items[place], on_page=place in listed) if place in items else Dated("", "", "", (), _dues(found))
        for place, found in dated.items()
    ]
    days = read_span(empty.wanted.due) if empty.wanted.due else None
    return replace(
        empty,
        chosen=selection.documents[0].id if len(selection.documents) == 1 else empty.wanted.document,
        searched=_searched(selection.documents),
        agencies=selection.agencies,
        now=selection.now,
        counts=_counts(whole),
        shown=len(tasks),
        left=0 if empty.is_overview else len(tasks) - len(listed),
        unplaced=selection.unplaced,
        brief=brief,
        groups=_groups({place: items[place] for place in listed}, selection.documents),
        timeline=replace(timeline(calendar, days), undated=len(tasks) - len(dated)),
    )


def _counts(whole: Selection) -> Counts:
    def number(duties: Iterable[Duty]) -> int:
        return len({duty.place for duty in duties})

    own = whole.duties
    to_groups = [duty for duty in own if duty.agency_kind == "group"]
    return Counts(
        tasks=number(own),
        lead=number(duty for duty in own if duty.role == "lead"),
        taking_part=number(duty for duty in own if duty.role == "with"),
        group=whole.grouped if whole.agencies else number(to_groups),
        dated=number(duty for duty in own if duty.deadline),
    )


def _tasks(duties: Iterable[Duty]) -> dict[Place, list[Duty]]:
    """The duties by task, in their order."""
    found: dict[Place, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.place, []).append(duty)
    return found


def _items(tasks: Mapping[Place, Sequence[Duty]], asked: Sequence[Agency], library: Library) -> dict[Place, Item]:
    """The tasks as the board shows them, with the other agencies that share them."""
    duties = library.duties(documents={place[0] for place in tasks}) if tasks else []
    shared = [duty for duty in duties if duty.place in tasks]
    written: dict[Place, list[Row]] = {}
    for duty, row in zip(shared, rows(shared, library), strict=True):
        written.setdefault(duty.place, []).append(row)
    return {place: _item(found, written[place], asked) for place, found in tasks.items()}


def _item(duties: Sequence[Duty], written: Sequence[Row], asked: Sequence[Agency]) -> Item:
    """A task: its duties that were asked for, and all rows of it; where no agency is asked about, all share it alike."""
    own = {duty.agency for duty in duties} if asked else set[str]()
    names = {agency.name for agency in asked}
    mine = [row for row in written if row.agency_id in own] or list(written)
    others = {row.agency_id: row for row in written if row.agency_id not in own}
    return Item(
        anchor=f"nv-{duties[0].document}-{duties[0].start}",
        role=("lead" if any(duty.role == "lead" for duty in duties) else "with") if asked else "",
        given=tuple(dict.fromkeys(row.agency for row in mine if row.agency not in names)) if asked else (),
        text=mine[0].task,
        label=mine[0].label,
        link=mine[0].link,
        dues=_dues(mine),
        leads=tuple(row.agency for row in others.values() if row.role != WITH),
        others=tuple(row.agency for row in others.values() if row.role == WITH),
    )


def _groups(items: Mapping[Place, Item], documents: Iterable[DocumentInfo]) -> tuple[Group, ...]:
    infos = {info.id: info for info in documents}
    found = groupby(items.items(), key=lambda one: one[0][0])
    return tuple(_group(infos[id], [item for _, item in those]) for id, those in found)


def _group(info: DocumentInfo, items: Iterable[Item]) -> Group:
    title = capital(info.title) if info.title and info.number else ""
    return Group(info, capital(document_name(info, longest=None)), title, tuple(items))


def _dated(item: Item, *, on_page: bool) -> Dated:
    who = () if item.role else item.leads or item.others
    return Dated(item.text, f"#{item.anchor}" if on_page else item.link, item.role, who, item.dues)


def _dues(duties: Iterable[Row | Duty]) -> tuple[Due, ...]:
    return tuple(dict.fromkeys(due for duty in duties for due in dues(duty)))


def _searched(documents: Sequence[DocumentInfo]) -> tuple[int, int]:
    return len(documents), sum(info.passages for info in documents)
