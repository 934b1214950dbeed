"""Bodies that no table knows, told by how they are named: "Chi cục Kiểm lâm", "Ban Quản lý dự án …"."""

from __future__ import annotations

from legalqa.models import Agency
from legalqa.vietnamese.agencies import data
from legalqa.vietnamese.agencies.misspelt import department
from legalqa.vietnamese.agencies.names import Body, Names
from legalqa.vietnamese.interrogatives import only_asks

_LONGEST_TAIL = 14


class Naming(Names):
    """Names by their head word over one text: they end at a verb, a sign, a place or another body."""

    def unknown(self, index: int) -> Body | None:
        """A body told by how it is named: "Chi cục Kiểm lâm", "Ban Quản lý dự án đầu tư xây dựng tỉnh"."""
        head = self.lexicon.heads.longest(self.keys, index)
        if head is None or self.guarded(index) or (self.text.glued[index] and self.text.capitals(index)):
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
        if level == "central" or (kind == "press" and end == start):
            whole = self.text.text[self.text.starts[index] : self.text.ends[after - 1]]
        agency = self._misspelt(index, end, kind) or Agency(id=data.slug(whole), name=whole, kind=kind, level=level)
        owner = self._owner(after)
        return Body(owner.end if owner else after, agency)

    def _misspelt(self, index: int, end: int, kind: str) -> Agency | None:
        """The department that a name means where one letter of one syllable is wrong: "Sở Sây dựng"."""
        return department(self.keys[index:end]) if kind == "so" else None

    def _named_so(self, index: int, start: int, long: bool) -> bool:
        if self.typed:
            return long and start < self.size
        if long:
            return self.text.capital(index) or self.text.capital(start)
        if self._within_name(index):
            return False
        return self.text.capital(index) and self.text.capital(start)

    def _complete(self, index: int, start: int, kind: str) -> bool:
        """True for a head that is a whole name: "Ban Chỉ đạo", "EVN"."""
        if start - index == 1:
            return kind == "company" or (kind == "press" and self._province(start) is not None)
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
                if not self._goes_on(start, at + 1):
                    break
                at += 2
            elif self._surely_goes_on(start, at):
                at += 1
            elif self._ends_name(at, first=at == start):
                break
            else:
                at += 1
        return at

    def _surely_goes_on(self, start: int, at: int) -> bool:
        """True for "các" right after the head, and for a name's second syllable where "lam" may be "làm" or "lâm"."""
        if self.bare and at == start + 1:
            return True
        return at == start and self.key(at) in self.lexicon.plural_words and not self.place(at)

    def _dash_joins(self, at: int) -> bool:
        """True where the dash before is part of the name: "Hội đồng Thi đua - Khen thưởng"."""
        if self.text.glued[at]:
            return True
        return self.text.capital(at) and not self._opens(at) and not self.lexicon.stops.at(self.keys, at)

    def _goes_on(self, start: int, at: int) -> bool:
        """True where "và" joins two parts of one name; in a question only words that the name has already."""
        if not self.text.word(at) or self.text.dashed[at] or self._opens(at) or self._stopped(at):
            return False
        if self.key(at) in self.lexicon.plural_words or self.lexicon.nouns.at(self.keys, at):
            return False
        return self.text.capital(at) or not self.typed or self.key(at) in self.keys[start : at - 1]

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
