"""Measure the page as people meet it, in a real browser: the first view, the first words of an answer, many people at once.

``python -m benchmarks.page [PEOPLE]`` (20 without a number). The index is built for it; nothing leaves the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: Asks in the page, and tells after how many milliseconds the first words and the whole answer stood there.
ASK = """question => new Promise(done => {
    const box = document.querySelector("#question textarea");
    const answered = (part) => document.querySelectorAll(`#conversation .turn:not(.searching)${part}`).length;
    const before = answered("");
    const times = {};
    const look = () => {
        if (answered("") > before) times.first ??= performance.now() - start;
        if (answered(":not([aria-busy])") > before) { watch.disconnect(); done({ ...times, whole: performance.now() - start }); }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.getElementById("main"), { childList: true, subtree: true });
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const start = performance.now();
    setTimeout(() => document.querySelector("#send").click());
})"""


def main() -> None:
    """Print a row for each measure."""
    people = int(sys.argv[1]) if sys.argv[1:] else 20
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as address, sync_playwright() as playwright:
        found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        _views(browser, address)
        _answers(browser, address)
        _crowd_of_programs(address, people)
        _crowd_of_browsers(browser, address, people)


def _views(browser: Browser, address: str) -> None:
    seconds = []
    for _ in range(5):
        context = browser.new_context()
        started = time.perf_counter()
        _opened(context.new_page(), address)
        seconds.append(time.perf_counter() - started)
        context.close()
    _row("first view of the chat page, the very first after the start", seconds[0], "<= 2 s", "s")
    _row(
        "first view of the chat page, nothing in the browser's cache, median of the next four",
        statistics.median(seconds[1:]),
        "<= 2 s",
        "s",
    )


def _answers(browser: Browser, address: str) -> None:
    page = browser.new_page()
    _opened(page, address)
    times = [page.evaluate(ASK, question) for question in _questions()[:18]]
    first = sorted(time["first"] for time in times)
    _row("first words of an answer, median of 18", statistics.median(first), "<= 300 ms", "ms")
    _row("first words of an answer, the slowest but one", first[-2], "<= 300 ms", "ms")
    _row("the whole answer, median", statistics.median(time["whole"] for time in times), "", "ms")
    page.close()


def _crowd_of_programs(address: str, people: int) -> None:
    """Each asks the API by server-sent events, all at once."""
    waits: list[float] = []
    gate = threading.Barrier(people)

    def ask(question: str) -> None:
        body = json.dumps({"question": question}).encode()
        request = urllib.request.Request(f"{address}api/v1/ask/stream", body, {"Content-Type": "application/json"})
        gate.wait()
        started = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as response:
            if "event: done" in response.read().decode():
                waits.append(time.perf_counter() - started)

    threads = [threading.Thread(target=ask, args=(question,)) for question in _questions()[:people]]
    _run(threads)
    _row(f"{people} programs at once: answered", len(waits), f"= {people}", "")
    _row(f"{people} programs at once: the longest wait", max(waits), "<= 3 s", "s")


def _crowd_of_browsers(browser: Browser, address: str, people: int) -> None:
    """Each has the page open in a window of its own; all send at once. The windows share this machine's cores with the server."""
    pages = [browser.new_context().new_page() for _ in range(people)]
    for page in pages:
        _opened(page, address)
    for page, question in zip(pages, _questions(), strict=False):
        page.evaluate(f"question => {{ window.waited = ({ASK})(question) }}", question)
    waits = [page.evaluate("() => window.waited")["whole"] / 1000 for page in pages]
    _row(f"{people} browser windows at once: answered", len(waits), f"= {people}", "")
    _row(f"{people} browser windows at once: the longest wait", max(waits), "<= 3 s", "s")
    _row(f"{people} browser windows at once: median wait", statistics.median(waits), "", "s")


def _run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".example")
    page.wait_for_selector("#question textarea")


def _questions() -> list[str]:
    lines = map(json.loads, (ROOT / "eval" / "questions.jsonl").read_text("utf-8").splitlines())
    return [line["question"] for line in lines if not line["history"] and not line["held_out"]]


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """A server process over the project's corpus, with no limit on how often one client asks."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "LEGALQA_RATE": "",
        "LEGALQA_FEEDBACK": "",
        "LEGALQA_CLOSED": str(folder / "closed.txt"),
    }
    command = [
        sys.executable,
        "-m",
        "legalqa.cli",
        "serve",
        "--corpus",
        str(ROOT / "corpus"),
        "--index",
        str(folder / "index"),
    ]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    try:
        assert server.stdout
        if not any("http://" in line for line in server.stdout):
            sys.exit("the server did not start")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(20)


def _row(name: str, value: float, target: str, unit: str) -> None:
    print(f"{name:90} {value:8.2f} {unit:3} {target}", flush=True)


if __name__ == "__main__":
    main()
