"""Question → Roll: a complete scan of the ledger for what an agency must do, and what was scanned."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from legalqa import scope
from legalqa.models import Agency, Duty, Question
from legalqa.vietnamese.agencies import covers, current, known
from legalqa.vietnamese.deadlines import due_intervals
from legalqa.vietnamese.text import fold, key, words

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo, Library

#: The share of the words asked about, and of its neighbouring words, that a task and its headings carry where it is about that.
ABOUT = 0.6


# First words of nouns that name nobody by themselves: "cơ quan", "đơn vị", "tổ chức", "chủ …", "doanh nghiệp", "nhà …".
_GENERAL = frozenset(("co", "don", "to", "chu", "luc", "he", "nguoi", "doanh", "nha"))


@dataclass(frozen=True, slots=True)
class Roll:
    """The duties of an agency over the documents that were scanned.

    Attributes:
        agencies: Who was asked about; ``agency`` is the first of them, ``now`` holds its work today.
        due: The time that the duties were narrowed to; None for all.
        documents: The scanned documents, newest first, undated last.
        narrowed: True where the question named documents and only those were scanned.
        chosen: True where the documents were chosen beside the question.
        named: Duties of the agency itself (and of the bodies it succeeded), in the order of documents and texts.
        grouped: Duties given to groups it belongs to.
        about: The duties that are about what the question asks about; none where it asks about nothing in particular.
        dated: True where only duties with a deadline were kept.
        namesakes: Agencies of similar names that have duties, where it has none.
    """

    agencies: tuple[Agency, ...]
    agency: Agency
    due: tuple[dt.date, dt.date] | None
    now: Agency
    documents: tuple[DocumentInfo, ...]
    narrowed: bool
    chosen: bool
    named: tuple[Duty, ...]
    grouped: tuple[Duty, ...]
    namesakes: tuple[str, ...] = ()
    about: tuple[Duty, ...] = ()
    dated: bool = False

    @property
    def is_group(self) -> bool:
        """True where only groups are asked about, no single body."""
        return all(agency.kind == "group" for agency in self.agencies)


def scan(question: Question, agencies: Sequence[Agency], library: Library) -> Roll:
    """Every duty of the agencies in the documents that the question speaks of; of all documents where it names none."""
    agency = agencies[0]
    everything = asked_of(question, library)
    chosen = scope.named(question.search, everything, library.text)
    documents = sorted(chosen or everything, key=newest_first)
    ids = [document.id for document in documents]
    place = {id: n for n, id in enumerate(ids)}
    present = library.agencies()
    own = own_ids(agencies, present)
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
        chosen=question.within is not None,
        named=named,
        grouped=_once(grouped),
        namesakes=() if named else _namesakes(agency, present.values()),
        about=tuple(duty for duty in named if _is_about(duty, question, library)) if question.about else (),
    )


def own_ids(agencies: Sequence[Agency], present: Mapping[str, Agency]) -> set[str]:
    """The ids, of the agencies present, whose duties are these agencies' own: a body was renamed, groups overlap."""
    same = {id for asked in agencies for id in (*same_body(asked), *(asked.members if len(asked.members) == 1 else ()))}
    return {id for id, row in present.items() if id in same or any(_overlaps(row, asked) for asked in agencies)}


def asked_of(question: Question, library: Library) -> list[DocumentInfo]:
    """The documents that a question is asked of: all, or those that were chosen."""
    documents = library.documents()
    return documents if question.within is None else [item for item in documents if item.id in question.within]


def with_deadlines(roll: Roll) -> Roll:
    """The same scan, of which only the duties with a deadline are kept."""
    named, grouped = (tuple(duty for duty in duties if duty.deadline) for duties in (roll.named, roll.grouped))
    return replace(roll, named=named, grouped=grouped, about=(), dated=True)


def scan_due(question: Question, library: Library) -> tuple[list[DocumentInfo], list[Duty]]:
    """The documents scanned, newest first, and every duty in them that is due in the time the question asks about."""
    first, last = question.due or (dt.date.min, dt.date.max)
    everything = asked_of(question, library)
    documents = sorted(scope.named(question.search, everything, library.text) or everything, key=newest_first)
    place = {document.id: n for n, document in enumerate(documents)}
    found = [duty for duty in library.duties(documents=list(place)) if _is_due(duty, first, last)]
    return documents, sorted(found, key=lambda duty: (place[duty.document], duty.start, duty.role))


def _is_about(duty: Duty, question: Question, library: Library) -> bool:
    """True where the task, or what it stands under, carries most words of what was asked about."""
    passage = library.passage(duty.document, duty.eid)
    form = fold if question.bare else key
    there = words(form(" . ".join((*passage.headings, passage.text))))
    asked = words(form(question.about))
    pairs = set(pairwise(asked))
    carried = len(set(asked) & set(there)) >= ABOUT * len(set(asked))
    return carried and len(pairs & set(pairwise(there))) >= ABOUT * len(pairs)


def _is_due(duty: Duty, first: dt.date, last: dt.date) -> bool:
    return any(first <= span[1] <= last for span in due_intervals(duty.due_kind, duty.due))


def newest_first(document: DocumentInfo) -> tuple[bool, int, str]:
    """The key that sorts documents by date, newest first, undated last."""
    return document.date is None, -(document.date.toordinal() if document.date else 0), document.id


def same_body(agency: Agency) -> set[str]:
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
    if not ours:  # bodies that no table lists: by the nouns that head their names
        asked_for, named = _heads(asked.name), _heads(row.name)
        return asked_for <= named if theirs else bool(asked_for & named)
    return bool(ours) and 2 * len(theirs & ours) >= len(ours)


def _heads(name: str) -> set[str]:
    """What each name in a list is told by: "các viện, trường" → {"vien", "truong"}; of "cơ quan chủ trì" all of it."""
    items = re.split(r",|\bvà\b", re.sub(r"^(?:các|những)\s+", "", name.lower()))
    told = [fold(item).split() for item in items if item.split()]
    return {" ".join(item) if item[0] in _GENERAL else item[0] for item in told}


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
