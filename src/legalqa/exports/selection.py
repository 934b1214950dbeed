"""What was asked for → the duties of the ledger: by agency, role, document, deadline and words. A complete scan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from legalqa import scope
from legalqa.errors import Ambiguous, LegalqaError, NotFound
from legalqa.models import Agency, Duty, Question
from legalqa.scan import newest_first, scan
from legalqa.vietnamese.agencies import current, known
from legalqa.vietnamese.agencies.mentions import Found, find
from legalqa.vietnamese.deadlines import due_intervals, fixed_days, occurs
from legalqa.vietnamese.text import clean, fold, shown, words

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo, Library

_CHOICES = 6
_JOINING = frozenset(("va", "and"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters; an empty one filters nothing.

    Attributes:
        agency: Names of agencies, in any way that people write them.
        role: "lead", "with" or "group": what an agency must do as a member of a group.
        document: A document's id, number or province.
        due: "FROM..TO" in ISO dates, either end open, or one day.
        text: Words that the task holds, with or without diacritics.
    """

    agency: str = ""
    role: str = ""
    document: str = ""
    due: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """The duties that were found.

    Attributes:
        duties: Newest document first, undated last, in the order of the text.
        documents: The documents that were looked through.
        agencies: Who was asked about.
        now: Who holds the first one's work today, where that is another body.
        grouped: How many duties given to groups of the agency were left out.
        unplaced: How many duties were left out because their deadline is no time of the calendar.
    """

    duties: tuple[Duty, ...]
    documents: tuple[DocumentInfo, ...]
    agencies: tuple[Agency, ...] = ()
    now: Agency | None = None
    grouped: int = 0
    unplaced: int = 0

    @property
    def title(self) -> str:
        """What a printed list of them is called."""
        names = ", ".join(agency.name for agency in self.agencies)
        return f"Nhiệm vụ của {names}" if names else "Bảng phân công nhiệm vụ"


def select(wanted: Wanted, library: Library) -> Selection:
    """Every duty that passes the filters.

    Raises:
        LegalqaError: A filter cannot be read, or its name is ambiguous; the message lists the choices.
        NotFound: No agency or document has that name; the message says which are near.
    """
    span = read_span(wanted.due) if wanted.due else None
    documents = _documents(wanted.document, library.documents())
    agencies = find_agencies(wanted.agency, library) if wanted.agency else ()
    own, groups = _assigned(agencies, library)
    in_place = _in_place([document.id for document in documents])
    has_words = _having(wanted.text, cache(library.text))
    chosen = groups if wanted.role == "group" else [d for d in own if wanted.role in ("", d.role)]
    matching = [duty for duty in in_place(chosen) if has_words(duty)]
    dates = {document.id: document.date for document in documents}
    due = [duty for duty in matching if span is None or _falls(duty, dates[duty.document], *span)]
    others = [] if wanted.role or not agencies else [duty for duty in in_place(groups) if has_words(duty)]
    if span:
        others = [duty for duty in others if _falls(duty, dates[duty.document], *span)]
    now = current(agencies[0].id) if agencies and agencies[0].id in known() else None
    return Selection(
        duties=tuple(due),
        documents=tuple(documents),
        agencies=agencies,
        now=now if now and now.id != agencies[0].id else None,
        grouped=len(others),
        unplaced=sum(bool(duty.deadline) and not _is_placed(duty) for duty in matching) if span else 0,
    )


