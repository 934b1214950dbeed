"""What the server counts, in the text format of Prometheus: numbers only, never words of a question."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE

from legalqa.models import Answer

__all__ = ["CONTENT_TYPE", "Metrics"]

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counts of one server.

    Args:
        inside: How many questions are being answered or wait, now.
        sizes: How many documents and passages there are to search, now.
    """

    def __init__(self, inside: Callable[[], int], sizes: Callable[[], dict[str, int]]) -> None:
        self._registry = registry = CollectorRegistry()
        self._answers = Counter("legalqa_answers", "Answers given", ["status"], registry=registry)
        self._refusals = Counter("legalqa_refusals", "Questions without an answer", ["reason"], registry=registry)
        self._seconds = Histogram("legalqa_answer_seconds", "Time to an answer", buckets=_SECONDS, registry=registry)
        self._remarks = Counter("legalqa_feedback", "Remarks on answers", ["verdict"], registry=registry)
        self._requests = Counter("legalqa_requests", "HTTP requests", ["kind", "status"], registry=registry)
        self._held = Gauge("legalqa_held", "What there is to search", ["what"], registry=registry)
        self._sizes = sizes
        Gauge("legalqa_inside", "Questions being answered or waiting", registry=registry).set_function(inside)

    def answered(self, answer: Answer, seconds: float) -> None:
        """Count an answer, and how long it took with its wait."""
        self._answers.labels(answer.status).inc()
        self._seconds.observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a question that was turned away, or whose answer failed."""
        self._refusals.labels(reason).inc()

    def remarked(self, verdict: str) -> None:
        """Count a remark on an answer."""
        self._remarks.labels(verdict).inc()

    def requested(self, kind: str, status: int) -> None:
        """Count a request; ``kind`` is one of a few words, never an address."""
        self._requests.labels(kind, f"{status // 100}xx").inc()

    def text(self) -> bytes:
        """All counts, as ``CONTENT_TYPE``."""
        for what, count in self._sizes().items():
            self._held.labels(what).set(count)
        return bytes(generate_latest(self._registry))
