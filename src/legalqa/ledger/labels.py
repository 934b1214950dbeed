"""Labelled lines ("Cơ quan chủ trì: …", "Thời gian hoàn thành: …") and the columns of tables of tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum


class Label(Enum):
    """What a labelled line or a column holds."""

    TASK = "task"
    LEAD = "lead"
    WITH = "with"
    TIME = "time"
    OTHER = "other"


_WHO = r"(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|tổ chức|ngành|cấp|địa phương|người)(?:,\s*(?:đơn vị|cơ quan|tổ chức|địa phương))*"
_KINDS: tuple[tuple[Label, str], ...] = (
    (Label.WITH, rf"(?:{_WHO}\s+)?(?:tham gia\s+)?phối hợp(?:\s+(?:thực hiện|tham mưu))*"),
    (Label.LEAD, rf"(?:{_WHO}\s+)(?:được giao\s+)?(?:chủ trì|thực hiện|phụ trách|đầu mối|chịu trách nhiệm|theo dõi)(?:,?\s*(?:tham mưu|thực hiện|triển khai))*"),
    (Label.LEAD, r"(?:chủ trì|phân công(?: thực hiện)?|trách nhiệm(?: thực hiện)?)(?:\s+thực hiện)?"),
    (Label.TIME, r"(?:thời gian|thời hạn|tiến độ|lộ trình|thời điểm|hoàn thành|hạn)(?:\s+(?:thực hiện|hoàn thành|triển khai|trình|báo cáo))*"),
    (Label.TASK, r"(?:nội dung|nhiệm vụ|công việc|hoạt động)(?:\s+(?:thực hiện|công việc|nhiệm vụ|cụ thể))*"),
    (Label.OTHER, r"(?:sản phẩm|kết quả|kinh phí|nguồn|hình thức|địa điểm|đối tượng|ghi chú)(?:\s+[^\W\d_]+){0,4}"),
)  # fmt: skip
_LINES = [(label, re.compile(rf"(?:{pattern})\s*:\s*", re.I)) for label, pattern in _KINDS]
_COLUMNS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    (Label.WITH, re.compile(r"phối hợp", re.I)),
    (
        Label.LEAD,
        re.compile(
            r"chủ trì|đầu mối|phụ trách|chịu trách nhiệm|(?:cơ quan|đơn vị|địa phương)[^|]*thực hiện|phân công", re.I
        ),
    ),
    (Label.TIME, re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|lộ trình", re.I)),
    (Label.OTHER, re.compile(r"sản phẩm|kết quả|kinh phí|ghi chú|^stt$|^tt$|số lượng|điểm", re.I)),
    (Label.TASK, re.compile(r"nhiệm vụ|nội dung|công việc|giải pháp|chỉ tiêu|hoạt động|tên ", re.I)),
)


def read_label(text: str) -> tuple[Label, int] | None:
    """(what the line holds, where its content begins) for a shown line with a label at its head; None for others."""
    for label, pattern in _LINES:
        if match := pattern.match(text):
            return label, match.end()
    return None


def read_columns(cells: Sequence[str]) -> dict[Label, int] | None:
    """Label → column of a table's header row; None where the row heads no table of tasks."""
    columns: dict[Label, int] = {}
    for index, cell in enumerate(cells):
        for label, pattern in _COLUMNS:
            if pattern.search(cell) and len(cell) < 60:
                columns.setdefault(label, index)
                break
    return columns if {Label.TASK, Label.LEAD} <= columns.keys() else None


def is_ordinal(cell: str) -> bool:
    """True for a cell that only numbers its row: "2.1", "IV", "3"."""
    return bool(re.fullmatch(r"(?:[A-Z]|[IVX]+|\d+(?:\.\d+)*)\.?", cell.strip()))
