"""A sentence-transformers CrossEncoder as a reranker."""

from __future__ import annotations

import logging
from threading import Lock

import torch
from sentence_transformers import CrossEncoder
from transformers.utils import logging as transformers_logging

from legalqa.engines import RERANKERS
from legalqa.errors import EngineError


class CrossEncoderReranker:
    """Scores question and text read together; threads take turns, as the tokenizer cannot be shared."""

    def __init__(self, name: str, *, batch: int, local_files_only: bool) -> None:
        """Load the model.

        Args:
            name: A hub name or a local folder.
            batch: Pairs scored at once.
            local_files_only: Never ask the hub.

        Raises:
            OSError: The model is not on this machine.
            ValueError: It is no model that gives a pair of texts one score.
        """
        # The libraries tell of a missing head on standard error, and go on with a random one; here that is an error.
        transformers_logging.set_verbosity_error()
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        # Without an activation the scores are logits: a sigmoid makes all the best ones 1.
        self._model = CrossEncoder(name, local_files_only=local_files_only, activation_fn=torch.nn.Identity())
        if not _has_head(self._model):
            raise ValueError("mô hình chưa được huấn luyện để chấm điểm cặp câu hỏi và đoạn văn")
        if self._model.num_labels != 1:
            raise ValueError(f"mô hình cho {self._model.num_labels} điểm mỗi cặp, cần một")
        self._batch = batch
        self._lock = Lock()

    def scores(self, question: str, texts: list[str]) -> list[float]:
        """The logit of each pair, in the order of the texts.

        Raises:
            EngineError: The model fails on them.
        """
        pairs = [(question, text) for text in texts]
        try:
            with self._lock:
                found = self._model.predict(pairs, batch_size=self._batch, show_progress_bar=False)
        except Exception as error:
            told = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
            raise EngineError(f"mô hình xếp lại không chấm điểm được ({told}); {RERANKERS}") from error
        return [float(score) for score in found]


def _has_head(model: CrossEncoder) -> bool:
    """False where the files are those of another kind of model, such as an embedding model."""
    if len(model) > 1:  # what makes a score of its output comes as a module of its own
        return True
    return any(name.endswith("ForSequenceClassification") for name in model.config.architectures or ())
