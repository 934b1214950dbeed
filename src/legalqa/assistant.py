"""The answers, readable in one place: examined (read → retrieved → read closely → weighed), then composed by the question's kind."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from legalqa.absent import Absent, asked_to_say, is_of, mentioning, unheard_law, unheard_matter
from legalqa.compose import compose
from legalqa.compose_absent import compose_absent, compose_elsewhere, compose_followed, compose_unknown
from legalqa.compose_aside import compose_aside
from legalqa.compose_chosen import compose_none_chosen
from legalqa.compose_duties import (
    compose_choice,
    compose_due,
    compose_duties,
    compose_mentioned,
    compose_who,
    concerns,
)
from legalqa.compose_english import in_english
from legalqa.compose_field import compose_field
from legalqa.compose_parts import compose_parts
from legalqa.examiner import RANKED, Asking, Examined, Examiner
from legalqa.follows import is_scant
from legalqa.models import EVERYTHING, Answer, Narrowing, Question, document_name
from legalqa.parts import parts_of, topical_of
from legalqa.scan import Roll, asked_of, scan, scan_due, with_deadlines
from legalqa.scope import asked_about, asks_of_none, chosen, named, names_unknown, names_unknown_place
from legalqa.select import Evidence, says_deed
from legalqa.settings import Settings
from legalqa.suggest import suggest
from legalqa.talk import Talk
from legalqa.understand import Rejected, told_understood
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.interrogatives import topic_words
from legalqa.vietnamese.text import fold

if TYPE_CHECKING:
    from legalqa.index import Index
    from legalqa.library import DocumentInfo, Library


#: How many of the passages nearest to a question about one task are looked up among an agency's duties.
CLOSEST = 3

_OF_THEM = re.compile(
    r"\bphoi hop (?:\w+ ){0,3}?(?:voi|cung) (?:ai|nhung|co quan|don vi|ben|so)\b|\b(?:hay|hoac|or|coordinates? with|work(?:s|ing)? with)\b"
)


class Assistant:
    """Answers questions over an open index; keeps no history, may be used from several threads.

    Raises:
        EngineError: A reranker is set and cannot be loaded.
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self._examiner = Examiner(index, settings)
        self._talk = Talk(self._examiner)

    @property
    def library(self) -> Library:
        """The record of truth behind the answers."""
        return self._index.library

    def refresh(self) -> None:
        """Turn to what was published since; raises ``IndexProblem`` where nothing can be asked."""
        self._index.refresh()

    def ask(
        self,
        text: str,
        history: Sequence[Mapping[str, str]] = (),
        *,
        literal: bool = False,
        narrowing: Narrowing = EVERYTHING,
    ) -> Answer:
        """Answer one question.

        Args:
            text: As typed.
            history: The turns before, oldest first, each with "question" and "answer".
            literal: Take the words as they are, undoing what was understood: nothing is mended, restored, or taken from before.
            narrowing: Which documents are asked; all, unless some are chosen.

        Returns:
            An answer whose citations have all been verified against the library.

        Raises:
            IndexProblem: The index has become one that these settings cannot use; the message names the command to run.
        """
        started = time.perf_counter()
        self.refresh()
        with self._examiner.remembering():
            answer = self._ask(text, Asking(history, literal, self._chosen(narrowing)), narrowing)
        return replace(answer, seconds=round(time.perf_counter() - started, 4))

    def _ask(self, text: str, asking: Asking, narrowing: Narrowing) -> Answer:
        try:
            question = self._examiner.read(text, asking)
        except Rejected as refusal:
            answer = Answer(text, "rejected", str(refusal))
        else:
            if narrowing != EVERYTHING and not asking.within:
                answer = compose_none_chosen(text, narrowing, self.library.documents())
            else:
                question, answer = self._asked(question, asking)
            answer = replace(answer, question=text, understood=told_understood(question))
            if question.english:
                answer = replace(answer, text=in_english(answer.text))
            if not (question.aside or question.beyond or answer.suggestions):
                answer = replace(answer, suggestions=suggest(answer, self.library, question.agencies))
        return answer

    def understand(self, text: str, history: Sequence[Mapping[str, str]] = (), *, literal: bool = False) -> Question:
        """What is understood of a question; raises ``understand.Rejected`` where it is none."""
        return self._examiner.understand(text, history, literal=literal)

    def examine(self, question: Question, *, limit: int = RANKED) -> Examined:
        """What retrieval and close reading make of a question, whatever kind of answer it gets: for whoever measures.

        Args:
            question: As ``understand`` reads it.
            limit: How many passages to rank.
        """
        return self._examiner.examine(question, limit=limit)

    def _chosen(self, narrowing: Narrowing) -> frozenset[str] | None:
        if narrowing == EVERYTHING:
            return None
        return frozenset(document.id for document in chosen(narrowing, self.library.documents()))

    def _asked(self, question: Question, asking: Asking) -> tuple[Question, Answer]:
        """The question as it is answered, and its answer: one that by itself has none, or a weak one, may go on from before."""
        parts = self._parts(question, asking)
        answer = parts or self._answer(question)
        if question.aside or question.beyond or asking.literal or not asking.history:
            return question, answer
        if not parts and (stayed := self._in_talk(question, answer, asking)):
            return stayed
        if question.before:
            return question, answer
        further = self._examiner.read(question.text, asking, goes_on=True)
        if not further.before or not (answer.status == "unanswerable" or self._talk.is_nearer(further, question)):
            return question, answer
        told = self._answer(further)
        return (question, answer) if told.status == "unanswerable" else (further, told)

    def _in_talk(self, question: Question, answer: Answer, asking: Asking) -> tuple[Question, Answer] | None:
        """The question as it goes on with the documents that the turn before was about, and its answer; None where it does not."""
        if not question.is_weighed or question.which or self._of_missing(question, asked_of(question, self.library)):
            return None
        cited = answer.citations[0].document if answer.citations else ""
        for step in self._talk.steps(question, asking, cited=cited):
            searched = _size([item for item in self.library.documents() if item.id in (step.question.within or ())])
            if step.who:
                stayed = self._quote(step.question, searched, step.evidence, lambda *_: True)
                found = bool(stayed.duties)
            else:
                stayed = self._quote(step.question, searched, step.evidence)
                found = stayed.status != "unanswerable"
            if found:
                return step.question, stayed
        return None

    def _parts(self, question: Question, asking: Asking) -> Answer | None:
        """The answers to the parts of a question, as one; None where it is one question, or none of them is answered."""
        parts = parts_of(question.read)
        if len(parts) == 1 or question.aside:
            return None
        answers: list[Answer] = []
        known = asked_of(question, self.library)
        for n, part in enumerate(parts):
            topical = topical_of(parts, n)
            read = self._part(part, topical, asking)
            # What goes on from a matter that no text mentions is answered by none either.
            lost = topical in parts[:n] and is_scant(part) and unheard_matter(topical, self._examiner.text, known)
            told = self._refuse(read) if lost else self._answer(read)
            answers.append(replace(told, question=part))
        return compose_parts(question.text, answers) if any(answer.citations for answer in answers) else None

    def _part(self, part: str, topical: str, asking: Asking) -> Question:
        """A part of a question, as it goes on from the part whose topic it takes: in the documents that this names."""
        turns = (*asking.history, {"question": topical, "answer": ""}) if topical else asking.history
        scant = bool(topical) and is_scant(part)
        read = self._examiner.read(part, replace(asking, history=turns), goes_on=scant)
        of = named(topical, asked_of(read, self.library), self._examiner.text) if scant else ()
        return replace(read, within=frozenset(document.id for document in of)) if of else read

    def _answer(self, question: Question) -> Answer:
        """Send the question where its kind is answered."""
        known = asked_of(question, self.library)
        counts = _size(known)
        if question.aside:
            return compose_aside(question, known, counts)
        if question.beyond == "personal":
            return self._quote(question, counts)
        if question.fields and (answer := self._of_document(question, known)):
            return answer
        return self._of_missing(question, known) or self._reply(question, known)

    def _of_missing(self, question: Question, known: Sequence[DocumentInfo]) -> Answer | None:
        """What is told where the text or the matter that a question names is not there; None where it names none such."""
        counts = _size(known)
        if unknown := names_unknown(question.search, known, self._examiner.text):
            return compose_unknown(question, unknown, known, counts)
        absent = None if question.which else asked_to_say(question.read, known)
        if absent:
            return self._of_absent(question, absent, known)
        if law := unheard_law(question.read, self._examiner.text, known):
            return compose_unknown(question, f"nào nhắc đến {law}", known, counts)
        if matter := unheard_matter(question.read, self._examiner.text, known):
            refusal = self._refuse(question)
            return replace(refusal, text=f"Không có văn bản nào nhắc đến “{matter}”. {refusal.text}")
        return None

    def _of_absent(self, question: Question, absent: Absent, known: Sequence[DocumentInfo]) -> Answer:
        """What a text says that is not there: where something in particular is asked, as those tell that follow or mention it."""
        if question.agencies or topic_words(absent.further):
            answer = self._reply(question, known)
            if answer.citations and is_of(absent, answer.citations[0]):
                return compose_followed(answer, absent, known)
        cited = (item.id for item in known if absent.cites.search(fold(self._examiner.text(item.id))))
        passages = [passage for id in cited for passage in mentioning(absent, self.library.passages_of(id))]
        return compose_absent(question, absent, passages, known, read=self._examiner.text, searched=_size(known))

    def _reply(self, question: Question, known: Sequence[DocumentInfo]) -> Answer:
        """What the texts say: a list of duties, of what is due, or the passages that answer."""
        counts = _size(known)
        bound = question.duties or question.due or question.bound
        elsewhere = names_unknown_place(question.search, known, self._examiner.text, whole=not bound)
        if elsewhere:
            return compose_elsewhere(question, elsewhere, known, counts)
        if question.due and not question.agencies:
            return self._due(question)
        if question.duties and not question.agencies:
            present = self.library.agencies()
            choices = sorted(question.choices, key=lambda agency: agency.id not in present)
            return compose_choice(question, choices, counts)
        evidence: Sequence[Evidence] | None = None
        if question.duties:
            roll = scan(question, question.agencies, self.library)
            evidence = self._examiner.evidence(question) if question.specific else None
            closest = evidence[:CLOSEST] if evidence and self._examiner.answers(evidence[0], question) else ()
            if not roll.named and closest and not question.due and _tells_of(closest[0], roll):
                answer = self._quote(question, counts, evidence)
                return compose_mentioned(answer, roll, searched=_size(roll.documents))
            if roll.named or roll.grouped or not roll.is_group:
                return self._list(question, roll, closest)
        if question.asks in ("date", "duration") and question.bound and not question.due:
            evidence = self._examiner.evidence(question) if question.specific else ()
            roll = scan(question, question.agencies, self.library)
            if not (evidence and concerns(roll, evidence[0])) and not roll.is_group:
                return self._list(question, with_deadlines(roll), evidence[:CLOSEST])
        return self._quote(question, counts, evidence)

    def _of_document(self, question: Question, known: Sequence[DocumentInfo]) -> Answer | None:
        """What is asked of a document itself is answered from its letterhead, its signature, its list of recipients."""
        counts = _size(known)
        if documents := asked_about(question.document, known, question.fields):
            return compose_field(
                question, documents, self.library.passages_of, read=self._examiner.text, searched=counts
            )
        lacking = asks_of_none(question.document, known, question.fields, self._examiner.text)
        return compose_unknown(question, lacking, known, counts) if lacking else None

    def _list(self, question: Question, roll: Roll, closest: Sequence[Evidence] = ()) -> Answer:
        """The duties that a scan found."""
        return compose_duties(
            question,
            roll,
            labels=self.library.label,
            read=self._examiner.text,
            searched=_size(roll.documents),
            closest=closest,
        )

    def _quote(
        self,
        question: Question,
        counts: Mapping[str, int],
        evidence: Sequence[Evidence] | None = None,
        answers: Callable[[Evidence, Question], bool] | None = None,
    ) -> Answer:
        """Anything else is answered by the passages that say it."""
        evidence = self._examiner.evidence(question) if evidence is None else evidence
        documents = self.library.documents()
        names = {document.id: document_name(document) for document in documents}
        paths = {document.id: document.path for document in documents}
        answer = compose(
            question,
            evidence,
            names=names,
            sources=paths,
            read=self._examiner.text,
            searched=counts,
            answers=answers or self._examiner.answers,
        )
        if answer.citations and question.who:
            found = self.library.duties(documents=[answer.citations[0].document])
            answer = compose_who(
                answer,
                found,
                best=evidence[0].best,
                apart=_apart(question),
                leads=says_deed(question, evidence[0]),
                labels=self.library.label,
                read=self._examiner.text,
            )
        return answer

    def _refuse(self, question: Question) -> Answer:
        """That the texts do not answer, and what is nearest in them."""
        return self._quote(question, _size(asked_of(question, self.library)), answers=lambda *_: False)

    def _due(self, question: Question) -> Answer:
        """What is due by when is a complete scan too."""
        documents, found = scan_due(question, self.library)
        return compose_due(
            question, documents, found, labels=self.library.label, read=self._examiner.text, searched=_size(documents)
        )


def _tells_of(evidence: Evidence, roll: Roll) -> bool:
    """True where the passage, or what it stands under, names one of the agencies in a document that was scanned."""
    passage = evidence.hit.passage
    if passage.document not in {document.id for document in roll.documents}:
        return False
    return any(item.agency in roll.agencies for text in (*passage.headings, passage.text) for item in find(text))


def _apart(question: Question) -> frozenset[str]:
    """Ids of the bodies that a question names and does not ask for: not where it asks with whom they work, or which of them it is."""
    told = _OF_THEM.search(fold(question.text))
    return frozenset() if told else frozenset(agency.id for agency in question.agencies)


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
