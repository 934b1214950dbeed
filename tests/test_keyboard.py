"""What a keyboard leaves in a question, mended; what is right as typed stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.english import _told, entries, is_english_word
from legalqa.vietnamese.keyboard import _data, _readings, retyped
from legalqa.vietnamese.syllables import TONES, is_plain, is_syllable, parted, syllable
from legalqa.vietnamese.text import fold, key, nfc
from promises import CORPUS

TEXTS = [nfc(path.read_text("utf-8")) for path in sorted(CORPUS.glob("*.txt"))]
LINES = [line for text in TEXTS for line in text.splitlines() if line.strip()]
SYLLABLES = sorted({key(word) for text in TEXTS for word in re.findall(r"[^\W\d_]+", text) if is_syllable(word)})
# Sentences of syllables only, as a person may ask.
SENTENCES = sorted(
    {
        " ".join(words)
        for line in LINES
        for part in re.split(r"[^\w\s]", line.lower())
        if 4 <= len(words := [key(word) for word in part.split()]) <= 30 and all(map(is_syllable, words))
    }
)
EXAMPLES = [(typed, right) for group in _data().values() for typed, right in group.get("examples", {}).items()]

_TELEX = {
    "ă": "aw",
    "â": "aa",
    "ê": "ee",
    "ô": "oo",
    "ơ": "ow",
    "ư": "uw",
    "đ": "dd",
    **dict(zip(TONES, "fsrxj", strict=True)),
}
_VNI = {
    "ă": "a8",
    "â": "a6",
    "ê": "e6",
    "ô": "o6",
    "ơ": "o7",
    "ư": "u7",
    "đ": "d9",
    **dict(zip(TONES, "21345", strict=True)),
}


def telex(word: str, *, behind: bool) -> str:
    """The keys of a syllable: its tone at the end, "uow" for "ươ", or all behind their letter."""
    if not behind:
        return "".join(_TELEX.get(part, part) for char in word for part in "".join(parted(char)))
    letters, tone = parted(word)
    keys = "".join(_TELEX.get(char, char) for char in letters.replace("ươ", "uơ"))
    return keys + _TELEX.get(tone, "")


def vni(word: str, *, behind: bool) -> str:
    """The keys of a syllable: its digits at the end, but for đ, or all behind their letter."""
    keys = "".join(_VNI.get(part, part) for char in word for part in "".join(parted(char)))
    if not behind:
        return keys
    marks = "".join(dict.fromkeys(char for char in keys if char.isdigit() and char != "9"))
    return "".join(char for char in keys if not char.isdigit() or char == "9") + marks


@pytest.mark.parametrize(("typed", "right"), EXAMPLES, ids=[typed for typed, _ in EXAMPLES])
def test_every_example_of_the_data(typed: str, right: str) -> None:
    assert retyped(typed) == right
    assert retyped(right) == right


def test_every_foreign_word_listed_could_be_read_as_keys() -> None:
    for words in _data()["foreign"].values():
        assert [word for word in words.split() if not _readings(word, "") and not _readings(word, "telex")] == []


@pytest.mark.parametrize("text", TEXTS, ids=[path.name for path in sorted(CORPUS.glob("*.txt"))])
def test_the_corpus_stays_as_it_is(text: str) -> None:
    assert retyped(text) == text


def test_every_line_of_the_corpus_stays_as_it_is_in_any_case_and_without_diacritics() -> None:
    for line in LINES:
        for form in (line, line.lower(), line.upper(), fold(line)):
            assert retyped(form) == form


def test_english_entries_stay_as_they_are() -> None:
    phrases = [*entries(), *_told("certain"), *_told("either")]
    assert [phrase for phrase in phrases if retyped(phrase) != phrase] == []
    assert is_english_word("Plans") and is_english_word("does") and not is_english_word("chisnh")


@pytest.mark.parametrize("behind", [True, False])
def test_every_syllable_of_the_corpus_comes_back_from_telex(behind: bool) -> None:
    keys = {word: telex(word, behind=behind) for word in SYLLABLES}
    lost = [
        word
        for word, typed in keys.items()
        if not is_plain(typed) and key(retyped(f"phair dduwowcj {typed}")[10:]) != word
    ]
    assert lost == []


@given(st.sampled_from(SENTENCES), st.booleans())
def test_a_sentence_comes_back_from_telex(sentence: str, behind: bool) -> None:
    typed = " ".join(telex(word, behind=behind) for word in sentence.split())
    assert key(retyped(f"ddaay laf {typed} phair khoong")) == f"đây là {sentence} phải không"


@given(st.sampled_from(SENTENCES), st.booleans())
def test_a_sentence_comes_back_from_vni(sentence: str, behind: bool) -> None:
    typed = " ".join(vni(word, behind=behind) for word in sentence.split())
    assert key(retyped(f"d9a6y la2 d9u7o7c5 {typed} pha3i kho6ng gi2")) == f"đây là được {sentence} phải không gì"


@given(st.sampled_from([word for word in SYLLABLES if len(word) > 2 and fold(word) != word]), st.data())
def test_a_held_key_in_a_marked_word_is_let_go(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    typed = word[:at] + word[at] * data.draw(st.integers(2, 4)) + word[at + 1 :]
    held = key(retyped(f"Sở Tài chính {typed}")[13:])
    assert is_syllable(held) and (held == word or word[at] in "aeodu")


@given(st.text(max_size=80) | st.text(alphabet="uoawsfrxjzdegiquhnUOAW1236789 ", max_size=80))
def test_it_never_fails(text: str) -> None:
    assert isinstance(retyped(text), str)


@pytest.mark.parametrize("typed", ["uo" * 9 + "w", "uo" * 1000 + "w", "u7o" * 6 + "1", "a" * 2000, "Sowr " * 400])
def test_nonsense_stays_nonsense(typed: str) -> None:
    """Each has more ways to be read than could be tried one by one."""
    assert len(retyped(typed)) <= len(typed)


@given(st.text(alphabet="aăâbcdđeêghijklmnoôơpqrstuưvwxyzáàảãạấầSFWD 0123456789./-̀", max_size=60))
def test_what_is_a_syllable_is_never_changed(text: str) -> None:
    before, after = nfc(text).split(), retyped(text).split()
    assert len(before) == len(after)
    for typed, mended in zip(before, after, strict=True):
        if is_syllable(typed) or is_plain(typed) or typed.isdigit():
            assert mended == typed


def test_known_words_stay_and_known_readings_win() -> None:
    assert retyped("Hệ thống gif của tỉnh", known="gif".__eq__) == "Hệ thống gif của tỉnh"
    assert retyped("Hệ thống gif của tỉnh") == "Hệ thống gì của tỉnh"
    assert retyped("Sở tooi", known="toi".__eq__) == "Sở toi"


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyết",
        "khuỷu",
        "giếng",
        "gìn",
        "gì",
        "hoà",
        "hòa",
        "thuở",
        "ủy",
        "uỷ",
        "quý",
        "kỳ",
        "xoong",
        "yêu",
        "ưu",
        "ỉa",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word) and is_syllable(word.upper()) and is_plain(fold(word))


@pytest.mark.parametrize(
    "word", ["", "b", "nge", "ghà", "cì", "kà", "thưc", "hoc", "tàc", "taì", "iên", "ươ", "chisnh", "qa", "ŵ", "5G"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@given(st.sampled_from(SYLLABLES))
def test_a_syllable_is_its_letters_and_its_tone(word: str) -> None:
    assert key(syllable(*parted(word))) == word
