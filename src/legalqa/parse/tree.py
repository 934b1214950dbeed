"""Paragraphs and tables → a tree of nodes, by the markers at their heads. Names come later (naming.py)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from legalqa.parse.paragraphs import Paragraph
from legalqa.vietnamese.markers import UNORDERED, Family, Marker

_LEAD_IN = re.compile(r":[\"”’')\]]*$")
_CLOSED = re.compile(r"(?:[.;!?]|\./\.?)[\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its span (empty for an empty cell) and what is shown of it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def start(self) -> int:
        return min(cell.start for row in self.rows for cell in row if cell.text)

    @property
    def end(self) -> int:
        return max(cell.end for row in self.rows for cell in row if cell.text)


@dataclass(slots=True)
class Node:
    """A node under construction: a paragraph, numbered or not, or a table."""

    paragraph: Paragraph | None
    marker: Marker | None = None
    grid: Grid | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def opens(self) -> bool:
        """True for a heading or a lead-in, which what follows belongs to."""
        return self.paragraph is not None and not _CLOSED.search(self.paragraph.text)

    @property
    def leads_in(self) -> bool:
        """True where the text says that something follows: it ends in a colon, or is set as a heading."""
        return self.paragraph is not None and (
            bool(_LEAD_IN.search(self.paragraph.text)) or (self.paragraph.strong and self.opens)
        )


def grow(parts: list[Paragraph | Grid]) -> list[Node]:
    """The tree of a body: numbered nodes under each other, unnumbered paragraphs and tables where they belong."""
    root = Node(None)
    stack: list[Node] = [root]
    last_marked = max((index for index, part in enumerate(parts) if _marker(part)), default=-1)
    for index, part in enumerate(parts):
        if isinstance(part, Grid):
            _home(stack).children.append(Node(None, grid=part))
            continue
        if marker := _place(stack, part):
            node = Node(part, marker)
            stack[-1].children.append(node)
            stack.append(node)
            continue
        if index > last_marked >= 0 and not stack[-1].leads_in and not _is_heading(stack[-1]):
            del stack[1:]  # loose text behind the last numbered one closes the whole
        _home(stack).children.append(Node(part))
    return root.children


def _marker(part: Paragraph | Grid) -> bool:
    return isinstance(part, Paragraph) and bool(part.readings)


def _is_heading(node: Node) -> bool:
    """A heading by its look: numbered, unclosed, short, with nothing under it yet."""
    return node.paragraph is not None and node.opens and len(node.paragraph.text) < 160 and not node.children


def _is_caption(node: Node) -> bool:
    """A short unclosed dash ("+ Nội dung theo dõi") that captions the paragraphs below it."""
    return node.paragraph is not None and node.opens and len(node.paragraph.text) < 60


def _home(stack: list[Node]) -> Node:
    """Where unnumbered text belongs: the open lead-in; else the nearest numbered node above the dashes. Closes the rest."""
    for depth in range(len(stack) - 1, 0, -1):
        node = stack[depth]
        if node.leads_in or (node.marker and node.marker.family not in UNORDERED) or _is_caption(node):
            del stack[depth + 1 :]
            return node
    del stack[1:]
    return stack[0]


def _place(stack: list[Node], paragraph: Paragraph) -> Marker | None:
    """Choose the reading of the marker and cut the stack to its parent; None where the text is not numbered after all."""
    readings = paragraph.readings
    if not readings:
        return None
    for reading in readings:
        for depth in range(len(stack) - 1, 0, -1):
            open_marker = stack[depth].marker
            if open_marker and reading.follows(open_marker) and not _is_inner_restart(stack, depth, reading):
                del stack[depth:]
                return reading
            if open_marker and _nests(reading, open_marker):
                del stack[depth + 1 :]
                return reading
    openers = [reading for reading in readings if reading.first]
    reading = openers[0] if openers else readings[0]
    depth = len(stack)
    while depth > 1 and not _may_hold(stack[depth - 1], reading):
        depth -= 1
    del stack[depth:]
    return reading


def _nests(reading: Marker, above: Marker) -> bool:
    """ "2.1." stands under "2.", "V.2." under "V."."""
    if len(reading.numbers) < 2 or reading.numbers[-1] > 3 or reading.family is not Family.DECIMAL:
        return False
    return above.family in (Family.DECIMAL, Family.ROMAN) and reading.numbers[:-1] == above.numbers


def _is_inner_restart(stack: list[Node], depth: int, reading: Marker) -> bool:
    """An unordered sign that follows a lead-in ("a) …, cụ thể:") opens a list there, not the next item of one above it."""
    if reading.family not in UNORDERED:
        return False
    return any(
        node.marker and node.marker.family not in UNORDERED and node.marker.family is not Family.ENCLOSED
        for node in stack[depth + 1 :]
    )


def _may_hold(node: Node, reading: Marker) -> bool:
    if node.marker is None:
        return True
    family = node.marker.family
    if reading.family in UNORDERED:
        return reading.family > family or (node.leads_in and family in UNORDERED and family is not reading.family)
    if family in UNORDERED:
        return node.leads_in and reading.first and reading.family > Family.DECIMAL
    if family is Family.SPOKEN and reading.family in (Family.DECIMAL, Family.DECIMAL_PAREN):
        return True
    return family < reading.family
