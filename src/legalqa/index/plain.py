"""A plain LlamaIndex pipeline over the same texts, with the same model and Chroma in memory: what the rest is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from legalqa import engines
from legalqa.models import Source

#: Tokens in a chunk: LlamaIndex's own default.
CHUNK = 1024


@dataclass(frozen=True, slots=True)
class Chunk:
    """A retrieved chunk: the document's id, its span in the document's text, its score."""

    document: str
    start: int
    end: int
    score: float


class PlainPipeline:
    """SentenceSplitter, the model, Chroma: built once, asked many times."""

    def __init__(self, sources: Iterable[tuple[str, Source]], model: engines.Encoder) -> None:
        """Split, embed and store the texts of these documents, given by their ids."""
        import chromadb
        from llama_index.core import Document, StorageContext, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.vector_stores.chroma import ChromaVectorStore

        client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
        client.get_or_create_collection("plain")
        client.delete_collection("plain")
        store = ChromaVectorStore(chroma_collection=client.create_collection("plain"))
        documents = [Document(text=source.text, metadata={"document": id}) for id, source in sources]
        for document in documents:  # the model is to see the text alone
            document.excluded_embed_metadata_keys = ["document"]
        nodes = SentenceSplitter(chunk_size=CHUNK).get_nodes_from_documents(documents)
        context = StorageContext.from_defaults(vector_store=store)
        self._index = VectorStoreIndex(nodes, storage_context=context, embed_model=_for_llama_index(model))

    def retrieve(self, question: str, k: int = 5) -> list[Chunk]:
        """The k nearest chunks, nearest first."""
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [
            Chunk(
                str(item.node.metadata["document"]),
                int(item.node.start_char_idx or 0),
                int(item.node.end_char_idx or 0),
                float(item.score or 0.0),
            )
            for item in found
        ]


def _for_llama_index(model: engines.Encoder) -> Any:
    """The model behind LlamaIndex's base class, as its own pipeline needs it."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Plain(BaseEmbedding):  # type: ignore[misc]  # llama_index is untyped here
        def _get_query_embedding(self, query: str) -> list[float]:
            return model.get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return model.get_text_embedding_batch([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return model.get_text_embedding_batch(texts)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Plain(model_name="plain", embed_batch_size=engines.BATCH)
