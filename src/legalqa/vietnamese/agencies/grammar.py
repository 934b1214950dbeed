"""How bodies are written: a place after a name, a list of nouns, a name that no table knows.

Every rule reads at a syllable and gives where its phrase ends, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data, known
from legalqa.vietnamese.agencies.lexicon import Lexicon, Name, gather
from legalqa.vietnamese.agencies.syllables import Syllables
from legalqa.vietnamese.interrogatives import only_asks

_ROMAN = re.compile("[IVX]+")
_LONGEST_TAIL = 14
_LONGEST_PLACE = 4
#: Nouns between which a comma is often left out: "các sở ban ngành".
_ADJACENT = frozenset(
    (("sở", "ban"), ("ban", "ngành"), ("sở", "ngành"), ("cơ quan", "đơn vị"), ("phường", "xã"), ("xã", "phường"))
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body is or of which level: the place's end and its level."""

    end: int
    level: str


@dataclass(frozen=True, slots=True)
class Body:
    """A recognised body: the syllable after it, who it is, and what lists need to go on.

    Attributes:
        name: What a table says of the phrase, where the level of a later place may still choose ("HĐND, UBND tỉnh").
        level: The level its place says, "" without a place.
        shared: The head that following names may share ("Sở"), "" for none.
        listed: The head opened a list ("các Sở", "Sở:").
    """

    end: int
    agency: Agency
    name: Name | None = None
    level: str = ""
    shared: str = ""
    listed: bool = False


