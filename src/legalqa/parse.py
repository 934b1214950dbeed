"""Source → Document; never refuses. (provisional: paragraphs only)"""

from __future__ import annotations

import re
from collections.abc import Mapping

from legalqa.models import Document, Provision, ProvisionKind, Source

#: Raised whenever the same source may give another tree; the index's stamp records it.
VERSION = 0


def parse(source: Source, *, id: str, catalog: Mapping[str, str] | None = None) -> Document:
    provisions = []
    for n, match in enumerate(re.finditer(r"\S[^\n]*", source.text), 1):
        provisions.append(
            Provision(f"doan_{n}", ProvisionKind.PARAGRAPH, "", "", f"đoạn {n}", match.start(), match.end(), match.end())
        )
    row = catalog or {}
    return Document(id, source, tuple(provisions), title=row.get("title") or None, number=row.get("number") or None)
