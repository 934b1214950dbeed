"""The address of the list of documents ↔ what it asks for, and the documents that fit: the whole view can be shared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from legalqa.errors import IndexProblem, LegalqaError
from legalqa.exports.selection import Wanted, select
from legalqa.models import Duty, Narrowing
from legalqa.scan import newest_first
from legalqa.scope import chosen, offered
from legalqa.vietnamese.text import clean, fold, is_bare, key
from legalqa.web.choosing import NAMES
from legalqa.web.typeset import DOCUMENTS
from legalqa.web.wanted import wanted_address

if TYPE_CHECKING:
    from legalqa.library import DocumentInfo, Library

#: Characters of a value in an address; a longer one is cut.
LONGEST = 200

#: The fields with a list of values, and what ``Narrowing`` calls them.
CHOICES = {name: NAMES[name] for name in ("kind", "issuer", "year", "status")}


@dataclass(frozen=True, slots=True)
class View:
    """What the list is asked for; an empty value lets all through.

    Attributes:
        kind, issuer, year, status: As the documents have them, with or without diacritics.
        agency: The name of a body that they give duties to, as people write it.
        q: Words of their titles and numbers.
    """

    kind: str = ""
    issuer: str = ""
    year: str = ""
    status: str = ""
    agency: str = ""
    q: str = ""

    @property
    def narrowing(self) -> Narrowing:
        """What the lists of values choose."""
        kinds, issuers, statuses = ((value,) if value else () for value in (self.kind, self.issuer, self.status))
        years = (int(self.year),) if self.year else ()
        return Narrowing(kinds=kinds, issuers=issuers, statuses=statuses, years=years)

    def __bool__(self) -> bool:
        """True where it asks for less than all documents."""
        return any(asdict(self).values())


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with a list of values; ``gone`` is what was chosen and no document has."""

    name: str
    values: tuple[str, ...]
    chosen: str = ""
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A document in the list; ``duties`` counts the tasks it gives, to the body that was asked for, or at all."""

    info: DocumentInfo
    duties: int
    board: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The list.

    Attributes:
        choices: The fields that tell documents apart.
        agencies: Names of the bodies with duties, as suggestions.
        total: How many documents there are.
        problem: Why no body was found by the name that was asked for; "" where one was, or none was asked for.
    """

    view: View
    choices: tuple[Choice, ...]
    agencies: tuple[str, ...]
    items: tuple[Item, ...]
    total: int
    problem: str = ""


def read_view(query: Mapping[str, str]) -> View:
    """What an address asks for; what is no year is none."""
    values = {name: clean(query.get(name, "")[:LONGEST]) for name in View.__dataclass_fields__}
    if not re.fullmatch(r"[0-9]{4}", values["year"]):
        values["year"] = ""
    return View(**values)


def is_tidy(query: Mapping[str, str]) -> bool:
    """False where a form sent its empty fields too."""
    return all(query.get(name, "…") for name in View.__dataclass_fields__)


def view_address(view: View) -> str:
    """The local path of the list with this view."""
    query = urlencode({name: value for name, value in asdict(view).items() if value})
    return f"{DOCUMENTS}?{query}" if query else DOCUMENTS


def listing(view: View, library: Library) -> Listing:
    """The documents that fit the view, newest first, with what there is to choose from."""
    everything = sorted(library.documents(), key=newest_first)
    counts = {info.id: info.duties for info in everything}
    problem = ""
    if view.agency:
        try:
            counts = _tasks(select(Wanted(agency=view.agency), library).duties)
        except IndexProblem:
            raise
        except LegalqaError as error:
            counts, problem = {}, str(error)
    found = [info for info in chosen(view.narrowing, everything) if _has_words(info, view.q)]
    return Listing(
        view=view,
        choices=tuple(_choices(view, everything)),
        agencies=tuple(sorted({a.name for a in library.agencies().values() if a.kind != "group"}, key=fold)),
        items=tuple(
            Item(info, counts.get(info.id, 0), wanted_address(Wanted(agency=view.agency, document=info.id)))
            for info in found
            if not view.agency or info.id in counts
        ),
        total=len(everything),
        problem=problem,
    )


def _tasks(duties: Iterable[Duty]) -> dict[str, int]:
    """How many tasks each document gives; what several share is one."""
    return Counter(document for document, _, _ in {duty.place for duty in duties})


def _choices(view: View, documents: Sequence[DocumentInfo]) -> Iterable[Choice]:
    """The fields that tell documents apart, and those that were chosen by."""
    there = offered(documents)
    for name, field in CHOICES.items():
        values = tuple(map(str, getattr(there, field)))
        asked = getattr(view, name)
        fit = chosen(View(**{name: asked}).narrowing, documents) if asked else []
        written = str(getattr(offered(fit), field)[0]) if fit else ""
        if asked or any(len(chosen(View(**{name: value}).narrowing, documents)) < len(documents) for value in values):
            yield Choice(name, values, written, "" if written else asked)


def _has_words(info: DocumentInfo, asked: str) -> bool:
    form = fold if is_bare(asked) else key
    there = form(" ".join(filter(None, (info.title, info.number, info.kind, info.path))))
    return all(word in there for word in form(asked).split())
