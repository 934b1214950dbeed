"""Library → the agencies that have duties, with how many: what the duty board lets one pick from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from legalqa.models import Duty
from legalqa.scan import own_ids

if TYPE_CHECKING:
    from legalqa.library import Library

#: A task's place: its document and span. Several duties share one.
Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """An agency to pick.

    Attributes:
        id: Its id.
        name: Its name in full.
        kind: What kind of body it is; "group" for a group of bodies.
        also: Other ways to write it.
        tasks: How many tasks it is given.
    """

    id: str
    name: str
    kind: str
    also: tuple[str, ...]
    tasks: int

    @property
    def is_group(self) -> bool:
        """True for a group of bodies."""
        return self.kind == "group"


def place_of(duty: Duty) -> Place:
    """Where the duty's task stands."""
    return duty.document, duty.start, duty.end


def roster(library: Library) -> tuple[Listed, ...]:
    """The agencies with duties, those with most tasks first; a body has the tasks of those whose work it took over."""
    return _roster(library, library.generation())


@lru_cache(maxsize=1)
def _roster(library: Library, _generation: int) -> tuple[Listed, ...]:
    places: dict[str, set[Place]] = {}
    for duty in library.duties():
        places.setdefault(duty.agency, set()).add(place_of(duty))
    present = library.agencies()
    found = []
    for agency in present.values():
        tasks = set[Place]().union(*(places[id] for id in own_ids([agency], present)))
        also = (*agency.abbreviations, *agency.aliases, *agency.english)
        found.append(Listed(agency.id, agency.name, agency.kind, also, len(tasks)))
    return tuple(sorted(found, key=lambda listed: (-listed.tasks, listed.name)))
