"""Document → Duties: who must do what, completely, each with the words that say so."""

from __future__ import annotations

import re
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
    read_members,
    read_names,
    read_people,
    read_qualified,
)
from legalqa.ledger.blocks import Blocks
from legalqa.ledger.found import Found
from legalqa.ledger.units import Unit, read_unit
from legalqa.models import FRAME, Document, Duty, Provision, ProvisionKind
from legalqa.vietnamese.agencies.mentions import mentions
from legalqa.vietnamese.deadlines import every_deadline, says_only_when
from legalqa.vietnamese.sentences import sentences
from legalqa.vietnamese.text import shown

__all__ = ["VERSION", "duties"]

#: Raised whenever the same document may give other duties; the index's stamp records it.
VERSION = 12

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


def duties(document: Document) -> list[Duty]:
    """The duties of a document, in the order of the text; each agency × role × task once."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._source = document.source.text
        self._found = Found(document.id)
        self._blocks = Blocks(document, self._found)
        self._addressed: set[str] = set()

    def read(self) -> list[Duty]:
        above: _Address | None = None
        roots = [node for node in self._document.provisions if node.kind not in FRAME]
        labelled = self._blocks.labelled(roots)  # a text without numbers has its labelled lines among the roots
        for node in roots:
            if node.eid in labelled:
                continue
            if node.kind is ProvisionKind.PREAMBLE:
                above = self._lead_in(read_unit(self._source, node)) or above
            elif node.kind is ProvisionKind.APPENDIX:
                self._visit_all(node.children, None)
            elif node.eid.startswith("ket"):
                self._visit_all((node,), None)
            elif (
                node.kind is ProvisionKind.PARAGRAPH
                and not node.children
                and (address := self._lead_in(read_unit(self._source, node)))
            ):
                above = address
                self._found.define(shown(self._source, node.start, node.end))
            else:
                self._visit(node, above)
        return self._found.duties()

    def _visit_all(self, nodes: Sequence[Provision], above: _Address | None) -> None:
        labelled = self._blocks.labelled(nodes)
        self._addressed |= self._like_addressees(nodes)
        nearer: _Address | None = None
        before: Provision | None = None
        for node, following in zip_longest(nodes, nodes[1:]):
            if node.eid in labelled:
                continue
            if before and not node.children and says_only_when(shown(self._source, node.start, node.end)):
                self._found.date(before.eid, every_deadline(shown(self._source, node.start, node.end)))
                continue
            before = node
            if node.kind is ProvisionKind.PARAGRAPH:
                listed = following is not None and following.kind is not ProvisionKind.PARAGRAPH
                unit = read_unit(self._source, node) if listed and not node.children else None
                if above and unit and names_partners(unit.text):
                    nearer = replace(above, partners=True)
                    continue
                nearer = self._lead_in(unit)
                if nearer and unit and not _says_more(unit):
                    self._found.define(unit.text)
                    continue
            self._visit(node, nearer if nearer and node.kind is not ProvisionKind.PARAGRAPH else above)

    def _like_addressees(self, nodes: Sequence[Provision]) -> set[str]:
        """The headings of a list in which most headings are addressees: "1. Sở Y tế: … 4. Người dân: …"."""
        headed = [
            node for node in nodes if node.children and (unit := read_unit(self._source, node)) and _opens(node, unit)
        ]
        named = [node for node in headed if (unit := read_unit(self._source, node)) and is_only_names(unit.text)]
        return {node.eid for node in headed} if 2 * len(named) >= len(headed) and len(named) > 1 else set()

    def _lead_in(self, unit: Unit | None) -> _Address | None:
        """Whom a paragraph or an opening addresses with all that follows: "Các cơ quan, đơn vị thực hiện các hoạt động sau:"."""
        return self._address(unit) if unit and unit.text.rstrip().endswith(":") else None

    def _visit(self, node: Provision, above: _Address | None) -> None:
        if node.kind is ProvisionKind.TABLE:
            self._blocks.table(node)
            return
        unit = read_unit(self._source, node)
        if unit is None:
            self._visit_all(node.children, above)
            return
        self._found.define(unit.text)
        below = above
        if node.children:
            address = self._address(unit) if _opens(node, unit) else None
            if address:
                below = address
            elif above and names_partners(unit.text):
                below = replace(above, partners=True)
                self._visit_all(node.children, below)
                return
            elif own := self._goes_on(node, unit):
                below = own
            if not _opens(node, unit) or _says_more(unit) or (address and self._divides(node, address)):
                self._task(unit, above)
        elif node.kind in _UNITS and not (node.heading and node.kind is ProvisionKind.SECTION):
            self._task(unit, above)
        self._visit_all(node.children, below)

    def _divides(self, node: Provision, address: _Address) -> bool:
        """True where the items below only share out, among those addressed, the task that the lead-in tells."""
        whose = {assignee.mention.agency.id for assignee in address.assignees}
        units = [unit for child in node.children if (unit := read_unit(self._source, child))]
        return bool(units) and all((first := _begins_with(unit.text)) and first in whose for unit in units)

    def _goes_on(self, node: Provision, unit: Unit) -> _Address | None:
        """Whom a numbered sentence tells to do something, where only dashes follow: they go on with what it has to do."""
        if (
            _opens(node, unit)
            or describes(unit.text)
            or any(child.kind is not ProvisionKind.DASH for child in node.children)
        ):
            return None
        read = read_assignment(unit.text)
        leads = tuple(assignee for assignee in read.assignees if assignee.role == "lead")
        if not read.subject or len(sentences(unit.text)) > 1:
            return None
        return _Address(leads, *unit.span(leads[0].start, leads[-1].end))

    def _address(self, unit: Unit) -> _Address | None:
        text = unit.text
        if describes(text) or self._is_about_awards(unit.node):
            return None
        if unit.node.eid in self._addressed and (people := read_people(text)):
            return _Address((people,), *unit.whole)
        if members := read_members(text):
            return _Address(members, *unit.whole)
        if is_only_names(text) or is_about_names(text):
            assignees = read_names(text)
        else:
            assignees = tuple(
                a for a in read_assignment(text).assignees if a.role == "lead" or text.rstrip().endswith(":")
            )
            if not any(a.role == "lead" for a in assignees):
                assignees = read_qualified(text)
        return _Address(self._found.called(unit.text, assignees), *unit.whole) if assignees else None

    def _is_about_awards(self, node: Provision) -> bool:
        """True below a heading such as "Tiêu chuẩn khen thưởng": whom it names may be rewarded, and is not told to do things."""
        told = [
            about for above in self._document.find(node.eid) if (about := is_about_awards(above.heading)) is not None
        ]
        return bool(told) and told[-1]

    def _task(self, unit: Unit, above: _Address | None) -> None:
        """A unit that holds a task: for those it names itself, and for those addressed above unless it names its own."""
        own = read_assignment(unit.text, partners=bool(above and above.partners))
        leads_nowhere = (
            unit.node.kind is ProvisionKind.PARAGRAPH and unit.text.rstrip().endswith(":") and not own.assignees
        )
        if describes(unit.text) or leads_nowhere:
            return
        task = unit.whole
        if above and not own.assignees and (first := _begins_with(unit.text)):
            its = tuple(assignee for assignee in above.assignees if assignee.mention.agency.id == first)
            above = replace(above, assignees=its or above.assignees)
        for assignee in self._found.called(unit.text, own.assignees):
            deadline = every_deadline(_said_of(assignee, own.assignees, unit.text))
            self._found.add(unit.node, assignee, task, unit.span(assignee.start, assignee.end), deadline)
        if above and not own.subject:
            deadline = every_deadline(unit.text)
            for assignee in above.assignees:
                self._found.add(unit.node, assignee, task, (above.start, above.end), deadline)


def _begins_with(text: str) -> str | None:
    """The id of the agency whose name a text begins with."""
    first = next(iter(mentions(text)), None)
    return first.agency.id if first and first.start == 0 else None


def _opens(node: Provision, unit: Unit) -> bool:
    """A heading or a lead-in: what follows belongs to whoever it addresses."""
    return bool(node.heading) or unit.text.rstrip().endswith(":") or is_only_names(unit.text)


def _says_more(unit: Unit) -> bool:
    """A lead-in that has a whole sentence of its own before it is a task too, as is one that goes on "; trong đó …:"."""
    return len(sentences(unit.text)) > 1 or bool(re.search(r"[;,] (?:trong đó|đồng thời)\b[^;.]*:\s*$", unit.text))


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
