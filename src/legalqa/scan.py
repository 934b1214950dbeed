"""Question → Roll: a complete scan of the ledger for what an agency must do, and what was scanned."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legalqa.models import Agency, Duty, Question
from legalqa.vietnamese.agencies import covers, current, known
from legalqa.vietnamese.deadlines import due_intervals
from legalqa.vietnamese.text import fold

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo, Library

# A question set in a document of the corpus: one of its kinds, with a number written as documents write it.
_ACCORDING = re.compile(
    r"\b(?:theo|trong|tại|của|in|under)\s+(?:kế hoạch|chỉ thị|công văn|thông báo|ke hoach|chi thi|cong van|plan|directive)\s+(?:số\s+|so\s+|no\.?\s*)?"
    r"(?P<number>\d{1,5}(?:/[\w-]+)?)\b(?!\s*(?:của|cua|ngày|ngay))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Roll:
    """The duties of an agency over the documents that were scanned.

    Attributes:
        agencies: Who was asked about; ``agency`` is the first of them, ``now`` holds its work today.
        due: The time that the duties were narrowed to; None for all.
        documents: The scanned documents, newest first, undated last.
        narrowed: True where the question named documents and only those were scanned.
        named: Duties of the agency itself (and of the bodies it succeeded), in the order of documents and texts.
        grouped: Duties given to groups it belongs to.
        namesakes: Agencies of similar names that have duties, where it has none.
    """

    agencies: tuple[Agency, ...]
    agency: Agency
    due: tuple[dt.date, dt.date] | None
    now: Agency
    documents: tuple[DocumentInfo, ...]
    narrowed: bool
    named: tuple[Duty, ...]
    grouped: tuple[Duty, ...]
    namesakes: tuple[str, ...] = ()


def scan(question: Question, agencies: Sequence[Agency], library: Library) -> Roll:
    """Every duty of the agencies in the documents that the question speaks of; of all documents where it names none."""
    agency = agencies[0]
    everything = library.documents()
    chosen = narrow(question.search, everything)
    documents = sorted(chosen or everything, key=_newest_first)
    ids = [document.id for document in documents]
    place = {id: n for n, id in enumerate(ids)}
    present = library.agencies()
    same = {id for asked in agencies for id in (*_same(asked), *(asked.members if len(asked.members) == 1 else ()))}
    own = {id for id, row in present.items() if id in same or any(_overlaps(row, asked) for asked in agencies)}
    groups = {id for id, row in present.items() if id not in own and any(_addresses(row, asked) for asked in agencies)}
    found = library.duties(agencies=[*own, *groups], documents=ids)
    if question.due:
        found = [duty for duty in found if _is_due(duty, *question.due)]
    found.sort(key=lambda duty: (place[duty.document], duty.start, duty.role))
    named = tuple(duty for duty in found if duty.agency in own)
    taken = {(duty.document, duty.start) for duty in named}
    grouped = tuple(duty for duty in found if duty.agency in groups and (duty.document, duty.start) not in taken)
    return Roll(
        agencies=tuple(agencies),
        agency=agency,
        due=question.due,
        now=current(agency.id) if agency.id in known() else agency,
        documents=tuple(documents),
        narrowed=bool(chosen),
        named=named,
        grouped=_once(grouped),
        namesakes=() if named else _namesakes(agency, present.values()),
    )


def scan_due(question: Question, library: Library) -> tuple[list[DocumentInfo], list[Duty]]:
    """The documents scanned, newest first, and every duty in them that is due in the time the question asks about."""
    first, last = question.due or (dt.date.min, dt.date.max)
    everything = library.documents()
    documents = sorted(narrow(question.search, everything) or everything, key=_newest_first)
    place = {document.id: n for n, document in enumerate(documents)}
    found = [duty for duty in library.duties(documents=list(place)) if _is_due(duty, first, last)]
    return documents, sorted(found, key=lambda duty: (place[duty.document], duty.start, duty.role))


def _is_due(duty: Duty, first: dt.date, last: dt.date) -> bool:
    return any(first <= span[1] <= last for span in due_intervals(duty.due_kind, duty.due))


def narrow(text: str, documents: Sequence[DocumentInfo]) -> list[DocumentInfo]:
    """The documents that a question names, by number or by province; none where it names none."""
    asked = fold(text)
    by_number = [document for document in documents if document.number and _bears(asked, document.number)]
    if by_number:
        return by_number
    return [document for document in documents if document.place and _names_place(asked, document.place)]


def names_unknown(text: str, documents: Sequence[DocumentInfo]) -> str | None:
    """The number of the document that a question is set in ("theo Kế hoạch số 999/KH-UBND") where none bears it."""
    match = _ACCORDING.search(text)
    if not match:
        return None
    asked = re.match(r"0*(\d+)", match["number"])
    borne = {found[1] for document in documents if (found := re.match(r"0*(\d+)", document.number or ""))}
    return match["number"] if asked and asked[1] not in borne else None


def _bears(asked: str, number: str) -> bool:
    """ "Kế hoạch 2888" and "2888/KH-UBND" both name the number; its digits must stand behind a word for a document."""
    folded = fold(number)
    digits = re.match(r"\d+", folded)
    if folded in asked:
        return True
    kinds = r"(?:ke hoach|chi thi|nghi quyet|quyet dinh|cong van|thong bao|huong dan|chuong trinh|cong dien|van ban|kh|ct|nq|qd|cv)"
    return bool(digits and re.search(rf"\b{kinds}\s+(?:so\s+)?0*{int(digits.group())}\b(?!\s*/)", asked))


def _names_place(asked: str, place: str) -> bool:
    name = re.sub(r"^(?:thanh pho|tinh|tp\.?)\s+", "", fold(place))
    short = {"ho chi minh": r"ho chi minh|tp\.?\s*hcm|tphcm|hcm|sai gon"}.get(name, re.escape(name))
    return bool(re.search(rf"\b(?:{short})\b", asked))


def _newest_first(document: DocumentInfo) -> tuple[bool, int, str]:
    return document.date is None, -(document.date.toordinal() if document.date else 0), document.id


def _same(agency: Agency) -> set[str]:
    """The agency and those whose work it took over; not its successor, which a text may mean as it then was."""
    return {agency.id, *(id for id in known() if id != agency.id and _became(id, agency.id))}


def _became(id: str, later: str) -> bool:
    """True where the agency's work went, at once or in steps, to a later one."""
    step = known()[id].successor
    while step:
        if step == later:
            return True
        step = known()[step].successor
    return False


