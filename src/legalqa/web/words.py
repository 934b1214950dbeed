"""Words of a document as its page shows them: verbatim text, where it is marked, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """Where the words ``[start, end)`` lead.

    Attributes:
        address: A local path.
        title: What is there.
    """

    start: int
    end: int
    address: str
    title: str
    kind: Literal["agency", "reference"]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts that lead to one place, or to none."""

    parts: tuple[Part, ...]
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A text as shown.

    Attributes:
        marked: The span of ``text`` that is to stand out; none of it where it is empty.
        links: Spans of ``text`` that lead somewhere, ordered and disjoint.
    """

    text: str = ""
    marked: tuple[int, int] = (0, 0)
    links: tuple[Link, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text cut where links begin and end; put together again it is the text."""
        found: list[Piece] = []
        at = 0
        for link in self.links:
            found += self._plain(at, link.start)
            found.append(Piece(self._parts(link.start, link.end), link))
            at = link.end
        return (*found, *self._plain(at, len(self.text)))

    def leading(self, links: Iterable[Link]) -> Words:
        """The same words with these links, which must be disjoint."""
        return replace(self, links=tuple(sorted(links, key=lambda link: link.start)))

    def stripped(self, characters: str | None = None) -> Words:
        """Without these characters at both ends; without white space where none are given. Links are lost."""
        first = len(self.text) - len(self.text.lstrip(characters))
        text = self.text.strip(characters)
        start, end = (min(max(at - first, 0), len(text)) for at in self.marked)
        return Words(text, (start, end))

    def then(self, other: Words) -> Words:
        """These words, a space, the other ones; of two marks one that spans both. Links are lost."""
        if not self.text or not other.text:
            return other if other.text else self
        shift = len(self.text) + 1
        spans = [
            span for span in (self.marked, (other.marked[0] + shift, other.marked[1] + shift)) if span[0] < span[1]
        ]
        marked = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        return Words(f"{self.text} {other.text}", marked)

    def _plain(self, start: int, end: int) -> list[Piece]:
        return [Piece(self._parts(start, end))] if start < end else []

    def _parts(self, start: int, end: int) -> tuple[Part, ...]:
        first, last = (min(max(at, start), end) for at in self.marked)
        cuts = ((start, first, False), (first, last, True), (last, end, False))
        return tuple(Part(self.text[a:b], marked) for a, b, marked in cuts if a < b)
