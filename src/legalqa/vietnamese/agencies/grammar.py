"""Bodies addressed together, and with them the whole grammar of how bodies are written."""

from __future__ import annotations

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data, known
from legalqa.vietnamese.agencies.lexicon import gather
from legalqa.vietnamese.agencies.names import Body
from legalqa.vietnamese.agencies.naming import Naming

#: Nouns between which a comma is often left out: "các sở ban ngành".
_ADJACENT = frozenset(
    (("sở", "ban"), ("ban", "ngành"), ("sở", "ngành"), ("cơ quan", "đơn vị"), ("phường", "xã"), ("xã", "phường"))
)


class Grammar(Naming):
    """Places, names of the tables, names told by their head word, and groups."""

    def group(self, index: int, *, titled: bool = False) -> Body | None:
        """Bodies addressed together: "các sở, ban, ngành tỉnh", "cơ quan, đơn vị có liên quan"."""
        plural = self.lexicon.plurals.longest(self.keys, index)
        at = plural[0] if plural else index
        nouns, end, alone, related = self._nouns(at)
        if not nouns or self.guarded(at):
            return None
        if not plural and self._addressed(nouns, index, end):
            return self._qualified(nouns, end, related)
        if not (plural or alone or titled or len(nouns) > 1):
            return None
        if not (plural or titled) and self._within_name(index):
            return None
        if nouns == ["cá nhân"] or self._mere_place(nouns, index, addressed=bool(plural)):
            return None
        return self._qualified(nouns, end, related)

    def _addressed(self, nouns: list[str], index: int, end: int) -> bool:
        """True for nouns without "các" that a cell, heading or question is about: "Doanh nghiệp", "Xã, phường phải …"."""
        if index > 0 and not (self.typed and self.key(index - 1) == self.lexicon.norm("của")):
            return False
        if set(nouns) <= self.lexicon.vague or (len(nouns) == 1 and " " not in nouns[0]):
            return False
        return self.typed or (self.text.capital(index) and (end == self.size or self.key(end) in (":", ";", ".")))

    def _mere_place(self, nouns: list[str], index: int, *, addressed: bool) -> bool:
        places = self.lexicon.place_nouns
        if set(nouns) <= places and (not addressed or self.key(index - 1) in self.lexicon.place_before):
            return True
        return nouns[0] in places and not addressed

    def _nouns(self, at: int) -> tuple[list[str], int, bool, bool]:
        """The nouns listed from here, where they end, whether one stands without "các", and whether one says "liên quan"."""
        nouns: list[str] = []
        end, alone, related = at, False, False
        while step := self._noun(at):
            adjacent = bool(nouns) and self.key(at - 1) not in self.lexicon.joins
            if adjacent and (at != end or (nouns[-1], step[1]) not in _ADJACENT):
                break
            end, noun, strong = step
            alone = alone or (strong and not nouns)
            nouns.append(noun)
            at = end
            if found := self.lexicon.related.longest(self.keys, at):
                end, related = found[0], True
                at = end
            at += self.key(at) in self.lexicon.joins and at < self.size and not self.text.dashed[at]
        return nouns, end, alone, related

    def _noun(self, at: int) -> tuple[int, str, bool] | None:
        found = self.lexicon.nouns.longest(self.keys, at)
        if found is None or self.text.dashed[at]:
            return None
        end, (noun, strong) = found
        if self.key(end) in self.lexicon.not_nouns.get(noun, ()):
            return None
        if noun == "tổ chức" and self.key(at - 1) in self.lexicon.joins and self._acts(end):
            return None
        if self._is_acronym(end) and (end + 1 == self.size or self.key(end + 1) in self.lexicon.joins):
            end += 1
        longer = self.named(at) or (self.unknown(at) if self.text.capital(at) else None)
        if longer and longer.end > end and longer.agency.kind != "group":
            return None
        return end, noun, strong

    def _is_acronym(self, at: int) -> bool:
        """True for a word such as "IoT" behind a noun: whose services or goods."""
        word = self.text.text[self.text.starts[at] : self.text.ends[at]] if at < self.size else ""
        return not self.typed and sum(char.isupper() for char in word) > 1

    def _acts(self, at: int) -> bool:
        """True where a verb follows: ", tổ chức triển khai" is no body."""
        return bool(self.lexicon.stops.at(self.keys, at)) and not self.lexicon.related.at(self.keys, at)

    def _qualified(self, nouns: list[str], end: int, related: bool) -> Body:
        """The group with "có liên quan", "tỉnh", "trên địa bàn tỉnh", "thuộc UBND tỉnh" after its nouns."""
        own = False
        for _ in range(3):
            if end < self.size and self.text.dashed[end]:
                break
            if found := self.lexicon.related.longest(self.keys, end):
                end, related = found[0], True
            elif found := self.lexicon.owned.longest(self.keys, end):
                end, own = found[0], True
            elif found := self.lexicon.qualifiers.longest(self.keys, end):
                end = found[0]
            elif place := self.place(end):
                end = place.end
            else:
                break
        owner = self._owner(end)
        if owner and owner.agency.id != "ubnd-tinh":
            return Body(owner.end, _parts(nouns, owner.agency))
        if own and owner is None:
            return Body(end, _parts(nouns, None))
        return Body(owner.end if owner else end, self._gathered(nouns, related))

    def _gathered(self, nouns: list[str], related: bool) -> Agency:
        listed = list(dict.fromkeys(nouns))
        chosen = self.lexicon.group_ids.get((frozenset(listed), related))
        if chosen:
            return known()[chosen]
        listed.sort(key=list(data.nouns()).index)  # one id, however a text orders its list
        name = "các " + ", ".join(listed) + (" liên quan" if related else "")
        return Agency(id=data.slug(name), name=name, kind="group", members=gather(listed))


def _parts(nouns: list[str], owner: Agency | None) -> Agency:
    """Units of one body ("các đơn vị thuộc Sở Y tế"): a group whose members no table knows."""
    name = "các " + ", ".join(dict.fromkeys(nouns)) + (f" thuộc {owner.name}" if owner else " trực thuộc")
    return Agency(id=data.slug(name), name=name, kind="group", parent=owner.id if owner else None)
