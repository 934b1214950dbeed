"""Document → Duties: who must do what, completely, each with the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from legalqa.ledger.assignment import (
    Assignee,
    describes,
    is_about_awards,
    is_about_names,
    is_only_names,
    names_partners,
    read_assignment,
    read_definition,
    read_members,
    read_names,
)
from legalqa.ledger.labels import Label, read_columns, read_label
from legalqa.models import FRAME, Document, Duty, Provision, ProvisionKind
from legalqa.vietnamese import markers
from legalqa.vietnamese.agencies.mentions import Mention
from legalqa.vietnamese.deadlines import Deadline, find_deadlines, read_deadline
from legalqa.vietnamese.sentences import sentences
from legalqa.vietnamese.text import Shown, shown, shown_with_offsets

__all__ = ["VERSION", "duties"]

#: Raised whenever the same document may give other duties; the index's stamp records it.
VERSION = 2

#: Kinds of deadline, the most exact first.
_EXACTNESS = ("date", "within", "quarter", "month", "year", "period", "recurring", "ongoing")
#: Numbered units that may hold a task of their own.
_UNITS = frozenset(
    {ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.DASH, ProvisionKind.SECTION, ProvisionKind.PARAGRAPH, ProvisionKind.ARTICLE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Address:
    """Who the text above addresses, and the span in the source of the words that do.

    Attributes:
        partners: The items below begin with those who take part: "Chủ trì, phối hợp với:".
    """

    assignees: tuple[Assignee, ...]
    start: int
    end: int
    partners: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """A provision's own words behind its marker, as shown, with the way back to the source."""

    node: Provision
    view: Shown
    skip: int

    @property
    def text(self) -> str:
        return self.view.text[self.skip :]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.view.span(self.skip + start, self.skip + end)

    @property
    def whole(self) -> tuple[int, int]:
        return self.view.span(self.skip, len(self.view.text))


