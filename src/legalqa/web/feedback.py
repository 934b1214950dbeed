"""What readers say of answers: kept in one file, an object a line, and read by whoever keeps the server."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

from legalqa.errors import LegalqaError

Verdict = Literal["helpful", "wrong_source", "missing", "unclear"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

#: The largest file that is kept, in bytes; what comes after it is turned away rather than filling the disk.
LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """One remark. It names an answer by its question, a source by its document and provision; it never says who made it.

    Attributes:
        verdict: "helpful", "wrong_source", "missing" or "unclear".
        question: The question that was answered.
        status: The status of the answer.
        document, eid: The source that the remark is about; "" for the answer as a whole.
        note: What the reader adds.
    """

    verdict: Verdict
    question: str
    status: str = ""
    document: str = ""
    eid: str = ""
    note: str = ""


class NotKept(LegalqaError):
    """A remark is not kept.

    Attributes:
        is_taken: True where remarks are taken, and this one failed.
    """

    def __init__(self, message: str, *, is_taken: bool) -> None:
        super().__init__(message)
        self.is_taken = is_taken


class FeedbackFile:
    """The file of remarks; threads may share it.

    Args:
        path: The file; one without a name keeps nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """True where remarks are taken."""
        return bool(self._path.name)

    def add(self, remark: Feedback, now: dt.datetime) -> None:
        """Keep a remark.

        Raises:
            NotKept: Remarks are not taken, or the file cannot be written, or is full.
        """
        if not self.is_open:
            raise NotKept("máy chủ này không nhận góp ý", is_taken=False)
        line = json.dumps({"at": now.isoformat(timespec="seconds"), **asdict(remark)}, ensure_ascii=False) + "\n"
        try:
            with self._lock:
                if self._path.exists() and self._path.stat().st_size > LARGEST:
                    raise NotKept(f"tệp góp ý {self._path} đã đầy; hãy chuyển nó đi", is_taken=True)
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(line)
        except OSError as error:
            raise NotKept(f"không ghi được góp ý vào {self._path}: {error.strerror}", is_taken=True) from error

    def read(self) -> str:
        """Every remark, an object a line, oldest first; "" where there is none."""
        try:
            return self._path.read_text(encoding="utf-8") if self.is_open else ""
        except FileNotFoundError:
            return ""
