"""Tasks and their addressees in different places: labelled lines, and the rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legalqa.ledger.assignment import is_only_names, read_assignment, read_names
from legalqa.ledger.found import Found
from legalqa.ledger.labels import Label, is_ordinal, read_columns, read_label
from legalqa.ledger.units import Unit, read_unit
from legalqa.models import Document, Provision
from legalqa.vietnamese.deadlines import every_deadline, read_deadline
from legalqa.vietnamese.text import shown, shown_with_offsets


class Blocks:
    """Reads the labelled lines and the tables of one document into what is found."""

    def __init__(self, document: Document, found: Found) -> None:
        self._document = document
        self._source = document.source.text
        self._found = found
        self._columns: tuple[dict[Label, int] | None, int] = (None, 0)

    def labelled(self, nodes: Sequence[Provision]) -> set[str]:
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
        self, units: Sequence[Unit | None], labels: Sequence[tuple[Label, int] | None], first: int
    ) -> list[Unit]:
        tasks: list[Unit] = []
        for index in range(first - 1, -1, -1):
            label, unit = labels[index], units[index]
            if label is not None and label[0] is not Label.TASK:
                break
            if unit is not None:
                tasks[:0] = self._below(unit) or [unit]
        return tasks

    def _assign_block(
        self,
        tasks: list[Unit],
        block: list[tuple[Unit, tuple[Label, int]]],
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
                        self._found.add(task.node, assignee, task.whole, span, deadline or every_deadline(task.text))
                    if not is_only_names(content):
                        self._found.add(part.node, assignee, part.whole, span, deadline)
        used.update(task.node.eid for task in tasks if not read_assignment(task.text).assignees)

    def _below(self, unit: Unit) -> list[Unit]:
        """The items under a labelled line that says nothing itself: "Cơ quan thực hiện:", "Nội dung:"."""
        return [below for child in unit.node.children if (below := self._unit(child))]

    def _parent(self, nodes: Sequence[Provision]) -> Unit | None:
        chain = self._document.find(nodes[0].eid)
        return self._unit(chain[-2]) if len(chain) > 1 else None

    def table(self, table: Provision) -> None:
        """Read a table of tasks; one without a header of its own, as wide as the one before, goes on with that."""
        columns, width = self._columns
        for row in table.children:
            cells = [shown(self._source, *cell) if cell[1] > cell[0] else "" for cell in row.cells]
            if header := read_columns(cells):
                columns, width = header, len(cells)
            elif columns and len(cells) == width + 1 and is_ordinal(cells[0]):  # the header spans the number's column
                self._row(row, cells, {label: index + 1 for label, index in columns.items()})
            elif columns and len(cells) <= width:
                self._row(row, cells, columns)
        self._columns = (columns, width)

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
                self._found.add(row, replace(named, role=role), task[1], view.span(named.start, named.end), deadline)

    def _unit(self, node: Provision) -> Unit | None:
        return read_unit(self._source, node)


def _may_be_labelled(unit: Unit) -> bool:
    """A labelled line stands alone, or has items below that go on after its colon."""
    return not unit.node.children or (
        unit.text.rstrip().endswith(":") and not any(child.children for child in unit.node.children)
    )
