"""Abbreviations that no table knows, read by the texts' own phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.initials import CLEARLY, OFTEN, Initials, spelled_out

FEVER = "Phòng chống sốt xuất huyết."


def unknown(word: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("SXH là gì?", "sốt xuất huyết là gì?"),
        ("chống sxh thế nào", "chống sốt xuất huyết thế nào"),
        ("chong sxh the nao", "chong sot xuat huyet the nao"),
        ("PCSXH thế nào?", "phòng chống sốt xuất huyết thế nào?"),
    ],
)
def test_an_abbreviation_is_the_phrase_that_the_texts_use_most(typed: str, full: str) -> None:
    assert spelled_out(typed, Initials([FEVER] * OFTEN).phrase, unknown) == full


def test_a_phrase_is_used_often_and_clearly_more_than_another() -> None:
    other = "Số xe hỏng."
    assert spelled_out("SXH là gì?", Initials([FEVER] * (OFTEN - 1)).phrase, unknown) == "SXH là gì?"
    few = Initials([*[FEVER] * OFTEN * CLEARLY, *[other] * (OFTEN + 1)])
    assert spelled_out("SXH là gì?", few.phrase, unknown) == "SXH là gì?"
    clear = Initials([*[FEVER] * OFTEN * CLEARLY, *[other] * OFTEN])
    assert spelled_out("SXH là gì?", clear.phrase, unknown) == "sốt xuất huyết là gì?"


def test_a_phrase_does_not_run_over_the_end_of_a_sentence_or_a_text() -> None:
    assert spelled_out("SXH?", Initials(["Sốt. Xuất huyết"] * 5).phrase, unknown) == "SXH?"
    assert spelled_out("SXH?", Initials(["sốt", "xuất", "huyết"] * 5).phrase, unknown) == "SXH?"


def test_a_phrase_is_not_cut_out_of_longer_words() -> None:
    often = Initials(["Tuyên truyền nâng cao nhận thức."] * 20)
    assert spelled_out("Thuế TNCN là gì?", often.phrase, unknown) == "Thuế TNCN là gì?"  # "tuyên" before, "thức" behind
    assert spelled_out("NCNT là gì?", often.phrase, unknown) == "NCNT là gì?"  # always behind "truyền"
    free = Initials([*["Tuyên truyền nâng cao nhận thức."] * 20, *["Để nâng cao nhận thức."] * 5])
    assert spelled_out("NCNT là gì?", free.phrase, unknown) == "nâng cao nhận thức là gì?"


@pytest.mark.parametrize("text", ["sốt", "SXH/KH-UBND", "sxh-1", "12sxh", "tâm", "AB", "sôt xuât", "ỷ"])
def test_numbers_marked_words_and_parts_of_signs_stay(text: str) -> None:
    made = Initials([FEVER, "tình anh minh", "sáng ôm theo", "thật ấm màu"] * 5)
    assert spelled_out(text, made.phrase, unknown) == text


def test_a_syllable_stays_unless_it_is_written_in_capitals() -> None:
    made = Initials(["mỗi anh người."] * 5)
    assert spelled_out("man là gì?", made.phrase, unknown) == "man là gì?"
    assert spelled_out("MAN là gì?", made.phrase, unknown) == "mỗi anh người là gì?"
    assert spelled_out("MAN LÀ GÌ?", made.phrase, unknown) == "MAN LÀ GÌ?"


def test_known_words_and_named_bodies_stay() -> None:
    made = Initials([FEVER] * 3)
    assert spelled_out("SXH là gì?", made.phrase, lambda word: word == "sxh") == "SXH là gì?"
    assert spelled_out("SXH là gì?", made.phrase, unknown, stays=[(0, 3)]) == "SXH là gì?"
    assert spelled_out("Báo SXH", made.phrase, unknown, stays=[(0, 3)]) == "Báo sốt xuất huyết"


@given(st.lists(st.text(max_size=40), max_size=5), st.text(max_size=40))
def test_without_often_used_phrases_a_text_stays(texts: list[str], asked: str) -> None:
    assert spelled_out(asked, Initials([]).phrase, unknown) == asked
    assert spelled_out("?", Initials(texts).phrase, unknown) == "?"


def test_the_names_of_bodies_are_not_spelled_out(assistant) -> None:
    assert assistant.understand("STC phải làm gì?").read == "STC phải làm gì?"
