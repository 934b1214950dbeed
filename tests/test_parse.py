"""The parser: golden trees of the corpus, the habits of hard-wrapped and flattened texts, and the promises on any text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from legalqa.models import FRAME, Document, ProvisionKind
from legalqa.vietnamese.text import shown
from promises import CORPUS, broken_promises, outline, parse_file, parse_text

GOLDEN = Path(__file__).parent / "golden"


def labels(document: Document) -> list[str]:
    return [node.label for node in document.walk()]


def texts(document: Document) -> list[str]:
    return [shown(document.source.text, node.start, node.own_end) for node in document.walk()]


def labelled(document: Document, label: str) -> str:
    node = next(node for node in document.walk() if node.label == label)
    return shown(document.source.text, node.start, node.own_end)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_corpus_parses_to_its_golden_tree(path: Path) -> None:
    """Set LEGALQA_UPDATE_GOLDEN=1 to write the trees anew; read the difference before you commit it."""
    document = parse_file(path)
    golden = GOLDEN / f"{path.stem}.tree"
    if os.environ.get("LEGALQA_UPDATE_GOLDEN"):
        golden.write_text(outline(document), "utf-8")
    assert outline(document) == golden.read_text("utf-8")
    assert broken_promises(document) == []


# A letterhead, a body and an end as a converter leaves them: hard wraps, cells between lone bars.
WRAPPED = """\
|
**ỦY BAN NHÂN
DÂN**
TỈNH HẢI BÌNH
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 45/KH-UBND
|
*Hải Bình, ngày 07
tháng 3 năm 2025*
|

** **

**KẾ HOẠCH**

PHÁT TRIỂN KINH TẾ BIỂN VÀ
BẢO VỆ MÔI TRƯỜNG TRÊN ĐỊA BÀN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16
tháng 6 năm 2025; Nghị quyết số
12/NQ-CP của Chính phủ về phát triển kinh tế
- văn hóa vùng ven biển giai đoạn 2021
- 2025; theo khoản
3 Điều 12 Luật Biển Việt Nam với tổng kinh phí
1.250,5 triệu đồng.

**I. MỤC TIÊU**

**1. **Phấn đấu đạt 100%
số xã có bến cá.

**2. Yêu cầu**

- Bảo đảm tiến độ;

- Tiết kiệm, hiệu quả.

+ Không phô trương.

**II. TỔ CHỨC THỰC HIỆN**

1. Sở Tài chính

a) Bố trí kinh phí.

đ) Kiểm tra việc sử dụng kinh phí, xong trong
quý II/2025.

Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Ủy ban nhân dân tỉnh./.

|
*Nơi nhận:*
- Như mục II;
- Lưu: VT.
|
**KT. CHỦ TỊCH
PHÓ CHỦ TỊCH**
**Lê
Văn Hải**
|

**PHỤ LỤC**

DANH MỤC NHIỆM VỤ

