"""The duty board as people use it, in a real browser, over the project's own corpus."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from legalqa.web.strings import VI

from .conftest import DESKTOP, PHONE
from .test_chat_page import IN_VIEW, contrast, overflow

OpenPage = Callable[..., Page]
BOARD = "/nhiem-vu/"
PARTY = "Ban cán sự đảng Ủy ban nhân dân tỉnh"
NARROWEST = {**PHONE, "viewport": {"width": 320, "height": 640}}


def options(page: Page) -> list[str]:
    """The names that are suggested."""
    return page.locator("[role=option] span:first-child").all_inner_texts()


def focused(page: Page) -> str:
    """The id of what has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def tab_to(page: Page, id: str) -> None:
    """Press Tab until this element has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused(page) == id:
            return
    raise AssertionError(f"Tab does not reach {id}")


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_an_agency_is_picked_filtered_shared_and_followed_with_the_keyboard(
    open_page: OpenPage, real_site: str, window: dict[str, object]
) -> None:
    page = open_page(f"{real_site}{BOARD}", **window)
    tab_to(page, "agency")
    page.keyboard.type("so tu p")
    field = page.get_by_role("combobox", name=VI.board_pick, exact=True)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert options(page) == ["Sở Tư pháp"]
    expect(page.locator(".combobox [role=status]")).to_have_text("1 cơ quan khớp")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "agency-0")
    expect(page.locator("#agency-0")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Tư pháp")
    expect(page.locator(".item")).to_have_count(8)

    if window is PHONE:
        tab_to(page, "narrowing")
        page.keyboard.press("Enter")
    tab_to(page, "text")
    page.keyboard.type("tham muu")
    page.keyboard.press("Enter")
    expect(page.locator(".filters a")).to_have_count(1)
    listed = page.locator(".item").count()
    assert 0 < listed < 8
    assert re.fullmatch(r".*/nhiem-vu/\?agency=[^&]+&text=tham\+muu", page.url)

    other = open_page(page.url, **window)
    expect(other.locator(".item")).to_have_count(listed)
    expect(other.locator("#text")).to_have_value("tham muu")
    assert overflow(other) <= 0
    task = other.locator(".item blockquote").first.inner_text()
    other.locator(".item .where a").first.focus()
    other.keyboard.press("Enter")
    other.wait_for_url("**/van-ban/**")
    assert task[:60] in re.sub(r"\s+", " ", other.locator(":target").inner_text())
    assert other.locator(":target").evaluate(IN_VIEW)


def test_the_list_of_agencies_follows_the_keys_and_the_pointer(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}")
    field = page.locator("#agency")
    field.fill("STC")
    assert options(page)[0] == "Sở Tài chính"
    field.fill("Uỷ ban")
    assert len(options(page)) > 2
    page.keyboard.press("ArrowUp")
    expect(page.locator("[role=option]").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(field).to_have_value("Uỷ ban")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    field.fill("khong co ai")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(page.locator(".combobox [role=status]")).to_have_text(VI.board_found_none)
    field.fill("quan su")
    page.locator("[role=option]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bộ Chỉ huy Quân sự tỉnh")


def test_a_name_typed_in_full_needs_no_suggestion(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}")
    page.locator("#agency").fill("so tai chinh")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Tài chính")
    page.locator("#agency").fill("công an")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("có thể là nhiều cơ quan")
    page.get_by_role("alert").get_by_role("link", name="Công an tỉnh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Công an tỉnh")


def test_roles_and_groups_are_a_tap_away(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}?agency={PARTY}", **PHONE)
    roles = page.get_by_role("navigation", name=VI.board_role)
    roles.get_by_role("link", name=VI.board_with).tap()
    expect(page.locator(".item")).to_have_count(1)
    expect(page.locator(".item .role")).to_have_text(VI.board_with)
    expect(roles.locator("[aria-current]")).to_contain_text(VI.board_with)
    page.get_by_role("navigation", name=VI.board_role).get_by_role("link", name=VI.board_group).tap()
    expect(page.locator(".item")).to_have_count(15)
    expect(page.locator(".item").first).to_contain_text(VI.board_given)


def test_a_deadline_leads_to_its_task(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}?agency={PARTY}")
    calendar = page.get_by_role("region", name=VI.board_deadlines)
    expect(calendar.get_by_role("heading", level=3)).to_have_text(
        [re.compile(year) for year in ("2021", "2024", "2026", VI.board_recurring)]
    )
    expect(calendar.get_by_role("link", name="2024: 1 thời hạn")).to_be_visible()
    calendar.locator("#thang-2024-12 + .entries a").click()
    target = page.locator(":target")
    expect(target.locator(".due")).to_contain_text("đến 31/12/2024")
    assert target.evaluate(IN_VIEW)


def test_the_language_changes_without_losing_the_view(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}?agency=so+tu+phap&role=lead")
    tasks = page.locator(".item blockquote").all_inner_texts()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Tư pháp")
    expect(page.locator(".roles [aria-current]")).to_contain_text("Leads, does")
    assert page.locator(".item blockquote").all_inner_texts() == tasks


def test_the_board_works_without_javascript(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}", java_script_enabled=False, **DESKTOP)
    assert page.locator("#agency").get_attribute("list") == "agencies"
    page.locator("#agency").fill("so tu phap")
    page.get_by_role("button", name=VI.board_show, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Tư pháp")
    page.locator(".narrowing summary").click()
    page.locator("#document").select_option(index=1)
    page.get_by_role("button", name=VI.board_apply, exact=True).click()
    expect(page.locator(".filters a")).to_have_count(1)
    assert re.fullmatch(r".*/nhiem-vu/\?agency=[^&]+&document=[^&]+", page.url)


@pytest.mark.parametrize("query", ["", "?agency=so+tu+phap", f"?agency={PARTY}", "?agency=so+tai+chinh&role=group", "?agency=công an",
                                   "?agency=" + "x" * 190, "?due=2021-01-01..2026-12-31&text=chỉ+thị&lang=en"])  # fmt: skip
@pytest.mark.parametrize("window", [PHONE, NARROWEST], ids=["360", "320"])
def test_nothing_is_wider_than_the_window(
    open_page: OpenPage, real_site: str, query: str, window: dict[str, object]
) -> None:
    page = open_page(f"{real_site}{BOARD}{query}", **window)
    assert overflow(page) <= 0
    page.locator(".narrowing summary").click()
    assert overflow(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(open_page: OpenPage, real_site: str, scheme: str) -> None:
    page = open_page(f"{real_site}{BOARD}", color_scheme=scheme, **DESKTOP)
    for selector in [".picker .hint", ".picker button", ".totals dt", ".ranking a", ".quiet", ".bars i", ".entry .when", ".entry .what a", ".entry .as"]:  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector
    page.locator("#agency").fill("so")
    page.keyboard.press("ArrowDown")
    for selector in ["#agency-0 span:first-child", "#agency-0 span:last-child", "#agency-1 span:last-child"]:
        assert contrast(page, selector) >= 4.5, selector
    page.goto(f"{real_site}{BOARD}?agency={PARTY}&due=2021-01-01..&text=chi")
    for selector in [".told", ".told a", ".roles a", ".narrowing label", ".fields button", ".filters a span", ".filters .all", ".role.lead",
                     ".due .words", ".due .day", ".item dt", ".item dd a", ".item .where a", ".document .facts", ".downloads span"]:  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector
    page.locator(".entry a").first.click()
    for selector in [":target blockquote", ":target .due .words", ":target dt", ":target dd a", ":target .where a"]:
        assert contrast(page, selector) >= 4.5, selector
    page.goto(f"{real_site}{BOARD}?agency=công an")
    for selector in [".problem p", ".problem a", ".problem .count"]:
        assert contrast(page, selector) >= 4.5, selector


def test_what_can_be_tapped_is_large_enough_and_shows_its_focus(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}?agency={PARTY}", **PHONE)
    for selector in ["#agency", ".picker button", ".roles a"]:
        box = page.locator(selector).first.bounding_box()
        assert box and box["height"] >= 44, selector
    for selector in [".downloads a", ".bars a", ".item .where a", ".entry .what a"]:
        box = page.locator(selector).first.bounding_box()
        assert box and box["height"] >= 24, selector
    page.keyboard.press("Tab")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_list_prints_without_what_is_for_the_screen(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}{BOARD}?agency={PARTY}")
    page.emulate_media(media="print")
    for selector in [".picker", ".narrowing", ".downloads", ".masthead"]:
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert all(item.is_visible() for item in page.locator(".item blockquote, .entry").all())
