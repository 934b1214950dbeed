"""Names for the nodes of a tree: kinds, stable ids, and the labels a lawyer writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from legalqa.models import Provision, ProvisionKind
from legalqa.parse.tree import Grid, Node
from legalqa.vietnamese.markers import UNORDERED, Family
from legalqa.vietnamese.text import fold

_NUMBERED = frozenset(
    {Family.ROMAN, Family.UPPER, Family.DECIMAL, Family.DECIMAL_PAREN, Family.SECTION, Family.SUBSECTION}
)
_RANKS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SIGN_NAMES = {Family.DASH: "gạch đầu dòng", Family.PLUS: "dấu cộng đầu dòng", Family.BULLET: "chấm đầu dòng"}
_SIGN_IDS = {Family.DASH: "gach", Family.PLUS: "cong", Family.BULLET: "cham"}
_HEADING_END = re.compile(r"[.;!?][\"”’')\]]*$|\./")


class Namer:
    """Turns nodes into provisions; one for each document, since ids are unique in a document.

    Args:
        clauses: True where numbers at the top are khoản (the text has điểm under them and no section above).
    """

    def __init__(self, clauses: bool) -> None:
        self._clauses = clauses
        self._taken: set[str] = set()

    def provisions(self, nodes: Iterable[Node], parent_eid: str = "", tail: str = "") -> tuple[Provision, ...]:
        """The provisions of sibling nodes under a parent that is cited as ``tail`` ("khoản 1", "Phụ lục I")."""
        return self._siblings(list(nodes), parent_eid, tail, section="", marker=None, base=tail)

    def claim(self, eid: str) -> str:
        """An id that no other provision of the document has: the wanted one, or with "-2", "-3" behind it."""
        wanted, n = eid, 1
        while eid in self._taken:
            n += 1
            eid = f"{wanted}-{n}"
        self._taken.add(eid)
        return eid

    def _siblings(
        self, nodes: list[Node], parent_eid: str, tail: str, section: str, marker: Family | None, base: str
    ) -> tuple[Provision, ...]:
        counts: Counter[str] = Counter()
        offset = 1 if marker is not None and self._has_own_words else 0
        counts["doan"] = offset
        plain = sum(1 for node in nodes if node.marker is None and node.grid is None)
        return tuple(
            self._provision(node, parent_eid, tail, section, counts, plain + offset, marker, base) for node in nodes
        )

    _has_own_words = False

    def _provision(
        self, node: Node, parent_eid: str, tail: str, section: str, counts: Counter[str], plain: int,
        above: Family | None, base: str,
    ) -> Provision:  # fmt: skip
        if node.grid is not None:
            return self._table(node.grid, parent_eid, tail, counts)
        assert node.paragraph is not None
        paragraph = node.paragraph
        kind, segment, label, path = self._name(node, tail, section, counts, plain, above, base)
        eid = self.claim(_under(parent_eid, segment))
        own_words = bool(_HEADING_END.search(paragraph.text)) and not paragraph.strong
        outer, self._has_own_words = self._has_own_words, own_words
        family = node.marker.family if node.marker else None
        children = self._siblings(node.children, eid, label, path or "", family, base)
        self._has_own_words = outer
        text = node.marker.text if node.marker else ""
        heading = ""
        if (children and not own_words) or paragraph.strong:
            heading = paragraph.text[len(text) :].strip() or paragraph.text
        end = max([paragraph.end, *(child.end for child in children)])
        return Provision(eid, kind, text, heading, label, paragraph.start, paragraph.end, end, children)

    def _name(
        self, node: Node, tail: str, section: str, counts: Counter[str], plain: int, above: Family | None, base: str
    ) -> tuple[ProvisionKind, str, str, str | None]:
        """(kind, id segment, label, section path for what stands below)."""
        marker = node.marker
        if marker is None:
            counts["doan"] += 1
            n = counts["doan"]
            name = f"đoạn {_rank(n)}" if plain > 1 or above is not None else "đoạn"
            return ProvisionKind.PARAGRAPH, f"doan_{n}", _comma(name, tail), section or None
        family, name = marker.family, marker.name
        if family in UNORDERED:
            counts[_SIGN_IDS[family]] += 1
            n = counts[_SIGN_IDS[family]]
            label = _comma(f"{_SIGN_NAMES[family]} {_rank(n)}", tail)
            return ProvisionKind.DASH, f"{_SIGN_IDS[family]}_{n}", label, section or None
        if family is Family.PART:
            return ProvisionKind.PART, f"phan_{_plain(name)}", _comma(f"Phần {name}", base), ""
        if family is Family.CHAPTER:
            return ProvisionKind.CHAPTER, f"chuong_{_plain(name)}", _comma(f"Chương {name}", tail), ""
        if family is Family.ARTICLE:
            return ProvisionKind.ARTICLE, f"dieu_{_plain(name)}", _comma(f"Điều {name}", base), None
        if family in (Family.SECTION, Family.SUBSECTION):
            word = "Mục" if family is Family.SECTION else "Tiểu mục"
            return ProvisionKind.SECTION, f"{_plain(word)}_{_plain(name)}".lower(), _space(f"{word} {name}", tail), ""
        if family is Family.SPOKEN:
            return ProvisionKind.SECTION, f"muc_{_plain(name)}".lower(), _comma(f"mục “{name}”", tail), None
        if family in _NUMBERED and self._is_clause(family, section, tail, base):
            return ProvisionKind.CLAUSE, f"khoan_{_plain(name)}", _space(f"khoản {name}", tail), None
        if family in _NUMBERED and (section or tail == base or family in (Family.ROMAN, Family.UPPER)):
            path = _path(section, name)
            return ProvisionKind.SECTION, f"muc_{_plain(name)}", _comma(f"mục {path}", base), path
        return ProvisionKind.POINT, f"diem_{_plain(name)}", _space(f"điểm {name}", tail), section or None

    def _is_clause(self, family: Family, section: str, tail: str, base: str) -> bool:
        if family not in (Family.DECIMAL, Family.DECIMAL_PAREN) or section:
            return False
        return tail.startswith(("Điều", "khoản")) or (self._clauses and tail == base)

    def _table(self, grid: Grid, parent_eid: str, tail: str, counts: Counter[str]) -> Provision:
        counts["bang"] += 1
        n = counts["bang"]
        eid = self.claim(_under(parent_eid, f"bang_{n}"))
        label = _comma(f"bảng {n}", tail)
        rows = []
        for index, row in enumerate(grid.rows, 1):
            filled = [cell for cell in row if cell.text]
            if not filled:
                continue
            start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
            number = filled[0].text.strip(" .")
            named = re.fullmatch(r"[\d.]{1,9}|[IVX]{1,5}|[A-ZĐ]", number) and len(filled) > 1
            name = f"dòng số {number}" if named else f"dòng {index}"
            row_eid = self.claim(f"{eid}__dong_{index}")
            cells = tuple((cell.start, cell.end) for cell in row)
            rows.append(Provision(row_eid, ProvisionKind.ROW, "", "", _comma(name, label), start, end, end, (), cells))
        return Provision(eid, ProvisionKind.TABLE, "", "", label, grid.start, grid.start, grid.end, tuple(rows))


def has_clauses(nodes: list[Node]) -> bool:
    """True where numbers at the top of a text are khoản: lettered điểm stand under one, and no section above."""
    top = [node for node in nodes if node.marker]
    return any(node.marker and node.marker.family is Family.DECIMAL for node in top) and any(
        child.marker is not None and child.marker.family is Family.LETTER
        for node in top
        if node.marker and node.marker.family is Family.DECIMAL
        for child in node.children
    )


def _rank(n: int) -> str:
    return f"thứ {_RANKS[n - 1]}" if n <= len(_RANKS) else f"thứ {n}"


def _under(parent: str, segment: str) -> str:
    return f"{parent}__{segment}" if parent else segment


def _plain(name: str) -> str:
    """A marker's name as it may stand in an address; "đ" becomes "dd", so that it is not "d"."""
    spelled = name.replace("đ", "dd").replace("Đ", "DD")
    kept = fold(spelled) if not spelled.isascii() else spelled
    return re.sub(r"[^\w.]+", "-", kept).strip("-")


def _path(section: str, name: str) -> str:
    """ "II" and "1" → "II.1"; "II.2" and "2.1" → "II.2.1", since the number repeats its parent's; "V" and "V.2" → "V.2"."""
    if not section:
        return name
    if name.startswith(section + "."):
        return name
    parts = section.split(".")
    for size in range(len(parts) - 1, -1, -1):
        shared = ".".join(parts[size:])
        if name.startswith(shared + "."):
            return ".".join([*parts[:size], name])
    return f"{section}.{name}"


def _space(name: str, tail: str) -> str:
    return f"{name} {tail}" if tail and not tail.startswith(("gạch", "dấu", "chấm", "đoạn")) else _comma(name, tail)


def _comma(name: str, tail: str) -> str:
    return f"{name}, {tail}" if tail else name
