"""What the index was made with: schema, parser, embedding model."""

from __future__ import annotations

import json
import os
from pathlib import Path

from legalqa import engines
from legalqa.errors import IndexProblem
from legalqa.ledger import VERSION as LEDGER
from legalqa.library.rows import SCHEMA
from legalqa.parse import VERSION
from legalqa.settings import Settings

FILE = "stamp"


def current(settings: Settings) -> str:
    """The stamp of an index made now, as JSON."""
    values = {"schema": SCHEMA, "parser": VERSION, "ledger": LEDGER, "model": engines.fingerprint(settings)}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def write(folder: Path, stamp: str) -> None:
    """Write the stamp; it changes at once or not at all."""
    unfinished = folder / f".{FILE}"
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(stamp + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / FILE)


def read(folder: Path) -> str:
    """The index's stamp; "" where there is none."""
    try:
        return (folder / FILE).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise IndexProblem(
            f"không đọc được {folder / FILE}; hãy kiểm tra quyền đọc, hoặc chạy: legalqa index"
        ) from error


def require(settings: Settings) -> None:
    """Check that the index was made with what is used now.

    Raises:
        IndexProblem: There is no index, or it was made with something else; the message names the command to run.
    """
    found = read(settings.index)
    if not found:
        raise IndexProblem(f"chưa có chỉ mục ở {settings.index}; hãy chạy: legalqa index")
    if found != (wanted := current(settings)):
        raise IndexProblem(f"chỉ mục ở {settings.index} {_difference(found, wanted)}; hãy chạy: legalqa index")


def _difference(found: str, wanted: str) -> str:
    try:
        old, new = json.loads(found), json.loads(wanted)
        if old["model"] != new["model"]:
            return f"được lập bằng mô hình khác ({old['model']}, nay là {new['model']})"
    except (ValueError, KeyError, TypeError):
        return "có tem không đọc được"
    return "được lập bởi một phiên bản legalqa khác"
