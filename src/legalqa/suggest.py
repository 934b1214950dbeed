"""A refusal → questions that the texts do answer, from the passages nearest to what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import islice
from typing import TYPE_CHECKING

from legalqa.models import Agency, Answer
from legalqa.vietnamese.agencies.mentions import find, find_named
from legalqa.vietnamese.text import capital

if TYPE_CHECKING:
    from legalqa.library import Library

#: Questions that are suggested at the most.
SUGGESTED = 2


def suggest(answer: Answer, library: Library) -> tuple[str, ...]:
    """Questions about the duties of agencies that the nearest passages give some, then of those that have most.

    The ledger has those duties, so each question is answered.

    Args:
        answer: The refusal, with its nearest passages.
        library: The record of truth.
    """
    places = {(citation.document, citation.eid): n for n, citation in enumerate(answer.near)}
    if not places:
        return ()
    agencies = library.agencies()
    duties = library.duties(documents=list({document for document, _ in places}))
    often = Counter(duty.agency for duty in duties)
    ranked = sorted(
        (places.get((d.document, d.eid), len(places)), d.role != "lead", -often[d.agency], d.agency) for d in duties
    )
    named = (agencies[id] for id in dict.fromkeys(id for *_, id in ranked) if id in agencies)
    found = (agency for agency in named if agency.kind != "group" and _is_understood(agency, agencies.values()))
    return tuple(question_for(agency) for agency in islice(found, SUGGESTED))


def question_for(agency: Agency) -> str:
    """The question for an agency's duties."""
    return f"{capital(agency.name)} phải làm gì?"


def _is_understood(agency: Agency, present: Collection[Agency]) -> bool:
    question = question_for(agency)
    return [item.agency.id for item in find(question) or find_named(question, present)] == [agency.id]
