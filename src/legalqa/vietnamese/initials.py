"""Abbreviations that no table knows, told by the initials of the phrases that the texts use most: "SXH" → "sốt xuất huyết"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from legalqa.vietnamese.syllables import is_plain
from legalqa.vietnamese.text import fold, is_bare, key

#: How often the texts must have the phrase, and how much more often than any other with the same initials.
OFTEN, CLEARLY = 3, 2
#: A phrase that begins behind, or ends before, what a syllable used this often stands beside this often is cut out of a longer
#: one: "truyền nâng cao nhận" of "tuyên truyền, nâng cao nhận thức".
_WELL_KNOWN, _BOUND = 20, 0.75

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
        counts: Counter[str] = Counter()
        at = self._initials.find(initials)
        while at >= 0:
            counts[" ".join(self._syllables[at : at + len(initials)])] += 1
            at = self._initials.find(initials, at + 1)
        (first, often), *others = counts.most_common(2) or [("", 0)]
        clear = often >= OFTEN and (not others or often >= CLEARLY * others[0][1])
        return first if clear and not self._is_cut(first.split()) else ""

    def _is_cut(self, phrase: Sequence[str]) -> bool:
        """True where the phrase's ends stand nearly always beside one syllable that is not in it."""
        before, behind, often = self._beside
        return any(
            often[syllable] >= _WELL_KNOWN and _BOUND * often[syllable] <= beside.get(syllable, 0)
            for beside, syllable in ((before, phrase[0]), (behind, phrase[-1]))
        )

    @cached_property
    def _beside(self) -> tuple[dict[str, int], dict[str, int], Counter[str]]:
        """How often each syllable stands behind, and before, the one that it stands beside most; and how often it stands."""
        before: dict[str, int] = {}
        behind: dict[str, int] = {}
        for (first, second), count in Counter(pairwise(self._syllables)).items():
            if first.isalpha() and second.isalpha():
                before[second] = max(before.get(second, 0), count)
                behind[first] = max(behind.get(first, 0), count)
        return before, behind, Counter(self._syllables)


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
