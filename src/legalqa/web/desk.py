"""The verbs that the pages, the API and the MCP server share: ask, documents, a cited place, agencies, duties, feedback."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from legalqa.compose import address
from legalqa.errors import EngineError, IndexProblem, LegalqaError, NotFound
from legalqa.exports.rows import Row, rows
from legalqa.exports.selection import Selection, Wanted, select
from legalqa.library import DocumentInfo
from legalqa.models import EVERYTHING, Answer, Document, Narrowing, Provision
from legalqa.scan import newest_first
from legalqa.scope import chosen
from legalqa.settings import Settings
from legalqa.vietnamese.text import fold, shown
from legalqa.web.examples import suggest
from legalqa.web.feedback import Feedback, FeedbackFile, NotKept
from legalqa.web.guard import Guard, Refused
from legalqa.web.log import event
from legalqa.web.metrics import Metrics
from legalqa.web.roster import roster
from legalqa.web.strings import VI

if TYPE_CHECKING:
    from legalqa.assistant import Assistant

_log = logging.getLogger(__name__)

#: How many turns before a question are read, and how many provisions around a cited place are shown.
TURNS, AROUND = 20, 2


@dataclass(frozen=True, slots=True)
class Said:
    """A provision in the surroundings of a cited place: how it is named, its own words, and where it stands."""

    eid: str
    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A cited place in its context.

    Attributes:
        document: The document that it stands in.
        label: How a lawyer names it.
        url: Where it is read.
        headings: The headings above it, outermost first.
        before, after: The provisions around it.
        text: Its own words up to the quote; ``quote``: the words that were cited; ``rest``: its words behind them.
    """

    document: DocumentInfo
    eid: str
    label: str
    url: str
    headings: tuple[str, ...]
    before: tuple[Said, ...]
    text: str
    quote: str
    rest: str
    after: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """An agency and the number of tasks that it is given; a body has those of the bodies whose work it took over."""

    id: str
    name: str
    kind: str
    duties: int


class Unready(IndexProblem):
    """The library cannot be asked now; the message is for readers, and the log has told why."""


def tell_log(error: LegalqaError) -> None:
    """Log why the library cannot be used, with the folder and the command that readers are not told."""
    if not isinstance(error, Unready):  # that one is told already
        event(_log, logging.ERROR, "not ready", why=str(error))


