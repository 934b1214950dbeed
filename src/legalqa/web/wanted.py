"""The address of the duty board ↔ what is wanted: the whole view stands in it, so that it can be shared."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, replace
from urllib.parse import urlencode

from legalqa.exports.selection import Wanted
from legalqa.vietnamese.text import clean
from legalqa.web.typeset import API, DUTIES

#: What ``Wanted`` is called in an address, and the form's two days, which together are ``due``.
PARAMETERS = ("agency", "role", "document", "due", "text")
DAYS = ("from", "to")

#: Characters of a value; a longer one is cut, for no name of an agency is as long.
LONGEST = 200

ROLES = ("lead", "with", "group")


def read_wanted(query: Mapping[str, str]) -> Wanted:
    """What an address asks for; an unknown role asks for nothing."""
    values = {name: clean(query.get(name, "")[:LONGEST]) for name in (*PARAMETERS, *DAYS)}
    first, last = values.pop("from"), values.pop("to")
    if first or last:
        values["due"] = f"{first}..{last}"
    if values["role"] not in ROLES:
        values["role"] = ""
    return Wanted(**values)


def is_tidily_wanted(query: Mapping[str, str]) -> bool:
    """True where an address says what it asks for in the one way that is shared: no empty values, days as one."""
    return not any(name in query for name in DAYS) and all(query.get(name, "…") for name in PARAMETERS)


def wanted_address(wanted: Wanted, **changes: str) -> str:
    """The local path of a view, with these filters set otherwise."""
    query = wanted_query(replace(wanted, **changes))
    return f"{DUTIES}?{query}" if query else DUTIES


def wanted_query(wanted: Wanted) -> str:
    """The filters as an address holds them; "" where there are none."""
    return urlencode({name: value for name, value in asdict(wanted).items() if value})


def export_address(wanted: Wanted, form: str) -> str:
    """The local path of the same duties as a file."""
    query = wanted_query(wanted)
    return f"{API}/duties?{query}{'&' if query else ''}format={form}"


def month_of(year: int, month: int) -> str:
    """The days of a month, as ``Wanted.due`` has them."""
    return f"{year:04d}-{month:02d}-01..{year:04d}-{month:02d}-{monthrange(year, month)[1]}"


def days_of(due: str) -> tuple[str, str]:
    """What the form's two fields of days hold: "2025-01-01.." → ("2025-01-01", "")."""
    first, dots, last = (part.strip() for part in due.partition(".."))
    return first, last if dots else first
