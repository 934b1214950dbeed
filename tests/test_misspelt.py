"""Names of bodies written with a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.models import Agency
from legalqa.understand import as_read, understand
from legalqa.vietnamese.agencies import data
from legalqa.vietnamese.agencies.mentions import mentions
from legalqa.vietnamese.agencies.misspelt import department, find_near
from legalqa.vietnamese.text import fold, key
from promises import CORPUS

NAMES = sorted({(name, e.agency.id) for e in data.bodies() for name in (e.agency.name, *e.agency.aliases)})
LONG = [(name, id) for name, id in NAMES if len(name.split()) >= 4 and name.replace(" ", "").isalpha()]


@pytest.mark.parametrize(
    ("question", "words", "name"),
    [
        ("sở tài chánh phải làm gì", "sở tài chánh", "Sở Tài chính"),
        ("Việc của sở tư phát?", "sở tư phát", "Sở Tư pháp"),
        ("so tu phpa lam gi", "so tu phpa", "Sở Tư pháp"),
        ("ủy ban nhân dâm tỉnh", "ủy ban nhân dâm tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Thamh tra tỉnh", "Thamh tra tỉnh", "Thanh tra tỉnh"),
    ],
)
def test_a_body_is_found_by_a_name_with_one_slip(question: str, words: str, name: str) -> None:
    assert [(question[start:end], agency.name) for start, end, agency in find_near(question)] == [(words, name)]


def test_the_names_are_mended_where_they_stand() -> None:
    assert as_read("Việc của sở tư phát là gì?") == "Việc của Sở Tư pháp là gì?"
    assert as_read("so tu phpa lam gi") == "so tu phap lam gi"


@pytest.mark.parametrize(
    "question",
    [
        "Sở Tài chính phải làm gì?",
        "so tu phap",
        "Uỷ ban nhân dân tỉnh",
        "Sở Vũ trụ phải làm gì?",
        "Sở Thiên văn phải làm gì?",
        "UBND tỉnh",
        "Tỉnh uy",
        "Bộ Y tê",
        "Đồng bào dân tộc thiểu số được hỗ trợ gì?",
        "dong bao dan toc duoc gi",
        "",
        "???",
    ],
)
def test_what_is_written_rightly_is_short_or_names_nobody_is_left(question: str) -> None:
    assert find_near(question) == []


def test_people_are_no_office_for_them() -> None:
    question = "Đồng bào dân tộc thiểu số được phổ biến pháp luật thế nào?"
    assert as_read(question) == question


def test_a_department_by_its_syllables() -> None:
    found = department(["Sở", "Sây", "dựng"])
    assert found and found.name == "Sở Xây dựng"
    assert department(["Sở", "Xây", "dựng"]) is None and department(["Sở", "Vũ", "trụ"]) is None
    assert department(["Công", "an", "tỉn"]) is None  # no department


@pytest.mark.parametrize(("name", "id"), NAMES)
def test_a_name_of_the_tables_has_no_slip(name: str, id: str) -> None:
    assert [agency.id for _, _, agency in find_near(name) if agency.id != id] == []


@given(st.sampled_from(LONG), st.data())
def test_a_slip_of_one_letter_finds_that_body_or_nothing(named: tuple[str, str], choose: st.DataObject) -> None:
    name, id = named
    syllables = name.split()
    n = choose.draw(st.sampled_from([n for n, syllable in enumerate(syllables) if len(syllable) >= 3]))
    right = syllables[n]
    at = choose.draw(st.integers(0, len(right) - 1))
    letter = choose.draw(st.sampled_from("abcdđeghiklmnopqrstuvxyfjzwáàảãạêôơư"))
    wrong = choose.draw(
        st.sampled_from(
            [
                right[:at] + right[at + 1 :],
                right[:at] + letter + right[at:],
                right[:at] + letter + right[at + 1 :],
                right[:at] + right[at : at + 2][::-1] + right[at + 2 :],
            ]
        )
    )
    written = " ".join([*syllables[:n], wrong, *syllables[n + 1 :]])
    assert {agency.id for _, _, agency in find_near(written)} <= {id}
    assert find_near(written) or fold(written) == fold(name) or len(wrong) < 2


def test_the_texts_themselves_have_no_slip_in_a_body_they_name() -> None:
    for file in sorted(CORPUS.glob("*.txt")):
        text = file.read_text("utf-8")
        named = mentions(text)
        for start, end, agency in find_near(text):
            over = [item for item in named if item.start < end and start < item.end]
            assert all(item.agency.id == agency.id for item in over), (file.name, text[start:end], over)


BODIES = [
    Agency("cac-ho-nuoi-nguoi-dan-vung-nuoi", "Các hộ nuôi, người dân vùng nuôi", "group"),
    Agency("cong-ty-dien-luc-nam-son", "Công ty Điện lực Nam Sơn", "company"),
    Agency("cac-chu-rung", "Các chủ rừng", "group"),
]


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Hộ nuôu, người dân vùng nuôi phải làm gì?", "hộ nuôi, người dân vùng nuôi phải làm gì?"),
        ("cong ty dien luv nam son lam gi", "cong ty dien luc nam son lam gi"),
        ("Công ty Điện lực Nan Sơn làm gì?", "Công ty Điện lực Nam Sơn làm gì?"),
        ("Các chủ rừbg làm gì?", "Các chủ rừbg làm gì?"),
        ("Chủ rừng làm gì?", "Chủ rừng làm gì?"),
        ("Công ty Điện lực Bắc Sơn làm gì?", "Công ty Điện lực Bắc Sơn làm gì?"),
        ("Sở Tài chính và Công ty Điện lực Nan Sơn làm gì?", "Sở Tài chính và Công ty Điện lực Nan Sơn làm gì?"),
    ],
)
def test_bodies_that_only_the_texts_name_are_found_with_one_slip(question: str, read: str) -> None:
    assert key(as_read(question, addressed=lambda: BODIES)) == key(read)


def test_a_misspelt_body_of_the_texts_is_asked_for() -> None:
    found = understand("Hộ nuôi, người dân vugn nuôi phải làm gì?", addressed=lambda: BODIES)
    assert found.agencies == (BODIES[0],) and found.duties


@pytest.mark.parametrize("name", [body.name for body in BODIES])
def test_the_names_of_the_texts_are_left_as_they_are(name: str) -> None:
    assert find_near(f"{name} phải làm gì?", BODIES) == []
