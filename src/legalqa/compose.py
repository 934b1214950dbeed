"""Evidence → Answer. No citation, no answer: each quote is read again in the record of truth before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from legalqa.errors import NotFound
from legalqa.exact import exact
from legalqa.models import Answer, Citation, Question, Status
from legalqa.select import Evidence
from legalqa.vietnamese.text import capital, shown

#: Citations of an answer at the most.
CITATIONS = 5
#: A further passage is cited as related down to this much below the first one's score.
RELATED = 6.0

#: An answer leads with a share, a time, a number only where its passage carries this share of the question's words.
SURE = 0.6
#: What an answer says where the quoted passage lacks the kind of thing that was asked for.
LACKS = {
    "date": "Đoạn này không ghi ngày hay thời hạn.",
    "duration": "Đoạn này không ghi khoảng thời gian.",
    "number": "Đoạn này không nêu con số.",
    "percent": "Đoạn này không nêu tỷ lệ.",
    "money": "Đoạn này không nêu số tiền.",
    "person": "Đoạn này không nêu tên người.",
    "contact": "Đoạn này không nêu địa chỉ hay số điện thoại.",
    "holder": "Đoạn này không nêu ai giữ chức vụ đó.",
    "account": "Đoạn này không nêu số tài khoản.",
    "papers": "Đoạn này không kể giấy tờ.",
    "road": "Đoạn này không nêu tên đường.",
    "company": "Đoạn này không nêu tên doanh nghiệp.",
    "symbol": "Đoạn này không nêu số, ký hiệu văn bản.",
}
#: What is told of a quoted task: that nobody is named, and whom it is given to.
NOBODY = "Đoạn này không nêu cơ quan thực hiện."
GIVEN = "Việc trong đoạn này được giao cho: "
#: Stands above passages beside the first, and behind a refusal that shows some.
RELATED_PASSAGES = "Liên quan:"
NEAREST = "Các đoạn dưới đây gần nhất, không trả lời câu hỏi."
#: Stands between those who lead a task and those who take part.
WITH = " – phối hợp: "
NO_ANSWER = "Các văn bản đã rà soát không trả lời câu hỏi này."
#: What is said first where a question lies beyond the texts.
BEYOND = {
    "personal": "Tôi không tư vấn vụ việc cá nhân; việc của riêng bạn xin hỏi cơ quan có thẩm quyền hoặc luật sư.",
    "people": "Tôi không nói về đời tư hay đánh giá con người; tôi chỉ trích văn bản trong kho.",
    "elsewhere": "Câu hỏi này nằm ngoài các văn bản trong kho; tôi chỉ trích văn bản.",
}


def compose(
    question: Question,
    evidence: Sequence[Evidence],
    *,
    names: Mapping[str, str],
    sources: Mapping[str, str],
    read: Callable[[str], str],
    searched: Mapping[str, int],
    answers: Callable[[Evidence, Question], bool],
) -> Answer:
    """The answer: the best evidence quoted where it stands, other relevant passages after it, or an honest no.

    What was asked for by kind (a share, a time, a name) leads, in the words of the quote.
    It is partial where the quote lacks the kind of thing that was asked for, and says so.

    Args:
        question: What was asked.
        evidence: What was selected, best first.
        names: Document id → how it is named in a sentence.
        sources: Document id → path of its source.
        read: Document id → the source's text in the library, for the verifier.
        searched: How many documents and passages were looked through.
        answers: Whether the best evidence answers.
    """
    if not evidence or not answers(evidence[0], question):
        near = cite(evidence[:CITATIONS], sources, read)
        return _answer(question, "unanswerable", _no_answer(near, searched, question.beyond), (), near, searched)
    kept = [item for item in evidence[:CITATIONS] if item.score >= evidence[0].score - RELATED]
    citations = cite(kept, sources, read)
    if not citations or citations[0].quote != kept[0].quote:
        return _answer(question, "unanswerable", NO_ANSWER, (), citations, searched)
    lack = "" if kept[0].kind else LACKS.get(question.asks or "", "")
    status: Status = "partial" if lack else "answered"
    words = "" if lack or kept[0].covered < SURE else exact(question, shown(read(citations[0].document), *kept[0].best))
    lead = f"“{words}” [{citations[0].n}]\n" if words and words in citations[0].quote else ""
    return _answer(question, status, lead + _wording(citations, names, lack), citations, (), searched)


def verify(citation: Citation, read: Callable[[str], str]) -> bool:
    """True where the source's text at the span is the quote, character for character as shown."""
    try:
        text = read(citation.document)
    except NotFound:
        return False
    inside = 0 <= citation.start < citation.end <= len(text)
    return inside and shown(text, citation.start, citation.end) == citation.quote


