"""Questions in English: told apart, and looked for by the words of Vietnamese texts."""

from __future__ import annotations

import re

import pytest

from legalqa.compose import BEYOND, LACKS
from legalqa.compose_english import in_english
from legalqa.understand import understand
from legalqa.vietnamese.english import entries, glosses, in_vietnamese, is_english, stem, with_vietnamese_dates


@pytest.mark.parametrize(
    "text",
    [
        "What must the Department of Finance do?",
        "Which agency leads the plan of Tuyên Quang?",
        "How do I register a limited company in Vietnam?",
        "Decentralisation must go together with what?",
    ],
)
def test_english_is_told(text: str) -> None:
    assert is_english(text) and understand(text).english


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tài chính phải làm gì?",
        "so tai chinh phai lam gi",
        "co the them it nhat may nguoi",
        "to chuc do dang lam in an the nao",
        "plan",
        "",
        "2888",
    ],
)
def test_vietnamese_is_not_english(text: str) -> None:
    assert not is_english(text)


def test_the_longest_phrase_is_taken_and_endings_do_not_matter() -> None:
    found = {gloss.said: gloss.texts for gloss in glosses("Which socio-economic programmes need a final review?")}
    assert "tổng kết" in found["final review"] and "chương trình" in found["programmes"]
    assert stem("policies") == stem("policy") and stem("leads") == stem("leading") == "lead"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the plan of Dak Lak province", "Đắk Lắk"),
        ("What must Dong Thap's agencies do?", "Đồng Tháp"),
        ("the directive in Ho Chi Minh City", "Hồ Chí Minh"),
        ("HCMC's plan", "Hồ Chí Minh"),
        ("the beaches of Hue", "Huế"),
        ("plan of Đồng Nai", "Đồng Nai"),
    ],
)
def test_a_province_is_named_as_it_is_written(text: str, said: str) -> None:
    assert said in in_vietnamese(text)


@pytest.mark.parametrize("text", ["a hue of green", "How long an agency must wait", "how long an extension takes"])
def test_english_words_are_no_provinces(text: str) -> None:
    assert not {"Huế", "Long An"} & set(re.findall("Huế|Long An", in_vietnamese(text)))


def test_every_phrase_is_found_by_itself() -> None:
    assert all(glosses(phrase)[0].texts for phrase in entries())
    assert [gloss.said for gloss in glosses("by the end of the year")] == ["by the end of the year"]


def test_what_has_no_entry_stays() -> None:
    assert in_vietnamese("plan 2888") == "kế hoạch 2888"


def test_the_list_is_lower_case_and_has_texts() -> None:
    data = entries()
    assert len(data) > 300 and all(phrase == phrase.lower() and texts for phrase, texts in data.items())


def test_a_question_in_english_is_about_vietnamese_words() -> None:
    question = understand("What does plan 2888 say about international cooperation?")
    ways = {way for concept in question.topic for way in concept.ways}
    assert ("quoc", "te") in ways and ("hop", "tac") in ways and "what" not in {way[0] for way in ways}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("by 30 June 2021", "trước ngày 30/6/2021"),
        ("before June 30, 2021", "trước ngày 30/6/2021"),
        ("in June 2021", "in tháng 6/2021"),
        ("in the second quarter of 2021", "in quý 2/2021"),
        ("by Q3 2021", "trước quý 3/2021"),
        ("in 2021", "trong năm 2021"),
        ("by the end of 2021", "đến năm 2021"),
    ],
)
def test_english_times(text: str, told: str) -> None:
    assert with_vietnamese_dates(text) == told


def test_the_frame_of_an_answer_is_english_and_its_quotes_are_not(assistant) -> None:
    answer = assistant.ask("Who follows up the plan on Resolution 66?")
    first = answer.citations[0]
    assert "According to " in answer.text and " – with: " in answer.text and f"“{first.quote}” [1]" in answer.text
    assert not re.search(r"^(?:Theo|Liên quan:)", answer.text, re.M)
    refusal = assistant.ask("How much money for a space programme?")
    assert refusal.status == "unanswerable" and "The texts searched do not answer this question." in refusal.text
    assert "passages were searched" in refusal.text and "Đã rà soát" not in refusal.text


def test_the_frame_of_an_answer_to_vietnamese_stays(assistant) -> None:
    assert "Theo " in assistant.ask("Ai theo dõi kế hoạch về Nghị quyết 66?").text


def test_what_is_quoted_stays_though_it_sounds_like_the_frame() -> None:
    text = "Theo điểm a:\n“Theo quy định, Đoạn này không nêu con số. “Liên quan:” – phối hợp: b” [1]\nĐoạn này không nêu con số."
    assert in_english(text) == (
        "According to điểm a:\n“Theo quy định, Đoạn này không nêu con số. “Liên quan:” – phối hợp: b” [1]\nThis passage gives no number."
    )


def test_whatever_the_frame_lacks_has_english_words() -> None:
    for told in (*LACKS.values(), *BEYOND.values()):
        assert in_english(told) != told
