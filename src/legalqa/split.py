"""Document → Passages. (provisional)"""

from __future__ import annotations

from legalqa.models import Document, Passage
from legalqa.vietnamese.text import squeeze


def split(document: Document) -> list[Passage]:
    """The document's passages in the order of the text; non-empty own texts only."""
    found = []
    for p in document.walk():
        text = squeeze(document.source.text[p.start : p.own_end])
        if text:
            found.append(
                Passage(
                    f"{document.id}#{p.eid}", document.id, p.eid, p.kind, p.label,
                    (document.title,) if document.title else (), text, p.start, p.own_end, ((p.start, p.own_end),),
                )
            )
    return found


def embedded_text(passage: Passage, source_text: str, piece: tuple[int, int]) -> str:
    """What is embedded for one piece of a passage: title and headings in front, then the piece as shown."""
    return " — ".join((*passage.headings, squeeze(source_text[piece[0] : piece[1]])))