class Desk:
    """Answers over one assistant, as the settings allow; may be used from many requests at once."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.assistant = assistant
        self.settings = settings
        self.guard = Guard(settings)
        self.remarks = FeedbackFile(settings.feedback)
        self._examples: tuple[int, list[str]] | None = None
        self.metrics = Metrics(lambda: self.guard.inside, self._sizes)

    async def ask(
        self,
        text: str,
        history: Sequence[str] = (),
        *,
        literal: bool = False,
        narrowing: Narrowing = EVERYTHING,
        client: str | None = "",
    ) -> Answer:
        """Answer a question.

        Args:
            text: As typed.
            history: The questions before it, oldest first; the last of them are read.
            literal: Take the words as they are.
            narrowing: Which documents are asked.
            client: Who asks, as far as the rate of asking goes; None for one that ``admit`` let in.

        Raises:
            Refused: No answer now; it says why and when to try again.
            Unready: The library cannot be asked; why is in the log alone.
        """
        started = time.perf_counter()
        turns = [{"question": question} for question in history[-TURNS:]]
        if client is not None:
            self.admit(client)
        try:
            answer = await self.guard.run(
                partial(self.assistant.ask, text, turns, literal=literal, narrowing=narrowing)
            )
        except Refused as refused:
            self._turned_away(refused)
            raise
        except (IndexProblem, EngineError) as error:
            self.metrics.refused("failed")
            tell_log(error)
            raise Unready(VI.unready) from error
        except Exception:
            self.metrics.refused("failed")
            raise
        seconds = time.perf_counter() - started
        self.metrics.answered(answer, seconds)
        asked = {"question": text} if self.settings.log_questions else {}
        event(_log, logging.INFO, "answered", status=answer.status, seconds=round(seconds, 4), **asked)
        return answer

    def admit(self, client: str) -> None:
        """Count a question of this client before its answer begins; raises ``Refused`` where there will be none now."""
        try:
            self.guard.check_open()
            self.guard.count(client)
            self.guard.check_room()
        except Refused as refused:
            self._turned_away(refused)
            raise

    def examples(self) -> list[str]:
        """Questions to begin with, made from what the library holds now."""
        try:
            generation = self.assistant.library.generation()
        except LegalqaError:
            return suggest(self.assistant)
        if self._examples is None or self._examples[0] != generation:
            self._examples = generation, suggest(self.assistant)
        return list(self._examples[1])

    def documents(self, narrowing: Narrowing = EVERYTHING) -> list[DocumentInfo]:
        """The documents that fit, newest first."""
        return sorted(chosen(narrowing, self.assistant.library.documents()), key=newest_first)

    def document(self, id: str) -> tuple[DocumentInfo, Document]:
        """A document: what is known of it, and its text and tree; raises ``NotFound``."""
        held = self.assistant.library.document(id)
        info = next((info for info in self.assistant.library.documents() if info.id == id), None)
        if info is None:  # another library was published in between
            raise NotFound(f"không có văn bản {id!r}")
        return info, held

    def place(self, document: str, eid: str, start: int | None = None, end: int | None = None) -> Place:
        """A cited place with the words before and behind it.

        Args:
            document: The document's id.
            eid: The provision.
            start, end: The cited span, in characters of the source; the whole provision where it does not lie in it.

        Raises:
            NotFound: There is no such document, or no such provision in it.
        """
        info, held = self.document(document)
        chain = held.find(eid)
        if not chain:
            raise NotFound(f"văn bản {document!r} không có mục {eid!r}")
        node, text = chain[-1], held.source.text
        if start is None or end is None or not node.start <= start < end <= node.end:
            start, end = node.start, node.own_end
        own_end = max(end, node.own_end)
        every = list(held.walk())
        before = (provision for provision in reversed(every) if provision.start < node.start)
        after = (provision for provision in every if provision.start >= own_end)

        def nearest(provisions: Iterable[Provision]) -> list[Said]:
            """The first of these provisions that have words of their own."""
            told = ((one, shown(text, one.start, one.own_end)) for one in provisions)
            said = (Said(one.eid, one.label, words, address(document, one.eid)) for one, words in told if words)
            return list(islice(said, AROUND))

        return Place(
            document=info,
            eid=eid,
            label=node.label,
            url=address(document, eid),
            headings=tuple(shown(text, above.start, above.own_end) for above in chain[:-1] if above.heading),
            before=tuple(reversed(nearest(before))),
            text=shown(text, node.start, start),
            quote=shown(text, start, end),
            rest=shown(text, end, own_end),
            after=tuple(nearest(after)),
        )

    def agencies(self, text: str = "") -> list[Counted]:
        """The bodies that have tasks, most tasks first; with ``text``, those whose name holds it, with or without diacritics."""
        asked = fold(text).strip()
        return [
            Counted(one.id, one.name, one.kind, one.tasks)
            for one in roster(self.assistant.library)
            if any(asked in fold(name) for name in (one.name, *one.also))
        ]

    def duties(self, wanted: Wanted, base_url: str = "") -> tuple[Selection, list[Row]]:
        """Every duty that passes the filters, by document, with links below an address; raises what ``exports.selection.select`` raises."""
        selection = select(wanted, self.assistant.library)
        return selection, rows(selection.duties, self.assistant.library, base_url)

    def remark(self, feedback: Feedback, client: str = "") -> None:
        """Keep what a reader says of an answer.

        Raises:
            Refused: This client says too much.
            NotKept: Nothing is kept here, or it cannot be written.
        """
        self.guard.count(f"feedback {client}")
        try:
            self.remarks.add(feedback, dt.datetime.now(dt.UTC))
        except NotKept as error:
            event(_log, logging.ERROR, "feedback not kept", why=str(error))
            raise
        self.metrics.remarked(feedback.verdict)

    def notice(self) -> str | None:
        """The notice while the desk is closed, "" where it says nothing; None while it is open."""
        return self.guard.notice()

    def is_ready(self) -> bool:
        """True where the library can be asked, as far as the index goes; it may be so while the desk is closed."""
        try:
            self.assistant.refresh()
            return bool(self.assistant.library.counts()["documents"])
        except LegalqaError as error:
            tell_log(error)
            return False

    def close(self) -> None:
        """Stop answering."""
        self.guard.close()

    def _turned_away(self, refused: Refused) -> None:
        self.metrics.refused(refused.reason)
        event(_log, logging.INFO, "refused", reason=refused.reason)

    def _sizes(self) -> dict[str, int]:
        try:
            return self.assistant.library.counts()
        except LegalqaError:
            return {}
