"""Physical lines of a source, and the tables that a converter flattened to one cell a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from legalqa.vietnamese.text import shown

_LINE = re.compile(r"[^\n]*(?:\n|$)")
_MARKDOWN_ROW = re.compile(r"\|[^\n]*\|$")
_RULE = re.compile(r"^[\s|*_=\-–—:+.]*$")
_RECIPIENTS = re.compile(r"Nơi nhận\b", re.I)
_TABLE_END = re.compile(r"PHỤ LỤC\b|CHỦ TỊCH NƯỚC\b")
# What numbers a row: "B", "IV", "2.1".
_ORDINAL = re.compile(r"(?:[A-Z]|[IVX]+|\d+(?:\.\d+)*)\.?")
_FIGURE = re.compile(r"\d[\d.,]*")
#: How many rows, of cells of how many lines, are looked at to tell how wide a table is.
_ROWS_AHEAD, _CELL_LINES = 8, 12


class LineKind(Enum):
    """What a physical line is."""

    TEXT = "text"
    BLANK = "blank"  # nothing visible: white space, rules ("-------"), stray emphasis
    BAR = "bar"  # a lone "|" of a flattened table


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its ends' white space; ``text`` is what a reader sees of it."""

    start: int
    end: int
    kind: LineKind
    text: str


#: A table's row: cells as ranges of line indices, half-open; an empty cell is (n, n).
Row = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flattened table: its lines [first, last) and its rows of cells."""

    first: int
    last: int
    rows: tuple[Row, ...]


def scan(text: str) -> list[Line]:
    """The source's physical lines, in order."""
    lines = []
    for match in _LINE.finditer(text):
        if match.start() == match.end():
            break
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        if end <= start:
            lines.append(Line(match.start(), match.start(), LineKind.BLANK, ""))
        elif text[start:end] == "|":
            lines.append(Line(start, end, LineKind.BAR, ""))
        elif _MARKDOWN_ROW.match(text, start, end):
            lines += _cells(text, start, end)
        else:
            lines.append(_line(text, start, end))
    return lines


def _line(text: str, start: int, end: int) -> Line:
    seen = shown(text, start, end)
    kind = LineKind.BLANK if _RULE.match(seen) and not re.search(r"\.\s*/|/\s*\.", seen) else LineKind.TEXT
    return Line(start, end, kind, seen)


def _cells(text: str, start: int, end: int) -> list[Line]:
    """A Markdown table's row as the same lines that a flattened one has; none for the row that rules off the header."""
    if _RULE.match(text[start:end]):
        return []
    lines = []
    for match in re.finditer(r"\||[^|]+", text[start:end]):
        first, last = start + match.start(), start + match.end()
        if match.group() == "|":
            lines.append(Line(first, last, LineKind.BAR, ""))
            continue
        inner = match.group().strip()
        at = first + len(match.group()) - len(match.group().lstrip()) if inner else first
        lines.append(_line(text, at, at + len(inner)))
    return lines


def find_tables(lines: list[Line]) -> list[FlatTable]:
    """The flattened tables, in order. Two bars in a row end a row; the first row tells how many cells a full one has."""
    tables = []
    at = 0
    if (head := _headless(lines)) is not None and (table := _read_table(lines, head, head)):
        tables.append(table)
        at = table.last
    while at < len(lines):
        if lines[at].kind is LineKind.BAR and (table := _read_table(lines, at, at + 1)):
            tables += _split_tail(lines, table)
            at = table.last
        else:
            at += 1
    return tables


def _split_tail(lines: list[Line], table: FlatTable) -> list[FlatTable]:
    """Without blank lines a table and the one with the recipients look like one, the text between them like a cell."""
    for index, row in enumerate(table.rows):
        for column in range(1, len(row)):
            first = row[column][0]
            between = lines[row[column - 1][0] : row[column - 1][1]]
            if not lines[first : first + 1] or not _RECIPIENTS.match(lines[first].text):
                continue
            if any(line.text and line.text == line.text.upper() and len(line.text) > 6 for line in between):
                continue
            before = (*table.rows[:index], row[: column - 1])
            filled = [cells for cells in before if cells]
            tail = FlatTable(first - 1, table.last, (row[column:], *table.rows[index + 1 :]))
            return ([FlatTable(table.first, filled[-1][-1][1] + 1, tuple(filled))] if filled else []) + [tail]
    return [table]


