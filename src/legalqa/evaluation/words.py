"""Every word of a report, in Vietnamese and in English, and how each language writes numbers and dates."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalqa.errors import LegalqaError

LANGUAGES = ("vi", "en")
NONE = "–"
_SPACE = "\N{NO-BREAK SPACE}"
#: Measures that are no share of anything, written as numbers from 0 to 1.
_INDICES = frozenset({"nDCG@10", "RR@10", "F2", "F2@1", "duty_F1"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A measured value as written: the value, and its interval in brackets, or nothing."""

    text: str
    interval: str = ""

    def __str__(self) -> str:
        return f"{self.text} {self.interval}".strip()


@dataclass(frozen=True, slots=True)
class Words:
    """One language of a report."""

    lang: str

    def __getitem__(self, key: str) -> str:
        return PAIRS[key][LANGUAGES.index(self.lang)]

    def say(self, key: str, **values: object) -> str:
        """The words of that key with the names in braces filled in."""
        return self[key].format(**values)

    def name(self, group: str, value: str) -> str:
        """What a kind, a wording, a status … is called; the value itself where it has no name here."""
        key = f"{group}.{value}"
        return self[key] if key in PAIRS else value

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number with the language's decimal mark; a dash for none."""
        if value is None or not math.isfinite(value):
            return NONE
        written = f"{value:,.{digits}f}".replace("-", "\N{MINUS SIGN}")
        return written.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else written

    def hundredths(self, share: float | None) -> str:
        """A share times 100: whole, but with a decimal where it would pass for none or all."""
        if share is None or not math.isfinite(share):
            return NONE
        if 0 < share < 0.005 or 0.995 <= share < 1:
            return self.number(min(max(share * 100, 0.1), 99.9), 1)
        return self.number(share * 100)

    def percent(self, share: float | None) -> str:
        """A share as a percentage."""
        written = self.hundredths(share)
        return written if written == NONE else f"{written}{_SPACE}%"

    def measure(self, name: str, stat: Mapping[str, Any] | None) -> Cell:
        """A measure with its interval; a dash where a part does not have it.

        Args:
            name: The measure, which decides whether it is a share or an index.
            stat: {"value", "low", "high", "n"}.
        """
        if not stat or stat["value"] is None or not math.isfinite(stat["value"]):
            return Cell(NONE)
        index = name in _INDICES
        ends = [stat.get("low"), stat.get("high")]
        known = all(end is not None and math.isfinite(end) for end in ends) and ends[0] != ends[1]
        low, high = (self.number(end, 2) if index else self.hundredths(end) for end in ends)
        value = self.number(stat["value"], 2) if index else self.percent(stat["value"])
        return Cell(value, f"[{low}–{high}]" if known else "")

    def time(self, seconds: float | None) -> str:
        """A duration: milliseconds below a second."""
        if seconds is None or not math.isfinite(seconds):
            return NONE
        if seconds < 1:
            return f"{self.number(seconds * 1000)}{_SPACE}ms"
        return f"{self.number(seconds, 1)}{_SPACE}s"

    def date(self, text: str) -> str:
        """A time of day in ISO form as the language writes it; the text itself where it is none."""
        try:
            when = dt.datetime.fromisoformat(text)
        except ValueError:
            return text or NONE
        zone = f" ({when:%Z})" if when.tzinfo else ""
        if self.lang == "vi":
            return f"{when:%d/%m/%Y, %H:%M}{zone}"
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M}{zone}"


def words(lang: str) -> Words:
    """The words of a language.

    Raises:
        LegalqaError: There are none in that language.
    """
    if lang not in LANGUAGES:
        raise LegalqaError(f"báo cáo chỉ có tiếng Việt (vi) và tiếng Anh (en), không có {lang!r}")
    return Words(lang)


