"""The pages as people use them, in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from fake_assistant import corpus_assistant
from legalqa.models import Answer
from legalqa.web.strings import VI

from .conftest import DESKTOP, PHONE, served

WINDOWS = [DESKTOP, {**PHONE, "viewport": {"width": 390, "height": 844}}]

QUESTION = "Ban Nội chính Tỉnh ủy chủ trì theo dõi việc gì?"
OpenPage = Callable[..., Page]

IN_VIEW = """element => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight - 40 && box.left >= 0 && box.right <= innerWidth;
}"""


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, wait for its answer."""
    turns = page.locator("#conversation .turn").count()
    page.get_by_label(VI.question).fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn")).to_have_count(turns + 1)
    expect(page.locator("#conversation .pending")).to_have_count(0)


def overflow(page: Page) -> Any:
    """How far the page is wider than its window, in pixels."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_a_question_is_answered_with_sources_and_a_source_opens_at_its_paragraph(
    open_page: OpenPage, fake_site: str
) -> None:
    page = open_page(fake_site)
    expect(page).to_have_title(re.compile("legalqa"))
    expect(page.get_by_text(VI.notice)).to_be_visible()
    ask(page, QUESTION)
    turn = page.locator("#conversation .turn").last
    expect(turn.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(turn.locator("blockquote.quote")).to_contain_text("Giao Ban Nội chính Tỉnh ủy chủ trì")
    expect(turn.get_by_role("heading", name=VI.sources)).to_be_attached()
    expect(turn.locator(".source")).to_have_count(3)

    address = turn.locator("a.mark").first.get_attribute("href") or ""
    turn.locator(".source a.open").first.click()
    page.wait_for_url(f"{fake_site}{address}")
    cited = page.locator(":target")
    expect(cited).to_contain_text("Giao Ban Nội chính Tỉnh ủy chủ trì")
    assert cited.evaluate(IN_VIEW)
    plain = page.locator(".sheet p.p:not(:target)").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert cited.evaluate("e => getComputedStyle(e).backgroundColor") != plain
    expect(cited.get_by_role("link")).to_contain_text(VI.copy)


@pytest.fixture(scope="module")
def slow_site() -> Iterator[str]:
    """The app over an assistant that takes its time."""
    assistant = corpus_assistant()
    answer = assistant.ask

    def ask(text: str, *args: Any, **kwargs: Any) -> Answer:
        time.sleep(0.7)
        return answer(text, *args, **kwargs)

    assistant.ask = ask  # type: ignore[method-assign]
    with served(assistant) as address:
        yield address


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_questions_sent_while_an_answer_arrives_are_shown_at_once_and_answered_in_turn(
    open_page: OpenPage, slow_site: str, window: dict[str, Any]
) -> None:
    page = open_page(slow_site, **window)
    asked = [QUESTION, "thời tiết hôm nay", "Sở Tài chính chủ trì việc gì?", "Sở Tư pháp chủ trì việc gì?"]
    for turn, question in enumerate(asked, 1):
        page.get_by_label(VI.question).fill(question)
        page.keyboard.press("Enter")
        expect(page.locator("#conversation .turn")).to_have_count(turn)
        expect(page.get_by_label(VI.question)).to_have_value("")
    expect(page.locator("#conversation .pending").last).to_be_attached()
    expect(page.locator("#conversation .turn.searching")).to_have_count(0, timeout=15000)
    expect(page.locator("#conversation .asked")).to_have_text([f"{VI.asked}: {question}" for question in asked])


def test_what_is_typed_while_an_answer_arrives_stays(open_page: OpenPage, slow_site: str) -> None:
    page = open_page(slow_site, **PHONE)
    box = page.get_by_label(VI.question)
    box.fill(QUESTION)
    page.keyboard.press("Enter")
    box.focus()
    page.keyboard.type("câu hỏi ")
    place = page.evaluate("scrollY")
    expect(page.locator("#conversation .turn.searching")).to_have_count(0)
    page.keyboard.type("hai")
    expect(box).to_have_value("câu hỏi hai")
    expect(box).to_be_focused()
    assert page.evaluate("scrollY") == place


def test_a_new_conversation_is_new_though_an_answer_was_on_its_way(open_page: OpenPage, slow_site: str) -> None:
    page = open_page(slow_site)
    page.get_by_label(VI.question).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn.searching")).to_have_count(1)
    page.get_by_role("button", name=VI.new).click()
    expect(page.locator("#conversation .turn")).to_have_count(0)
    page.wait_for_timeout(1200)
    expect(page.locator("#conversation .turn")).to_have_count(0)
    expect(page.locator("#told")).to_have_text("")
    ask(page, "thời tiết hôm nay")
    expect(page.locator("#conversation .turn")).to_have_count(1)


def test_a_question_is_asked_again_when_the_page_was_reloaded_before_its_answer(
    open_page: OpenPage, slow_site: str
) -> None:
    page = open_page(slow_site)
    page.get_by_label(VI.question).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn.searching")).to_have_count(1)
    page.reload()
    expect(page.locator("#conversation .sources")).to_be_attached()
    expect(page.locator("#conversation .turn")).to_have_count(1)


def test_a_server_that_is_gone_is_told_and_asked_again(open_page: OpenPage) -> None:
    with served(corpus_assistant()) as address:
        page = open_page(address)
        expect(page.locator(".example").first).to_be_visible()
        page.route("**/gradio_api/**", lambda route: route.abort())
        page.get_by_label(VI.question).fill(QUESTION)
        page.keyboard.press("Enter")
        turn = page.locator("#conversation .turn")
        expect(turn.get_by_text(VI.lost)).to_be_visible(timeout=8000)
        page.unroute("**/gradio_api/**")
        turn.get_by_role("button", name=VI.again).click()
        expect(turn.locator(".sources")).to_be_attached()


def test_the_conversation_is_there_when_one_comes_back(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site)
    ask(page, QUESTION)
    ask(page, "thời tiết hôm nay")
    page.locator(".source a.open").first.click()
    page.get_by_role("link", name=VI.back).click()
    expect(page.locator("#conversation .turn")).to_have_count(2)
    page.get_by_role("button", name=VI.new).click()
    expect(page.locator("#conversation .turn")).to_have_count(0)
    expect(page.get_by_role("heading", name=VI.title)).to_be_in_viewport()
    page.reload()
    expect(page.locator(".example").first).to_be_visible()
    expect(page.locator("#conversation .turn")).to_have_count(0)


def test_the_newest_question_stands_at_the_top(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site, **PHONE, reduced_motion="reduce")
    for question in (QUESTION, "Sở Tư pháp chủ trì việc gì?", "Sở Tài chính chủ trì việc gì?"):
        ask(page, question)
        page.wait_for_timeout(200)
        top = page.locator("#conversation .asked").last.evaluate("e => e.getBoundingClientRect().top")
        assert 0 <= top < 260
    page.locator(".source a.open").last.tap()
    page.wait_for_url("**/van-ban/**")
    page.go_back()
    expect(page.locator(".source a.open").last).to_be_in_viewport()


def test_two_windows_do_not_share_a_conversation(open_page: OpenPage, fake_site: str) -> None:
    ask(open_page(fake_site), QUESTION)
    other = open_page(fake_site)
    expect(other.locator(".example").first).to_be_visible()
    expect(other.locator("#conversation .turn")).to_have_count(0)


def test_a_suggestion_asks_itself(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site)
    suggestion = page.locator(".example").first
    text = suggestion.inner_text()
    suggestion.click()
    expect(page.locator("#conversation .asked")).to_contain_text(text)
    expect(page.locator("#conversation .sources")).to_be_visible()
    expect(page.locator(".example").first).to_be_hidden()


def test_no_answer_looks_like_none(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site)
    ask(page, "thời tiết ở tỉnh hôm nay")
    expect(page.get_by_role("heading", name=VI.unanswerable)).to_be_visible()
    expect(page.get_by_role("heading", name=VI.near)).to_be_visible()
    expect(page.get_by_text(re.compile(r"Đã rà soát 7 văn bản, 1\.234 đoạn"))).to_be_attached()
    expect(page.locator("a.mark")).to_have_count(0)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>document.title='lấn át'</script> Sở Tư pháp",
        "<img src=x onerror=\"document.title='lấn át'\"> Sở Tư pháp",
        "[bấm](javascript:document.title='lấn át') **đậm** Sở Tư pháp",
        "${document.title='lấn át'} {{7*7}} ${7*7} Sở Tư pháp",
        "`$\\{7*7}` \\${7*7} </h2></article><style>*{display:none}</style> Sở Tư pháp",
    ],
)
def test_a_hostile_question_is_shown_as_text(open_page: OpenPage, fake_site: str, hostile: str) -> None:
    page = open_page(fake_site)
    ask(page, hostile)
    expect(page.locator("#conversation .asked")).to_have_text(f"{VI.asked}: {hostile}")
    assert "lấn át" not in page.title()
    assert page.locator("#conversation :is(script, img, b, strong, style)").count() == 0


def test_a_hostile_document_is_shown_as_text(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site)
    ask(page, "mục đích an toàn liên kết trong ngoặc chữ đậm")
    expect(page.locator("#conversation")).to_contain_text("<b>chữ đậm</b>")
    assert page.locator("#conversation :is(script, img, b, iframe, svg)").count() == 0
    page.goto(f"{fake_site}/van-ban/doc-hai")
    expect(page.locator(".sheet")).to_contain_text("[liên kết](javascript:document.title='lấn át')")
    assert page.locator(".sheet :is(script, img, b, iframe, svg)").count() == 0
    assert "lấn át" not in page.title().replace('document.title = "lấn át"', "")


def test_the_keyboard_is_enough(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site)
    expect(page.locator(".example").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=VI.skip)).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.get_by_label(VI.question).evaluate("e => e === document.activeElement"):
            break
    expect(page.get_by_label(VI.question)).to_be_focused()
    page.keyboard.type("Sở Tư pháp")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("chủ trì việc gì?")
    page.keyboard.press("Enter")
    expect(page.locator("#conversation .sources")).to_be_attached()
    expect(page.get_by_label(VI.question)).to_have_value("")
    page.keyboard.press("Tab")
    focused = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focused == "solid"


def test_a_blank_question_is_met_with_a_hint(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site)
    page.get_by_role("button", name=VI.send, exact=True).click()
    expect(page.get_by_text(VI.empty)).to_be_visible()
    expect(page.locator("#conversation .turn")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/van-ban/", "/van-ban/bang", "/van-ban/doc-hai", "/khong-co",
                                  "/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp#muc_II__muc_2"])  # fmt: skip
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, fake_site: str, path: str) -> None:
    page = open_page(f"{fake_site}{path}", **PHONE)
    if path == "/":
        expect(page.locator(".example").first).to_be_visible()
        assert overflow(page) <= 0
        ask(page, QUESTION)
        ask(page, "x" * 300 + " Sở Tư pháp")
    assert overflow(page) <= 0


def test_on_a_phone_a_source_opens_at_its_paragraph(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(fake_site, **PHONE)
    ask(page, QUESTION)
    page.locator(".source a.open").first.tap()
    page.wait_for_url("**/van-ban/**")
    assert page.locator(":target").evaluate(IN_VIEW)


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(
    open_page: OpenPage, fake_site: str, window: dict[str, Any], scheme: str
) -> None:
    page = open_page(fake_site, **window, color_scheme=scheme)
    ask(page, QUESTION)
    selectors = ["#conversation .asked", "blockquote.quote", ".source .about", ".source a.open", ".searched", "#new",
                 "#send", ".notice span", ".colophon p", "#question textarea"]  # fmt: skip
    for selector in selectors:
        assert contrast(page, selector) >= 4.5, selector
    page.goto(f"{fake_site}/van-ban/bang#muc_I")
    for selector in [":target", ":target .copy", "dl.facts dt", ".sheet .recipients", ".contents summary"]:
        assert contrast(page, selector) >= 4.5, selector


def contrast(page: Page, selector: str) -> float:
    """The contrast of an element's words to its ground, as WCAG 2 counts it."""
    return float(
        page.locator(selector).first.evaluate("""element => {
            const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => [r, g, b]
                .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            let ground = element;
            while (ground && (rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
            const [dark, bright] = [light(rgb(getComputedStyle(element).color)),
                light(rgb(getComputedStyle(ground ?? document.body).backgroundColor))].sort((a, b) => a - b);
            return (bright + 0.05) / (dark + 0.05);
        }""")
    )


