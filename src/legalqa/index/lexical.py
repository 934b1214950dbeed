"""BM25 over the passages, with tantivy: syllables and pairs of neighbours, as written and without diacritics."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from legalqa.library import Entry
from legalqa.vietnamese.text import fold, words

#: What a field's BM25 score counts in a passage's score. Headings are indexed with the passage's own words.
WEIGHTS = {"syllables": 1.0, "pairs": 1.0}

_HEAP = 128_000_000


def _field(name: str, folded: bool) -> str:
    return f"folded_{name}" if folded else name


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("number", indexed=True, fast=True)
    for folded in (False, True):
        for name in WEIGHTS:
            # The words are ours, so tantivy only cuts at spaces; positions are not used.
            builder.add_text_field(_field(name, folded), tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _terms(keys: Sequence[str]) -> dict[str, list[str]]:
    """What is looked for in each field: the words, and the words that stand side by side."""
    pairs = [f"{first}_{second}" for first, second in pairwise(keys)]
    return {"syllables": list(keys), "pairs": pairs}


def write(folder: Path, entries: Iterable[Entry]) -> None:
    """Write a lexical index of these passages into an empty folder."""
    import tantivy

    writer = tantivy.Index(_schema(), path=str(folder)).writer(_HEAP, 1)
    for entry in entries:
        writer.add_document(tantivy.Document(number=entry.number, **_content(entry)))
    writer.commit()
    writer.wait_merging_threads()
    for file in folder.iterdir():
        file.chmod(file.stat().st_mode | 0o044)  # tantivy makes some private; other users may read the index


def _content(entry: Entry) -> dict[str, str]:
    lines = [words(line) for line in (*entry.passage.headings, entry.passage.text)]
    content = {}
    for folded in (False, True):
        keys = [[fold(key) for key in line] for line in lines] if folded else lines
        for name in WEIGHTS:
            content[_field(name, folded)] = " ".join(term for line in keys for term in _terms(line)[name])
    return content


class Lexical:
    """A lexical index, open to read; threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open the index in this folder; raises ValueError or OSError where there is none."""
        import tantivy

        self._tantivy = tantivy
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def best(self, keys: Sequence[str], *, folded: bool, limit: int, pairs: bool = True) -> dict[int, float]:
        """The passages with the highest BM25 scores, best first, and their scores; of syllables alone without ``pairs``."""
        query = self._query(keys, folded, pairs)
        return self._search(query, limit) if query is not None and limit > 0 else {}

    def of(self, keys: Sequence[str], numbers: Sequence[int], *, folded: bool) -> dict[int, float]:
        """The BM25 scores of these passages; one without any of the words has 0.0."""
        query = self._query(keys, folded)
        scores = dict.fromkeys(numbers, 0.0)
        if query is None or not scores:
            return scores
        tantivy = self._tantivy
        among = tantivy.Query.term_set_query(self._schema, "number", list(scores))
        both = [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0))]
        return scores | self._search(tantivy.Query.boolean_query(both), len(scores))

    def having(self, key: str, *, folded: bool) -> int:
        """How many passages have a word."""
        key = fold(key) if folded else key
        return int(self._searcher.doc_freq(_field("syllables", folded), key))

    def rarity(self, key: str, *, folded: bool) -> float:
        """BM25's weight of a word: ln(1 + (N - n + 0.5) / (n + 0.5)), for n of N passages that have it."""
        having = self.having(key, folded=folded)
        return math.log(1 + (self.count() - having + 0.5) / (having + 0.5))

    def _query(self, keys: Sequence[str], folded: bool, pairs: bool = True) -> Any:
        tantivy = self._tantivy
        parts = []
        for name, terms in _terms([fold(key) for key in keys] if folded else list(keys)).items():
            for term in dict.fromkeys(terms if pairs or name != "pairs" else ()):
                query = tantivy.Query.term_query(self._schema, _field(name, folded), term, index_option="freq")
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, WEIGHTS[name])))
        return tantivy.Query.boolean_query(parts) if parts else None

    def _search(self, query: Any, limit: int) -> dict[int, float]:
        hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _score, address in hits])
        return {number: score for number, (score, _address) in zip(numbers, hits, strict=True)}
