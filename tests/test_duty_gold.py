"""The annotated duties are well formed, and every span is where it says it is."""

import itertools
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
GOLD = ROOT / "tests" / "gold" / "duties.jsonl"
README = GOLD.with_name("README.md")

REQUIRED = {
    "document",
    "agency",
    "as_written",
    "named",
    "role",
    "start",
    "end",
    "text",
    "assigned_by",
    "deadline",
    "normalised",
}
OPTIONAL = {"group_role", "collective", "further_deadlines", "deadline_debatable", "debatable", "why"}
ROLES = {"lead", "with", "group"}
VALUES = {
    "date": r"\d{4}-\d\d-\d\d",
    "period": r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
    "recurring": r"P\d+[YMWD](,P\d+[YMWD])*(@\d\d(-\d\d)?)?",
    "year": r"\d{4}",
    "quarter": r"\d{4}-Q[1-4]",
    "ongoing": r"",
}


def nfc(text):
    return unicodedata.normalize("NFC", text)


def read_document(path):
    return nfc(path.read_bytes().decode("utf-8"))


def place(duty):
    return f"{duty['document']} {duty['start']} {duty['agency']}"


@pytest.fixture(scope="module")
def duties():
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def documents():
    return {path.stem: read_document(path) for path in CORPUS.glob("*.txt")}


def test_every_duty_has_the_known_fields(duties):
    for duty in duties:
        assert REQUIRED <= set(duty) <= REQUIRED | OPTIONAL, place(duty)
        assert duty["role"] in ROLES, place(duty)
        assert duty["named"] == (duty["role"] != "group"), place(duty)
        assert ("group_role" in duty) == (duty["role"] == "group"), place(duty)
        assert duty.get("group_role", "lead") in {"lead", "with"}, place(duty)
        assert not (duty.get("collective") and duty["role"] == "group"), place(duty)


def test_flags_are_written_only_when_true_and_say_why(duties):
    for duty in duties:
        flags = {"collective", "debatable", "deadline_debatable"} & set(duty)
        assert all(duty[flag] is True for flag in flags), place(duty)
        assert bool(flags - {"collective"}) == bool(duty.get("why")), place(duty)


def test_every_document_has_duties(duties, documents):
    assert {duty["document"] for duty in duties} == set(documents)


def test_spans_match_the_text_at_their_offsets(duties, documents):
    for duty in duties:
        text = documents[duty["document"]]
        for span in (duty, duty["assigned_by"]):
            assert 0 <= span["start"] < span["end"], place(duty)
            assert text[span["start"] : span["end"]] == span["text"], place(duty)
            assert span["text"] == span["text"].strip(), place(duty)
        assert set(duty["assigned_by"]) == {"start", "end", "text"}, place(duty)


def test_a_task_is_a_whole_unit(duties, documents):
    for duty in duties:
        text = documents[duty["document"]]
        assert duty["start"] == 0 or text[duty["start"] - 1] == "\n", place(duty)
        assert text[duty["end"] : duty["end"] + 1] in {"", "\n", " "}, place(duty)


def test_tasks_do_not_overlap(duties, documents):
    for name in documents:
        spans = sorted({(duty["start"], duty["end"]) for duty in duties if duty["document"] == name})
        for (_, end), (start, _) in itertools.pairwise(spans):
            assert end <= start, (name, start)


def test_the_assigning_words_name_the_agency_and_stand_no_later_than_the_task(duties):
    for duty in duties:
        assert duty["as_written"] in duty["assigned_by"]["text"], place(duty)
        assert duty["assigned_by"]["end"] <= duty["end"], place(duty)
        assert duty["agency"] == nfc(duty["agency"]).strip(), place(duty)
        assert not re.search(r"\b(UBND|HĐND|MTTQ|ĐBQH)\b|  |\n", duty["agency"]), place(duty)


def test_no_duty_is_listed_twice(duties):
    keys = Counter((duty["document"], duty["agency"], duty["role"], duty["start"]) for duty in duties)
    assert [key for key, times in keys.items() if times > 1] == []


def test_duties_stand_in_the_order_of_the_text(duties):
    keys = [(duty["document"], duty["start"]) for duty in duties]
    assert keys == sorted(keys)


def test_deadlines_are_words_of_the_task_and_normalised_as_described(duties):
    for duty in duties:
        deadlines = [duty, *duty.get("further_deadlines", [])]
        assert len(deadlines) == 1 or duty["deadline"], place(duty)
        for item in deadlines:
            words, value = item["deadline"], item["normalised"]
            assert (words is None) == (value is None), place(duty)
            if words is not None:
                assert words in duty["text"], place(duty)
                assert set(value) == {"kind", "value"}, place(duty)
                assert re.fullmatch(VALUES[value["kind"]], value["value"]), place(duty)


def test_the_readme_describes_every_field_and_counts_right(duties):
    readme = README.read_text(encoding="utf-8")
    for field in REQUIRED | OPTIONAL:
        assert f"| `{field}` |" in readme, field
    for name in {duty["document"] for duty in duties}:
        own = [duty for duty in duties if duty["document"] == name]
        roles = Counter(duty["role"] for duty in own)
        debatable = sum("debatable" in duty for duty in own)
        row = f"| `{name}` | {roles['lead']} | {roles['with']} | {roles['group']} | {len(own)} | {debatable} |"
        assert row in readme, row
