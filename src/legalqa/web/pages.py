"""The pages of the documents: one page each, the list of them, and the friendly messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from legalqa.models import Document
from legalqa.web.sheet import blocks, contents
from legalqa.web.strings import Strings
from legalqa.web.typeset import Site, typeset

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo


def document_page(document: Document, site: Site) -> str:
    """One document with what is known of it, its contents and its text."""
    return typeset(
        "document.html",
        site,
        here="documents",
        style="document",
        name=document.title or document.number or document.source.path,
        facts=_facts(document, site.strings),
        document=document,
        blocks=blocks(document),
        contents=contents(document),
    )


def list_page(documents: Sequence[DocumentInfo], site: Site) -> str:
    """The list of the documents."""
    return typeset("documents.html", site, here="documents", style="document", documents=documents)


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
