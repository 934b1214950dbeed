"""Source → Document; it never refuses a text, and loses none of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from legalqa.models import Document, Provision, ProvisionKind, Source
from legalqa.parse.frame import Frame, Zone, find_frame
from legalqa.parse.lines import FlatTable, Line, LineKind, find_tables, scan
from legalqa.parse.naming import Namer, has_clauses
from legalqa.parse.paragraphs import Layout, Paragraph, join, layout
from legalqa.parse.tree import Cell, Grid, Node, grow

__all__ = ["VERSION", "parse"]

#: Raised whenever the same source may give another tree, or other passages of it; the index's stamp records it.
VERSION = 6

_APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|BIỂU MẪU)\b\s*(?:số\s*)?(?P<name>[IVXLC]+|\d{1,2}|[A-ZĐ])?\s*(?=$|[.:–-]|\s)", re.I
)
_NOTE = re.compile(r"\[(?P<n>\d{1,3})\]")


def parse(source: Source, *, id: str, catalog: Mapping[str, str] | None = None) -> Document:
    """Read a source's structure and what it states of itself; the catalog's non-empty fields override.

    Args:
        source: The text as read.
        id: The document's id in the library.
        catalog: A row of corpus/catalog.csv: title, number, kind, issuer, date (ISO), status, url.
    """
    lines = scan(source.text)
    tables = find_tables(lines)
    style = layout(lines)
    frame = find_frame(lines, tables)
    provisions = _provisions(source.text, lines, tables, style, frame)
    row = {key: value for key, value in (catalog or {}).items() if value}
    return Document(
        id=id,
        source=source,
        provisions=tuple(provisions),
        title=row.get("title", frame.about),
        number=row.get("number", frame.number),
        kind=row.get("kind", frame.kind),
        issuer=row.get("issuer", frame.issuer),
        place=frame.place,
        date=dt.date.fromisoformat(row["date"]) if "date" in row else frame.date,
        signer=frame.signer,
        status=row.get("status"),
        url=row.get("url"),
    )


def _provisions(text: str, lines: list[Line], tables: list[FlatTable], style: Layout, frame: Frame) -> list[Provision]:
    body = grow(_parts(text, lines, tables, style, frame.body))
    namer = Namer(clauses=has_clauses(body))
    found = [
        *_framed(namer, lines, frame.letterhead, ProvisionKind.LETTERHEAD, "phan_dau", "phần đầu văn bản"),
        *_framed(namer, lines, frame.title, ProvisionKind.TITLE, "ten_van_ban", "tên văn bản"),
        *_body(namer, body),
        *_framed(namer, lines, frame.recipients, ProvisionKind.RECIPIENTS, "noi_nhan", "Nơi nhận"),
        *_framed(namer, lines, frame.signature, ProvisionKind.SIGNATURE, "chu_ky", "phần ký"),
        *_rest(namer, text, lines, tables, style, frame.rest),
    ]
    return sorted(found, key=lambda provision: provision.start)


def _framed(namer: Namer, lines: list[Line], zone: Zone, kind: ProvisionKind, eid: str, label: str) -> list[Provision]:
    seen = [line for line in lines[zone.first : zone.last] if line.kind is LineKind.TEXT]
    if not seen:
        return []
    start, end = seen[0].start, seen[-1].end
    return [Provision(namer.claim(eid), kind, "", "", label, start, end, end)]


def _body(namer: Namer, nodes: list[Node]) -> list[Provision]:
    """The main text: what stands before its first marker is the preamble, what stands loose at its end closes it."""
    first = next((index for index, node in enumerate(nodes) if node.marker), None)
    if first is None:
        return list(namer.provisions(nodes))
    last = max(index for index, node in enumerate(nodes) if node.marker)
    opening = [_renamed(p, ProvisionKind.PREAMBLE, "phần mở đầu", n, first) for n, p in
               enumerate(_loose(namer, nodes[:first], "mo_dau"), 1)]  # fmt: skip
    closing = [_renamed(p, ProvisionKind.PARAGRAPH, "phần kết", n, len(nodes) - last - 1) for n, p in
               enumerate(_loose(namer, nodes[last + 1 :], "ket"), 1)]  # fmt: skip
    return [*opening, *namer.provisions(nodes[first : last + 1]), *closing]


def _loose(namer: Namer, nodes: list[Node], eid: str) -> tuple[Provision, ...]:
    return namer.provisions(nodes, eid) if nodes else ()


def _renamed(provision: Provision, kind: ProvisionKind, part: str, n: int, of: int) -> Provision:
    if provision.kind is not ProvisionKind.PARAGRAPH:
        return provision
    label = f"{provision.label}, {part}" if of > 1 else part
    return Provision(
        provision.eid, kind, "", provision.heading, label, provision.start, provision.own_end, provision.end,
        provision.children, provision.cells,
    )  # fmt: skip


def _rest(
    namer: Namer, text: str, lines: list[Line], tables: list[FlatTable], style: Layout, zone: Zone
) -> list[Provision]:
    """What follows the signature: appendices, each a root of its own, and notes."""
    found: list[Provision] = []
    for first, last in _appendix_zones(lines, tables, zone):
        group: list[Paragraph | Grid] = []
        for part in _parts(text, lines, tables, style, Zone(first, last)):
            note = _NOTE.match(part.text) if isinstance(part, Paragraph) else None
            if note is None:
                group.append(part)
                continue
            found += [_appendix(namer, group)] if group else []
            group = []
            eid = namer.claim(f"chu_thich_{note['n']}")
            label = f"chú thích {note['n']}"
            found.append(
                Provision(eid, ProvisionKind.PARAGRAPH, note.group(), "", label, part.start, part.end, part.end)
            )
        found += [_appendix(namer, group)] if group else []
    return found


def _appendix_zones(lines: list[Line], tables: list[FlatTable], zone: Zone) -> list[tuple[int, int]]:
    inside = {index for table in tables for index in range(table.first, table.last)}
    starts = [
        index
        for index in range(zone.first, zone.last)
        if index not in inside and _APPENDIX.match(lines[index].text) and len(lines[index].text) < 80
        and lines[index].text.upper()[:7] == "PHỤ LỤC" and (lines[index].text[:3].isupper() or len(lines[index].text) < 16)
    ]  # fmt: skip
    if not starts or starts[0] > zone.first:
        starts.insert(0, zone.first)
    return list(zip(starts, [*starts[1:], zone.last], strict=True))


def _appendix(namer: Namer, parts: list[Paragraph | Grid]) -> Provision:
    """An appendix: its heading is all that stands before its first table or marker, when that is short."""
    head: list[Paragraph] = []
    for part in parts:
        if isinstance(part, Grid) or (part.readings and head) or len(head) > 5:
            break
        if head and not (part.strong or part.text.startswith("(") or len(head) < 2):
            break
        head.append(part)
    match = _APPENDIX.match(head[0].text) if head else None
    name = match["name"] if match and match["name"] else ""
    label = f"Phụ lục {name}".strip() if match else "phần kèm theo"
    eid = namer.claim(f"phu_luc_{name}" if name else ("phu_luc" if match else "kem_theo"))
    nodes = grow(parts[len(head) :])
    children = namer.provisions(nodes, eid, label)
    start = head[0].start if head else min(part.start for part in parts)
    own_end = head[-1].end if head else start
    heading = " ".join(paragraph.text for paragraph in head)
    end = max([own_end, *(child.end for child in children)])
    return Provision(eid, ProvisionKind.APPENDIX, "", heading, label, start, own_end, end, children)


def _parts(text: str, lines: list[Line], tables: list[FlatTable], style: Layout, zone: Zone) -> list[Paragraph | Grid]:
    """The paragraphs and tables of a zone, in order."""
    parts: list[Paragraph | Grid] = []
    at = zone.first
    for table in tables:
        if table.last <= zone.first or table.first >= zone.last:
            continue
        parts += join(text, lines[at : max(at, table.first)], style)
        if zone.first <= table.first and table.last <= zone.last:
            grid = _grid(lines, table)
            parts += [grid] if any(cell.text for row in grid.rows for cell in row) else []
        else:
            parts += join(text, lines[max(at, table.first) : min(table.last, zone.last)], style)
        at = min(table.last, zone.last)
    return parts + join(text, lines[at : zone.last], style)


def _grid(lines: list[Line], table: FlatTable) -> Grid:
    return Grid(tuple(tuple(_cell(lines, first, last) for first, last in row) for row in table.rows))


def _cell(lines: list[Line], first: int, last: int) -> Cell:
    seen = [line for line in lines[first:last] if line.kind is LineKind.TEXT]
    if not seen:
        at = lines[min(first, len(lines) - 1)].start
        return Cell(at, at, "")
    return Cell(seen[0].start, seen[-1].end, " ".join(line.text for line in seen))
