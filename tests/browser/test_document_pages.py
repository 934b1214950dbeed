"""The pages of the documents as people use them, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from legalqa.web.strings import EN, VI
from shelf_of_documents import NOTICE, shelf

from .conftest import DESKTOP, PHONE, served
from .test_chat_page import IN_VIEW, contrast, overflow

OpenPage = Callable[..., Page]
PLAN = "/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"
WINDOWS = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
#: The sheet's text as a reader sees it, without the tools.
TEXT = """sheet => {
    const copy = sheet.cloneNode(true);
    copy.querySelectorAll('.tools').forEach(tools => tools.remove());
    return copy.textContent;
}"""


@pytest.fixture(scope="module")
def shelf_site() -> Iterator[str]:
    """The app over documents that cite each other."""
    with served(shelf()) as address:
        yield address


def span(words: str) -> str:
    start = NOTICE.index(words)
    return f"{start}-{start + len(words)}"


# search inside a document


@WINDOWS
def test_hits_are_counted_marked_and_walked_through(open_page: OpenPage, shelf_site: str, window: Any) -> None:
    page = open_page(f"{shelf_site}{PLAN}", **window)
    sheet, told = page.locator(".sheet"), page.locator(".find output")
    before = sheet.evaluate(TEXT)
    page.get_by_label(VI.find).fill("so tu phap")
    expect(told).to_contain_text("1/4")
    expect(page.locator("mark.hit")).to_have_text(["Sở Tư pháp"] * 4)
    current = page.locator("mark.current")
    assert current.evaluate(IN_VIEW) and sheet.evaluate(TEXT) == before
    page.get_by_role("button", name=VI.find_next).click()
    expect(told).to_contain_text("2/4")
    assert current.evaluate(IN_VIEW)
    page.get_by_role("button", name=VI.find_previous).click()
    page.get_by_role("button", name=VI.find_previous).click()
    expect(told).to_contain_text("4/4")
    page.get_by_role("button", name=VI.find_clear).click()
    expect(page.locator("mark.hit")).to_have_count(0)
    assert told.text_content() == "" and sheet.evaluate(TEXT) == before
    assert sheet.evaluate(
        "e => [...e.querySelectorAll('p')].every(p => { const n = p.childNodes.length; p.normalize(); return p.childNodes.length === n })"
    )
    assert overflow(page) <= 0


def test_the_keyboard_walks_and_clears(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(f"{shelf_site}{PLAN}")
    told = page.locator(".find output")
    page.get_by_label(VI.find).focus()
    page.keyboard.type("Sở Tư pháp")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("1/4")
    expect(told).to_contain_text("mục II.1.2")  # for who does not see the page
    page.keyboard.press("Enter")
    expect(told).to_contain_text("2/4")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(told).to_contain_text("4/4")
    page.keyboard.press("Escape")
    expect(page.get_by_label(VI.find)).to_have_value("")
    expect(page.get_by_label(VI.find)).to_be_focused()
    expect(page.locator("mark.hit")).to_have_count(0)
    assert "tim=" not in page.url


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("SỞ TƯ PHÁP", 4), ("so tu phap", 4), ("sở tu pháp", 0), ("hòa giải", 1), ("hoà giải", 1), ("thủy lợi", 1),
        ("hoa giai", 1), ("quý.", 1), ("Sở Tài chính thực  hiện", 1), ("s", 0), ("[a-z]", 0), ("Rà soát văn bản", 1),
        ("bản Sở Tư", 0), ("đ", 0),
    ],
)  # fmt: skip
def test_what_is_found(open_page: OpenPage, shelf_site: str, asked: str, hits: int) -> None:
    page = open_page(f"{shelf_site}/van-ban/thong-bao")
    page.get_by_label(VI.find).fill(asked)  # looks by itself; "Enter" goes on to the next
    if hits:
        expect(page.locator(".find output")).to_contain_text(f"1/{hits}")
    elif len(asked) > 1:
        expect(page.locator(".find output")).to_have_text(VI.find_none)
    else:
        expect(page.locator("mark.hit")).to_have_count(0)


def test_a_hit_may_lie_across_links_and_what_stands_out(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(
        f"{shelf_site}/van-ban/thong-bao?doan={span('với **Sở')}&tim=hop+voi+so+tai+chinh+thuc#muc_I__muc_1"
    )
    expect(page.locator(".find output")).to_contain_text("1/1")
    assert "".join(page.locator("mark.hit").all_text_contents()) == "hợp với Sở Tài chính thực"
    assert "".join(page.locator("#muc_I__muc_1 mark:not(.hit)").all_text_contents()) == "với Sở"
    page.keyboard.press("Tab")
    page.get_by_role("button", name=VI.find_clear).click()
    assert page.locator("#muc_I__muc_1 a.agency").all_text_contents() == ["Sở Tư pháp", "Sở Tài chính"]


def test_a_search_stands_in_the_address(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(f"{shelf_site}/van-ban/thong-bao?lang=vi#muc_I__muc_2")
    page.get_by_label(VI.find).fill("sở tài chính")
    expect(page.locator("mark.current")).to_have_count(1)
    assert page.url.endswith("?lang=vi&tim=s%E1%BB%9F+t%C3%A0i+ch%C3%ADnh#muc_I__muc_2")
    expect(page.locator(":target mark.current")).to_have_text("Sở Tài chính")  # not the first of the page
    again = open_page(page.url)
    expect(again.locator(":target mark.current")).to_have_text("Sở Tài chính")
    expect(again.get_by_label(VI.find)).to_have_value("sở tài chính")


def test_a_hostile_search_is_text(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(f"{shelf_site}/van-ban/doc-hai")
    title = page.title()
    page.get_by_label(VI.find).fill("<img src=x onerror=")
    expect(page.locator("mark.hit")).to_have_text("<img src=x onerror=")
    assert page.title() == title and page.locator(".sheet img").count() == 0


# links, contents, print


@WINDOWS
@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("muc_I__muc_1__diem_z__gach_9", "muc_I__muc_1"),
        ("muc_I__muc_9", "muc_I"),
        ("muc_I__%C4%91", "muc_I"),
        ("muc_VII__muc_1", None),
        ("__", None),
        ("%", None),
    ],
)
def test_a_link_to_a_part_that_is_gone_lands_near(
    open_page: OpenPage, shelf_site: str, window: Any, asked: str, near: str | None
) -> None:
    page = open_page(f"{shelf_site}/van-ban/thong-bao#{asked}", **window)
    notice = page.locator(".moved")
    expect(notice).to_contain_text(VI.moved if near else VI.moved_away)
    assert notice.evaluate(IN_VIEW)
    if near:
        expect(page.locator(f"#{near}:target")).to_be_in_viewport()
        assert page.url.endswith(f"#{near}")
    page.get_by_role("button", name=VI.close).click()
    expect(notice).to_be_hidden()
    page.evaluate("location.hash = 'muc_II'")
    expect(page.locator("#muc_II:target")).to_be_in_viewport()
    expect(notice).to_be_hidden()


def test_a_link_that_is_there_is_not_remarked_upon(open_page: OpenPage, shelf_site: str) -> None:
    for hash in ("", "#", "#muc_I__muc_2", "#main"):
        expect(open_page(f"{shelf_site}/van-ban/thong-bao{hash}").locator(".moved")).to_be_hidden()
    page = open_page(f"{shelf_site}/van-ban/thong-bao?lang=en#muc_I__muc_9")
    expect(page.locator(".moved [role=status]")).to_have_text(EN.moved)


def test_the_contents_follow_the_reader(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(f"{shelf_site}{PLAN}")
    here = page.locator(".contents a[aria-current=location]")
    page.locator("#muc_III").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('muc_II__muc_2').scrollIntoView({ block: 'start' })")
    expect(here).to_have_text("2. Sở Tư pháp")
    assert here.evaluate(IN_VIEW)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(here).to_have_text("III. TỔ CHỨC THỰC HIỆN")
    page.evaluate("scrollTo(0, 0)")
    expect(here).to_have_count(0)


def test_a_cited_document_is_a_click_away(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(f"{shelf_site}/van-ban/thong-bao")
    page.locator(".sheet .preamble a.reference").click()
    page.wait_for_url("**/van-ban/ke-hoach-7")


def test_a_printed_sheet_has_its_letterhead_in_columns_and_nothing_around_it(
    open_page: OpenPage, shelf_site: str
) -> None:
    page = open_page(
        f"{shelf_site}/van-ban/thong-bao?tim=tài+chính#muc_I__muc_1", viewport={"width": 624, "height": 930}
    )
    page.emulate_media(media="print")
    for gone in (".masthead", ".notice", ".colophon", ".bar", ".contents", ".about", ".tools >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    lines = page.locator(".letterhead .line")
    left, right = (lines.filter(has_text=text).bounding_box() for text in ("ỦY BAN NHÂN DÂN", "CHỦ NGHĨA VIỆT NAM"))
    assert left and right and left["x"] + left["width"] <= right["x"] and abs(left["y"] - right["y"]) < 2
    assert right["height"] < 30  # one line
    assert page.locator("a.agency").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    assert page.locator("mark.current").evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_the_print_button_prints(open_page: OpenPage, shelf_site: str) -> None:
    page = open_page(f"{shelf_site}/van-ban/thong-bao")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    page.get_by_role("button", name=VI.print).click()
    assert page.locator("body").get_attribute("data-printed") == "yes"


# the list


@WINDOWS
def test_the_list_is_filtered_and_cleared(open_page: OpenPage, shelf_site: str, window: Any) -> None:
    page = open_page(f"{shelf_site}/van-ban/", **window)
    if window is PHONE:
        expect(page.get_by_label(VI.kind)).to_be_hidden()
        page.get_by_text(VI.filters).tap()
    page.get_by_label(VI.kind).select_option("Kế hoạch")
    page.get_by_label(VI.filter_agency).fill("so y te")
    page.keyboard.press("Enter")
    page.wait_for_url("**/van-ban/?kind=K%E1%BA%BF+ho%E1%BA%A1ch&agency=so+y+te")
    expect(page.locator(".documents li")).to_have_count(1)
    expect(page.get_by_text(VI.documents_found.format(count=1, total=5))).to_be_visible()
    expect(page.get_by_label(VI.kind)).to_have_value("Kế hoạch")
    page.get_by_label(VI.filter_words).fill("không có")
    page.get_by_role("button", name=VI.filter).click()
    expect(page.get_by_text(VI.documents_no_match)).to_be_visible()
    page.get_by_role("link", name=VI.filter_clear).last.click()
    expect(page.locator(".documents li")).to_have_count(5)
    assert page.url.endswith("/van-ban/")


def test_without_scripts_the_pages_are_read_and_filtered(browser: Browser, shelf_site: str) -> None:
    context = browser.new_context(java_script_enabled=False, **PHONE)
    page = context.new_page()
    page.goto(f"{shelf_site}/van-ban/")
    page.get_by_label(VI.kind).select_option("Thông báo")
    page.get_by_role("button", name=VI.filter).tap()
    page.wait_for_url("**/van-ban/?kind=Th%C3%B4ng+b%C3%A1o")
    page.locator(".documents h2 a").tap()
    page.wait_for_url("**/van-ban/thong-bao")
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator(".print")).to_be_hidden()
    context.close()


# everywhere


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_its_window(open_page: OpenPage, shelf_site: str, width: int) -> None:
    window = {"viewport": {"width": width, "height": 700}}
    for path in (
        "/van-ban/",
        "/van-ban/?agency=sở+bay&q=" + "x" * 199,
        f"{PLAN}?tim=so+tu+phap",
        "/van-ban/thong-bao#muc_I__x",
    ):
        assert overflow(open_page(f"{shelf_site}{path}", **window)) <= 0, path


@WINDOWS
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(open_page: OpenPage, shelf_site: str, window: Any, scheme: str) -> None:
    cited = f"/van-ban/thong-bao?doan={span('chủ trì, phối hợp')}&tim=tai+chinh#muc_I__muc_1"
    page = open_page(f"{shelf_site}{cited}", **window, color_scheme=scheme)
    expect(page.locator("mark.current")).to_have_count(1)
    for selector in ("mark:not(.hit)", "mark.current", "mark.hit:not(.current)", ".find output", ".find input",
                     ":target a.reference", ":target a.agency", "a.reference", ".facts .board a", ".contents a"):  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector
    if window is DESKTOP:
        assert contrast(page, ".print") >= 4.5
    page.goto(f"{shelf_site}/van-ban/thong-bao#muc_I__x")
    assert contrast(page, ".moved p") >= 4.5
    page.goto(f"{shelf_site}/van-ban/?agency=sở+bay")
    for selector in (
        ".filters label",
        ".filters select",
        ".filters input",
        ".filters button",
        ".filters .problem",
        ".nothing",
    ):
        assert contrast(page, selector) >= 4.5, selector
    page.goto(f"{shelf_site}/van-ban/")
    for selector in (".documents .facts", ".documents .facts a"):
        assert contrast(page, selector) >= 4.5, selector


def test_focus_is_seen_on_every_control(open_page: OpenPage, shelf_site: str) -> None:
    for path in ("/van-ban/?kind=Kế+hoạch", "/van-ban/thong-bao?tim=tai+chinh"):
        page = open_page(f"{shelf_site}{path}")
        for control in page.locator("main :is(a, button, input, select, summary):visible").all():
            control.focus()
            seen = control.evaluate(
                "e => [e, e.closest('.find')].some(e => e && getComputedStyle(e).outlineStyle !== 'none')"
            )
            page.keyboard.press("Shift")  # so that the focus counts as the keyboard's
            assert seen or control.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
