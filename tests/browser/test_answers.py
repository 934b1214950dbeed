"""What people do with an answer: open its sources, correct it, copy, print and judge it, share it, read it in English."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from legalqa.web.strings import EN, VI

from .conftest import DESKTOP, PHONE, served
from .test_chat_page import WINDOWS, ask, overflow, pick

OpenPage = Callable[..., Page]
SHARE = "Chi cho xây dựng pháp luật tối thiểu bao nhiêu?"
#: Wide enough for a source beside the chat.
DESK = {"viewport": {"width": 1366, "height": 860}}


@pytest.fixture(scope="module")
def remarks(assistant: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site that takes feedback, and its file."""
    file = tmp_path_factory.mktemp("remarks") / "feedback.jsonl"
    with served(assistant, feedback=file) as address:
        yield address, file


def test_a_source_opens_beside_the_chat(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **DESK)
    ask(page, SHARE)
    mark = page.locator("a.mark").first
    mark.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading")).to_have_text("điểm b khoản 6")
    expect(panel.get_by_role("heading")).to_be_focused()
    expect(panel.locator("mark")).to_contain_text("không thấp hơn 0,5% tổng chi ngân sách hàng năm")
    expect(panel.locator("mark")).to_be_in_viewport()
    expect(panel.locator(".facts")).to_have_text("Kế hoạch · UBND tỉnh")
    expect(panel.locator(".around").first).to_be_attached()
    chat, side = page.locator(".turn").last.bounding_box(), panel.bounding_box()
    assert chat and side and chat["x"] + chat["width"] <= side["x"] and overflow(page) <= 0
    expect(mark).to_have_attribute("aria-current", "true")
    ask(page, "Sở Tư pháp phải làm gì?")  # what is beside the chat is not in its way
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_source_opens_over_the_chat_on_a_phone(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **PHONE)
    ask(page, SHARE)
    page.locator("a.mark").first.tap()
    panel = page.get_by_role("dialog")
    expect(panel.locator("mark")).to_be_in_viewport()
    box = panel.bounding_box()
    assert box and box["width"] == 360 and box["height"] == 740 and overflow(page) <= 0
    buttons = panel.locator("header button, footer > a, footer > button, footer summary")
    assert all((size := button.bounding_box()) and size["height"] >= 44 for button in buttons.all())
    panel.get_by_role("button", name=VI.close).tap()
    expect(panel).to_be_hidden()
    page.locator("a.mark").first.tap()
    expect(panel).to_be_visible()
    page.set_viewport_size({"width": 740, "height": 360})
    expect(panel.locator("mark")).to_be_in_viewport()
    page.go_back()
    expect(panel).to_be_hidden()
    expect(page.locator("#conversation .turn")).to_be_attached()
    assert page.url.rstrip("/") == real_site


def test_of_two_sources_the_last_tapped_is_shown(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **DESK)
    ask(page, "Sở Tư pháp phải làm gì?")
    held: list[Route] = []
    page.route("**/api/v1/source?**", lambda route: route.continue_() if held else held.append(route))
    first, last = page.locator(".items a.mark").first, page.locator(".items a.mark").nth(3)
    first.click()
    last.click()
    expect(last).to_have_attribute("aria-current", "true")
    told = page.get_by_role("dialog").locator("mark").inner_text()
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog").locator("mark")).to_have_text(told)
    expect(first).not_to_have_attribute("aria-current", "true")


def test_the_link_of_a_source_opens_at_the_cited_words_in_another_window(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **DESK)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, SHARE)
    page.locator("a.mark").first.click()
    page.get_by_role("dialog").get_by_role("button", name=VI.copy).click()
    expect(page.locator(".toast.on")).to_have_text(VI.copied)
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{real_site}/van-ban/")
    other = open_page(link, **PHONE)
    expect(other.locator(":target")).to_be_in_viewport()
    expect(other.locator(":target mark")).to_contain_text("không thấp hơn 0,5% tổng chi ngân sách hàng năm")


