"""How a talk goes on: which documents it is about, and whether a question is answered from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legalqa.examiner import Asking, Examiner
from legalqa.follows import is_scant, points_back, points_to_task
from legalqa.models import Question
from legalqa.scan import asked_of
from legalqa.scope import asked_about, named
from legalqa.select import Evidence
from legalqa.understand import Rejected

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

#: Log-odds below which the evidence for a question that may go on from the turn before is weak.
WEAK = 1.0
#: How many turns back the document of a talk is looked for.
TURNS = 3
#: How much better, as log-odds, another document must answer than the one that the talk is about.
STAYS = 2.0
#: How much worse, as log-odds, a follow-up may be answered by its own words than with those of the turn before.
ALONE = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """A way in which a talk may go on: what is asked, and the evidence for it; ``who``: who has the task that was quoted before."""

    question: Question
    evidence: tuple[Evidence, ...]
    who: bool = False


class Talk:
    """Follows talks with what an examiner finds; keeps none."""

    def __init__(self, examiner: Examiner) -> None:
        self._examiner = examiner

    def steps(self, question: Question, asking: Asking, *, cited: str) -> Iterator[Step]:
        """The ways in which a question goes on with the documents that the turn before was about, the best first.

        None where it names a document itself, or where others answer clearly better. "Ai chủ trì việc đó?" asks for the very task
        that the turn before was answered with.

        Args:
            question: As it is read, with the turns before where it leans on them.
            asking: How it is asked.
            cited: The document that it is answered from as it is; "" for none.
        """
        known = asked_of(question, self._examiner.library)
        if len(known) < 2 or named(question.read, known, self._examiner.text):
            return
        documents, task = self._about(asking, known)
        documents = documents if question.within is None else documents & question.within
        if not documents:
            return
        *_, last = asking.history
        there = replace(question, within=documents, before=question.before or last.get("question", ""))
        if task and question.who and points_to_task(question.read):
            yield Step(there, (replace(task, covered=1.0),), who=True)
        yield from self._alone(question, documents)
        if cited not in documents and (evidence := self._stays(question, documents)):
            yield Step(there, evidence)

    def is_nearer(self, further: Question, question: Question) -> bool:
        """True where the evidence for a question alone is weak, and better for it together with the turns before."""
        if question.duties or question.due or question.fields or question.bound:
            return False
        alone = self._examiner.examine(question).odds
        if alone is None or alone >= WEAK:
            return False
        together = self._examiner.examine(further).odds
        return together is not None and alone < together

    def _alone(self, question: Question, documents: frozenset[str]) -> Iterator[Step]:
        """A question that leans on the turn before, asked by its own words, where they tell enough."""
        if not question.before or is_scant(question.text) or points_back(question.text):
            return
        read = self._examiner.understand(question.read)
        own = replace(read, text=question.text, within=documents, before=question.before)
        found, leaning = self._examiner.examine(own), self._examiner.examine(replace(question, within=documents))
        if found.odds is not None and found.odds >= max(0.0, (leaning.odds or 0.0) - ALONE):
            yield Step(own, found.evidence)

    def _stays(self, question: Question, documents: frozenset[str]) -> tuple[Evidence, ...]:
        """The evidence for a question in the documents of a talk; none where another answers clearly better."""
        found, elsewhere = (
            self._examiner.examine(replace(question, within=documents)),
            self._examiner.examine(question),
        )
        stays = found.odds is not None and found.odds >= max(0.0, (elsewhere.odds or 0.0) - STAYS)
        return found.evidence if stays else ()

    def _about(
        self, asking: Asking, known: Sequence[DocumentInfo], turns: int = TURNS
    ) -> tuple[frozenset[str], Evidence | None]:
        """The document that the turn before was answered by, and with what, where it was by quoting; else those that it names."""
        if not asking.history or not turns:
            return frozenset(), None
        *before, last = asking.history
        earlier = replace(asking, history=before)
        try:
            question = self._examiner.read(last.get("question", ""), earlier)
        except Rejected:
            return frozenset(), None
        names = named(question.read, known, self._examiner.text)
        evidence: Sequence[Evidence] = ()
        if question.is_weighed and not question.beyond:
            documents = frozenset() if names else self._about(earlier, known, turns - 1)[0]
            evidence = (self._stays(question, documents) if documents else ()) or self._examiner.evidence(question)
        if evidence and self._examiner.answers(evidence[0], question):
            return frozenset({evidence[0].hit.passage.document}), evidence[0]
        told = asked_about(question.document, known, question.fields) if question.fields else names
        told = told or named(question.search, known, self._examiner.text)
        return frozenset(document.id for document in told if len(told) < len(known)), None
