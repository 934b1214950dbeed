"""An answer → questions that the texts do answer as well, from the passages that it cites or that were nearest to what was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from legalqa.models import Agency, Answer
from legalqa.vietnamese.agencies.mentions import find, find_named
from legalqa.vietnamese.text import capital

if TYPE_CHECKING:
    from legalqa.library import Library

#: Questions that are suggested at the most.
SUGGESTED = 2
#: Bodies among which an ambiguous name lets choose; more of them are named in words alone.
CHOICES = 40


def suggest(answer: Answer, library: Library, asked: Collection[Agency] = ()) -> tuple[str, ...]:
    """Questions about the duties of agencies that those passages give some, then of those that have most in their documents.

    The ledger has those duties, so each question is answered.

    Args:
        answer: An answer with its citations, or a refusal with its nearest passages.
        library: The record of truth.
        asked: Who was asked about already.
    """
    places = {(citation.document, citation.eid): n for n, citation in enumerate(answer.citations or answer.near)}
    if not places:
        return ()
    agencies = library.agencies()
    duties = library.duties(documents=list({document for document, _ in places}))
    often = Counter(duty.agency for duty in duties)
    ranked = sorted(
        (places.get((d.document, d.eid), len(places)), d.role != "lead", -often[d.agency], d.agency) for d in duties
    )
    named = (agencies[id] for id in dict.fromkeys(id for *_, id in ranked) if id in agencies)
    known = {agency.id for agency in asked} | {duty.agency_id for duty in answer.duties if duty.role != "with"}
    others = (agency for agency in named if agency.kind != "group" and agency.id not in known)
    found = (agency for agency in others if _is_understood(agency, agencies.values()))
    return tuple(question_for(agency) for agency in islice(found, SUGGESTED))


def choices(agencies: Sequence[Agency]) -> tuple[str, ...]:
    """A question for each of the bodies that a name could mean, where that question can only mean it."""
    understood = (agency for agency in agencies if _is_understood(agency, agencies))
    return tuple(question_for(agency) for agency in islice(understood, CHOICES))


def question_for(agency: Agency) -> str:
    """The question for an agency's duties."""
    return f"{capital(agency.name)} phải làm gì?"


def _is_understood(agency: Agency, present: Collection[Agency]) -> bool:
    question = question_for(agency)
    return [item.agency.id for item in find(question) or find_named(question, present)] == [agency.id]
