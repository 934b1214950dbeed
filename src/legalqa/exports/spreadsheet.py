"""Rows → CSV and XLSX. No text of a document can become a formula in either."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from legalqa.exports.rows import Row, is_web_link, writable

#: Heading, width in characters, and what of a row stands below.
COLUMNS: tuple[tuple[str, int, Callable[[Row], str | dt.date | None]], ...] = (
    ("Văn bản", 30, lambda row: row.document),
    ("Số, ký hiệu", 16, lambda row: row.number),
    ("Ngày văn bản", 13, lambda row: row.date),
    ("Cơ quan", 26, lambda row: row.agency),
    ("Tên trong văn bản", 26, lambda row: row.name),
    ("Vai trò", 18, lambda row: row.role),
    ("Nhiệm vụ (nguyên văn)", 80, lambda row: row.task),
    ("Vị trí", 24, lambda row: row.label),
    ("Thời hạn (nguyên văn)", 24, lambda row: row.deadline),
    ("Thời hạn (chuẩn hóa)", 18, lambda row: row.due),
    ("Đến hết ngày", 13, lambda row: row.due_by),
    ("Liên kết", 44, lambda row: row.link),
)
HEADINGS = tuple(heading for heading, _, _ in COLUMNS)

_DATE = "dd/mm/yyyy"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767  # Excel's own limits
_MOST_LINKS = 65_530


def to_csv(rows: Sequence[Row]) -> bytes:
    """The rows in UTF-8 with a byte order mark, so that Excel reads the letters; dates in ISO form.

    An apostrophe stands before a text that Excel would read as a formula (OWASP, "CSV Injection").
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([_plain(value(row)) for _, _, value in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Sequence[Row]) -> bytes:
    """A workbook of one sheet: a fixed heading with filters, wrapped text, real dates, links that open."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = "Nhiệm vụ"
    _head(sheet)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for at, row in enumerate(rows, 2):
        for column, (_, _, value) in enumerate(COLUMNS, 1):
            cell = sheet.cell(at, column)
            _fill(cell, value(row))
            cell.alignment = wrapped
        if is_web_link(row.link) and at <= _MOST_LINKS:
            cell.hyperlink = row.link
            cell.style = "Hyperlink"
            cell.alignment = wrapped
    sheet.auto_filter.ref = sheet.dimensions
    _set_page(sheet)
    book.properties.creator = "legalqa"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: str | dt.date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    text = writable(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _head(sheet: Worksheet) -> None:
    fill = PatternFill("solid", fgColor="DDE6F0")
    for column, (heading, width, _) in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, column, heading)
        cell.font = Font(bold=True)
        cell.fill = fill
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"


def _fill(cell: Cell, value: Any) -> None:
    """Write a date as a date and everything else as text, whatever it begins with."""
    if isinstance(value, dt.date):
        cell.value = value
        cell.number_format = _DATE
    elif value:
        text = writable(value)[:_LONGEST_CELL]
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA)  # stays text when the cell is edited


def _set_page(sheet: Worksheet) -> None:
    """A4 across, all columns on the page, the heading on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
