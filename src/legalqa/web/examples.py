"""Questions to begin with: made from what the library holds, and kept only where its texts answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from legalqa.errors import LegalqaError
from legalqa.models import Document, ProvisionKind
from legalqa.vietnamese.text import LOWER, UPPER, shown

if TYPE_CHECKING:
    from legalqa.assistant import Assistant

#: How many questions there are to begin with.
SHOWN = 5
_TRIED = 15
_DOCUMENTS = 10

_AGENCY = re.compile(
    rf"(?<![\w-])(?P<agency>(?:Sở|Ban|Công an|Thanh tra|Văn phòng|Cục|Chi cục|Vụ) [{UPPER}{LOWER} ]{{2,40}}?)"
    r" (?:chủ trì|có trách nhiệm)\b"
)
_AIM = re.compile(r"(?:nâng cao|đẩy mạnh|tăng cường|đổi mới|hoàn thiện|bảo đảm|phát huy|tạo đột phá)\b", re.I)
_REVIEW = re.compile(r"sơ kết\b.{0,120}\btổng kết\b.{0,60}\d{4}")
_GENERAL = (
    "Cơ quan nào chủ trì theo dõi, đôn đốc việc thực hiện?",
    "Người đứng đầu chịu trách nhiệm như thế nào?",
    "Kết quả thực hiện được báo cáo cho ai?",
    "Kinh phí thực hiện lấy từ đâu?",
    "Khi nào phải hoàn thành?",
)


def suggest(assistant: Assistant) -> list[str]:
    """At most five questions that the assistant answers; general ones where it cannot be asked."""
    try:
        library = assistant.library
        documents = [library.document(info.id) for info in library.documents()[:_DOCUMENTS]]
        candidates = list(dict.fromkeys(_in_turn(documents)))[:_TRIED]
        answered = (question for question in candidates if assistant.ask(question).status == "answered")
        return [question for question, _ in zip(answered, range(SHOWN), strict=False)] or list(_GENERAL)
    except LegalqaError:
        return list(_GENERAL)


def _in_turn(documents: list[Document]) -> Iterator[str]:
    """One question of each document, then a second of each …, then the general ones."""
    rounds = zip_longest(*map(_questions, documents))
    yield from (question for question in chain.from_iterable(rounds) if question)
    yield from _GENERAL


def _questions(document: Document) -> Iterator[str]:
    """Of one document: when it is reviewed, what an agency leads, what a heading aims at."""
    text = shown(document.source.text)
    if document.kind and _REVIEW.search(text):
        yield f"Khi nào phải sơ kết và tổng kết {document.kind}?"
    for match in _AGENCY.finditer(text):
        if " các " not in match["agency"] and " và " not in match["agency"]:
            yield f"{match['agency']} chủ trì những việc gì?"
            break
    yield from (f"Cần làm gì để {aim}?" for aim in _aims(document))


def _aims(document: Document) -> Iterator[str]:
    for provision in document.walk():
        aim = _AIM.search(provision.heading)
        if aim and provision.kind is not ProvisionKind.APPENDIX:
            words = re.split(r"[,;:(]", provision.heading[aim.start() :])[0].strip(" .")
            if 5 <= len(words.split()) <= 14 and not words.isupper():
                yield words[0].lower() + words[1:]
