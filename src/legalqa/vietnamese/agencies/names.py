"""Bodies of the tables as texts write them, with their place and the lists that share a head."""

from __future__ import annotations

from dataclasses import dataclass

from legalqa.models import Agency
from legalqa.vietnamese.agencies import known
from legalqa.vietnamese.agencies.lexicon import Name
from legalqa.vietnamese.agencies.places import Places


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


class Names(Places):
    """Names of the tables over one text."""

    def named(self, index: int) -> Body | None:
        """A body of the tables, with "các" before and its place after it."""
        start = index
        if self.key(index) in self.lexicon.plural_words and not self.lexicon.names.at(self.keys, index):
            start += 1
        if self.guarded(start) or (self.text.glued[index] and self.text.capitals(index)):
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

    def guarded(self, at: int) -> bool:
        """True where the word before shows it is something else: "cơ sở", "đại hội"."""
        return at > 0 and self.keys[at - 1] in self.lexicon.guards.get(self.key(at), ())

    def _owner(self, end: int) -> Body | None:
        """The body that the one before belongs to: "thuộc UBND tỉnh"."""
        link = self.lexicon.body_links.longest(self.keys, end)
        if link is None and end and self.keys[end - 1] == self.lexicon.norm("thuộc"):
            link = (end, "")
        return self.named(link[0]) if link and link[0] < self.size else None
