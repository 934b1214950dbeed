"""What is quoted of a passage, what kinds of things a text names, and when evidence is enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legalqa.models import Hit, Passage, ProvisionKind, Source
from legalqa.parse import parse
from legalqa.select import WHOLE, select
from legalqa.split import split
from legalqa.understand import understand
from legalqa.vietnamese.things import names_kind
from legalqa.weigh import EMBEDDED, features, weigh

LONG = " ".join(
    [
        "Tăng cường lãnh đạo công tác xây dựng pháp luật trên địa bàn tỉnh, bảo đảm đúng trình tự, thủ tục và thời hạn quy định.",
        "Nâng cao trách nhiệm của người đứng đầu các cơ quan chuyên môn trong việc tham mưu, đề xuất, soạn thảo và lấy ý kiến.",
        "Bảo đảm chi cho công tác xây dựng pháp luật không thấp hơn 0,5% tổng chi ngân sách hàng năm và tăng dần.",
        "Thu hút chuyên gia, nhà khoa học pháp lý, luật gia, luật sư giỏi vào khu vực công theo quy định của pháp luật.",
        "Thường xuyên kiểm tra, đôn đốc, giám sát việc thực hiện; định kỳ sơ kết, tổng kết, báo cáo cấp có thẩm quyền.",
    ]
)


def hit(text: str, **told: object) -> Hit:
    passage = Passage(
        "d#m", "d", "m", ProvisionKind.CLAUSE, "mục 1", ("Kế hoạch",), text, 0, len(text), ((0, len(text)),)
    )
    return Hit(replace(passage, **told), 0.85, 5.0, 3.0)


def evidence(question: str, text: str, **told: object):
    return select(understand(question), [hit(text, **told)], lambda _: text, lambda _: 1.0)[0]


def test_of_a_long_passage_the_sentences_around_the_answer_are_quoted() -> None:
    found = evidence("Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm ngân sách?", LONG)
    assert "0,5%" in found.quote and len(found.quote) <= WHOLE < len(LONG)
    assert LONG[found.start : found.end] == found.quote


def test_a_short_passage_is_quoted_whole_without_its_marker() -> None:
    assert evidence("Chi bao nhiêu?", "b) Bảo đảm chi. Tăng dần.").quote == "Bảo đảm chi. Tăng dần."


def test_a_heading_counts_less_than_the_text_below() -> None:
    question, text = understand("Kế hoạch đặt ra yêu cầu gì?"), "2. Yêu cầu"
    below = "Yêu cầu xác định cụ thể nội dung công việc."
    hits = [hit(text, heading=True), hit(below, id="d#n", eid="n")]
    found = select(question, hits, lambda _: below, lambda _: 1.0)
    assert found[0].hit.passage.eid == "n"


def test_a_heading_with_sentences_of_its_own_is_no_mere_heading() -> None:
    text = "1. Nâng cao chất lượng. Xác định đầu tư cho thể chế là đầu tư cho phát triển."
    merely = "1. Nâng cao chất lượng xác định đầu tư cho thể chế là đầu tư cho phát triển"
    asked = "Đầu tư cho thể chế là gì?"
    assert evidence(asked, text, heading=True).score > evidence(asked, merely, heading=True).score + 2


def test_what_a_follow_up_says_itself_counts_more_than_what_it_leans_on() -> None:
    history = [{"question": "Chi cho xây dựng pháp luật bao nhiêu ngân sách?"}]
    found = understand("Còn cho trợ giúp pháp lý?", history)
    weights = {concept.said: concept.weight for concept in found.topic}
    assert weights["trợ"] == weights["pháp"] == 1.0 > weights["ngân"] == weights["luật"]


@pytest.mark.parametrize(
    ("kind", "there", "absent"),
    [
        ("percent", "đạt 95% trở lên", "đạt kết quả tốt"),
        ("money", "kinh phí 1.250,5 triệu đồng", "kinh phí theo quy định năm 2025"),
        ("symbol", "Nghị quyết số 66-NQ/TW", "nghị quyết của Đảng"),
        ("number", "ít nhất 30 cán bộ", "Nghị quyết số 126/NQ-CP ngày 14/8/2023; năm 2025; Điều 12"),
        ("date", "trước ngày 15/12", "kịp thời, đúng tiến độ"),
        ("person", "CHỦ TỊCH Nguyễn Văn Sơn", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ("contact", "điện thoại 0912 345 678", "qua đường dây nóng"),
    ],
)
def test_the_kind_of_thing_asked_for(kind: str, there: str, absent: str) -> None:
    assert names_kind(kind, there) and not names_kind(kind, absent)


def test_evidence_without_the_number_asked_for_weighs_less() -> None:
    text = "Bảo đảm kinh phí cho công tác xây dựng pháp luật."
    asked = "Kinh phí cho công tác xây dựng pháp luật là bao nhiêu tiền?"
    plain = "Kinh phí cho công tác xây dựng pháp luật thế nào?"
    assert features(evidence(asked, text), understand(asked))["missing"] == 1.0
    assert weigh(evidence(asked, text), understand(asked)) < weigh(evidence(plain, text), understand(plain)) - 3


def test_only_the_embedded_models_cosines_count() -> None:
    question = understand("Kinh phí lấy ở đâu?")
    found = evidence("Kinh phí lấy ở đâu?", "Kinh phí lấy từ ngân sách.")
    nearer = replace(found, hit=replace(found.hit, dense=0.95))
    assert weigh(nearer, question) - weigh(found, question) == pytest.approx(EMBEDDED["cosine"] * 0.1)
    assert weigh(nearer, question, embedded=False) == weigh(found, question, embedded=False)


def test_a_row_that_only_names_columns_tells_nothing() -> None:
    text = "TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn"
    row, task = hit(text, kind=ProvisionKind.ROW), "10 | Liên hoan ẩm thực | Sở Công Thương | Tháng 11/2026"
    question = understand("Cơ quan nào chủ trì nhiệm vụ này?")
    assert select(question, [row], lambda _: text, lambda _: 1.0) == []
    assert select(question, [hit(task, kind=ProvisionKind.ROW)], lambda _: task, lambda _: 1.0)


def test_what_is_in_the_words_of_a_label_counts_more() -> None:
    labelled, plain = "Chủ đề: An toàn cho trẻ em.", "Nội dung: An toàn cho trẻ em."
    asked = "Chủ đề năm nay là gì?"
    assert evidence(asked, labelled).score > evidence(asked, plain).score


def test_who_has_a_whole_document_is_told_where_the_text_speaks_of_it() -> None:
    title = ("Kế hoạch truyền thông giảm nghèo", "Sở Nông nghiệp")
    asked, whole = "Sở nào chủ trì truyền thông giảm nghèo?", "Chủ trì triển khai thực hiện Kế hoạch này."
    part = "Chủ trì triển khai thực hiện việc khác."
    assert evidence(asked, whole, headings=title).score > evidence(asked, part, headings=title).score + 1


def test_the_date_of_a_cited_document_answers_who_asks_when_that_was_issued() -> None:
    text = "Thực hiện Nghị quyết số 140/NQ-CP ngày 17/5/2025 của Chính phủ về chương trình hành động"
    assert evidence("Nghị quyết của Chính phủ được ban hành ngày nào?", text).kind
    assert not evidence("Chương trình hành động phải xong trước ngày nào?", text).kind


def test_items_under_the_heading_that_is_asked_for_lead_in_the_order_of_the_text() -> None:
    text = """KẾ HOẠCH
Truyền thông về giảm nghèo

I. NỘI DUNG

1. Yêu cầu

- Truyền thông về giảm nghèo phải đúng đối tượng.

2. Hình thức

- In tờ rơi, phát hành tài liệu.

- Lắp đặt pa-nô, băng rôn.

- Xây dựng chuyên mục truyền thông về giảm nghèo trên báo.

II. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính bố trí kinh phí.
"""
    document = parse(Source("a.txt", text), id="a")
    hits = [Hit(passage, 0.85, 1.0, 1.0 - n / 10) for n, passage in enumerate(reversed(split(document)))]
    for asked in ("Truyền thông về giảm nghèo bằng những hình thức nào?", "Hình thức truyền thông gồm những gì?"):
        found = select(understand(asked), hits, lambda _: text, lambda word: 1.0)
        assert [item.quote[:7] for item in found[:3]] == ["In tờ r", "Lắp đặt", "Xây dựn"]
