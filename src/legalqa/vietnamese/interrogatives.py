"""What a question asks for, and which of its words only ask."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from legalqa.vietnamese.text import fold

#: Words that carry a question, not its topic; compared without diacritics where the question has none.
_ASKING = frozenset(
    """gì nào sao đâu ai mấy bao nhiêu không có thế vậy hả à ạ nhỉ hay thì mà là phải được bị đã đang sẽ cần nên làm như
    của và các những một cho về ở trong theo với để từ đến tại trên dưới khi vì do bởi ra vào lên nếu hoặc cũng rất này kia đó
    tôi chúng ta xin hỏi biết muốn giúp hãy nêu kể liệt kê cho quy định việc bằng gồm
    what which who when where why how is are was were be been the a an of in on for to by and or does do did must should shall
    can could will would that this it its with from at as about according please tell me""".split()
)


@cache
def kinds() -> dict[str, dict[str, list[str]]]:
    """The kinds of thing asked for: name → phrases and examples, in the order they are tried."""
    return tomllib.loads(files(__package__).joinpath("interrogatives.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    def pattern(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, map(fold, phrases)), key=len, reverse=True)) + r")\b")

    return [(name, pattern(entry["phrases"])) for name, entry in kinds().items()]


def asks_for(text: str) -> str | None:
    """ "date", "number", "agency" or "reason" where the question's words ask for one; None otherwise."""
    folded = fold(text)
    return next((name for name, pattern in _patterns() if pattern.search(folded)), None)


@cache
def _asking_folded() -> frozenset[str]:
    return frozenset(map(fold, _ASKING))


def only_asks(word: str, *, bare: bool = False) -> bool:
    """True for a word that asks rather than names a topic; ``bare``: it was typed without diacritics."""
    return word in (_asking_folded() if bare else _ASKING)