#: Key → (Vietnamese, English); a name in braces is filled in with ``str.format``.
PAIRS: dict[str, tuple[str, str]] = {
    "title": ("Báo cáo đánh giá hỏi đáp văn bản", "Evaluation of question answering over directives"),
    "purpose": (
        "Hệ thống trả lời bằng cách trích nguyên văn kèm nơi trích. Báo cáo này cho biết nó trả lời đúng đến đâu, "
        "biết từ chối đến đâu, và sai ở những câu nào.",
        "The system answers by quoting verbatim and naming the place. This report tells how often it is right, how well "
        "it knows when not to answer, and which questions it got wrong.",
    ),
    "contents": ("Trong báo cáo này", "In this report"),
    "skip": ("Đến nội dung chính", "Skip to the content"),
    # what was run
    "run": ("Lần chạy", "What was run"),
    "run.set": ("Bộ câu hỏi", "Question set"),
    "run.questions": ("Số câu hỏi", "Questions"),
    "run.split": (
        "{all} ({answered} câu có lời đáp trong văn bản, {none} câu không)",
        "{all} ({answered} that the texts answer, {none} that they do not)",
    ),
    "run.date": ("Ngày chạy", "Date"),
    "run.corpus": ("Văn bản", "Corpus"),
    "run.counts": ("{documents} văn bản, {passages} đoạn", "{documents} documents, {passages} passages"),
    "run.model": ("Mô hình nhúng", "Embedding model"),
    "run.unit": ("Đơn vị chấm", "Judged by"),
    "unit.passage": ("đoạn văn", "passage"),
    "unit.document": ("cả văn bản", "whole document"),
    # headline figures
    "figures": ("Kết quả chính", "Headline figures"),
    "figures.over": ("trên {n} câu", "over {n} questions"),
    "figures.interval": (
        "Số trong ngoặc vuông là khoảng tin cậy 95 %: nếu hỏi một bộ câu hỏi khác cùng loại và cùng cỡ, kết quả "
        "nhiều khả năng nằm trong khoảng đó. Khoảng càng rộng thì càng ít câu để kết luận. Không ghi khoảng khi mọi "
        "câu đều cho cùng một giá trị.",
        "The numbers in brackets are the 95 % confidence interval: with another set of questions of the same sort and "
        "size the figure would most likely lie between them. The wider it is, the fewer questions there are to judge "
        "by. No interval is given where all questions have the same value.",
    ),
    "figures.none": ("Không có số liệu để nêu.", "There are no figures to tell."),
    "figure.first": (
        "Cứ 100 câu mà văn bản có lời đáp thì khoảng {n} câu có trích dẫn đầu tiên là đúng đoạn trả lời.",
        "Of 100 questions that the texts answer, about {n} have the answering passage as their first citation.",
    ),
    "figure.five": (
        "Cứ 100 câu mà văn bản có lời đáp thì khoảng {n} câu có đoạn trả lời trong năm trích dẫn đầu.",
        "Of 100 questions that the texts answer, about {n} have the answering passage among the first five citations.",
    ),
    "figure.exact": (
        "Cứ 100 câu mà văn bản có lời đáp thì khoảng {n} câu nêu đủ những từ ngữ phải có (số, ngày, tên…).",
        "Of 100 questions that the texts answer, about {n} say every word that a right answer must have (numbers, dates, names).",
    ),
    "figure.true_refusals": (
        "Cứ 100 câu mà văn bản không nói tới thì khoảng {n} câu được từ chối đúng; còn lại bị trả lời vô căn cứ.",
        "Of 100 questions that the texts do not answer, about {n} are rightly refused; the others are answered without grounds.",
    ),
    "figure.false_refusals": (
        "Cứ 100 câu mà văn bản có lời đáp thì khoảng {n} câu bị từ chối nhầm. Càng thấp càng tốt.",
        "Of 100 questions that the texts answer, about {n} are refused by mistake. Lower is better.",
    ),
    "figure.duty_F1": (
        "Khi được hỏi một cơ quan phải làm gì: danh sách nhiệm vụ đủ và đúng đến đâu, từ 0 đến 1.",
        "Asked what a body has to do: how complete and how correct the list of duties is, from 0 to 1.",
    ),
    "figure.nDCG@10": (
        "Đoạn trả lời đứng cao đến đâu trong mười kết quả tìm đầu tiên, từ 0 đến 1; 1 là luôn đứng đầu.",
        "How high the answering passages stand among the first ten search results, from 0 to 1; 1 is always on top.",
    ),
    # measures: a name, and what it is
    "measure": ("Số đo", "Measure"),
    "measure.first": ("Trích dẫn đầu đúng", "First citation right"),
    "measure.five": ("Đúng trong năm trích dẫn đầu", "Right among the first five"),
    "measure.exact": ("Đủ từ ngữ phải có", "Says what it must"),
    "measure.true_refusals": ("Từ chối đúng", "Rightly refused"),
    "measure.false_refusals": ("Từ chối nhầm", "Wrongly refused"),
    "measure.citation_precision": ("Độ chính xác của trích dẫn", "Citation precision"),
    "measure.citation_recall": ("Độ phủ của trích dẫn", "Citation recall"),
    "measure.F2": ("F2 của trích dẫn", "Citation F2"),
    "measure.quote_precision": ("Độ chính xác của câu trích", "Quote precision"),
    "measure.quote_recall": ("Độ phủ của câu trích", "Quote recall"),
    "measure.duty_precision": ("Độ chính xác của nhiệm vụ", "Duty precision"),
    "measure.duty_recall": ("Độ phủ của nhiệm vụ", "Duty recall"),
    "measure.duty_F1": ("F1 của nhiệm vụ", "Duty F1"),
    "measure.role_accuracy": ("Đúng vai trò", "Role accuracy"),
    "about.first": ("trích dẫn thứ nhất là đoạn trả lời", "the first citation is an answering passage"),
    "about.five": ("một trong năm trích dẫn đầu là đoạn trả lời", "one of the first five citations is an answering passage"),
    "about.exact": ("lời đáp chứa mọi từ ngữ phải có", "the answer has all words that it must have"),
    "about.true_refusals": ("không trả lời câu mà văn bản không nói tới", "no answer to what the texts do not say"),
    "about.false_refusals": (
        "không trả lời câu mà văn bản có lời đáp; càng thấp càng tốt",
        "no answer to what the texts do say; lower is better",
    ),
    "about.citation_precision": ("bao nhiêu phần trích dẫn là đoạn trả lời", "the share of citations that answer"),
    "about.citation_recall": (
        "có trích được đoạn trả lời không; với câu hỏi nhiệm vụ: bao nhiêu phần nhiệm vụ",
        "whether an answering passage is cited; of duties, the share of them",
    ),
    "about.F2": (
        "độ chính xác và độ phủ của trích dẫn gộp lại, độ phủ nặng gấp đôi, từ 0 đến 1",
        "citation precision and recall in one, recall counting double, from 0 to 1",
    ),
    "about.quote_precision": (
        "bao nhiêu phần chữ được trích thuộc câu trả lời",
        "the share of quoted characters that belong to the answer",
    ),
    "about.quote_recall": ("bao nhiêu phần chữ của câu trả lời được trích", "the share of the answer's characters quoted"),
    "about.duty_precision": ("bao nhiêu phần nhiệm vụ liệt kê là đúng", "the share of listed duties that are right"),
    "about.duty_recall": ("bao nhiêu phần nhiệm vụ phải nêu được liệt kê", "the share of duties that are listed"),
    "about.duty_F1": (
        "độ chính xác và độ phủ của danh sách nhiệm vụ gộp lại (trung bình điều hòa), từ 0 đến 1",
        "precision and recall of the list of duties in one (harmonic mean), from 0 to 1",
    ),
    "about.role_accuracy": (
        "chủ trì hay phối hợp được nêu đúng, trong số nhiệm vụ đã tìm ra",
        "leading or taking part told rightly, of the duties found",
    ),
    "about.nDCG@10": (
        "đoạn trả lời đứng càng cao trong mười kết quả đầu thì càng gần 1",
        "nearer to 1 the higher the answers stand among the first ten results",
    ),
    "about.RR@10": (
        "1 chia cho thứ hạng của đoạn trả lời đầu tiên; 0 nếu ngoài mười kết quả đầu",
        "1 divided by the rank of the first answer; 0 beyond the first ten",
    ),
    "about.R@5": ("bao nhiêu phần đoạn trả lời nằm trong năm kết quả đầu", "the share of answers among the first five results"),
    "about.R@10": ("bao nhiêu phần đoạn trả lời nằm trong mười kết quả đầu", "the share of answers among the first ten results"),
    "about.Success@1": ("kết quả đầu tiên là đoạn trả lời", "the first result is an answer"),
    "about.F2@1": (
        "F2 nếu chỉ nêu kết quả đầu tiên (macro-F2 của các cuộc thi pháp luật Việt Nam)",
        "F2 of the first result alone (the macro-F2 of the Vietnamese legal contests)",
    ),
    "about.Success@5": ("có đoạn trả lời trong năm kết quả đầu", "an answer is among the first five results"),
    # tables
    "questions": ("Số câu", "Questions"),
    "kinds": ("Theo loại câu hỏi", "By kind of question"),
    "kinds.caption": ("Kết quả theo loại câu hỏi", "Results by kind of question"),
    "kind": ("Loại câu hỏi", "Kind"),
    "kind.fact": ("Sự việc, quy định", "Fact"),
    "kind.deadline": ("Thời hạn", "Deadline"),
    "kind.who": ("Ai phụ trách", "Who"),
    "kind.topic": ("Chủ đề", "Topic"),
    "kind.metadata": ("Về bản thân văn bản", "About the document itself"),
    "kind.duty": ("Nhiệm vụ của một cơ quan", "Duties of a body"),
    "kind.none": ("Văn bản không nói tới", "Not in the texts"),
    "kind.attack": ("Lạc đề, gài bẫy", "Off-topic or hostile"),
    "wordings": ("Theo cách đặt câu", "By wording"),
    "wordings.caption": ("Kết quả theo cách đặt câu", "Results by wording"),
    "wordings.note": (
        "Một câu có thể thuộc nhiều dòng, hoặc không thuộc dòng nào.",
        "A question may be in several rows, or in none.",
    ),
    "wording": ("Cách đặt câu", "Wording"),
    "wording.plain": ("Đủ dấu, đúng chữ của văn bản", "In the words of the text"),
    "wording.paraphrase": ("Diễn đạt khác", "Paraphrase"),
    "wording.bare": ("Không dấu", "Without diacritics"),
    "wording.partial": ("Thiếu một phần dấu", "Some diacritics missing"),
    "wording.regional": ("Tiếng địa phương", "Regional words and spelling"),
    "wording.abbreviation": ("Viết tắt", "Abbreviations"),
    "wording.typo": ("Sai chính tả", "Typos"),
    "wording.english": ("Tiếng Anh", "English"),
    "wording.colloquial": ("Khẩu ngữ", "Colloquial"),
    "wording.two-part": ("Hỏi hai ý", "Two parts"),
    "wording.follow-up": ("Hỏi tiếp câu trước", "Follow-up"),
    "wording.near-miss": ("Gần giống văn bản, không có lời đáp", "Near miss: sounds alike, no answer"),
    "wording.far": ("Pháp luật lĩnh vực khác", "Law on other matters"),
    "wording.off-topic": ("Lạc đề", "Off-topic"),
    "wording.injection": ("Cài lệnh", "Prompt injection"),
    "wording.personal-advice": ("Xin tư vấn riêng", "Personal advice"),
    "wording.person": ("Hỏi về cá nhân", "About a person"),
    "parts": ("Câu dùng để chỉnh và câu để riêng", "Tuned on and set aside"),
    "parts.caption": (
        "Mọi số đo: toàn bộ, câu dùng để chỉnh, câu để riêng",
        "All measures: all questions, tuned on, set aside",
    ),
    "parts.note": (
        "Câu để riêng không được xem khi chỉnh hệ thống, nên cho biết rõ nhất hệ thống làm được gì với câu hỏi mới.",
        "The questions set aside were not looked at while tuning, so they tell best what to expect of new questions.",
    ),
    "parts.none": ("Bộ này không để riêng câu nào.", "This set has no questions set aside."),
    "part.all": ("Toàn bộ", "All"),
    "part.tuned": ("Dùng để chỉnh", "Tuned on"),
    "part.held_out": ("Để riêng", "Set aside"),
    "documents": ("Theo văn bản", "By document"),
    "documents.caption": ("Kết quả theo văn bản có lời đáp", "Results by the document that answers"),
    "documents.none": (
        "Bộ này chấm theo cả văn bản, hoặc không có câu nào có lời đáp, nên không chia theo văn bản.",
        "This set is judged by whole documents, or has no question with an answer; it is not broken down by document.",
    ),
    "document": ("Văn bản", "Document"),
    # systems
    "systems": ("So với các cách tìm thông thường", "Compared with plain search"),
    "systems.caption": ("Xếp hạng kết quả tìm của từng hệ thống", "Ranking of search results by each system"),
    "systems.note": (
        "Mọi hệ thống xếp hạng cùng những đoạn văn, cho cùng những câu có lời đáp; hệ thống này ở dòng đậm.",
        "All systems rank the same passages for the same answerable questions; this system is in bold.",
    ),
    "systems.gain": (
        "legalqa đưa đoạn trả lời lên đầu ở {own} số câu; cách khác tốt nhất ({best}) ở {other}.",
        "legalqa puts an answering passage first in {own} of the questions; the best of the others ({best}) in {other}.",
    ),
    "systems.none": ("Lần chạy này không có xếp hạng.", "This run has no rankings."),
    "system": ("Hệ thống", "System"),
    "system.legalqa": ("hệ thống này: tìm, xếp lại, chọn đoạn", "this system: search, rerank, choose passages"),
    "system.bm25": ("tìm theo từ khóa", "keyword search"),
    "system.dense": ("tìm theo nghĩa, bằng vectơ", "search by meaning, with vectors"),
    "system.rrf": ("gộp thứ hạng của bm25 và dense", "bm25 and dense, their ranks fused"),
    "system.llamaindex": (
        "chuỗi RAG thông thường của LlamaIndex; các đoạn trong một khúc 1.024 token xếp theo thứ tự văn bản",
        "LlamaIndex's plain RAG pipeline; the passages of a chunk of 1,024 tokens in the order of the text",
    ),
    # plots
    "plots": ("Biểu đồ", "Plots"),
    "plot.numbers": ("Xem số liệu", "Show the numbers"),
    "curve": ("Từ chối đúng và từ chối nhầm", "Right and wrong refusals"),
    "curve.about": (
        "Hệ thống từ chối khi độ chắc chắn thấp hơn một ngưỡng. Nâng ngưỡng thì từ chối được nhiều câu vô căn cứ hơn, "
        "nhưng cũng từ chối nhầm nhiều hơn. Ngưỡng đang dùng là 0.",
        "The system refuses where its certainty is below a floor. A higher floor refuses more questions without an answer, "
        "but also more that have one. The floor in use is 0.",
    ),
    "curve.zero": (
        "Ở ngưỡng 0: từ chối đúng {true}, từ chối nhầm {false}.",
        "At floor 0: {true} rightly refused, {false} wrongly refused.",
    ),
    "curve.all": (
        "Chỉ tính những câu được đáp bằng trích dẫn: câu liệt kê nhiệm vụ và câu bị gạt từ đầu không qua ngưỡng này.",
        "Only questions answered by quoting count here: lists of duties and questions rejected at once do not pass this floor.",
    ),
    "curve.none": (
        "Không vẽ được: cần cả câu có lời đáp và câu không có lời đáp.",
        "Nothing to draw: it takes questions with an answer and questions without.",
    ),
    "curve.floor": ("Ngưỡng (log-odds)", "Floor (log-odds)"),
    "curve.share": ("Tỷ lệ câu bị từ chối", "Share of questions refused"),
    "curve.now": ("ngưỡng đang dùng", "floor in use"),
    "recall": ("Tìm thấy đến hạng thứ mấy", "Found by which rank"),
    "recall.about": (
        "Bao nhiêu phần câu hỏi có đoạn trả lời trong ngần ấy kết quả tìm đầu tiên (Success@hạng). Đường càng cao, "
        "càng sớm lên cao thì càng tốt.",
        "The share of questions with an answering passage among so many first results (Success@rank). The higher the line, "
        "and the sooner it is high, the better.",
    ),
    "recall.none": ("Không vẽ được: không có xếp hạng.", "Nothing to draw: there are no rankings."),
    "recall.rank": ("Hạng (thang log)", "Rank (log scale)"),
    "recall.share": ("Tỷ lệ câu tìm thấy", "Share of questions found"),
    "latency": ("Thời gian trả lời", "Time to answer"),
    "latency.about": (
        "Một nửa số câu được trả lời trong {p50} (p50), 95 % số câu trong {p95} (p95); lâu nhất {slowest}.",
        "Half of the questions are answered within {p50} (p50), 95 % within {p95} (p95); the slowest took {slowest}.",
    ),
    "latency.beyond": ("Không vẽ {n} câu lâu hơn {limit}.", "Not drawn: {n} slower than {limit}."),
    "latency.machine": ("Đo trên máy có {cores} nhân xử lý.", "Measured on a machine with {cores} cores."),
    "latency.none": ("Không vẽ được: không có thời gian.", "Nothing to draw: there are no times."),
    "latency.axis": ("Thời gian ({unit})", "Time ({unit})"),
    "latency.count": ("Số câu", "Questions"),
    # outcomes and failures
    "outcomes": ("Từng câu ra sao", "What became of the questions"),
    "outcomes.caption": ("Số câu theo kết cục", "Questions by outcome"),
    "outcome": ("Kết cục", "Outcome"),
    "outcome.meaning": ("Nghĩa là", "Meaning"),
    "outcome.share": ("Tỷ lệ", "Share"),
    "outcome.right": ("Đúng", "Right"),
    "outcome.half answered": ("Chỉ trả lời một phần", "Half answered"),
    "outcome.refused": ("Từ chối nhầm", "Refused"),
    "outcome.not retrieved": ("Không tìm thấy", "Not retrieved"),
    "outcome.retrieved, not cited": ("Tìm thấy, không trích", "Retrieved, not cited"),
    "outcome.cited, wrong sentence": ("Trích đúng đoạn, sai câu", "Cited, wrong sentence"),
    "outcome.answered without grounds": ("Trả lời vô căn cứ", "Answered without grounds"),
    "outcome.wrong status": ("Sai lý do không trả lời", "Wrong status"),
    "why.right": (
        "Một trong năm trích dẫn đầu là câu trả lời; hoặc văn bản không có lời đáp và hệ thống không trả lời.",
        "One of the first five citations answers; or the texts do not answer and the system did not either.",
    ),
    "why.half answered": (
        "Câu hỏi có hai phần; câu trả lời chỉ trích được đoạn cho một phần.",
        "The question has two parts; the answer cites a passage for one of them only.",
    ),
    "why.refused": (
        "Văn bản có lời đáp nhưng hệ thống không trả lời.",
        "The texts answer the question, but the system did not.",
    ),
    "why.not retrieved": (
        "Đoạn trả lời không nằm trong 30 kết quả tìm đầu tiên.",
        "The answering passage is not among the first 30 search results.",
    ),
    "why.retrieved, not cited": (
        "Đoạn trả lời nằm trong 30 kết quả tìm đầu tiên, nhưng không nằm trong năm trích dẫn đầu.",
        "The answering passage is among the first 30 search results, but not among the first five citations.",
    ),
    "why.cited, wrong sentence": (
        "Đã trích đúng đoạn, nhưng câu được trích không phải là câu trả lời.",
        "The right passage is cited, but the sentence quoted from it is not the one that answers.",
    ),
    "why.answered without grounds": (
        "Văn bản không có lời đáp cho câu này, nhưng hệ thống vẫn trả lời.",
        "The texts have no answer to this, but the system gave one.",
    ),
    "why.wrong status": (
        "Không trả lời là đúng, nhưng lẽ ra phải báo đây không phải câu hỏi hợp lệ.",
        "Not answering was right, but it should have said that this is no valid question.",
    ),
    "rank.at": (
        "Đoạn trả lời đứng thứ {rank} trong kết quả tìm.",
        "The answering passage has rank {rank} in the search results.",
    ),
    "rank.beyond": (
        "Đoạn trả lời đứng ngoài mười kết quả tìm đầu tiên.",
        "The answering passage is beyond the first ten search results.",
    ),
    "failures": ("Những câu chưa đúng", "Questions it got wrong"),
    "failures.lead": ("{wrong} trên {all} câu chưa đúng.", "{wrong} of {all} questions went wrong."),
    "failures.count": ("{n} câu", "{n}"),
    "failures.none": ("Không có câu nào.", "None."),
    "failure.history": ("Câu hỏi trước", "Asked before"),
    "failure.expected": ("Lời đáp mong đợi", "Expected"),
    "failure.alternatives": (
        "Một trong các chỗ sau là đủ:",
        "Any one of these is enough:",
    ),
    "failure.duties": ("Tất cả các chỗ sau:", "All of these:"),
    "failure.cited": ("Hệ thống đã trích", "Cited"),
    "failure.near": ("Đoạn gần nhất được gợi ý", "Nearest passages shown"),
    "failure.more": ("Xem {n} trích dẫn khác", "Show {n} more"),
    "failure.places": ("Xem {n} chỗ khác", "Show {n} more"),
    "failure.uncited": ("Không trích gì.", "Nothing was cited."),
    "failure.why": ("Vì sao chưa đúng", "Why it is wrong"),
    "failure.status": ("Trạng thái: {status}.", "Status: {status}."),
    "failure.empty": ("(câu hỏi trống)", "(empty question)"),
    "failure.held_out": ("câu để riêng", "set aside"),
    "expect.unanswerable": (
        "Không trả lời: văn bản không nói tới điều này.",
        "No answer: the texts do not say this.",
    ),
    "expect.rejected": ("Báo đây không phải câu hỏi hợp lệ.", "To be told that this is no valid question."),
    "expect.answered": ("Một lời đáp trích từ văn bản.", "An answer quoted from the texts."),
    "status.answered": ("đã trả lời", "answered"),
    "status.partial": ("trả lời một phần", "answered in part"),
    "status.clarify": ("hỏi lại cho rõ", "asked back"),
    "status.unanswerable": ("từ chối, vì không có trong văn bản", "refused as not in the texts"),
    "status.rejected": ("không nhận câu hỏi", "question rejected"),
    "status.error": ("lỗi", "error"),
    # how to repeat it
    "versions": ("Mã băm, phiên bản và cách chạy lại", "Hashes, versions and how to reproduce"),
    "versions.command": ("Chạy lại bằng lệnh:", "Run it again with:"),
    "versions.caption": ("Những gì đã dùng", "What was used"),
    "versions.item": ("Mục", "Item"),
    "versions.value": ("Giá trị", "Value"),
    "version.legalqa": ("legalqa", "legalqa"),
    "version.set": ("Tệp bộ câu hỏi", "Question set file"),
    "version.set.sha256": ("SHA-256 của bộ câu hỏi", "SHA-256 of the question set"),
    "version.asked": ("SHA-256 của danh sách câu đã hỏi", "SHA-256 of the questions asked"),
    "version.corpus.sha256": ("SHA-256 của kho văn bản", "SHA-256 of the corpus"),
    "version.model": ("Mô hình", "Model"),
    "version.model.sha256": ("SHA-256 của mô hình", "SHA-256 of the model"),
    "version.libraries": ("Thư viện", "Libraries"),
    "version.created": ("Bắt đầu", "Begun"),
    "version.folder": ("Thư mục kết quả", "Run folder"),
    "version.machine": ("Máy", "Machine"),
    "version.settings": ("Cấu hình", "Settings"),
    "made": ("Lập bởi legalqa {version}.", "Made by legalqa {version}."),
}  # fmt: skip
