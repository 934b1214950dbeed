"""``legalqa duties``: the duties on the screen, in a file, or on standard output; what was looked through is always told."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from legalqa.errors import LegalqaError
from legalqa.exports import FORMATS, encode
from legalqa.exports.rows import Row, rows, tasks_of, writable
from legalqa.exports.selection import Selection, Wanted, select
from legalqa.library import Library
from legalqa.vietnamese.text import capital

_BINARY = ("xlsx", "docx", "ics")
_LONGEST = 120  # characters of a document's name


def run(index: Path, wanted: Wanted, *, form: str, output: Path | None, base_url: str) -> int:
    """Select, then print or write.

    Args:
        index: Folder of the index.
        wanted: The filters.
        form: "table" or one of ``FORMATS``; "" follows the output's ending.
        output: The file to write; None for standard output.
        base_url: Put before each link.

    Raises:
        LegalqaError: A filter, the format or the file cannot be used.
    """
    form = _form(form, output)
    with Library.open(index) as library:
        selection = select(wanted, library)
        listed = rows(selection.duties, library, base_url)
    if form == "table":
        _print_table(listed)
    else:
        _write(form, listed, selection.title, output)
    for line in _told(selection, listed, form, output):
        print(line, file=sys.stdout if form == "table" else sys.stderr)
    return 0


def _form(form: str, output: Path | None) -> str:
    """The format, from the flag or the file's ending; one that can go where it is to go."""
    if not form:
        form = output.suffix.removeprefix(".").lower() if output else "table"
        if output and form not in FORMATS:
            raise LegalqaError(f"không rõ định dạng của {output}; hãy thêm --format: {', '.join(FORMATS)}")
    if form == "table" and output:
        raise LegalqaError(f"bảng chỉ in ra màn hình; để ghi tệp hãy chọn --format: {', '.join(FORMATS)}")
    if form in _BINARY and output is None and sys.stdout.isatty():
        raise LegalqaError(f"định dạng {form} cần một tệp; hãy thêm --output nhiem-vu.{form}")
    return form


def _write(form: str, listed: Sequence[Row], title: str, output: Path | None) -> None:
    from legalqa.exports.calendar import without_day

    if form == "ics" and without_day(listed) == len(listed):
        raise LegalqaError("không có nhiệm vụ nào có ngày để đưa vào lịch; hãy nới bộ lọc hoặc chọn --format xlsx")
    data = encode(form, listed, title)
    if output is None:
        sys.stdout.buffer.write(data + b"\n" if form == "json" else data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise LegalqaError(f"không ghi được {output}: {error.strerror}; hãy chọn nơi khác bằng --output") from error


def _print_table(listed: Sequence[Row]) -> None:
    """A table for each document, so that a narrow screen leaves room for the task; a task once, with all who share it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for _, group in groupby(listed, key=lambda row: row.document_id):
        found = list(group)
        title = Text(capital(_short(writable(found[0].document))), style="bold")
        table = Table(title=title, title_justify="left", show_lines=True, expand=True)
        for heading, share in (("Cơ quan", 4), ("Nhiệm vụ", 9), ("Thời hạn", 3), ("Vị trí", 3)):
            table.add_column(heading, ratio=share)
        for task in tasks_of(found):
            who = "\n".join(part for part in (task.lead, f"Phối hợp: {task.others}" if task.others else "") if part)
            values = (who, task.text, task.deadline, task.label)
            table.add_row(*(Text(writable(value)) for value in values))
        console.print(table)


def _told(selection: Selection, listed: Sequence[Row], form: str, output: Path | None) -> Iterator[str]:
    """How much was found among how much, and what was left out."""
    from legalqa.exports.calendar import without_day

    tasks = len({duty.place for duty in selection.duties})
    times = f" ({len(listed)} lượt giao)" if len(listed) != tasks else ""
    within = len({row.document_id for row in listed})
    passages = sum(document.passages for document in selection.documents)
    found = f"{tasks} nhiệm vụ{times} trong {within} văn bản" if tasks else "Không có nhiệm vụ nào khớp"
    yield f"{found}; đã rà soát {len(selection.documents)} văn bản, {passages} đoạn."
    if selection.now:
        yield f"Chức năng của {selection.agencies[0].name} nay thuộc {selection.now.name}."
    if selection.grouped:
        yield f"Còn {selection.grouped} nhiệm vụ giao chung cho nhóm có cơ quan này; xem bằng: --role group"
    if selection.unplaced:
        yield f"{selection.unplaced} nhiệm vụ khác có thời hạn không gắn ngày (thường xuyên, định kỳ…); bỏ --due để xem."
    if form == "ics" and (left := without_day(listed)):
        yield f"{left} lượt giao không có ngày nên không vào lịch; xem đủ bằng --format xlsx"
    if output:
        yield f"Đã ghi {output}."


def _short(name: str) -> str:
    """The name of a document as a line of the terminal has room for it."""
    return name if len(name) <= _LONGEST else name[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…”"