def read_span(text: str) -> tuple[dt.date, dt.date]:
    """ "2025-01-01..2025-06-30", "2025-01-01..", "..2025-06-30" or one day.

    Raises:
        LegalqaError: The text is none of these, or ends before it begins.
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    try:
        start = dt.date.fromisoformat(first) if first else dt.date.min
        end = dt.date.fromisoformat(last) if last else dt.date.max if dots else start
    except ValueError as error:
        raise LegalqaError(f"không hiểu khoảng ngày {text!r}; hãy viết như 2025-01-01..2025-06-30") from error
    if start > end:
        raise LegalqaError(f"khoảng ngày {text!r} kết thúc trước khi bắt đầu; hãy viết ngày đầu trước: TỪ..ĐẾN")
    return start, end


def find_agencies(name: str, library: Library) -> tuple[Agency, ...]:
    """The agencies that a name means: in full, short, in English, without diacritics; several joined by commas.

    Raises:
        Ambiguous: The name could be several bodies.
        NotFound: No body has that name.
    """
    asked = clean(name)
    found = find(asked)
    if not found or not _is_covered(asked, found):
        present = library.agencies().values()
        named = tuple(agency for agency in present if fold(agency.name) == fold(asked))
        if named:
            return named
        near = _nearest(asked, [*known().values(), *present])
        raise NotFound(f"không có cơ quan nào tên {asked!r}; gần nhất: {'; '.join(near)}", tuple(near))
    for one in found:
        if one.ambiguous:
            names = [agency.name for agency in one.ambiguous]
            told = "; ".join(names[:_CHOICES]) + ("; …" if len(names) > _CHOICES else "")
            message = f"{asked[one.start : one.end]!r} có thể là nhiều cơ quan, hãy ghi rõ một: {told}"
            raise Ambiguous(message, tuple(names))
    return tuple(dict.fromkeys(one.agency for one in found))


def _is_covered(asked: str, found: Iterable[Found]) -> bool:
    """True where the name holds nothing but the agencies and what joins them."""
    rest = list(asked)
    for one in found:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return all(fold(word) in _JOINING for word in words("".join(rest)))


def _nearest(asked: str, agencies: Iterable[Agency]) -> list[str]:
    """Three names: those that hold the words asked for, then those that are spelled alike."""
    folded = fold(asked)

    def distance(name: str) -> tuple[bool, float, str]:
        other = fold(name)
        return folded not in other, -SequenceMatcher(None, folded, other).ratio(), name

    return sorted({agency.name for agency in agencies}, key=distance)[:3]


def _documents(asked: str, everything: Sequence[DocumentInfo]) -> list[DocumentInfo]:
    """The document with this id, or those with this number or province; all where nothing is asked."""
    ordered = sorted(everything, key=newest_first)
    if not asked:
        return ordered
    found = [document for document in ordered if document.id == asked] or scope.named(
        f"văn bản {clean(asked)}", ordered
    )
    if not found:
        raise NotFound(f"không có văn bản {asked!r}", command="; xem mã các văn bản: legalqa show")
    return found


def _assigned(agencies: Sequence[Agency], library: Library) -> tuple[Sequence[Duty], Sequence[Duty]]:
    """The agencies' own duties and those of their groups; of all agencies, all duties and those of groups."""
    if agencies:
        roll = scan(Question("", "", ""), agencies, library)
        return roll.named, roll.grouped
    duties = library.duties()
    return duties, [duty for duty in duties if duty.agency_kind == "group"]


def _in_place(documents: Sequence[str]) -> Callable[[Iterable[Duty]], list[Duty]]:
    place = {id: n for n, id in enumerate(documents)}
    return lambda duties: sorted(
        (duty for duty in duties if duty.document in place),
        key=lambda duty: (place[duty.document], duty.start, duty.role),
    )


def _having(text: str, read: Callable[[str], str]) -> Callable[[Duty], bool]:
    asked = fold(clean(text))
    return lambda duty: not asked or asked in fold(shown(read(duty.document), duty.start, duty.end))


def _falls(duty: Duty, since: dt.date | None, first: dt.date, last: dt.date) -> bool:
    """True where the deadline meets the days; a yearly or monthly one counts from its document's date on."""
    if any(start <= last and first <= end for start, end in due_intervals(duty.due_kind, duty.due)):
        return True
    return occurs(duty.due, max(first, since or first), last)


def _is_placed(duty: Duty) -> bool:
    return bool(due_intervals(duty.due_kind, duty.due) or fixed_days(duty.due))
