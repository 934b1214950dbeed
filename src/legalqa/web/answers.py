"""Answer → HTML: the text with its quotes and numbered links, then the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legalqa.models import Answer, Citation
from legalqa.web.strings import Strings
from legalqa.web.typeset import typeset

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

_MARK = re.compile(r"\[(\d{1,4})\]")
_OPENING, _CLOSING = "[\"“«]?", "[\"”»]?"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer; the answer is None while it is being looked for."""

    question: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an answer's text, or the citation that stands there as [n]."""

    text: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an answer, or a quote from a document."""

    pieces: tuple[Piece, ...]
    quote: bool = False


def blocks(answer: Answer) -> list[Block]:
    """The answer's text as paragraphs and quotes, in order; a [n] that cites nothing stays text."""
    cited = {citation.n: citation for citation in answer.citations}
    quoted = _quoted(answer.citations)
    found: list[Block] = []
    for line in answer.text.splitlines():
        at = 0
        for match in quoted.finditer(line) if quoted else ():
            found += _paragraph(line[at : match.start()], cited)
            found.append(Block((Piece(match["quote"]), *_pieces(match["marks"].strip(), cited)), quote=True))
            at = match.end()
        found += _paragraph(line[at:], cited)
    return found


def _quoted(citations: Sequence[Citation]) -> re.Pattern[str] | None:
    """Where a quote stands in an answer: the words as cited, the marks of quotation around them, the [n] after them."""
    quotes = sorted({citation.quote for citation in citations if citation.quote}, key=len, reverse=True)
    if not quotes:
        return None
    words = "|".join(map(re.escape, quotes))
    return re.compile(rf"{_OPENING}(?P<quote>{words}){_CLOSING}(?P<marks>(?:\s*\[\d{{1,4}}\])*)(?:[.;,](?=\s|$))?")


def _paragraph(text: str, cited: Mapping[int, Citation]) -> list[Block]:
    text = text.strip()
    return [Block(tuple(_pieces(text, cited)))] if text else []


def _pieces(text: str, cited: Mapping[int, Citation]) -> Iterator[Piece]:
    at = 0
    for match in _MARK.finditer(text):
        if citation := cited.get(int(match[1])):
            if match.start() > at:
                yield Piece(text[at : match.start()])
            yield Piece(match[1], citation)
            at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def conversation(turns: Sequence[Turn], documents: Mapping[str, DocumentInfo], strings: Strings, *, cut: bool) -> str:
    """The conversation as HTML; ``cut`` says that older turns are no longer in it."""
    views = [(turn, blocks(turn.answer) if turn.answer else []) for turn in turns]
    return typeset("conversation.html", turns=views, documents=documents, s=strings, cut=cut)
