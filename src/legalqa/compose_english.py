"""The frame of an answer in English, for a question in English; what is quoted, and where it stands, stays as the texts have it."""

from __future__ import annotations

import re

from legalqa.compose import BEYOND, GIVEN, LACKS, NEAREST, NO_ANSWER, NOBODY, RELATED_PASSAGES, WITH

_LACKS = {
    "date": "This passage gives no date or time limit.",
    "duration": "This passage gives no length of time.",
    "number": "This passage gives no number.",
    "percent": "This passage gives no share.",
    "money": "This passage gives no sum.",
    "person": "This passage names no person.",
    "contact": "This passage gives no address or telephone number.",
    "holder": "This passage does not say who holds that office.",
    "account": "This passage gives no account number.",
    "papers": "This passage lists no papers.",
    "road": "This passage names no road.",
    "company": "This passage names no enterprise.",
    "symbol": "This passage gives no number of a document.",
}
_BEYOND = {
    "personal": "I do not advise on personal cases; for your own matter please ask the competent authority or a lawyer.",
    "people": "I do not speak of people's private lives or judge them; I only quote the texts in the library.",
    "elsewhere": "This question lies outside the texts in the library; I only quote texts.",
}
_SENTENCES = {
    NO_ANSWER: "The texts searched do not answer this question.",
    NEAREST: "The passages below are the nearest; they do not answer the question.",
    NOBODY: "This passage names no body that does it.",
    GIVEN: "What this passage says is given to: ",
    WITH: " – with: ",
    **{LACKS[kind]: told for kind, told in _LACKS.items()},
    **{BEYOND[kind]: told for kind, told in _BEYOND.items()},
}
_LINES = (
    (re.compile(r"^Theo ", re.M), "According to "),
    (re.compile(rf"^{RELATED_PASSAGES}$", re.M), "Related:"),
    (re.compile(r"Đã rà soát (\d+) văn bản, (\d+) đoạn\."), r"\1 texts with \2 passages were searched."),
)
_QUOTE = re.compile(r"(“[^“”]*(?:“[^“”]*”[^“”]*)*”)")


def in_english(text: str) -> str:
    """An answer's text with its frame in English, its quotes untouched.

    Args:
        text: Of an answer that quotes passages or refuses; what other answers say of themselves stays as it is.
    """
    parts = _QUOTE.split(text)
    return "".join(part if n % 2 else _framed(part) for n, part in enumerate(parts))


def _framed(part: str) -> str:
    for told, english in _SENTENCES.items():
        part = part.replace(told, english)
    for pattern, english in _LINES:
        part = pattern.sub(english, part)
    return part
