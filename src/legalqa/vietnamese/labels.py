"""What a paragraph is about, as it says itself: its label ("Thời gian: từ ngày …") or the heading that it stands under."""

from __future__ import annotations

import re

from legalqa.vietnamese.text import fold

# "b) Thời gian:", "- Cơ quan thực hiện:": what stands before a colon, behind the paragraph's number or dash.
_LABEL = re.compile(r"\W*(?:[^\W_]{1,4}[).]\s*)?(?P<label>[^:\n]{3,60}):")
#: The most characters of a label that is no clause.
_FEW = 40
_REMARKS = re.compile(r"(?:luu y|ghi chu|chu y|can cu|trong do|cu the|gom|bao gom|vi du|nhu sau)\b|\W*\d+$")
#: The most of a heading that is taken for a label, in characters.
_LONGEST = 90


def is_labelled(text: str) -> bool:
    """True for a paragraph that says before a colon what it tells, in a few words: "Thời gian thực hiện: …"; not "Lưu ý: …"."""
    found = _LABEL.match(text)
    return found is not None and len(found["label"]) <= _FEW and not _REMARKS.match(fold(found["label"]))


def label_of(text: str, headings: tuple[str, ...]) -> str:
    """What a paragraph says before a colon of what follows; else the heading above it, but the title; "" for none.

    Args:
        text: The paragraph.
        headings: Above it, the title first.
    """
    if found := _LABEL.match(text):
        return found["label"]
    return headings[-1][:_LONGEST] if headings[1:] else ""
