"""References to other documents: what is one, what is none, and that spans are exact whatever the text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.references import KINDS, number_key, own_number, references


@pytest.mark.parametrize(
    ("text", "kind", "number", "date"),
    [
        ("Nghị quyết số 66-NQ/TW của Bộ Chính trị", "Nghị quyết", "66-NQ/TW", None),
        ("Kế hoạch số 2888/KH-UBND thực hiện", "Kế hoạch", "2888/KH-UBND", None),
        ("Chỉ thị số 04/CTUBND ngày 09 tháng 6 năm 2023", "Chỉ thị", "4/CTUBND", dt.date(2023, 6, 9)),
        ("Nghị quyết số 126/NQ-CP, ban hành ngày 14/8/2023", "Nghị quyết", "126/NQ-CP", dt.date(2023, 8, 14)),
        ("Nghị định số 15/2018/NĐ-CP", "Nghị định", "15/2018/NĐ-CP", None),
        ("Luật Ban hành văn bản số 80/2015/QH13", None, "80/2015/QH13", None),
        ("Chương trình hành động số 59-CTr/TU", "Chương trình hành động", "59-CTr/TU", None),
        ("CÔNG VĂN SỐ 4371/UBND-NC", "Công văn", "4371/UBND-NC", None),
        ("Tờ trình 1376/TTr-SYT", "Tờ trình", "1376/TTr-SYT", None),
        ("Kế hoạch  số: 07 / KH-UBND.", "Kế hoạch", "7/KH-UBND", None),
        ("Nghị quyết số 66 – NQ/TW", "Nghị quyết", "66-NQ/TW", None),
        ("(2888/KH-UBND)", None, "2888/KH-UBND", None),
    ],
)
def test_a_cited_document(text: str, kind: str | None, number: str, date: dt.date | None) -> None:
    (found,) = references(text)
    assert (found.kind, found.number, found.date) == (kind, number, date)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 14/8/2023", "điểm a khoản 2 Điều 5", "số 5 - UBND xã", "24/24h", "quý I/2024", "tỷ lệ 3/4 ĐV", "số 12",
        "năm 2023-2025", "A12/KH-UBND", "số 12/Tổ dân phố", "1.2/KH-UBND", "",
    ],
)  # fmt: skip
def test_what_cites_no_document(text: str) -> None:
    assert references(text) == []


def test_several_stand_apart() -> None:
    found = references("Nghị quyết số 66-NQ/TW, 68-NQ/TW và Nghị quyết số 140/NQ-CP ngày 17/5/2025")
    assert [one.number for one in found] == ["66-NQ/TW", "68-NQ/TW", "140/NQ-CP"]
    assert [one.date for one in found] == [None, None, dt.date(2025, 5, 17)]


def test_two_ways_to_write_one_number_agree() -> None:
    assert number_key("04/CT-UBND") == number_key("4/ct-ubnd") == ("4", "ct", "ubnd")
    assert number_key("66-NQ/TW") == number_key("66/NQ-TW")
    assert number_key("15/2018/NĐ-CP") != number_key("15/2019/NĐ-CP")


def test_a_documents_own_number() -> None:
    assert own_number("Số: 845 /SYT-NVY Đông Hải, ngày 24") == "845/SYT-NVY"
    assert own_number("ỦY BAN NHÂN DÂN") is None


WORDS = st.sampled_from(
    [
        "số",
        " ",
        "12",
        "/",
        "-",
        "–",
        "KH",
        "UBND",
        "Kế hoạch",
        "Nghị  quyết",
        "2023",
        "ngày 14/8/2023",
        ",",
        ".",
        "a",
        "\n",
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=24).map("".join)))
def test_spans_are_exact_and_disjoint(text: str) -> None:
    found = references(text)
    ends = [0, *(one.end for one in found)]
    assert all(before <= one.start < one.end <= len(text) for before, one in zip(ends, found, strict=False))
    for one in found:
        (again,) = references(text[one.start : one.end])
        assert (again.start, again.end) == (0, one.end - one.start)
        assert (again.number, again.kind) == (one.number, one.kind)


@given(
    st.sampled_from(KINDS),
    st.integers(1, 99999),
    st.sampled_from(["", "/2024"]),
    st.sampled_from(["/KH-UBND", "/NQ-CP", "/QĐ-TTg", "/2023/TT-BTP", "/QH15"]),
    st.sampled_from(["", " ", ", ", "; căn cứ "]),
)
def test_a_number_is_found_wherever_it_stands(kind: str, number: int, year: str, symbol: str, before: str) -> None:
    if year and symbol.startswith("/2"):
        year = ""
    written = f"{kind} số {number}{year}{symbol}"
    text = f"{before}{written} của cơ quan."
    (found,) = references(text)
    assert text[found.start : found.end] == written
    assert (found.kind, found.number) == (kind, f"{number}{year}{symbol}")
