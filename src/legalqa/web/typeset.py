"""Values → HTML: the templates, with every value escaped, and the addresses of the pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
STATIC = "/giao-dien"
DOCUMENTS = "/van-ban/"


def typeset(template: str, **values: Any) -> str:
    """The template of that name, filled in; text from questions and documents is escaped by it, never before."""
    return _environment().get_template(template).render(**values)


def address(document: str, eid: str = "") -> str:
    """The local address of a document's page, at the provision where one is named."""
    return DOCUMENTS + quote(document) + (f"#{quote(eid)}" if eid else "")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(address=address, static=STATIC, documents_address=DOCUMENTS)
    return environment
