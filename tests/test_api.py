"""The HTTP API as programs use it, over an assistant in memory and over the real one."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from docx import Document as WordFile
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from prometheus_client.parser import text_string_to_metric_families

from fake_assistant import FakeAssistant, FakeLibrary, corpus_assistant
from legalqa.assistant import Assistant, open_assistant
from legalqa.errors import IndexProblem
from legalqa.exports.selection import Wanted, select
from legalqa.models import Answer, Narrowing, Understood
from legalqa.settings import Settings
from legalqa.vietnamese.text import shown
from legalqa.web.examples import suggest
from legalqa.web.server import create_app
from legalqa.web.strings import EN, VI

API = "/api/v1"
TOKEN = "mã bí mật"
LEDGER = "Sở Tư pháp phải làm gì?"
QUOTED = "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm ngân sách?"
HOSTILE = [
    "<script>alert(1)</script>",
    '"}], "x": [{"',
    "'; DROP TABLE document; --",
    "\x00\x1b[31m",
    "${7*7} {{7*7}}",
    "\u202egnod",
]


def settings_in(folder: Path, **known: Any) -> Settings:
    """Settings whose files are in a folder of their own, without a limit on the rate of asking."""
    return Settings(**{"closed": folder / "closed.txt", "feedback": folder / "feedback.jsonl", "rate": "", **known})


def serving(folder: Path, assistant: Any = None, **known: Any) -> TestClient:
    app = create_app(settings_in(folder, **known), assistant or corpus_assistant())
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    """Over the assistant in memory."""
    with serving(folder, admin_token=TOKEN) as client:
        yield client


@pytest.fixture(scope="module")
def real(folder: Path, assistant: Assistant) -> Iterator[TestClient]:
    """Over the real assistant."""
    with serving(folder, assistant) as client:
        yield client


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The error that a response tells."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json"), response.text
    assert set(response.json()) == {"error"}
    told: dict[str, Any] = response.json()["error"]
    assert told["code"] == code and told["message"]
    return told


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, without the comments that keep it alive."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def same(answer: dict[str, Any], other: dict[str, Any]) -> bool:
    return {**answer, "seconds": 0} == {**other, "seconds": 0} and list(answer) == list(other)


# asking


@pytest.mark.parametrize(
    "question", [LEDGER, QUOTED, "so tai chanh phai lam gi", "Giá vé tàu cao tốc?", "", "a" * 9000]
)
def test_an_answer_is_the_assistants(real: TestClient, assistant: Assistant, question: str) -> None:
    wanted = json.loads(json.dumps(assistant.ask(question).to_json()))
    posted = real.post(f"{API}/ask", json={"question": question})
    got = real.get(f"{API}/ask", params={"q": question})
    assert posted.status_code == got.status_code == 200
    assert same(posted.json(), wanted) and same(got.json(), wanted)


def test_a_question_goes_on_is_taken_literally_and_asks_chosen_documents(
    real: TestClient, assistant: Assistant
) -> None:
    turns = [{"question": LEDGER}]
    asked = {
        "question": "Còn Sở Tài chính?",
        "history": [LEDGER],
        "narrowing": {"kinds": ["Kế hoạch"], "years": [2023]},
    }
    wanted = assistant.ask("Còn Sở Tài chính?", turns, narrowing=Narrowing(kinds=("Kế hoạch",), years=(2023,)))
    answer = real.post(f"{API}/ask", json=asked).json()
    assert same(answer, json.loads(json.dumps(wanted.to_json()))) and answer["understood"]["before"] == LEDGER
    literal = real.post(f"{API}/ask", json={"question": "so tai chanh phai lam gi", "literal": True}).json()
    assert literal["status"] == "unanswerable" and literal["understood"] is None
    chosen = real.get(f"{API}/ask", params={"q": LEDGER, "kind": ["ke hoach"], "year": [2023, 2022]}).json()
    assert chosen["searched"]["documents"] == len(
        real.get(f"{API}/documents?kind=ke hoach&year=2023&year=2022").json()["documents"]
    )


def test_the_stream_tells_the_answer_step_by_step(real: TestClient, assistant: Assistant) -> None:
    response = real.post(f"{API}/ask/stream", json={"question": "so tai chanh phai lam gi"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert (response.headers["cache-control"], response.headers["x-accel-buffering"]) == ("no-cache", "no")
    told = events(response.text)
    names = [name for name, _ in told]
    answer = told[-1][1]
    paragraphs, cited = answer["text"].split("\n\n"), len(answer["citations"])
    assert cited and names == ["searching", "understood", *["text"] * len(paragraphs), *["citation"] * cited, "done"]
    assert told[0][1] == {"question": "so tai chanh phai lam gi"} and told[1][1] == answer["understood"]
    assert "\n\n".join(data for name, data in told if name == "text") == answer["text"]
    assert [data for name, data in told if name == "citation"] == answer["citations"]
    assert same(answer, json.loads(json.dumps(assistant.ask("so tai chanh phai lam gi").to_json())))


@pytest.mark.parametrize(
    ("failure", "code", "word"),
    [
        (IndexProblem("chưa có chỉ mục"), "not_ready", VI.unready),
        (ZeroDivisionError("bí mật"), "broken", VI.broken),
    ],
)
def test_a_failure_is_told_by_both(tmp_path: Path, failure: Exception, code: str, word: str) -> None:
    assistant = corpus_assistant()
    with serving(tmp_path, assistant) as client:
        assistant.failure = failure
        response = client.post(f"{API}/ask", json={"question": "?"})
        told = problem(response, response.status_code, code)
        assert response.status_code in (500, 503) and word in told["message"] and "bí mật" not in response.text
        streamed = client.post(f"{API}/ask/stream", json={"question": "?"})
        assert [name for name, _ in events(streamed.text)] == ["searching", "error"] and "bí mật" not in streamed.text
        assert events(streamed.text)[1][1] == {"code": code, "message": told["message"]}
        assert 'legalqa_refusals_total{reason="failed"} 2.0' in client.get(f"{API}/metrics").text


def test_only_the_last_questions_before_are_read(folder: Path) -> None:
    assistant = corpus_assistant()
    with serving(folder, assistant) as client:
        client.post(f"{API}/ask", json={"question": "?", "history": [str(n) for n in range(50)]})
    assert [turn["question"] for turn in assistant.histories[-1]] == [str(n) for n in range(30, 50)]


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_words_come_back_as_json(client: TestClient, question: str) -> None:
    for response in (
        client.post(f"{API}/ask", json={"question": question}),
        client.get(f"{API}/ask", params={"q": question}),
    ):
        assert response.json()["question"] == question
        assert response.headers["content-type"] == "application/json"
        assert response.headers["x-content-type-options"] == "nosniff"
    assert events(client.post(f"{API}/ask/stream", json={"question": question}).text)[0][1]["question"] == question


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"7", b"\xff\xfe", b"{}", b'{"question": 1}', b'{"question": null}', b'{"question": "?", "no": 1}',
        b'{"question": "?", "history": "x"}', b'{"question": "?", "history": [{"question": "a"}]}', b'{"question": "?", "literal": "x"}',
        b'{"question": "?", "narrowing": []}', b'{"question": "?", "narrowing": {"kind": ["x"]}}',
        b'{"question": "?", "narrowing": {"years": ["x"]}}', b'{"question": "\\ud800"}', b'{"question": "?", "history": ["\\udfff"]}',
        b'{"question": "?", "narrowing": {"kinds": ["\\ud800"]}}', b'{"\\ud800": 1}', b'{"question": NaN}',
        b'{"question": "?", "history": [%s]}' % b",".join([b'"x"'] * 201), b'{"question": ' + b"[" * 300 + b"]" * 300 + b"}",
    ],
)  # fmt: skip
def test_nonsense_is_no_question(client: TestClient, body: bytes) -> None:
    for path in ("ask", "ask/stream"):
        told = problem(
            client.post(f"{API}/{path}", content=body, headers={"content-type": "application/json"}), 422, "invalid"
        )
        assert told["fields"] and all(told["fields"].values())


def test_what_is_nested_too_deep_or_is_no_json_is_turned_away(client: TestClient) -> None:
    for depth in (900, 5000, 30_000):
        body = b'{"question": ' + b"[" * depth + b"]" * depth + b"}"
        response = client.post(f"{API}/ask", content=body, headers={"content-type": "application/json"})
        problem(response, response.status_code, "invalid")
        assert response.status_code in (400, 422)
    problem(
        client.post(f"{API}/ask", content=b'{"question": "?"}', headers={"content-type": "text/plain"}), 422, "invalid"
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
KNOWN = ("question", "history", "literal", "narrowing", "verdict", "note", "document", "eid", "status")
BODIES = VALUES | st.dictionaries(
    st.sampled_from(KNOWN), VALUES | st.sampled_from(["helpful", ["x"], {"kinds": ["x"]}])
)


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(body=BODIES, path=st.sampled_from(["ask", "ask/stream", "feedback"]))
def test_no_body_breaks_the_server(client: TestClient, body: Any, path: str) -> None:
    response = client.post(f"{API}/{path}", content=json.dumps(body), headers={"content-type": "application/json"})
    assert response.status_code in (200, 201, 422)
    if response.status_code == 422:
        problem(response, 422, "invalid")


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from(["ask", "documents", "documents/x", "source", "agencies", "duties", "feedback", "ready"]),
    query=st.dictionaries(
        st.sampled_from(
            ["q", "kind", "year", "document", "eid", "start", "end", "agency", "role", "due", "text", "format", "lang"]
        ),
        st.text(max_size=30) | st.sampled_from(["bang", "muc_I", "9" * 5000, "-1", "..", "%00"]),
    ),
)
def test_no_query_breaks_the_server(real: TestClient, path: str, query: dict[str, str]) -> None:
    response = real.get(f"{API}/{path}", params=query)
    assert response.status_code in (200, 400, 403, 404, 422), response.text
    if response.status_code >= 400:
        assert set(response.json()) == {"error"}


# errors


@pytest.mark.parametrize(
    "path", ["", "/", "/khong-co", "/docs", "/redoc", "/ask/", "/documents/x/y", "/../v2/ask", "/source/"]
)
def test_what_is_not_there_is_told_as_json(client: TestClient, path: str) -> None:
    problem(client.get(API + path), 404, "not_found")


def test_other_versions_and_methods_are_told_as_json(client: TestClient) -> None:
    for path in ("/api", "/api/", "/api/v2/ask"):
        assert problem(client.get(path), 404, "not_found")["message"] == VI.not_found
    assert problem(client.delete(f"{API}/ask"), 405, "not_allowed")["message"] == VI.not_allowed


def test_a_request_that_is_too_large_is_not_read(client: TestClient) -> None:
    sent: list[Any] = [b'{"question": "' + b"x" * 70_000 + b'"}', iter([b'{"question": "', b"x" * 70_000, b'"}'])]
    for content in sent:
        response = client.post(f"{API}/ask", content=content, headers={"content-type": "application/json"})
        assert problem(response, 413, "too_large")["message"] == VI.too_large
    page = client.post("/van-ban/", content=b"x" * 70_000)
    assert page.status_code == 413 and VI.too_large in page.text and "content-security-policy" in page.headers


def test_errors_speak_the_readers_language(folder: Path) -> None:
    with serving(folder) as client:
        asked = {
            "404": f"{API}/khong-co",
            "422": f"{API}/ask",
            "403": f"{API}/feedback",
            "place": f"{API}/documents/khong-co",
        }
        for strings, words in ((VI, VI.not_found), (EN, EN.not_found)):
            told = {
                name: client.get(path, params={"lang": strings.language}).json()["error"]["message"]
                for name, path in asked.items()
            }
            assert told["404"] == words and told["403"] == strings.forbidden
            assert told["422"] == strings.invalid.format(fields="query.q")
            assert told["place"] == strings.told_missing.format(message="không có văn bản 'khong-co'")
        client.cookies.clear()
        assert client.get(f"{API}/khong-co", headers={"Cookie": "lang=en"}).json()["error"]["message"] == EN.not_found


# documents and places


def test_documents_are_listed_newest_first_and_filtered(real: TestClient, assistant: Assistant) -> None:
    held = {info.id: info for info in assistant.library.documents()}
    listed = real.get(f"{API}/documents").json()["documents"]
    assert {info["id"] for info in listed} == set(held)
    dates = [info["date"] or "" for info in listed]
    assert dates == sorted(dates, reverse=True)
    first = listed[0]
    assert first["number"] == held[first["id"]].number and first["passages"] == held[first["id"]].passages
    plans = real.get(f"{API}/documents", params={"kind": "ke hoach"}).json()["documents"]
    assert 0 < len(plans) < len(listed) and {info["kind"] for info in plans} == {"Kế hoạch"}
    both = real.get(f"{API}/documents", params={"kind": ["Kế hoạch", "Chỉ thị"]}).json()["documents"]
    assert len(both) > len(plans)
    assert real.get(f"{API}/documents", params={"kind": "Nghị định"}).json() == {"documents": []}
    problem(real.get(f"{API}/documents?year=x"), 422, "invalid")


def test_a_document_is_given_whole(real: TestClient, assistant: Assistant) -> None:
    for info in assistant.library.documents():
        whole = real.get(f"{API}/documents/{info.id}").json()
        document = assistant.library.document(info.id)
        assert whole["document"]["id"] == info.id
        assert [node["eid"] for node in whole["provisions"]] == [node.eid for node in document.walk()]
        for node in whole["provisions"]:
            assert node["text"] == shown(document.source.text, node["start"], node["end"])
        depths = [node["depth"] for node in whole["provisions"]]
        assert depths[0] == 0 and all(below - above <= 1 for above, below in pairwise(depths))


def visible(text: str) -> str:
    return re.sub(r"[\s*_]+", "", text)


def test_a_cited_place_is_verbatim_with_what_stands_around_it(real: TestClient, assistant: Assistant) -> None:
    cited = [citation for question in (LEDGER, QUOTED) for citation in assistant.ask(question).citations]
    assert len(cited) > 3
    for citation in cited:
        span = {"document": citation.document, "eid": citation.eid, "start": citation.start, "end": citation.end}
        place = real.get(f"{API}/source", params=span).json()
        document = assistant.library.document(citation.document)
        node = document.find(citation.eid)[-1]
        text = document.source.text
        assert place["quote"] == citation.quote and place["label"] == citation.label and place["url"] == citation.url
        words = shown(text, node.start, max(node.own_end, citation.end))
        assert visible(place["text"] + place["quote"] + place["rest"]) == visible(words)
        every = [shown(text, p.start, p.own_end) for p in document.walk() if p.start < node.start]
        assert [said["text"] for said in place["before"]] == [words for words in every if words][-2:]
        assert all(said["text"] in shown(text) for said in place["after"]) and len(place["after"]) <= 2


def test_every_provision_is_a_place(real: TestClient, assistant: Assistant) -> None:
    for info in assistant.library.documents()[:2]:
        document = assistant.library.document(info.id)
        for node in list(document.walk())[::7]:
            place = real.get(f"{API}/source", params={"document": info.id, "eid": node.eid}).json()
            assert (place["text"], place["quote"], place["rest"]) == (
                "",
                shown(document.source.text, node.start, node.own_end),
                "",
            )


def test_a_span_outside_its_provision_is_not_believed(client: TestClient) -> None:
    place = {"document": "bang", "eid": "muc_I"}
    whole = client.get(f"{API}/source", params=place).json()
    for span in (
        {"start": 0, "end": 10},
        {"start": -5, "end": 10**20},
        {"start": 9, "end": 3},
        {"start": 3},
        {"end": 3},
    ):
        assert client.get(f"{API}/source", params={**place, **span}).json() == whole
    problem(client.get(f"{API}/source", params={**place, "start": "x"}), 422, "invalid")


@pytest.mark.parametrize(
    ("document", "eid", "word"), [("bang", "muc_IX", "muc_IX"), ("khong-co", "muc_I", "khong-co"), ("", "", "''")]
)
def test_an_unknown_place_is_not_found(client: TestClient, document: str, eid: str, word: str) -> None:
    told = problem(client.get(f"{API}/source", params={"document": document, "eid": eid}), 404, "not_found")
    assert word in told["message"]


def test_a_table_without_words_of_its_own_has_its_neighbours(client: TestClient) -> None:
    rows = [
        node for node in client.get(f"{API}/documents/bang").json()["provisions"] if node["kind"] in ("table", "row")
    ]
    table = client.get(f"{API}/source", params={"document": "bang", "eid": rows[0]["eid"]}).json()
    assert "PHỤ LỤC" in table["before"][-1]["text"] and "Nhiệm vụ" in table["after"][0]["text"]


# agencies and duties


def test_agencies_are_found_with_and_without_diacritics(real: TestClient, assistant: Assistant) -> None:
    every = real.get(f"{API}/agencies").json()["agencies"]
    counts = [agency["duties"] for agency in every]
    assert counts == sorted(counts, reverse=True) and counts[0] > 1
    assert {agency["id"] for agency in every} == set(assistant.library.agencies())
    marked, bare, short = (
        real.get(f"{API}/agencies", params={"q": q}).json()["agencies"] for q in ("Sở Tư pháp", "so tu phap", "STP")
    )
    assert marked == bare and marked[0]["name"] == "Sở Tư pháp" == short[0]["name"]
    assert marked[0]["duties"] == sum(duty.agency == marked[0]["id"] for duty in assistant.library.duties())
    assert real.get(f"{API}/agencies", params={"q": "không có tên này"}).json() == {"agencies": []}


def test_duties_are_complete_and_filtered(real: TestClient, assistant: Assistant) -> None:
    selection = select(Wanted(), assistant.library)
    every = real.get(f"{API}/duties").json()
    assert len(every["duties"]) == len(selection.duties) and every["searched"] == 5 and every["agencies"] == []
    own = real.get(f"{API}/duties", params={"agency": "stp"}).json()
    assert own["agencies"] == ["Sở Tư pháp"] and {row["agency"] for row in own["duties"]} == {"Sở Tư pháp"}
    leads = real.get(f"{API}/duties", params={"agency": "stp", "role": "lead"}).json()
    assert 0 < len(leads["duties"]) <= len(own["duties"])
    groups = real.get(f"{API}/duties", params={"agency": "stp", "role": "group"}).json()
    assert len(groups["duties"]) == own["grouped"]
    document = own["duties"][0]["document_id"]
    within = real.get(f"{API}/duties", params={"agency": "stp", "document": document}).json()
    assert within["searched"] == 1 and {row["document_id"] for row in within["duties"]} == {document}
    about = real.get(f"{API}/duties", params={"text": "kinh phi"}).json()
    assert about["duties"] and all("kinh phí" in row["task"].lower() for row in about["duties"])
    due = real.get(f"{API}/duties", params={"due": "2021-01-01..2021-12-31"}).json()
    assert due["unplaced"] > 0 and all(row["deadline"] for row in due["duties"])
    for row in own["duties"][:5]:
        place = real.get(f"{API}/source", params={"document": row["document_id"], "eid": row["eid"]}).json()
        assert visible(row["task"]) in visible(
            "".join((place["text"], place["quote"], place["rest"], *(s["text"] for s in place["after"])))
        )


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
def test_duties_are_a_file_in_every_form(real: TestClient, form: str) -> None:
    response = real.get(f"{API}/duties", params={"agency": "Sở Tư pháp", "format": form})
    assert response.status_code == 200
    assert response.headers["content-disposition"] == f'attachment; filename="nhiem-vu-so-tu-phap.{form}"'
    listed = real.get(f"{API}/duties", params={"agency": "Sở Tư pháp"}).json()["duties"]
    task = listed[0]["task"]
    if form == "csv":
        assert task in response.content.decode("utf-8-sig")
    elif form == "xlsx":
        cells = [
            cell
            for row in openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0].iter_rows(values_only=True)
            for cell in row
        ]
        assert task in cells
    else:
        tables = WordFile(io.BytesIO(response.content)).tables
        assert any(task in cell.text for table in tables for row in table.rows for cell in row.cells)


def test_a_calendar_without_a_day_is_not_there(real: TestClient) -> None:
    told = problem(real.get(f"{API}/duties", params={"format": "ics", "text": "xyzzy"}), 404, "not_found")
    assert "thời hạn" in told["message"]
    events = Calendar.from_ical(real.get(f"{API}/duties", params={"format": "ics"}).content).walk("VEVENT")
    assert events and all(event["summary"] for event in events)
    for none in ("/nhiem-vu/?text=xyzzy", "/nhiem-vu/?agency=S%E1%BB%9F+T%C6%B0+ph%C3%A1p"):
        assert "format=ics" not in real.get(none).text
    assert "format=ics" in real.get("/nhiem-vu/").text


def test_files_have_links_that_open(real: TestClient) -> None:
    table = real.get(f"{API}/duties", params={"format": "csv"}, headers={"Host": "qa.example.vn"}).content.decode(
        "utf-8-sig"
    )
    assert "http://qa.example.vn/van-ban/" in table


def test_a_file_of_everything_has_a_plain_name(real: TestClient) -> None:
    assert 'filename="nhiem-vu.csv"' in real.get(f"{API}/duties?format=csv").headers["content-disposition"]


def test_names_of_agencies_that_cannot_be_used_are_told(real: TestClient) -> None:
    told = problem(real.get(f"{API}/duties", params={"agency": "Sở Tư phấp lý"}), 404, "not_found")
    assert "gần nhất" in told["message"] and "Sở Tư pháp" in told["choices"]
    told = problem(real.get(f"{API}/duties", params={"agency": "chi cục"}), 404, "not_found")
    told = problem(real.get(f"{API}/duties", params={"agency": AMBIGUOUS}), 400, "invalid")
    assert "hãy ghi rõ một" in told["message"] and "Ủy ban nhân dân tỉnh" in told["choices"]
    problem(real.get(f"{API}/duties", params={"due": "mai"}), 400, "invalid")
    problem(real.get(f"{API}/duties", params={"document": "khong-co"}), 404, "not_found")
    for wrong in ({"role": "x"}, {"format": "pdf"}):
        problem(real.get(f"{API}/duties", params=wrong), 422, "invalid")


AMBIGUOUS = "ủy ban"

# feedback

REMARK = {
    "verdict": "wrong_source",
    "question": "Sở Tư pháp?",
    "status": "answered",
    "document": "d",
    "eid": "muc_1",
    "note": "Sai <b>",
}


def test_feedback_is_kept_and_read_with_the_token_alone(tmp_path: Path) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}".encode()}
    with serving(tmp_path, admin_token=TOKEN) as client:
        assert client.get(f"{API}/feedback", headers=bearer).text == ""
        response = client.post(f"{API}/feedback", json=REMARK)
        assert (response.status_code, response.json()) == (201, {"kept": True})
        client.post(f"{API}/feedback", json={"verdict": "helpful", "question": "?"})
        export = client.get(f"{API}/feedback", headers=bearer)
        assert export.headers["content-type"].startswith("application/x-ndjson")
        kept = [json.loads(line) for line in export.text.splitlines()]
        assert {**kept[0], "at": ""} == {**REMARK, "at": ""} and kept[1]["verdict"] == "helpful"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", kept[0]["at"])
        assert "testclient" not in export.text  # who said it
        assert client.get(f"{API}/feedback", headers={"Authorization": f"bearer {TOKEN}".encode()}).text == export.text
        for none in (
            {},
            {"Authorization": TOKEN.encode()},
            {"Authorization": f"Basic {TOKEN}".encode()},
            {"Authorization": b"\xff"},
        ):
            response = client.get(f"{API}/feedback", headers=none)
            problem(response, 401, "unauthorized")
            assert response.headers["www-authenticate"].startswith("Bearer")
        for wrong in ({"Authorization": b"Bearer x"}, {"Authorization": f"Bearer {TOKEN}x".encode()},
                      {"Authorization": b"Bearer "}, {"Authorization": b"Bearer \xff"}):  # fmt: skip
            problem(client.get(f"{API}/feedback", headers=wrong), 403, "forbidden")


def test_without_a_token_nobody_reads_feedback(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        client.post(f"{API}/feedback", json=REMARK)
        for header in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer"}, {"Authorization": ""}):
            problem(client.get(f"{API}/feedback", headers=header), 403, "forbidden")


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "bad"}, {"question": "x" * 2001}, {"note": "x" * 1001}, {"eid": "x" * 501}, {"document": "x" * 501}, {"status": "x" * 21},
     {"note": "\ud800"}, {"who": "me"}, {"question": None}],
)  # fmt: skip
def test_feedback_has_limits(client: TestClient, folder: Path, wrong: dict[str, Any]) -> None:
    before = (folder / "feedback.jsonl").read_text() if (folder / "feedback.jsonl").exists() else ""
    sent = json.dumps({**REMARK, **wrong})
    problem(client.post(f"{API}/feedback", content=sent, headers={"content-type": "application/json"}), 422, "invalid")
    assert ((folder / "feedback.jsonl").read_text() if before else "") == before


def test_feedback_that_is_not_taken_or_cannot_be_kept_says_so(tmp_path: Path) -> None:
    with serving(tmp_path, feedback=Path(), admin_token="t") as client:
        assert problem(client.post(f"{API}/feedback", json=REMARK), 403, "forbidden")["message"] == VI.remark_off
        assert client.get(f"{API}/feedback", headers={"Authorization": "Bearer t"}).text == ""
    (tmp_path / "taken").write_text("")
    with serving(tmp_path, feedback=tmp_path / "taken" / "feedback.jsonl") as client:
        told = problem(client.post(f"{API}/feedback", json=REMARK), 503, "not_ready")
        assert told["message"] == VI.remark_failed and "taken" not in told["message"]


# operation


def test_health_and_readiness(tmp_path: Path) -> None:
    assistant = corpus_assistant()
    with serving(tmp_path, assistant) as client:
        assert client.get(f"{API}/health").json()["status"] == client.get(f"{API}/ready").json()["status"] == "ok"
        (tmp_path / "closed.txt").write_text("")
        assert (client.get(f"{API}/ready").status_code, client.get(f"{API}/ready").json()["status"]) == (503, "closed")
        assert client.get(f"{API}/health").status_code == 200
        (tmp_path / "closed.txt").unlink()

        def broken() -> dict[str, int]:
            raise IndexProblem("chưa có chỉ mục")

        assistant.library.counts = broken  # type: ignore[method-assign]
        assert (client.get(f"{API}/ready").status_code, client.get(f"{API}/ready").json()["status"]) == (
            503,
            "not ready",
        )
        assert client.get(f"{API}/metrics").status_code == 200
    with serving(tmp_path, FakeAssistant(FakeLibrary({}))) as client:
        assert client.get(f"{API}/ready").status_code == 503


def samples(client: TestClient) -> dict[tuple[str, tuple[str, ...]], float]:
    response = client.get(f"{API}/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = list(text_string_to_metric_families(response.text))
    assert all(family.documentation for family in families)
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


def test_metrics_count_and_hold_no_words(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        before = samples(client)
        assert before["legalqa_held", ("documents",)] == 7 and before["legalqa_inside", ()] == 0
        client.post(f"{API}/ask", json={"question": "Sở Tư pháp chủ trì việc gì?"})
        client.get(f"{API}/ask", params={"q": "thời tiết xyzzy"})
        client.post(f"{API}/feedback", json=REMARK)
        client.get("/van-ban/xyzzy?q=xyzzy")
        after = samples(client)
        assert after["legalqa_answers_total", ("answered",)] == after["legalqa_answers_total", ("unanswerable",)] == 1
        assert after["legalqa_answer_seconds_count", ()] == 2
        assert after["legalqa_feedback_total", ("wrong_source",)] == 1
        assert (
            after["legalqa_requests_total", ("api", "2xx")] >= 4
            and after["legalqa_requests_total", ("document", "4xx")] == 1
        )
        assert not re.search("xyzzy|Tư pháp|testclient", client.get(f"{API}/metrics").text)


def test_a_server_whose_index_is_gone_is_not_ready(tmp_path: Path, corpus_settings: Settings) -> None:
    shutil.copytree(corpus_settings.index, tmp_path / "index")
    known = replace(corpus_settings, index=tmp_path / "index")
    with serving(tmp_path, open_assistant(known)) as client:
        assert client.get(f"{API}/ready").status_code == 200
        (tmp_path / "index").rename(tmp_path / "gone")
        assert client.get(f"{API}/ready").json()["status"] == "not ready"
        told = problem(client.get(f"{API}/ask", params={"q": QUOTED}), 503, "not_ready")
        assert told["message"] == VI.unready


def test_what_is_missing_is_told_without_commands(real: TestClient) -> None:
    for path in ("documents/khong-co", "source?document=bang&eid=x", "duties?document=9999"):
        told = problem(real.get(f"{API}/{path}"), 404, "not_found")["message"]
        assert "không có" in told and "legalqa" not in told


# the description


def test_the_description_is_sound_and_names_every_path(client: TestClient) -> None:
    spec = client.get(f"{API}/openapi.json").json()
    assert spec["openapi"].startswith("3.1") and spec["servers"] == [{"url": API}]
    assert set(spec["paths"]) == {
        "/ask", "/ask/stream", "/examples", "/documents", "/documents/{document}", "/source", "/agencies", "/duties", "/feedback", "/health", "/ready",
        "/metrics",
    }  # fmt: skip
    operations = [operation for path in spec["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations) == 14
    assert all(operation["summary"] and operation["responses"]["4XX"] for operation in operations)
    named = re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(spec))
    assert named and set(named) <= set(spec["components"]["schemas"])
    for schema in spec["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_readme_has_every_address(client: TestClient, readme: str) -> None:
    spec = client.get(f"{API}/openapi.json").json()
    text = (Path(__file__).parents[1] / readme).read_text("utf-8")
    told = set(re.findall(r"^\| `(GET|POST) (/[\w/{}]+)` \|", text, re.M))
    assert told == {(method.upper(), path) for path, methods in spec["paths"].items() for method in methods}


def test_answers_and_errors_are_as_described(client: TestClient) -> None:
    spec = client.get(f"{API}/openapi.json").json()

    def check(name: str, value: Any) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": spec["components"]}
        jsonschema.Draft202012Validator(schema).validate(value)

    check("Answer", client.get(f"{API}/ask", params={"q": "Sở Tư pháp?"}).json())
    check("Documents", client.get(f"{API}/documents").json())
    check("Whole", client.get(f"{API}/documents/bang").json())
    check("Place", client.get(f"{API}/source?document=bang&eid=muc_I").json())
    check("Problem", client.get(f"{API}/ask").json())
    understood = Answer("?", "answered", "x", understood=Understood("a", ("Sở A",)))
    check("Answer", json.loads(json.dumps(understood.to_json())))


def test_examples_follow_the_library(client: TestClient) -> None:
    questions = client.get(f"{API}/examples").json()["questions"]
    assert questions == suggest(corpus_assistant()) and len(questions) == 5