def test_a_link_with_a_modifier_opens_the_document_itself(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **DESK)
    ask(page, SHARE)
    with page.context.expect_page() as opened:
        page.locator("a.mark").first.click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator(":target")).to_contain_text("0,5%")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_source_that_is_gone_leads_to_its_document(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **DESK)
    ask(page, SHARE)
    page.locator("a.mark").first.evaluate("link => { link.dataset.eid += '__diem_zz'; }")
    page.locator("a.mark").first.click()
    page.wait_for_url("**/van-ban/**")


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_another_agency_is_meant(open_page: OpenPage, real_site: str, window: dict[str, Any]) -> None:
    page = open_page(real_site, **window)
    ask(page, "so tai chanh phai lam gi")
    page.locator(".correct summary").click()
    name = page.get_by_label(VI.correct_hint)
    expect(name).to_be_focused()
    expect(page.locator("#agencies option[value='Sở Tư pháp']")).to_be_attached()
    name.fill("khong co co quan nay")
    page.keyboard.press("Enter")
    assert name.evaluate("e => e.validationMessage") == VI.unknown_agency
    name.fill("so tu phap")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn")).to_have_count(2)
    last = page.locator("#conversation .turn").last
    expect(last.locator(".asked")).to_have_text(f"{VI.asked}: Sở Tư pháp phải làm gì")
    expect(last.locator(".answer > p").first).to_contain_text("Sở Tư pháp: 8 nhiệm vụ")
    first = page.locator("#conversation .turn").first
    expect(first.locator(".understood :is(button, summary)")).to_have_count(0)
    page.reload()
    expect(page.locator("#conversation .turn")).to_have_count(2)
    expect(first.locator(".understood :is(button, summary)")).to_have_count(0)
    assert overflow(page) <= 0


def test_what_an_ambiguous_name_could_mean_is_one_tap_away(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site, **PHONE)
    ask(page, "UBND phải làm gì?")
    turn = page.locator("#conversation .turn").last
    expect(turn.get_by_role("heading", name=VI.clarify)).to_be_visible()
    expect(turn.locator(".aside li")).to_have_count(0)
    turn.get_by_role("button", name="Ủy ban nhân dân cấp huyện phải làm gì?").tap()
    expect(page.locator("#conversation .turn")).to_have_count(2)
    expect(page.locator("#conversation .turn").last).to_have_class("turn answered")


def test_an_answer_is_copied_with_its_sources(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, SHARE)
    page.get_by_role("button", name=VI.copy_answer, exact=True).click()
    expect(page.locator(".toast.on")).to_have_text(VI.copied_answer)
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"{SHARE}\n\n“không thấp hơn 0,5%")
    assert re.search(r"^\[1\] điểm b khoản 6, [Kk]ế hoạch “.+”", text, re.M)


