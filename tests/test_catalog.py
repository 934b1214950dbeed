"""catalog.csv: what an editor may write, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from legalqa.errors import CatalogError
from legalqa.reading import load_catalog

ROWS = "file,title,number,kind,issuer,date,status,url\na.txt,Về cải cách,17-CT/TU,Chỉ thị,Tỉnh ủy,2024-05-31,,\n"


def write(corpus: Path, text: str, encoding: str = "utf-8") -> None:
    (corpus / "catalog.csv").write_bytes(text.encode(encoding))


def test_the_catalog_is_optional(tmp_path: Path) -> None:
    assert load_catalog(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ROWS, "utf-8"),
        (ROWS, "utf-8-sig"),
        (ROWS.replace("\n", "\r\n"), "utf-8-sig"),
        (ROWS.replace(",", ";"), "utf-8-sig"),
        (ROWS + ",,,,,,,\n\n", "utf-8"),
    ],
)
def test_rows_by_file(tmp_path: Path, text: str, encoding: str) -> None:
    write(tmp_path, text, encoding)
    assert load_catalog(tmp_path) == {
        "a.txt": {
            "file": "a.txt", "title": "Về cải cách", "number": "17-CT/TU", "kind": "Chỉ thị", "issuer": "Tỉnh ủy",
            "date": "2024-05-31", "status": "", "url": "",
        }
    }  # fmt: skip


def test_missing_and_other_columns(tmp_path: Path) -> None:
    write(tmp_path, 'File,Title,ghi chú\nb\\c.md,"Về ""một"", hai",để sau\nd.txt\n')
    catalog = load_catalog(tmp_path)
    assert catalog["b/c.md"]["title"] == 'Về "một", hai'
    assert catalog["b/c.md"]["date"] == ""
    assert "ghi chú" not in catalog["b/c.md"]
    assert catalog["d.txt"]["title"] == ""


@pytest.mark.parametrize(
    ("text", "encoding", "line", "reason"),
    [
        ("", "utf-8", 1, "thiếu cột file"),
        ("title,number\nx,y\n", "utf-8", 1, "thiếu cột file"),
        ("file,date\na.txt,2024-05-31\nb.txt,31/5/2024\n", "utf-8", 3, "31/5/2024"),
        ("file,date\na.txt,2024-02-30\n", "utf-8", 2, "2024-02-30"),
        ("file,date\na.txt,20240531\n", "utf-8", 2, "năm-tháng-ngày"),
        ("file,title\na.txt,x\nb.txt,y\na.txt,z\n", "utf-8", 4, "a.txt đã có"),
        ("file,title\n,x\n", "utf-8", 2, "ô file trống"),
        ("file,title\na.txt,x,y\n", "utf-8", 2, "nhiều ô hơn"),
        ('file,title\na.txt,"x\n', "utf-8", 2, "CSV"),
        ("file,title\na.txt,x\nb.txt,Về cải cách\n", "utf-16", 1, "UTF-8"),
        ("file,title\na.txt,caf\xe9\n", "latin-1", 2, "UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, encoding: str, line: int, reason: str) -> None:
    write(tmp_path, text, encoding)
    with pytest.raises(CatalogError, match=reason) as raised:
        load_catalog(tmp_path)
    assert f"dòng {line}:" in str(raised.value)
    assert "\n" not in str(raised.value)
