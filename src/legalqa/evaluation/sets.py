"""Question sets: the project's own JSON lines, BEIR folders, ALQAC files, and tables (CSV) that officials fill in."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalqa.errors import LegalqaError, NotFound
from legalqa.evaluation import trec
from legalqa.vietnamese.text import nfc, shown

if TYPE_CHECKING:
    from legalqa.library import Library

#: A folder of this name beside a set of this project's form holds the documents that it asks about, in place of the user's.
DOCUMENTS = "documents"
#: What a question may be expected to get.
STATUSES = frozenset({"answered", "unanswerable", "rejected", "clarify"})


class SetProblem(LegalqaError):
    """A question set that cannot be used: every fault, each with its file and line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(f"bộ câu hỏi có {len(faults)} lỗi:\n" + "\n".join(f"  {fault}" for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands.

    Attributes:
        document: The document's id (of a set with texts of its own, the id there).
        start, end: The span in the document's text; None where the whole provision, or the whole document, answers.
        text: The text at the span.
        eid: The provision, where one is named instead of a span.
        part: Of a question in two parts, which one it answers (1 or 2); None otherwise.
        role: Of a duty, "lead" or "with"; None where the set does not say.
        grade: How relevant it is, where the set grades that; 1 or more.
    """

    document: str
    start: int | None = None
    end: int | None = None
    text: str = ""
    eid: str = ""
    part: int | None = None
    role: str | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and what is expected of its answer; the fields are those of eval/README.md."""

    id: str
    question: str
    history: tuple[Mapping[str, str], ...] = ()
    lang: str = "vi"
    kind: str = "fact"
    tags: tuple[str, ...] = ()
    answer: tuple[Gold, ...] = ()
    expected_words: tuple[str, ...] = ()
    expected_status: str = "answered"
    held_out: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A document that a set brings along."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A question set as read.

    Attributes:
        path: The file or folder.
        digest: SHA-256 of what was read.
        cases: The questions.
        texts: Documents that the set brings along, by their ids there; None where it asks about the user's corpus.
        documents: A folder of files that it asks about instead of the user's corpus; None where it has none.
        faults: What is wrong with it, each with file and line.
    """

    path: Path
    digest: str
    cases: tuple[Case, ...]
    texts: Mapping[str, Text] | None = None
    faults: tuple[str, ...] = ()
    documents: Path | None = None

    def chosen(self, kinds: Iterable[str] = (), tags: Iterable[str] = (), limit: int = 0) -> tuple[Case, ...]:
        """The cases of these kinds that have one of these tags; all where none is named; the first ``limit`` of them."""
        of_kind, tagged = set(kinds), set(tags)
        found = [
            case
            for case in self.cases
            if (not of_kind or case.kind in of_kind) and (not tagged or tagged & set(case.tags))
        ]
        return tuple(found[:limit] if limit else found)


@dataclass(slots=True)
class _Reading:
    """What reading a set has found so far."""

    path: Path
    cases: list[Case] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def fault(self, file: Path, line: int, reason: str) -> None:
        self.faults.append(f"{file}:{line}: {reason}")

    def add(self, file: Path, line: int, values: Mapping[str, Any]) -> None:
        """Take a question, or say what is wrong with it."""
        try:
            case = _case(values, line)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self.fault(file, line, f"thiếu hoặc sai trường: {error}")
            return
        name = trec.name(case.id)  # two ids that TREC's files cannot tell apart are one
        if name in self.ids:
            self.fault(file, line, f"trùng id {case.id!r} với {self.ids[name]}")
            return
        self.ids[name] = f"dòng {line}"
        self.cases.append(case)


def read_set(path: Path) -> QuestionSet:
    """Read a question set; its faults are kept in it, and ``check`` finds those against a library.

    Args:
        path: A .jsonl of this project's form, a BEIR folder, an ALQAC .json (law.json beside it), or a .csv.

    Raises:
        LegalqaError: Nothing is there, or it is none of these.
    """
    for fits, reader in _FORMS:
        if fits(path):
            try:
                return reader(path)
            except UnicodeDecodeError as error:
                raise LegalqaError(f"{path} không phải UTF-8; hãy lưu lại ở dạng UTF-8") from error
            except OSError as error:
                raise LegalqaError(f"không đọc được {path}: {error.strerror}") from error
            except (AttributeError, KeyError, TypeError, ValueError, csv.Error) as error:
                raise LegalqaError(f"{path} không đúng cấu trúc: {type(error).__name__} {error}") from error
    if not path.exists():
        raise LegalqaError(f"không có {path}; hãy cho tệp .jsonl, .csv, tệp ALQAC .json hoặc thư mục BEIR")
    raise LegalqaError(f"không nhận ra bộ câu hỏi {path}; nhận .jsonl, .csv, tệp ALQAC .json hoặc thư mục BEIR")


def check(questions: QuestionSet, library: Library) -> tuple[str, ...]:
    """What the set says of documents that the library does not bear out: documents, provisions and spans."""
    known = {document.id for document in library.documents()}
    faults = []
    for case in questions.cases:
        for gold in case.answer:
            if reason := _wrong(gold, known, library):
                faults.append(f"{questions.path}:{case.line}: {case.id}: {reason}")
    return tuple(faults)


def _wrong(gold: Gold, known: set[str], library: Library) -> str:
    if gold.document not in known:
        return f"không có văn bản {gold.document!r} trong chỉ mục"
    if gold.eid:
        try:
            library.passage(gold.document, gold.eid)
        except NotFound:
            return f"văn bản {gold.document!r} không có mục {gold.eid!r}"
        return ""
    if gold.start is None or gold.end is None:
        return ""
    text = library.text(gold.document)
    if not 0 <= gold.start < gold.end <= len(text):
        return f"vị trí {gold.start}:{gold.end} nằm ngoài văn bản {gold.document!r}"
    there = text[gold.start : gold.end]
    if gold.text and there != gold.text and shown(text, gold.start, gold.end) != gold.text:
        return f"vị trí {gold.start}:{gold.end} của {gold.document!r} là {there[:40]!r}, không phải {gold.text[:40]!r}"
    return ""


def _case(values: Mapping[str, Any], line: int) -> Case:
    status = values.get("expected_status", "answered" if values.get("answer") else "unanswerable")
    if status not in STATUSES:
        raise ValueError(f"expected_status {status!r}")
    if not isinstance(values["question"], str):
        raise ValueError("question phải là chuỗi")
    if not str(values["id"] if values["id"] is not None else "").strip():
        raise ValueError("id trống")
    history = values.get("history") or ()
    if not all(isinstance(turn, Mapping) and isinstance(turn.get("question"), str) for turn in history):
        raise ValueError('history phải là danh sách các lượt {"question", "answer"}')
    for name in ("tags", "expected_words"):
        told = values.get(name) or []
        if not (isinstance(told, list) and all(isinstance(word, str) for word in told)):
            raise ValueError(f"{name} phải là danh sách chuỗi")
    if not isinstance(values.get("held_out", False), bool):
        raise ValueError("held_out phải là true hoặc false")
    if status == "answered" and not values.get("answer"):
        raise ValueError("expected_status là answered nhưng answer trống")
    return Case(
        id=str(values["id"]),
        question=values["question"],
        history=tuple(history),
        lang=str(values.get("lang", "vi")),
        kind=str(values.get("kind", "fact")),
        tags=tuple(values.get("tags") or ()),
        answer=tuple(_gold(gold) for gold in values.get("answer") or ()),
        expected_words=tuple(values.get("expected_words") or ()),
        expected_status=status,
        held_out=bool(values.get("held_out", False)),
        line=line,
    )


def _gold(values: Mapping[str, Any]) -> Gold:
    start, end = values.get("start"), values.get("end")
    if (start is None) != (end is None):
        raise ValueError("answer cần cả start và end")
    return Gold(
        document=str(values["document"]),
        start=None if start is None else int(start),
        end=None if end is None else int(end),
        text=nfc(str(values.get("text", ""))),
        eid=str(values.get("eid") or ""),
        part=values.get("part"),
        role=values.get("role"),
        grade=int(values.get("grade", 1)),
    )


def _lines(file: Path, reading: _Reading) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file of JSON lines; what is none is a fault."""
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            reading.fault(file, number, f"không phải JSON ({error.msg})")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            reading.fault(file, number, "không phải một đối tượng JSON")


def _own(path: Path) -> QuestionSet:
    reading = _Reading(path)
    for line, values in _lines(path, reading):
        reading.add(path, line, values)
    beside = path.with_name(DOCUMENTS)
    files = sorted(file for file in beside.rglob("*") if file.is_file()) if beside.is_dir() else []
    return replace(_finished(reading, [path, *files]), documents=beside if files else None)


def _table(path: Path) -> QuestionSet:
    """Columns question and document, and if wanted eid, id, kind, expected_words (divided by ";"), held_out, lang."""
    reading = _Reading(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        # Spreadsheets of Vietnamese settings write semicolons between the columns.
        rows = csv.DictReader(file, delimiter=";" if head.count(";") > head.count(",") else ",")
        if missing := {"question", "document"} - set(rows.fieldnames or ()):
            reading.fault(path, 1, f"thiếu cột {', '.join(sorted(missing))}")
            return _finished(reading, [path])
        joined: dict[str, dict[str, Any]] = {}
        for line, row in enumerate(rows, 2):
            name = row.get("id") or row["question"]
            values = joined.setdefault(name, _row(row, line))
            if values["question"] != row["question"]:
                reading.fault(path, line, f"id {name!r} đã có câu hỏi khác ở dòng {values['line']}")
                continue
            if row.get("document"):
                values["answer"].append({"document": row["document"], "eid": row.get("eid") or ""})
        for values in joined.values():
            values["expected_status"] = _status(values)
            reading.add(path, values.pop("line"), values)
    return _finished(reading, [path])


def _row(row: Mapping[str, str], line: int) -> dict[str, Any]:
    """A question of a table; rows of the same id, or the same question, are answers of one."""
    return {
        "id": row.get("id") or f"r{line:04}",
        "question": row["question"],
        "kind": row.get("kind") or "fact",
        "lang": row.get("lang") or "vi",
        "expected_words": [word.strip() for word in (row.get("expected_words") or "").split(";") if word.strip()],
        "held_out": (row.get("held_out") or "").strip().lower() in ("1", "true", "x", "có", "yes", "y"),
        "expected_status": row.get("expected_status") or "",
        "answer": [],
        "line": line,
    }


def _status(values: Mapping[str, Any]) -> str:
    """What a table expects: what it says, else an answer where it names a document."""
    return str(values["expected_status"] or ("answered" if values["answer"] else "unanswerable"))


def _beir(path: Path) -> QuestionSet:
    reading = _Reading(path)
    corpus, queries = path / "corpus.jsonl", path / "queries.jsonl"
    texts = {str(v["_id"]): Text(v.get("title") or "", v.get("text") or "") for _, v in _lines(corpus, reading)}
    tables = sorted((path / "qrels").glob("*.tsv"))
    chosen = next((table for table in tables if table.stem == "test"), tables[0] if tables else None)
    if chosen is None:
        raise LegalqaError(f"thư mục BEIR {path} thiếu qrels/*.tsv")
    relevant: dict[str, list[tuple[str, int]]] = {}
    for number, line in enumerate(chosen.read_text(encoding="utf-8-sig").split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if not line.strip() or (number == 1 and cells[-1].strip().lower() in ("score", "relevance")):
            continue
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            reading.fault(chosen, number, "cần ba cột query-id, corpus-id, score")
        elif cells[1] not in texts:
            reading.fault(chosen, number, f"không có văn bản {cells[1]!r} trong corpus.jsonl")
        elif int(cells[2]) > 0:
            relevant.setdefault(cells[0], []).append((cells[1], int(cells[2])))
    for number, value in _lines(queries, reading):
        name = str(value.get("_id"))
        if name in relevant:
            answer = [{"document": document, "grade": grade} for document, grade in relevant[name]]
            reading.add(queries, number, {"id": name, "question": value.get("text"), "answer": answer})
    return _finished(reading, [corpus, queries, chosen], texts)


def _alqac(path: Path) -> QuestionSet:
    reading = _Reading(path)
    law = path.with_name("law.json")
    if not law.is_file():
        raise LegalqaError(f"cạnh {path} cần có law.json với văn bản luật")
    texts = {}
    for act in json.loads(law.read_text(encoding="utf-8")):
        for article in act["articles"]:
            heading = article["text"].partition("\n")[0]
            title = f"{act['id']}, Điều {article['id']}: {heading}"
            texts[_article(act["id"], article["id"])] = Text(title, article["text"])
    for number, value in enumerate(json.loads(path.read_text(encoding="utf-8")), 1):
        named = [_article(item["law_id"], item["article_id"]) for item in value.get("relevant_articles") or ()]
        if lost := [name for name in named if name not in texts]:
            reading.fault(path, number, f"không có {', '.join(lost)} trong law.json")
            continue
        answer = [{"document": name} for name in named]
        tags = [value["question_type"]] if value.get("question_type") else []
        values = {"id": value.get("question_id"), "question": value.get("text"), "tags": tags, "answer": answer}
        reading.add(path, number, values)
    return _finished(reading, [path, law], texts)


def _article(law: str, number: str) -> str:
    return f"{law}#{number}"


def _finished(reading: _Reading, files: Sequence[Path], texts: Mapping[str, Text] | None = None) -> QuestionSet:
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if not reading.cases and not reading.faults:
        reading.fault(reading.path, 1, "không có câu hỏi nào")
    return QuestionSet(reading.path, digest, tuple(reading.cases), texts, tuple(reading.faults))


_FORMS: tuple[tuple[Callable[[Path], bool], Callable[[Path], QuestionSet]], ...] = (
    (lambda path: (path / "corpus.jsonl").is_file() and (path / "queries.jsonl").is_file(), _beir),
    (lambda path: path.is_file() and path.suffix == ".jsonl", _own),
    (lambda path: path.is_file() and path.suffix == ".csv", _table),
    (lambda path: path.is_file() and path.suffix == ".json", _alqac),
)