class Grammar:
    """The rules over one text. ``typed``: a question, where capitals mean nothing."""

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

    # Places

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
        return end if level == "all" else self._proper(end), unit, level

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

    # Names of the tables

    def named(self, index: int) -> Body | None:
        """A body of the tables, with "các" before and its place after it."""
        start = index
        if self.key(index) in self.lexicon.plural_words and not self.lexicon.names.at(self.keys, index):
            start += 1
        if self._guarded(start) or (self.text.glued[index] and self.text.capitals(index)):
            return None
        while start + 1 < self.size and self.keys[start] == self.keys[start + 1] and self.text.word(start):
            start += 1
        listed = start > index
        head = self.key(start)
        if head in self.lexicon.tails and self.key(start + 1) == ":":
            return self.tail(head, start + 2, listed=True)
        for end, name in reversed(self.lexicon.names.at(self.keys, start)):
            if self._cased(start, end, name):
                body = self._placed(end, name)
                if body:
                    shared = head if body.agency.kind == self.lexicon.shared_kinds.get(head) else ""
                    return Body(self._past_owner(body), body.agency, name, body.level, shared, listed and bool(shared))
        return None

    def _past_owner(self, body: Body) -> int:
        """Past the body in which a Party organisation works: "Ban cán sự đảng" + "Bộ Tư pháp"."""
        if body.agency.id not in self.lexicon.attaching or not self.text.capital(body.end):
            return body.end
        owner = self.named(body.end)
        return owner.end if owner else body.end

    def tail(self, head: str, at: int, *, listed: bool) -> Body | None:
        """A name that shares the head before it: "Nội vụ" in "các Sở: Tài chính, Nội vụ"."""
        for end, name in reversed(self.lexicon.tails[head].at(self.keys, at)):
            if not self.typed and not (self.text.capitals(at) if name.upper else self.text.capital(at)):
                continue
            body = self._placed(end, name)
            alone = self.named(at)
            if body and alone and (alone.end > body.end or not listed):
                return None
            if body and (listed or self._closed(body.end)):
                return Body(body.end, body.agency, None, body.level, head, listed)
        return None

    def _closed(self, at: int) -> bool:
        """True where nothing continues the name: the end, a sign, a joining word, or what a body does."""
        if not self.text.word(at) or self.text.dashed[at] or self.key(at) in self.lexicon.joins:
            return True
        return bool(self.lexicon.stops.at(self.keys, at)) and not self.text.capital(at)

    def _placed(self, end: int, name: Name) -> Body | None:
        place = self.place(end)
        level = place.level if place else ""
        agency_id = name.agencies.get(level) or name.agencies.get("")
        if agency_id is None and level in ("all", "local"):
            agency_id = next(
                (name.agencies[other] for other in ("province", "commune") if other in name.agencies), None
            )
        if agency_id is None:
            return None
        agency = known()[agency_id]
        if level == "central" and agency.level == "province":
            return None
        if place is None and self._ends_in_place(end):
            return Body(self._proper(end), agency, name, agency.level or "")
        return Body(place.end if place else end, agency, name, level)

    def _ends_in_place(self, end: int) -> bool:
        """True where a name's last word is a place's unit: "Thanh tra tỉnh", "Kho bạc Nhà nước khu vực"."""
        places = self.lexicon.places
        return any(places.get(tuple(self.keys[max(0, end - size) : end])) is not None for size in (1, 2))

    def _cased(self, start: int, end: int, name: Name) -> bool:
        text = self.text
        if self.typed:
            return end - start > 1 or not self.bare or len(self.keys[start]) > 2
        if name.english:
            return False
        if name.upper:
            return text.capital(start) and any(text.capitals(at) for at in range(start, end) if text.word(at))
        if text.capital(start) or (end - start > 1 and text.capital(start + 1)):
            return True
        grouped = any(known()[agency_id].kind == "group" for agency_id in name.agencies.values())
        return name.lower and (end - start > 2 or grouped or self.place(end) is not None)

    def _guarded(self, at: int) -> bool:
        return at > 0 and self.keys[at - 1] in self.lexicon.guards.get(self.key(at), ())

    # Groups

    def group(self, index: int, *, titled: bool = False) -> Body | None:
        """Bodies addressed together: "các sở, ban, ngành tỉnh", "cơ quan, đơn vị có liên quan"."""
        plural = self.lexicon.plurals.longest(self.keys, index)
        at = plural[0] if plural else index
        nouns, end, alone, related = self._nouns(at)
        if not nouns or self._guarded(at) or not (plural or alone or titled or len(nouns) > 1):
            return None
        if not (plural or titled) and self._within_name(index):
            return None
        if nouns == ["cá nhân"] or self._mere_place(nouns, index, addressed=bool(plural)):
            return None
        return self._qualified(nouns, end, related)

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
        longer = self.named(at) or (self.unknown(at) if self.text.capital(at) else None)
        if longer and longer.end > end and longer.agency.kind != "group":
            return None
        return end, noun, strong

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

    def _owner(self, end: int) -> Body | None:
        """The body that the one before belongs to: "thuộc UBND tỉnh"."""
        link = self.lexicon.body_links.longest(self.keys, end)
        if link is None and end and self.keys[end - 1] == self.lexicon.norm("thuộc"):
            link = (end, "")
        return self.named(link[0]) if link and link[0] < self.size else None

    def _gathered(self, nouns: list[str], related: bool) -> Agency:
        listed = list(dict.fromkeys(nouns))
        chosen = self.lexicon.group_ids.get((frozenset(listed), related))
        if chosen:
            return known()[chosen]
        name = "các " + ", ".join(listed) + (" liên quan" if related else "")
        return Agency(id=data.slug(name), name=name, kind="group", members=gather(listed))

    # Names that no table knows

    def unknown(self, index: int) -> Body | None:
        """A body told by how it is named: "Chi cục Kiểm lâm", "Ban Quản lý dự án đầu tư xây dựng tỉnh"."""
        head = self.lexicon.heads.longest(self.keys, index)
        if head is None or self._guarded(index) or (self.text.glued[index] and self.text.capitals(index)):
            return None
        start, kind = head
        long = start - index > 1 or kind == "company"
        if not long and self.text.capitals(index):
            return None
        if not self._named_so(index, start, long):
            return None
        end = self._tail_end(start)
        whole = self.text.text[self.text.starts[index] : self.text.ends[end - 1]]
        if end == start and not self._complete(index, start, kind):
            return None
        place = self.place(end)
        after = place.end if place else end
        level = place.level if place else None
        level = level if level in ("central", "province", "district", "commune") else None
        if level == "central":
            whole = self.text.text[self.text.starts[index] : self.text.ends[after - 1]]
        agency = Agency(id=data.slug(whole), name=whole, kind=kind, level=level)
        owner = self._owner(after)
        return Body(owner.end if owner else after, agency)

    def _named_so(self, index: int, start: int, long: bool) -> bool:
        if self.typed:
            return long and start < self.size
        if long:
            return self.text.capital(index) or self.text.capital(start)
        if self._within_name(index):
            return False
        return self.text.capital(index) and self.text.capital(start)

    def _within_name(self, index: int) -> bool:
        """True inside a name of a person or place: "Lê Trường Sơn", "vịnh Xuân Đài"."""
        text = self.text
        return index > 1 and text.capital(index) and text.capital(index - 1) and text.word(index - 2)

    def _complete(self, index: int, start: int, kind: str) -> bool:
        """True for a head that is a whole name: "Ban Chỉ đạo", "EVN"."""
        if start - index == 1:
            return kind == "company"
        return kind == "board" and self.key(index) != self.lexicon.norm("hội")

    def _tail_end(self, start: int) -> int:
        """Where a name's words end: at a verb, a sign, a place, or another body."""
        at = start
        while at < self.size and at - start < _LONGEST_TAIL:
            if not self.text.word(at) or (self.text.dashed[at] and not self._dash_joins(at)):
                break
            nested = self.lexicon.heads.longest(self.keys, at) if at == start and self.text.capital(at) else None
            inside = nested or self.lexicon.inside.longest(self.keys, at)
            if inside:
                at = inside[0]
            elif self.key(at) == self.lexicon.norm("và"):
                if not self._goes_on(at + 1):
                    break
                at += 2
            elif self.bare and at == start + 1:
                at += 1
            elif self._ends_name(at, first=at == start):
                break
            else:
                at += 1
        return at

    def _dash_joins(self, at: int) -> bool:
        """True where the dash before is part of the name: "Hội đồng Thi đua - Khen thưởng"."""
        if self.text.glued[at]:
            return True
        return self.text.capital(at) and not self._opens(at) and not self.lexicon.stops.at(self.keys, at)

    def _goes_on(self, at: int) -> bool:
        if not self.text.word(at) or self.text.dashed[at] or self._opens(at) or self._stopped(at):
            return False
        if self.key(at) in self.lexicon.plural_words or self.lexicon.nouns.at(self.keys, at):
            return False
        return self.text.capital(at) or not self.typed

    def _ends_name(self, at: int, *, first: bool) -> bool:
        if self._stopped(at):
            return True
        if self.key(at) in self.lexicon.plural_words and not first:
            return True
        if self.place(at):
            return True
        if first or not self.text.capital(at):
            return False
        body = self.lexicon.names.longest(self.keys, at) or self.lexicon.heads.longest(self.keys, at)
        return bool(body and body[0] - at > 1) or bool(self.lexicon.titles.at(self.keys, at))

    def _stopped(self, at: int) -> bool:
        if self.typed and only_asks(self.keys[at], bare=self.bare):
            return True
        return bool(self.lexicon.stops.at(self.keys, at)) and (self.typed or not self.text.capital(at))


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


def _parts(nouns: list[str], owner: Agency | None) -> Agency:
    """Units of one body ("các đơn vị thuộc Sở Y tế"): a group whose members no table knows."""
    name = "các " + ", ".join(dict.fromkeys(nouns)) + (f" thuộc {owner.name}" if owner else " trực thuộc")
    return Agency(id=data.slug(name), name=name, kind="group", parent=owner.id if owner else None)
