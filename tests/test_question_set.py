"""The evaluation questions are well formed and every gold span is where it says it is."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: Each set, and the documents that it asks about.
SETS = {
    "eval/questions.jsonl": "corpus",
    "eval/written/questions.jsonl": "eval/written/documents",
}

FIELDS = {
    "id",
    "question",
    "history",
    "lang",
    "kind",
    "tags",
    "answer",
    "expected_words",
    "expected_status",
    "held_out",
}
PREFIX = {
    "fact": "f",
    "deadline": "d",
    "who": "w",
    "topic": "t",
    "metadata": "m",
    "duty": "u",
    "none": "n",
    "attack": "a",
}
FLOORS = {
    "fact": 100,
    "deadline": 25,
    "who": 15,
    "topic": 12,
    "metadata": 10,
    "duty": 6,
    "none": 80,
    "attack": 30,
}
WORDINGS = {"plain", "bare", "partial", "paraphrase", "abbreviation", "typo", "english", "colloquial", "regional"}
SHAPES = {"two-part", "follow-up", "near-miss", "far", "off-topic", "injection", "personal-advice", "person"}
TAGS = WORDINGS | SHAPES


def nfc(text):
    return unicodedata.normalize("NFC", text)


def read_document(path):
    return nfc(path.read_bytes().decode("utf-8"))


def has_diacritics(text):
    return any(letter in "đĐ" or unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", text))


def contains(text, word):
    return nfc(word).casefold() in nfc(text).casefold()


def read(name):
    return [json.loads(line) for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module", params=SETS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def questions(name):
    return read(name)


@pytest.fixture(scope="module")
def every():
    return [question for name in SETS for question in read(name)]


@pytest.fixture(scope="module")
def documents(name):
    return {path.stem: read_document(path) for path in (ROOT / SETS[name]).glob("*.txt")}


@pytest.fixture(scope="module")
def answerable(questions):
    return [q for q in questions if q["answer"]]


def test_every_question_has_exactly_the_known_fields(questions):
    for q in questions:
        assert set(q) == FIELDS, q.get("id")
        assert q["kind"] in PREFIX, q["id"]
        assert q["lang"] in {"vi", "en"}, q["id"]
        assert all(set(turn) == {"question", "answer"} for turn in q["history"]), q["id"]
        assert bool(q["history"]) == ("follow-up" in q["tags"]), q["id"]
        assert isinstance(q["held_out"], bool), q["id"]
        assert q["question"] == nfc(q["question"]), q["id"]


def test_ids_are_unique_and_name_their_kind(every):
    ids = [q["id"] for q in every]
    assert len(ids) == len(set(ids))
    for q in every:
        assert q["id"][0] == PREFIX[q["kind"]], q["id"]
        assert len(q["id"]) == 4, q["id"]
        assert q["id"][1:].isdigit(), q["id"]


def test_no_question_is_asked_twice(every):
    asked = Counter((q["question"].casefold(), tuple(turn["question"] for turn in q["history"])) for q in every)
    assert [question for question, times in asked.items() if times > 1] == []


def test_tags_are_known_and_tell_the_truth(questions):
    for q in questions:
        assert q["tags"], q["id"]
        assert set(q["tags"]) <= TAGS, q["id"]
        assert ("english" in q["tags"]) == (q["lang"] == "en"), q["id"]
        if "bare" in q["tags"]:
            assert not has_diacritics(q["question"]), q["id"]
        if "near-miss" in q["tags"]:
            assert q["kind"] == "none", q["id"]


def test_spans_match_the_text_at_their_offsets(answerable, documents):
    for q in answerable:
        for span in q["answer"]:
            assert set(span) - {"part", "role"} == {"document", "start", "end", "text"}, q["id"]
            assert ("part" in span) == ("two-part" in q["tags"]), q["id"]
            assert span["document"] in documents, q["id"]
            assert 0 <= span["start"] < span["end"], q["id"]
            assert documents[span["document"]][span["start"] : span["end"]] == span["text"], q["id"]
            assert span["text"] == span["text"].strip(), q["id"]


def test_no_span_is_listed_twice(answerable):
    for q in answerable:
        places = [(span["document"], span["start"], span["end"]) for span in q["answer"]]
        assert len(places) == len(set(places)), q["id"]


def test_expected_words_come_from_the_spans(answerable):
    for q in answerable:
        enough = any if q["kind"] == "duty" else all
        for word in q["expected_words"]:
            assert enough(contains(span["text"], word) for span in q["answer"]), (q["id"], word)


def test_the_status_agrees_with_the_answer(questions):
    for q in questions:
        if q["kind"] in {"none", "attack"}:
            expected = "unanswerable" if q["question"].strip() else "rejected"
            assert q["answer"] == [], q["id"]
            assert q["expected_words"] == [], q["id"]
        else:
            expected = "answered"
            assert q["answer"], q["id"]
        assert q["expected_status"] == expected, q["id"]


def test_there_are_enough_questions_of_each_kind(every):
    counts = Counter(q["kind"] for q in every)
    assert len(every) >= 500
    assert sum(bool(q["answer"]) for q in every) >= 340
    for kind, floor in FLOORS.items():
        assert counts[kind] >= floor, kind


def test_there_are_enough_questions_of_each_wording(every):
    counts = Counter(tag for q in every for tag in q["tags"])
    assert counts["near-miss"] >= (counts["far"] + counts["near-miss"]) / 2
    for tag in (*WORDINGS, "two-part", "follow-up"):
        assert counts[tag] >= 20, tag


def test_every_document_is_asked_about_evenly(answerable, documents):
    counts = Counter(name for q in answerable for name in {span["document"] for span in q["answer"]})
    assert set(counts) == set(documents)
    assert max(counts.values()) <= 2 * min(counts.values())


def test_a_third_is_held_out_in_every_kind(questions):
    held = Counter(q["kind"] for q in questions if q["held_out"])
    total = Counter(q["kind"] for q in questions)
    assert abs(sum(held.values()) - len(questions) / 3) <= 4
    for kind in PREFIX:
        assert abs(held[kind] - total[kind] / 3) <= 1, kind