def test_the_contents_stand_open_on_a_desk_and_closed_on_a_phone(open_page: OpenPage, fake_site: str) -> None:
    path = f"{fake_site}/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"
    desk = open_page(path)
    desk.get_by_role("link", name="III. TỔ CHỨC THỰC HIỆN").click()
    assert desk.locator(":target").evaluate(IN_VIEW)
    phone = open_page(path, **PHONE)
    assert phone.locator(".contents").evaluate("e => e.open") is False


def test_a_link_to_a_paragraph_is_copied(open_page: OpenPage, fake_site: str) -> None:
    page = open_page(f"{fake_site}/van-ban/bang")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#muc_I").hover()
    page.locator("#muc_I a.copy").click()
    expect(page.locator(".toast")).to_have_text(VI.copied)
    assert page.evaluate("navigator.clipboard.readText()") == f"{fake_site}/van-ban/bang#muc_I"


def test_the_real_assistant_answers_on_the_page(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    expect(page.locator(".example")).to_have_count(5)
    ask(page, "Khi nào phải sơ kết và tổng kết Chỉ thị?")
    quote = page.locator("blockquote.quote").first
    expect(quote).to_contain_text("sơ kết Chỉ thị vào năm 2024 và tổng kết vào năm 2026")
    words = quote.evaluate("e => e.firstChild.textContent").strip()
    page.locator(".source a.open").first.click()
    page.wait_for_url("**/van-ban/**")
    expect(page.locator(":target")).to_contain_text(words)
    assert page.locator(":target").evaluate(IN_VIEW)
    page.go_back()
    expect(page.locator("#conversation .turn")).to_have_count(1)  # the conversation is back
    ask(page, "Giá vé tàu cao tốc là bao nhiêu?")
    expect(page.get_by_role("heading", name=VI.unanswerable)).to_be_visible()


def test_every_suggestion_of_the_real_assistant_is_answered(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    expect(page.locator(".example")).to_have_count(5)
    for question in page.locator(".example").all_inner_texts():
        ask(page, question)
        expect(page.locator("#conversation .turn").last.locator("blockquote").first).to_be_visible()


def test_duties_are_a_list_and_those_of_groups_are_folded_away(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    ask(page, "so tai chinh phai lam gi")
    answer = page.locator("#conversation .turn").last.locator(".answer.duties")
    expect(answer).to_contain_text("2 nhiệm vụ nêu đích danh trong 2 văn bản")
    expect(answer.locator(".items blockquote")).to_have_count(2)
    folded = answer.locator("details.groups")
    expect(folded.locator(".source").first).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator(".source").first).to_be_visible()


def press(page: Page, button: Locator) -> None:
    """Tap on a phone, press with the keyboard on a desk; wait for the answer."""
    turns = page.locator("#conversation .turn").count()
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        button.tap()
    else:
        button.focus()
        page.keyboard.press("Enter")
    expect(page.locator("#conversation .turn")).to_have_count(turns + 1)
    expect(page.locator("#conversation .pending")).to_have_count(0)


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_what_was_understood_is_told_and_undone(open_page: OpenPage, real_site: str, window: dict[str, Any]) -> None:
    page = open_page(real_site, **window)
    ask(page, "so tai chanh phai lam gi")
    first = page.locator("#conversation .turn").first
    expect(first.locator(".understood")).to_contain_text("Đã hiểu: Sở Tài chính")
    undo = page.get_by_role("button", name=f"{VI.undo}: so tai chanh phai lam gi")
    box = undo.bounding_box()
    assert box and (window is DESKTOP or box["height"] >= 44) and overflow(page) <= 0
    page.get_by_label(VI.question).fill("đang gõ dở")
    press(page, undo)
    last = page.locator("#conversation .turn").last
    expect(last.locator(".asked")).to_contain_text("so tai chanh phai lam gi")
    expect(last.get_by_role("heading", name=VI.unanswerable)).to_be_visible()
    expect(last.locator(".understood")).to_have_text(VI.literally)
    expect(first.locator(".understood")).to_contain_text("Đã hiểu: Sở Tài chính")
    expect(undo).to_have_count(0)
    expect(page.get_by_label(VI.question)).to_have_value("đang gõ dở")
    if window is DESKTOP:
        expect(page.get_by_label(VI.question)).to_be_focused()
    page.reload()
    expect(page.locator("#conversation .turn")).to_have_count(2)
    expect(page.get_by_text(VI.literally)).to_be_visible()
    ask(page, "còn sở tư pháp thì sao")
    expect(page.locator("#conversation .turn").last.locator(".understood")).to_contain_text("Đã hiểu: hỏi tiếp “")


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_a_refusals_suggestion_is_answered(open_page: OpenPage, real_site: str, window: dict[str, Any]) -> None:
    page = open_page(real_site, **window)
    ask(page, "Giá vé tàu cao tốc là bao nhiêu?")
    expect(page.get_by_role("heading", name=VI.suggested)).to_be_visible()
    suggestion = page.locator(".suggested button").last
    question = suggestion.inner_text()
    box = suggestion.bounding_box()
    assert box and box["height"] >= 44 and overflow(page) <= 0
    press(page, suggestion)
    last = page.locator("#conversation .turn").last
    expect(last.locator(".asked")).to_have_text(f"{VI.asked}: {question}")
    expect(last).to_have_class("turn answered")
    expect(last.locator(".suggested")).not_to_contain_text(question)


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_a_question_of_two_parts_has_two_headings(open_page: OpenPage, real_site: str, window: dict[str, Any]) -> None:
    page = open_page(real_site, **window)
    ask(page, "Ai phải bố trí kinh phí và mức chi tối thiểu là bao nhiêu?")
    headings = page.get_by_role("heading", name="Về câu hỏi")
    expect(headings).to_have_text(
        ["Về câu hỏi “Ai phải bố trí kinh phí?”", "Về câu hỏi “mức chi tối thiểu là bao nhiêu?”"]
    )
    expect(page.locator("blockquote.quote")).to_have_count(2)
    assert page.locator(".sources .source").count() > 2
    assert overflow(page) <= 0
    ask(page, "Sở Tài chính phải làm gì? Chi tối thiểu cho xây dựng pháp luật là bao nhiêu?")
    last = page.locator("#conversation .turn").last
    expect(last.locator(".part + .exact")).to_contain_text("không thấp hơn 0,5%")
    expect(last.locator("blockquote.quote mark")).to_contain_text("không thấp hơn 0,5%")
    assert overflow(page) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_understood_stands_out_from_its_ground(open_page: OpenPage, real_site: str, scheme: str) -> None:
    page = open_page(real_site, **DESKTOP, color_scheme=scheme)
    ask(page, "so tai chanh phai lam gi")
    ask(page, "Giá vé tàu cao tốc là bao nhiêu?")
    ask(page, "Ai phải bố trí kinh phí và mức chi tối thiểu là bao nhiêu?")
    for selector in (".understood p", ".understood .undo", ".suggested h3", ".suggested button", ".answer .part"):
        assert contrast(page, selector) >= 4.5, selector


def test_two_taps_at_once_are_one(open_page: OpenPage, hostile_site: str) -> None:
    page = open_page(hostile_site)
    ask(page, "thời tiết hôm nay")
    page.locator(".suggested button").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator("#conversation .turn")).to_have_count(2)
    expect(page.locator("#conversation .pending")).to_have_count(0)
    page.wait_for_timeout(500)
    expect(page.locator("#conversation .turn")).to_have_count(2)


def test_hostile_words_in_a_button_are_asked_as_text(open_page: OpenPage, hostile_site: str) -> None:
    page = open_page(hostile_site)
    hostile = "<img src=x onerror=\"document.title='lấn át'\"> ${7*7} {{7*7}} ' \" thời tiết"
    ask(page, hostile)
    for button in (page.locator(".suggested button").last, page.locator(".understood .undo").last):
        expect(page.locator(".understood").last).to_contain_text(hostile)
        press(page, button)
        expect(page.locator("#conversation .asked").last).to_have_text(f"{VI.asked}: {hostile}")
    assert "lấn át" not in page.title()
    assert page.locator("#conversation :is(script, img, b)").count() == 0


def pick(page: Page, field: str, value: str) -> None:
    """Choose a value in the control, which is opened for it."""
    details = page.locator("#chooser details")
    if not details.evaluate("e => e.open"):
        details.locator("summary").click()
    page.locator(f"#chooser select[data-field={field}]").select_option(value)


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop", "phone"])
def test_chosen_documents_alone_are_asked(open_page: OpenPage, real_site: str, window: dict[str, Any]) -> None:
    page = open_page(real_site, **window)
    control = page.locator("#chooser summary")
    expect(control).to_have_text(f"{VI.search_in} {VI.everything}")
    expect(page.locator("#chooser .clear")).to_be_hidden()
    pick(page, "kinds", "Kế hoạch")
    expect(control).to_have_text(f"{VI.search_in} Kế hoạch – 3 văn bản")
    pick(page, "years", "2023")
    expect(control).to_have_text(f"{VI.search_in} Kế hoạch, 2023 – 2 văn bản")
    assert overflow(page) <= 0
    if window is not DESKTOP:
        targets = page.locator("#chooser :is(summary, select, .clear)")
        assert all((box := target.bounding_box()) and box["height"] >= 44 for target in targets.all())
        assert all((box := target.bounding_box()) and box["width"] >= 44 for target in targets.all())
    ask(page, "Sở Tư pháp phải làm gì?")
    expect(page.locator("#chooser details")).not_to_have_attribute("open", "")
    turn = page.locator("#conversation .turn").last
    expect(turn.locator(".searched")).to_have_text("Chỉ tìm trong Kế hoạch, 2023: đã rà soát 2 văn bản, 99 đoạn")
    links = turn.locator("a.mark").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    assert links and all("/van-ban/ke-hoach-" in link and "66-nq-tw" not in link for link in links)
    page.reload()
    expect(control).to_have_text(f"{VI.search_in} Kế hoạch, 2023 – 2 văn bản")
    page.locator("#chooser .clear").click()
    expect(control).to_have_text(f"{VI.search_in} {VI.everything}")
    expect(page.locator("#chooser .clear")).to_be_hidden()
    ask(page, "Sở Tư pháp phải làm gì?")
    last = page.locator("#conversation .turn").last
    expect(last.locator(".answer")).to_contain_text("đã rà soát 5 văn bản")
    expect(last.locator(".searched")).to_have_count(0)


def test_what_is_chosen_first_leaves_fewer_values_behind_it(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    pick(page, "documents", "ke-hoach-2888-nha-nuoc-phap-quyen")
    control = page.locator("#chooser summary")
    expect(control).to_have_text(f"{VI.search_in} Kế hoạch số 2888/KH-UBND")
    pick(page, "kinds", "Chỉ thị")
    expect(control).to_have_text(f"{VI.search_in} Chỉ thị – 1 văn bản")
    expect(page.locator("#chooser select[data-field=documents] option:enabled")).to_have_count(2)
    expect(page.locator("#chooser [role=status]")).to_have_text("Chỉ thị – 1 văn bản")
    page.get_by_role("heading", name=VI.title).click()
    expect(page.locator("#chooser select").first).to_be_hidden()


def test_documents_are_chosen_and_asked_by_keyboard(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    control = page.locator("#chooser summary")
    expect(control).to_be_visible()
    for _ in range(8):
        page.keyboard.press("Tab")
        if control.evaluate("e => e === document.activeElement"):
            break
    expect(control).to_be_focused()
    assert control.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ch")
    expect(page.get_by_label(VI.kind, exact=True)).to_have_value("Chỉ thị")
    page.keyboard.press("Escape")
    expect(control).to_be_focused()
    expect(page.locator("#chooser select").first).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=VI.clear)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label(VI.question)).to_be_focused()
    page.keyboard.type("Khi nào phải sơ kết?")
    page.keyboard.press("Enter")
    expect(page.locator(".searched")).to_contain_text("Chỉ tìm trong Chỉ thị: đã rà soát 1 văn bản")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(control).to_have_text(f"{VI.search_in} {VI.everything}")
    expect(control).to_be_focused()


def test_the_undo_of_an_older_turn_asks_its_documents(open_page: OpenPage, real_site: str) -> None:
    page = open_page(real_site)
    pick(page, "kinds", "Kế hoạch")
    ask(page, "so tu phap phai lam gi")
    page.locator("#chooser .clear").click()
    ask(page, "so tai chanh phai lam gi")
    press(page, page.locator("#conversation .turn").first.locator(".understood .undo"))
    told = page.locator("#conversation .turn").last
    expect(told.locator(".searched")).to_contain_text("Chỉ tìm trong Kế hoạch: đã rà soát 3 văn bản")
    press(page, page.locator("#conversation .turn").nth(1).locator(".understood .undo"))
    expect(page.locator("#conversation .turn").last).to_contain_text("5 văn bản")
    expect(page.locator("#conversation .turn").last).not_to_contain_text("Chỉ tìm trong")


@pytest.mark.parametrize(
    "gone", [{"kinds": "Nghị <b>định</b> ${7*7} $&"}, {"statuses": "hết <img src=x onerror=alert(1)>"}, {"x": "y"}]
)
def test_a_chosen_value_that_vanished_is_told_and_cleared(
    open_page: OpenPage, fake_site: str, gone: dict[str, str]
) -> None:
    page = open_page(fake_site)
    expect(page.locator("#chooser summary")).to_be_visible()
    page.evaluate("gone => sessionStorage.setItem('legalqa.choice', JSON.stringify(gone))", gone)
    page.reload()
    (value,) = gone.values()
    control = page.locator("#chooser summary")
    expect(control).to_have_text(f"{VI.search_in} {VI.gone.format(value=value)} – 0 văn bản")
    ask(page, QUESTION)
    if "x" not in gone:
        expect(page.locator(".searched")).to_have_text(f"Chỉ tìm trong {value}: không có văn bản nào")
        expect(control).to_have_text(f"{VI.search_in} {VI.gone.format(value=value)} – 0 văn bản")
    assert page.locator("#main :is(b, img)").count() == 0
    page.locator("#chooser .clear").click()
    ask(page, QUESTION)
    expect(page.locator("#conversation .turn").last.locator(".sources")).to_be_attached()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_chosen_stands_out_from_its_ground(open_page: OpenPage, fake_site: str, scheme: str) -> None:
    page = open_page(fake_site, **DESKTOP, color_scheme=scheme)
    expect(page.locator("#chooser .chosen")).to_be_visible()
    assert contrast(page, "#chooser .chosen") >= 4.5
    pick(page, "kinds", "Kế hoạch")
    for selector in ("#chooser .chosen", "#chooser summary", ".chooser label", "#chooser select", ".clear"):
        assert contrast(page, selector) >= 4.5, selector
