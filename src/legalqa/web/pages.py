"""The pages of the documents: one page each, the list of them, and the friendly messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legalqa.models import Document
from legalqa.web.linking import Shelf, linked
from legalqa.web.listing import Listing, board_address
from legalqa.web.sheet import blocks, contents, is_titled, read_span
from legalqa.web.strings import Strings
from legalqa.web.typeset import Site, typeset

if TYPE_CHECKING:
    from legalqa.library import Library


def document_page(document: Document, library: Library, site: Site, marked: str = "") -> str:
    """One document with what is known of it, its contents and its text.

    Args:
        document: The document.
        library: Where it is from: its words lead to the other documents, and to the duties of those it names.
        site: How it is shown.
        marked: "120-180": a span of its source that is to stand out; what is none is not heeded.
    """
    documents = library.documents()
    shelf = Shelf(document, documents, library.agencies())
    return typeset(
        "document.html",
        site,
        here="documents",
        style="document",
        more=["find"],
        name=document.title or document.number or document.source.path,
        facts=_facts(document, site.strings),
        document=document,
        duties=next((info.duties for info in documents if info.id == document.id), 0),
        board=board_address(document.id),
        titled=is_titled(document),
        blocks=linked(blocks(document, read_span(marked, document)), shelf, site.strings),
        contents=contents(document),
    )


def list_page(listing: Listing, site: Site) -> str:
    """The list of the documents, with the fields to choose by."""
    s = site.strings
    labels = {"kind": s.kind, "issuer": s.issuer, "year": s.year, "status": s.status}
    return typeset("documents.html", site, here="documents", style="document", list=listing, labels=labels)


def message_page(heading: str, text: str, site: Site) -> str:
    """A page that says why there is no other."""
    return typeset("message.html", site, here="", style="document", heading=heading, text=text)


def _facts(document: Document, s: Strings) -> list[tuple[str, str]]:
    """What the text or the catalog states of the document, by name; nothing else."""
    stated = [
        (s.kind, document.kind),
        (s.number, document.number),
        (s.date, s.day(document.date) if document.date else None),
        (s.issuer, document.issuer),
        (s.signer, document.signer),
        (s.status, document.status),
        (s.file, document.source.path),
    ]
    return [(name, value) for name, value in stated if value]
