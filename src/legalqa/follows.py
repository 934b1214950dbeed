"""Does a question go on from the turns before: by how it begins, by what it points back to, by what it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from legalqa.replaced import fragment
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.interrogatives import asks_which_document, names_a_document, topic_words
from legalqa.vietnamese.kinds import DOCUMENTS
from legalqa.vietnamese.text import clean, is_bare, key

_FOLLOWS = re.compile(
    r"(?:(?:thế |vậy |rồi )?còn|thế(?! (?:nào|giới|hệ|chế|chấp|mạnh|lực|kỷ|trận|vận|võ|là)\b)|vậy(?! là)|rồi|what about|and)\b"
)
_FOLLOWS_BARE = re.compile(
    r"(?:the |vay |roi )?con\b|(?:the|vay|roi)\s+(?:thi|nhung|cac|ai|khi|bao|co quan|neu|viec|den|toi|may|ket qua)\b"
)
# "văn bản đó" means one named before; "kế hoạch đó" may be one to be made.
_NUMBERED = tuple(kind for kind in DOCUMENTS if kind != "văn bản")
_POINTS_BACK = re.compile(
    rf"\b(?:(?!{'|'.join(_NUMBERED)}|trong|hiện|lúc|từ|nào|trước)[^\W\d]+(?: [^\W\d]+)? (?:đó|ấy|nớ)"
    r"|(?:cơ quan|đơn vị|văn bản|việc|nội dung|sở|ban|ngành|hội|đoàn|tổ chức|ủy ban|hội đồng|trung tâm|phòng) này"
    r"|họ|nó|lúc đó|khi đó|(?:co quan|don vi|van ban|viec) (?:do|nay))\b"
)
_TASK_BEFORE = re.compile(
    r"\b(?:việc|vụ|nhiệm vụ|công việc|nội dung|chuyện|phần việc|cái) (?:(?:đó|này|ấy|nầy|kia)\b|trên(?=\W*$| (?:do|ai|thì)\b))"
)
# "viec do ai lam" is "việc do ai làm" as well as "việc đó": only what ends with it means a task before.
_TASK_BEFORE_BARE = re.compile(r"\b(?:viec|vu|nhiem vu|cong viec|noi dung|chuyen|cai) (?:(?:nay|ay)\b|do\W*$)")
# Words by which a question asks when something is due; with those that only ask they name no topic.
_OF_TIME = frozenset((
    "xong", "hoan", "thanh", "han", "thoi", "diem", "ngay", "bao", "gio", "luc", "truoc", "cham", "nhat", "chot", "cuoi", "ket", "thuc",
))  # fmt: skip
#: A part of a question with fewer words of a topic goes on from the part before.
SCANT = 4
#: Turns before a question that it may lean on.
TURNS = 4


def turns_before(history: Sequence[Mapping[str, str]]) -> list[str]:
    """The question of the turn before, and before it those that it leans on itself; none for a first question."""
    said: list[str] = []
    for turn in reversed(history[-TURNS:]):
        if asked := clean(turn.get("question", "")):
            said.insert(0, asked)
        if asked and not leans_on(asked):
            break
    return said


def leans_on(asked: str) -> bool:
    """True for a question that lacks its topic: "Còn Sở Tư pháp?", "Cơ quan đó phối hợp với ai?", "Khi nào phải xong?"."""
    lowered = key(asked)
    follows = _FOLLOWS.match(lowered) or (is_bare(asked) and _FOLLOWS_BARE.match(lowered))
    short = len(lowered.split()) < 4 or is_general_talk(asked) or _only_names(asked)
    return bool(follows or _POINTS_BACK.search(lowered)) or short


def _only_names(asked: str) -> bool:
    """True for what asks nothing by itself: bodies alone, another thing led to by "thế", "vậy"; and for "Trong văn bản nào?"."""
    phrase = fragment(asked)
    named = find(phrase) if phrase else []
    alone = len(named) == 1 and len(phrase) - (named[0].end - named[0].start) < 2
    led = bool(phrase) and key(phrase) != key(asked).strip(" ?.!")
    return alone or led or (asks_which_document(asked) and not topic_words(asked) and not find(asked))


def is_scant(asked: str) -> bool:
    """True for a part of a question that names little of its own: "có hiệu lực khi nào"; no body, no document, few words of a topic."""
    return len(topic_words(asked)) < SCANT and not find(asked) and not names_a_document(asked)


def is_general_talk(asked: str) -> bool:
    """True for a question whose words all ask, or tell of tasks, documents and time in general: "Khi nào phải xong?"."""
    return not topic_words(asked, beside=_OF_TIME) and not find(asked) and not names_a_document(asked)


def points_to_task(asked: str) -> bool:
    """True where "việc đó", "nhiệm vụ này", "vụ ấy" means a task that was spoken of before."""
    return bool((_TASK_BEFORE_BARE if is_bare(asked) else _TASK_BEFORE).search(key(asked)))


def points_back(asked: str) -> list[tuple[int, int]]:
    """The spans of words that mean something named before: "cơ quan đó", "nó"."""
    return [match.span() for match in _POINTS_BACK.finditer(key(asked))]
