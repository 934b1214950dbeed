"""What a passage stands under: headings, and the item that a paragraph with a label tells of."""

from __future__ import annotations

from legalqa.models import Source
from legalqa.parse import parse
from legalqa.split import ITEM, embedded_text, split

TEXT = """KẾ HOẠCH
Đẩy mạnh chuyển đổi số

I. NHIỆM VỤ

1. Ứng dụng công nghệ

- Ra mắt trợ lý pháp luật cho cán bộ.

Đơn vị chủ trì: Sở Khoa học và Công nghệ.

Thời gian thực hiện: Tháng 12/2025.

- Khai thác Cổng pháp luật quốc gia.

Kinh phí: 20 triệu đồng.

Lưu ý: trợ lý chỉ trích dẫn.

Các cơ quan căn cứ nhiệm vụ được giao để thực hiện.

Nguồn vốn: ngân sách tỉnh.

2. Kiểm tra việc thực hiện

- Kiểm tra hằng năm.
"""


def passages() -> dict[str, tuple[str, ...]]:
    document = parse(Source("ke-hoach.txt", TEXT), id="ke-hoach")
    return {passage.text: passage.headings[1:] for passage in split(document)}


def test_a_labelled_paragraph_stands_under_the_item_before_it() -> None:
    found = passages()
    item = ("NHIỆM VỤ", "Ứng dụng công nghệ", "Ra mắt trợ lý pháp luật cho cán bộ.")
    assert found["Đơn vị chủ trì: Sở Khoa học và Công nghệ."] == item
    assert found["Thời gian thực hiện: Tháng 12/2025."] == item
    assert found["Kinh phí: 20 triệu đồng."][-1] == "Khai thác Cổng pháp luật quốc gia."


def test_another_paragraph_ends_what_the_item_is_told() -> None:
    found = passages()
    for text in ("Các cơ quan căn cứ nhiệm vụ được giao để thực hiện.", "Nguồn vốn: ngân sách tỉnh."):
        assert found[text] == ("NHIỆM VỤ", "Ứng dụng công nghệ")


def test_a_remark_tells_of_no_item() -> None:
    assert passages()["Lưu ý: trợ lý chỉ trích dẫn."] == ("NHIỆM VỤ", "Ứng dụng công nghệ")


def test_a_long_item_is_cut_as_a_heading() -> None:
    long = TEXT.replace("trợ lý pháp luật cho cán bộ", "trợ lý pháp luật cho cán bộ, công chức, viên chức " * 20)
    document = parse(Source("ke-hoach.txt", long), id="ke-hoach")
    due = next(passage for passage in split(document) if passage.text.startswith("Thời gian"))
    assert due.headings[-1].startswith("Ra mắt trợ lý") and len(due.headings[-1]) <= ITEM + 2


def test_what_is_embedded_has_the_headings_in_front() -> None:
    document = parse(Source("ke-hoach.txt", TEXT), id="ke-hoach")
    passage = next(item for item in split(document) if item.text.startswith("Thời gian"))
    lines = embedded_text(passage, TEXT, passage.pieces[0]).splitlines()
    assert lines[-2:] == ["Ra mắt trợ lý pháp luật cho cán bộ.", "Thời gian thực hiện: Tháng 12/2025."]
