"""What was asked → Question: cleaned, refused where it is no question, completed from the turns before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from legalqa.models import Question
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.interrogatives import asks_for, asks_for_duties
from legalqa.vietnamese.text import clean, is_bare, key

_FOLLOWS = re.compile(r"(?:còn|thế còn|vậy còn|thế|vậy|con|the con|what about|and)\b", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:(?:cơ quan|đơn vị|văn bản|việc|nội dung) (?:đó|này|ấy)|họ|(?:co quan|don vi|van ban|viec) (?:do|nay))\b"
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
    named = tuple(dict.fromkeys(item.agency for item in found if not item.ambiguous))
    choices = tuple(dict.fromkeys(agency for item in found for agency in item.ambiguous))
    return Question(
        text=asked,
        search=search,
        meaning=restore(search) if bare else search,
        bare=bare,
        agencies=named,
        choices=() if named else choices,
        duties=_asks_for_duties(search, asked, bool(named or choices)),
    )


def _asks_for_duties(search: str, asked: str, has_agency: bool) -> bool:
    """True where an agency's duties are asked for, not a date, a number or another agency."""
    if not has_agency:
        return False
    return asks_for_duties(search) and asks_for(asked) not in ("date", "number", "reason")


def _leans_on(asked: str) -> bool:
    """True for a question that lacks its topic: "Còn Sở Tư pháp?", "Cơ quan đó phối hợp với ai?"."""
    lowered = key(asked)
    return bool(_FOLLOWS.match(lowered) or _POINTS_BACK.search(lowered)) or len(lowered.split()) < 4
