"""Passages → vectors, in batches, with the engine that suits the job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legalqa import engines
from legalqa.models import Document, Passage
from legalqa.split import embedded_text

if TYPE_CHECKING:
    from legalqa.library.rows import Vectors


@dataclass(frozen=True, slots=True)
class Job:
    """A document to embed."""

    document: Document
    passages: tuple[Passage, ...]

    @property
    def pieces(self) -> int:
        """How many vectors it takes."""
        return sum(len(passage.pieces) for passage in self.passages)


def embed(job: Job, embedding: engines.Encoder, done: Callable[[int], None]) -> list[Vectors]:
    """The vectors of each passage's pieces, (pieces, dimensions), float32, of length 1.

    The batches depend on the document alone, so its vectors do not depend on what else is embedded. ``done`` is told the
    number of pieces so far.
    """
    import numpy as np

    if not job.passages:
        return []
    text = job.document.source.text
    texts = [embedded_text(passage, text, piece) for passage in job.passages for piece in passage.pieces]
    order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))  # a batch takes as long as its longest text
    vectors: list[list[float]] = [[]] * len(texts)
    for start in range(0, len(texts), engines.BATCH):
        batch = order[start : start + engines.BATCH]
        for n, vector in zip(batch, embedding.get_text_embedding_batch([texts[n] for n in batch]), strict=True):
            vectors[n] = vector
        done(start + len(batch))
    rows = np.asarray(vectors, np.float32).reshape(len(texts), -1)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return list(_by_passage(rows, job.passages))


def _by_passage(rows: Vectors, passages: Sequence[Passage]) -> Iterator[Vectors]:
    start = 0
    for passage in passages:
        yield rows[start : start + len(passage.pieces)]
        start += len(passage.pieces)