def _headless(lines: list[Line]) -> int | None:
    """The first line of a table that opens the source and whose first bar is missing, as converters leave letterheads."""
    first = next((index for index, line in enumerate(lines) if line.kind is not LineKind.BLANK), None)
    if first is None or lines[first].kind is LineKind.BAR:
        return None
    for line in lines[first : first + 8]:
        if line.kind is LineKind.BAR:
            return first
        if line.text != line.text.upper() or line.start == line.end:
            return None
    return None


def _read_table(lines: list[Line], first: int, at: int) -> FlatTable | None:
    rows: list[list[tuple[int, int]]] = [[]]
    width = _width_below(lines, at)
    while True:
        start = at
        while at < len(lines) and lines[at].kind is not LineKind.BAR and not _breaks(lines, start, at):
            at += 1
        if at >= len(lines) or lines[at].kind is not LineKind.BAR:
            end = start if at >= len(lines) or start < at else at
            break
        row = rows[-1]
        if at > start:
            row.append((start, at))
            at += 1
            if width and len(row) >= width and not _is_bar(lines, at):
                end = at
                break
            continue
        # Two bars in a row: the row is over, unless a third says that its last cell is empty.
        width = width or len(row)
        if len(row) < width and _is_bar(lines, at + 1) and row:
            row.append((at, at))
            at += 1
        rows.append([])
        at += 1
    found = tuple(tuple(row) for row in _merge(lines, rows, width) if row)
    if not found or not any(a < b for row in found for a, b in row):
        return None
    last = max(b for row in found for _, b in row)
    return FlatTable(first, max(min(end, len(lines)), last + _is_bar(lines, last)), found)


def _width_below(lines: list[Line], at: int) -> int:
    """How many cells the rows have below one that spans them: "B | PHÁT TRIỂN KINH TẾ SỐ"; 0 where the first row tells it."""
    rows: list[list[tuple[int, int]]] = [[]]
    while at < len(lines) and len(rows) <= _ROWS_AHEAD:
        start = at
        while at < len(lines) and lines[at].kind is LineKind.TEXT and at - start < _CELL_LINES:
            at += 1
        if not _is_bar(lines, at):
            break
        if at > start:
            rows[-1].append((start, at))
        elif rows[-1]:
            rows.append([])
        at += 1
    whole = rows[:-1]
    if len(whole) < 2 or len(whole[0]) != 2 or not _ORDINAL.fullmatch(lines[whole[0][0][0]].text):
        return 0
    return width if (width := max(map(len, whole))) > 3 else 0


def _is_bar(lines: list[Line], at: int) -> bool:
    return at < len(lines) and lines[at].kind is LineKind.BAR


def _breaks(lines: list[Line], start: int, at: int) -> bool:
    """True where the text at this line cannot belong to the cell that began at ``start``."""
    line = lines[at]
    if line.kind is LineKind.BLANK:
        return line.start == line.end and at == start and not _is_bar(lines, at + 1)
    return (at > start and bool(_TABLE_END.match(line.text))) or at - start > 400


def _merge(lines: list[Line], rows: list[list[tuple[int, int]]], width: int) -> list[list[tuple[int, int]]]:
    """Rows in which empty middle cells looked like a row's end, put together again where they make a full one.

    Behind several of them a row goes on with a figure that does not count on from the row's own: "5 | Xăng | Lít | | | | 120 | …".
    """
    merged: list[list[tuple[int, int]]] = []
    empty = 1  # what looked like the end of a row, and one more for each bar behind it
    for n, row in enumerate(rows):
        above = merged[-1] if merged else []
        if not row:
            empty += 1
            continue
        fits = width > 2 and len(above) > 1 and len(above) + empty + len(row) == width
        behind = next((later for later in rows[n + 1 :] if later), [])
        one = fits and empty == 1 and above[-1][0] < above[-1][1]
        if one or (fits and _goes_on(*(_first(lines, cells) for cells in (above, row, behind)))):
            gap = above[-1][1]
            merged[-1] = [*above, *[(gap, gap)] * empty, *row]
        else:
            merged.append(row)
        empty = 1
    return merged


def _goes_on(number: str, cell: str, behind: str) -> bool:
    """True for a figure with which a row goes on: it does not number one of its own, as "1" and the next number may.

    Args:
        number: What the row begins with.
        cell: The figure.
        behind: What the row after the figure begins with; where that is the next number, the figure is not.
    """
    following = str(int(number) + 1) if number.isdecimal() else ""
    numbers = cell in ("1", following) and (not following or behind != following)
    return bool(_FIGURE.fullmatch(cell)) and not numbers


def _first(lines: list[Line], row: list[tuple[int, int]]) -> str:
    """What the first cell of a row says."""
    return lines[row[0][0]].text.strip(" .") if row else ""
