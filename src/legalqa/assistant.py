"""The pipeline, readable in one place: understand → retrieve → select (→ rerank) → compose."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from legalqa import engines
from legalqa.compose import compose
from legalqa.compose_aside import compose_aside
from legalqa.compose_duties import (
    compose_choice,
    compose_due,
    compose_duties,
    compose_elsewhere,
    compose_mentioned,
    compose_unknown,
    compose_who,
    concerns,
)
from legalqa.compose_field import compose_field
from legalqa.models import Answer, Question, document_name
from legalqa.rerank import rerank
from legalqa.retrieve import retrieve
from legalqa.scan import Roll, scan, scan_due, with_deadlines
from legalqa.scope import asked_about, asks_of_none, named, names_unknown, names_unknown_place
from legalqa.select import Evidence, select
from legalqa.settings import EMBEDDED_MODEL, Settings
from legalqa.understand import Rejected, understand
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.english import is_english
from legalqa.vietnamese.interrogatives import samples
from legalqa.vietnamese.restore import Restorer
from legalqa.vietnamese.text import words
from legalqa.weigh import weigh

if TYPE_CHECKING:
    from legalqa.index import Index
    from legalqa.library import DocumentInfo, Library


#: "Who must …?" names agencies only where the quoted passage carries this share of the question's words.
WHO_COVERED = 0.6
#: How many passages are ranked and read closely.
RANKED = 20
#: How many of the passages nearest to a question about one task are looked up among an agency's duties.
CLOSEST = 3


@dataclass(frozen=True, slots=True)
class Examined:
    """Evidence for a question, best first, and the log-odds that the best of it answers; None without any."""

    evidence: tuple[Evidence, ...]
    odds: float | None


class Assistant:
    """Answers questions over an open index; keeps no history, may be used from several threads.

    Raises:
        EngineError: A reranker is set and cannot be loaded.
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self._settings = settings
        self._reranker = engines.question_reranker(settings)
        self._restorer: tuple[int, Restorer] | None = None

    @property
    def library(self) -> Library:
        """The record of truth behind the answers."""
        return self._index.library

    def ask(self, text: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer one question.

        Args:
            text: As typed.
            history: The turns before, oldest first, each with "question" and "answer".

        Returns:
            An answer whose citations have all been verified against the library.
        """
        started = time.perf_counter()
        answer = self._answer(text, history)
        return replace(answer, seconds=round(time.perf_counter() - started, 4))

    def understand(self, text: str, history: Sequence[Mapping[str, str]] = ()) -> Question:
        """What is understood of a question; raises ``understand.Rejected`` where it is none."""
        return understand(
            text,
            history,
            longest=self._settings.max_question,
            restore=self._restore,
            correct=self._correct,
            addressed=lambda: self.library.agencies().values(),
        )

    def examine(self, question: Question, *, limit: int = RANKED) -> Examined:
        """What retrieval and close reading make of a question, whatever kind of answer it gets: for whoever measures.

        Args:
            question: As ``understand`` reads it.
            limit: How many passages to rank.
        """
        found = self._evidence(question, self.library.text, limit=limit)
        return Examined(tuple(found), self._weigh(found[0], question) if found else None)

    def _answer(self, text: str, history: Sequence[Mapping[str, str]]) -> Answer:
        """Send the question where its kind is answered."""
        self._index.refresh()
        counts = self.library.counts()
        try:
            question = self.understand(text, history)
        except Rejected as refusal:
            return Answer(text, "rejected", str(refusal))
        read = cache(self.library.text)
        if question.aside:
            return compose_aside(question, self.library.documents(), counts)
        if question.fields and (answer := self._of_document(question, read, counts)):
            return answer
        unknown = names_unknown(question.search, self.library.documents(), read)
        if unknown:
            return compose_unknown(question, unknown, self.library.documents(), counts)
        elsewhere = (
            names_unknown_place(question.search, self.library.documents(), read)
            if question.duties or question.due or question.bound
            else None
        )
        if elsewhere:
            return compose_elsewhere(question, elsewhere, self.library.documents(), counts)
        if question.due and not question.agencies:
            return self._due(question, read)
        if question.duties and not question.agencies:
            return compose_choice(question, question.choices, counts)
        evidence: Sequence[Evidence] | None = None
        if question.duties:
            roll = scan(question, question.agencies, self.library)
            evidence = self._evidence(question, read) if question.specific else None
            closest = evidence[:CLOSEST] if evidence and self._answers(evidence[0], question) else ()
            if not roll.named and closest and not question.due and _tells_of(closest[0], roll):
                answer = self._quote(question, read, counts, evidence)
                return compose_mentioned(answer, roll, searched=_size(roll.documents))
            if roll.named or roll.grouped or not roll.is_group:
                return self._list(question, roll, read, closest)
        if question.asks == "date" and question.bound and not question.due:
            evidence = self._evidence(question, read)
            roll = scan(question, question.agencies, self.library)
            if not (evidence and concerns(roll, evidence[0])) and not roll.is_group:
                return self._list(question, with_deadlines(roll), read, evidence[:CLOSEST])
        return self._quote(question, read, counts, evidence)

    def _of_document(self, question: Question, read: Callable[[str], str], counts: Mapping[str, int]) -> Answer | None:
        """What is asked of a document itself is answered from its letterhead, its signature, its list of recipients."""
        known = self.library.documents()
        if documents := asked_about(question.document, known, question.fields):
            return compose_field(question, documents, self.library.passages_of, read=read, searched=counts)
        lacking = asks_of_none(question.document, known, question.fields, read)
        return compose_unknown(question, lacking, known, counts) if lacking else None

    def _list(
        self, question: Question, roll: Roll, read: Callable[[str], str], closest: Sequence[Evidence] = ()
    ) -> Answer:
        """The duties that a scan found."""
        return compose_duties(
            question, roll, labels=self.library.label, read=read, searched=_size(roll.documents), closest=closest
        )

    def _answers(self, evidence: Evidence, question: Question) -> bool:
        return self._weigh(evidence, question) >= 0

    def _weigh(self, evidence: Evidence, question: Question) -> float:
        return weigh(evidence, question, embedded=self._settings.model == EMBEDDED_MODEL)

    def _evidence(self, question: Question, read: Callable[[str], str], limit: int = RANKED) -> list[Evidence]:
        """The passages that may answer, best first."""
        hits = retrieve(question, self._index, limit=limit)
        rarity = partial(self._index.rarity, folded=question.bare)
        scope = frozenset(document.id for document in named(question.search, self.library.documents(), read))
        found = select(question, hits, read, rarity, scope=scope)
        return rerank(question, found, self._reranker, read, depth=RANKED) if self._reranker else found

    def _quote(
        self,
        question: Question,
        read: Callable[[str], str],
        counts: Mapping[str, int],
        evidence: Sequence[Evidence] | None = None,
    ) -> Answer:
        """Anything else is answered by the passages that say it."""
        evidence = self._evidence(question, read) if evidence is None else evidence
        documents = self.library.documents()
        names = {document.id: document_name(document) for document in documents}
        paths = {document.id: document.path for document in documents}
        answer = compose(
            question, evidence, names=names, sources=paths, read=read, searched=counts, answers=self._answers
        )
        if answer.citations and question.who and evidence[0].covered >= WHO_COVERED:
            found = self.library.duties(documents=[answer.citations[0].document])
            answer = compose_who(answer, found, best=evidence[0].best, labels=self.library.label, read=read)
        return answer

    def _due(self, question: Question, read: Callable[[str], str]) -> Answer:
        """What is due by when is a complete scan too."""
        documents, found = scan_due(question, self.library)
        return compose_due(question, documents, found, labels=self.library.label, read=read, searched=_size(documents))

    def _restore(self, text: str) -> str:
        return self._language().restore(text)

    def _correct(self, text: str) -> str:
        if is_english(text) or all(self._index.knows(word) for word in words(text)):
            return text
        return self._language().correct(text)

    def _language(self) -> Restorer:
        """The library's own language, learned at the first question."""
        generation = self.library.generation()
        if self._restorer is None or self._restorer[0] != generation:
            texts = [self.library.text(document.id) for document in self.library.documents()]
            self._restorer = (generation, Restorer([*texts, *samples() * 3]))
        return self._restorer[1]


def _tells_of(evidence: Evidence, roll: Roll) -> bool:
    """True where the passage, or what it stands under, names one of the agencies in a document that was scanned."""
    passage = evidence.hit.passage
    if passage.document not in {document.id for document in roll.documents}:
        return False
    return any(item.agency in roll.agencies for text in (*passage.headings, passage.text) for item in find(text))


def _size(documents: Sequence[DocumentInfo]) -> dict[str, int]:
    return {"documents": len(documents), "passages": sum(document.passages for document in documents)}


def open_assistant(settings: Settings) -> Assistant:
    """An assistant over the index that the settings name.

    Raises:
        IndexProblem: The index is missing, stale or damaged; the message names the command to run.
        EngineError: The embedding model or the reranker cannot be loaded.
    """
    from legalqa import index

    return Assistant(index.open(settings), settings)
