"""Duties as files: JSON, CSV and XLSX lists, a DOCX matrix to print, ICS deadlines for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legalqa.exports.rows import Row

#: The formats that ``encode`` knows; a file's ending names its format.
FORMATS = ("json", "csv", "xlsx", "docx", "ics")


def encode(form: str, rows: Sequence[Row], title: str) -> bytes:
    """The rows in one of ``FORMATS``; the title is printed where the format has a place for it.

    Raises:
        LookupError: There is no such format.
    """
    if form == "json":
        from legalqa.exports.rows import to_json

        return to_json(rows).encode()
    if form in ("csv", "xlsx"):
        from legalqa.exports.spreadsheet import to_csv, to_xlsx

        return to_csv(rows) if form == "csv" else to_xlsx(rows)
    if form == "docx":
        from legalqa.exports.matrix import to_docx

        return to_docx(rows, title)
    if form == "ics":
        from legalqa.exports.calendar import to_ics

        return to_ics(rows)
    raise LookupError(form)