|
**TT**
|
**Nhiệm vụ**
|
**Chủ trì**
|
**Thời gian**
|
|
1
|
Xây bến cá
tại hai xã
|
Sở Xây dựng
|
2026
|
|
2
|
Dọn rác ven biển
|
UBND xã
|
|
|
3
|
Trồng rừng
|
Sở Nông nghiệp và Môi trường
|
2027
|
"""


def test_wrapped_document_keeps_its_promises() -> None:
    assert broken_promises(parse_text(WRAPPED)) == []


def test_letterhead_states_the_metadata() -> None:
    document = parse_text(WRAPPED)
    assert document.number == "45/KH-UBND"
    assert document.kind == "Kế hoạch"
    assert document.issuer == "Ủy ban nhân dân tỉnh Hải Bình"
    assert (document.place, str(document.date)) == ("Hải Bình", "2025-03-07")
    assert document.title == "PHÁT TRIỂN KINH TẾ BIỂN VÀ BẢO VỆ MÔI TRƯỜNG TRÊN ĐỊA BÀN TỈNH"
    assert document.signer == "Lê Văn Hải"


def test_what_only_looks_like_a_marker_is_not_one() -> None:
    document = parse_text(WRAPPED)
    preamble = [node for node in document.walk() if node.kind is ProvisionKind.PREAMBLE]
    assert len(preamble) == 1
    text = shown(document.source.text, preamble[0].start, preamble[0].own_end)
    assert "kinh tế - văn hóa vùng ven biển giai đoạn 2021 - 2025" in text
    assert "khoản 3 Điều 12 Luật Biển" in text and text.endswith("1.250,5 triệu đồng.")


def test_labels_are_a_lawyers() -> None:
    found = labels(parse_text(WRAPPED))
    for label in ("mục I.1", "gạch đầu dòng thứ hai, mục I.2", "dấu cộng đầu dòng thứ nhất, gạch đầu dòng thứ hai, mục I.2",
                  "điểm a mục II.1", "điểm đ mục II.1", "phần kết", "Nơi nhận", "phần ký", "dòng số 2, bảng 1, Phụ lục"):  # fmt: skip
        assert label in found


def test_wrapped_lines_are_one_paragraph() -> None:
    document = parse_text(WRAPPED)
    assert labelled(document, "điểm đ mục II.1") == "đ) Kiểm tra việc sử dụng kinh phí, xong trong quý II/2025."
    assert labelled(document, "mục I.1") == "1. Phấn đấu đạt 100% số xã có bến cá."


def test_cells_of_a_flattened_row_stay_together() -> None:
    document = parse_text(WRAPPED)
    rows = [node for node in document.walk() if node.kind is ProvisionKind.ROW]
    cells = [[shown(document.source.text, *cell) for cell in row.cells] for row in rows]
    assert cells == [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Xây bến cá tại hai xã", "Sở Xây dựng", "2026"],
        ["2", "Dọn rác ven biển", "UBND xã", ""],
        ["3", "Trồng rừng", "Sở Nông nghiệp và Môi trường", "2027"],
    ]


def test_empty_cells_in_the_middle_of_a_row_do_not_end_it() -> None:
    def flat(*rows: list[str]) -> str:
        return "|\n" + "|\n".join("".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows)

    wanted = [
        ["TT", "Nội dung", "Đơn vị", "Số đợt", "Mẫu", "Điểm", "Số lượng", "Đơn giá", "Thành tiền"],
        ["I", "Hội nghị", "21.720.000"],
        ["1", "Thuê hội trường", "Ngày", "", "", "", "2", "500.000", "1.000.000"],
        ["2", "Bồi dưỡng báo cáo viên", "Buổi", "", "", "", "4", "300.000", "1.200.000"],
        ["3", "Xăng xe", "Lít", "", "", "", "120", "21.000", "2.520.000"],
        ["II", "Tin nhắn", "50.000.000"],
    ]
    document = parse_text("KẾ HOẠCH\nQuan trắc\n\nI. KINH PHÍ\n\n" + flat(*wanted) + "\n")
    rows = [node for node in document.walk() if node.kind is ProvisionKind.ROW]
    assert [[shown(document.source.text, *cell) for cell in row.cells] for row in rows] == wanted
    assert [row.label.partition(",")[0] for row in rows[2:5]] == ["dòng số 1", "dòng số 2", "dòng số 3"]


def test_the_first_row_behind_a_heading_row_is_one_of_its_own() -> None:
    text = "|\nTT\n|\nNội dung\n|\nĐơn vị\n|\nSố\n|\nGiá\n|\nTiền\n|\nGhi chú\n|\n|\nI\n|\nHội nghị\n|\n21.000\n|\n|\n|\n1\n|\nThuê\n|\n|\n"
    document = parse_text("KẾ HOẠCH\nQuan trắc\n\nI. KINH PHÍ\n\n" + text)
    rows = [node for node in document.walk() if node.kind is ProvisionKind.ROW]
    assert [shown(document.source.text, *row.cells[0]) for row in rows] == ["TT", "I", "1"]


def test_a_markdown_table_has_its_cells() -> None:
    document = parse_text(
        "I. NHIỆM VỤ\n\n| TT | Việc | Chủ trì | Hạn |\n|----|:---|---|---|\n| 1 | Rà **soát** | | 2026 |\n| 2 | Báo cáo | Sở Y tế | 2027 |"
    )
    rows = [node for node in document.walk() if node.kind is ProvisionKind.ROW]
    assert [[shown(document.source.text, *cell) for cell in row.cells] for row in rows] == [
        ["TT", "Việc", "Chủ trì", "Hạn"],
        ["1", "Rà soát", "", "2026"],
        ["2", "Báo cáo", "Sở Y tế", "2027"],
    ]
    assert broken_promises(document) == []


def test_recipients_and_signature_are_framed() -> None:
    document = parse_text(WRAPPED)
    framed = {node.kind: node for node in document.walk() if node.kind in FRAME}
    assert set(framed) == FRAME
    assert (
        "Như mục II"
        in document.source.text[framed[ProvisionKind.RECIPIENTS].start : framed[ProvisionKind.RECIPIENTS].end]
    )
    body = [node for node in document.walk() if node.kind not in FRAME]
    assert not any("Như mục II" in document.source.text[node.start : node.own_end] for node in body)


def test_without_blank_lines_and_without_the_first_bar() -> None:
    text = "\n".join(line for line in WRAPPED.splitlines() if line.strip())[2:]
    document = parse_text(text)
    assert broken_promises(document) == []
    assert (document.number, document.kind, document.signer) == ("45/KH-UBND", "Kế hoạch", "Lê Văn Hải")
    assert "điểm đ mục II.1" in labels(document)


def test_a_page_break_does_not_cut_a_paragraph() -> None:
    document = parse_text(
        "1. Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành và\n\nỦy ban nhân dân các huyện thực hiện;\n\nnghiêm túc báo cáo.\n\n2. Hết."
    )
    assert [node.label for node in document.provisions] == ["mục 1", "mục 2"]
    assert labelled(document, "mục 1").endswith("thực hiện; nghiêm túc báo cáo.")


def test_numbers_at_the_top_are_clauses_where_points_stand_under_them() -> None:
    document = parse_text("1. Các sở:\na) Rà soát;\nb) Báo cáo.\nd) Kiểm tra.\nđ) Tổng kết.\n2. Hết.")
    assert labels(document) == [
        "khoản 1",
        "điểm a khoản 1",
        "điểm b khoản 1",
        "điểm d khoản 1",
        "điểm đ khoản 1",
        "khoản 2",
    ]
    eids = [node.eid for node in document.walk()]
    assert eids[3:5] == ["khoan_1__diem_d", "khoan_1__diem_dd"]


def test_articles_hold_clauses_and_points() -> None:
    document = parse_text(
        "QUYẾT ĐỊNH\nVề việc ban hành quy chế\n\nĐiều 1. Phạm vi\n1. Quy chế này quy định:\na) Chế độ họp;\n2. Không áp dụng.\n"
        "Điều 2. Hiệu lực\nQuyết định này có hiệu lực kể từ ngày ký."
    )
    found = labels(document)
    assert {"Điều 1", "khoản 1 Điều 1", "điểm a khoản 1 Điều 1", "khoản 2 Điều 1", "Điều 2"} <= set(found)


def test_spoken_numbers_hold_their_dashes() -> None:
    document = parse_text(
        "Kế hoạch gồm:\nMột là, Tuyên truyền\n- Nội dung: Phổ biến.\n- Giải pháp:\nĐổi mới.\nSáng tạo.\nHai là, Kiểm tra\n- Hằng năm."
    )
    assert "gạch đầu dòng thứ nhất, mục “Hai là”" in labels(document)
    assert "đoạn thứ hai, gạch đầu dòng thứ hai, mục “Một là”" in labels(document)


def test_metadata_that_is_not_stated_is_none() -> None:
    document = parse_text("Số: /KH-UBND\n\nKẾ HOẠCH\n\nTriển khai một việc\n\nI. MỤC ĐÍCH\n\n1. Làm.")
    assert document.number is None and document.date is None and document.issuer is None and document.signer is None
    assert document.kind == "Kế hoạch" and document.title == "Triển khai một việc"


def test_catalog_overrides_what_the_text_states() -> None:
    document = parse_text(WRAPPED, number="46/KH-UBND", date="2025-04-01", title="")
    assert document.number == "46/KH-UBND" and str(document.date) == "2025-04-01"
    assert document.title is not None and document.title.startswith("PHÁT TRIỂN")


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "|", "|\n|\n|", "***", "a", "1.", "I.\nI.\nI.", "|\n1\n", "- ", "Nơi nhận:"]
)
def test_the_smallest_texts_parse(text: str) -> None:
    assert broken_promises(parse_text(text)) == []


_PIECES = st.sampled_from(
    ["|", "", "**", "* *", "-------", "I. MỤC ĐÍCH", "II. NHIỆM VỤ", "1. Sở Tài chính", "1.1. Rà soát", "2.1 Xây dựng", "a) Kiểm tra;",
     "đ) Báo cáo.", "- Bộ Tư pháp;", "+ Lưu: VT.", "• Điểm", "Một là, Tuyên truyền", "Điều 1. Phạm vi", "Chương I", "Phần thứ nhất",
     "Nơi nhận:", "KT. CHỦ TỊCH", "Nguyễn Văn An", "KẾ HOẠCH", "PHỤ LỤC I", "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", "Số: 1/KH-UBND",
     "Hà Nội, ngày 01 tháng 02 năm 2025", "thực hiện các nhiệm vụ sau:", "tiếp theo của câu trên", "[1] Chú thích", "| a | b |", "# Tiêu đề",
     "Kính gửi: Sở Nội vụ", "(1) Một", "i) Mục", "3 Điều 12", "1.250,5 triệu", "*nghiêng*", "**đậm**."]
)  # fmt: skip
_FREE = st.text(alphabet="aăđêôưĐẠ 1.)-|*\n:;,/[]\\#", max_size=30)


@example(["KẾ HOẠCH", "|", "Nơi nhận:", "|"], "\n")  # a table that begins in the title is no list of recipients
@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES | _FREE, max_size=40), st.sampled_from(["\n", "\n\n"]))
def test_any_text_parses_and_loses_nothing(pieces: list[str], glue: str) -> None:
    assert broken_promises(parse_text(glue.join(pieces))) == []


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 4), st.integers(0, 20_000), st.integers(0, 20_000))
def test_any_cut_of_a_real_text_parses_and_loses_nothing(which: int, first: int, last: int) -> None:
    text = sorted(CORPUS.glob("*.txt"))[which].read_text("utf-8")
    assert broken_promises(parse_text(text[min(first, last) : max(first, last)])) == []


def test_a_heading_that_ends_in_a_word_for_a_number_ends_before_a_marker() -> None:
    text = "I. NHIỆM VỤ\n\n1. Đẩy mạnh chuyển đổi số\n\na) Sở Khoa học và Công nghệ kiểm tra.\n\nb) Sở Tài chính bố trí kinh phí.\n"
    labels = [node.label for node in parse_text(text).walk()]
    assert "điểm a mục I.1" in labels and "điểm b mục I.1" in labels


def test_nothing_is_lost_between_a_signature_and_recipients_in_one_table() -> None:
    assert broken_promises(parse_text("| a | b |\nI. MỤC ĐÍCH\nNơi nhận:\n|")) == []


def test_a_letterhead_in_two_columns_on_one_line() -> None:
    document = parse_text(
        "ỦY BAN NHÂN DÂN TỈNH ĐÔNG HẢI          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "           SỞ Y TẾ                            Độc lập - Tự do - Hạnh phúc\n"
        "     Số: 845/SYT-NVY                      Đông Hải, ngày 24 tháng 7 năm 2024\n"
        "V/v tăng cường phòng, chống bệnh\nsốt xuất huyết\n\nKính gửi: Các bệnh viện.\n\n1. Các bệnh viện thu dung người bệnh.\n"
    )
    assert (document.kind, document.issuer) == ("Công văn", "Sở Y tế")
    assert document.title == "tăng cường phòng, chống bệnh sốt xuất huyết"
    assert document.provisions[0].eid == "phan_dau"
    assert not any(provision.eid.startswith("muc_V") for provision in document.walk())


def test_an_office_is_named_by_whose_it_is() -> None:
    document = parse_text(
        "ỦY BAN NHÂN DÂN\nTỈNH ĐÔNG HẢI\nVĂN PHÒNG\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 203/TB-VPUBND\n\nTHÔNG BÁO\nKết luận cuộc họp\n\n1. Giao Sở Tài chính báo cáo.\n"
    )
    assert document.issuer == "Văn phòng Ủy ban nhân dân tỉnh Đông Hải"
