"""What is measured: legalqa's own ranking, and the plain ones beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from legalqa import engines
from legalqa.evaluation import OWN
from legalqa.index.plain import PlainPipeline
from legalqa.vietnamese.text import words

if TYPE_CHECKING:
    from legalqa.assistant import Assistant
    from legalqa.index import Index
    from legalqa.models import Passage, Question
    from legalqa.settings import Settings

#: How many passages each system ranks.
DEPTH = 100
#: The constant of reciprocal rank fusion, as its authors set it.
RRF = 60
#: How many chunks the plain pipeline is asked for; their passages are ranked in the order of the text.
CHUNKS = 20

#: A ranking: (unit, score), best first. A unit is "document#eid".
Ranking = list[tuple[str, float]]


class Systems:
    """Rankings of the same passages by several systems."""

    def __init__(self, assistant: Assistant, index: Index, settings: Settings, names: Sequence[str]) -> None:
        self._assistant = assistant
        self._index = index
        self._settings = settings
        self._names = names
        self._plain: PlainPipeline | None = None
        self._spans: dict[str, list[tuple[int, int, str]]] = {}

    def prepare(self, passages: Mapping[str, Sequence[Passage]]) -> None:
        """Build what a baseline needs: the plain pipeline embeds the texts itself."""
        if "llamaindex" not in self._names:
            return
        library = self._index.library
        sources = [(id, library.document(id).source) for id in passages]
        pieces = sum(len(source.text) for _, source in sources) // 3000
        self._plain = PlainPipeline(sources, engines.passage_embedding(self._settings, pieces))
        self._spans = {id: [(p.start, p.end, p.id) for p in of] for id, of in passages.items()}

    def rank(self, question: Question) -> tuple[dict[str, Ranking], float | None]:
        """Each system's ranking of a question, and the log-odds by which legalqa answers or refuses it."""
        examined = self._assistant.examine(question, limit=DEPTH)
        found: dict[str, Ranking] = {OWN: [(item.hit.passage.id, item.score) for item in examined.evidence]}
        if set(self._names) & {"bm25", "dense", "rrf"}:
            lexical = self._index.lexical(words(question.search), folded=question.bare, k=DEPTH, pairs=False)
            dense = self._index.dense(self._index.embed(question.meaning), DEPTH)
            found |= {"bm25": self._named(lexical), "dense": self._named(dense)}
            found["rrf"] = _fused(found["bm25"], found["dense"])
        if self._plain:
            found["llamaindex"] = self._of_chunks(self._plain, question)
        return {name: ranking for name, ranking in found.items() if name in self._names}, examined.odds

    def _named(self, scores: Mapping[int, float]) -> Ranking:
        passages = self._index.library.passages(scores)
        return [(passages[number].id, score) for number, score in scores.items() if number in passages]

    def _of_chunks(self, plain: PlainPipeline, question: Question) -> Ranking:
        """The passages of the retrieved chunks, chunk by chunk."""
        found: dict[str, float] = {}
        for chunk in plain.retrieve(question.text, CHUNKS):
            for start, end, unit in self._spans.get(chunk.document, ()):
                if start < chunk.end and chunk.start < end:
                    found.setdefault(unit, chunk.score)
        return list(found.items())[:DEPTH]


def _fused(*rankings: Ranking) -> Ranking:
    """Reciprocal rank fusion: 1 / (60 + rank), added."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for place, (unit, _) in enumerate(ranking, 1):
            scores[unit] = scores.get(unit, 0.0) + 1 / (RRF + place)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:DEPTH]
