"""Document → what its page shows: every provision in the order of the text, set as Nghị định 30/2020/NĐ-CP sets them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from legalqa.models import FRAME, Document, Provision, ProvisionKind
from legalqa.vietnamese.text import shown

#: Kinds whose heading stands in bold and in the contents.
_DIVISIONS = frozenset(
    {
        ProvisionKind.PART, ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.ARTICLE, ProvisionKind.CLAUSE,
        ProvisionKind.APPENDIX,
    }
)  # fmt: skip
_ITEMS = frozenset({ProvisionKind.POINT, ProvisionKind.DASH})

_RULE = re.compile(r"[\s_=–—-]*[_=–—-]{3,}[\s_=–—-]*")
_COLUMNS = re.compile(r"\t+| {3,}|(?<=\S)\s*\|\s*(?=\S)")
_RIGHT = re.compile(
    r"CỘNG\s*H[OÒ][ÀA]\s*XÃ|ĐẢNG\s+CỘNG\s+SẢN|CHỦ NGHĨA VIỆT NAM|Độc\s+lập\s*[-–]|ngày\s+[\d.…_]*\s*tháng\s+[\d.…_]*\s*năm",
    re.I,
)
_ITEM_SIGN = re.compile(r"[-–+•*(]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part that keeps its lines: letterhead, title, recipients, signature."""

    text: str
    right: bool = False
    capitals: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One provision on the page.

    Attributes:
        text: Its own words, its marker first; "" for a table and for the parts that keep their lines.
        heading: True where the words are a heading.
        depth: How many headings stand above.
        indent: How far it stands to the right, in steps.
        lines: The lines of a part that keeps them.
        cells: The cells of a row.
    """

    eid: str
    kind: str
    label: str
    text: str
    heading: bool
    depth: int
    indent: int
    lines: tuple[Line, ...] = ()
    cells: tuple[str, ...] = ()
    children: tuple[Block, ...] = ()

    @property
    def columns(self) -> int:
        """How many cells the widest row of a table has."""
        return max((len(row.cells) for row in self.children), default=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    eid: str
    text: str
    depth: int


def blocks(document: Document) -> tuple[Block, ...]:
    """The document's provisions as blocks, in order."""
    return tuple(_block(document.source.text, provision, 0, 0) for provision in document.provisions)


def contents(document: Document) -> list[Entry]:
    """The document's divisions to the second level; the words that open a division stand for a missing heading."""
    return list(_entries(document.source.text, document.provisions, 0))


def _entries(text: str, provisions: Iterable[Provision], depth: int) -> Iterator[Entry]:
    for provision in provisions:
        if provision.kind in _DIVISIONS and (provision.heading or (depth == 0 and provision.marker)):
            yield Entry(provision.eid, _short(shown(text, provision.start, provision.own_end)), depth)
            if depth < 1:
                yield from _entries(text, provision.children, depth + 1)


def _short(text: str, words: int = 18) -> str:
    parts = text.split(" ")
    return text if len(parts) <= words else " ".join(parts[:words]) + " …"


def _block(text: str, node: Provision, depth: int, indent: int) -> Block:
    heading = bool(node.heading) and node.kind in _DIVISIONS
    children = tuple(
        _block(text, child, depth + heading, indent + (child.kind in _ITEMS or node.kind in _ITEMS))
        for child in node.children
    )
    framed = node.kind in FRAME
    return Block(
        eid=node.eid,
        kind=node.kind.value,
        label=node.label,
        text="" if framed or node.cells else shown(text, node.start, node.own_end),
        heading=heading,
        depth=depth,
        indent=min(indent, 4),
        lines=_lines(text, node) if framed else (),
        cells=tuple(_cells(text, node)) if node.cells else (),
        children=children,
    )


def _cells(text: str, row: Provision) -> Iterator[str]:
    """The row's cells; words of the row that stand in no cell go with the cell before them."""
    at = row.start
    cells: list[str] = []
    for start, end in sorted(row.cells):
        _keep(cells, text[at:start])
        cells.append(shown(text, start, end))
        at = max(at, end)
    _keep(cells, text[at : row.own_end])
    return iter(cells)


def _keep(cells: list[str], between: str) -> None:
    rest = shown(between).replace("|", " ").strip()
    if rest and not _RULE.fullmatch(rest):
        cells[-1:] = [f"{cells[-1]} {rest}" if cells else rest]


def _lines(text: str, node: Provision) -> tuple[Line, ...]:
    """The lines of a framing part: what a hard wrap cut is joined, a rule becomes a property of the line above."""
    found: list[Line] = []
    for cell in _groups(text, node):
        right = node.kind is ProvisionKind.LETTERHEAD and any(_RIGHT.search(line) for line in cell)
        for nth, line in enumerate(cell):
            above = found[-1] if found else None
            if _RULE.fullmatch(line):
                found[-1:] = [replace(above, ruled=True)] if above else []
            elif above and nth and _goes_on(node.kind, above, line, len(found)):
                found[-1] = replace(above, text=f"{above.text} {line}")
            else:
                found.append(Line(line, right, line.isupper()))
    return tuple(found)


def _groups(text: str, node: Provision) -> list[list[str]]:
    """Lines that stand together: a lone "|", a blank line, and columns side by side part them."""
    groups: list[list[str]] = [[]]
    at = node.start
    for raw in text[node.start : node.own_end].split("\n"):
        spans = _columns(raw) if node.kind is ProvisionKind.LETTERHEAD else [(0, len(raw))]
        seen = [line for first, last in spans if (line := shown(text, at + first, at + last).strip("| "))]
        if len(seen) == 1:
            groups[-1] += seen
        else:
            groups += [*([line] for line in seen), []]
        at += len(raw) + 1
    return [group for group in groups if group]


def _columns(raw: str) -> list[tuple[int, int]]:
    """Spans of what stands side by side in one line."""
    gaps = [match.span() for match in _COLUMNS.finditer(raw)]
    return list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(raw)], strict=True))


def _goes_on(kind: ProvisionKind, above: Line, line: str, before: int) -> bool:
    """Whether a line is the rest of the one above it; ``before`` counts the lines of the part so far."""
    if above.ruled:
        return False
    if kind is ProvisionKind.RECIPIENTS:
        return not _ITEM_SIGN.match(line) and not above.text.rstrip().endswith(":")
    if kind is ProvisionKind.SIGNATURE:
        return above.capitals and line.isupper() and not re.search(r"CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|[/.]", line)
    if kind is ProvisionKind.TITLE:
        return before > 1 and above.capitals == line.isupper()
    return (above.capitals and line.isupper()) or line[:1].islower()
