"""The very words that answer: a share, a sum, a number, a time or a name in the sentence that answers, verbatim."""

from __future__ import annotations

import re

from legalqa.models import Question
from legalqa.vietnamese.deadlines import find_deadlines
from legalqa.vietnamese.text import fold
from legalqa.vietnamese.things import counts, hour_spans, kind_spans

#: Kinds of things that can be shown by themselves.
SHOWN = frozenset({"percent", "money", "number", "date", "duration", "person", "symbol"})
#: How far before and behind a candidate the question's words are looked for, in characters; those before count twice.
BEFORE, BEHIND = 36, 24
#: How much nearer the best of several candidates is.
CLEARLY = 2

# A date that belongs to the text named before it; a deputy of whom is asked about.
_CITED = re.compile(r"(?<!\d)0*(\d+)[\w/]*[-/][\w/-]+\s*,?\s*$")
_DEPUTY = re.compile(r"\bPhó (?:Chủ tịch|Giám đốc|Bí thư|Trưởng|Chủ nhiệm|Chánh)[^,.;]*$", re.I)
#: How far behind a number what it counts may end, in characters.
UNIT = 16

_NEXT = re.compile(r"[,;.]|\bvà\b")
_WORD = re.compile(r"\w+")
_DATE = re.compile(
    r"(?:ngày\s+)?\d{1,2}(?:/\d{1,2}/\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})|giai đoạn\s+\d{4}\s*[-–]\s*\d{4}", re.I
)
# How a time, without diacritics, tells the unit that is asked for.
_TOLD = {
    "span": re.compile(r"\btu\b.*\b(?:den|toi)\b|\d\s*[-–]\s*\d"),
    "day": re.compile(r"\bngay\b|\d/\d|\bgio\b|\btuan\b"),
    "month": re.compile(r"\bthang\b|\d/\d"),
    "quarter": re.compile(r"\bquy\b"),
    "year": re.compile(r"\b\d{4}\b"),
}
_FORMULA = re.compile(r"=[^.;,]{0,20}$|[×*/:]\s*$")
_SYMBOL = re.compile(r"\b\d+(?:/\d{4})?[-/][^\W\d_]\w*(?:[-/]\w+)*")
_YEARS = re.compile(r"(?:(?:vào|trong|đến|hết)\s+)?năm\s+\d{4}", re.I)
# Of what a number is asked: the two words before "số mấy".
_ASKED_OF = re.compile(r"(?<!\w)(\w+ \w+) so (?:may|nao|bao nhieu|hieu)\b")
# Words that belong to a measure before it: "không thấp hơn 0,5%".
_BEFORE = re.compile(
    r"(?:(?:không|chưa)\s+(?:thấp|ít|quá|vượt|dưới|nhỏ|kém|lớn|cao)(?:\s+(?:hơn|quá))?|ít nhất|tối thiểu|tối đa|trên|dưới"
    r"|hơn|gần|khoảng|từ|đạt|đến|bằng|mỗi|hằng|hàng)\s+$",
    re.I,
)
# Words that a measure goes on with: what it is a measure of, up to a sign or a word that begins something else.
_BEHIND = re.compile(
    r"(?:\s*%)?(?:\s+(?!(?:và|để|theo|nhằm|hoặc|nhưng|bảo đảm|trong đó|trước|của|trong|nếu|khi|kể|cho|tại|ở|do|với|từ|tính|đối|riêng|còn)\b)"
    r"(?:\d+ phút\b|[^\W\d_]+[23²³]?)(?:-[^\W\d_]+)*){0,7}(?:\s+trở lên|\s+trở xuống)?"
)


def exact(question: Question, sentence: str) -> str:
    """The words of a sentence that answer a question for a share, a sum, a number, a time or a name; "" where none do.

    Args:
        question: What was asked.
        sentence: The sentence that answers, as shown.

    Returns:
        A part of the sentence, character for character: of several, the one nearest to the question's words.
    """
    # What leans on a turn before may ask another thing than that did.
    leans = any(concept.weight < 1 for concept in question.topic)
    if question.asks not in SHOWN or leans:
        return ""
    spans = _candidates(question, sentence)
    asked = {fold(word) for concept in question.topic for way in concept.ways for word in way}
    ranked = sorted(((_nearness(sentence, span, spans, asked), span) for span in spans), reverse=True)
    several = len(ranked) > 1 and (question.english or ranked[0][0] < ranked[1][0] + CLEARLY)
    if not ranked or several or (ranked[0][0] == 0 and question.unit != "hour"):
        return ""
    start, end = ranked[0][1]
    if question.asks in ("percent", "money", "number", "duration"):
        start, end = _measure(sentence, start, end)
    return sentence[start:end].strip(" ,;.:")


