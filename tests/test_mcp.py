"""The MCP server: the verbs of the API as tools, in this process and over HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from mcp.client import Client

import off_loop
from fake_assistant import corpus_assistant
from legalqa.assistant import Assistant
from legalqa.settings import Settings
from legalqa.web.desk import Desk
from legalqa.web.mcp_server import create_mcp
from legalqa.web.server import create_app
from legalqa.web.strings import VI
from served import served

API = "/api/v1"
QUESTION = "Sở Tư pháp phải làm gì?"
HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json", "host": "localhost"}


def settings_in(folder: Path, **known: Any) -> Settings:
    return Settings(**{"closed": folder / "closed.txt", "feedback": folder / "feedback.jsonl", "rate": "", **known})


def talk(server: Any, said: Callable[[Client], Awaitable[Any]]) -> Any:
    """What a client gets that talks to a server, or to the one at an address."""

    async def run() -> Any:
        async with Client(server) as client:
            return await said(client)

    return off_loop.run(run())


def call(desk: Desk, tool: str, **arguments: Any) -> Any:
    return talk(create_mcp(desk), lambda client: client.call_tool(tool, arguments))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, assistant: Assistant) -> Desk:
    return Desk(assistant, settings_in(tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory, assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(settings_in(tmp_path_factory.mktemp("api")), assistant)) as client:
        yield client


def test_the_tools_say_what_they_take_and_give(desk: Desk) -> None:
    tools = {tool.name: tool for tool in talk(create_mcp(desk), lambda client: client.list_tools()).tools}
    assert set(tools) == {"ask", "documents", "document", "source", "agencies", "duties"}
    assert set(tools["ask"].input_schema["properties"]) == {"question", "history", "narrowing"}
    assert all(tool.description and tool.output_schema["type"] == "object" for tool in tools.values())
    assert {"status", "text", "citations"} <= set(tools["ask"].output_schema["properties"])


def test_an_answer_is_the_apis(desk: Desk, api: TestClient) -> None:
    narrowing = {"kinds": ["Kế hoạch"]}
    for question, more in ((QUESTION, {}), ("so tai chanh lam gi", {"history": [QUESTION], "narrowing": narrowing})):
        result = call(desk, "ask", question=question, **more)
        wanted = api.post(f"{API}/ask", json={"question": question, **more}).json()
        assert not result.is_error and {**result.structured_content, "seconds": 0} == {**wanted, "seconds": 0}
        assert json.loads(result.content[0].text)["text"] == wanted["text"]


@pytest.mark.parametrize(
    ("tool", "arguments", "path"),
    [
        ("documents", {}, "documents"),
        ("documents", {"kind": ["Kế hoạch"], "year": [2025]}, "documents"),
        ("document", {"id": "ke-hoach-2888-nha-nuoc-phap-quyen"}, "documents/ke-hoach-2888-nha-nuoc-phap-quyen"),
        ("source", {"document": "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw", "eid": "khoan_6__diem_b"}, "source"),
        ("agencies", {"q": "so tu phap"}, "agencies"),
        ("duties", {"agency": "STP", "role": "lead"}, "duties"),
    ],
)
def test_the_other_verbs_are_the_apis(
    desk: Desk, api: TestClient, tool: str, arguments: dict[str, Any], path: str
) -> None:
    result = call(desk, tool, **arguments)
    assert not result.is_error and result.structured_content == api.get(f"{API}/{path}", params=arguments).json()


def test_errors_are_told_in_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "closed.txt").write_text("Bảo trì đến 14 giờ")
    closed = Desk(corpus_assistant(), settings_in(tmp_path))  # type: ignore[arg-type]
    hurried = Desk(corpus_assistant(), settings_in(tmp_path / "none", rate="1/minute"))  # type: ignore[arg-type]
    call(hurried, "ask", question="?")
    for at, tool, arguments, word in (
        (desk, "document", {"id": "khong-co"}, "khong-co"),
        (desk, "source", {"document": "khong-co", "eid": "x"}, "khong-co"),
        (desk, "duties", {"agency": "Sở Tư phấp lý"}, "gần nhất"),
        (desk, "duties", {"due": "mai"}, "khoảng ngày"),
        (closed, "ask", {"question": QUESTION}, "Bảo trì đến 14 giờ"),
        (hurried, "ask", {"question": QUESTION}, VI.limited.split("{")[0]),
    ):
        result = call(at, tool, **arguments)
        assert result.is_error and word in result.content[0].text


def test_it_is_served_only_where_it_is_wanted(tmp_path: Path) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    with TestClient(create_app(settings_in(tmp_path), corpus_assistant())) as client:  # type: ignore[arg-type]
        for path in ("/mcp", "/mcp/"):
            assert client.post(path, json=ping, headers=HEADERS).status_code == 404
    with TestClient(create_app(settings_in(tmp_path, mcp=True), corpus_assistant())) as client:  # type: ignore[arg-type]
        for path in ("/mcp", "/mcp/"):
            response = client.post(path, json=ping, headers=HEADERS)
            assert response.status_code == 200 and len(response.json()["result"]["tools"]) == 6
            assert response.headers["content-security-policy"]
            assert client.get(path, headers=HEADERS).status_code == 405
        assert client.post("/mcp", json=ping, headers={**HEADERS, "host": "evil.example"}).status_code == 421
        assert client.post("/mcp", json=ping, headers={**HEADERS, "origin": "https://evil.example"}).status_code == 403
        assert client.post("/mcp", content=b"x" * 70_000, headers=HEADERS).status_code == 413
        assert 'kind="mcp"' in client.get(f"{API}/metrics").text
    proxied = settings_in(tmp_path, mcp=True, trusted_proxies="127.0.0.1", root_path="/hoi-dap")
    with TestClient(create_app(proxied, corpus_assistant())) as client:  # type: ignore[arg-type]
        assert client.post("/hoi-dap/mcp", json=ping, headers={**HEADERS, "host": "tinh.gov.vn"}).status_code == 200


def test_a_client_talks_to_it_over_http_at_the_rate_of_its_address(tmp_path: Path) -> None:
    with served(tmp_path, mcp=True, rate="2/minute") as server:

        async def said(client: Client) -> tuple[list[str], list[bool]]:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            return tools, [(await client.call_tool("ask", {"question": QUESTION})).is_error for _ in range(3)]

        assert talk(server.url + "mcp", said) == (
            ["ask", "documents", "document", "source", "agencies", "duties"],
            [False, False, True],
        )
        assert httpx.get(f"{server.url}api/v1/ask", params={"q": "?"}).status_code == 429  # the same client
    assert all(isinstance(line, dict) for line in server.lines())
