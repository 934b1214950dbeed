"""The bodies of Vietnam's administration: who they are, who followed them, and which groups address them.

``known``, ``current``, ``groups_of`` and ``covers`` answer from the tables; ``mentions.mentions`` reads them in a text and
``mentions.find`` in a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data

__all__ = ["covers", "current", "groups_of", "known", "selected"]


@cache
def known() -> Mapping[str, Agency]:
    """Every agency of the tables by id, groups with their members."""
    found = {entry.agency.id: entry.agency for entry in data.bodies()}
    for entry in data.groups():
        agency = entry.agency
        found[agency.id] = agency if agency.members else replace(agency, members=_members(agency.name))
    return MappingProxyType(found)


def _members(name: str) -> tuple[str, ...]:
    from legalqa.vietnamese.agencies.lexicon import written  # the grammar of groups stands on this table

    return written().members_of(name)


def current(agency_id: str) -> Agency:
    """The body that holds the agency's work today: its last successor, or itself.

    Raises:
        KeyError: No table knows the id.
    """
    agency = known()[agency_id]
    while agency.successor:
        agency = known()[agency.successor]
    return agency


def selected(member: str) -> tuple[str, ...]:
    """The ids that a member of a group stands for: an id itself, "kind:so", "kind:ubnd@commune" or "all"."""
    if not member.startswith("kind:"):
        return (member,)
    kind, _, level = member.removeprefix("kind:").partition("@")
    return tuple(a.id for a in known().values() if a.kind == kind and (not level or a.level == level))


def covers(group: Agency, agency: Agency) -> bool:
    """True where what is told to the group is told to the agency: by id, by kind and level, or because it means all bodies."""
    return any(_is_member(member, agency) for member in group.members)


def _is_member(member: str, agency: Agency) -> bool:
    if member == "all":
        return agency.kind != "group" and agency.level != "central"
    if not member.startswith("kind:"):
        return member == agency.id
    kind, _, level = member.removeprefix("kind:").partition("@")
    return agency.kind == kind and (not level or agency.level == level)


@cache
def groups_of(agency_id: str) -> tuple[str, ...]:
    """Ids of the known groups that address the agency.

    Raises:
        KeyError: No table knows the id.
    """
    agency = known()[agency_id]
    return tuple(other.id for other in known().values() if other.id != agency_id and covers(other, agency))
