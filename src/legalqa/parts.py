"""A question of several parts → its parts: "Ai bố trí kinh phí và mức chi tối thiểu là bao nhiêu?" asks twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from legalqa.follows import is_scant
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.english import is_english
from legalqa.vietnamese.interrogatives import OF_FIELDS, asking, asks_of_document, names_a_document, topic_words
from legalqa.vietnamese.text import fold, is_bare, key, words

#: Parts that are looked for at the most; what follows stays with the last of them.
PARTS = 6
#: Words that a part has at least, and those that a part without a topic has at the most which takes it from one behind.
_WORDS, _SHORT = 2, 4

_ASKS = re.compile(
    r"\b(?:ai|gì|nào|bao nhiêu|bao lâu|bao xa|mấy|đâu|thế nào|ra sao|vì sao|tại sao|làm sao)\b|\bsao\W*$|\b(?:có|được|phải)\b.+\b(?:không|chưa)\b"
)
_ASKS_BARE = re.compile(
    r"\b(?:ai|gi|nao|bao nhieu|bao lau|bao gio|o dau|the nao|ra sao|vi sao|tai sao|lam sao|so may)\b|\b(?:co|duoc|phai)\b.+\b(?:khong|chua)\b"
)
_ASKS_ENGLISH = re.compile(r"\b(?:what|which|who|whom|when|where|how|why)\b")
_WHO_LEADS = re.compile(
    r"\b(?:ai|(?:co quan|don vi|so) nao) (?:la dau moi )?(?:chu tri|dung dau|lam dau moi|thuc hien)\W*$"
)
_WHO_JOINS = re.compile(r"(?:ai|(?:co quan|don vi|so|nhung ai) nao) (?:cung )?(?:phoi hop|tham gia)\b")
# "mỗi ngày báo mấy lần, mấy giờ về việc gì đó": two measures of one thing, which stands behind them.
_COUNTS_TOO = re.compile(r"(?:vao |luc )?(?:may|bao nhieu) \w+ (?:ve|cho|khi|de|doi voi) (?:\w+ ){2,}")
# Asks whether what stands before is so.
_TAG = re.compile(r"^(?:co |phai )?(?:dung|phai|duoc)(?: vay)? (?:khong|chua|ha)\b")
_BETWEEN = re.compile(
    r"\?+\s+(?:(?:và|còn|va|con|and)\s+)?|(?:\s*[,;])?\s+(?:và|còn|đồng thời|va|con|dong thoi|and)\s+|\s*[,;]\s+", re.I
)


def parts_of(question: str) -> tuple[str, ...]:
    """The parts of a question, each a question of its own; the question alone where it is one.

    A part asks by a word that asks, and one of them names a topic. What is asked of one document ("Ai ký, ký ngày nào?"), of
    tasks and their time ("… phải làm gì, khi nào xong?") and of who does one together ("Ai chủ trì, ai phối hợp …?") stays whole.

    Args:
        question: As read, with or without diacritics.
    """
    told = asking(question)
    found: list[str] = []
    start = at = 0
    while len(found) < PARTS - 1 and (match := _BETWEEN.search(told, at)):
        first, behind = told[start : match.start()], told[match.end() :]
        if _is_part(first) and _is_part(behind) and (found or _opens(first, behind)) and not _is_one(first, behind):
            found.append(f"{question[start : match.start()].rstrip(' ?')}?")
            start = match.end()
        at = match.end()
    return (*found, question[start:])


def topical_of(parts: Sequence[str], n: int) -> str:
    """The part whose topic the n-th goes on from: the last before it that names much, or a little; else, where it has none, the first behind."""
    before = [part for part in reversed(parts[:n]) if names_topic(part)]
    before.sort(key=is_scant)
    behind = [] if names_topic(parts[n]) else [part for part in parts[n + 1 :] if names_topic(part)]
    return next(iter(before or behind), "")


def names_topic(text: str) -> bool:
    """True where a part names an agency, a document, or words that neither ask nor tell of tasks in general."""
    return len(topic_words(text, beside=OF_FIELDS)) > 1 or bool(find(text)) or names_a_document(text)


def _opens(first: str, behind: str) -> bool:
    """True for a first part with a topic, or a short one before a part that has one: "Khi nào và ở đâu tổ chức hội nghị?"."""
    return names_topic(first) or (len(words(first)) <= _SHORT and names_topic(behind))


def _is_part(text: str) -> bool:
    pattern = _ASKS_ENGLISH if is_english(text) else _ASKS_BARE if is_bare(text) else _ASKS
    asks = pattern.search(key(text)) and not _TAG.match(fold(text))
    return bool(asks) and len(words(text)) >= _WORDS


def _is_one(first: str, behind: str) -> bool:
    """True where the next part is answered together with the first."""
    following = behind[: match.start()] if (match := _BETWEEN.search(behind)) else behind
    together = _WHO_LEADS.search(fold(first)) and _WHO_JOINS.match(fold(following))
    return (
        bool(together or _COUNTS_TOO.match(fold(following)))
        or _asks_when_of_tasks(first, following)
        or _asks_of_one_document(first, following)
    )


def _asks_of_one_document(first: str, following: str) -> bool:
    """True for "Kế hoạch 2888 ai ký, gửi cho ai": two things that a document states of itself."""
    if not (fields := asks_of_document(first)) or names_a_document(following):
        return False
    return len(asks_of_document(f"{first}, {following}")) > len(fields)


def _asks_when_of_tasks(first: str, behind: str) -> bool:
    """True for "… phải làm gì, khi nào xong?": a list of tasks says by when."""
    tasks = re.search(r"\b(?:gi|viec nao|nhiem vu nao)\W*$", fold(first))
    return bool(
        tasks and re.match(r"(?:va |voi )?(?:\w+ ){0,2}(?:khi nao|bao gio|han|thoi han|ngay nao)\b", fold(behind))
    )
