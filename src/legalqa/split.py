"""Document → Passages: what is embedded and retrieved."""

from __future__ import annotations

from legalqa.models import Document, Passage, Provision, ProvisionKind
from legalqa.vietnamese.labels import is_labelled
from legalqa.vietnamese.sentences import after_marker, clauses, sentences
from legalqa.vietnamese.text import shown

#: A passage is cut for embedding into pieces of about this many characters, at the ends of sentences: measured on a public
#: statute-retrieval set, the best of its pieces finds a long passage better than the passage as a whole.
PIECE = 600
#: Headings in front of an embedded piece are cut to this many characters each, so that the piece outweighs them.
HEADING = 110
#: An item stands, cut to this many characters, above the paragraphs that tell of it.
ITEM = 220
#: What the parts of the frame are about; they have no headings of their own.
FRAME_HEADINGS = {
    ProvisionKind.LETTERHEAD: "Cơ quan ban hành, số ký hiệu, nơi và ngày ban hành",
    ProvisionKind.TITLE: "Tên loại và trích yếu nội dung văn bản",
    ProvisionKind.RECIPIENTS: "Nơi nhận: các cơ quan được gửi văn bản",
    ProvisionKind.SIGNATURE: "Người ký, chức vụ người ký văn bản",
}
# What may be followed by paragraphs that tell of it.
_ITEMS = frozenset({ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.DASH})


def split(document: Document) -> list[Passage]:
    """One passage for each provision with words of its own, in the order of the text."""
    found: list[Passage] = []
    top = (name,) if (name := document_heading(document)) else ()
    for provision in document.provisions:
        _collect(document, provision, top, found)
    return found


def embedded_text(passage: Passage, source_text: str, piece: tuple[int, int]) -> str:
    """What is embedded for one piece: the document's title and the headings above in front, then the piece as shown."""
    return "\n".join((*(_cut(heading) for heading in passage.headings), shown(source_text, *piece)))


def document_heading(document: Document) -> str:
    """What stands for the document above its passages: kind, number, issuer, place and title, as far as they are known."""
    parts = [part for part in (document.kind, document.number, document.place, document.issuer) if part]
    return ": ".join(part for part in (", ".join(parts), document.title) if part)


def _collect(document: Document, provision: Provision, above: tuple[str, ...], found: list[Passage]) -> None:
    source = document.source.text
    text = shown(source, provision.start, provision.own_end)
    if any(char.isalnum() for char in text):
        found.append(
            Passage(
                id=f"{document.id}#{provision.eid}",
                document=document.id,
                eid=provision.eid,
                kind=provision.kind,
                label=provision.label,
                headings=(*above, *(h for h in (FRAME_HEADINGS.get(provision.kind),) if h)),
                text=text,
                start=provision.start,
                end=provision.own_end,
                pieces=_pieces(source, provision.start, provision.own_end),
                heading=bool(provision.heading and provision.children),
            )
        )
    below = (*above, provision.heading) if provision.heading else above
    item = ""  # what "Thời gian thực hiện: …" behind it tells of
    for child in provision.children:
        tells = child.kind is ProvisionKind.PARAGRAPH and is_labelled(shown(source, child.start, child.own_end))
        _collect(document, child, (*below, item) if tells and item else below, found)
        if not tells:
            item = _told(source, child) if child.kind in _ITEMS and not child.children else ""


def _told(source: str, item: Provision) -> str:
    """What an item says, as a heading of what tells of it."""
    return _cut(shown(source, after_marker(source, item.start, item.own_end), item.own_end), ITEM)


def _pieces(source: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Neighbouring sentences (or clauses of a long sentence) together, up to PIECE characters."""
    parts: list[tuple[int, int]] = []
    for first, last in sentences(source, start, end):
        parts += clauses(source, first, last) if last - first > PIECE else [(first, last)]
    pieces: list[tuple[int, int]] = []
    for first, last in parts:
        if pieces and last - pieces[-1][0] <= PIECE:
            pieces[-1] = (pieces[-1][0], last)
        else:
            pieces.append((first, last))
    return tuple(pieces) or ((start, end),)


def _cut(heading: str, longest: int = HEADING) -> str:
    return heading if len(heading) <= longest else heading[:longest].rsplit(" ", 1)[0] + " …"
