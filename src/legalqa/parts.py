"""A question of several parts → its parts: "Ai bố trí kinh phí và mức chi tối thiểu là bao nhiêu?" asks twice."""

from __future__ import annotations

import re

from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.english import is_english
from legalqa.vietnamese.interrogatives import asks_of_document, topic_words
from legalqa.vietnamese.text import fold, is_bare, key, words

#: Parts that are looked for at the most; what follows stays with the last of them.
PARTS = 3
#: Words that a part has at least.
_WORDS = 2

_ASKS = re.compile(
    r"\b(?:ai|gì|nào|bao nhiêu|bao lâu|bao xa|mấy|đâu|thế nào|ra sao|vì sao|tại sao|làm sao)\b|\bsao\W*$|\b(?:có|được|phải)\b.+\b(?:không|chưa)\b"
)
_ASKS_BARE = re.compile(
    r"\b(?:ai|gi|nao|bao nhieu|bao lau|bao gio|o dau|the nao|ra sao|vi sao|tai sao|lam sao)\b|\b(?:co|duoc|phai)\b.+\b(?:khong|chua)\b"
)
_ASKS_ENGLISH = re.compile(r"\b(?:what|which|who|whom|when|where|how|why)\b")
# Asks whether what stands before is so.
_TAG = re.compile(r"^(?:co |phai )?(?:dung|phai|duoc)(?: vay)? (?:khong|chua|ha)\b")
_BETWEEN = re.compile(
    r"\?+\s+(?:(?:và|còn|va|con|and)\s+)?|(?:\s*[,;])?\s+(?:và|còn|đồng thời|va|con|dong thoi|and)\s+|\s*[,;]\s+", re.I
)


def parts_of(question: str) -> tuple[str, ...]:
    """The parts of a question, each a question of its own; the question alone where it is one.

    A part asks by a word that asks. The first names a topic of its own ("Ai chủ trì và ai phối hợp làm …?" is one question),
    and what is asked of one document ("Ai ký, ký ngày nào?") or of tasks and their time ("… phải làm gì, khi nào xong?") stays whole.

    Args:
        question: As read, with or without diacritics.
    """
    if len(asks_of_document(question)) > 1:
        return (question,)
    found: list[str] = []
    rest = question
    at = 0
    while len(found) < PARTS - 1 and (match := _BETWEEN.search(rest, at)):
        first, behind = rest[: match.start()], rest[match.end() :]
        if _is_part(first) and _names_topic(first) and _is_part(behind) and not _asks_when_of_tasks(first, behind):
            found.append(f"{first.rstrip(' ?')}?")
            rest, at = behind, 0
        else:
            at = match.end()
    return (*found, rest)


def _is_part(text: str) -> bool:
    pattern = _ASKS_ENGLISH if is_english(text) else _ASKS_BARE if is_bare(text) else _ASKS
    asks = pattern.search(key(text)) and not _TAG.match(fold(text))
    return bool(asks) and len(words(text)) >= _WORDS


def _names_topic(text: str) -> bool:
    """True where a part names an agency, or words that neither ask nor tell of tasks in general."""
    return len(topic_words(text)) > 1 or bool(find(text))


def _asks_when_of_tasks(first: str, behind: str) -> bool:
    """True for "… phải làm gì, khi nào xong?": a list of tasks says by when."""
    tasks = re.search(r"\b(?:gi|viec nao|nhiem vu nao)\W*$", fold(first))
    return bool(
        tasks and re.match(r"(?:va |voi )?(?:\w+ ){0,2}(?:khi nao|bao gio|han|thoi han|ngay nao)\b", fold(behind))
    )
