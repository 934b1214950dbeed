"""A reranker without a model: its scores are what a function says; for the tests of what it orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class FakeReranker:
    """Scores each text by a function of it; keeps what it was asked."""

    score: Callable[[str], float]
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def scores(self, question: str, texts: list[str]) -> list[float]:
        self.asked.append((question, texts))
        return [self.score(text) for text in texts]
