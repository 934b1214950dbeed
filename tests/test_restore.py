"""Diacritics from the corpus's own language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.interrogatives import samples
from legalqa.vietnamese.restore import Restorer
from legalqa.vietnamese.text import fold
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
