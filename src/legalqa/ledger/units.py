"""A provision's own words, with the way back to the source."""

from __future__ import annotations

from dataclasses import dataclass

from legalqa.models import Provision
from legalqa.vietnamese import markers
from legalqa.vietnamese.text import Shown, shown_with_offsets


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision's own words behind its marker, as shown, with the way back to the source."""

    node: Provision
    view: Shown
    skip: int

    @property
    def text(self) -> str:
        """What a reader sees behind the marker."""
        return self.view.text[self.skip :]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the source of ``text[start:end]``."""
        return self.view.span(self.skip + start, self.skip + end)

    @property
    def whole(self) -> tuple[int, int]:
        """The span in the source of all of the text."""
        return self.view.span(self.skip, len(self.view.text))


def read_unit(source: str, node: Provision) -> Unit | None:
    """The provision's own words in its source's text; None where it has none."""
    view = shown_with_offsets(source, node.start, node.own_end)
    if not view.text:
        return None
    found = markers.read(view.text) if node.marker else ()
    skip = len(found[0].text) if found else 0
    while skip < len(view.text) and view.text[skip] in " .)":
        skip += 1
    return Unit(node, view, skip) if skip < len(view.text) else None
