"""Kinds of documents: how they are called, how they are shortened, and which of them are laws."""

from __future__ import annotations

from legalqa.vietnamese.text import fold

#: Kinds of documents and how they are shortened, as search keys.
KINDS = {
    "chỉ thị": ("ct",),
    "kế hoạch": ("kh",),
    "nghị quyết": ("nq",),
    "quyết định": ("qd",),
    "công văn": ("cv",),
    "thông báo": ("tb",),
    "hướng dẫn": ("hd",),
    "chương trình": ("ctr", "chuong trinh hanh dong"),
    "công điện": ("cd",),
    "thông tư": ("tt",),
    "nghị định": ("nd",),
    "kết luận": ("kl",),
    "đề án": (),
    "văn bản": (),
}
#: Those whose names are no other words as well: "hướng dẫn" is mostly what somebody does.
DOCUMENTS = tuple(kind for kind in KINDS if kind not in ("hướng dẫn", "chương trình", "đề án"))
#: Laws, which are told by a name rather than by a number; the longer first.
LAWS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")


def alternatives(kinds: tuple[str, ...]) -> str:
    """The kinds as a regular expression reads one of them, with and without diacritics."""
    return "|".join(dict.fromkeys((*kinds, *map(fold, kinds))))
