"""Abbreviations that no table knows, told by the initials of the phrases that the texts use most: "SXH" → "sốt xuất huyết"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain

from legalqa.vietnamese.syllables import is_plain
from legalqa.vietnamese.text import fold, is_bare, key

#: How often the texts must have the phrase, and how much more often than any other with the same initials.
OFTEN, CLEARLY = 3, 2
#: Between the same two syllables nearly always, or behind or before the same one so often, a phrase is cut out of a longer one:
#: "truyền nâng cao nhận" of "tuyên truyền, nâng cao nhận thức".
_NEARLY, _SO_OFTEN = 0.9, 20
#: How many phrases with the same initials are looked at, the most used.
_MOST = 4
#: At how many places of a syllable it is looked at what stands behind.
_LOOKED_AT = 200

#: Questions of more words are left as they are.
LONGEST = 60

_TOKEN = re.compile(r"[^\W\d_]+|[.;:?!\n]")
_ABBREVIATION = re.compile(r"(?<![\w/.-])[a-zđA-ZĐ]{3,7}(?![\w/-])")


class Initials:
    """The phrases of the texts by their initials; ``phrase(initials)`` is the one that they clearly use most, or ""."""

    def __init__(self, texts: Iterable[str]) -> None:
        tokens = chain.from_iterable((*_TOKEN.findall(key(text)), ".") for text in texts)
        self._syllables = list(tokens)
        self._initials = "".join(fold(token)[0] for token in self._syllables)
        self.phrase = lru_cache(maxsize=1024)(self._most_used)

    def _most_used(self, initials: str) -> str:
        """The phrase with these initials that the texts use clearly most; "" where there is none."""
        places: dict[str, list[int]] = defaultdict(list)
        at = self._initials.find(initials)
        while at >= 0:
            places[" ".join(self._syllables[at : at + len(initials)])].append(at)
            at = self._initials.find(initials, at + 1)
        ranked = sorted(places, key=lambda phrase: -len(places[phrase]))[:_MOST]
        ranked = [phrase for phrase in ranked if not self._is_half(phrase)]
        first, often = (ranked[0], len(places[ranked[0]])) if ranked else ("", 0)
        clear = often >= OFTEN and (len(ranked) == 1 or often >= CLEARLY * len(places[ranked[1]]))
        return first if clear and not self._is_cut(places[first], len(initials)) else ""

    def _is_half(self, phrase: str) -> bool:
        """True where the last syllable is nearly always but the first of a compound: "chính sách hỗ" of "chính sách hỗ trợ"."""
        last, at = phrase.rpartition(" ")[2], -1
        places: list[int] = []
        while len(places) < _LOOKED_AT:
            try:
                at = self._syllables.index(last, at + 1)
            except ValueError:
                break
            places.append(at)
        return len(places) >= _SO_OFTEN and self._same([at + 1 for at in places])

    def _is_cut(self, places: Sequence[int], length: int) -> bool:
        """True where the same syllables stand around a phrase."""
        before = self._same([at - 1 for at in places])
        behind = self._same([at + length for at in places])
        return (before and behind) or (len(places) >= _SO_OFTEN and (before or behind))

    def _same(self, places: Sequence[int]) -> bool:
        """True where one syllable stands at nearly all of these places."""
        told = Counter(self._syllables[at] if 0 <= at < len(self._syllables) else "." for at in places)
        syllable, often = told.most_common(1)[0]
        return syllable.isalpha() and often >= _NEARLY * len(places)


def spelled_out(
    text: str,
    phrase: Callable[[str], str],
    known: Callable[[str], bool],
    stays: Sequence[tuple[int, int]] = (),
) -> str:
    """The text with its abbreviations in full, where the texts clearly use one phrase with these initials.

    Args:
        text: A question.
        phrase: Initials → the phrase that the texts clearly use most, or ""; asked for abbreviations alone.
        known: True for a word, as a key, that the texts or a table have.
        stays: Spans that are left as they are: what names a body.
    """
    if len(text.split()) > LONGEST:
        return text
    bare, shouted = is_bare(text), text.isupper()

    def written(match: re.Match[str]) -> str:
        word = match.group()
        named = any(start <= match.start() < end for start, end in stays)
        short = not is_plain(key(word)) or (word.isupper() and not shouted)
        said = phrase(fold(word)) if short and not named and not known(key(word)) else ""
        return (fold(said) if bare else said) or word

    return _ABBREVIATION.sub(written, text)
