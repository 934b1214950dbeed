"""Lines → paragraphs: what a hard wrap or a page break cut in two is joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from legalqa.parse.lines import Line, LineKind
from legalqa.vietnamese import markers
from legalqa.vietnamese.markers import UNORDERED, Family
from legalqa.vietnamese.text import LOWER, UPPER

_TERMINAL = re.compile(r"(?:[.:;!?…]|\./\.?|/\.)[\"”’')\]]*$")
_SENTENCE_END = re.compile(r"(?:[.!?…]|\./\.?)[\"”’')\]]*$")
# Words after which no Vietnamese sentence, heading or list item ends.
_DANGLING = re.compile(
    r"(?:,|\b(?:và|của|các|những|cho|theo|tại|với|trong|về|hoặc|để|do|là|bởi|được|bằng|từ|đến|như|số|một|ngày|tháng|năm"
    r"|giữa|trên|dưới|vào|ra|cùng|thuộc|gồm))$"
)
# Those of them that may end a heading after all ("chuyển đổi số"): before a marker and a capital they do.
_MAY_END = re.compile(r"\b(?:số|một|ngày|tháng|năm|ra|vào|trên|dưới)$")
_LOWER_START = re.compile(rf"[{LOWER}(]")
_STRONG = frozenset({Family.PART, Family.CHAPTER, Family.SECTION, Family.SUBSECTION, Family.ARTICLE})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A logical paragraph: its span, what is shown of it, and whether it is set in bold or capitals as headings are."""

    start: int
    end: int
    text: str
    strong: bool

    @property
    def readings(self) -> tuple[markers.Marker, ...]:
        """The readings of its marker."""
        return markers.read(self.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a source is set: the column at which lines were wrapped (0: a paragraph is a line), blank lines between."""

    width: int
    spaced: bool


def layout(lines: list[Line]) -> Layout:
    """The source's layout: lines were wrapped where many go on in lower case what the line above left open."""
    text = [line for line in lines if line.kind is LineKind.TEXT]
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if first.kind is LineKind.TEXT and second.kind is LineKind.TEXT
    ]
    going_on = sum(bool(_LOWER_START.match(b.text)) and not _TERMINAL.search(a.text) for a, b in pairs)
    lengths = sorted(line.end - line.start for line in text)
    if not pairs or going_on < 0.15 * len(pairs) or lengths[int(0.95 * len(lengths))] > 130:
        return Layout(0, False)
    blank = sum(1 for line in lines if line.kind is LineKind.BLANK)
    return Layout(lengths[int(0.95 * len(lengths))], blank * 8 > len(text))


def join(text: str, lines: list[Line], style: Layout) -> list[Paragraph]:
    """The paragraphs of a run of lines; bars and rules part paragraphs like a blank line."""
    groups: list[list[Line]] = []
    gap = True
    for line in lines:
        if line.kind is not LineKind.TEXT:
            gap = True
            continue
        if groups and _continues(groups[-1], line, gap, style, text):
            groups[-1].append(line)
        else:
            groups.append([line])
        gap = False
    return [_paragraph(text, group) for group in groups]


def _paragraph(text: str, group: list[Line]) -> Paragraph:
    start, end = group[0].start, group[-1].end
    return Paragraph(start, end, " ".join(line.text for line in group), _is_strong(text, group))


def _is_strong(text: str, group: list[Line]) -> bool:
    """Set as headings are: the whole paragraph (or all behind its marker) in bold, or in capitals."""
    raw = text[group[0].start : group[-1].end]
    seen = " ".join(line.text for line in group)
    if raw.startswith("#") or is_capitals(seen):
        return True
    outside = re.sub(r"\*\*.*?\*\*", "", raw, flags=re.S)
    return "**" in raw and not re.search(r"[^\W\d_]{2}", outside)


def is_capitals(text: str) -> bool:
    """True where the letters are capitals, as in titles; small words such as "v/v" do not count against it."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 2 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)


def _continues(group: list[Line], line: Line, gap: bool, style: Layout, text: str) -> bool:
    last = group[-1]
    found = markers.read(line.text)
    if found and _is_marker(found[0], group, line, gap, style, text):
        return False
    if gap or not style.width:
        return _was_cut(group, line, gap, style)
    if style.spaced:
        return not _set_apart(text, last, line)
    if _set_apart(text, last, line):
        return False
    return not _TERMINAL.search(last.text) or bool(_LOWER_START.match(line.text))


def _was_cut(group: list[Line], line: Line, gap: bool, style: Layout) -> bool:
    """True where a page break (or a wrap in an unwrapped source) cut the paragraph before this line."""
    last = group[-1].text
    if _LOWER_START.match(line.text) and not line.text.startswith("("):
        return not _SENTENCE_END.search(last) and not last.endswith(":")
    whole = sum(len(part.text) for part in group)
    return bool(_DANGLING.search(last)) and not is_capitals(last) and (whole > 60 or (gap and whole > 30))


def _set_apart(text: str, last: Line, line: Line) -> bool:
    """True where one line ends in bold (or capitals) and the next starts a new setting."""
    ends = text[last.start : last.end].endswith("**") and not text[last.start : last.end].strip("* ").isdigit()
    starts = text[line.start : line.end].startswith("**")
    return (ends and starts and bool(_heads(text, line))) or (is_capitals(last.text) and _sentence_like(line.text))


def _heads(text: str, line: Line) -> bool:
    return bool(markers.read(line.text)) or is_capitals(line.text)


def _sentence_like(text: str) -> bool:
    return bool(re.match(rf"\(?[{UPPER}][{LOWER}]", text)) and not is_capitals(text)


def _is_marker(found: markers.Marker, group: list[Line], line: Line, gap: bool, style: Layout, text: str) -> bool:
    """True where what looks like a marker is one, given what stands before it."""
    before = group[-1].text
    rest = line.text[len(found.text) :].lstrip(" .)")
    closed = bool(_TERMINAL.search(before)) or is_capitals(before)
    open_ended = bool(_DANGLING.search(before)) and not (_MAY_END.search(before) and rest[:1].isupper())
    bold = text[line.start : line.end].startswith("**") or text[line.start : line.end].startswith("#")
    if found.family in UNORDERED:
        if closed:
            return True
        if re.match(rf"\(?\d|[{LOWER}]", rest) and not (_is_dashed(group[0]) and not style.width):
            return False
        return gap or not style.width or _is_short(group[-1], line, style)
    if closed or bold or (gap and not open_ended):
        return True
    if found.family in _STRONG:
        return not style.width and not open_ended
    if not style.width:
        return not open_ended
    return _is_short(group[-1], line, style) and rest[:1].isupper()


def _is_dashed(line: Line) -> bool:
    found = markers.read(line.text)
    return bool(found) and found[0].family in UNORDERED


def _is_short(last: Line, line: Line, style: Layout) -> bool:
    """True where the line's first words would have fitted behind the last one: the wrap was not forced."""
    words = " ".join(line.text.split(" ")[:2])
    return (last.end - last.start) + len(words) + 1 < 0.8 * style.width
