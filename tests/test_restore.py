"""Diacritics from the corpus's own language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.interrogatives import samples
from legalqa.vietnamese.restore import Restorer, everyday
from legalqa.vietnamese.text import fold, is_bare, key
from promises import CORPUS

RESTORER = Restorer([*(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))), *samples() * 3])


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("so tai chinh phai lam gi", "sở tài chính phải làm gì"),
        ("van phong uy ban nhan dan tinh", "văn phòng ủy ban nhân dân tỉnh"),
        ("khi nao tong ket chi thi?", "khi nào tổng kết chỉ thị?"),
    ],
)
def test_bare_questions_are_restored(typed: str, restored: str) -> None:
    assert RESTORER.restore(typed) == restored


def test_what_was_marked_stays() -> None:
    assert RESTORER.restore("Sở tai chinh").split()[0] == "Sở"


@pytest.mark.parametrize("text", ["Which agency must lead the plan?", "xyzzy foo bar", "", "126/NQ-CP"])
def test_other_languages_and_unknown_words_stay(text: str) -> None:
    assert RESTORER.restore(text) == text


@given(st.text(alphabet="abcdđeghiklmnopqrstuvxyăâêôơư 0129.,?/-", max_size=60))
def test_only_diacritics_change(text: str) -> None:
    assert fold(RESTORER.restore(text)) == fold(text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầếềốồ ", max_size=60))
def test_correcting_only_adds_marks(text: str) -> None:
    corrected = Restorer(["Kế hoạch thực hiện của cơ quan nước ngoài, đặt ra yêu cầu cụ thể cho các đơn vị."]).correct(
        text
    )
    assert fold(corrected) == fold(text)
    for before, after in zip(unicodedata.normalize("NFC", text), unicodedata.normalize("NFC", corrected), strict=True):
        marks = set(unicodedata.normalize("NFD", before)[1:])
        assert marks <= set(unicodedata.normalize("NFD", after)[1:]) and (before != "đ" or after == "đ")


def test_a_syllable_typed_with_some_of_its_marks_is_completed() -> None:
    restorer = Restorer(["thực hiện kế hoạch với nước ngoài", "đặt ra yêu cầu"])
    assert restorer.correct("Kế hoach thực hiên với nươc ngoài") == "Kế hoạch thực hiện với nước ngoài"
    assert restorer.correct("kể hoạch của xyz") == "kể hoạch của xyz"  # what was typed is never taken back


def test_a_word_that_the_texts_lack_is_not_taken_for_one_they_have() -> None:
    restorer = Restorer(["Xây dựng nền nông nghiệp công nghệ cao, bố trí kinh phí."])
    assert (
        restorer.correct("đi nghe dân nói thì nên làm gì, kinh phi đâu")
        == "đi nghe dân nói thì nên làm gì, kinh phí đâu"
    )


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("so điện thoai của phong tư phap", "số điện thoại của phòng tư pháp"),
        ("bao giơ sơ kêt chi thị cua tinh uỷ", "bao giờ sơ kết chỉ thị của tỉnh uỷ"),
        ("Ai phai bố trí kinh phi?", "Ai phải bố trí kinh phí?"),
    ],
)
def test_words_without_any_mark_among_some_that_have_them(typed: str, corrected: str) -> None:
    text = "Số điện thoại của Phòng Tư pháp. Phòng Tư pháp phải bố trí kinh phí. Bao giờ sơ kết chỉ thị của Tỉnh ủy? Ai phải."
    assert Restorer([text] * 3).correct(typed) == corrected


@pytest.mark.parametrize(
    "text",
    [
        "Hôm nay trời đẹp, tôi muốn đi chơi với bạn bè",
        "Tôi nên nghe ai nói về việc này?",
        "Anh chị ăn cơm chưa?",
        "Mấy giờ rồi nhỉ, trời còn mưa không?",
        "Sở Tài chính phải làm gì?",
        "",
    ],
)
def test_what_was_fully_marked_stays(text: str) -> None:
    assert RESTORER.correct(text) == text


@given(
    st.lists(
        st.sampled_from(
            [
                "Sở",
                "sơ",
                "kêt",
                "kết",
                "thoai",
                "thoại",
                "điện",
                "cua",
                "của",
                "chi",
                "thị",
                "Tư",
                "phap",
                "pháp",
                "uỷ",
                "bao",
                "giơ",
                "so",
            ]
        )
    )
)
def test_correcting_never_changes_a_mark_that_was_typed(typed: list[str]) -> None:
    corrected = RESTORER.correct(" ".join(typed)).split()
    assert len(corrected) == len(typed)
    for before, after in zip(typed, corrected, strict=True):
        for one, other in zip(key(before), key(after), strict=True):
            assert fold(other) == fold(one)
            if one == "đ":
                assert other == "đ"
            assert set(unicodedata.normalize("NFD", one)[1:]) <= set(unicodedata.normalize("NFD", other)[1:])


def test_capitals_stay_capitals() -> None:
    assert RESTORER.restore("Ke hoach Tuyen Quang") == "Kế hoạch Tuyên Quang"


@pytest.mark.parametrize(
    "text",
    [
        "cho mình hỏi làm giấy này mất bao lâu vậy ạ",
        "nghe nói xã mới có tiền hỗ trợ thì ai được nhận",
        "nhà tôi muốn sửa lại mái thì phải xin phép ở đâu",
        "việc đó ai lo, bao giờ thì xong",
    ],
)
def test_everyday_speech_is_restored_beside_the_words_of_texts(text: str) -> None:
    official = "Ban Chỉ đạo căn cứ kế hoạch, bố trí cán bộ, nguồn vốn; thị xã tổ chức hội nghị, rà soát thể chế."
    assert Restorer([official] * 3, spoken=[everyday()]).restore(fold(text)) == text


def test_everyday_speech_is_clean() -> None:
    lines = everyday().splitlines()
    assert len(lines) > 2500 and len({line.casefold() for line in lines}) == len(lines)
    assert everyday() == unicodedata.normalize("NFC", everyday()) and not any(map(is_bare, lines))


def test_what_stands_before_few_others_foretells_them() -> None:
    texts = ["Căn cứ kế hoạch."] * 9 + ["Các xã cần báo cáo.", "Việc cần làm.", "Tỉnh cần vốn.", "Sở chuẩn bị."]
    assert Restorer(texts).restore("tinh can chuan bi") == "tỉnh cần chuẩn bị"