def duties(document: Document) -> list[Duty]:
    """The duties of a document, in the order of the text; each agency × role × task once."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._source = document.source.text
        self._found: dict[tuple[str, str, int], Duty] = {}
        self._members: dict[str, tuple[Mention, ...]] = {}

    def read(self) -> list[Duty]:
        above: _Address | None = None
        for node in self._document.provisions:
            if node.kind in FRAME:
                continue
            if node.kind is ProvisionKind.PREAMBLE:
                above = self._opening(node) or above
            elif node.kind is ProvisionKind.APPENDIX:
                self._visit_all(node.children, None)
            elif node.eid.startswith("ket"):
                self._visit_all((node,), None)
            else:
                self._visit(node, above)
        self._labelled(self._document.provisions)  # a text without numbers has its labelled lines among the roots
        return sorted(self._found.values(), key=lambda duty: (duty.start, duty.role, duty.agency))

    def _opening(self, node: Provision) -> _Address | None:
        """An opening sentence that addresses all that follows ("… yêu cầu Thủ trưởng các sở … thực hiện các nhiệm vụ sau:")."""
        unit = self._unit(node)
        return self._address(unit) if unit and unit.text.rstrip().endswith(":") else None

    def _visit_all(self, nodes: Sequence[Provision], above: _Address | None) -> None:
        labelled = self._labelled(nodes)
        nearer: _Address | None = None
        for node, following in zip_longest(nodes, nodes[1:]):
            if node.eid in labelled:
                continue
            if node.kind is ProvisionKind.PARAGRAPH:
                listed = following is not None and following.kind is not ProvisionKind.PARAGRAPH
                nearer = self._lead_in(node) if listed else None
                unit = self._unit(node) if nearer else None
                if unit and not _says_more(unit):
                    self._define(unit)
                    continue
            self._visit(node, nearer if nearer and node.kind is not ProvisionKind.PARAGRAPH else above)

    def _lead_in(self, node: Provision) -> _Address | None:
        """A paragraph before a list that addresses its items: "Các cơ quan, đơn vị thực hiện các hoạt động sau:"."""
        unit = self._unit(node) if node.kind is ProvisionKind.PARAGRAPH and not node.children else None
        return self._address(unit) if unit and unit.text.rstrip().endswith(":") else None

    def _define(self, unit: _Unit) -> None:
        """Groups that the text has given a short name stand for their members from there on."""
        if definition := read_definition(unit.text):
            self._members[definition.group.agency.id] = definition.members

    def _visit(self, node: Provision, above: _Address | None) -> None:
        if node.kind is ProvisionKind.TABLE:
            self._table(node)
            return
        unit = self._unit(node)
        if unit is None:
            self._visit_all(node.children, above)
            return
        self._define(unit)
        below = above
        if node.children:
            address = self._address(unit) if _opens(node, unit) else None
            if address:
                below = address
            elif above and names_partners(unit.text):
                below = replace(above, partners=True)
                self._visit_all(node.children, below)
                return
            if not _opens(node, unit) or _says_more(unit):
                self._task(unit, above)
        elif node.kind in _UNITS and not (node.heading and node.kind is ProvisionKind.SECTION):
            self._task(unit, above)
        self._visit_all(node.children, below)

    def _address(self, unit: _Unit) -> _Address | None:
        text = unit.text
        if describes(text) or self._is_about_awards(unit.node):
            return None
        if members := read_members(text):
            return _Address(members, *unit.whole)
        if is_only_names(text) or is_about_names(text):
            assignees = read_names(text)
        else:
            assignees = tuple(
                a for a in read_assignment(text).assignees if a.role == "lead" or text.rstrip().endswith(":")
            )
            if not any(a.role == "lead" for a in assignees):
                return None
        return _Address(self._called(unit, assignees), *unit.whole) if assignees else None

    def _called(self, unit: _Unit, named: Sequence[Assignee]) -> tuple[Assignee, ...]:
        """The assignees, and the group by whose short name the text calls them together from there on."""
        definition = read_definition(unit.text)
        leads = {assignee.mention.agency.id for assignee in named if assignee.role == "lead"}
        if not definition or not leads & {member.agency.id for member in definition.members}:
            return tuple(named)
        group = definition.group
        return (*named, Assignee(group, "lead", group.start, group.end))

    def _is_about_awards(self, node: Provision) -> bool:
        """True below a heading such as "Tiêu chuẩn khen thưởng": whom it names may be rewarded, and is not told to do things."""
        told = [
            about for above in self._document.find(node.eid) if (about := is_about_awards(above.heading)) is not None
        ]
        return bool(told) and told[-1]

    def _task(self, unit: _Unit, above: _Address | None) -> None:
        """A unit that holds a task: for those it names itself, and for those addressed above unless it names its own."""
        own = read_assignment(unit.text, partners=bool(above and above.partners))
        if describes(unit.text):
            return
        task = unit.whole
        for assignee in self._called(unit, own.assignees):
            deadline = _most_exact(_said_of(assignee, own.assignees, unit.text))
            self._add(unit.node, assignee, task, unit.span(assignee.start, assignee.end), deadline)
        if above and not own.subject:
            deadline = _most_exact(unit.text)
            for assignee in above.assignees:
                self._add(unit.node, assignee, task, (above.start, above.end), deadline)

    # Labelled lines

    def _labelled(self, nodes: Sequence[Provision]) -> set[str]:
        """Read runs of "task …, Cơ quan chủ trì: …, Thời gian: …" among siblings; gives the eids that were used up."""
        units = [self._unit(node) for node in nodes]
        labels = [read_label(unit.text) if unit and _may_be_labelled(unit) else None for unit in units]
        if not any(label and label[0] in (Label.LEAD, Label.WITH) for label in labels):
            return set()
        used: set[str] = set()
        at = 0
        while at < len(units):
            if labels[at] is None or labels[at][0] is Label.TASK:  # type: ignore[index]
                at += 1
                continue
            first = at
            while at < len(units) and labels[at] is not None and labels[at][0] is not Label.TASK:  # type: ignore[index]
                at += 1
            tasks = self._tasks_before(units, labels, first)
            block = [
                (unit, label) for unit, label in zip(units[first:at], labels[first:at], strict=True) if unit and label
            ]
            self._assign_block(tasks, block, nodes, used)
        return used

    def _tasks_before(
        self, units: Sequence[_Unit | None], labels: Sequence[tuple[Label, int] | None], first: int
    ) -> list[_Unit]:
        tasks: list[_Unit] = []
        for index in range(first - 1, -1, -1):
            label, unit = labels[index], units[index]
            if label is not None and label[0] is not Label.TASK:
                break
            if unit is not None:
                tasks[:0] = self._below(unit) or [unit]
        return tasks

    def _assign_block(
        self,
        tasks: list[_Unit],
        block: list[tuple[_Unit, tuple[Label, int]]],
        nodes: Sequence[Provision],
        used: set[str],
    ) -> None:
        times = [read_deadline(unit.text[at:]) for unit, (label, at) in block if label is Label.TIME]
        deadline = next((time for time in times if time), None)
        if not tasks and (parent := self._parent(nodes)):
            tasks = [parent]
        for unit, (label, at) in block:
            used.add(unit.node.eid)
            if label not in (Label.LEAD, Label.WITH):
                continue
            for part, begins in ((unit, at), *((below, 0) for below in self._below(unit))):
                content = part.text[begins:]
                for named in read_names(content):
                    role = "with" if label is Label.WITH else named.role
                    assignee = replace(named, role=role)
                    span = part.span(begins + named.start, begins + named.end)
                    for task in tasks:
                        self._add(task.node, assignee, task.whole, span, deadline or _most_exact(task.text))
                    if not is_only_names(content):
                        self._add(part.node, assignee, part.whole, span, deadline)
        used.update(task.node.eid for task in tasks if not read_assignment(task.text).assignees)

    def _below(self, unit: _Unit) -> list[_Unit]:
        """The items under a labelled line that says nothing itself: "Cơ quan thực hiện:", "Nội dung:"."""
        return [below for child in unit.node.children if (below := self._unit(child))]

    def _parent(self, nodes: Sequence[Provision]) -> _Unit | None:
        chain = self._document.find(nodes[0].eid)
        return self._unit(chain[-2]) if len(chain) > 1 else None

    # Tables

    def _table(self, table: Provision) -> None:
        columns: dict[Label, int] | None = None
        for row in table.children:
            cells = [shown(self._source, *cell) if cell[1] > cell[0] else "" for cell in row.cells]
            if header := read_columns(cells):
                columns = header
            elif columns:
                self._row(row, cells, columns)

    def _row(self, row: Provision, cells: list[str], columns: dict[Label, int]) -> None:
        def cell(label: Label) -> tuple[str, tuple[int, int]] | None:
            index = columns.get(label, len(cells))
            return (cells[index], row.cells[index]) if index < len(cells) and cells[index] else None

        task, lead = cell(Label.TASK), cell(Label.LEAD)
        if not task or not lead:
            return
        time = cell(Label.TIME)
        deadline = read_deadline(time[0]) if time else None
        for label in (Label.LEAD, Label.WITH):
            if not (who := cell(label)):
                continue
            view = shown_with_offsets(self._source, *who[1])
            for named in read_names(view.text):
                role = "with" if label is Label.WITH else named.role
                self._add(row, replace(named, role=role), task[1], view.span(named.start, named.end), deadline)

    # Parts

    def _unit(self, node: Provision) -> _Unit | None:
        view = shown_with_offsets(self._source, node.start, node.own_end)
        if not view.text:
            return None
        found = markers.read(view.text) if node.marker else ()
        skip = len(found[0].text) if found else 0
        while skip < len(view.text) and view.text[skip] in " .)":
            skip += 1
        return _Unit(node, view, skip) if skip < len(view.text) else None

    def _add(
        self,
        node: Provision,
        assignee: Assignee,
        task: tuple[int, int],
        assigned: tuple[int, int],
        deadline: Deadline | None,
    ) -> None:
        for member in self._members.get(assignee.mention.agency.id, ()):
            if member.agency.id != assignee.mention.agency.id:
                self._put(node, replace(assignee, mention=member), task, assigned, deadline)
        self._put(node, assignee, task, assigned, deadline)

    def _put(
        self,
        node: Provision,
        assignee: Assignee,
        task: tuple[int, int],
        assigned: tuple[int, int],
        deadline: Deadline | None,
    ) -> None:
        key = (assignee.mention.agency.id, assignee.role, task[0])
        if key in self._found or (assignee.mention.agency.id, "lead", task[0]) in self._found:
            return
        self._found[key] = Duty(
            document=self._document.id,
            eid=node.eid,
            agency=assignee.mention.agency.id,
            agency_name=assignee.mention.agency.name,
            agency_kind=assignee.mention.agency.kind,
            name=assignee.mention.words,
            role=assignee.role,
            start=task[0],
            end=task[1],
            assigned_start=assigned[0],
            assigned_end=assigned[1],
            deadline=deadline.words if deadline else None,
            due=deadline.value if deadline else "",
            due_kind=deadline.kind if deadline else "",
        )


def _may_be_labelled(unit: _Unit) -> bool:
    """A labelled line stands alone, or has items below that go on after its colon."""
    return not unit.node.children or (
        unit.text.rstrip().endswith(":") and not any(child.children for child in unit.node.children)
    )


def _opens(node: Provision, unit: _Unit) -> bool:
    """A heading or a lead-in: what follows belongs to whoever it addresses."""
    return bool(node.heading) or unit.text.rstrip().endswith(":") or is_only_names(unit.text)


def _says_more(unit: _Unit) -> bool:
    """A lead-in that has a whole sentence of its own before it is a task too."""
    return len(sentences(unit.text)) > 1


def _most_exact(text: str) -> Deadline | None:
    """The most exact deadline of a text: a day before a quarter, a quarter before "hằng năm"; the first of equals."""
    found = find_deadlines(text)
    return min(
        found, key=lambda deadline: _EXACTNESS.index(deadline.kind) - 10 * ("ngày" in deadline.words), default=None
    )


def _said_of(assignee: Assignee, others: Sequence[Assignee], text: str) -> str:
    """What a unit says of one of those it names: from its sentence to the one that another leads."""
    spans = sentences(text)
    place = next((n for n, (start, end) in enumerate(spans) if start <= assignee.start < end), 0)
    leads = {
        n
        for other in others
        if other.role == "lead"
        for n, (start, end) in enumerate(spans)
        if start <= other.start < end
    }
    last = next((n for n in range(place + 1, len(spans)) if n in leads), len(spans))
    return text[spans[place][0] : spans[last - 1][1]]
