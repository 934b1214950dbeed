"""Answer → HTML: the text with its quotes and numbered links, then the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from legalqa.models import Answer, Citation
from legalqa.web.strings import Strings
from legalqa.web.typeset import typeset

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

_MARK = re.compile(r"\s*\[(?P<n>\d{1,4})\]")
_LEAD = re.compile(r"“(?P<words>.+)” \[(?P<n>\d{1,4})\]")
_ITEM = re.compile(r"[-•] +")
_OPENING, _CLOSING = '["“«]', '["”»]'


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
    """A paragraph of an answer, a quote from a document, or an item of a list: words that may introduce a quote.

    ``pieces`` are the words, or the numbers after the quote where there are none. ``exact`` are the words of the quote that
    answer, where the answer leads with them.
    """

    kind: Literal["paragraph", "quote", "item", "exact"]
    pieces: tuple[Piece, ...]
    quote: str = ""
    exact: str = ""


def blocks(answer: Answer) -> list[Block]:
    """The answer's text as paragraphs, quotes and items, in order; a [n] that cites nothing stays text."""
    cited = {citation.n: citation for citation in answer.citations}
    quoted = _quoted(answer.citations)
    lines = answer.text.splitlines()
    words = _exact(lines[0], cited) if lines else ""
    found = [block for line in lines[bool(words) :] for block in _line(line.strip(), quoted, cited)]
    if not words:
        return found
    place = next(n for n, block in enumerate(found) if block.kind == "quote")
    found[place] = replace(found[place], exact=words)
    return [Block("exact", found[place].pieces, words), *found]


def _exact(line: str, cited: Mapping[int, Citation]) -> str:
    """The words that an answer leads with, where they are a part of what it then quotes."""
    match = _LEAD.fullmatch(line)
    citation = cited.get(int(match["n"])) if match else None
    return match["words"] if match and citation and match["words"] in citation.quote != match["words"] else ""


def _quoted(citations: Sequence[Citation]) -> re.Pattern[str] | None:
    """Where a quote stands in an answer: the words as cited, the marks of quotation around them, the [n] after them."""
    quotes = sorted({citation.quote for citation in citations if citation.quote}, key=len, reverse=True)
    if not quotes:
        return None
    words = "|".join(map(re.escape, quotes))
    return re.compile(rf"{_OPENING}(?P<quote>{words}){_CLOSING}(?P<marks>(?:\s*\[\d{{1,4}}\])*)(?:[.;,](?=\s|$))?")


def _line(line: str, quoted: re.Pattern[str] | None, cited: Mapping[int, Citation]) -> Iterator[Block]:
    if item := _ITEM.match(line):
        words = line[item.end() :]
        if quoted and (match := quoted.search(words)) and match.end() == len(words):
            lead = words[: match.start()].rstrip(" :") + match["marks"]
            yield Block("item", tuple(_pieces(lead, cited)), match["quote"])
        else:
            yield Block("item", tuple(_pieces(words, cited)))
        return
    at = 0
    for match in quoted.finditer(line) if quoted else ():
        yield from _paragraph(line[at : match.start()], cited)
        yield Block("quote", tuple(_pieces(match["marks"], cited)), match["quote"])
        at = match.end()
    yield from _paragraph(line[at:], cited)


def _paragraph(text: str, cited: Mapping[int, Citation]) -> Iterator[Block]:
    if text := text.strip():
        yield Block("paragraph", tuple(_pieces(text, cited)))


def _pieces(text: str, cited: Mapping[int, Citation]) -> Iterator[Piece]:
    at = 0
    for match in _MARK.finditer(text):
        if citation := cited.get(int(match["n"])):
            if before := text[at : match.start()]:
                yield Piece(before)
            yield Piece(match["n"], citation)
            at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def conversation(turns: Sequence[Turn], documents: Mapping[str, DocumentInfo], strings: Strings, *, cut: bool) -> str:
    """The conversation as HTML; ``cut`` says that older turns are no longer in it."""
    views = [(turn, blocks(turn.answer) if turn.answer else []) for turn in turns]
    return typeset("conversation.html", turns=views, documents=documents, s=strings, cut=cut)
