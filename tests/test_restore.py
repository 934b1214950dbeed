"""Diacritics from the corpus's own language."""

from __future__ import annotations

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
