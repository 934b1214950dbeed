"""What a paragraph is about, as it says itself: its label ("Thời gian: từ ngày …") or the heading that it stands under."""

from __future__ import annotations

import re

# "b) Thời gian:", "- Cơ quan thực hiện:": what stands before a colon, behind the paragraph's number or dash.
_LABEL = re.compile(r"\W*(?:[^\W_]{1,4}[).]\s*)?(?P<label>[^:\n]{3,60}):")
#: The most of a heading that is taken for a label, in characters.
_LONGEST = 90


def is_labelled(text: str) -> bool:
    """True for a paragraph that says before a colon what it tells."""
    return _LABEL.match(text) is not None


def label_of(text: str, headings: tuple[str, ...]) -> str:
    """What a paragraph says before a colon of what follows; else the heading above it, but the title; "" for none.

    Args:
        text: The paragraph.
        headings: Above it, the title first.
    """
    if found := _LABEL.match(text):
        return found["label"]
    return headings[-1][:_LONGEST] if headings[1:] else ""
