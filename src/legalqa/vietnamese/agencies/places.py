"""Where a body is or of which level: "tỉnh Đồng Tháp", "các xã, phường", "cấp huyện".

Every rule of the grammar reads at a syllable and gives where its phrase ends, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legalqa.vietnamese.agencies.lexicon import Lexicon
from legalqa.vietnamese.agencies.syllables import Syllables

_ROMAN = re.compile("[IVX]+")
_LONGEST_PLACE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body is or of which level: the place's end and its level."""

    end: int
    level: str


class Places:
    """Places over one text. ``typed``: a question, where capitals mean nothing; ``bare``: typed without diacritics."""

    def __init__(self, text: Syllables, lexicon: Lexicon, *, typed: bool = False, bare: bool = False) -> None:
        self.text = text
        self.keys = text.keys
        self.size = len(text.keys)
        self.lexicon = lexicon
        self.typed = typed
        self.bare = bare

    def key(self, index: int) -> str:
        """The key at a syllable, "" past the ends."""
        return self.keys[index] if 0 <= index < self.size else ""

    def place(self, index: int) -> Place | None:
        """A place: "tỉnh Đồng Tháp", "các xã, phường", "cấp huyện, cấp xã", "trên địa bàn Thành phố", "Hà Nội"."""
        if index >= self.size or self.text.dashed[index]:
            return None
        link = self.lexicon.links.longest(self.keys, index)
        at = link[0] if link else index
        named = self._province(at)
        if named:
            return Place(named, "province")
        return self._units(at, ranked=bool(link) and self.key(at - 1) == self.lexicon.norm("cấp"))

    def _units(self, at: int, *, ranked: bool) -> Place | None:
        levels: list[tuple[str, str]] = []
        end = 0
        while at < self.size and len(levels) < 6:
            step = self._unit(at, ranked=ranked)
            if step is None:
                break
            if levels and step[2] == "local":
                break
            end, unit, level = step
            levels.append((unit, level))
            at = end
            if self.key(at) in self.lexicon.joins:
                at += 1
            elif self.lexicon.places.longest(self.keys, at) is None:
                break
        return Place(end, _level(levels)) if levels else None

    def _unit(self, at: int, *, ranked: bool) -> tuple[int, str, str] | None:
        """One unit with its count before and its name after it: "các xã", "04 xã", "tỉnh Đồng Tháp", "cấp huyện"."""
        lexicon = self.lexicon
        found = lexicon.places.longest(self.keys, at)
        if found is None and (self.key(at) in lexicon.plural_words or self.key(at).isdigit()):
            at += 1
            found = lexicon.places.longest(self.keys, at)
        if found is None:
            ranked = ranked or self.key(at) == lexicon.norm("cấp")
            at += self.key(at) == lexicon.norm("cấp")
            found = lexicon.ranks.longest(self.keys, at) if ranked else None
        if found is None:
            return None
        end, level = found
        if at < self.size and self.text.dashed[at] and not self.text.glued[at]:
            return None
        unit = " ".join(self.keys[at:end])
        if self.key(end) in lexicon.not_places.get(unit, ()):
            return None
        if self.key(end) == "." and unit == "tp":
            end += 1
        return self._named_place(end, unit, level), unit, level

    def _named_place(self, end: int, unit: str, level: str) -> int:
        """Past the unit's own name; provinces are a closed list, so a person's name after "UBND tỉnh" is none."""
        if level == "all":
            return end
        if level == "province" and unit == self.lexicon.norm("tỉnh"):
            return self._province(end) or end
        return self._proper(end)

    def _province(self, at: int) -> int | None:
        found = self.lexicon.provinces.longest(self.keys, at)
        if found and (self.typed or self.text.capital(at)) and not (at < self.size and self.text.dashed[at]):
            return found[0]
        return None

    def _proper(self, at: int) -> int:
        """The end of a place's own name after its unit: "Đồng Tháp", "An Hòa", "5"; ``at`` itself for none."""
        province = self._province(at)
        if province:
            return province
        if self.key(at).isdigit() and not self.text.dashed[at] and self.key(at + 1) != ".":
            return at + 1
        if at < self.size and _ROMAN.fullmatch(self.text.text[self.text.starts[at] : self.text.ends[at]]):
            return at + 1
        end = at
        while end < self.size and end - at < _LONGEST_PLACE and self._proper_word(end):
            end += 1
        return end if end - at > 1 else at

    def _proper_word(self, at: int) -> bool:
        text = self.text
        if not text.word(at) or not text.capital(at) or text.capitals(at) or text.dashed[at]:
            return False
        return not self._opens(at)

    def _opens(self, at: int) -> bool:
        """True where a body or a title begins."""
        lexicon = self.lexicon
        return any(phrases.at(self.keys, at) for phrases in (lexicon.names, lexicon.heads, lexicon.titles))

    def _within_name(self, index: int) -> bool:
        """True inside a name of a person or place: "Lê Trường Sơn", "vịnh Xuân Đài"."""
        text = self.text
        return index > 1 and text.capital(index) and text.capital(index - 1) and text.word(index - 2)


def _level(levels: list[tuple[str, str]]) -> str:
    """The level that a list of units means: "huyện, thị xã, thành phố" is the district's, "xã và huyện" is "local"."""
    found = {level for _, level in levels} - {"nation"}
    if not found:
        return ""
    if "all" in found:
        return "all"
    if "district" in found and "province" in found and all(not unit.endswith(("tỉnh", "tinh")) for unit, _ in levels):
        found.discard("province")
    if found == {"district", "commune"}:
        return "local"
    if len(found) > 1:
        return "all"
    return found.pop()
