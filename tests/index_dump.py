"""An index as values that do not depend on how it came to be: no passage numbers, revisions or folder names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from legalqa import index
from legalqa.settings import Settings
from legalqa.vietnamese.text import words

QUESTIONS = ("sở tư pháp chủ trì", "báo cáo kết quả trước ngày 30", "uỷ ban nhân dân tỉnh", "văn bản mới")


def logical_dump(settings: Settings, *, leftovers: bool = False) -> dict[str, Any]:
    """Everything that the three stores say, by passage id; raises AssertionError on leftovers unless they are allowed."""
    with index.open(settings) as opened:
        library = opened.library
        if not leftovers:
            assert all(item.visible for item in library.revisions())
            kept = {library.note("stores"), library.note("before")}
            for kind in ("lexical", "chroma"):
                assert {path.name for path in (settings.index / kind).glob("*")} <= kept
        documents = [library.document(info.id) for info in library.documents()]
        passages = {}
        for entry in library.entries([item.revision for item in library.revisions() if item.visible]):
            passages[entry.number] = entry.passage
        names = {number: passage.id for number, passage in passages.items()}
        return {
            "documents": {document.id: asdict(document) for document in documents},
            "passages": {passage.id: asdict(passage) for passage in passages.values()},
            "vectors": {names[number]: _rounded(rows) for number, rows in library.vectors(names).items()},
            "chroma": _chroma(opened, names),
            "lexical": [_lexical(opened, question, names) for question in QUESTIONS],
            "count": opened._stores.lexical.count(),
        }


def _chroma(opened: index.Index, names: dict[int, str]) -> dict[str, Any]:
    rows = opened._stores.collection.get(include=["embeddings", "metadatas", "documents"])
    found = {}
    columns = (rows[key] for key in ("ids", "embeddings", "metadatas", "documents"))
    for name, vector, metadata, text in zip(*columns, strict=True):
        assert name == f"{metadata['document']}@{metadata['revision']}#{metadata['number']}.{name.rpartition('.')[2]}"
        found[f"{names[metadata['number']]}.{name.rpartition('.')[2]}"] = [_rounded([vector]), text]
    return dict(sorted(found.items()))


def _lexical(opened: index.Index, question: str, names: dict[int, str]) -> dict[str, float]:
    scores = opened.lexical_of(words(question), names, folded=False)
    folded = opened.lexical_of(words(question), names, folded=True)
    return dict(sorted((names[n], round(scores[n], 3) + 1000 * round(folded[n], 3)) for n in names))


def _rounded(rows: Sequence[Any]) -> list[list[float]]:
    return [[round(float(value), 4) + 0.0 for value in row] for row in rows]