def _candidates(question: Question, sentence: str) -> list[tuple[int, int]]:
    """Where the kind of thing that is asked for stands; of what is to be counted, where that is counted."""
    if question.unit == "hour":
        return hour_spans(sentence)
    if question.asks == "date":
        own = [span for span in _times(sentence) if not _is_cited(sentence[: span[0]], question)]
        return [span for span in own if _as_fine(question, sentence[span[0] : span[1]])]
    if question.asks == "symbol":
        return _symbols(question, sentence)
    spans = kind_spans(question.asks or "", sentence)
    if question.asks in ("percent", "number"):  # "Tỷ lệ = b/a 100%" is how one reckons
        spans = [span for span in spans if not _FORMULA.search(sentence[: span[0]])]
    if question.asks == "person":
        deputy = re.search(r"\bphó\b|\bpho\b", question.read.lower())
        return [span for span in spans if deputy or not _DEPUTY.search(sentence[: span[0]])]
    if question.asks == "number":
        spans = [span for span in spans if not re.match(r"\s*%", sentence[span[1] :])] or spans
    if question.counted:
        spans = [
            span for span in spans if counts(question.counted, sentence[span[0] : span[1] + UNIT], bare=question.bare)
        ]
    return spans


def _as_fine(question: Question, time: str) -> bool:
    """True for a time that tells as much as is asked: a month for "tháng mấy", a day for "ngày nào"."""
    return not question.unit or _TOLD[question.unit].search(fold(time)) is not None


def _is_cited(before: str, question: Question) -> bool:
    """True behind the number of a text that the question does not name: its date is not asked for."""
    cited = _CITED.search(before)
    return cited is not None and cited[1] not in re.findall(r"\d+", question.read)


def _times(sentence: str) -> list[tuple[int, int]]:
    """Deadlines as they are written, and the dates of texts that are named."""
    found = []
    for item in find_deadlines(sentence):
        years = [match.span() for match in _YEARS.finditer(item.words)]
        found += [(item.start + a, item.start + b) for a, b in years] if len(years) > 1 else [(item.start, item.end)]
    dates = [match.span() for match in _DATE.finditer(sentence)]
    return found + [span for span in dates if not any(span[0] < end and start < span[1] for start, end in found)]


def _symbols(question: Question, sentence: str) -> list[tuple[int, int]]:
    """Those of what the question asks the number of: "chỉ thị số mấy" → "Chỉ thị số 04/CT-UBND"; all where it says nothing."""
    spans = [match.span() for match in _SYMBOL.finditer(sentence)]
    asked = _ASKED_OF.search(fold(question.search))
    if not asked:
        return spans
    return [span for span in spans if re.search(rf"\b{asked[1]}(?:\s+so)?\s*:?\s*$", fold(sentence[: span[0]]))]


def _nearness(sentence: str, span: tuple[int, int], spans: list[tuple[int, int]], asked: set[str]) -> int:
    """How many of the question's words stand around a candidate: up to the one before, and to where another part begins."""
    since = max((end for _, end in spans if end <= span[0]), default=0)
    before = fold(sentence[max(since, span[0] - BEFORE) : span[0]])
    behind = fold(_NEXT.split(sentence[span[1] : span[1] + BEHIND])[0])
    return 2 * len(asked & set(_WORD.findall(before))) + len(asked & set(_WORD.findall(behind)))


def _measure(sentence: str, start: int, end: int) -> tuple[int, int]:
    """A measure with the words that bound it and what it is a measure of."""
    while start and sentence[start - 1] in "0123456789.,":
        start -= 1
    if before := _BEFORE.search(sentence[:start]):
        start = before.start()
    behind = _BEHIND.match(sentence[end:])
    return start, end + (behind.end() if behind else 0)
