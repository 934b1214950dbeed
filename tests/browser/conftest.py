"""A real browser and a served app for the tests of the pages."""

from __future__ import annotations

import os
import shutil
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from fake_assistant import corpus_assistant
from legalqa.models import Answer, Understood
from legalqa.settings import Settings
from legalqa.web.server import create_app
from outside import watched

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: The browser itself must not call home either, or the count of requests would say nothing.
_QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps",
)  # fmt: skip

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}


def browser_path() -> str:
    """The browser to test in: the one of the environment, else one on the path; its absence is a failure, not a skip."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in _NAMES if (path := shutil.which(name))), None)
    if not found or not shutil.which(found):
        pytest.fail(
            f"no browser: {'CHROMIUM=' + named if named else 'none of ' + ', '.join(_NAMES) + ' is on the path'}. "
            "Install Chromium (Debian: apt-get install chromium) or set CHROMIUM to its path.",
            pytrace=False,
        )
    return found


@contextmanager
def served(assistant: Any, **settings: Any) -> Iterator[str]:
    """The app over this assistant on a free port; yields its address."""
    known = {"rate": "", "feedback": Path(), **settings}
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(**known), assistant), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with urllib.request.urlopen(f"{address}/api/v1/health") as response:
            assert response.status == 200
        yield address
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def fake_site() -> Iterator[str]:
    """The address of the app over the assistant in memory."""
    with served(corpus_assistant()) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site() -> Iterator[str]:
    """The app over an assistant that understands, and suggests, whatever was typed."""
    assistant = corpus_assistant()
    answer = assistant.ask

    def ask(text: str, *args: Any, **kwargs: Any) -> Answer:
        return replace(answer(text, *args, **kwargs), understood=Understood(text, (), text), suggestions=(text,))

    assistant.ask = ask  # type: ignore[method-assign]
    with served(assistant) as address:
        yield address


@pytest.fixture(scope="session")
def real_site(assistant: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over the real assistant, which may reach nothing outside either."""
    feedback = tmp_path_factory.mktemp("site") / "feedback.jsonl"
    with watched() as tried, served(assistant, feedback=feedback) as address:
        yield address
    assert tried == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(_QUIET))
        yield browser
        browser.close()


#: A page that is not there, on purpose; Gradio's event stream cut because the page was left, or cut by a test.
_HARMLESS = ("404", "AbortError", "Connection errored out", "ERR_FAILED", "Failed to fetch")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a window of its own; at the end no request may have left the machine, no script failed."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    complaints: list[str] = []

    def asked(request: Request) -> None:
        requests.append(request.url)

    def opened(address: str, **window: Any) -> Page:
        context = browser.new_context(**(window or DESKTOP))
        context.on("request", asked)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    outside = [
        url
        for url in requests
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert requests and outside == []
    assert [text for text in complaints if not any(known in text for known in _HARMLESS)] == []
