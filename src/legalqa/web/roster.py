"""Library → the agencies that have duties, with how many: what the duty board lets one pick from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from legalqa.scan import own_ids

if TYPE_CHECKING:
    from legalqa.library import Library


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


def roster(library: Library) -> tuple[Listed, ...]:
    """The agencies with duties, those with most tasks first; a body has the tasks of those whose work it took over."""
    return _roster(library, library.generation())


@lru_cache(maxsize=1)
def _roster(library: Library, _generation: int) -> tuple[Listed, ...]:
    places: dict[str, set[tuple[str, int, int]]] = {}
    for duty in library.duties():
        places.setdefault(duty.agency, set()).add(duty.place)
    present = library.agencies()
    found = []
    for agency in present.values():
        tasks = set[tuple[str, int, int]]().union(*(places[id] for id in own_ids([agency], present)))
        also = (*agency.abbreviations, *agency.aliases, *agency.english)
        found.append(Listed(agency.id, agency.name, agency.kind, also, len(tasks)))
    return tuple(sorted(found, key=lambda listed: (-listed.tasks, listed.name)))
