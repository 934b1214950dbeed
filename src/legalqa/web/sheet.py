"""Document → what its page shows: every provision in the order of the text, set as Nghị định 30/2020/NĐ-CP sets them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from legalqa.models import FRAME, Document, Provision, ProvisionKind
from legalqa.vietnamese.text import shown, shown_with_offsets
from legalqa.web.words import Words

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
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_ITEM_SIGN = re.compile(r"[-–+•*(]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part that keeps its lines: letterhead, title, recipients, signature."""

    words: Words
    right: bool = False
    capitals: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One provision on the page.

    Attributes:
        words: Its own words, its marker first; none for a table and for the parts that keep their lines.
        heading: True where the words are a heading.
        depth: How many headings stand above.
        indent: How far it stands to the right, in steps.
        lines: The lines of a part that keeps them.
        cells: The cells of a row.
    """

    eid: str
    kind: str
    label: str
    words: Words
    heading: bool
    depth: int
    indent: int
    lines: tuple[Line, ...] = ()
    cells: tuple[Words, ...] = ()
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


@dataclass(frozen=True, slots=True)
class _Text:
    """A source's text, and the span of it that is to stand out; none where it is empty."""

    source: str
    marked: tuple[int, int]

    def words(self, start: int, end: int) -> Words:
        """What a reader sees of a span."""
        if self.marked[0] >= end or start >= self.marked[1]:
            return Words(shown(self.source, start, end))
        seen = shown_with_offsets(self.source, start, end)
        inside = [place for place, at in enumerate(seen.offsets) if self.marked[0] <= at < self.marked[1]]
        return Words(seen.text, (inside[0], inside[-1] + 1) if inside else (0, 0))


def blocks(document: Document, marked: tuple[int, int] = (0, 0)) -> tuple[Block, ...]:
    """The document's provisions as blocks, in order; ``marked`` is a span of the source that is to stand out."""
    text = _Text(document.source.text, marked)
    return tuple(_block(text, provision, 0, 0) for provision in document.provisions)


def read_span(asked: str, document: Document) -> tuple[int, int]:
    """ "120-180": a span of the source, cut to the own words of the provision it begins in; (0, 0) where it is none."""
    match = _SPAN.fullmatch(asked)
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    for provision in document.walk():
        if provision.start <= start < provision.own_end and start < end:
            return start, min(end, provision.own_end)
    return 0, 0


def is_titled(document: Document) -> bool:
    """True where the text says itself what it is, so that a sheet of paper needs no name above it."""
    return any(provision.kind is ProvisionKind.TITLE for provision in document.provisions)


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


def _block(text: _Text, node: Provision, depth: int, indent: int) -> Block:
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
        words=Words() if framed or node.cells else text.words(node.start, node.own_end),
        heading=heading,
        depth=depth,
        indent=min(indent, 4),
        lines=_lines(text, node) if framed else (),
        cells=_cells(text, node) if node.cells else (),
        children=children,
    )


def _cells(text: _Text, row: Provision) -> tuple[Words, ...]:
    """The row's cells; words of the row that stand in no cell go with the cell before them."""
    at = row.start
    cells: list[Words] = []
    for start, end in sorted(row.cells):
        _keep(cells, text.words(at, start))
        cells.append(text.words(start, end))
        at = max(at, end)
    _keep(cells, text.words(at, row.own_end))
    return tuple(cells)


def _keep(cells: list[Words], between: Words) -> None:
    rest = replace(between, text=between.text.replace("|", " ")).stripped()
    if rest.text and not _RULE.fullmatch(rest.text):
        cells[-1:] = [cells[-1].then(rest) if cells else rest]


def _lines(text: _Text, node: Provision) -> tuple[Line, ...]:
    """The lines of a framing part: what a hard wrap cut is joined, a rule becomes a property of the line above."""
    found: list[Line] = []
    for cell in _groups(text, node):
        right = node.kind is ProvisionKind.LETTERHEAD and any(_RIGHT.search(line.text) for line in cell)
        for nth, line in enumerate(cell):
            above = found[-1] if found else None
            if _RULE.fullmatch(line.text):
                found[-1:] = [replace(above, ruled=True)] if above else []
            elif above and nth and _goes_on(node.kind, above, line.text, len(found)):
                found[-1] = replace(above, words=above.words.then(line))
            else:
                found.append(Line(line, right, line.text.isupper()))
    return tuple(found)


def _groups(text: _Text, node: Provision) -> list[list[Words]]:
    """Lines that stand together: a lone "|", a blank line, and columns side by side part them."""
    groups: list[list[Words]] = [[]]
    at = node.start
    for raw in text.source[node.start : node.own_end].split("\n"):
        spans = _columns(raw) if node.kind is ProvisionKind.LETTERHEAD else [(0, len(raw))]
        cut = [text.words(at + first, at + last).stripped("| ") for first, last in spans]
        seen = [line for line in cut if line.text]
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
        return not _ITEM_SIGN.match(line) and not above.words.text.rstrip().endswith(":")
    if kind is ProvisionKind.SIGNATURE:
        return above.capitals and line.isupper() and not re.search(r"CHỦ TỊCH|TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|[/.]", line)
    if kind is ProvisionKind.TITLE:
        return before > 1 and above.capitals == line.isupper()
    return (above.capitals and line.isupper()) or line[:1].islower()
