"""Which documents are asked: what there is to choose from, what a page chose, and how that is told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legalqa.models import EVERYTHING, Narrowing, document_name
from legalqa.scan import newest_first
from legalqa.scope import chosen, offered
from legalqa.vietnamese.text import capital
from legalqa.web.typeset import Site, typeset

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo

#: Characters of a document's name in the list, and of a choice that a page sends.
LONGEST_NAME, LONGEST_CHOICE = 70, 2000

#: How an address, and the API, call the fields of ``Narrowing``.
NAMES = {
    "document": "documents", "kind": "kinds", "issuer": "issuers", "place": "places", "status": "statuses", "year": "years",
    "agency": "agencies",
}  # fmt: skip

#: The fields that a page shows, the wider ones first: what is chosen in one leaves fewer values to those behind it.
_FIELDS = ("kinds", "issuers", "years", "statuses", "agencies")


@dataclass(frozen=True, slots=True)
class Field:
    """A field to choose by: its name in ``Narrowing``, what it is called, its values."""

    name: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A document to choose: its id, its name, and the values that it has of each field that is shown."""

    id: str
    name: str
    values: Mapping[str, Sequence[str]]


def chooser(documents: Sequence[DocumentInfo], site: Site) -> str:
    """The control as HTML; "" where the library leaves nothing to choose."""
    ordered = sorted(documents, key=newest_first)
    if len(ordered) < 2:
        return ""
    s = site.strings
    labels = {"kinds": s.kind, "issuers": s.issuer, "years": s.year, "statuses": s.status, "agencies": s.tasked}
    has: dict[str, dict[str, list[str]]] = {info.id: {} for info in ordered}
    there = offered(ordered)
    fields = []
    for name in _FIELDS:
        values = getattr(there, name)
        having = [(str(value), chosen(Narrowing(**{name: (value,)}), ordered)) for value in values]
        if not any(0 < len(those) < len(ordered) for _, those in having):
            continue  # no value tells documents apart
        fields.append(Field(name, labels[name], tuple(value for value, _ in having)))
        for value, those in having:
            for info in those:
                has[info.id].setdefault(name, []).append(value)
    listed = [Listed(info.id, name_to_choose(info), has[info.id]) for info in ordered]
    return typeset("chooser.html", site, fields=fields, documents=listed)


def read_choice(sent: object) -> Narrowing:
    """What a page sends as its choice; what is no choice chooses nothing. Values that no document has stay, to be told."""
    if not isinstance(sent, str) or len(sent) > LONGEST_CHOICE:
        return EVERYTHING
    try:
        return Narrowing.from_json(json.loads(sent or "{}"))
    except (ValueError, RecursionError):
        return EVERYTHING


def sent_choice(narrowing: Narrowing) -> str:
    """A choice as ``read_choice`` reads it; "" for all documents."""
    choice = narrowing.to_json()
    return json.dumps(choice, ensure_ascii=False) if choice else ""


def told_choice(narrowing: Narrowing, documents: Mapping[str, DocumentInfo]) -> str:
    """What is chosen, in words: "Kế hoạch, 2023"; documents that are there by their names alone."""
    names = [name_to_choose(documents[id]) if id in documents else id for id in narrowing.documents]
    if names and len(chosen(narrowing, list(documents.values()))) == len(names):
        return ", ".join(names)
    others = [getattr(narrowing, field) for field in ("kinds", "issuers", "places", "years", "statuses", "agencies")]
    return ", ".join([*(str(value) for values in others for value in values), *names])


def name_to_choose(info: DocumentInfo) -> str:
    """A document's name in a list to choose from."""
    return capital(document_name(info, longest=LONGEST_NAME))
