"""An assistant and a library in memory, over documents that are really parsed; for the tests of the pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from legalqa.compose_chosen import compose_none_chosen
from legalqa.errors import LegalqaError, NotFound
from legalqa.ledger import duties as read_duties
from legalqa.library import DocumentInfo
from legalqa.models import EVERYTHING, Agency, Answer, Citation, Document, Duty, Narrowing, Source
from legalqa.parse import parse
from legalqa.scope import chosen
from legalqa.vietnamese.agencies import known
from legalqa.vietnamese.text import shown, words

CORPUS = Path(__file__).parents[1] / "corpus"

HOSTILE = """ỦY BAN <i>NHÂN DÂN</i>
Số: 1/KH-UBND

KẾ HOẠCH
về <script>document.title = "lấn át"</script> an toàn

I. <img src=x onerror="document.title='lấn át'"> MỤC ĐÍCH
1. Mở [liên kết](javascript:document.title='lấn át') rồi tính ${7+7} và {{7+7}} & <b>chữ đậm</b> "trong ngoặc".
- </p></article><iframe src="https://example.org/"></iframe> hết.

Nơi nhận:
- <svg onload=alert(1)>;
"""

TABLE = """ỦY BAN NHÂN DÂN
TỈNH MẪU
-------
|
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 12/KH-UBND
|
Mẫu, ngày 03 tháng 02 năm 2024
|

**KẾ HOẠCH**
Triển khai công tác mẫu

I. MỤC ĐÍCH
1. Nâng cao chất lượng công tác mẫu trên địa bàn tỉnh.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu

PHỤ LỤC

|
TT
|
Nhiệm vụ
|
Cơ quan chủ trì
|
|
1
|
Rà soát văn bản
|
Sở Tư pháp
|
|
2
|
Bố trí kinh phí
|
Sở Tài chính
|
"""


class FakeLibrary:
    """Documents parsed from texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._documents = {
            Path(path).stem: parse(Source(path, text), id=Path(path).stem) for path, text in texts.items()
        }

    def documents(self) -> list[DocumentInfo]:
        return [
            DocumentInfo(
                d.id, d.source.path, 1, "", d.title, d.number, d.kind, d.issuer, d.place, d.date, d.signer, d.status, d.url,
                sum(1 for _ in d.walk()),
            )
            for d in self._documents.values()
        ]  # fmt: skip

    def generation(self) -> int:
        return 0

    def counts(self) -> dict[str, int]:
        return {"documents": len(self._documents), "passages": sum(info.passages for info in self.documents())}

    def document(self, id: str) -> Document:
        if id not in self._documents:
            raise NotFound(f"không có văn bản {id!r}")
        return self._documents[id]

    def text(self, id: str) -> str:
        return self.document(id).source.text

    def duties(
        self, *, agencies: Collection[str] | None = None, documents: Collection[str] | None = None
    ) -> list[Duty]:
        return []

    def agencies(self) -> dict[str, Agency]:
        return {}


class LedgerLibrary(FakeLibrary):
    """The same with the duties that the ledger reads in the documents."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(texts)
        self._duties = [duty for document in self._documents.values() for duty in read_duties(document)]

    def documents(self) -> list[DocumentInfo]:
        tasks = {(duty.document, duty.start, duty.end) for duty in self._duties}
        return [replace(info, duties=sum(info.id == task[0] for task in tasks)) for info in super().documents()]

    def duties(
        self, *, agencies: Collection[str] | None = None, documents: Collection[str] | None = None
    ) -> list[Duty]:
        return [
            duty
            for duty in self._duties
            if (agencies is None or duty.agency in agencies) and (documents is None or duty.document in documents)
        ]

    def agencies(self) -> dict[str, Agency]:
        return {
            duty.agency: known().get(duty.agency, Agency(duty.agency, duty.agency_name, kind=duty.agency_kind))
            for duty in self._duties
        }


@dataclass
class FakeAssistant:
    """Quotes the provisions that share the most words with the question; "thời tiết" has no answer."""

    library: FakeLibrary
    failure: Exception | None = None
    histories: list[Sequence[Mapping[str, str]]] = field(default_factory=list)
    literals: list[bool] = field(default_factory=list)
    narrowings: list[Narrowing] = field(default_factory=list)

    def refresh(self) -> None:
        if self.failure:
            raise self.failure

    def ask(
        self,
        text: str,
        history: Sequence[Mapping[str, str]] = (),
        *,
        literal: bool = False,
        narrowing: Narrowing = EVERYTHING,
    ) -> Answer:
        self.histories.append(history)
        self.literals.append(literal)
        self.narrowings.append(narrowing)
        if self.failure:
            raise self.failure
        asked = chosen(narrowing, self.library.documents())
        if not asked:
            return compose_none_chosen(text, narrowing, self.library.documents())
        citations = self._nearest(text, asked)
        searched = {"documents": len(asked), "passages": 1234}
        if "thời tiết" in text or not citations:
            return Answer(text, "unanswerable", "Không có căn cứ.", near=citations, searched=searched)
        first, *others = citations
        lines = [f"Theo {first.label}:", f"“{first.quote}” [{first.n}]", "", "Liên quan:"]
        lines += [f"- {other.label}: “{other.quote}” [{other.n}]" for other in others]
        return Answer(text, "answered", "\n".join(lines), citations, searched=searched, seconds=0.01)

    def _nearest(self, text: str, documents: Sequence[DocumentInfo]) -> tuple[Citation, ...]:
        wanted = set(words(text))
        found: list[tuple[int, Citation]] = []
        for info in documents:
            document = self.library.document(info.id)
            for p in document.walk():
                quote = shown(document.source.text, p.start, p.own_end)
                score = len(wanted & set(words(quote)))
                url = f"/van-ban/{document.id}#{p.eid}"
                found.append(
                    (score, Citation(0, document.id, info.path, p.eid, p.label, quote, p.start, p.own_end, url))
                )
        best = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])[:3]
        return tuple(
            Citation(n, c.document, c.source, c.eid, c.label, c.quote, c.start, c.end, c.url)
            for n, (_, c) in enumerate(best, 1)
        )


def corpus_assistant(failure: LegalqaError | None = None) -> FakeAssistant:
    """Over the five texts of corpus/ and the two above."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))}
    return FakeAssistant(FakeLibrary({**texts, "doc-hai.txt": HOSTILE, "bang.txt": TABLE}), failure)
