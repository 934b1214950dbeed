"""Answer → HTML: the text with its quotes and numbered links, then the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from legalqa.compose_duties import DUE
from legalqa.compose_parts import ABOUT
from legalqa.exports.selection import Wanted
from legalqa.models import EVERYTHING, Answer, Citation, Narrowing, document_name
from legalqa.vietnamese.agencies.mentions import find
from legalqa.web.choosing import sent_choice, told_choice
from legalqa.web.feedback import VERDICTS
from legalqa.web.typeset import Site, address, typeset
from legalqa.web.wanted import wanted_address

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

_MARK = re.compile(r"\s*\[(?P<n>\d{1,4})\]")
#: What stands above the answer to a part of a question; behind it, in the same line, that the part has none.
_PART = re.compile(rf"{ABOUT} “(?P<asked>(?:[^“”]|“[^“”]*”)+|.+?)”:(?: (?P<rest>.+))?")
_LEAD = re.compile(r"“(?P<words>.+)” \[(?P<n>\d{1,4})\]")
#: How a duty in a list is introduced: where it stands, perhaps who shares it, and when it is due.
_DATED = re.compile(rf"(?P<where>.+?) \((?:(?P<note>.+); )?{DUE} (?P<due>.+)\)")
_ITEM = re.compile(r"[-•] +")
_OPENING, _CLOSING = '["“«]', '["”»]'


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer.

    ``literal`` says that the question was to be taken word for word, ``narrowing`` which documents it was asked of; ``id`` is the page's
    own name for it.
    """

    question: str
    answer: Answer
    literal: bool = False
    narrowing: Narrowing = EVERYTHING
    id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an answer's text, or the citation that stands there as [n]."""

    text: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an answer, a quote from a document, or an item of a list: words that may introduce a quote.

    A "part" is the heading of what follows: the part of the question that it answers. ``pieces`` are the words, or the numbers
    after the quote where there are none. ``exact`` are the words of the quote that answer, where the answer leads with them;
    ``deadline`` says when a listed duty is due, taken out of ``pieces``.
    """

    kind: Literal["paragraph", "quote", "item", "exact", "part"]
    pieces: tuple[Piece, ...]
    quote: str = ""
    exact: str = ""
    deadline: str = ""


def blocks(answer: Answer) -> list[Block]:
    """The answer's text as paragraphs, quotes and items, in order; a [n] that cites nothing stays text."""
    cited = {citation.n: citation for citation in answer.citations}
    quoted = _quoted(answer.citations)
    found: list[Block] = []
    for asked, lines in _parts(answer.text.splitlines()):
        found += [Block("part", (Piece(asked),))] if asked else []
        found += _part(lines, quoted, cited)
    return [_dated(block) if block.kind == "item" and answer.duties else block for block in found]


def _dated(block: Block) -> Block:
    """An item of a list of duties with its deadline apart from its words."""
    match = _DATED.fullmatch(block.pieces[0].text) if block.pieces else None
    if not match:
        return block
    text = match["where"] + (f" ({match['note']})" if match["note"] else "")
    return replace(block, pieces=(replace(block.pieces[0], text=text), *block.pieces[1:]), deadline=match["due"])


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The lines under each part of the question, with that part; all of them under "" where the question is one."""
    heads = {n: head for n, line in enumerate(lines) if not (n and lines[n - 1]) and (head := _PART.fullmatch(line))}
    if 0 not in heads:
        yield "", lines
        return
    for start, end in pairwise([*heads, len(lines)]):
        yield heads[start]["asked"], [*filter(None, [heads[start]["rest"]]), *lines[start + 1 : end]]


def _part(lines: Sequence[str], quoted: re.Pattern[str] | None, cited: Mapping[int, Citation]) -> list[Block]:
    """The blocks of one part's lines; the words that answer stand first, and are marked in the quote."""
    first, rest = (
        [block for line in some for block in _line(line.strip(), quoted, cited)] for some in (lines[:1], lines[1:])
    )
    words = _exact(lines[0], cited) if lines else ""
    place = next((n for n, block in enumerate(rest) if block.kind == "quote"), None) if words else None
    if place is None:
        return [*first, *rest]
    rest[place] = replace(rest[place], exact=words)
    return [Block("exact", rest[place].pieces, words), *rest]


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


def sources(answer: Answer, told: Sequence[Block]) -> list[Citation]:
    """The citations that are listed below an answer; a list of duties, or a part that is one, shows its quotes itself."""
    if not answer.duties:
        return list(answer.citations)
    starts = [n for n, block in enumerate(told) if block.kind == "part"]
    parts = [told[start:end] for start, end in pairwise([0, *starts, len(told)])]
    quoting = [part for part in parts if any(block.kind == "quote" for block in part)]
    marked = {piece.citation.n for part in quoting for block in part for piece in block.pieces if piece.citation}
    return [citation for citation in answer.citations if citation.n in marked]


def turn_html(
    turn: Turn, documents: Mapping[str, DocumentInfo], site: Site, *, longest: int | None = None, judged: bool = True
) -> str:
    """One question with its answer as HTML.

    Args:
        turn: The question and its answer.
        documents: What is known of each document, by id.
        site: How the reader sees the pages.
        longest: How many blocks and sources of the answer are shown while the rest is on its way; None for all.
        judged: Whether readers can say what is wrong with it.
    """
    told = blocks(turn.answer)
    cited = sources(turn.answer, told)
    return typeset(
        "turn.html",
        site,
        turn=turn,
        blocks=told[:longest],
        sources=cited[:longest],
        choice=(sent_choice(turn.narrowing), told_choice(turn.narrowing, documents)),
        documents=documents,
        correctable=_correctable(turn.answer),
        verdicts=VERDICTS if judged else (),
        board=_board(turn.answer),
        place_url=place_url,
        plain=plain,
        whole=longest is None,
    )


def _board(answer: Answer) -> str:
    """The duty board of the one body whose duties an answer lists; "" where it lists none, or several bodies'."""
    own = {duty.agency_id: duty.agency for duty in answer.duties if duty.role != "group"}
    return wanted_address(Wanted(agency=next(iter(own.values())))) if len(own) == 1 else ""


def _correctable(answer: Answer) -> str:
    """The question as it was read, with {} for the one body that it was taken to name; "" where it is not of one."""
    understood = answer.understood
    if not understood or len(understood.agencies) != 1:
        return ""
    read = understood.question or answer.question
    named = [item for item in find(read) if item.agency.name == understood.agencies[0]]
    if len(named) != 1 or "{}" in read:
        return ""
    return f"{read[: named[0].start]}{{}}{read[named[0].end :]}"


def plain(answer: Answer, documents: Mapping[str, DocumentInfo]) -> str:
    """An answer as text alone, with the sources that it shows: for a letter or a note."""
    folded = set(answer.folded)
    shown = [citation for citation in answer.citations if citation.n not in folded]
    sources = [f"[{one.n}] {one.label}, {_named(one, documents)}" for one in shown]
    return "\n".join([answer.question, "", answer.text, *(["", *sources] if sources else [])])


def _named(citation: Citation, documents: Mapping[str, DocumentInfo]) -> str:
    """The document of a citation, with its date where it has one."""
    info = documents.get(citation.document)
    if not info:
        return citation.source
    return document_name(info, longest=300) + (f" ngày {info.date:%d/%m/%Y}" if info.date else "")


def place_url(citation: Citation) -> str:
    """Where a reader finds the cited words: the document's page at its provision, the span marked."""
    return address(citation.document, citation.eid, (citation.start, citation.end))
