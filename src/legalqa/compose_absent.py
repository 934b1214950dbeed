"""What is asked of a text or a province that is not in the library → Answer: that it is not, and what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from legalqa.absent import Absent
from legalqa.compose import draft, numbered, scanned
from legalqa.models import Answer, Passage, Question, document_name
from legalqa.scan import newest_first
from legalqa.vietnamese.text import capital

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

#: Documents at hand that are named where the one asked for is not among them.
KNOWN = 5
#: Passages that are shown of those that mention a text.
MENTIONS = 5


def compose_absent(
    question: Question,
    absent: Absent,
    passages: Sequence[Passage],
    documents: Sequence[DocumentInfo],
    *,
    read: Callable[[str], str],
    searched: Mapping[str, int],
) -> Answer:
    """The answer to what a text says that is not in the library: that, and where it is mentioned.

    Args:
        question: What was asked.
        absent: The text.
        passages: Those that mention it.
        documents: All documents that were looked through.
        read: Document id → the source's text, for the verifier.
        searched: Documents and passages that were looked through.
    """
    paths = {document.id: document.path for document in documents}
    drafts = (
        draft(0, item.document, paths[item.document], item.eid, item.label, (item.start, item.end), read)
        for item in passages
    )
    near = numbered(drafts, read)[:MENTIONS]
    if not near:
        return compose_unknown(question, f"“{capital(absent.told)}”", documents, searched)
    text = (
        f"Kho không có {capital(absent.told)} nên không trả lời được văn bản ấy viết gì; đã rà soát {scanned(searched)}. "
        "Các đoạn dưới đây chỉ nhắc đến văn bản ấy."
    )
    return Answer(question.text, "unanswerable", text, near=near, searched=dict(searched))


def compose_followed(answer: Answer, absent: Absent, documents: Sequence[DocumentInfo]) -> Answer:
    """The answer of a document that carries out or mentions the absent text which was asked: it says so, and is partial."""
    names = "; ".join(document_name(item) for item in documents if item.id in absent.followers)
    whose = f"dưới đây là lời của văn bản triển khai: {names}" if names else "đoạn dưới đây chỉ nhắc đến văn bản ấy"
    return replace(answer, status="partial", text=f"Kho không có {capital(absent.told)}; {whose}.\n\n{answer.text}")


def compose_unknown(
    question: Question, told: str, documents: Sequence[DocumentInfo], searched: Mapping[str, int]
) -> Answer:
    """The answer to a question set in a document that is not there, ``told`` as the question tells of it; some that are."""
    ranked = sorted(sorted(documents, key=newest_first), key=lambda document: -_likeness(told, document.number or ""))
    known = [document_name(document) for document in ranked]
    more = f"; và {len(known) - KNOWN} văn bản khác" if len(known) > KNOWN else ""
    lines = [
        f"Không có văn bản {told} trong {scanned(searched)} đã rà soát.",
        f"Văn bản có trong kho: {'; '.join(known[:KNOWN])}{more}. Xem tất cả: /van-ban/",
    ]
    return Answer(question.text, "unanswerable", "\n".join(lines), searched=dict(searched))


def _likeness(told: str, number: str) -> float:
    """How like a number is to what a question tells of a document, where that is a number; else 0."""
    return SequenceMatcher(None, told.removeprefix("số "), number).ratio() if told.startswith("số ") else 0.0


def compose_elsewhere(
    question: Question, place: str, documents: Sequence[DocumentInfo], searched: Mapping[str, int]
) -> Answer:
    """The answer to a question about a province of which there is no document."""
    known = "; ".join(dict.fromkeys(document.place for document in documents if document.place))
    unplaced = sum(not document.place for document in documents)
    told = f"Không có văn bản nào ghi là của {place} trong {scanned(searched)} đã rà soát. Văn bản có ghi địa danh là của: {known}."
    if unplaced:
        told += f" {unplaced} văn bản không ghi địa danh; hỏi không kèm tên tỉnh để tìm cả trong đó."
    return Answer(question.text, "unanswerable", told, searched=dict(searched))
