"""Questions about a document itself → Answer: its number, title, date, place, issuer, signer, recipients, cited where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legalqa.compose import draft, numbered, scanned, verify
from legalqa.models import FRAME, Answer, Citation, Passage, ProvisionKind, Question, Status, document_name
from legalqa.vietnamese.dates import find_date
from legalqa.vietnamese.text import capital, fold

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

#: Documents that are answered for at the most, where the question fits several.
DOCUMENTS = 5

_NAMES = {
    "signer": "người ký",
    "number": "số, ký hiệu",
    "date": "ngày ban hành",
    "place": "địa danh",
    "issuer": "cơ quan ban hành",
    "recipients": "nơi nhận",
    "title": "tên loại và trích yếu",
}
#: Where each is looked for first.
_PLACES = {
    "signer": (ProvisionKind.SIGNATURE,),
    "number": (ProvisionKind.LETTERHEAD, ProvisionKind.TITLE),
    "date": (ProvisionKind.LETTERHEAD,),
    "place": (ProvisionKind.LETTERHEAD,),
    "issuer": (ProvisionKind.LETTERHEAD, ProvisionKind.TITLE, ProvisionKind.SIGNATURE),
    "recipients": (ProvisionKind.RECIPIENTS,),
    "title": (ProvisionKind.TITLE,),
}
#: What is quoted as it stands, with no value before it.
_QUOTED = ("recipients", "title")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a document says of itself, and where; both None where it does not say."""

    field: str
    document: DocumentInfo
    value: str | None
    passage: Passage | None


def compose_field(
    question: Question,
    documents: Sequence[DocumentInfo],
    passages: Callable[[str], Sequence[Passage]],
    *,
    read: Callable[[str], str],
    searched: Mapping[str, int],
) -> Answer | None:
    """The answer to "Ai ký …?", "… có số bao nhiêu?"; None where what is known of the documents stands in none of their texts, or where
    one whose title is asked for has none.

    Args:
        question: What was asked, with its ``fields``.
        documents: The documents it is asked of.
        passages: Document id → its passages.
        read: Document id → the source's text, for the verifier.
        searched: Documents and passages that were looked through.
    """
    told = [
        _told(field, document, passages(document.id)) for document in documents[:DOCUMENTS] for field in question.fields
    ]
    if any(not item.passage and (item.value or item.field == "title") for item in told):
        return None
    lines: list[str] = []
    citations: list[Citation] = []
    for item in told:
        name = capital(document_name(item.document))
        if item.passage is None:
            lines.append(f"{name} không ghi {_NAMES[item.field]}.")
            continue
        found = _citation(len(citations) + 1, item.document, item.passage, read)
        if not verify(found, read):
            return None
        same = next((c for c in citations if (c.document, c.eid) == (found.document, found.eid)), None)
        cited = same or found
        value = f": {item.value}" if item.value else ""
        lines.append(f"{name} – {_NAMES[item.field]}{value} [{cited.n}]")
        if not same:
            citations.append(cited)
            lines.append(f"{capital(cited.label)}: “{cited.quote}” [{cited.n}]")
    if len(documents) > DOCUMENTS:
        lines.append(f"Còn {len(documents) - DOCUMENTS} văn bản khác; hãy nêu rõ văn bản được hỏi.")
    if citations:
        status: Status = "answered" if all(item.passage for item in told) and len(documents) <= DOCUMENTS else "partial"
        return Answer(question.text, status, "\n".join(lines), tuple(citations), searched=dict(searched))
    frames = (_citation(0, d, p, read) for d in documents[:DOCUMENTS] for p in passages(d.id) if p.kind in FRAME)
    near = numbered(frames, read)[:DOCUMENTS]
    lines.append(f"Đã rà soát {scanned(searched)}.")
    return Answer(question.text, "unanswerable", "\n".join(lines), near=near, searched=dict(searched))


def _told(field: str, document: DocumentInfo, passages: Sequence[Passage]) -> _Told:
    first = [passage for passage in passages if passage.kind in _PLACES[field]]
    if field in _QUOTED:
        return _Told(field, document, None, first[0] if first else None)
    known = getattr(document, field)
    if known is None:
        return _Told(field, document, None, None)
    value = f"{known:%d/%m/%Y}" if field == "date" else str(known)
    there = (passage for passage in (*first, *passages) if _says(field, known, passage.text))
    return _Told(field, document, value, next(there, None))


def _says(field: str, known: object, text: str) -> bool:
    if field == "date":
        return find_date(text) == known
    return " ".join(fold(str(known)).split()) in " ".join(fold(text).split())


def _citation(n: int, document: DocumentInfo, passage: Passage, read: Callable[[str], str]) -> Citation:
    span = passage.start, passage.end
    return draft(n, document.id, document.path, passage.eid, passage.label, span, read)
