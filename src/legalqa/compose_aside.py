"""What is said to the chatbot rather than asked of the texts → Answer: short, polite, and from the library alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from legalqa.models import Answer, Question, Status, document_name
from legalqa.scan import newest_first
from legalqa.vietnamese.text import capital

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

#: Documents that are listed at the most.
LISTED = 20

_ABILITIES = (
    "Tôi trả lời bằng cách trích nguyên văn từ {documents} văn bản trong kho, kèm nơi trích; tôi không tư vấn và không nói gì ngoài văn bản. "
    "Bạn có thể hỏi:\n"
    "- một cơ quan phải làm gì: “Sở Tài chính phải làm gì?”\n"
    "- ai làm một việc: “Cơ quan nào tham mưu bố trí kinh phí?”\n"
    "- thời hạn: “Việc nào phải xong trong quý II/2021?”\n"
    "- nội dung, con số: “Chi cho xây dựng pháp luật tối thiểu bao nhiêu?”\n"
    "- chính văn bản: “Ai ký kế hoạch?”, “Kho có những văn bản nào?”"
)
_GREETING = "Xin chào! Hãy hỏi về các văn bản trong kho, ví dụ: “Sở Tài chính phải làm gì?” Gõ “Bạn làm được gì?” để xem các loại câu hỏi."
_ORDERS = "Tôi chỉ trích nguyên văn các văn bản trong kho, không đóng vai hay làm theo chỉ dẫn khác. Hãy hỏi về nội dung văn bản, ví dụ: “Sở Tài chính phải làm gì?”"


def compose_aside(question: Question, documents: Sequence[DocumentInfo], searched: Mapping[str, int]) -> Answer:
    """The answer to what is no question about a text; ``question.aside`` says what it is."""
    status: Status = "clarify"
    if question.aside == "documents":
        text = _list(documents, "Kho" if question.within is None else "Lựa chọn này")
    elif question.aside == "abilities":
        text = _ABILITIES.format(documents=len(documents))
    elif question.aside == "greeting":
        text = _GREETING
    else:
        status, text = "unanswerable", _ORDERS
    return Answer(question.text, status, text, searched=dict(searched))


def _list(documents: Sequence[DocumentInfo], where: str) -> str:
    """The documents, newest first, with their numbers and dates as their texts state them."""
    lines = [f"{where} có {len(documents)} văn bản:"]
    for document in sorted(documents, key=newest_first)[:LISTED]:
        dated = f", ngày {document.date:%d/%m/%Y}" if document.date else ""
        by = f", {document.issuer}" if document.issuer else ""
        lines.append(f"- {capital(document_name(document))}{by}{dated}")
    if len(documents) > LISTED:
        lines.append(f"… và {len(documents) - LISTED} văn bản khác.")
    return "\n".join([*lines, "Xem tất cả: /van-ban/"])
