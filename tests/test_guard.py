"""What keeps a public server standing: rates, the queue, time limits, the switch that closes it, headers, proxies, its log."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

import off_loop
from fake_assistant import FakeAssistant, corpus_assistant
from legalqa.models import Answer
from legalqa.settings import Settings
from legalqa.web import log
from legalqa.web.chat import Sent, read_sent
from legalqa.web.guard import Guard, Refused, read_notice
from legalqa.web.server import create_app
from legalqa.web.strings import EN, VI
from served import served
from test_web import PLAN, Page, asked, chat_of

ASK = "/api/v1/ask"
QUESTION = "Sở Tư pháp chủ trì việc gì?"


def serving(folder: Path, assistant: FakeAssistant | None = None, host: str = "192.0.2.1", **known: Any) -> TestClient:
    """A client at this address of a server whose files are in the folder."""
    settings = Settings(**{"closed": folder / "closed.txt", "feedback": folder / "feedback.jsonl", "rate": "", **known})
    app = create_app(settings, assistant or corpus_assistant())  # type: ignore[arg-type]
    return TestClient(app, raise_server_exceptions=False, client=(host, 1234))


def guarding(**known: Any) -> Guard:
    return Guard(Settings(**{"rate": "", "closed": Path(), **known}))


# the rate of asking


def test_a_client_that_asks_too_often_is_told_when_to_go_on(tmp_path: Path) -> None:
    with serving(tmp_path, rate="2/minute") as client:
        codes = [client.get(ASK, params={"q": QUESTION}).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
        response = client.post(ASK, json={"question": QUESTION}, params={"lang": "en"})
        told = response.json()["error"]
        assert told["code"] == "limited" and 50 <= told["retry_after"] <= 60
        assert response.headers["retry-after"] == str(told["retry_after"])
        assert told["message"] == EN.limited.format(seconds=told["retry_after"])
        streamed = client.post(f"{ASK}/stream", json={"question": QUESTION})
        assert (streamed.status_code, streamed.json()["error"]["code"]) == (429, "limited")
        assert int(streamed.headers["retry-after"]) >= 50
        other = TestClient(client.app, client=("192.0.2.2", 1))
        assert other.get(ASK, params={"q": QUESTION}).status_code == 200
        for free in ("/van-ban/", "/api/v1/documents", "/api/v1/health"):
            assert client.get(free).status_code == 200
        assert 'legalqa_refusals_total{reason="limited"} 3.0' in client.get("/api/v1/metrics").text


def test_pages_and_programs_share_one_rate() -> None:
    chat = chat_of(corpus_assistant(), rate="1/minute", closed=Path())
    assert VI.sources in asked(chat, QUESTION)[-1][0]
    refused = asked(chat, QUESTION)[-1][0]
    assert VI.error in refused and "Hãy thử lại sau" in refused and VI.sources not in refused


def test_the_window_moves() -> None:
    guard = guarding(rate="2/second")
    guard.count("a")
    time.sleep(0.6)
    guard.count("a")
    with pytest.raises(Refused):
        guard.count("a")
    time.sleep(0.5)
    guard.count("a")  # the first is more than a second ago, the second is not
    with pytest.raises(Refused) as refused:
        guard.count("a")
    assert refused.value.reason == "limited" and refused.value.seconds == 1


def test_feedback_has_a_rate_of_its_own(tmp_path: Path) -> None:
    with serving(tmp_path, rate="1/minute") as client:
        remark = {"verdict": "helpful", "question": "?"}
        codes = [client.post("/api/v1/feedback", json=remark).status_code for _ in range(2)]
        assert codes == [201, 429] and client.get(ASK, params={"q": "?"}).status_code == 200


def test_a_stream_counts_once(tmp_path: Path) -> None:
    with serving(tmp_path, rate="2/minute") as client:
        codes = [client.post(f"{ASK}/stream", json={"question": "?"}).status_code for _ in range(3)]
        assert codes == [200, 200, 429]


# the queue and the time limit


def test_what_is_more_than_the_queue_holds_is_busy_and_the_rest_is_answered() -> None:
    async def run() -> tuple[list[Any], int]:
        guard, go = guarding(concurrency=2, queue=3), threading.Event()

        def work() -> str:
            go.wait(5)
            return "done"

        tasks = [asyncio.create_task(guard.run(work)) for _ in range(8)]
        await asyncio.sleep(0.05)
        inside = guard.inside
        go.set()
        return await asyncio.gather(*tasks, return_exceptions=True), inside

    results, inside = off_loop.run(run())
    assert inside == 5 and results.count("done") == 5
    assert [result.reason for result in results if isinstance(result, Refused)] == ["busy"] * 3


def test_a_busy_server_answers_all_that_it_let_in(tmp_path: Path) -> None:
    class Slow(FakeAssistant):
        def ask(self, text: str, *rest: Any, **named: Any) -> Answer:
            time.sleep(0.1)
            return super().ask(text, *rest, **named)

    slow = Slow(corpus_assistant().library)
    with serving(tmp_path, slow, concurrency=2, queue=4) as client, ThreadPoolExecutor(12) as pool:
        responses = list(pool.map(lambda n: client.get(ASK, params={"q": f"{QUESTION} {n}"}), range(12)))
        answered = [response for response in responses if response.status_code == 200]
        busy = [response for response in responses if response.status_code == 503]
        assert len(answered) >= 6 and len(answered) + len(busy) == 12
        assert len({response.json()["question"] for response in answered}) == len(answered)
        assert all(
            response.json()["error"]["code"] == "busy" and response.headers["retry-after"] == "5" for response in busy
        )
        assert client.get(ASK, params={"q": QUESTION}).status_code == 200
        assert "legalqa_inside 0.0" in client.get("/api/v1/metrics").text


def test_places_are_free_again_after_errors_and_after_what_took_too_long() -> None:
    async def run() -> list[int]:
        guard, go = guarding(concurrency=1, queue=0, answer_seconds=1), threading.Event()
        with pytest.raises(ZeroDivisionError):
            await guard.run(lambda: 1 // 0)
        seen = [guard.inside]
        with pytest.raises(Refused, match="slow"):
            await guard.run(lambda: go.wait(10))
        seen.append(guard.inside)
        with pytest.raises(Refused, match="busy"):
            await guard.run(lambda: None)
        go.set()
        while guard.inside:
            await asyncio.sleep(0.01)
        assert await guard.run(lambda: "next") == "next"
        return seen

    assert off_loop.run(run()) == [0, 1]


def test_what_nobody_waits_for_is_not_begun() -> None:
    begun: list[int] = []

    async def run() -> None:
        guard, go = guarding(concurrency=1, queue=9, answer_seconds=1), threading.Event()
        first = asyncio.create_task(guard.run(lambda: go.wait(10)))
        waiting = [asyncio.create_task(guard.run(lambda: begun.append(1))) for _ in range(3)]
        await asyncio.sleep(0.05)
        waiting[0].cancel()
        results = await asyncio.gather(first, *waiting, return_exceptions=True)
        assert [type(result) for result in results] == [Refused, asyncio.CancelledError, Refused, Refused]
        go.set()
        while guard.inside:
            await asyncio.sleep(0.01)

    off_loop.run(run())
    assert begun == []


def test_the_works_own_time_out_is_an_error_of_its_own() -> None:
    def work() -> None:
        raise TimeoutError("của thư viện")

    with pytest.raises(TimeoutError, match="của thư viện"):
        off_loop.run(guarding().run(work))


def test_an_answer_that_takes_too_long_is_told(tmp_path: Path) -> None:
    class Slow(FakeAssistant):
        def ask(self, text: str, *rest: Any, **named: Any) -> Answer:
            if "chậm" in text:
                time.sleep(1.5)
            return super().ask(text, *rest, **named)

    with serving(tmp_path, Slow(corpus_assistant().library), answer_seconds=1) as client:
        response = client.get(ASK, params={"q": "chậm"})
        assert (response.status_code, response.json()["error"]["code"]) == (504, "slow")
        assert response.json()["error"]["message"] == VI.slow
        assert client.get(ASK, params={"q": QUESTION}).status_code == 200


# the switch that closes it


def test_while_the_file_exists_a_notice_is_shown_instead_of_answers(tmp_path: Path) -> None:
    notice = "Bảo trì đến 14 giờ <script>alert(1)</script>"
    with serving(tmp_path) as client:
        assert 'class="notice closed"' not in client.get("/").text
        (tmp_path / "closed.txt").write_text(f"{notice}\n", "utf-8")
        response = client.get(ASK, params={"q": QUESTION})
        assert (response.status_code, response.json()["error"]["code"]) == (503, "closed")
        assert response.json()["error"]["message"] == notice and response.headers["retry-after"] == "300"
        streamed = client.post(f"{ASK}/stream", json={"question": "?"})
        assert (streamed.status_code, streamed.headers["retry-after"]) == (503, "300")
        assert client.post(f"{ASK}/stream", json={}).status_code == 422
        page = client.get("/").text
        assert (
            "Bảo trì đến 14 giờ &lt;script&gt;" in page
            and "<script>alert" not in page
            and 'class="notice closed"' in page
        )
        for path in ("/van-ban/", PLAN, "/api/v1/documents", "/api/v1/source?document=bang&eid=muc_I"):
            assert client.get(path).status_code == 200
        (tmp_path / "closed.txt").unlink()
        assert client.get(ASK, params={"q": QUESTION}).status_code == 200
        assert 'class="notice closed"' not in client.get("/").text


def test_a_notice_without_words_has_the_servers_own(tmp_path: Path) -> None:
    (tmp_path / "closed.txt").write_text(" \n")
    with serving(tmp_path) as client:
        assert client.get(ASK, params={"q": "?", "lang": "en"}).json()["error"]["message"] == EN.closed
        assert EN.closed in client.get("/").text
    chat = chat_of(corpus_assistant(), closed=tmp_path / "closed.txt")
    assert VI.closed in asked(chat, QUESTION)[-1][0]


def test_a_switch_that_cannot_be_read_closes_and_one_without_a_name_never_does(tmp_path: Path) -> None:
    assert read_notice(tmp_path) == ""  # a folder of that name
    assert (
        read_notice(Path()) is None
        and read_notice(tmp_path / "none") is None
        and read_notice(Path(__file__) / "x") is None
    )
    (tmp_path / "long").write_bytes("ờ".encode() * 9000)
    assert read_notice(tmp_path / "long") == "ờ" * 2000
    (tmp_path / "bad").write_bytes(b"\xff\xfe")
    assert read_notice(tmp_path / "bad") == "\ufffd\ufffd"


# headers


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(tmp_path_factory.mktemp("server"), origins="https://tinh.gov.vn, https://so.gov.vn") as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 200), ("POST", "/", 404), ("GET", "/van-ban/", 200), ("GET", "/khong-co", 404), ("GET", "/api/v1/khong-co", 404),
     ("GET", ASK, 422), ("DELETE", ASK, 405), ("GET", "/api/v1/duties?format=csv", 200), ("GET", "/giao-dien/page.css", 200),
     ("GET", "/theme.css", 200), ("GET", "/favicon.ico", 308), ("GET", "/?view=api", 307), ("OPTIONS", ASK, 405)],
)  # fmt: skip
def test_every_response_has_the_security_headers(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path, follow_redirects=False)
    assert response.status_code == status
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    for name in ("x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy"):
        assert response.headers[name]
    assert "cookie" in response.headers["vary"].lower()


@pytest.mark.parametrize(
    "path",
    ["/", "/van-ban/", PLAN, "/nhiem-vu/", "/favicon.ico", "/giao-dien/page.css", "/api/v1/health", "/api/v1/documents", f"{ASK}?q=a",
     "/van-ban/khong-co", "/api/v1/khong-co"],
)  # fmt: skip
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    head, whole = (client.request(method, path, follow_redirects=False) for method in ("HEAD", "GET"))
    assert head.status_code == whole.status_code and head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"] if whole.content else True


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"[" * 9000, b"{}"] + [
    json.dumps({"data": [], "session_hash": "x", "fn_index": number}).encode() for number in (99, -1, True, "0", None, 10**30)
])  # fmt: skip
def test_a_function_that_the_chat_page_does_not_have_is_turned_away(client: TestClient, body: bytes) -> None:
    response = client.post("/gradio_api/queue/join", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400 and "content-security-policy" in response.headers


def test_a_function_of_the_chat_page_is_let_through(client: TestClient) -> None:
    config = json.loads(re.search(r"window\.gradio_config = (\{.*?\});", client.get("/").text).group(1))  # type: ignore[union-attr]
    for function in config["dependencies"][:2]:
        asked = {"data": ["?", "{}"], "session_hash": "x", "fn_index": function["id"]}
        assert "event_id" in client.post("/gradio_api/queue/join", json=asked).json()


def test_what_breaks_has_them_too(tmp_path: Path) -> None:
    assistant = corpus_assistant()
    with serving(tmp_path, assistant, root_path="/hoi-dap") as client:
        assistant.library.documents = lambda: 1 // 0  # type: ignore
        response = client.get("/hoi-dap/van-ban/?lang=en")
        assert response.status_code == 500 and EN.failed in response.text and 'href="/hoi-dap/' in response.text
        broken = client.get("/hoi-dap/api/v1/documents")
        assert (broken.status_code, broken.json()["error"]) == (500, {"code": "broken", "message": EN.broken})
        for one in (response, broken):
            assert one.headers["content-security-policy"] and one.headers["x-frame-options"]


def test_only_named_sites_may_use_the_api(client: TestClient, tmp_path: Path) -> None:
    for origin, allowed in (
        ("https://tinh.gov.vn", True),
        ("https://so.gov.vn", True),
        ("https://evil.example", False),
        ("null", False),
    ):
        response = client.get("/api/v1/documents", headers={"Origin": origin})
        assert (
            response.status_code == 200 and (response.headers.get("access-control-allow-origin") == origin) is allowed
        )
        assert {"cookie", "origin"} <= {part.strip().lower() for part in response.headers["vary"].split(",")}
        asks = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        assert (client.options(ASK, headers=asks).status_code == 200) is allowed
        refused = client.post(ASK, content=b"x" * 70_000, headers={"Origin": origin})
        assert refused.status_code == 413
        assert (refused.headers.get("access-control-allow-origin") == origin) is allowed
        for page in ("/", "/van-ban/", "/theme.css"):
            assert "access-control-allow-origin" not in client.get(page, headers={"Origin": origin}).headers
    with serving(tmp_path) as alone:
        assert (
            "access-control-allow-origin"
            not in alone.get("/api/v1/documents", headers={"Origin": "https://tinh.gov.vn"}).headers
        )
    with serving(tmp_path, origins="*") as free:
        assert (
            free.get("/api/v1/documents", headers={"Origin": "https://x.vn"}).headers["access-control-allow-origin"]
            == "*"
        )


def test_what_stands_still_is_asked_for_again_by_its_tag(client: TestClient) -> None:
    first = client.get("/giao-dien/page.css")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/giao-dien/page.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")


def test_nobody_is_believed_what_only_a_proxy_may_say(client: TestClient) -> None:
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    assert "evil.example" not in client.get("/", headers=said).text


def test_answers_are_kept_by_no_cache(client: TestClient) -> None:
    for path in ("/", f"{ASK}?q=a", "/api/v1/documents", "/api/v1/khong-co"):
        assert client.get(path).headers["cache-control"] == "no-store"


# below a path of the address


@pytest.fixture(scope="module")
def rooted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(tmp_path_factory.mktemp("server"), root_path="/hoi-dap") as client:
        yield client


def test_what_is_not_known_of_an_address_is_dropped_and_the_rest_kept(rooted: TestClient) -> None:
    for said, kept in (
        ("utm_source=zalo&q=S%E1%BB%9F+T%C6%B0+ph%C3%A1p%3F&lang=en&view=api", "?q=S%E1%BB%9F+T%C6%B0+ph%C3%A1p%3F&lang=en"),
        ("kind=a&x=1&kind=b", "?kind=a&kind=b"),
        ("view=api", ""),
    ):  # fmt: skip
        response = rooted.get(f"/hoi-dap/?{said}", follow_redirects=False)
        assert (response.status_code, response.headers["location"]) == (307, f"/hoi-dap/{kept}")
        assert rooted.get(f"/hoi-dap/{kept}", follow_redirects=False).status_code == 200
    rooted.cookies.clear()


@pytest.mark.parametrize("before", ["", "/hoi-dap"], ids=["stripped", "left"])
def test_everything_is_below_the_path(rooted: TestClient, before: str) -> None:
    for path in ("/", "/van-ban/", PLAN, "/khong-co"):
        page = rooted.get(before + path).text
        addresses = [address for address in Page(page).addresses if address.startswith("/")]
        assert len(addresses) > 5 and all(address.startswith("/hoi-dap/") for address in addresses), path
        for address in {address.partition("#")[0] for address in addresses if "giao-dien" in address}:
            assert rooted.get(address).status_code == rooted.get(address.removeprefix("/hoi-dap")).status_code == 200
    assert 'data-api="/hoi-dap/api/v1"' in rooted.get(before + "/").text
    assert rooted.get(before + ASK, params={"q": QUESTION}).json()["status"] == "answered"
    assert rooted.get(before + "/api/v1/openapi.json").json()["servers"] == [{"url": "/hoi-dap/api/v1"}]
    assert rooted.get(before + "/theme.css").status_code == 200
    assert rooted.get(before + "/api/v1/khong-co").json()["error"]["code"] == "not_found"


def test_addresses_in_the_api_are_below_the_path(rooted: TestClient) -> None:
    answer = rooted.get(ASK, params={"q": QUESTION}).json()
    assert answer["citations"] and all(one["url"].startswith("/hoi-dap/van-ban/") for one in answer["citations"])
    cited = answer["citations"][0]
    place = rooted.get("/api/v1/source", params={"document": cited["document"], "eid": cited["eid"]}).json()
    around = [place, *place["before"], *place["after"]]
    assert len(around) > 1 and all(one["url"].startswith("/hoi-dap/van-ban/") for one in around)
    refused = rooted.get(ASK, params={"q": "thời tiết hôm nay"}).json()
    assert refused["near"] and all(one["url"].startswith("/hoi-dap/van-ban/") for one in refused["near"])


def test_gradio_and_redirects_know_the_path(rooted: TestClient) -> None:
    page = rooted.get("/hoi-dap/").text
    config = json.loads(re.search(r"window\.gradio_config = (\{.*?\});", page).group(1))  # type: ignore[union-attr]
    assert config["root"].endswith("/hoi-dap")
    for path in ("/hoi-dap/van-ban", "/hoi-dap/favicon.ico", "/hoi-dap/?view=api", "/van-ban"):
        assert rooted.get(path, follow_redirects=False).headers["location"].startswith("/hoi-dap/")
    assert "Path=/hoi-dap;" in rooted.get("/hoi-dap/van-ban/?lang=en").headers["set-cookie"]
    assert rooted.get("/hoi-dap").status_code == 200
    assert rooted.get("/hoi-dapx").status_code == rooted.get("/hoi-dap/hoi-dap/x").status_code == 404
    rooted.cookies.clear()


# a real server: proxies, the log, the end


def get(url: str, forwarded: str, **params: str) -> int:
    return httpx.get(
        url, params=params, headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}
    ).status_code


def test_a_proxy_is_believed_only_where_it_is_trusted(tmp_path: Path) -> None:
    for trusted, codes in (("", [200, 429, 429]), ("127.0.0.1", [200, 429, 200])):
        with served(tmp_path, rate="1/minute", trusted_proxies=trusted) as server:
            ask = server.url + ASK[1:]
            assert [get(ask, host, q="?") for host in ("198.51.100.1", "198.51.100.1", "198.51.100.2")] == codes
            assert get(ask, "198.51.100.2, 198.51.100.1", q="?") == 429, "the last address is the proxy's own word"


WORDS = "xyzzy bí mật"


def test_the_log_is_json_and_holds_no_words(tmp_path: Path) -> None:
    with served(tmp_path, log="requests") as server:
        assert httpx.get(server.url + ASK[1:], params={"q": WORDS}).status_code == 200
        assert httpx.get(server.url + ASK[1:], params={"q": f"hỏng {WORDS}"}).status_code == 500
        assert (
            '"code": "broken"' in httpx.post(server.url + "api/v1/ask/stream", json={"question": f"hỏng {WORDS}"}).text
        )
        httpx.get(server.url + "van-ban/", params={"q": WORDS})
        (tmp_path / "closed.txt").write_text("x")
        httpx.get(server.url + ASK[1:], params={"q": WORDS})
    assert server.process.returncode in (0, -signal.SIGTERM)
    lines = server.lines()
    assert {"answered", "refused", "request"} <= {line["event"] for line in lines}
    assert [line["status"] for line in lines if line["event"] == "request"] == [200, 500, 200, 200, 503]
    broken = [line for line in lines if line.get("error")]
    assert len(broken) >= 2 and all(line["error"] == "ZeroDivisionError" and line["trace"] for line in broken)
    text = server.log.read_text("utf-8")
    assert "xyzzy" not in text and "127.0.0.1" not in text


def test_words_are_logged_where_that_is_wanted_and_only_errors_by_default(tmp_path: Path) -> None:
    with served(tmp_path, log="requests", log_questions=True) as server:
        httpx.get(server.url + ASK[1:], params={"q": WORDS})
        httpx.get(server.url + ASK[1:], params={"q": f"hỏng {WORDS}"})
    assert any(line.get("question") == WORDS for line in server.lines())
    assert any(line.get("error") == f"ZeroDivisionError: hỏng {WORDS}" for line in server.lines())
    for wanted, count in (("errors", 1), ("none", 0)):
        with served(tmp_path, log=wanted) as server:
            httpx.get(server.url + ASK[1:], params={"q": WORDS})
            httpx.get(server.url + ASK[1:], params={"q": f"hỏng {WORDS}"})
        assert bool(server.lines()) == bool(count)
        assert all(line["level"] in ("warning", "error") for line in server.lines())


def test_a_server_that_is_told_to_stop_does_not_wait_for_open_pages(tmp_path: Path) -> None:
    with (
        served(tmp_path) as server,
        httpx.stream("GET", server.url + "gradio_api/heartbeat/abc", timeout=30) as beating,
    ):
        assert beating.status_code == 200
        server.process.terminate()
        assert server.process.wait(15) in (0, -signal.SIGTERM)


# the log's lines


def record(name: str, message: str, *rest: Any, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "/a/module.py", 7, message, rest, info)


def test_a_line_of_another_library_says_where_it_came_from() -> None:
    quiet, open_ = log.JsonLines(), log.JsonLines(words=True)
    told = json.loads(quiet.format(record("uvicorn.error", "failed for %s", WORDS, error=ValueError(WORDS))))
    assert {**told, "at": ""} == {"at": "", "level": "error", "event": "library", "logger": "uvicorn.error", "place": "module:7",
                                  "error": "ValueError", "trace": ""}  # fmt: skip
    assert json.loads(open_.format(record("uvicorn.error", "failed for %s", WORDS)))["message"] == f"failed for {WORDS}"


@given(st.text(st.characters(exclude_categories=[])), st.text())
def test_a_line_is_one_line_whatever_it_holds(value: str, other: str) -> None:
    one = record("legalqa.web.log", "request")
    one.values = {"path": value, "other": other}
    line = log.JsonLines().format(one)
    assert "\n" not in line and json.loads(line)["path"] == value


# what a page sends


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["turn", "history", "literal", "chosen"]), inner),
)


@given(JSON.map(json.dumps) | st.text() | JSON)
def test_whatever_a_page_sends_is_read(sent: Any) -> None:
    read = read_sent(sent)
    assert isinstance(read, Sent) and len(read.history) <= 20 and re.fullmatch(r"\w{0,40}", read.turn)
    assert all(isinstance(question, str) for question in read.history) and isinstance(read.literal, bool)


def test_half_a_character_is_no_failure() -> None:
    assert (
        "\ufffd" in asked(chat_of(corpus_assistant(), closed=Path()), "Sở Tư pháp \ud800?", history=["\udfff"])[-1][0]
    )
