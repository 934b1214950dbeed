"""corpus/catalog.csv: what an editor says about a file, over what the text itself says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from pathlib import Path

from legalqa.errors import CatalogError
from legalqa.reading.files import CATALOG
from legalqa.vietnamese.text import nfc

#: The columns that count; a catalog may have others, which are left alone.
COLUMNS = ("file", "title", "number", "kind", "issuer", "date", "status", "url")


def load_catalog(corpus: Path) -> dict[str, dict[str, str]]:
    """Read catalog.csv: path relative to the corpus → the row's columns, "" where a cell is empty or missing.

    The file is optional: {} without it. A byte order mark and semicolons, as spreadsheets write them, are accepted.

    Raises:
        CatalogError: It cannot be read or used; the message names the line and the reason.
    """
    path = corpus / CATALOG
    if not path.exists():
        return {}
    text = _text(path)
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    catalog: dict[str, dict[str, str]] = {}
    try:
        columns = [name.strip().lower() for name in rows.fieldnames or ()]
        if "file" not in columns:
            raise CatalogError(f"{path}: dòng 1: thiếu cột file; các cột: {', '.join(COLUMNS)}")
        rows.fieldnames = columns
        for row in rows:
            where = f"{path}: dòng {rows.line_num}"
            if None in row:
                raise CatalogError(f"{where}: nhiều ô hơn số cột; ô có dấu phân cách phải đặt trong ngoặc kép")
            _add(catalog, {name: nfc(row.get(name) or "").strip() for name in COLUMNS}, where)
    except csv.Error as error:
        raise CatalogError(f"{path}: dòng {rows.reader.line_num}: không phải CSV hợp lệ ({error})") from error
    return catalog


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CatalogError(f"{path}: dòng {line}: không phải UTF-8; hãy lưu lại ở dạng “CSV UTF-8”") from error
    except OSError as error:
        raise CatalogError(f"{path}: không đọc được ({error.strerror})") from error


def _add(catalog: dict[str, dict[str, str]], row: dict[str, str], where: str) -> None:
    if not any(row.values()):
        return
    file = row["file"] = row["file"].replace("\\", "/").removeprefix("./")
    if not file:
        raise CatalogError(f"{where}: ô file trống; hãy ghi tên tệp trong thư mục văn bản")
    if file in catalog:
        raise CatalogError(f"{where}: tệp {file} đã có ở một dòng trên; hãy bỏ một dòng")
    if row["date"] and not _is_date(row["date"]):
        raise CatalogError(f"{where}: date = {row['date']!r} không phải ngày dạng năm-tháng-ngày, như 2024-05-31")
    catalog[file] = row


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
