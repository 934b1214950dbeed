"""What was asked → Question: cleaned, refused where it is no question, completed from the turns before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from legalqa.models import Agency, Question
from legalqa.vietnamese.agencies.mentions import Found, find
from legalqa.vietnamese.deadlines import find_deadlines, interval
from legalqa.vietnamese.interrogatives import asks_for, asks_for_duties, asks_who_must
from legalqa.vietnamese.text import clean, fold, is_bare, key

_FOLLOWS = re.compile(r"(?:còn|thế còn|vậy còn|thế|vậy|con|the con|what about|and)\b", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:(?:cơ quan|đơn vị|văn bản|việc|nội dung) (?:đó|này|ấy)|họ|(?:co quan|don vi|van ban|viec) (?:do|nay))\b"
)


_SPEAKS = re.compile(
    r"\s*(?:đã )?(?:giao|đề nghị|yêu cầu|chỉ đạo|phân công|giao cho|muốn|assigns?|asks?|requires?)\b", re.I
)
_JOINS = re.compile(r"\s*(?:,|;|và|va|and|&|hoặc|\()?\s*(?:các|the)?\s*", re.I)
_DENIES = re.compile(r"\bkhong (?:phai|can|co nhiem vu)\b")
_IS_BOUND = re.compile(
    r"\s*(?:(?:phai|can|se)(?! duoc)|co (?:nhiem vu|trach nhiem)|chiu trach nhiem|lam (?:nhung )?gi|duoc giao)\b"
)
_ASKS_WHAT = re.compile(
    r"\b(?:phai|can|duoc (?:giao|phan cong|de nghi|yeu cau|huy dong|dinh huong|neu)|tham gia|thuc hien|trien khai|phoi hop|chu tri|lam|giao|co)\b"
    r".*\b(?:gi|noi dung nao|mat nao|phan nao|hoat dong nao)\b|\bliet ke\b.*\b(?:phai|can|duoc giao)\b"
)
_WHICH_TASKS = re.compile(
    r"\b(?:(?:nhung |cac )?(?:viec|nhiem vu|cong viec|noi dung|han)\s+(?:nao|gi)|(?:nhung|cac) (?:viec|nhiem vu|cong viec)|which tasks|what tasks)\b"
)
# Behind an agency: the other party is asked for, "Công an tỉnh phối hợp với ai?".
_ASKS_WHOM = re.compile(r"\b(?:ai|co quan nao|don vi nao|who|whom|which)\b")
# What may stand before the agency whose duties are asked for: nothing, circumstances, "nhiệm vụ của", who gives the orders.
_LEADS_TO = re.compile(
    r"(?:^|[,:;]|\b(?:trach nhiem|nhiem vu|vai tro|cong viec|viec|phan viec|noi dung|duties|tasks|responsibilities)\b.{0,25}?"
    r"(?:cua|cho|ma|thuoc|of)?"
    r"|\(|\b(?:giao(?: cho)?|co|de nghi|yeu cau|phan cong(?: cho)?|con|vay|thi|rang|biet|theo (?:ban|anh|chi)|hoi|must|does|do|should|shall|for|is|are|has|have))"
    r"\s*(?:\(|cac|nhung|ong|ba|ngai|the|rieng|nganh|all|\s)*$"
)


class Rejected(ValueError):
    """The text cannot be taken as a question; the message says why, to the person who typed it."""


def understand(
    text: str,
    history: Sequence[Mapping[str, str]] = (),
    *,
    longest: int = 2000,
    restore: Callable[[str], str] = str,
) -> Question:
    """Read a question.

    Args:
        text: As typed.
        history: The turns before, oldest first, each with "question" (and "answer").
        longest: The most characters that are accepted.
        restore: Puts diacritics on a text typed without them.

    Raises:
        Rejected: Empty, too long, or without a single word.
    """
    asked = clean(text)
    if not asked:
        raise Rejected("Câu hỏi đang trống. Hãy gõ một câu hỏi, ví dụ: Sở Tài chính phải làm gì?")
    if len(asked) > longest:
        raise Rejected(
            f"Câu hỏi dài {len(asked):,} ký tự, quá mức {longest:,}. Hãy hỏi ngắn gọn hơn.".replace(",", ".")
        )
    if sum(char.isalpha() for char in asked) < 2:
        raise Rejected("Đây chưa phải là một câu hỏi bằng chữ. Hãy gõ một câu hỏi, ví dụ: Sở Tài chính phải làm gì?")
    before = clean(history[-1].get("question", "")) if history else ""
    search = f"{before} {asked}" if before and _leans_on(asked) else asked
    bare = is_bare(search)
    found = find(asked) or find(before)
    named = _addressed(asked if find(asked) else before, [item for item in found if not item.ambiguous])
    choices = tuple(dict.fromkeys(agency for item in found for agency in item.ambiguous))
    return Question(
        text=asked,
        search=search,
        meaning=restore(search) if bare else search,
        bare=bare,
        agencies=named,
        choices=() if named else choices,
        duties=bool(found) and _asks_for_duties(search, asked, *_around(asked, found)),
        who=asks_who_must(asked) and not _ASKS_WHOM.search(fold(_around(asked, found)[1])),
        due=_due(search if bare else asked, restore(asked) if bare else asked),
    )


def _around(asked: str, found: Sequence[Found]) -> tuple[str, str]:
    """What stands before and behind the first agency of a question; a follow-up that names none has nothing around it."""
    inside = find(asked)
    return (asked[: inside[0].start], asked[inside[0].end :]) if inside and found else ("", "")


def _due(asked: str, meaning: str) -> tuple[dt.date, dt.date] | None:
    """The time that "Việc nào phải xong trong quý II/2021?" asks about."""
    if not _WHICH_TASKS.search(fold(asked)):
        return None
    spans = [span for found in find_deadlines(meaning) if (span := interval(found.kind, found.value))]
    year = re.search(r"\bn[aă]m\s+(\d{4})\b", meaning, re.I)
    return spans[0] if spans else interval("year", year[1]) if year else None


def _addressed(text: str, found: Sequence[Found]) -> tuple[Agency, ...]:
    """The agencies a question is about: the first that does not itself give orders, and those joined to it."""
    about = [item for n, item in enumerate(found) if n == len(found) - 1 or not _SPEAKS.match(text[item.end :])]
    joined = about[:1]
    for item in about[1:]:
        if not _JOINS.fullmatch(text[joined[-1].end : item.start]):
            break
        joined.append(item)
    return tuple(dict.fromkeys(item.agency for item in joined))


def _asks_for_duties(search: str, asked: str, before: str, behind: str) -> bool:
    """True where the duties of the agency between ``before`` and ``behind`` are asked for, not a date or another agency."""
    if _DENIES.search(fold(asked)) or not (_LEADS_TO.search(fold(before)) or _IS_BOUND.match(fold(behind))):
        return False
    asks = asks_for_duties(search) or bool(_ASKS_WHAT.search(fold(asked)))
    return asks and asks_for(asked) not in ("date", "number", "reason", "agency")


def _leans_on(asked: str) -> bool:
    """True for a question that lacks its topic: "Còn Sở Tư pháp?", "Cơ quan đó phối hợp với ai?"."""
    lowered = key(asked)
    return bool(_FOLLOWS.match(lowered) or _POINTS_BACK.search(lowered)) or len(lowered.split()) < 4