def address(document: str, eid: str) -> str:
    """Where a paragraph is read: a path on the server that answers."""
    return f"/van-ban/{document}#{eid}"


def cite(evidence: Sequence[Evidence], sources: Mapping[str, str], read: Callable[[str], str]) -> tuple[Citation, ...]:
    """Numbered citations of the evidence that the verifier passes."""
    drafts = [
        Citation(
            n=0,
            document=item.hit.passage.document,
            source=sources.get(item.hit.passage.document, ""),
            eid=item.hit.passage.eid,
            label=item.hit.passage.label,
            quote=item.quote,
            start=item.start,
            end=item.end,
            url=address(item.hit.passage.document, item.hit.passage.eid),
        )
        for item in evidence
    ]
    return numbered(drafts, read)


def draft(
    n: int, document: str, source: str, eid: str, label: str, span: tuple[int, int], read: Callable[[str], str]
) -> Citation:
    """A citation of a span, to be verified."""
    return Citation(
        n=n, document=document, source=source, eid=eid, label=label, quote=shown(read(document), *span),
        start=span[0], end=span[1], url=address(document, eid),
    )  # fmt: skip


def numbered(drafts: Iterable[Citation], read: Callable[[str], str]) -> tuple[Citation, ...]:
    """Those that the verifier passes, numbered from 1."""
    return tuple(replace(draft, n=n) for n, draft in enumerate((d for d in drafts if verify(d, read)), 1))


def scanned(searched: Mapping[str, int]) -> str:
    """How much was looked through: "5 văn bản, 172 đoạn"."""
    return f"{searched['documents']} văn bản, {searched['passages']} đoạn"


def _wording(citations: Sequence[Citation], names: Mapping[str, str], lack: str) -> str:
    """ "Theo điểm b khoản 6, Kế hoạch …: “…” [1]", what that lacks, then the related passages, one a line."""
    first, *others = citations
    lines = [f"Theo {first.label}, {names[first.document]}:", f"“{first.quote}” [{first.n}]"]
    lines += [lack] if lack else []
    if others:
        lines += ["", RELATED_PASSAGES]
        lines += [f"- {capital(c.label)}{_elsewhere(c, first, names)}: “{c.quote}” [{c.n}]" for c in others]
    return "\n".join(lines)


def _elsewhere(citation: Citation, first: Citation, names: Mapping[str, str]) -> str:
    return "" if citation.document == first.document else f", {names[citation.document]}"


def _no_answer(near: Sequence[Citation], searched: Mapping[str, int], beyond: str | None) -> str:
    looked = () if beyond == "personal" else (NO_ANSWER, f"Đã rà soát {scanned(searched)}.")
    told = " ".join(filter(None, (BEYOND.get(beyond or ""), *looked)))
    return f"{told} {NEAREST}" if near else told


def _answer(
    question: Question,
    status: Status,
    text: str,
    citations: tuple[Citation, ...],
    near: tuple[Citation, ...],
    searched: Mapping[str, int],
) -> Answer:
    return Answer(question.text, status, text, citations, (), near, searched=dict(searched))
