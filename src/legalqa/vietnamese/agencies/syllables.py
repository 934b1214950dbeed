"""Text as syllables, and a tree of phrases over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from legalqa.vietnamese.text import key

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAME = {"&": "và", "/": ",", "kĩ": "kỹ", "quí": "quý", "–": "-", "—": "-"}
_SPELLED = {"’": "'", "‘": "'"}
_DASHES = frozenset("-–—")

T = TypeVar("T")


class Syllables:
    """A text's syllables and signs as keys, with their places. Dashes are no syllables; ``dashed`` says one stood before.

    Attributes:
        keys: One key per syllable or sign; "&" reads as "và", "/" as ",".
        glued: True where a dash or stroke stands right before, without a space ("12/KH-UBND").
    """

    __slots__ = ("dashed", "ends", "glued", "keys", "starts", "text")

    def __init__(self, text: str, norm: Callable[[str], str] = key) -> None:
        self.text = text
        self.keys: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.dashed: list[bool] = []
        self.glued: list[bool] = []
        dash = False
        for match in _TOKEN.finditer(text):
            token = match.group()
            if token in _DASHES:
                dash = True
                continue
            start = match.start()
            token = norm(_SPELLED.get(token, token))
            self.keys.append(norm(_SAME.get(token, token)))
            self.starts.append(start)
            self.ends.append(match.end())
            self.dashed.append(dash)
            self.glued.append(start > 0 and text[start - 1] in "-–/" and start > 1 and not text[start - 2].isspace())
            dash = False

    def __len__(self) -> int:
        return len(self.keys)

    def capital(self, index: int) -> bool:
        """True where the syllable begins with a capital letter."""
        return index < len(self.keys) and self.text[self.starts[index]].isupper()

    def capitals(self, index: int) -> bool:
        """True where every letter of the syllable is a capital."""
        return self.text[self.starts[index] : self.ends[index]].isupper()

    def word(self, index: int) -> bool:
        """True where the token is a syllable, number or "&", not another sign."""
        return 0 <= index < len(self.keys) and (
            self.text[self.starts[index]].isalnum() or self.text[self.starts[index]] == "&"
        )


class Phrases(Generic[T]):
    """Phrases with values; finds every phrase that begins at a syllable, longest last."""

    def __init__(self, norm: Callable[[str], str] = key) -> None:
        self._norm = norm
        self._root: dict[str, dict] = {}  # type: ignore[type-arg]
        self._values: dict[tuple[str, ...], T] = {}

    def split(self, phrase: str) -> tuple[str, ...]:
        """The phrase as keys."""
        return tuple(Syllables(phrase, self._norm).keys)

    def spellings(self, phrase: str) -> Iterable[tuple[str, ...]]:
        """The phrase as keys, with and without its commas."""
        keys = self.split(phrase)
        return {keys, tuple(part for part in keys if part != ",")}

    def get(self, keys: tuple[str, ...]) -> T | None:
        """The value of exactly these keys."""
        return self._values.get(keys)

    def add(self, keys: tuple[str, ...], value: T) -> None:
        """Store a value under a phrase's keys."""
        node = self._root
        for part in keys:
            node = node.setdefault(part, {})
        node[""] = {"": keys}
        self._values[keys] = value

    def begins(self, word: str) -> bool:
        """True where some phrase begins with this key."""
        return word in self._root

    def at(self, keys: list[str], index: int) -> list[tuple[int, T]]:
        """The phrases that begin at ``index``, as (end, value), shortest first."""
        found: list[tuple[int, T]] = []
        node = self._root
        end = index
        while end < len(keys):
            following = node.get(keys[end]) if keys[end] else None  # a mark alone is no syllable
            if following is None:
                break
            node = following
            end += 1
            if "" in node:
                found.append((end, self._values[node[""][""]]))
        return found

    def longest(self, keys: list[str], index: int) -> tuple[int, T] | None:
        """The longest phrase that begins at ``index``."""
        found = self.at(keys, index)
        return found[-1] if found else None
