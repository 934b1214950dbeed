"""Regional and old spellings, as administrative texts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.english import entries
from legalqa.vietnamese.regional import _data, standard
from legalqa.vietnamese.syllables import is_plain, is_syllable
from legalqa.vietnamese.text import fold, is_bare, key, nfc
from promises import CORPUS

EXAMPLES = [(typed, right) for group in _data().values() for typed, right in group["examples"].items()]
PHRASES = [(typed, right) for group in _data().values() for typed, right in group["says"].items()]
BARE = [(typed, right) for group in _data().values() for typed, right in group.get("bare", {}).items()]


@pytest.mark.parametrize(("typed", "right"), EXAMPLES, ids=[typed for typed, _ in EXAMPLES])
def test_every_example_of_the_data(typed: str, right: str) -> None:
    assert standard(typed) == right
    assert standard(right) == right


@pytest.mark.parametrize(("typed", "right"), PHRASES)
def test_every_phrase_is_written_as_the_texts_do(typed: str, right: str) -> None:
    assert standard(f"Ồ, {typed}?") == f"Ồ, {right}?"
    assert standard(right) == right and all(map(is_syllable, right.split())) and right == key(right)


@pytest.mark.parametrize(("typed", "right"), BARE)
def test_every_phrase_without_diacritics(typed: str, right: str) -> None:
    assert is_bare(typed) and is_bare(right) and all(map(is_plain, right.split()))
    assert standard(typed) == right and standard(right) == right


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.name)
def test_the_corpus_stays_as_it_is(path) -> None:
    for line in nfc(path.read_text("utf-8")).splitlines():
        assert standard(line) == line and standard(fold(line)) == fold(line)


def test_english_stays_as_it_is() -> None:
    assert [phrase for phrase in entries() if standard(phrase) != phrase] == []


def test_capitals_are_kept() -> None:
    assert standard("SỞ TÀI CHÁNH") == "SỞ TÀI CHÍNH"
    assert standard("Tài Chánh, Tài chánh") == "Tài Chính, Tài chính"
    assert standard("Mần chi? Qui định") == "Làm gì? Quy định"


def test_a_phrase_does_not_reach_over_a_comma() -> None:
    assert standard("phải làm, chi bao nhiêu") == "phải làm, chi bao nhiêu"


@given(st.text(max_size=80) | st.lists(st.sampled_from([typed for typed, _ in PHRASES + BARE])).map(" ".join))
def test_it_never_fails(text: str) -> None:
    once = standard(text)
    assert isinstance(once, str) and len(once) <= 3 * len(nfc(text)) + 10
