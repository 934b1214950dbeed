"""Glossaries: every line an entry, and everyday words told by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from legalqa.vietnamese import glossary
from legalqa.vietnamese.colloquial import said_otherwise, spelled_out
from legalqa.vietnamese.glossary import read_glossary
from legalqa.vietnamese.text import key


@pytest.mark.parametrize("name", ["colloquial.txt", "english.txt"])
def test_a_glossary_is_whole(name: str) -> None:
    found = read_glossary(name)
    assert len(found) > 5000
    for phrase, told in found.items():
        assert phrase == phrase.strip().lower() and told, phrase
        assert all(words == words.strip() and words for words in told), phrase


def test_phrases_are_keys_and_say_something_else() -> None:
    for phrase, told in read_glossary("colloquial.txt").items():
        assert phrase == key(phrase) and key(phrase) not in map(key, told), phrase


@pytest.mark.parametrize("line", ["no entry", "dân = người dân\ndân = nhân dân", "dân= người dân"])
def test_a_line_that_is_no_entry_is_told(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.txt").write_text(f"# words\n\n{line}\n", "utf-8")
    monkeypatch.setattr(glossary, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=r"own\.txt:"):
        read_glossary("own.txt")


def test_the_longest_phrase_is_found_up_to_the_next_word() -> None:
    assert [phrase for phrase, _ in said_otherwise("Nạn cưới khi chưa đủ tuổi ở xã")] == ["cưới khi chưa đủ tuổi"]
    assert said_otherwise("dânn") == [] and said_otherwise("") == []


def test_abbreviations_are_told_without_diacritics_too() -> None:
    assert dict(said_otherwise("quan trac moi truong ntts", bare=True))["ntts"] == ["nuôi trồng thủy sản"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("TB kết luận cuộc họp mang số mấy?", "Thông báo kết luận cuộc họp mang số mấy?"),
        ("Theo KH 2888 thì ai chủ trì?", "Theo Kế hoạch 2888 thì ai chủ trì?"),
        ("CT của UBND tỉnh v/v phòng cháy số mấy?", "Chỉ thị của UBND tỉnh v/v phòng cháy số mấy?"),
        ("CT UBND tỉnh ký gì?", "CT UBND tỉnh ký gì?"),
        ("KH giám sát giảm nghèo số mấy?", "Kế hoạch giám sát giảm nghèo số mấy?"),
        ("Sở KH&CN phải làm gì?", "Sở KH&CN phải làm gì?"),
        ("điểm TB của xã là bao nhiêu", "điểm TB của xã là bao nhiêu"),
        ("CT của tỉnh là ai", "CT của tỉnh là ai"),
        ("máy CT 64 lát", "máy CT 64 lát"),
        ("lương TB 5 năm", "lương TB 5 năm"),
        ("Kế hoạch 2888/KH-UBND do ai ký?", "Kế hoạch 2888/KH-UBND do ai ký?"),
    ],
)
def test_kinds_of_documents_are_written_out(typed: str, read: str) -> None:
    assert spelled_out(typed) == read
