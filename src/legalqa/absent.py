"""What is not in the library: a text that a question asks, a law by its name, others by their number; a matter that none mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legalqa.models import Citation, Passage
from legalqa.scope import cited_only, refers_to
from legalqa.vietnamese.kinds import KINDS, LAWS
from legalqa.vietnamese.matters import matters_named
from legalqa.vietnamese.text import fold, key

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

# Words that end the name of a law: none of them stands in one.
_ENDS = (
    r"quy định|nói|nêu|ghi|viết|thì|là|yêu cầu|cho|cấm|phạt|xử phạt|bắt|gồm|bao|về|nào|gì|ai|mới|hiện|sửa|mấy|có|phải|được|bị|của(?! nhà nước)"
    r"|tại|trong|này|đó|kia|do|ra|như|thế|khi|đang|sẽ|đã|giao(?! thông| dịch)|điều chỉnh|hướng dẫn|thay|(?<!hàng )không|để|từ|đến|với|(?<!nhà )ở|năm"
    r"|(?<!dân )số|hay|hoặc|còn|mà|nếu|trên|theo|vì|cần|nên|ban hành(?! v)|ký|và (?:các|những|luật|nghị|thông|sở|kế|chỉ|ai)"
)
# What names of laws go on with behind a comma: "Luật Cán bộ, công chức", "Luật Phòng, chống tham nhũng".
_FURTHER = "chống|chữa|khen|công chức|sử dụng|xuất cảnh|quá cảnh|cư trú của|an toàn|giáo dục pháp luật|kiểm soát"
_LAW = (
    rf"(?<!pháp )(?<!kỷ )(?<!trái )(?<!đúng )(?P<law>(?:(?:{'|'.join(LAWS[:-1])})(?! (?:sư|gia|lệ|pháp|thuật|chơi)\b)"
    rf"(?P<name>(?: (?!(?:{_ENDS})\b)[^\W\d_]+|, (?:{_FURTHER})\b){{1,12}})|{LAWS[-1]})(?: số \S+)?(?: (?:năm )?\d{{4}})?)"
)
_NUMBERED = rf"(?P<numbered>(?:{'|'.join(KINDS)}) (?:số )?\d+(?:[/-][\w/-]*\w)?)"
_TEXT = rf"(?:{_LAW}|{_NUMBERED})\b"
_PROVISION = r"(?:(?:điều|khoản|điểm|chương|mục) \w+,? (?:của )?){0,3}"
# What a text does that says something: "quy định gì", "phạt bao nhiêu", "có mấy điều".
_SAYS = (
    r"(?: (?:của|do) (?:\w+ ){1,3}?\w+)?(?: (?:mới|hiện hành|hiện nay|sửa đổi|này))*(?: thì)? (?:có )?"
    r"(?:quy định|nói|nêu|ghi|viết|yêu cầu|đòi hỏi|cho phép|cấm|bắt buộc|phạt|xử phạt|xử lý|giao|gồm|bao gồm|điều chỉnh|hướng dẫn|định nghĩa"
    r"|sửa đổi|thay đổi|thay thế|áp dụng|(?<=có )(?:mấy|bao nhiêu|những|các|hiệu lực|nội dung|điều|điểm|quy|gì))\b"
)
_TALK = r"(?:(?:cho|xin|ad|ơi|ạ|thế|vậy|còn|tôi|em|mình|muốn|được|hỏi|biết|là|rằng|xem) )*"
_ASKED = (
    re.compile(rf"^{_TALK}{_PROVISION}{_TEXT}{_SAYS}"),
    re.compile(rf"\b(?:theo|trong|tại|chiếu theo|dựa vào|dựa trên)(?: (?:đúng )?(?:quy định|nội dung)(?: của| tại| trong)?)? {_PROVISION}{_TEXT}"),
    re.compile(
        rf"\b(?:quy định|nội dung|mức phạt|chế tài|(?:điều|khoản) \d+)(?: \w+){{0,2}}? (?:(?:của|tại|trong|theo) )?{_TEXT}"
        r"(?=\W*$|[?,;]| (?:là|gồm|thì|ra sao|như thế nào|thế nào|nói|quy định|về|có)\b)"
    ),
)  # fmt: skip
_TALKED_OF = re.compile(_LAW)
_KIND_BEFORE = re.compile(rf"\b(?:{'|'.join(kind for kind in KINDS if kind != 'văn bản')})\b")


@dataclass(frozen=True, slots=True)
class Absent:
    """A text that is not in the library.

    Attributes:
        told: How the question names it: "Luật Đất đai 2024".
        cites: What cites it, over texts without diacritics.
        followers: Ids of the documents whose titles refer to it.
        further: What the question has beside its name.
    """

    told: str
    cites: re.Pattern[str]
    followers: tuple[str, ...]
    further: str


def asked_to_say(asked: str, documents: Sequence[DocumentInfo]) -> Absent | None:
    """The absent text that a question wants to hear from: "Luật Đất đai quy định gì?", "Theo Nghị định 100, phạt bao nhiêu?".

    What is done with a text ("Ai tuyên truyền Luật Đất đai?"), or follows it, is asked of others.

    Args:
        asked: The question as read, with diacritics.
        documents: All documents.
    """
    lowered = key(asked)
    match = next((found for pattern in _ASKED if (found := pattern.search(lowered))), None)
    if match is None:
        return None
    group = "numbered" if match["numbered"] else "law"
    start, end = match.span(group)
    shown = asked if len(asked) == len(lowered) else lowered
    further = f"{lowered[: match.start()]} {lowered[match.end() :]}"
    if group == "numbered":
        number = cited_only(shown[start:end], documents) if not _is_behind_kind(lowered[:start]) else None
        return _numbered(shown[start:end], number, documents, further) if number else None
    return _law(shown[start:end].strip(), match["name"] or "", lowered[:start], documents, further)


def _is_behind_kind(before: str) -> bool:
    """True where another text is named before: "kế hoạch triển khai Nghị quyết 126"."""
    return bool(_KIND_BEFORE.search(before))


def _numbered(told: str, number: str, documents: Sequence[DocumentInfo], further: str) -> Absent:
    digits = re.match(r"0*(\d+)", number)
    cites = re.compile(rf"(?<!\d)0*{digits[1] if digits else number}\s*(?:/\s*\d{{4}}\s*)?[/-]\s*[a-z]")
    return Absent(told, cites, tuple(item.id for item in documents if refers_to(item, told)), further)


def _law(told: str, name: str, before: str, documents: Sequence[DocumentInfo], further: str) -> Absent | None:
    """None for a law that the library has, or where the text that is asked of is named before."""
    cites = _cites_law(name)
    titled = [document for document in documents if cites.search(fold(document.title or ""))]
    laws = {fold(law) for law in LAWS}
    if _is_behind_kind(before) or any(fold(document.kind or "") in laws for document in titled):
        return None
    return Absent(told, cites, tuple(document.id for document in titled), further)


def _cites_law(name: str) -> re.Pattern[str]:
    """What cites a law: its kind and the first two words of its name; of the constitution, its kind alone."""
    first = " ".join(fold(name).replace(",", "").split()[:2])
    return re.compile(rf"\b(?:bo luat|luat|phap lenh)\s+{re.escape(first)}\b" if first else r"\bhien phap\b")


def unheard_law(asked: str, read: Callable[[str], str], documents: Sequence[DocumentInfo]) -> str | None:
    """A law that a question names, as names are written, and no text so much as mentions; None where there is none.

    Args:
        asked: The question as typed.
        read: Document id → its text.
        documents: All documents.
    """
    lowered = key(asked)
    for match in _TALKED_OF.finditer(lowered):
        named = asked[slice(*match.span("law"))] if len(asked) == len(lowered) else ""
        if match["name"] and (named.split()[1:2] or [""])[0][:1].isupper():
            cites = _cites_law(match["name"])
            titles = (document.title or "" for document in documents)
            if not any(cites.search(fold(text)) for text in (*titles, *(read(item.id) for item in documents))):
                return named.strip()
    return None


def unheard_matter(asked: str, read: Callable[[str], str], documents: Sequence[DocumentInfo]) -> str | None:
    """A matter of life or law ("ly hôn", "hộ chiếu") that a question names and no text mentions; None where there is none.

    Args:
        asked: The question as read.
        read: Document id → its text.
        documents: All documents.
    """
    for matter in matters_named(asked):
        ways = [fold(way) for way in matter.texts]
        texts = (" ".join(fold(f"{item.title or ''} {read(item.id)}").split()) for item in documents)
        if not any(way in text for text in texts for way in ways):
            return matter.name
    return None


def is_of(absent: Absent, citation: Citation) -> bool:
    """True for a citation of a document that carries out an absent text, or of words that mention it."""
    return citation.document in absent.followers or bool(absent.cites.search(fold(citation.quote)))


def mentioning(absent: Absent, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that mention an absent text."""
    return [passage for passage in passages if absent.cites.search(fold(passage.text))]
