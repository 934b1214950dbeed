"""The promises of the parser, as checks that several tests use."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from legalqa.models import Document, Source
from legalqa.parse import parse
from legalqa.parse.lines import LineKind, scan

CORPUS = Path(__file__).parents[1] / "corpus"


def parse_text(text: str, **catalog: str) -> Document:
    return parse(Source("a.txt", unicodedata.normalize("NFC", text)), id="a", catalog=catalog)


def parse_file(path: Path) -> Document:
    return parse(Source(path.name, unicodedata.normalize("NFC", path.read_text("utf-8"))), id=path.stem)


def broken_promises(document: Document) -> list[str]:
    """What is wrong with a tree: overlaps, disorder, repeated ids, children outside their parents, lost text."""
    text = document.source.text
    wrong = []
    covered = bytearray(len(text))
    at = 0
    eids: set[str] = set()
    for node in document.walk():
        if not at <= node.start <= node.own_end <= node.end <= len(text):
            wrong.append(f"{node.eid}: {node.start}, {node.own_end}, {node.end} after {at}")
        if node.eid in eids:
            wrong.append(f"{node.eid}: twice")
        eids.add(node.eid)
        wrong += [f"{c.eid}: outside {node.eid}" for c in node.children if c.start < node.own_end or c.end > node.end]
        covered[node.start : node.own_end] = b"\1" * (node.own_end - node.start)
        at = max(at, node.own_end)
    for line in scan(text):
        lost = [i for i in range(line.start, line.end) if not covered[i] and not text[i].isspace()]
        if line.kind is LineKind.TEXT and lost:
            wrong.append(f"lost at {lost[0]}: {text[line.start : line.end][:40]!r}")
    return wrong


def outline(document: Document) -> str:
    """The tree as a page of text, for golden files: id, label, span and first words of each provision."""
    rows = [f"{name}: {value}" for name in ("kind", "number", "issuer", "place", "date", "title", "signer")
            if (value := getattr(document, name)) is not None]  # fmt: skip

    def walk(node, depth: int) -> None:
        words = " ".join(document.source.text[node.start : node.own_end].split())[:48].strip()
        rows.append(f"{'  ' * depth}{node.eid} | {node.label} | {node.start}:{node.own_end}:{node.end} | {words}")
        for child in node.children:
            walk(child, depth + 1)

    for root in document.provisions:
        walk(root, 0)
    return "\n".join(rows) + "\n"
