"""The pages beside the chat: the documents, the list of them, the duty board, and the friendly messages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legalqa.exports.selection import Wanted
from legalqa.models import Document
from legalqa.web.board import Board
from legalqa.web.linking import Shelf, linked
from legalqa.web.listing import Listing
from legalqa.web.sheet import blocks, contents, is_titled, read_span
from legalqa.web.strings import Strings
from legalqa.web.typeset import Site, typeset
from legalqa.web.wanted import days_of, export_address, month_of, wanted_address, wanted_query

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
        board=wanted_address(Wanted(document=document.id)),
        titled=is_titled(document),
        blocks=linked(blocks(document, read_span(marked, document)), shelf, site.strings),
        contents=contents(document),
    )


def list_page(listing: Listing, site: Site) -> str:
    """The list of the documents, with the fields to choose by."""
    s = site.strings
    labels = {"kind": s.kind, "issuer": s.issuer, "year": s.year, "status": s.status}
    return typeset("documents.html", site, here="documents", style="document", list=listing, labels=labels)


def board_page(board: Board, site: Site) -> str:
    """The duty board: an overview, or the tasks that were asked for."""
    s, wanted = site.strings, board.wanted
    return typeset(
        "board.html",
        site,
        here="duties",
        style="board",
        query=wanted_query(wanted),
        board=board,
        days=days_of(wanted.due),
        filters=_filters(board, s),
        roles=_roles(board, s),
        view=lambda **changes: site.at(wanted_address(wanted, **changes)),
        only=lambda **filters: site.at(wanted_address(Wanted(**filters))),
        download=lambda form: site.at(export_address(wanted, form)),
        month_of=month_of,
    )


def message_page(heading: str, text: str, site: Site) -> str:
    """A page that says why there is no other."""
    return typeset("message.html", site, here="", style="document", heading=heading, text=text)


def _filters(board: Board, s: Strings) -> list[tuple[str, str, str]]:
    """The filters that are set, beside agency and role: what each is called, its value in words, its parameter."""
    wanted = board.wanted
    first, last = days_of(wanted.due)
    days = " – ".join(_day(day, s) or "…" for day in dict.fromkeys((first, last))) if wanted.due else ""
    named = dict(board.documents).get(board.chosen, wanted.document) if wanted.document else ""
    found = [
        (s.document, named, "document"),
        (s.board_due, days, "due"),
        (s.board_text, f"“{wanted.text}”" if wanted.text else "", "text"),
    ]
    return [one for one in found if one[1]]


def _day(day: str, s: Strings) -> str:
    try:
        return s.day(dt.date.fromisoformat(day))
    except ValueError:
        return day


def _roles(board: Board, s: Strings) -> list[tuple[str, str, int]]:
    """The roles to filter by: value, name, number of tasks."""
    counts = board.counts
    return [
        ("", s.board_any_role if board.agencies else s.any, counts.tasks),
        ("lead", s.board_lead, counts.lead),
        ("with", s.board_with, counts.taking_part),
        ("group", s.board_group, counts.group),
    ]


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
