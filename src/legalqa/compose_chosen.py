"""Nothing fits what was chosen → Answer: it says so, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from legalqa.models import Answer, Narrowing
from legalqa.scope import offered
from legalqa.vietnamese.text import capital

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

#: Values of a field that are listed at the most.
LISTED = 12

_TOLD = "Không có văn bản nào hợp với lựa chọn; hãy bỏ bớt điều kiện lọc."
_FIELDS = {
    "documents": "văn bản",
    "kinds": "loại văn bản",
    "issuers": "cơ quan ban hành",
    "places": "địa danh",
    "statuses": "tình trạng",
    "years": "năm",
    "agencies": "cơ quan được giao việc",
}


def compose_none_chosen(question: str, narrowing: Narrowing, documents: Sequence[DocumentInfo]) -> Answer:
    """The answer to a question that is asked of no document; of each field that was chosen by it lists the values."""
    there = offered(documents)
    lines = [_listed(name, getattr(there, name)) for name in _FIELDS if getattr(narrowing, name)]
    text = f"{_TOLD} {capital('; '.join(lines))}." if lines else _TOLD
    return Answer(question, "unanswerable", text)


def _listed(name: str, values: Sequence[str | int]) -> str:
    """ "loại văn bản có: Chỉ thị, Kế hoạch"."""
    if not values:
        return f"không văn bản nào ghi {_FIELDS[name]}"
    more = ", …" if len(values) > LISTED else ""
    return f"{_FIELDS[name]} có: {', '.join(map(str, values[:LISTED]))}{more}"
