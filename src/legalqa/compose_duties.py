"""Roll → Answer: the list of duties, by document, each quoted and cited; groups counted and folded away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from legalqa.compose import GIVEN, NOBODY, WITH, cite, draft, scanned, verify
from legalqa.models import Agency, Answer, AnsweredDuty, Citation, Duty, Question, Status, document_name
from legalqa.scan import Roll, same_body
from legalqa.suggest import choices as suggested
from legalqa.vietnamese.agencies.mentions import mentions
from legalqa.vietnamese.text import capital, joined

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo
    from legalqa.select import Evidence

#: What an agency must be called where a name alone could be several bodies.
_ASK = "Tên này có thể là nhiều cơ quan. Bạn hỏi về cơ quan nào?"
_UNDATED = "Văn bản không ghi thời hạn của các nhiệm vụ nêu đích danh."
#: Nearest duties that are shown of the groups of an agency without a duty of its own.
NEAR = 5
#: What a role is called beside a task; who does it alone needs no word.
#: Stands before the time in which a duty is due.
DUE = "thời hạn:"

_ROLES = {"with": "phối hợp", "group": "giao chung"}


def compose_duties(
    question: Question,
    roll: Roll,
    *,
    labels: Callable[[str, str], str],
    read: Callable[[str], str],
    searched: Mapping[str, int],
    closest: Sequence[Evidence] = (),
) -> Answer:
    """The answer to "what must this agency do?".

    Args:
        question: What was asked.
        roll: What the scan found.
        labels: (document id, eid) → the provision's label.
        read: Document id → the source's text in the library, for the verifier.
        searched: Documents and passages of the scanned documents.
        closest: The passages nearest to a question about one task, best first; the duties in them come first.
    """
    paths = {document.id: document.path for document in roll.documents}
    closest = [item for item in closest if item.hit.passage.document in paths]
    aside = not roll.about and roll.is_group and not question.tasks and not _nearest_of(roll, closest[:1])
    said = list(cite(closest[:1], paths, read)) if aside else []
    nearest = [duty for duty in _nearest_of(roll, closest) if duty in roll.about or not roll.about]
    first = [*nearest, *(duty for duty in roll.about if duty not in nearest)]
    rest = [duty for duty in (*roll.named, *roll.grouped) if duty not in first]
    citations, listed = _cite(said, [*first, *rest], frozenset(map(id, roll.grouped)), paths, labels, read)
    own = {duty.citation for duty in listed if duty.role != "group"}
    if not own:
        near = tuple(citations[:NEAR]) or cite(closest, paths, read)
        return Answer(
            question.text, "unanswerable", _without(roll, len(citations), searched), near=near, searched=dict(searched)
        )
    lines = [_summary(roll, own, listed, searched), *_succession(roll), *_without_any(roll)]
    shown_first = len(said) + len({duty.place for duty in first})
    if question.about and not roll.about:
        lines.append(f"Không có nhiệm vụ nào nói riêng về “{question.about}”; dưới đây là mọi nhiệm vụ.")
    lines += _nearest(citations[:shown_first], listed, roll, question.about if roll.about else "")
    for document in roll.documents:
        lines += _of_document(document_name(document), document.id, roll, citations, listed)
    undated = question.asks == "date" and not any(duty.deadline for duty in listed if duty.role != "group")
    status: Status = "partial" if undated else "answered"
    lines += ["", _UNDATED] if undated else []
    return Answer(question.text, status, "\n".join(lines), tuple(citations), tuple(listed), searched=dict(searched))


def compose_mentioned(answer: Answer, roll: Roll, *, searched: Mapping[str, int]) -> Answer:
    """Passages that name an agency and answer, though no duty is given to it: the answer that quotes them, and that said."""
    return replace(answer, text=f"{answer.text}\n\n{_without(roll, 0, searched)}")


def concerns(roll: Roll, evidence: Evidence) -> bool:
    """True where the evidence is a duty of the agency, or one with a deadline of a group that it belongs to."""
    near = _nearest_of(roll, [evidence])
    return any(duty in roll.named or (duty.role == "lead" and duty.deadline) for duty in near)


def _nearest_of(roll: Roll, closest: Sequence[Evidence]) -> list[Duty]:
    """The duties in the passages nearest to a question, in the order of those."""
    spans = [(item.hit.passage.document, item.hit.passage.start, item.hit.passage.end) for item in closest]
    return [
        duty
        for document, start, end in spans
        for duty in (*roll.named, *roll.grouped)
        if duty.document == document and duty.start < end and start < duty.end
    ]


def _nearest(citations: Sequence[Citation], listed: Sequence[AnsweredDuty], roll: Roll, about: str) -> list[str]:
    """What is about the matter asked about, or nearest to the question, before the whole list."""
    if not citations:
        return []
    names = {document.id: document_name(document) for document in roll.documents}
    told = []
    for citation in citations:
        of = [duty for duty in listed if duty.citation == citation.n]
        note = joined(_ROLES.get(role) for role in ("lead", "with", "group") if any(duty.role == role for duty in of))
        times = joined(duty.deadline for duty in of)
        notes = "; ".join(part for part in (note, times and f"{DUE} {times}") if part)
        where = f"{capital(citation.label)}, {names[citation.document]}{f' ({notes})' if notes else ''}"
        told.append(f"- {where}: “{citation.quote}” [{citation.n}]")
    heading = f"{len(citations)} nhiệm vụ về “{about}”:" if about else "Sát câu hỏi nhất:"
    return ["", heading, *told]


def compose_due(
    question: Question,
    documents: Sequence[DocumentInfo],
    duties: Sequence[Duty],
    *,
    labels: Callable[[str, str], str],
    read: Callable[[str], str],
    searched: Mapping[str, int],
) -> Answer:
    """The answer to "what is due in this time?": every task with its agencies and its deadline."""
    paths = {document.id: document.path for document in documents}
    citations, listed = _cite([], duties, frozenset(), paths, labels, read)
    if not citations:
        told = f"Không có nhiệm vụ nào có thời hạn trong khoảng này; đã rà soát {scanned(searched)}."
        return Answer(question.text, "unanswerable", told, searched=dict(searched))
    lines = [f"{len(citations)} nhiệm vụ có thời hạn trong khoảng này; đã rà soát {scanned(searched)}."]
    for document in documents:
        inside = [citation for citation in citations if citation.document == document.id]
        lines += ["", f"{capital(document_name(document))}:"] if inside else []
        for citation in inside:
            of = [duty for duty in listed if duty.citation == citation.n]
            who = joined(duty.agency for duty in of)
            lines.append(
                f"- {capital(citation.label)} ({who}; {DUE} {joined(duty.deadline for duty in of)}): “{citation.quote}” [{citation.n}]"
            )
    return Answer(question.text, "answered", "\n".join(lines), tuple(citations), tuple(listed), searched=dict(searched))


def _scanned_for(roll: Roll, searched: Mapping[str, int]) -> str:
    """How much was looked through, and whether the question had named it, or it was chosen."""
    which = "các văn bản được nêu: " if roll.narrowed else "các văn bản được chọn: " if roll.chosen else ""
    return f"{which}{scanned(searched)}"


def compose_who(
    answer: Answer,
    duties: Sequence[Duty],
    *,
    best: tuple[int, int],
    apart: Collection[str] = (),
    leads: bool = True,
    labels: Callable[[str, str], str],
    read: Callable[[str], str],
) -> Answer:
    """An answer to "who must …?" with the agencies that the ledger gives the quoted task, and the words that assign it.

    They lead the answer where the quoted task is surely the one asked about; else they are told of what is quoted, behind it.

    Args:
        answer: The quoted passages.
        duties: The duties of the first citation's document.
        best: The span of the sentence that answers; who only another sentence of the quote tells something is left out.
        apart: Ids of the bodies that the question names itself: they are not the answer to it.
        leads: The quoted task is the one asked about.
        labels, read: As for ``compose_duties``.
    """
    first = answer.citations[0]
    there = [duty for duty in duties if duty.start < first.end and first.start < duty.end]
    proved = [
        duty for duty in there if _tells(duty, best) or not first.start <= duty.assigned_start < first.end
    ] or there
    if not proved:
        nobody = leads and not mentions(first.quote)
        return replace(answer, status="partial", text=_with_note(answer.text, NOBODY)) if nobody else answer
    others = [duty for duty in proved if duty.agency not in apart]
    leads = leads and bool(others)
    proved = others if leads else proved
    citations = list(answer.citations)
    listed = []
    for duty in proved:
        listed.append(AnsweredDuty(duty.name, duty.agency, duty.role, first.quote, duty.deadline, first.n))
        inside = first.start <= duty.assigned_start and duty.assigned_end <= first.end
        if inside or any(c.start <= duty.assigned_start and duty.assigned_end <= c.end for c in citations):
            continue
        eid = duty.eid.rpartition("__")[0] or duty.eid  # the words stand elsewhere: in a heading or an opening sentence
        span = duty.assigned_start, duty.assigned_end
        label = labels(duty.document, eid)
        found = draft(len(citations) + 1, duty.document, first.source, eid, label, span, read)
        if verify(found, read):
            citations.append(found)
    names = {role: joined(d.name for d in proved if d.role == role) for role in ("lead", "with")}
    marks = "".join(f"[{citation.n}]" for citation in [first, *citations[len(answer.citations) :]])
    told = WITH.join(part for part in (names["lead"], names["with"]) if part)
    if not leads:
        return replace(answer, text=_with_note(answer.text, f"{GIVEN}{told} {marks}."), citations=tuple(citations))
    return replace(answer, text=f"{told} {marks}\n{answer.text}", citations=tuple(citations), duties=tuple(listed))


def _tells(duty: Duty, span: tuple[int, int]) -> bool:
    """True where the words that assign the duty stand in the span."""
    return duty.assigned_start < span[1] and span[0] < duty.assigned_end


def _with_note(text: str, note: str) -> str:
    """The text with a note behind its first quote."""
    quoted, _, rest = text.partition("[1]\n")
    return f"{quoted}[1]\n{note}\n{rest}" if rest else f"{text}\n{note}"


def compose_choice(question: Question, choices: Sequence[Agency], searched: Mapping[str, int]) -> Answer:
    """The answer to a name that could be several bodies: the choices."""
    text = "\n".join([_ASK, *(f"- {agency.name}" for agency in choices)])
    return Answer(question.text, "clarify", text, suggestions=suggested(choices), searched=dict(searched))


def _cite(
    said: Sequence[Citation],
    duties: Sequence[Duty],
    groups: Collection[int],
    paths: Mapping[str, str],
    labels: Callable[[str, str], str],
    read: Callable[[str], str],
) -> tuple[list[Citation], list[AnsweredDuty]]:
    """Verified citations, a task once, behind those of what is said first; and the duties that they prove."""
    citations = list(said)
    listed: list[AnsweredDuty] = []
    numbers: dict[tuple[str, int, int], int] = {}
    for duty in duties:
        if duty.place not in numbers:
            source, label, span = paths.get(duty.document, ""), labels(duty.document, duty.eid), (duty.start, duty.end)
            found = draft(len(citations) + 1, duty.document, source, duty.eid, label, span, read)
            if not verify(found, read):
                continue
            citations.append(found)
            numbers[duty.place] = found.n
        role = "group" if id(duty) in groups else duty.role
        quote = citations[numbers[duty.place] - 1].quote
        listed.append(AnsweredDuty(duty.name, duty.agency, role, quote, duty.deadline, numbers[duty.place]))
    return citations, listed


def _summary(roll: Roll, own: set[int], listed: Sequence[AnsweredDuty], searched: Mapping[str, int]) -> str:
    """ "Sở Tài chính: 4 nhiệm vụ nêu đích danh trong 2 văn bản; 23 nhiệm vụ giao chung …; đã rà soát 5 văn bản, 193 đoạn." """
    documents = len({duty.document for duty in roll.named})
    grouped = len({duty.citation for duty in listed if duty.role == "group"})
    due = _due(roll) or (" có thời hạn" if roll.dated else "")
    parts = [f"{capital(_names(roll))}: {len(own)} nhiệm vụ nêu đích danh{due} trong {documents} văn bản"]
    if grouped:
        parts.append(f"{grouped} nhiệm vụ giao chung cho nhóm ({_group_names(roll)})")
    parts.append(f"đã rà soát {_scanned_for(roll, searched)}")
    return "; ".join(parts) + "."


def _is_inherited(duty: AnsweredDuty, roll: Roll) -> bool:
    """Given to a body that the agency asked about has followed."""
    return roll.agency.kind != "group" and duty.agency_id != roll.agency.id


def _without_any(roll: Roll) -> list[str]:
    """Of several agencies asked about, those that have no duty of their own."""
    having = {duty.agency for duty in roll.named}
    return [
        f"Không có nhiệm vụ nào giao đích danh cho {agency.name}."
        for agency in roll.agencies
        if len(roll.agencies) > 1 and agency.kind != "group" and not same_body(agency) & having
    ]


def _names(roll: Roll) -> str:
    return " và ".join(agency.name for agency in roll.agencies)


def _group_names(roll: Roll) -> str:
    names = list(dict.fromkeys(_lowered(duty.name) for duty in roll.grouped))
    return "; ".join(names[:2]) + ("…" if len(names) > 2 else "")


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _succession(roll: Roll) -> list[str]:
    if roll.now.id == roll.agency.id:
        return []
    since = f" từ {roll.agency.until + dt.timedelta(days=1):%d/%m/%Y}" if roll.agency.until else ""
    return [f"Chức năng của {roll.agency.name} nay thuộc {roll.now.name}{since}."]


def _of_document(
    name: str, id: str, roll: Roll, citations: Sequence[Citation], listed: Sequence[AnsweredDuty]
) -> list[str]:
    lines: list[str] = []
    for role, heading in (("lead", "Thực hiện, chủ trì"), ("with", "Phối hợp")):
        rows = [duty for duty in listed if duty.role == role and citations[duty.citation - 1].document == id]
        rows.sort(key=lambda duty: (citations[duty.citation - 1].start, duty.citation))
        if rows:
            lines += ["", f"{capital(name)} – {heading.lower()}:"]
        for n, shared in groupby(rows, key=lambda duty: duty.citation):
            citation, of = citations[n - 1], sorted(shared, key=lambda duty: _is_inherited(duty, roll))
            notes = joined(duty.agency for duty in of if len(roll.agencies) > 1 or _is_inherited(duty, roll))
            times = joined(duty.deadline for duty in of)
            told = "; ".join(part for part in (notes, times and f"{DUE} {times}") if part)
            lines.append(
                f"- {capital(citation.label)}{f' ({told})' if told else ''}: “{citation.quote}” [{citation.n}]"
            )
    return lines


def _due(roll: Roll) -> str:
    """The time that the duties were narrowed to, in words."""
    if not roll.due:
        return ""
    first, last = roll.due
    until = f"đến {last:%d/%m/%Y}"
    return f" có thời hạn {until}" if first == dt.date.min else f" có thời hạn từ {first:%d/%m/%Y} {until}"


def _without(roll: Roll, grouped: int, searched: Mapping[str, int]) -> str:
    what = "thời hạn nào nêu đích danh" if roll.dated else "nhiệm vụ nào giao đích danh"
    told = f"Không có {what} cho {_names(roll)}{_due(roll)}; đã rà soát {_scanned_for(roll, searched)}."
    lines = [told, *_succession(roll)]
    if grouped:
        lines.append(
            f"Có {grouped} nhiệm vụ{' có thời hạn' if roll.dated else ''} giao chung cho nhóm có cơ quan này ({_group_names(roll)}); một số ở dưới đây."
        )
    if roll.namesakes:
        lines.append("Cơ quan gần tên có nhiệm vụ: " + "; ".join(roll.namesakes) + ".")
    return "\n".join(lines)
