"""Diacritics for text typed without them, from the language of the corpus itself."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from importlib.resources import files
from itertools import pairwise

from legalqa.vietnamese.english import is_english
from legalqa.vietnamese.syllables import is_syllable
from legalqa.vietnamese.text import cased, fold, key

_SYLLABLE = re.compile(r"[^\W\d_]+")
#: What it costs, as a log-probability, to read a syllable without marks as one with marks in a text that has some.
_MARKED = 2.5


def everyday() -> str:
    """How people speak: some 2,900 sentences of everyday life and dealings with offices, North and South, one a line."""
    return files(__package__).joinpath("everyday.txt").read_text(encoding="utf-8")


class Restorer:
    """Restores what was typed without diacritics to the likeliest wording of the texts it was made from.

    What the typist marked stays as typed; a syllable that the texts do not have stays too.

    Args:
        texts: What is asked about.
        spoken: How people speak beside that; a word without marks that only these have may still lack some.
    """

    def __init__(self, texts: Iterable[str], *, spoken: Iterable[str] = ()) -> None:
        self._single: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._learn(text)
        self._told = frozenset(self._single)
        for text in spoken:
            self._learn(text)
        #: How many different syllables stand behind one, and before one.
        self._behind: Counter[str] = Counter(first for first, _ in self._pairs)
        self._before: Counter[str] = Counter(second for _, second in self._pairs)
        self._kinds = max(len(self._pairs), 1)
        self._forms: dict[str, list[str]] = defaultdict(list)
        for syllable in self._single:
            self._forms[fold(syllable)].append(syllable)

    def _learn(self, text: str) -> None:
        syllables = _SYLLABLE.findall(key(text))
        self._single.update(syllables)
        self._pairs.update(pairwise(syllables))

    def restore(self, text: str) -> str:
        """The text with diacritics restored, other characters as they are."""
        typed = _SYLLABLE.findall(text)
        known = sum(fold(word) in self._forms for word in typed)
        if not typed or known < 0.6 * len(typed) or is_english(text):
            return text
        forms = self._likeliest(typed, self._candidates)
        pairs = zip(typed, forms, strict=True)
        return _written(text, [cased(form, word) if form != key(word) else word for word, form in pairs])

    def correct(self, text: str) -> str:
        """The text with the marks that a typist left out of single syllables.

        Where a syllable is none ("kêt") or one that is known with more marks only ("thoai"), the text was typed with some of
        its marks, and the others are read by their neighbours too ("so điện thoai"). Else it stays: the words of everyday
        speech that the texts do not have ("nghe", "nên") lack nothing.
        """
        typed = _SYLLABLE.findall(text)
        lacking = [word for word in typed if self._incomplete(word)]
        if all(is_syllable(word) and fold(word) != word for word in lacking):
            return text  # nothing lacks, or words of everyday speech that the texts do not have
        forms = self._likeliest(typed, self._completed, cost=_MARKED)
        beside = [False, *(pair in self._pairs for pair in pairwise(forms)), False]
        completed = [
            form if form != key(word) and (beside[n] or beside[n + 1]) else word
            for n, (word, form) in enumerate(zip(typed, forms, strict=True))
        ]
        return _written(text, [cased(f, w) for w, f in zip(typed, completed, strict=True)])

    def _incomplete(self, word: str) -> bool:
        """True for a word that the texts know with more marks only; abbreviations and single letters are left alone."""
        told = len(word) > 2 and not word.isupper() and not self._knows(key(word))
        return told and self._completions(word)[0] != key(word)

    def _knows(self, word: str) -> bool:
        return word in self._told or (fold(word) != word and word in self._single)

    def _completions(self, word: str) -> list[str]:
        """The syllables of the texts that have all marks of this one; itself where there is none."""
        lowered = key(word)
        return [form for form in self._forms.get(fold(lowered), ()) if _completes(form, lowered)] or [lowered]

    def _completed(self, word: str) -> list[str]:
        """The syllables of the texts that have all marks of this one, itself among them; with a capital only one that they lack."""
        lowered = key(word)
        if len(word) < 2 or (not word.islower() and (word.isupper() or self._knows(lowered))):
            return [lowered]
        return [lowered, *(form for form in self._completions(word) if form != lowered)]

    def _likeliest(self, typed: list[str], forms: Callable[[str], list[str]], cost: float = 0.0) -> list[str]:
        """The best path through the forms of each syllable, by the counts of neighbours (Viterbi); ``cost`` of a change."""
        best: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for word in typed:
            step: dict[str, tuple[float, list[str]]] = {}
            for form in forms(word):
                score, path = max((before + self._cost(last, form), path) for last, (before, path) in best.items())
                changed = cost if form != key(word) and self._knows(key(word)) else 0.0
                step[form] = (score - changed, [*path, form])
            best = step
        return max(best.values())[1]

    def _candidates(self, word: str) -> list[str]:
        lowered = key(word)
        if fold(lowered) != lowered or not (forms := self._forms.get(lowered)):
            return [lowered]
        return forms

    def _cost(self, before: str, form: str) -> float:
        """Log-probability of a form behind another (Witten and Bell, 1991): what stands before few others foretells them.

        Of a pair that the texts do not have, the share of all pairs that end in the form counts (Kneser and Ney, 1995):
        "căn", often as it is written, hardly stands behind anything but a few words.
        """
        alone = (self._before[form] + 0.1) / self._kinds
        follows = self._behind[before] or 1
        seen = self._single[before]
        return math.log((self._pairs[before, form] + follows * alone) / (seen + follows))


def _written(text: str, syllables: Iterable[str]) -> str:
    """The text with its syllables replaced by these, one for one."""
    following = iter(syllables)
    return _SYLLABLE.sub(lambda _: next(following), text)


def _completes(form: str, typed: str) -> bool:
    """True where the form has every mark of what was typed, letter for letter; marks are only added."""
    wanted, given = _letters(form), _letters(typed)
    return len(wanted) == len(given) and all(
        one == other and marks <= more for (one, marks), (other, more) in zip(given, wanted, strict=True)
    )


def _letters(text: str) -> list[tuple[str, frozenset[str]]]:
    """Each letter and its marks; đ is d with a mark."""
    found: list[tuple[str, frozenset[str]]] = []
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char) and found:
            found[-1] = (found[-1][0], found[-1][1] | {char})
        else:
            found.append(("d", frozenset("đ")) if char == "đ" else (char, frozenset()))
    return found
