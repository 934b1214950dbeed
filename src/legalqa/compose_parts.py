"""Answers to the parts of a question → one answer, which says what has none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from legalqa.models import Answer, Citation, Status

#: What an answer begins with for each part of a question, before that part in quotation marks and a colon.
ABOUT = "Về câu hỏi"
_ANSWERING = ("answered", "partial")


def compose_parts(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer of several: each part's words under its question, the citations numbered through, each once.

    It is partial where a part has no answer, and names that part.

    Args:
        question: The whole question, as typed.
        answers: What each part got; at least one of them answers.
    """
    citations: list[Citation] = []
    duties, texts = [], []
    for answer in answers:
        if answer.status not in _ANSWERING:
            texts.append(f"{ABOUT} “{answer.question}”: {_first_sentence(answer.text)}")
            continue
        numbers = {citation.n: _place(citation, citations) for citation in answer.citations}
        duties += [replace(duty, citation=numbers[duty.citation]) for duty in answer.duties]
        texts.append(f"{ABOUT} “{answer.question}”:\n{_renumbered(answer, numbers)}")
    whole = all(answer.status == "answered" for answer in answers)
    status: Status = "answered" if whole else "partial"
    return Answer(
        question,
        status,
        "\n\n".join(texts),
        tuple(citations),
        tuple(duties),
        searched=max((dict(answer.searched) for answer in answers), key=lambda counts: counts["documents"]),
    )


def _place(citation: Citation, citations: list[Citation]) -> int:
    """The number of a citation among those of the whole answer; it is added where it is new."""
    for known in citations:
        if (known.document, known.start, known.end) == (citation.document, citation.start, citation.end):
            return known.n
    citations.append(replace(citation, n=len(citations) + 1))
    return len(citations)


def _renumbered(answer: Answer, numbers: Mapping[int, int]) -> str:
    """The answer's text with its [n] by the new numbers; what stands in brackets inside a quote is none of them."""
    whole = "".join(f"{re.escape(f'“{citation.quote}”')}|" for citation in answer.citations)
    return re.sub(
        rf"{whole}“[^“”]*”|\[(\d{{1,4}})\]",
        lambda match: f"[{numbers[int(match[1])]}]" if match[1] and int(match[1]) in numbers else match[0],
        answer.text,
    )


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?])\s|\n", text, maxsplit=1)[0]
