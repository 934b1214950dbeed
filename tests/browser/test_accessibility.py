"""axe-core over every page, in both windows and both colour schemes, and the page at the edges: narrow, zoomed, without motion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import PHONE
from .test_chat_page import ask, overflow

OpenPage = Callable[..., Page]
DESK = {"viewport": {"width": 1366, "height": 860}}
PLAN = "/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"
PAGES = ["/van-ban/", PLAN, f"{PLAN}?tim=kinh+phi", "/nhiem-vu/", "/nhiem-vu/?agency=Sở Tư pháp", "/khong-co"]
SERIOUS = ("serious", "critical")


def violations(page: Page) -> list[str]:
    """What axe finds that is serious: rule, and where."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def test_what_is_wrong_is_found(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}/van-ban/")
    page.evaluate(
        "() => { const h1 = document.querySelector('h1'); h1.innerHTML = '<input>mờ'; h1.style.color = '#999'; }"
    )
    found = " ".join(violations(page))
    assert "color-contrast" in found and "label" in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desktop", "phone"])
def test_the_chat_has_no_serious_violation(
    open_page: OpenPage, real_site: str, window: dict[str, Any], scheme: str
) -> None:
    page = open_page(real_site, **window, color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator(".example").first).to_be_visible()
    assert violations(page) == []
    for question in ("so tai chanh phai lam gi", "Giá vé tàu cao tốc là bao nhiêu?", "UBND phải làm gì?"):
        ask(page, question)
    page.locator(".correct summary").first.click()
    page.locator(".tools .remark summary").first.click()
    page.locator("#chooser summary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("a.mark").first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desktop", "phone"])
def test_no_page_has_a_serious_violation(
    open_page: OpenPage, real_site: str, window: dict[str, Any], scheme: str
) -> None:
    page = open_page(f"{real_site}/van-ban/", **window, color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES:
        page.goto(real_site + path)
        assert violations(page) == [], path


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_nothing_is_cut_at_320_pixels_or_when_zoomed(open_page: OpenPage, real_site: str, path: str) -> None:
    # 1280 pixels at 400 % are 320; text at 200 % in a window of 640 is the nearest that a test can come to a zoomed one.
    for size, zoom in ((320, "100%"), (640, "200%")):
        page = open_page(real_site + path, viewport={"width": size, "height": 640})
        page.evaluate("zoom => { document.documentElement.style.fontSize = zoom; }", zoom)
        if path == "/":
            expect(page.locator(".example").first).to_be_visible()
            ask(page, "so tai chanh phai lam gi")
        assert overflow(page) <= 0
