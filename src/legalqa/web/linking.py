"""Blocks of a document → the same blocks with links: to the duties of the bodies it names, to the documents it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legalqa.exports.selection import Wanted
from legalqa.models import FRAME, Agency, Document, document_name
from legalqa.vietnamese.agencies.mentions import mentions
from legalqa.vietnamese.references import Reference, number_key, references
from legalqa.vietnamese.text import capital, fold
from legalqa.web.sheet import Block
from legalqa.web.strings import Strings
from legalqa.web.typeset import address
from legalqa.web.wanted import wanted_address
from legalqa.web.words import Link, Words

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

# Bodies of a province and below: each numbers its own documents, so that a number alone does not say whose it is.
_LOCAL = re.compile(r"\w*(?:ubnd|hdnd)|[thd]?u|s[a-z]{1,5}")
_FRAMES = frozenset(kind.value for kind in FRAME)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a document's words may lead to.

    Attributes:
        document: The document that is read.
        documents: All documents.
        agencies: The bodies that have duties, by id.
    """

    document: Document
    documents: Sequence[DocumentInfo]
    agencies: Mapping[str, Agency]

    def cited(self, reference: Reference) -> DocumentInfo | None:
        """The document that a reference means; None where it is not there, not sure, or the one that is read."""
        wanted = number_key(reference.number)
        found = [
            info
            for info in self.documents
            if info.number and number_key(info.number) == wanted and _may_be(info, reference, self.document)
        ]
        return found[0] if len(found) == 1 and found[0].id != self.document.id else None


def linked(blocks: Iterable[Block], shelf: Shelf, strings: Strings) -> tuple[Block, ...]:
    """The blocks with their links; of the bodies each is linked where a provision names it first."""
    return tuple(_linked(block, shelf, strings) for block in blocks)


def _linked(block: Block, shelf: Shelf, strings: Strings) -> Block:
    named: set[str] = set()
    framed = block.kind in _FRAMES

    def leading(words: Words) -> Words:
        cited = list(_references(words.text, shelf))
        taken = [(link.start, link.end) for link in cited]
        bodies = () if framed else _agencies(words.text, shelf, strings, named, taken)
        return words.leading([*cited, *bodies])

    return replace(
        block,
        words=leading(block.words),
        lines=tuple(replace(line, words=leading(line.words)) for line in block.lines),
        cells=tuple(leading(cell) for cell in block.cells),
        children=linked(block.children, shelf, strings),
    )


def _references(text: str, shelf: Shelf) -> Iterator[Link]:
    for reference in references(text):
        if info := shelf.cited(reference):
            name = capital(info.title or document_name(info))
            yield Link(reference.start, reference.end, address(info.id), name, "reference")


def _agencies(
    text: str, shelf: Shelf, strings: Strings, named: set[str], taken: Sequence[tuple[int, int]]
) -> Iterator[Link]:
    """Links to the bodies that are not yet ``named``, which grows by them."""
    for mention in mentions(text) if shelf.agencies else ():
        agency = shelf.agencies.get(mention.agency.id)
        free = all(mention.end <= start or end <= mention.start for start, end in taken)
        if agency and agency.kind != "group" and agency.id not in named and free:
            named.add(agency.id)
            title = strings.duties_of.format(agency=agency.name)
            yield Link(mention.start, mention.end, wanted_address(Wanted(agency=agency.name)), title, "agency")


def _may_be(info: DocumentInfo, reference: Reference, citing: Document) -> bool:
    """False where what is known of a document of the number cited speaks against it: its kind, its date, its place."""
    if reference.kind and info.kind and not _is_kind(info.kind, reference.kind):
        return False
    if reference.date and info.date:
        return reference.date == info.date
    if citing.date and info.date and info.date > citing.date and info.id != citing.id:
        return False
    local = any(_LOCAL.fullmatch(part) for part in number_key(reference.number)[1:])
    return not (local and citing.place and info.place) or fold(citing.place or "") == fold(info.place or "")


def _is_kind(kind: str, other: str) -> bool:
    """True for one kind, also where one of the two is named for short: "Chương trình", "Chương trình hành động"."""
    one, two = fold(kind), fold(other)
    return one.startswith(two) or two.startswith(one)
