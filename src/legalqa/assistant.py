"""The pipeline, readable in one place: understand → retrieve → select (→ rerank) → compose."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from legalqa import engines
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
from legalqa.compose_field import compose_field
from legalqa.compose_parts import compose_parts
from legalqa.follows import is_scant, points_back, points_to_task
from legalqa.models import EVERYTHING, Answer, Narrowing, Question, document_name
from legalqa.parts import parts_of, topical_of
from legalqa.rerank import rerank
from legalqa.retrieve import retrieve
from legalqa.scan import Roll, asked_of, scan, scan_due, with_deadlines
from legalqa.scope import (
    asked_about,
    asks_of_none,
    bearing,
    chosen,
    named,
    names_unknown,
    names_unknown_place,
    of_other_provinces,
)
from legalqa.select import Evidence, select
from legalqa.settings import EMBEDDED_MODEL, Settings
from legalqa.suggest import suggest
from legalqa.understand import Rejected, told_understood, understand
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.colloquial import is_said
from legalqa.vietnamese.english import is_english
from legalqa.vietnamese.initials import Initials, spelled_out
from legalqa.vietnamese.interrogatives import samples, topic_words
from legalqa.vietnamese.restore import Restorer, everyday
from legalqa.vietnamese.text import fold, is_bare, words
from legalqa.weigh import weigh

if TYPE_CHECKING:
    from legalqa.index import Index
    from legalqa.library import DocumentInfo, Library


#: "Who must …?" names agencies only where the quoted passage carries this share of the question's words.
WHO_COVERED = 0.35
#: How many passages are ranked and read closely.
RANKED = 20
#: Log-odds below which the evidence for a question that may go on from the turn before is weak.
WEAK = 1.0
#: How many turns back the document of a talk is looked for.
TURNS = 3
#: How much better, as log-odds, another document must answer than the one that the talk is about.
STAYS = 2.0
#: How much worse, as log-odds, a follow-up may be answered by its own words than with those of the turn before.
ALONE = 1.0
#: How many of the passages nearest to a question about one task are looked up among an agency's duties.
CLOSEST = 3


#: What was found while one question is answered: parts of a talk are examined more than once.
_FOUND: ContextVar[dict[tuple[Question, int], list[Evidence]] | None] = ContextVar("found", default=None)


@dataclass(frozen=True, slots=True)
class Examined:
    """Evidence for a question, best first, and the log-odds that the best of it answers; None without any."""

    evidence: tuple[Evidence, ...]
    odds: float | None


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a question is asked: after which turns, word for word, of which documents."""

    history: Sequence[Mapping[str, str]]
    literal: bool
    within: frozenset[str] | None


class _Language:
    """What the texts teach of how they write, each part learned when it is first asked for."""

    def __init__(self, texts: Callable[[], list[str]]) -> None:
        self._texts = texts

    @cached_property
    def restorer(self) -> Restorer:
        """Diacritics; it learns how questions and people sound as well."""
        marked = [sample for sample in samples() if not is_bare(sample)]
        return Restorer([*self._texts(), *marked * 3], spoken=everyday().splitlines())

    @cached_property
    def initials(self) -> Initials:
        """Abbreviations."""
        return Initials(self._texts())


