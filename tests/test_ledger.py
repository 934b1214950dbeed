"""The ledger: how documents assign, and the complete gold of the corpus."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalqa.ledger import duties
from legalqa.ledger.assignment import is_only_names, read_assignment
from legalqa.ledger.labels import Label, read_columns, read_label
from legalqa.models import FRAME, Duty
from legalqa.vietnamese.agencies.mentions import mentions
from legalqa.vietnamese.text import shown
from promises import CORPUS, parse_file, parse_text

GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold" / "duties.jsonl").open(encoding="utf-8")]
DOCUMENTS = {path.stem: parse_file(path) for path in sorted(CORPUS.glob("*.txt"))}
FOUND = {stem: duties(document) for stem, document in DOCUMENTS.items()}


def roles(text: str) -> list[tuple[str, str]]:
    """(agency as written, role) of every duty of a text, in order."""
    return [(duty.name, duty.role) for duty in duties(parse_text(text))]


def tasks(text: str) -> dict[str, list[str]]:
    """Agency as written → its tasks as shown."""
    document = parse_text(text)
    found: dict[str, list[str]] = defaultdict(list)
    for duty in duties(document):
        found[duty.name].append(shown(document.source.text, duty.start, duty.end))
    return dict(found)


def test_a_heading_that_names_the_addressee_gives_it_every_item_below() -> None:
    found = tasks(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính\n\na) Bố trí kinh phí.\n\nb) Kiểm tra.\n\n2. Sở Y tế\n\nBáo cáo kết quả.\n"
    )
    assert found == {"Sở Tài chính": ["Bố trí kinh phí.", "Kiểm tra."], "Sở Y tế": ["Báo cáo kết quả."]}


def test_a_heading_may_name_several() -> None:
    found = tasks("1. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh:\na) Tuần tra.\nb) Báo cáo.\n")
    assert found == {"Công an tỉnh": ["Tuần tra.", "Báo cáo."], "Bộ Chỉ huy Quân sự tỉnh": ["Tuần tra.", "Báo cáo."]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính, Sở Nội vụ xây dựng kế hoạch.", [("Sở Y tế", "lead"), ("Sở Nội vụ", "with"), ("Sở Tài chính", "with")]),
        ("1. Sở Tư pháp có trách nhiệm theo dõi việc thực hiện.", [("Sở Tư pháp", "lead")]),
        ("1. Đề nghị Tòa án nhân dân tỉnh quan tâm phối hợp.", [("Tòa án nhân dân tỉnh", "lead")]),
        ("1. Sở Y tế và Sở Nội vụ rà soát, báo cáo Ủy ban nhân dân tỉnh.", [("Sở Nội vụ", "lead"), ("Sở Y tế", "lead")]),
        ("1. Sở Xây dựng tham mưu Ủy ban nhân dân tỉnh ban hành quy định.", [("Sở Xây dựng", "lead")]),
        ("1. Thực hiện theo hướng dẫn của Sở Tài chính và quy định của Bộ Tài chính.", []),
        ("1. Trên cơ sở Kế hoạch của Ủy ban nhân dân tỉnh, Sở Nội vụ tổ chức tập huấn.", [("Sở Nội vụ", "lead")]),
        ("1. Sở Y tế chỉ đạo Trung tâm Kiểm soát bệnh tật tỉnh giám sát dịch bệnh.", [("Sở Y tế", "lead"), ("Trung tâm Kiểm soát bệnh tật tỉnh", "lead")]),
    ],
)  # fmt: skip
def test_sentences_that_assign(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(roles(text)) == sorted(expected)


def test_a_shared_head_lists_its_bodies() -> None:
    found = duties(parse_text("1. Giám đốc các Sở: Tài chính, Nội vụ, Tư pháp phối hợp nghiên cứu giải pháp."))
    assert {duty.agency for duty in found} == {"so-tai-chinh", "so-noi-vu", "so-tu-phap"}


def test_task_addressee_and_time_in_different_paragraphs() -> None:
    document = parse_text(
        "1. Tập huấn\n- Nội dung thực hiện: Tổ chức tập huấn cho cán bộ.\n- Cơ quan chủ trì: Sở Nội vụ.\n"
        "- Cơ quan phối hợp: Sở Tài chính, Sở Y tế.\n- Thời gian hoàn thành: Quý III năm 2026.\n"
    )
    found = {(duty.name, duty.role, duty.deadline, duty.due) for duty in duties(document)}
    assert found == {
        ("Sở Nội vụ", "lead", "Quý III năm 2026", "2026-Q3"),
        ("Sở Tài chính", "with", "Quý III năm 2026", "2026-Q3"),
        ("Sở Y tế", "with", "Quý III năm 2026", "2026-Q3"),
    }


def test_columns_of_a_table() -> None:
    document = parse_text(
        "PHỤ LỤC\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian |\n|---|---|---|---|---|\n"
        "| I | Nhóm một |  |  |  |\n| 1 | Xây bến cá | Sở Xây dựng | Sở Tài chính; UBND các xã | 2026 |\n"
    )
    text = document.source.text
    found = {(duty.name, duty.role, shown(text, duty.start, duty.end), duty.deadline) for duty in duties(document)}
    assert found == {
        ("Sở Xây dựng", "lead", "Xây bến cá", "2026"),
        ("Sở Tài chính", "with", "Xây bến cá", "2026"),
        ("UBND các xã", "with", "Xây bến cá", "2026"),
    }


def test_an_opening_sentence_addresses_all_until_a_nearer_addressee() -> None:
    found = tasks(
        "Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành thực hiện các nhiệm vụ sau:\n1. Rà soát thủ tục.\n2. Sở Tài chính bố trí kinh phí.\n"
    )
    assert found == {
        "Thủ trưởng các sở, ban, ngành": ["Rà soát thủ tục."],
        "Sở Tài chính": ["Sở Tài chính bố trí kinh phí."],
    }


def test_a_heading_that_lists_a_groups_members_addresses_each() -> None:
    found = tasks("1. Các cơ quan đăng ký đầu tư (Sở Tài chính, Ban Quản lý Khu kinh tế):\na) Tiếp nhận hồ sơ.\n")
    assert found["Sở Tài chính"] == found["Ban Quản lý Khu kinh tế"] == ["Tiếp nhận hồ sơ."]


def test_a_group_with_a_short_name_stands_for_its_members() -> None:
    found = tasks(
        "1. Các sở, ban, ngành; Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và UBND các xã, phường (sau đây gọi chung là các cơ quan, "
        "đơn vị) xây dựng kế hoạch.\n\n2. Các cơ quan, đơn vị báo cáo kết quả hằng quý.\n"
    )
    late = "Các cơ quan, đơn vị báo cáo kết quả hằng quý."
    assert {name for name, given in found.items() if late in given} >= {"Các sở, ban, ngành", "UBND các xã, phường"}


def test_who_the_items_of_a_lead_in_begin_with_takes_part() -> None:
    text = (
        "3. Công an tỉnh\n\na) Chủ trì, phối hợp với:\n\n- Sở Tài chính bố trí kinh phí.\n\n- Sở Y tế khám sức khỏe.\n"
    )
    assert sorted(roles(text)) == [
        ("Công an tỉnh", "lead"), ("Công an tỉnh", "lead"), ("Sở Tài chính", "with"), ("Sở Y tế", "with"),
    ]  # fmt: skip


def test_a_paragraph_before_a_list_addresses_its_items() -> None:
    text = "d) Các hoạt động\n\nCăn cứ tình hình, các sở, ban, ngành thực hiện các hoạt động sau:\n\n- Treo băng rôn.\n\n- Tổ chức mít tinh.\n"
    assert tasks(text) == {"các sở, ban, ngành": ["Treo băng rôn.", "Tổ chức mít tinh."]}


def test_dashes_go_on_with_what_the_subject_of_the_sentence_above_does() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ban, ngành xây dựng kế hoạch triển khai đợt thi đua.\n\n"
        "- Giới thiệu điển hình tiên tiến.\n\n- Báo cáo kết quả khi tổng kết.\n\n"
        "2. Sở Nội vụ hướng dẫn khen thưởng. Kinh phí do ngân sách bảo đảm.\n\n- Cờ thi đua của tỉnh.\n"
    )
    assert tasks(text)["Các sở, ban, ngành"][1:] == ["Giới thiệu điển hình tiên tiến.", "Báo cáo kết quả khi tổng kết."]
    assert len(tasks(text)["Sở Nội vụ"]) == 1


def test_a_lead_in_may_tell_more_of_whom_it_addresses() -> None:
    text = (
        "1. Chủ tịch UBND các tỉnh từ Hà Tĩnh đến Lâm Đồng, trong đó trọng tâm là tỉnh Gia Lai:\n\n"
        "a) Tổ chức xây dựng kế hoạch cụ thể.\n\nb) Huy động lực lượng tại chỗ.\n"
    )
    assert next(iter(tasks(text).values())) == ["Tổ chức xây dựng kế hoạch cụ thể.", "Huy động lực lượng tại chỗ."]


def test_a_heading_among_addressees_addresses_whom_no_table_knows() -> None:
    text = (
        "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế:\n\n- Theo dõi dịch bệnh.\n\n2. Sở Tài chính:\n\n- Bố trí kinh phí.\n\n"
        "3. Các hộ nuôi, người dân vùng nuôi:\n\n- Chủ động vệ sinh lồng bè.\n"
    )
    assert tasks(text)["Các hộ nuôi, người dân vùng nuôi"] == ["Chủ động vệ sinh lồng bè."]
    alone = "II. NỘI DUNG\n\n1. Các chỉ tiêu chính:\n\n- Vệ sinh lồng bè.\n\n2. Các giải pháp:\n\n- Tập huấn.\n"
    assert tasks(alone) == {}


def test_a_lead_in_with_a_task_of_its_own_is_a_task_too() -> None:
    text = "1. Các sở, ngành trực tiếp chỉ đạo thực hiện nghị quyết; trong đó chú trọng:\n\n- Rà soát thời hạn.\n"
    assert len(tasks(text)["Các sở, ngành"]) == 2


def test_labelled_lines_may_hold_items() -> None:
    found = tasks(
        "1. Hoạt động 1\n\n- Nội dung:\n\n+ Tổng kết mô hình.\n\n+ Tập huấn cán bộ.\n\n- Cơ quan thực hiện:\n\n"
        "+ Sở Y tế chủ trì, phối hợp với Sở Nội vụ.\n\n- Thời gian: Quý IV/2025.\n"
    )
    assert found["Sở Y tế"][:2] == found["Sở Nội vụ"][:2] == ["Tổng kết mô hình.", "Tập huấn cán bộ."]


def test_who_gathers_reports_and_advises_has_that_duty() -> None:
    found = roles("1. Các địa phương gửi báo cáo về Sở Xây dựng để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.")
    assert ("Sở Xây dựng", "lead") in found and ("Các địa phương", "lead") in found
    assert roles("1. Các địa phương gửi báo cáo về Sở Xây dựng trước ngày 15/12.") == [("Các địa phương", "lead")]


def test_the_closing_orders() -> None:
    text = "Trên đây là Kế hoạch phòng, chống dịch; yêu cầu Thủ trưởng các sở, ban, ngành nghiêm túc triển khai."
    assert ("Thủ trưởng các sở, ban, ngành", "lead") in roles(f"1. Sở Y tế kiểm tra.\n\n{text}\n")


def test_the_issuer_is_not_told_to_do_what_it_issues() -> None:
    opening = "Ủy ban nhân dân thành phố ban hành Kế hoạch phòng, chống dịch trên địa bàn, cụ thể như sau:"
    assert roles(
        f"{opening}\n\nI. MỤC ĐÍCH\n\na) Nâng cao nhận thức.\n\nII. PHÂN CÔNG\n\n1. Sở Y tế\n\na) Kiểm tra.\n"
    ) == [("Sở Y tế", "lead")]


def test_who_is_directed_and_urged_has_the_duty() -> None:
    found = roles("1. Sở Văn hóa và Thể thao chỉ đạo, đôn đốc, hướng dẫn các cơ quan báo chí tăng cường tuyên truyền.")
    assert sorted(found) == [("Sở Văn hóa và Thể thao", "lead"), ("các cơ quan báo chí", "lead")]


def test_a_long_enumeration_is_read_in_time_that_grows_with_its_length() -> None:
    """Backtracking over its commas would not end: 60 of them would take longer than the universe has."""
    text = "".join(f"theo dõi việc thực hiện chỉ tiêu số {n}, " for n in range(60))
    assert roles(f"1. {text}các nội dung khác, và Sở Nội vụ phải tổng hợp.") is not None
    assert roles(f"1. {'hằng năm, ' * 60}Sở Nội vụ tổng hợp.") == [("Sở Nội vụ", "lead")]


def test_a_lead_in_on_a_line_of_its_own_names_the_partners() -> None:
    found = roles(
        "a) Sở Xây dựng\n\nChủ trì, phối hợp với:\n\n- Công an tỉnh kiểm tra công trình.\n\n- Sở Tài chính bố trí kinh phí.\n"
    )
    assert sorted(found) == [
        ("Công an tỉnh", "with"),
        ("Sở Tài chính", "with"),
        ("Sở Xây dựng", "lead"),
        ("Sở Xây dựng", "lead"),
    ]


def test_who_orders_is_no_member_of_the_group_that_is_named_for_short() -> None:
    found = roles(
        "Thực hiện Công văn của Bộ Nội vụ, Sở Nội vụ đề nghị Sở Tư pháp, Sở Tài chính (sau đây gọi chung là các đơn vị) "
        "thực hiện các nội dung sau:\n\n1. Lập danh sách.\n\n2. Các đơn vị báo cáo.\n"
    )
    assert {name for name, _ in found} <= {"Sở Tư pháp", "Sở Tài chính", "các đơn vị", "Các đơn vị"}


def test_who_need_not_is_not_told_to() -> None:
    assert roles("1. Công an tỉnh không chủ trì việc cấp phép.") == []
    assert roles("1. Công an tỉnh\n\na) Công an tỉnh không phải báo cáo lại.\n\nb) Kiểm tra.\n") == [
        ("Công an tỉnh", "lead")
    ]
    assert roles("1. Công an tỉnh không để xảy ra điểm nóng.") == [("Công an tỉnh", "lead")]


def test_the_opening_order_of_an_official_letter_addresses_its_items() -> None:
    text = (
        "UBND TỈNH A\nSỞ NỘI VỤ\nSố: 512/SNV-CCHC\nV/v báo cáo\n\nKính gửi:\n- Các sở, ban, ngành tỉnh;\n\n"
        "Sở Nội vụ đề nghị Sở Tư pháp, Sở Tài chính thực hiện một số nội dung sau:\n\n1. Xây dựng báo cáo.\n\n2. Gửi số liệu.\n"
    )
    found = tasks(text)
    assert found["Sở Tư pháp"] == found["Sở Tài chính"] == ["Xây dựng báo cáo.", "Gửi số liệu."]


def test_standards_for_rewards_and_descriptions_are_no_tasks() -> None:
    assert (
        roles("1. Tiêu chuẩn khen thưởng\n\na) Các cơ quan, đơn vị đạt các tiêu chuẩn sau:\n\n- Hoàn thành nhiệm vụ.\n")
        == []
    )
    assert roles("a) Phạm vi: Các xã, phường thực hiện thí điểm.\n") == []


def test_a_department_with_a_wrong_letter_is_meant() -> None:
    (duty,) = duties(parse_text("1. Sở Sây dựng rà soát quy hoạch.\n"))
    assert duty.agency == "so-xay-dung" and duty.name == "Sở Sây dựng"


def test_legal_bases_recipients_and_signatures_give_no_duty() -> None:
    text = (
        "KẾ HOẠCH\n\nVề một việc\n\nCăn cứ Quyết định số 1/QĐ-TTg của Thủ tướng Chính phủ;\n\nI. MỤC ĐÍCH\n\n1. Sở Y tế báo cáo.\n\n"
        "Nơi nhận:\n- Sở Tài chính;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n"
    )
    assert roles(text) == [("Sở Y tế", "lead")]


def test_a_deadline_is_tied_to_its_duty() -> None:
    found = duties(parse_text("1. Sở Nội vụ báo cáo trước ngày 15/12/2025.\n2. Sở Y tế rà soát.\n"))
    assert [(duty.name, duty.deadline, duty.due) for duty in found] == [
        ("Sở Nội vụ", "trước ngày 15/12/2025", "2025-12-15"),
        ("Sở Y tế", None, ""),
    ]


def matches(duty: Duty, gold: dict) -> bool:
    """The same agency over at least half of the same task."""
    named = {m.agency.id for m in (*mentions(gold["as_written"]), *mentions(gold["agency"]))}
    overlap = min(duty.end, gold["end"]) - max(duty.start, gold["start"])
    return duty.agency in named and 2 * overlap >= gold["end"] - gold["start"]


def test_the_corpus_named_duties_are_all_found_and_none_is_invented() -> None:
    """Every one of the 104 certain named duties is found, and nothing else is named."""
    certain = [gold for gold in GOLD if gold["named"] and not gold.get("debatable")]
    hit = [gold for gold in certain if any(matches(duty, gold) for duty in FOUND[gold["document"]])]
    named = [(stem, duty) for stem, found in FOUND.items() for duty in found if duty.agency_kind != "group"]
    right = [duty for stem, duty in named if any(matches(duty, gold) for gold in GOLD if gold["document"] == stem)]
    assert len(hit) == len(certain)
    assert len(right) == len(named)
    wrong = [
        gold["text"][:40] for gold in hit
        if gold["role"] not in {duty.role for duty in FOUND[gold["document"]] if matches(duty, gold)}
    ]  # fmt: skip
    assert wrong == []


def test_the_corpus_group_duties() -> None:
    certain = [gold for gold in GOLD if not gold["named"] and not gold.get("debatable")]
    hit = [gold for gold in certain if any(matches(duty, gold) for duty in FOUND[gold["document"]])]
    assert len(hit) / len(certain) >= 0.88


def test_every_duty_is_proved_by_its_spans() -> None:
    for stem, found in FOUND.items():
        document = DOCUMENTS[stem]
        text = document.source.text
        for duty in found:
            node = document.find(duty.eid)[-1]
            assert node.kind not in FRAME and node.start <= duty.start < duty.end <= node.end
            assert duty.name in shown(text, duty.assigned_start, duty.assigned_end)
        assert max(Counter((duty.agency, duty.role, duty.start) for duty in found).values()) == 1


@pytest.mark.parametrize(
    "text", ["Sở Tài chính", "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh:", "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]
)
def test_only_names(text: str) -> None:
    assert is_only_names(text)


@pytest.mark.parametrize("text", ["Mục đích", "Sở Tài chính bố trí kinh phí", "Tăng cường kiểm tra"])
def test_more_than_names(text: str) -> None:
    assert not is_only_names(text)


def test_labels_and_columns() -> None:
    assert read_label("Cơ quan chủ trì: Sở Y tế") == (Label.LEAD, 17)
    assert read_label("Đơn vị phối hợp thực hiện: Sở Y tế")[0] is Label.WITH
    assert read_label("Sở Y tế: báo cáo") is None
    assert read_columns(["TT", "Nội dung công việc", "Đơn vị thực hiện", "Sản phẩm"]) == {
        Label.OTHER: 0,
        Label.TASK: 1,
        Label.LEAD: 2,
    }
    assert read_columns(["STT", "Tên điểm quan trắc", "Ghi chú"]) is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Sở Tài chính",
                "Giao ",
                "phối hợp với ",
                "các sở, ban, ngành ",
                "chủ trì ",
                ", ",
                "; ",
                ". ",
                "xây dựng kế hoạch",
                "trước ngày 1/2/2026",
                ":",
            ]
        ),
        max_size=14,
    )
)
def test_any_sentence_is_read(parts: list[str]) -> None:
    text = "".join(parts)
    for assignee in read_assignment(text).assignees:
        assert text[assignee.start : assignee.end] == assignee.mention.words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Tài chính chủ trì; Sở Nội vụ, Sở Tư pháp phối hợp thực hiện.", ["lead", "with", "with"]),
        ("Sở Công Thương làm đầu mối, các sở, ngành liên quan phối hợp.", ["lead", "with"]),
        ("Xây dựng báo cáo (Sở Nội vụ chủ trì, Sở Tài chính phối hợp).", ["lead", "with"]),
        ("Sở Tư pháp hướng dẫn, UBND các xã triển khai thực hiện.", ["lead", "lead"]),
        ("Sở Xây dựng phối hợp thực hiện.", ["lead"]),
        ("Báo cáo cấp trên (UBND tỉnh, các Bộ, cơ quan chủ trì dự án thuộc Chương trình).", []),
    ],
)
def test_a_second_subject_leads_or_takes_part(text: str, expected: list[str]) -> None:
    assert [assignee.role for assignee in read_assignment(text).assignees] == expected


def test_a_table_below_a_row_that_spans_it_and_the_one_that_goes_on_without_a_header() -> None:
    rows = [["B", "PHÁT TRIỂN KINH TẾ SỐ"], ["I", "Nông nghiệp"]]
    rows += [["Nội dung", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian thực hiện"]]
    rows += [["1.1", "Xây dựng nền tảng số", "Sở Y tế", "Sở Nội vụ", "2026"]]
    rows += [["1.2", "Cập nhật bộ tiêu chí", "Sở Tư pháp", "Sở Nội vụ", "2027"]]

    def flat(rows: list[list[str]]) -> str:
        return "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in rows)

    text = f"PHỤ LỤC\n\n{flat(rows)}\n\n\n{flat([['2.1', 'Khảo sát nhu cầu', 'Sở Xây dựng', 'Sở Y tế']])}\n"
    document = parse_text(text)
    found = {(duty.name, duty.role, shown(document.source.text, duty.start, duty.end)) for duty in duties(document)}
    assert ("Sở Y tế", "lead", "Xây dựng nền tảng số") in found and (
        "Sở Nội vụ",
        "with",
        "Cập nhật bộ tiêu chí",
    ) in found
    assert ("Sở Tư pháp", "lead", "Cập nhật bộ tiêu chí") in found


def test_a_line_that_only_says_when_dates_the_task_before_it() -> None:
    text = "1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ:\n\nXây dựng quy trình nội bộ.\n\nThời hạn chậm nhất 05 ngày làm việc kể từ ngày ký.\n"
    found = duties(parse_text(text))
    assert {duty.deadline for duty in found} == {"chậm nhất 05 ngày làm việc"}
    assert tasks(text) == {"Sở Y tế": ["Xây dựng quy trình nội bộ."], "Sở Nội vụ": ["Xây dựng quy trình nội bộ."]}


def test_items_that_share_out_a_task_belong_to_whom_they_name() -> None:
    text = (
        "1. Giao Sở Tài chính, Sở Y tế chủ trì xây dựng quy trình điện tử, cụ thể:\n\n"
        "- Sở Tài chính đối với thủ tục số 03;\n\n- Sở Y tế đối với thủ tục số 01.\n"
    )
    assert [len(told) for told in tasks(text).values()] == [2, 2]
    assert tasks(text)["Sở Tài chính"][1] == "Sở Tài chính đối với thủ tục số 03;"


def test_what_a_body_is_gives_it_no_duty() -> None:
    assert not read_assignment("Trường Đại học Y là đơn vị sự nghiệp công lập trực thuộc Bộ Y tế.").assignees
    assert read_assignment("Sở Y tế là đơn vị đầu mối tổng hợp kết quả.").assignees


def test_a_unit_in_brackets_has_the_role_of_its_office() -> None:
    text = "Sở Y tế chủ trì, phối hợp với Văn phòng UBND tỉnh (Trung tâm Công báo - Tin học), Sở Nội vụ xây dựng quy trình."
    assert [a.role for a in read_assignment(text).assignees] == ["lead", "with", "with", "with"]
    gathers = read_assignment("Kết quả gửi Ủy ban nhân dân tỉnh (Sở Nội vụ) để tổng hợp, báo cáo.").assignees
    assert [a.mention.words for a in gathers] == ["Sở Nội vụ"]


def test_who_spoke_at_a_meeting_is_bound_to_nothing() -> None:
    text = (
        "Sau khi nghe Sở Tài chính báo cáo, ý kiến của Kho bạc Nhà nước, Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:\n\n"
        "1. Đánh giá chung\n\nKế hoạch vốn năm 2025 của tỉnh là 6.480 tỷ đồng.\n\n2. Sở Tài chính công bố bảng xếp hạng hằng tuần.\n"
    )
    (duty,) = duties(parse_text(text))
    assert duty.agency == "so-tai-chinh"
