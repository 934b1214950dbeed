"""Provinces: which a text names, with marks or without, and how their names are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from legalqa.vietnamese.agencies.data import provinces
from legalqa.vietnamese.text import fold, is_bare, key, typed_key

#: How else provinces are called.
_SHORT = {
    "Hồ Chí Minh": ("TP.HCM", "TP HCM", "TPHCM", "HCMC", "HCM", "Sài Gòn", "Saigon"),
    "Hà Nội": ("Hanoi",),
    "Hải Phòng": ("Haiphong",),
    "Đà Nẵng": ("Danang",),
}
# A place by its initials, and what tells that they are of a place.
_INITIALS = re.compile(
    r"(?P<before>\b(?:(?:[Tt]ỉnh|[Tt]inh|[Tt]hành phố|[Tt]hanh pho|TP\.?)\s*|(?:[Ởở]|[Oo])\s+(?!TP\b|CT\b)))(?P<initials>\b[A-ZĐ]{2,4})\b(?![/-])"
)
_KIND_OF_PLACE = re.compile(r"^(?:thành phố|tỉnh|tp\.?|xã|phường)\s+", re.I)


def places_named(text: str) -> list[str]:
    """The provinces that a text names, in its order; "Tuyên Quang năm 2024" does not name Quảng Nam, typed with marks or without."""
    return [name for _, _, name in provinces_in(text)]


def province_spans(text: str) -> list[tuple[int, int]]:
    """Where a text names provinces."""
    return [(start, end) for start, end, _ in provinces_in(text)]


def provinces_in(text: str) -> list[tuple[int, int, str]]:
    """Where a text names provinces, and which: (start, end, name)."""
    pattern, names = _provinces(is_bare(text))
    return [(*match.span(), names[match.group()]) for match in pattern.finditer(typed_key(text))]


def with_provinces(bare: str) -> str:
    """A text without diacritics with the provinces it names as they are written; of one syllable ("hue") none is sure."""
    pattern, names = _provinces(True)
    for match in reversed(list(pattern.finditer(fold(bare)))):
        name = names[match.group()]
        if " " in name and fold(name) == match.group():
            bare = bare[: match.start()] + name + bare[match.end() :]
    return bare


def with_initials(text: str, places: Iterable[str]) -> str:
    """A text with the initials of a place in full, behind what says that they are one: "ở ĐT", "TP CT", "tỉnh BN"; "DN" is no "ĐN".

    Args:
        text: A question.
        places: Those that may be meant; initials that two of them have mean none.
    """
    if not _INITIALS.search(text):
        return text
    names: dict[str, set[str]] = {}
    for place in places:
        name = _KIND_OF_PLACE.sub("", place)
        if " " in name:
            names.setdefault("".join(syllable[0] for syllable in key(name).split()), set()).add(name)

    def written(match: re.Match[str]) -> str:
        meant = names.get(key(match["initials"]), set())
        return match["before"] + "".join(meant) if len(meant) == 1 else match.group()

    return _INITIALS.sub(written, text)


@cache
def _provinces(bare: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    """What provinces are called, the longest first, and which one each name means."""
    form = fold if bare else key
    names = {form(other): name for name in provinces() if not name.isupper() for other in (name, *_SHORT.get(name, ()))}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b"), names
