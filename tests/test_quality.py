"""What the answers are worth on the project's own questions: floors that only go up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legalqa.models import Answer
from legalqa.vietnamese.text import shown

QUESTIONS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "eval" / "questions.jsonl").open(encoding="utf-8")
]


@pytest.fixture(scope="module")
def answers(assistant) -> dict[str, Answer]:
    return {q["id"]: assistant.ask(q["question"], q["history"]) for q in QUESTIONS}


def rank(question: dict, answer: Answer, assistant) -> int:
    """The place of the first citation whose paragraph holds an answer; 99 for none."""
    for place, citation in enumerate(answer.citations):
        passage = assistant.library.passage(citation.document, citation.eid)
        if any(
            passage.document == gold["document"] and passage.start < gold["end"] and gold["start"] < passage.end
            for gold in question["answer"]
        ):
            return place
    return 99


def test_no_quote_is_not_in_its_source(answers: dict[str, Answer], assistant) -> None:
    for answer in answers.values():
        for citation in (*answer.citations, *answer.near):
            assert shown(assistant.library.text(citation.document), citation.start, citation.end) == citation.quote
            shown_by = citation.quote in answer.text or f"[{citation.n}]" in answer.text
            assert shown_by or citation in answer.near or citation.n in answer.folded


@pytest.mark.parametrize(("held_out", "first", "five"), [(False, 0.87, 0.95), (True, 0.73, 0.88)])
def test_facts_are_cited(answers: dict[str, Answer], assistant, held_out: bool, first: float, five: float) -> None:
    facts = [q for q in QUESTIONS if q["kind"] == "fact" and q["held_out"] == held_out]
    ranks = [rank(q, answers[q["id"]], assistant) for q in facts]
    assert sum(r < 1 for r in ranks) / len(ranks) >= first
    assert sum(r < 5 for r in ranks) / len(ranks) >= five


def test_a_refusal_shows_what_is_near_and_cites_nothing(answers: dict[str, Answer]) -> None:
    refused = [answer for answer in answers.values() if answer.status == "unanswerable"]
    assert refused
    assert not any(answer.citations for answer in refused)
    others = ("Văn bản có trong kho:", " không ghi ", "chỉ trích nguyên văn")
    assert all(answer.near or any(words in answer.text for words in others) for answer in refused)


def test_the_same_question_gets_the_same_answer(answers: dict[str, Answer], assistant) -> None:
    for question in QUESTIONS[:10]:
        again = assistant.ask(question["question"], question["history"])
        assert (again.text, again.citations) == (answers[question["id"]].text, answers[question["id"]].citations)