class Assistant:
    """Answers questions over an open index; keeps no history, may be used from several threads.

    Raises:
        EngineError: A reranker is set and cannot be loaded.
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self._settings = settings
        self._reranker = engines.question_reranker(settings)
        self._learned: tuple[int, _Language] | None = None

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
        kept = _FOUND.set({})
        try:
            answer = self._ask(text, _Asking(history, literal, self._chosen(narrowing)), narrowing)
        finally:
            _FOUND.reset(kept)
        return replace(answer, seconds=round(time.perf_counter() - started, 4))

    def _ask(self, text: str, asking: _Asking, narrowing: Narrowing) -> Answer:
        try:
            question = self._read(text, asking)
        except Rejected as refusal:
            answer = Answer(text, "rejected", str(refusal))
        else:
            if narrowing != EVERYTHING and not asking.within:
                answer = compose_none_chosen(text, narrowing, self.library.documents())
            else:
                question, answer = self._asked(question, asking)
            answer = replace(answer, question=text, understood=told_understood(question))
            if not (question.aside or question.beyond or answer.suggestions):
                answer = replace(answer, suggestions=suggest(answer, self.library, question.agencies))
        return answer

    def understand(
        self, text: str, history: Sequence[Mapping[str, str]] = (), *, literal: bool = False, goes_on: bool = False
    ) -> Question:
        """What is understood of a question; raises ``understand.Rejected`` where it is none."""
        return understand(
            text,
            history,
            longest=self._settings.max_question,
            restore=self._restore,
            correct=self._correct,
            spell_out=self._spell_out,
            known=self._index.knows,
            addressed=lambda: self.library.agencies().values(),
            literal=literal,
            goes_on=goes_on,
        )

    def examine(self, question: Question, *, limit: int = RANKED) -> Examined:
        """What retrieval and close reading make of a question, whatever kind of answer it gets: for whoever measures.

        Args:
            question: As ``understand`` reads it.
            limit: How many passages to rank.
        """
        found = self._evidence(question, self.library.text, limit=limit)
        return Examined(tuple(found), self._weigh(found[0], question) if found else None)

    def _chosen(self, narrowing: Narrowing) -> frozenset[str] | None:
        if narrowing == EVERYTHING:
            return None
        return frozenset(document.id for document in chosen(narrowing, self.library.documents()))

    def _read(self, text: str, asking: _Asking, *, goes_on: bool = False) -> Question:
        question = self.understand(text, asking.history, literal=asking.literal, goes_on=goes_on)
        return replace(question, within=asking.within)

    def _asked(self, question: Question, asking: _Asking) -> tuple[Question, Answer]:
        """The question as it is answered, and its answer: one that by itself has none, or a weak one, may go on from before."""
        parts = self._parts(question, asking)
        answer = parts or self._answer(question)
        if question.aside or question.beyond or asking.literal or not asking.history:
            return question, answer
        if not parts and (stayed := self._in_talk(question, answer, asking)):
            return stayed
        if question.before:
            return question, answer
        further = self._read(question.text, asking, goes_on=True)
        if not further.before or not (answer.status == "unanswerable" or self._is_nearer(further, question)):
            return question, answer
        told = self._answer(further)
        return (question, answer) if told.status == "unanswerable" else (further, told)

    def _in_talk(self, question: Question, answer: Answer, asking: _Asking) -> tuple[Question, Answer] | None:
        """The question answered by the documents that the turn before was about, unless another answers clearly better.

        None where it names a document itself, asks for a list, or they do not answer; "Ai chủ trì việc đó?" is answered by the
        very task that the turn before was answered with.
        """
        known = asked_of(question, self.library)
        read = cache(self.library.text)
        if not question.is_weighed or question.which or len(known) < 2 or named(question.read, known, read):
            return None
        if self._of_missing(question, known, read):
            return None
        documents, task = self._talked_of(asking, known, read)
        documents = documents if question.within is None else documents & question.within
        if not documents:
            return None
        *_, last = asking.history
        there = replace(question, within=documents, before=question.before or last.get("question", ""))
        asks_who = question.asks in ("agency", "department") and points_to_task(question.read)
        if task and asks_who and (who := self._who_has(task, there, read)):
            return there, who
        if alone := self._alone(question, documents):
            own, found = alone
            stayed = self._quote(own, read, _size([item for item in known if item.id in documents]), found)
            if stayed.status != "unanswerable":
                return own, stayed
        if answer.citations and answer.citations[0].document in documents:
            return None
        evidence = self._there(question, documents)
        if not evidence:
            return None
        stayed = self._quote(there, read, _size([item for item in known if item.id in documents]), evidence)
        return (there, stayed) if stayed.status != "unanswerable" else None

    def _alone(self, question: Question, documents: frozenset[str]) -> tuple[Question, tuple[Evidence, ...]] | None:
        """A question that leans on the turn before, by its own words in the documents of the talk; None where it lacks some."""
        if not question.before or is_scant(question.text) or points_back(question.text):
            return None
        own = replace(self.understand(question.read), within=documents, before=question.before)
        found, leaning = self.examine(own), self.examine(replace(question, within=documents))
        if found.odds is None or found.odds < max(0.0, (leaning.odds or 0.0) - ALONE):
            return None
        return own, found.evidence

    def _there(self, question: Question, documents: frozenset[str]) -> tuple[Evidence, ...]:
        """The evidence for a question in the documents of a talk; none where another answers clearly better."""
        found, elsewhere = self.examine(replace(question, within=documents)), self.examine(question)
        stays = found.odds is not None and found.odds >= max(0.0, (elsewhere.odds or 0.0) - STAYS)
        return found.evidence if stays else ()

    def _talked_of(
        self, asking: _Asking, known: Sequence[DocumentInfo], read: Callable[[str], str], turns: int = TURNS
    ) -> tuple[frozenset[str], Evidence | None]:
        """The document that the turn before was answered by, and with what, where it was by quoting; else those that it names."""
        if not asking.history or not turns:
            return frozenset(), None
        *before, last = asking.history
        earlier = replace(asking, history=before)
        try:
            question = self._read(last.get("question", ""), earlier)
        except Rejected:
            return frozenset(), None
        names = named(question.read, known, read)
        evidence: Sequence[Evidence] = ()
        if question.is_weighed and not question.beyond:
            documents = frozenset() if names else self._talked_of(earlier, known, read, turns - 1)[0]
            evidence = (self._there(question, documents) if documents else ()) or self._evidence(question, read)
        if evidence and self._answers(evidence[0], question):
            return frozenset({evidence[0].hit.passage.document}), evidence[0]
        told = asked_about(question.document, known, question.fields) if question.fields else names
        told = told or named(question.search, known, read)
        return frozenset(document.id for document in told if len(told) < len(known)), None

    def _who_has(self, talk: Evidence, question: Question, read: Callable[[str], str]) -> Answer | None:
        """Who has the task that was quoted before, where the ledger knows."""
        asked = replace(question, who=True)
        counts = _size([item for item in self.library.documents() if item.id == talk.hit.passage.document])
        answer = self._quote(asked, read, counts, [replace(talk, covered=1.0)], answers=lambda *_: True)
        return answer if answer.duties else None

    def _is_nearer(self, further: Question, question: Question) -> bool:
        """True where the evidence for a question alone is weak, and better for it together with the turns before."""
        if question.duties or question.due or question.fields or question.bound:
            return False
        alone = self.examine(question).odds
        if alone is None or alone >= WEAK:
            return False
        together = self.examine(further).odds
        return together is not None and alone < together

    def _parts(self, question: Question, asking: _Asking) -> Answer | None:
        """The answers to the parts of a question, as one; None where it is one question, or none of them is answered."""
        parts = parts_of(question.read)
        if len(parts) == 1 or question.aside:
            return None
        answers: list[Answer] = []
        for n, part in enumerate(parts):
            answers.append(replace(self._answer(self._part(part, topical_of(parts, n), asking)), question=part))
        return compose_parts(question.text, answers) if any(answer.citations for answer in answers) else None

    def _part(self, part: str, topical: str, asking: _Asking) -> Question:
        """A part of a question, as it goes on from the part whose topic it takes: in the documents that this names."""
        turns = (*asking.history, {"question": topical, "answer": ""}) if topical else asking.history
        scant = bool(topical) and is_scant(part)
        read = self._read(part, replace(asking, history=turns), goes_on=scant)
        of = named(topical, asked_of(read, self.library), self.library.text) if scant else ()
        return replace(read, within=frozenset(document.id for document in of)) if of else read

    def _answer(self, question: Question) -> Answer:
        """Send the question where its kind is answered."""
        known = asked_of(question, self.library)
        counts = _size(known)
        read = cache(self.library.text)
        if question.aside:
            return compose_aside(question, known, counts)
        if question.beyond == "personal":
            return self._quote(question, read, counts)
        if question.fields and (answer := self._of_document(question, known, read)):
            return answer
        return self._of_missing(question, known, read) or self._reply(question, known, read)

    def _of_missing(
        self, question: Question, known: Sequence[DocumentInfo], read: Callable[[str], str]
    ) -> Answer | None:
        """What is told where the text or the matter that a question names is not there; None where it names none such."""
        counts = _size(known)
        if unknown := names_unknown(question.search, known, read):
            return compose_unknown(question, unknown, known, counts)
        absent = None if question.which else asked_to_say(question.read, known)
        if absent:
            return self._of_absent(question, absent, known, read)
        if law := unheard_law(question.read, read, known):
            return compose_unknown(question, f"nào nhắc đến {law}", known, counts)
        if matter := unheard_matter(question.read, read, known):
            refusal = self._quote(question, read, counts, answers=lambda *_: False)
            return replace(refusal, text=f"Không có văn bản nào nhắc đến “{matter}”. {refusal.text}")
        return None

    def _of_absent(
        self, question: Question, absent: Absent, known: Sequence[DocumentInfo], read: Callable[[str], str]
    ) -> Answer:
        """What a text says that is not there: where something in particular is asked, as those tell that follow or mention it."""
        if question.agencies or topic_words(absent.further):
            answer = self._reply(question, known, read)
            if answer.citations and is_of(absent, answer.citations[0]):
                return compose_followed(answer, absent, known)
        cited = (item.id for item in known if absent.cites.search(fold(read(item.id))))
        passages = [passage for id in cited for passage in mentioning(absent, self.library.passages_of(id))]
        return compose_absent(question, absent, passages, known, read=read, searched=_size(known))

    def _reply(self, question: Question, known: Sequence[DocumentInfo], read: Callable[[str], str]) -> Answer:
        """What the texts say: a list of duties, of what is due, or the passages that answer."""
        counts = _size(known)
        bound = question.duties or question.due or question.bound
        elsewhere = names_unknown_place(question.search, known, read, whole=not bound)
        if elsewhere:
            return compose_elsewhere(question, elsewhere, known, counts)
        if question.due and not question.agencies:
            return self._due(question, read)
        if question.duties and not question.agencies:
            present = self.library.agencies()
            choices = sorted(question.choices, key=lambda agency: agency.id not in present)
            return compose_choice(question, choices, counts)
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
        if question.asks in ("date", "duration") and question.bound and not question.due:
            evidence = self._evidence(question, read) if question.specific else ()
            roll = scan(question, question.agencies, self.library)
            if not (evidence and concerns(roll, evidence[0])) and not roll.is_group:
                return self._list(question, with_deadlines(roll), read, evidence[:CLOSEST])
        return self._quote(question, read, counts, evidence)

    def _of_document(
        self, question: Question, known: Sequence[DocumentInfo], read: Callable[[str], str]
    ) -> Answer | None:
        """What is asked of a document itself is answered from its letterhead, its signature, its list of recipients."""
        counts = _size(known)
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
        if question.beyond == "personal" or (question.which and question.agencies and not _names(evidence, question)):
            return False
        return self._weigh(evidence, question) >= 0

    def _weigh(self, evidence: Evidence, question: Question) -> float:
        return weigh(evidence, question, embedded=self._settings.model == EMBEDDED_MODEL)

    def _evidence(self, question: Question, read: Callable[[str], str], limit: int = RANKED) -> list[Evidence]:
        """The passages that may answer, best first; found once while a question is answered."""
        found = _FOUND.get()
        if found is None:
            return self._found(question, read, limit)
        if (question, limit) not in found:
            found[question, limit] = self._found(question, read, limit)
        return list(found[question, limit])

    def _found(self, question: Question, read: Callable[[str], str], limit: int) -> list[Evidence]:
        rarity = partial(self._index.rarity, folded=question.bare)
        known = asked_of(question, self.library)
        told = frozenset(document.id for document in bearing(question.search, known))
        apart = of_other_provinces(question.search, known, read) if not told else frozenset()
        if told:
            question = replace(question, within=told)
        hits = retrieve(question, self._index, limit=limit, apart=apart)
        scope = frozenset(document.id for document in named(question.search, known, read))
        found = select(question, hits, read, rarity, scope=scope)
        if question.which and question.agencies:
            found.sort(key=lambda evidence: not _names(evidence, question))
        return rerank(question, found, self._reranker, read, depth=RANKED) if self._reranker else found

    def _quote(
        self,
        question: Question,
        read: Callable[[str], str],
        counts: Mapping[str, int],
        evidence: Sequence[Evidence] | None = None,
        answers: Callable[[Evidence, Question], bool] | None = None,
    ) -> Answer:
        """Anything else is answered by the passages that say it."""
        evidence = self._evidence(question, read) if evidence is None else evidence
        documents = self.library.documents()
        names = {document.id: document_name(document) for document in documents}
        paths = {document.id: document.path for document in documents}
        answer = compose(
            question,
            evidence,
            names=names,
            sources=paths,
            read=read,
            searched=counts,
            answers=answers or self._answers,
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
        return self._language().restorer.restore(text)

    def _correct(self, text: str) -> str:
        if is_english(text) or all(self._index.knows(word) for word in words(text)):
            return text
        return self._language().restorer.correct(text)

    def _spell_out(self, text: str) -> str:
        if is_english(text):
            return text
        named = [(item.start, item.end) for item in find(text)]
        return spelled_out(
            text,
            lambda initials: self._language().initials.phrase(initials),
            lambda word: is_said(word) or self._index.knows(word),
            stays=named,
        )

    def _language(self) -> _Language:
        """The library's own language, as it is now."""
        generation = self.library.generation()
        if self._learned is None or self._learned[0] != generation:
            self._learned = generation, _Language(partial(_texts, self.library))
        return self._learned[1]


def _texts(library: Library) -> list[str]:
    return [library.text(document.id) for document in library.documents()]


def _tells_of(evidence: Evidence, roll: Roll) -> bool:
    """True where the passage, or what it stands under, names one of the agencies in a document that was scanned."""
    passage = evidence.hit.passage
    if passage.document not in {document.id for document in roll.documents}:
        return False
    return any(item.agency in roll.agencies for text in (*passage.headings, passage.text) for item in find(text))


def _names(evidence: Evidence, question: Question) -> bool:
    """True where the passage, or what it stands under, has a name of an agency that the question names."""
    passage = evidence.hit.passage
    there = f" {' '.join(words(fold(' . '.join((*passage.headings, passage.text)))))} "
    ways = [name for agency in question.agencies for name in (agency.name, *agency.aliases)]
    return any(f" {' '.join(words(fold(way)))} " in there for way in ways)


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
