"""Rows → DOCX: the matrix that an office prints, a table for each document, a line for each task."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby

from docx import Document as new_document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from legalqa.exports.rows import Row, Task, is_web_link, tasks_of, writable
from legalqa.vietnamese.text import capital

#: Heading and width in centimetres; together the width of an A4 page across, without its margins.
COLUMNS = (
    ("TT", 1.2),
    ("Nội dung nhiệm vụ", 10.9),
    ("Cơ quan chủ trì, thực hiện", 4.6),
    ("Cơ quan phối hợp", 4.0),
    ("Thời hạn", 2.9),
    ("Căn cứ", 3.1),
)
_FONT = "Times New Roman"
_FOOT = "Trích nguyên văn; văn bản gốc là căn cứ. Trang "


def to_docx(rows: Sequence[Row], title: str) -> bytes:
    """A Word file, A4 across: the rows grouped by document in their order, the heading repeated on every page."""
    word = new_document()
    _set_page(word)
    word.core_properties.title, word.core_properties.author = writable(title), "legalqa"
    heading = word.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(writable(title).upper())
    run.bold, run.font.size = True, Pt(14)
    for _, group in groupby(rows, key=lambda row: row.document_id):
        _add_document(word, list(group))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _add_document(word: Word, rows: Sequence[Row]) -> None:
    name = rows[0].document
    dated = f", ngày {rows[0].date:%d/%m/%Y}" if rows[0].date else ""
    heading = word.add_paragraph()
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(10)
    heading.add_run(writable(capital(name) + dated)).bold = True
    tasks = tasks_of(rows)
    table = word.add_table(rows=len(tasks) + 1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    for column, (_, width) in zip(table.columns, COLUMNS, strict=True):
        column.width = Cm(width)
    _fill(table, tasks)


def _fill(table: Table, tasks: Sequence[Task]) -> None:
    lines = list(table.rows)
    _mark(lines[0], "w:tblHeader")
    for cell, (heading, width) in zip(lines[0].cells, COLUMNS, strict=True):
        _write(cell, heading, Cm(width)).runs[0].bold = True
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for n, (line, task) in enumerate(zip(lines[1:], tasks, strict=True), 1):
        _mark(line, "w:cantSplit")
        values = (str(n), task.text, task.lead, task.others, task.deadline, "")
        cells = line.cells
        for cell, value, (_, width) in zip(cells, values, COLUMNS, strict=True):
            _write(cell, value, Cm(width))
        _cite(cells[-1].paragraphs[0], task)


def _write(cell: _Cell, text: str, width: Length) -> Paragraph:
    cell.width = width
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.add_run(writable(text))
    return paragraph


def _cite(paragraph: Paragraph, task: Task) -> None:
    """The label, as a link where there is an address to open."""
    run = paragraph.add_run(writable(task.label))
    if not is_web_link(task.link):
        return
    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(task.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    link.append(run._r)
    paragraph._p.append(link)


def _mark(line: _Row, property: str) -> None:
    line._tr.get_or_add_trPr().append(OxmlElement(property))


def _set_page(word: Word) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    style = word.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.paragraph_format.space_after = Pt(0)
    foot = section.footer.paragraphs[0]
    foot.add_run(_FOOT)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    number.append(foot.add_run("1")._r)
    foot._p.append(number)
