"""The nouns of legalqa: pure values that every room shares.

All spans are half-open character offsets into ``Source.text``. What a text does not say is ``None``, never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read.

    Attributes:
        path: Path relative to the corpus folder, with forward slashes.
        text: The file's text in Unicode NFC; every span of the project is an offset into it.
        encoding: The encoding the bytes were decoded with.
        digest: SHA-256 of the file's bytes, in hexadecimal.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    digest: str = ""


class ProvisionKind(StrEnum):
    """What a node of the tree is, in the order of Nghị định 30/2020/NĐ-CP, Phụ lục I, then the text's other parts."""

    PART = "part"  # phần
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục: "Mục 1.", "I.", "A.", and numbered headings where the text has no khoản
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    DASH = "dash"  # gạch đầu dòng
    PARAGRAPH = "paragraph"  # đoạn
    TABLE = "table"
    ROW = "row"
    LETTERHEAD = "letterhead"  # quốc hiệu, cơ quan, số, ngày
    TITLE = "title"  # tên loại và trích yếu
    PREAMBLE = "preamble"  # căn cứ, phần mở đầu
    RECIPIENTS = "recipients"  # Nơi nhận
    SIGNATURE = "signature"
    APPENDIX = "appendix"  # phụ lục


#: Parts that frame the body: citable, but never duties or body text.
FRAME = frozenset({ProvisionKind.LETTERHEAD, ProvisionKind.TITLE, ProvisionKind.RECIPIENTS, ProvisionKind.SIGNATURE})
#: Of these, what closes a document.
CLOSING = frozenset({ProvisionKind.RECIPIENTS, ProvisionKind.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of a document's tree.

    The node's own text (its marker, and its heading or its words before the first child) is ``[start, own_end)``; with its
    descendants it covers ``[start, end)``. The own spans of all provisions of a document are ordered and disjoint and
    cover every visible character of the source.

    Attributes:
        eid: Stable hierarchical id, unique in the document, safe in an address ("muc_II__muc_2.1__diem_a").
        kind: What the node is.
        marker: Its number or sign as written, without emphasis ("2.1.", "đ)", "-", "Một là,"); "" for none.
        heading: Its own text when that is a heading rather than a rule, as shown, without the marker; "" otherwise.
        label: How a lawyer names it in Vietnamese ("điểm đ khoản 1").
        cells: Spans of the cells, for a table row.
    """

    eid: str
    kind: ProvisionKind
    marker: str
    heading: str
    label: str
    start: int
    own_end: int
    end: int
    children: tuple[Provision, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()

    def walk(self) -> Iterator[Provision]:
        """This node and its descendants, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed source. Metadata that the text (or the catalog) does not state is None."""

    id: str
    source: Source
    provisions: tuple[Provision, ...]
    title: str | None = None
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: dt.date | None = None
    signer: str | None = None
    status: str | None = None
    url: str | None = None

    def walk(self) -> Iterator[Provision]:
        """Every provision, in the order of the text."""
        for provision in self.provisions:
            yield from provision.walk()

    def find(self, eid: str) -> tuple[Provision, ...]:
        """The chain from a root to the provision with this eid; empty if there is none."""

        def search(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
            for node in nodes:
                if node.eid == eid:
                    return (node,)
                if below := search(node.children):
                    return (node, *below)
            return ()

        return search(self.provisions)


class Described(Protocol):
    """Anything with a document's metadata."""

    @property
    def kind(self) -> str | None: ...
    @property
    def number(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def id(self) -> str: ...


def document_name(document: Described, *, longest: int | None = 100) -> str:
    """How a sentence names a document: "Kế hoạch số 2888/KH-UBND"; without a number its title, without one its id.

    A title of more than ``longest`` characters is cut; None cuts none.
    """
    kind = document.kind or "văn bản"
    if document.number:
        return f"{kind} số {document.number}"
    if not document.title:
        return f"{kind} “{document.id}”"
    title = document.title
    if title.lower().startswith(kind.lower()):
        title = title[len(kind) :].lstrip(" :")
    if longest is not None and len(title) > longest:
        title = title[:longest].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return f"{kind} “{title}”"


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and retrieved: one provision's own text with its chain of headings.

    Attributes:
        id: "<document id>#<eid>".
        headings: The document's title and the headings above, outermost first, as shown.
        text: The provision's own text as shown (no emphasis marks, white space folded).
        start, end: The own span in the source.
        pieces: Spans of sub-passages, ordered, that cover the own span; each is embedded by itself.
        heading: True where the text is the heading of what stands below it.
    """

    id: str
    document: str
    eid: str
    kind: ProvisionKind
    label: str
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that can be told to do something; a group of bodies is an agency with members.

    Attributes:
        id: ASCII slug, stable ("so-tai-chinh").
        name: Its name in full, without the place ("Sở Tài chính").
        aliases: Other ways in which texts write the name in words.
        abbreviations: Short forms ("STC", "UBND tỉnh").
        english: Names in English, the usual one first.
        heads: Titles of the person who leads it ("Giám đốc").
        parent: Id of the body it belongs to.
        level: "central", "province", "district" or "commune"; None where the name does not say.
        kind: "so", "ban", "cong-an", "military", "party", "mass", "court", "procuracy", "ubnd", "hdnd", "ministry",
            "press", "board", "centre", "company", "association", "group" or "other".
        members: For a group, ids of agencies or selectors: "kind:so", "kind:ubnd@commune".
        successor: Id of the body that took its work over.
        until: The last day on which it existed, where it was replaced.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    parent: str | None = None
    level: str | None = None
    kind: str = "other"
    members: tuple[str, ...] = ()
    successor: str | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a question is about.

    Attributes:
        said: How the question says it.
        ways: How texts may say it, as search keys of words; the first is the usual one.
        weight: How much it counts beside the others; less than 1.0 where only the turn before says it.
    """

    said: str
    ways: tuple[tuple[str, ...], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which documents a question is asked of: those that fit every field; an empty field lets all through.

    Attributes:
        documents: Ids or numbers.
        kinds, issuers, places, statuses: As the documents have them, with or without diacritics, in any case.
        years: Of their dates.
        agencies: Names of bodies that they give tasks to, with or without diacritics.
    """

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, value: object) -> Narrowing:
        """Of an object that has a list for each field that is chosen; a ValueError names what is wrong with it."""
        if not isinstance(value, dict):
            raise ValueError('"narrowing" phải là {"kinds": […], …}')
        known = {item.name: int if item.name == "years" else str for item in fields(cls)}
        for name, values in value.items():
            if name not in known:
                raise ValueError(f'"narrowing" không có trường "{name}"; có: {", ".join(known)}')
            if not isinstance(values, list) or any(type(item) is not known[name] for item in values):
                kind = "số năm" if name == "years" else "chuỗi"
                raise ValueError(f'"narrowing": "{name}" phải là danh sách {kind}')
        return cls(**{name: tuple(values) for name, values in value.items()})

    def to_json(self) -> dict[str, list[str] | list[int]]:
        """What is chosen, as ``from_json`` reads it; fields that let all through are left out."""
        return {name: list(values) for name, values in asdict(self).items() if values}


#: All documents.
EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked and understood.

    Attributes:
        text: The question as typed, in NFC, control characters removed.
        read: The same as it was read: slips mended, diacritics restored.
        before: The turns before that it was completed from; "" where it was not.
        search: What is searched, as typed, completed from the turns before; of a question in English the words of texts.
        topic: What it is about.
        asks: The kind of thing it asks for: "date", "number", "agency", "reason"; None for anything.
        counted: What it asks the number of, as a key ("giường"); "" for nothing, or not said.
        unit: The unit of the time it asks for: "day", "year", "span"; "" where it names none.
        frame: True where a letterhead, title, list of recipients or signature may answer it.
        which: True where it asks in which document something stands: "Văn bản nào nói về kinh phí?".
        fields: What it asks of a document itself: "signer", "number", "date", "place", "issuer", "title", "recipients"; empty for anything else.
        document: The part of it, or of the turn before, that names that document.
        aside: What is said to the chatbot rather than asked of the texts: "orders", "abilities", "documents", "greeting"; None else.
        beyond: What lies beyond the texts in it: "personal", "people", "elsewhere"; None else.
        english: True for a question in English.
        meaning: What is embedded: the same with its diacritics restored where they were not typed.
        bare: True where the question was typed without Vietnamese diacritics.
        agencies: The agencies it names, in its order.
        choices: What a name in it could stand for, where it names several bodies at once.
        duties: True where it asks what an agency must do.
        bound: True where it says that the agency must do something: "Sở Nội vụ phải …".
        who: True where it asks which agency has a task.
        about: What the tasks it asks for are about ("… về kinh phí"), as typed; "" where it does not say.
        tasks: True where it asks for tasks as such ("làm gì", "trách nhiệm gì"), not for some thing in one.
        specific: True where it names more than an agency and that it must do something: one task is asked for.
        within: Ids of the documents that it is asked of, where they were chosen; None for all.
        due: The first and last day of the time in which the tasks it asks for are due; None where it asks for none.
    """

    text: str
    search: str
    meaning: str
    read: str = ""
    before: str = ""
    bare: bool = False
    english: bool = False
    topic: tuple[Concept, ...] = ()
    asks: str | None = None
    counted: str = ""
    unit: str = ""
    frame: bool = False
    which: bool = False
    fields: tuple[str, ...] = ()
    document: str = ""
    aside: str | None = None
    beyond: str | None = None
    agencies: tuple[Agency, ...] = ()
    choices: tuple[Agency, ...] = ()
    duties: bool = False
    bound: bool = False
    who: bool = False
    about: str = ""
    tasks: bool = False
    specific: bool = False
    within: frozenset[str] | None = None
    due: tuple[dt.date, dt.date] | None = None

    @property
    def is_weighed(self) -> bool:
        """True where evidence decides whether it is answered; duties, a document's own data and asides are told otherwise."""
        return not (self.duties or self.due or self.fields or self.aside)


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage. ``dense`` is a cosine, ``lexical`` a BM25 score, ``score`` their fused value; higher is nearer."""

    passage: Passage
    dense: float
    lexical: float
    score: float


Status = Literal["answered", "partial", "clarify", "unanswerable", "rejected", "error"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The answer citing the corpus. ``quote`` is the source's text at ``[start, end)`` as shown; ``url`` a local path."""

    n: int
    document: str
    source: str
    eid: str
    label: str
    quote: str
    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Who must do what by when: agency × role × task × deadline, with the spans that say so.

    Attributes:
        document, eid: The provision that holds the task.
        agency, agency_name, agency_kind: The agency: id, name, kind.
        name: The agency as the text names it.
        role: "lead" for who must do it, "with" for who is to take part.
        start, end: The task's span in the source: the smallest numbered, lettered or dashed unit, or a table's cell.
        assigned_start, assigned_end: The span of the words that assign it.
        deadline: When it is due, as written, several divided by "; "; None where the text does not say.
        due: The deadlines normalised ("2025-12-15", "2021-Q2", "yearly 11-20"), in the same order; "" where no value follows.
        due_kind: The kinds of those values.
    """

    document: str
    eid: str
    agency: str
    agency_name: str
    agency_kind: str
    name: str
    role: Literal["lead", "with"]
    start: int
    end: int
    assigned_start: int
    assigned_end: int
    deadline: str | None = None
    due: str = ""
    due_kind: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Where its task stands: document and span. Several duties share one."""
        return self.document, self.start, self.end


@dataclass(frozen=True, slots=True)
class AnsweredDuty:
    """A duty as an answer lists it; ``citation`` is the number of the citation that proves it."""

    agency: str
    agency_id: str
    role: str
    task: str
    deadline: str | None
    citation: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to say where that is not what was typed; asked again ``literally`` it is not.

    Attributes:
        question: The question as read: slips mended, diacritics restored; "" where it was read as typed.
        agencies: The single bodies it was taken to name, where it does not write their names in full.
        before: The turns before that it was taken to go on from; "" for none.
    """

    question: str = ""
    agencies: tuple[str, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply. ``text`` carries [n] marks; ``searched`` counts the documents and passages that were looked through.

    ``understood`` is None where the question was taken as typed; ``suggestions`` are questions that the texts do answer.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    duties: tuple[AnsweredDuty, ...] = ()
    near: tuple[Citation, ...] = ()
    understood: Understood | None = None
    suggestions: tuple[str, ...] = ()
    searched: dict[str, int] = field(default_factory=lambda: {"documents": 0, "passages": 0})
    seconds: float = 0.0
    id: str | None = None

    @property
    def folded(self) -> tuple[int, ...]:
        """Numbers of the citations that only prove duties of groups: shown when asked for."""
        own = {duty.citation for duty in self.duties if duty.role != "group"}
        return tuple(sorted({duty.citation for duty in self.duties} - own))

    def to_json(self) -> dict[str, Any]:
        """The contract that scoring, page and API share, in its fixed order of keys."""
        values = asdict(self)
        order = (
            "id", "question", "status", "text", "citations", "duties", "near", "understood", "suggestions", "searched", "seconds",
        )  # fmt: skip
        return {key: list(values[key]) if isinstance(values[key], tuple) else values[key] for key in order}
