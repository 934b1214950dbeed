"""Question → evidence: read with what the texts teach of their language, retrieved, read closely, weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from legalqa import engines
from legalqa.models import Question
from legalqa.rerank import rerank
from legalqa.retrieve import retrieve
from legalqa.scan import asked_of
from legalqa.scope import bearing, named, of_other_provinces
from legalqa.select import Evidence, select
from legalqa.settings import EMBEDDED_MODEL, Settings
from legalqa.understand import understand
from legalqa.vietnamese.agencies.mentions import find
from legalqa.vietnamese.colloquial import is_said
from legalqa.vietnamese.english import is_english
from legalqa.vietnamese.initials import Initials, spelled_out
from legalqa.vietnamese.interrogatives import samples
from legalqa.vietnamese.provinces import with_initials
from legalqa.vietnamese.restore import Restorer, everyday
from legalqa.vietnamese.text import fold, is_bare, spaced, words
from legalqa.weigh import weigh

if TYPE_CHECKING:
    from legalqa.index import Index
    from legalqa.library import Library

#: How many passages are ranked and read closely.
RANKED = 20


@dataclass(slots=True)
class _Kept:
    """What was read and found while one question is answered: parts of a talk are examined more than once."""

    texts: dict[str, str] = field(default_factory=dict)
    found: dict[tuple[Question, int], list[Evidence]] = field(default_factory=dict)


_KEPT: ContextVar[_Kept | None] = ContextVar("kept", default=None)


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked: after which turns, word for word, of which documents."""

    history: Sequence[Mapping[str, str]]
    literal: bool
    within: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Examined:
    """Evidence for a question, best first, and the log-odds that the best of it answers; None without any."""

    evidence: tuple[Evidence, ...]
    odds: float | None


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


class Examiner:
    """Reads questions and finds the evidence for them in an open index; may be used from several threads.

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
        """The record of truth behind the evidence."""
        return self._index.library

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """While it lasts, a text is read once, and what was found for a question is found once."""
        kept = _KEPT.set(_Kept())
        try:
            yield
        finally:
            _KEPT.reset(kept)

    def text(self, document: str) -> str:
        """A document's text in the library."""
        kept = _KEPT.get()
        if kept is None:
            return self.library.text(document)
        if document not in kept.texts:
            kept.texts[document] = self.library.text(document)
        return kept.texts[document]

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

    def read(self, text: str, asking: Asking, *, goes_on: bool = False) -> Question:
        """The same of a question as it is asked; raises ``understand.Rejected`` where it is none."""
        question = self.understand(text, asking.history, literal=asking.literal, goes_on=goes_on)
        return replace(question, within=asking.within)

    def examine(self, question: Question, *, limit: int = RANKED) -> Examined:
        """What retrieval and close reading make of a question, whatever kind of answer it gets.

        Args:
            question: As ``understand`` reads it.
            limit: How many passages to rank.
        """
        found = self.evidence(question, limit=limit)
        return Examined(tuple(found), self._weigh(found[0], question) if found else None)

    def evidence(self, question: Question, *, limit: int = RANKED) -> list[Evidence]:
        """The passages that may answer, best first."""
        kept = _KEPT.get()
        if kept is None:
            return self._find(question, limit)
        if (question, limit) not in kept.found:
            kept.found[question, limit] = self._find(question, limit)
        return list(kept.found[question, limit])

    def answers(self, evidence: Evidence, question: Question) -> bool:
        """True where the evidence is enough for an answer."""
        if question.beyond == "personal" or (question.which and question.agencies and not _names(evidence, question)):
            return False
        return self._weigh(evidence, question) >= 0

    def _weigh(self, evidence: Evidence, question: Question) -> float:
        return weigh(evidence, question, embedded=self._settings.model == EMBEDDED_MODEL)

    def _find(self, question: Question, limit: int) -> list[Evidence]:
        rarity = partial(self._index.rarity, folded=question.bare)
        known = asked_of(question, self.library)
        told = frozenset(document.id for document in bearing(question.search, known))
        apart = of_other_provinces(question.search, known, self.text) if not told else frozenset()
        if told:
            question = replace(question, within=told)
        hits = retrieve(question, self._index, limit=limit, apart=apart)
        scope = frozenset(document.id for document in named(question.search, known, self.text))
        found = select(question, hits, self.text, rarity, scope=scope)
        if question.which and question.agencies:
            found.sort(key=lambda evidence: not _names(evidence, question))
        return rerank(question, found, self._reranker, self.text, depth=RANKED) if self._reranker else found

    def _restore(self, text: str) -> str:
        return self._language().restorer.restore(text)

    def _correct(self, text: str) -> str:
        if is_english(text) or all(self._index.knows(word) for word in words(text)):
            return text
        return self._language().restorer.correct(text)

    def _spell_out(self, text: str) -> str:
        if is_english(text):
            return text
        text = with_initials(text, (item.place for item in self.library.documents() if item.place))
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


def _names(evidence: Evidence, question: Question) -> bool:
    """True where the passage, or what it stands under, has a name of an agency that the question names."""
    passage = evidence.hit.passage
    there = spaced(fold(" . ".join((*passage.headings, passage.text))))
    ways = [name for agency in question.agencies for name in (agency.name, *agency.aliases)]
    return any(spaced(fold(way)) in there for way in ways)