def _addresses(row: Agency, agency: Agency) -> bool:
    return row.kind == "group" and covers(row, agency)


def _overlaps(row: Agency, asked: Agency) -> bool:
    """True for two groups that mean mostly the same bodies: "các sở, ban, ngành" and "các sở, ngành liên quan"."""
    if row.kind != "group" or asked.kind != "group":
        return False
    theirs, ours = set(row.members), set(asked.members)
    if not theirs and not ours:  # bodies that no table lists: by the nouns that head their names
        return bool(_heads(row.name) & _heads(asked.name))
    return bool(ours) and 2 * len(theirs & ours) >= len(ours)


def _heads(name: str) -> set[str]:
    """The first word of each name in a list: "các viện, trường" → {"vien", "truong"}."""
    items = re.split(r",|\bvà\b", re.sub(r"^(?:các|những)\s+", "", name.lower()))
    return {fold(item.split()[0]) for item in items if item.split()}


def _once(found: Sequence[Duty]) -> tuple[Duty, ...]:
    """Each task once, though several groups that the agency belongs to are given it."""
    seen: set[tuple[str, int]] = set()
    kept = []
    for duty in found:
        if (duty.document, duty.start) not in seen:
            seen.add((duty.document, duty.start))
            kept.append(duty)
    return tuple(kept)


def _namesakes(agency: Agency, present: Collection[Agency]) -> tuple[str, ...]:
    """Up to three agencies with duties whose names share most words with this one's."""
    words = set(fold(agency.name).split())
    scored = []
    for other in present:
        theirs = set(fold(other.name).split())
        share = len(words & theirs) / len(words | theirs) if words | theirs else 0.0
        if other.id != agency.id and other.kind != "group" and share >= 0.4:
            scored.append((share, other.name))
    return tuple(name for _, name in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:3])
