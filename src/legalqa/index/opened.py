"""The index, open to search."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from legalqa import engines
from legalqa.errors import IndexProblem
from legalqa.index import dense, stamp
from legalqa.index.stores import Stores, open_stores
from legalqa.library import Library, damaged
from legalqa.library.store import FILE
from legalqa.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]


#: How many questions' vectors are kept: a follow-up is read alone and together with the turns before.
KEPT = 4


class Index:
    """The three stores, open to search; threads may share it. Use ``legalqa.index.open``.

    Passages are named by their number in the library. Numbers that readers do not see are never returned.

    Attributes:
        settings: What it was opened with.
        library: The documents and passages.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._embedded: dict[str, Vector] = {}
        self._file = _identity(settings.index / FILE)
        self.library = Library.open(settings.index)
        try:
            self._stores = _open_published(settings, self.library)
        except BaseException:
            self.library.close()
            raise

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._stores.close()
            self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def refresh(self) -> bool:
        """Turn to what another process has published since; True if there was something. Cheap when there is not.

        Raises:
            IndexProblem: What was published cannot be used with these settings.
        """
        with self._lock:
            file = _identity(self.settings.index / FILE)
            if file == self._file and self.library.generation() == self._stores.generation:
                return False
            stamp.require(self.settings)
            library = self.library if file == self._file else Library.open(self.settings.index)
            stores = _open_published(self.settings, library)
            self._stores.close()
            if library is not self.library:
                self.library.close()
            self.library, self._stores, self._file = library, stores, file
            return True

    def embed(self, question: str) -> Vector:
        """A question's vector: float32, of length 1. Those of the last few questions are kept.

        Raises:
            EngineError: The model cannot be loaded.
        """
        import numpy as np

        kept = self._embedded
        if question not in kept:
            vector = np.asarray(engines.question_embedding(self.settings).get_query_embedding(question), np.float32)
            last = list(kept.items())[1 - KEPT :]
            self._embedded = kept = {**dict(last), question: vector / np.linalg.norm(vector)}
        return kept[question]

    def dense(self, vector: Vector, k: int) -> dict[int, float]:
        """The k passages nearest to a vector, nearest first, with the cosine of their nearest piece."""

        def ask(limit: int) -> tuple[dict[int, float], bool]:
            best: dict[int, float] = {}
            found = self._nearest(vector, 2 * limit)  # a passage may have several pieces among them
            for number, cosine in found:
                best.setdefault(number, cosine)
            return best, len(found) < 2 * limit

        return self._best(ask, k)

    def dense_of(self, vector: Vector, numbers: Iterable[int]) -> dict[int, float]:
        """The cosine of these passages' nearest pieces to a vector."""
        return {number: float((rows @ vector).max()) for number, rows in self.library.vectors(numbers).items()}

    def lexical(self, words: Sequence[str], *, folded: bool, k: int, pairs: bool = True) -> dict[int, float]:
        """The k passages with the highest BM25 scores, best first.

        Args:
            words: Keys as ``vietnamese.text.words`` makes them, in order: neighbours are looked for as pairs too.
            folded: Search without diacritics.
            k: How many passages.
            pairs: Look for the neighbours too.
        """

        def ask(limit: int) -> tuple[dict[int, float], bool]:
            found = self._stores.lexical.best(words, folded=folded, limit=limit, pairs=pairs)
            return found, len(found) < limit

        return self._best(ask, k)

    def lexical_of(self, words: Sequence[str], numbers: Iterable[int], *, folded: bool) -> dict[int, float]:
        """The BM25 scores of these passages; 0.0 for one without any of the words."""
        wanted = list(numbers)
        seen = self.library.visible(wanted)
        return self._stores.lexical.of(words, [number for number in wanted if number in seen], folded=folded)

    def knows(self, word: str) -> bool:
        """True where some passage has the word, as a key with its marks."""
        return self._stores.lexical.having(word, folded=False) > 0

    def rarity(self, word: str, *, folded: bool = False) -> float:
        """How much a word tells, BM25's way: ln(1 + (N - n + 0.5) / (n + 0.5)), for n of N passages that have it."""
        return self._stores.lexical.rarity(word, folded=folded)

    def _nearest(self, vector: Vector, limit: int) -> list[tuple[int, float]]:
        with self._lock:  # a refresh closes what it replaces
            try:
                return dense.nearest(self._stores.collection, vector, limit)
            except Exception as error:
                raise damaged(self.settings.index, f"Chroma: {str(error).partition(chr(10))[0]}") from error

    def _best(self, ask: Callable[[int], tuple[dict[int, float], bool]], k: int) -> dict[int, float]:
        """The k best visible passages, asking for more while some of what is found is not visible."""
        limit = k
        while True:
            found, all_found = ask(limit)
            seen = self.library.visible(found)
            if all_found or len(seen) >= k:
                break
            limit *= 2
        ranked = sorted((number for number in found if number in seen), key=lambda number: (-found[number], number))
        return {number: found[number] for number in ranked[:k]}


def open(settings: Settings) -> Index:
    """Open the index that the settings name.

    Raises:
        IndexProblem: It is missing, stale or damaged; the message names the command to run.
        EngineError: The model is not installed, or the Chroma server does not answer.
    """
    stamp.require(settings)
    return Index(settings)


def _open_published(settings: Settings, library: Library) -> Stores:
    """Open the stores; again where a publication came between, and took away what was to be opened."""
    while True:
        generation = library.generation()
        try:
            stores = open_stores(settings, library)
        except IndexProblem:
            if library.generation() == generation:
                raise
            continue
        if library.generation() == generation:
            return stores
        stores.close()


def _identity(file: Path) -> tuple[int, int]:
    """Which file this is, whatever its name."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)
