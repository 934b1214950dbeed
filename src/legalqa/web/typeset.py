"""Values → HTML: the templates, with every value escaped, and the addresses of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from legalqa.web.strings import LANGUAGES, VI, Language, Strings

HERE = Path(__file__).parent
STATIC = "/giao-dien"
DOCUMENTS = "/van-ban/"
DUTIES = "/nhiem-vu/"
API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Site:
    """How the pages are shown to one reader: in which language, and below which path of the address."""

    strings: Strings = VI
    root: str = ""

    def at(self, path: str) -> str:
        """A local path as the reader's browser must ask for it; what is no local path stays."""
        return self.root + path if path.startswith("/") else path

    def speaking(self, language: Language) -> Site:
        """The same site in this language."""
        return Site(LANGUAGES[language], self.root)

    @property
    def other(self) -> Strings:
        """The language that a reader may change to."""
        return next(strings for strings in LANGUAGES.values() if strings.language != self.strings.language)


def typeset(template: str, site: Site, **values: Any) -> str:
    """The template of that name, filled in; text from questions and documents is escaped by it, never before."""
    return _environment().get_template(template).render(s=site.strings, site=site, at=site.at, **values)


def address(document: str, eid: str = "", span: tuple[int, int] | None = None) -> str:
    """The local path of a document's page, at the provision where one is named, a span of the source marked where one is given."""
    marked = f"?doan={span[0]}-{span[1]}" if span else ""
    return DOCUMENTS + quote(document) + marked + (f"#{quote(eid)}" if eid else "")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    places = {"static": STATIC, "documents_address": DOCUMENTS, "duties_address": DUTIES, "api": API}
    environment.globals.update(address=address, **places)
    return environment