def test_one_answer_is_printed(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    ask(page, SHARE)
    ask(page, "Sở Tư pháp phải làm gì?")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("#conversation .turn").first.get_by_role("button", name=VI.print, exact=True).click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator("#conversation .turn").first).to_be_visible()
    expect(page.locator("#conversation .turn").last).to_be_hidden()
    for part in ("#composer", ".tools", ".masthead"):
        expect(page.locator(part).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#conversation .turn").last).to_be_visible()


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_an_answer_and_a_source_are_judged(
    open_page: OpenPage, remarks: tuple[str, Path], window: dict[str, Any]
) -> None:
    address, file = remarks
    file.unlink(missing_ok=True)
    page = open_page(address, **window)
    ask(page, SHARE)
    turn = page.locator("#conversation .turn").last
    turn.get_by_text(VI.remark, exact=True).click()
    turn.get_by_label(VI.unclear).check()
    turn.get_by_label(VI.remark_note).fill("<b>dài</b> quá")
    turn.get_by_role("button", name=VI.remark_send).click()
    expect(turn.get_by_text(VI.remark_thanks)).to_be_visible()
    page.locator("a.mark").first.click()
    panel = page.get_by_role("dialog")
    panel.get_by_text(VI.wrong_source, exact=True).click()
    panel.get_by_role("button", name=VI.remark_send).click()
    expect(panel.get_by_text(VI.remark_thanks)).to_be_visible()
    first, second = map(json.loads, file.read_text("utf-8").splitlines())
    assert (first["verdict"], first["note"], first["question"], first["document"]) == (
        "unclear",
        "<b>dài</b> quá",
        SHARE,
        "",
    )
    assert (second["verdict"], second["eid"], second["question"]) == ("wrong_source", "khoan_6__diem_b", SHARE)
    assert set(first) == {"at", "verdict", "question", "status", "document", "eid", "note"}
    assert overflow(page) <= 0


def test_a_question_in_the_address_is_asked_once(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}/?q={quote(SHARE)}&kind={quote('Kế hoạch')}")
    turn = page.locator("#conversation .turn")
    expect(turn).to_have_count(1)
    expect(turn.locator(".searched")).to_contain_text("Chỉ tìm trong Kế hoạch")
    page.reload()
    expect(turn).to_have_count(1)
    page.wait_for_timeout(600)
    expect(turn).to_have_count(1)
    ask(page, "Sở Tư pháp phải làm gì?")
    assert "q=" not in page.url and "kind=" in page.url


@pytest.mark.parametrize(
    "hostile", ["<img src=x onerror=\"document.title='lấn át'\"> Sở Tư pháp", "${7*7} {{7*7}} </script>"]
)
def test_a_hostile_question_in_the_address_is_text(open_page: OpenPage, real_site: str, hostile: str) -> None:
    page = open_page(f"{real_site}/?q={quote(hostile)}&kind={quote(hostile)}")
    expect(page.locator("#conversation .asked")).to_have_text(f"{VI.asked}: {hostile}")
    assert "lấn át" not in page.title()
    assert page.locator("#main :is(script, img, b)").count() == 0


def test_what_is_chosen_is_shared_by_its_address(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    pick(page, "kinds", "Kế hoạch")
    pick(page, "years", "2023")
    other = open_page(page.url, **PHONE)
    expect(other.locator("#chooser summary")).to_have_text(f"{VI.search_in} Kế hoạch, 2023 – 2 văn bản")
    other.locator("#chooser .clear").click()
    assert "kind=" not in other.url and "year=" not in other.url


def test_the_page_speaks_english(open_page: OpenPage, real_site: str) -> None:
    page = open_page(f"{real_site}/?kind={quote('Kế hoạch')}")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name=EN.title)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en" and "kind=" in page.url
    page.get_by_label(EN.question).fill("Which agency has to report on the budget?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=EN.copy_answer, exact=True)).to_be_visible()
    page.get_by_role("link", name=EN.nav_documents).click()
    expect(page.get_by_role("heading", name=EN.documents, exact=True)).to_be_visible()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", name=VI.documents, exact=True)).to_be_visible()


def test_everything_about_an_answer_is_done_by_keyboard(open_page: OpenPage, remarks: tuple[str, Path]) -> None:
    address, _ = remarks
    page = open_page(address, **DESK)
    ask(page, SHARE)

    def go(selector: str) -> None:
        target = page.locator(selector).first
        for _ in range(60):
            page.keyboard.press("Shift+Tab")
            if target.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"{selector} is not reached")

    go("a.mark")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#source .body")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("a.mark").first).to_be_focused()
    page.get_by_label(VI.question).focus()
    go(".tools .remark summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label(VI.helpful)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("rõ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(VI.remark_thanks)).to_be_visible()


def test_a_screen_reader_hears_that_it_is_searched_and_answered(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    expect(page.locator("#told")).to_have_attribute("aria-live", "polite")
    ask(page, SHARE)
    expect(page.locator("#told")).to_contain_text("không thấp hơn 0,5%")


def test_below_a_path_everything_works(open_page: OpenPage, assistant: Any) -> None:
    with served(assistant, root_path="/hoi-dap") as address:
        page = open_page(f"{address}/hoi-dap/", **DESK)
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        ask(page, SHARE)
        page.locator("a.mark").first.click()
        expect(page.get_by_role("dialog").locator("mark")).to_be_in_viewport()
        page.get_by_role("dialog").get_by_role("link", name=VI.open).click()
        expect(page.locator(":target mark")).to_contain_text("0,5%")
        page.locator(".masthead").get_by_role("link", name=VI.nav_documents, exact=True).click()
        expect(page.get_by_role("heading", name=VI.documents, exact=True)).to_be_visible()
        assert requests and all(
            url.startswith(f"{address}/hoi-dap/") for url in requests if not url.startswith("data:")
        )


def test_who_asks_too_often_is_told_when_to_try_again(open_page: OpenPage, assistant: Any) -> None:
    with served(assistant, rate="2/minute") as address:
        page = open_page(address, **DESKTOP)
        for question in (SHARE, "Sở Tư pháp phải làm gì?", "Sở Tài chính phải làm gì?"):
            ask(page, question)
        last = page.locator("#conversation .turn").last
        expect(last.get_by_role("heading", name=VI.error)).to_be_visible()
        expect(last.locator(".aside")).to_contain_text(re.compile(r"thử lại sau \d+ giây"))
