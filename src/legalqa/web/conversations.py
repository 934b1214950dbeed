"""What each open page has asked: in memory only, bounded, and gone when the server stops or the page asks for it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from legalqa.web.answers import Turn


@dataclass(slots=True)
class _Kept:
    turns: tuple[Turn, ...]
    dropped: bool
    used: float


class Conversations:
    """Turns by the page's key, so that a page comes back as it was after a document was opened in its place.

    Args:
        pages: How many pages are kept; the one that was silent longest goes first.
        turns: How many turns of a page are kept; the oldest goes first.
        seconds: How long a silent page is kept.
        clock: Seconds that only grow.
    """

    def __init__(
        self, pages: int = 300, turns: int = 20, seconds: float = 6 * 3600, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pages, self._turns, self._seconds, self._clock = pages, turns, seconds, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def turns(self, key: str) -> tuple[Turn, ...]:
        """The page's turns, oldest first."""
        with self._lock:
            self._forget_silent()
            kept = self._kept.get(key)
            return kept.turns if kept else ()

    def dropped(self, key: str) -> bool:
        """True where older turns of the page are no longer kept."""
        with self._lock:
            kept = self._kept.get(key)
            return bool(kept and kept.dropped)

    def add(self, key: str, turn: Turn) -> None:
        """Keep one more turn of the page."""
        with self._lock:
            kept = self._kept.pop(key, _Kept((), False, 0.0))
            turns = (*kept.turns, turn)
            self._kept[key] = _Kept(turns[-self._turns :], kept.dropped or len(turns) > self._turns, self._clock())
            self._forget_silent()

    def forget(self, key: str) -> None:
        """Drop all turns of the page."""
        with self._lock:
            self._kept.pop(key, None)

    def _forget_silent(self) -> None:
        oldest_allowed = self._clock() - self._seconds
        while self._kept and (len(self._kept) > self._pages or next(iter(self._kept.values())).used < oldest_allowed):
            self._kept.popitem(last=False)
