"""Takes the pictures of docs/images/ from the real pages: ``python docs/screenshots.py [ADDRESS]``.

Without an address it serves the index of this folder itself (make one first: ``legalqa index``).
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from legalqa.assistant import open_assistant
from legalqa.settings import load
from legalqa.web.server import serve

IMAGES = Path(__file__).parent / "images"
QUESTION = "Chi cho xây dựng pháp luật tối thiểu bao nhiêu?"
TYPED = "so tai chinh phai lam gi"
AMBIGUOUS = "UBND phải làm gì?"
UNANSWERED = "Giá vé tàu cao tốc là bao nhiêu?"
#: Pages of an address of their own.
PAGES = {
    "documents": "/van-ban/",
    "search": "/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp?tim=kinh+phi",
    "duties": "/nhiem-vu/",
    "duties-agency": "/nhiem-vu/?agency=Sở+Tư+pháp",
    "not-found": "/khong-co",
}
WINDOWS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
}


def main() -> None:
    """Take every picture in both windows and both colour schemes."""
    IMAGES.mkdir(exist_ok=True)
    with site(sys.argv[1:]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        for window in WINDOWS:
            for scheme in ("light", "dark"):
                for name in take(browser, address, window, scheme):
                    print(name)


def take(browser: Browser, address: str, window: str, scheme: str) -> Iterator[str]:
    """Walk through the pages as a reader does."""
    context = browser.new_context(**WINDOWS[window], color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()

    def picture(what: str) -> str:
        page.wait_for_timeout(400)
        name = f"{what}-{window}-{scheme}.png"
        page.screenshot(path=IMAGES / name)
        return name

    page.goto(address)
    page.wait_for_selector(".example")
    yield picture("start")
    ask(page, UNANSWERED)
    yield picture("no-answer")
    page.click("#new")
    ask(page, TYPED)
    page.evaluate("window.scrollTo(0, 0)")
    yield picture("understood")
    page.click("#new")
    ask(page, AMBIGUOUS)
    yield picture("choices")
    page.click("#new")
    ask(page, QUESTION)
    yield picture("chat")
    page.locator("a.mark").first.click()
    page.wait_for_selector("#source[open] mark")
    yield picture("source")
    page.locator("#source a.open").click()
    page.wait_for_url("**/van-ban/**")
    yield picture("document")
    for name, path in PAGES.items():
        page.goto(address + path)
        yield picture(name)
    page.goto(f"{address}/?lang=en")
    page.wait_for_selector("#conversation .turn")
    yield picture("english")
    context.close()


def ask(page: Page, question: str) -> None:
    """Ask and wait for the reply."""
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector("#conversation .turn")


def find_browser() -> str:
    """CHROMIUM, else a Chromium on the path."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    return found or sys.exit("no browser: install Chromium or set CHROMIUM to its path")


@contextmanager
def site(given: list[str]) -> Iterator[str]:
    """The address given, or that of this folder's index, served for as long as it is needed."""
    if given:
        yield given[0].rstrip("/")
        return
    settings = load({"port": 7871})
    ready: list[str] = []
    up = threading.Event()

    def listening(address: str) -> None:
        ready.append(address)
        up.set()

    threading.Thread(target=serve, args=(settings, open_assistant(settings), listening), daemon=True).start()
    if not up.wait(60):
        sys.exit("the server did not start")
    yield ready[0].rstrip("/")


if __name__ == "__main__":
    main()
