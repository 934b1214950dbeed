"""The pages without a browser: what they say, what they refuse, and that nothing of a text is lost or believed."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

import off_loop
from fake_assistant import FakeAssistant, FakeLibrary, corpus_assistant
from legalqa.errors import IndexProblem, SettingsError
from legalqa.models import EVERYTHING, Answer, AnsweredDuty, Citation, Narrowing, Understood
from legalqa.settings import Settings
from legalqa.vietnamese.text import shown
from legalqa.web.answers import Block, Piece, Turn, blocks, sources, turn_html
from legalqa.web.chat import Chat, Sent, read_sent
from legalqa.web.choosing import read_choice, sent_choice
from legalqa.web.desk import Desk
from legalqa.web.examples import suggest
from legalqa.web.server import create_app, serve
from legalqa.web.strings import EN, LANGUAGES, VI
from legalqa.web.typeset import Site
from outside import watched

PLAN = "/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"
HOSTILE_QUESTION = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ${7*7} {{7*7}} Sở Tư pháp"
)


@pytest.fixture(scope="module")
def outside() -> Iterator[list[Any]]:
    """Every address outside this machine that this process tries to reach."""
    with watched() as tried:
        yield tried


@pytest.fixture(scope="module")
def client(outside: list[Any]) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), corpus_assistant())) as client:
        yield client


class Page(HTMLParser):
    """A page's tags with their attributes, and the text of its sheet as a reader sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.sheet: list[str] = []
        self._sheet = False
        self._tools = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self._sheet = self._sheet or attributes.get("class") == "sheet"
        if tag == "span" and (self._tools or attributes.get("class") == "tools"):
            self._tools += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._sheet = False
        if tag == "span" and self._tools:
            self._tools -= 1

    def handle_data(self, data: str) -> None:
        if self._sheet and not self._tools:
            self.sheet.append(data)

    @property
    def addresses(self) -> list[str]:
        return [value for _, attributes in self.tags for name in ("href", "src") if (value := attributes.get(name))]

    @property
    def asking(self) -> list[dict[str, str | None]]:
        """The buttons that ask something."""
        return [attributes for tag, attributes in self.tags if tag == "button" and "data-ask" in attributes]

    @property
    def handlers(self) -> list[str]:
        return [name for _, attributes in self.tags for name in attributes if name.startswith("on")]


def bare(text: str) -> str:
    """The text's visible characters, without what sets it: rules, table bars, white space."""
    return re.sub(r"[\s|]+", "", re.sub(r"^[\s|_=–—-]{3,}$", "", text, flags=re.M))


# the pages


def test_the_chat_page_is_framed_and_names_nothing_outside(client: TestClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert '<html lang="vi"' in response.text
    assert "Máy trả lời bằng cách trích nguyên văn" in response.text
    assert response.text.index("masthead") < response.text.index("<gradio-app") < response.text.index("colophon")
    page = Page(response.text)
    assert all(not address.startswith(("http", "//")) for address in page.addresses)
    assert "huggingface" not in response.text and "googleapis" not in response.text
    assert "raw.githubusercontent.com" not in response.text and "gradio.app" not in response.text


def test_a_query_opens_none_of_gradios_own_views(client: TestClient) -> None:
    response = client.get("/?view=api", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "/")


def test_the_list_names_every_document(client: TestClient) -> None:
    response = client.get("/van-ban/")
    assert response.status_code == 200
    for info in corpus_assistant().library.documents():
        assert f'href="/van-ban/{info.id}"' in response.text
    assert client.get("/van-ban", follow_redirects=False).headers["location"] == "/van-ban/"


def test_an_empty_library_says_what_to_do() -> None:
    with TestClient(create_app(Settings(), FakeAssistant(FakeLibrary({})))) as client:
        assert "legalqa index" in client.get("/van-ban/").text
        assert client.get("/").status_code == 200


def test_health(client: TestClient) -> None:
    assert client.get("/api/v1/health").json()["status"] == client.get("/api/v1/ready").json()["status"] == "ok"


@pytest.mark.parametrize("path", ["/khong-co", "/van-ban/khong-co", "/config", "/gradio_api/info", "/gradio_api/upload",
                                  "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=https://example.org/", "/monitoring",
                                  "/docs", "/openapi.json", "/giao-dien/khong-co.css", "/manifest.json"])  # fmt: skip
def test_what_is_not_there_is_a_friendly_page(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert VI.not_found in response.text and 'href="/van-ban/"' in response.text


@pytest.mark.parametrize("path", ["/", "/van-ban/", PLAN, "/khong-co", "/api/v1/health", "/giao-dien/page.css"])
def test_security_headers_are_on_every_response(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "http" not in policy and "*" not in policy
    assert ("unsafe" in policy) == (path == "/")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_library_that_fails_says_so_and_tells_the_log_alone_why(caplog: pytest.LogCaptureFixture) -> None:
    assistant = corpus_assistant()

    def fail() -> list[Any]:
        raise IndexProblem("chỉ mục ở /srv/index bị hỏng; hãy chạy: legalqa index --rebuild")

    app = create_app(Settings(), assistant)
    assistant.library.documents = fail  # type: ignore[method-assign]
    with TestClient(app) as client:
        for path in ("/van-ban/", "/api/v1/documents"):
            response = client.get(path)
            assert response.status_code == 503 and VI.unready in response.text
            assert "/srv" not in response.text and "--rebuild" not in response.text
    assert any("/srv/index" in record.values["why"] for record in caplog.records if hasattr(record, "values"))


def test_nothing_left_the_machine(client: TestClient, outside: list[Any]) -> None:
    for path in ("/", "/van-ban/", PLAN, "/theme.css"):
        client.get(path)
    assert outside == []


# the document page


@pytest.mark.parametrize("info", corpus_assistant().library.documents(), ids=lambda info: info.id)
def test_the_sheet_shows_the_whole_text_in_its_order(client: TestClient, info: Any) -> None:
    text = corpus_assistant().library.document(info.id).source.text
    lines = "\n".join(shown(text, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    assert bare("".join(Page(client.get(f"/van-ban/{info.id}").text).sheet)) == bare(lines)


@pytest.mark.parametrize("info", corpus_assistant().library.documents(), ids=lambda info: info.id)
def test_every_provision_is_an_anchor(client: TestClient, info: Any) -> None:
    page = Page(client.get(f"/van-ban/{info.id}").text)
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    document = corpus_assistant().library.document(info.id)
    assert {provision.eid for provision in document.walk()} <= set(ids)


def test_the_head_states_what_is_known_and_no_more(client: TestClient) -> None:
    page = client.get("/van-ban/bang").text
    for stated in ("12/KH-UBND", "03/02/2024", "Trần Văn Mẫu"):
        assert f"<dd>{stated}</dd>" in page
    assert f"<dt>{VI.status}</dt>" not in page and f"<dt>{VI.url}</dt>" not in page


def test_a_table_is_a_table(client: TestClient) -> None:
    page = client.get("/van-ban/bang").text
    rows = re.findall(r"<tr .*?</tr>", page, re.S)
    cells = [re.findall(r"<td.*?>(?:<span class=\"tools\">.*?</a></span>)?([^<]*)</td>", row, re.S) for row in rows]
    assert ["2", "Bố trí kinh phí", "Sở Tài chính"] in cells


def test_the_letterhead_stands_in_two_columns(client: TestClient) -> None:
    page = client.get("/van-ban/bang").text
    assert re.search(r'class="line right[^"]*">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<', page)
    assert re.search(r'class="line capitals ruled">ỦY BAN NHÂN DÂN TỈNH MẪU<', page)
    assert re.search(r'class="line right">Mẫu, ngày 03 tháng 02 năm 2024<', page)


def test_a_hostile_document_is_text(client: TestClient) -> None:
    for path in ("/van-ban/doc-hai", "/van-ban/"):
        page = Page(client.get(path).text)
        assert page.handlers == []
        assert not any(tag in ("iframe", "svg", "object") for tag, _ in page.tags)
        assert all(address.startswith(("/", "#", "?lang=")) for address in page.addresses)
        assert all("src" in attributes for tag, attributes in page.tags if tag == "script")
    text = client.get("/van-ban/doc-hai").text
    assert "&lt;script&gt;" in text and "&lt;b&gt;" in text and "${7+7}" in text and "{{7+7}}" in text


# the conversation


def conversation(turns: Sequence[Turn], documents: Mapping[str, Any], site: Site) -> str:
    return "".join(turn_html(turn, documents, site) for turn in turns)


def chat_of(assistant: FakeAssistant, **settings: Any) -> Chat:
    return Chat(Desk(assistant, Settings(**settings)), Site())  # type: ignore[arg-type]


def asked(chat: Chat, question: str, **sent: Any) -> list[tuple[Any, ...]]:
    """What the page is shown, step by step."""
    request = SimpleNamespace(client=SimpleNamespace(host="192.0.2.1"))

    async def steps() -> list[tuple[Any, ...]]:
        return [step async for step in chat.ask(question, json.dumps(sent), request)]  # type: ignore[arg-type]

    return off_loop.run(steps())


def cite(n: int, quote: str, **known: Any) -> Citation:
    values = {"document": "d", "source": "d.txt", "eid": "muc_1", "label": "mục 1", "start": 0, "end": 1,
              "url": "/van-ban/d#muc_1"}  # fmt: skip
    return Citation(n=n, quote=quote, **{**values, **known})


def test_an_answers_text_becomes_paragraphs_quotes_and_links() -> None:
    first, second = cite(1, "Sở A chủ trì “việc X”."), cite(2, "Sở B phối hợp [9].")
    text = "Theo mục 1:\n“Sở A chủ trì “việc X”.” [1]\n\nLiên quan:\n- Mục 2: “Sở B phối hợp [9].” [2]\n- khác [7]"
    answer = Answer("?", "answered", text, (first, second))
    assert blocks(answer) == [
        Block("paragraph", (Piece("Theo mục 1:"),)),
        Block("quote", (Piece("1", first),), first.quote),
        Block("paragraph", (Piece("Liên quan:"),)),
        Block("item", (Piece("Mục 2"), Piece("2", second)), second.quote),
        Block("item", (Piece("khác [7]"),)),
    ]


def test_words_of_the_answers_own_are_no_quote_though_a_heading_that_it_cites_says_them() -> None:
    task, heading = cite(1, "Bố trí kinh phí."), cite(2, "Sở Tài chính")
    text = "Sở Tài chính – phối hợp: Sở Tư pháp [1][2]\nTheo mục 1:\n“Bố trí kinh phí.” [1]"
    assert blocks(Answer("?", "answered", text, (task, heading))) == [
        Block("paragraph", (Piece("Sở Tài chính – phối hợp: Sở Tư pháp"), Piece("1", task), Piece("2", heading))),
        Block("paragraph", (Piece("Theo mục 1:"),)),
        Block("quote", (Piece("1", task),), task.quote),
    ]


def test_sources_carry_label_document_number_date_quote_and_link(client: TestClient) -> None:
    library = corpus_assistant().library
    documents = {info.id: info for info in library.documents()}
    citation = cite(1, "Nâng cao chất lượng.", document="bang", url="/van-ban/bang#khoan_1")
    answer = Answer(
        "?", "answered", "“Nâng cao chất lượng.” [1]", (citation,), searched={"documents": 7, "passages": 1234}
    )
    html = conversation([Turn("Hỏi gì?", answer)], documents, Site())
    for part in ("mục 1", "Triển khai công tác mẫu", "12/KH-UBND · 03/02/2024", "Nâng cao chất lượng.", VI.open):
        assert part in html
    assert html.count('href="/van-ban/bang?doan=0-1#muc_1"') == 3
    assert "Đã rà soát 7 văn bản, 1.234 đoạn" in html


def test_no_answer_looks_like_none() -> None:
    answer = Answer(
        "?", "unanswerable", "Không có.", near=(cite(1, "Gần."),), searched={"documents": 2, "passages": 30}
    )
    html = conversation([Turn("?", answer)], {}, Site())
    assert VI.unanswerable in html and VI.near in html and 'class="sources near"' in html
    assert "Đã rà soát 2 văn bản, 30 đoạn" in html and 'class="mark"' not in html


def test_hostile_words_in_an_answer_are_text() -> None:
    quote = 'Theo <script>alert(1)</script> & "x" ${7*7} {{7*7}}'
    answer = Answer("?", "answered", f"“{quote}” [1] <b>x</b>", (cite(1, quote, label="<i>mục</i>"),))
    page = Page(conversation([Turn(HOSTILE_QUESTION, answer)], {}, Site()))
    assert page.handlers == []
    assert not {"script", "img", "b", "i"} & {tag for tag, _ in page.tags}
    assert set(page.addresses) == {"/van-ban/d?doan=0-1#muc_1"}


def test_asking_shows_the_turn_with_its_answer() -> None:
    (step,) = asked(chat_of(corpus_assistant()), "Sở Tư pháp chủ trì việc gì?", turn="a1")
    assert VI.sources in step[0] and "aria-busy" not in step[0] and 'data-turn="a1"' in step[0]


def test_a_long_answer_arrives_in_two_steps() -> None:
    assistant = corpus_assistant()
    cited = tuple(cite(n, f"Việc số {n}.") for n in range(1, 41))
    text = "\n".join(f"- Mục {c.n}: “{c.quote}” [{c.n}]" for c in cited)
    assistant.ask = lambda text_, *_, **__: Answer(text_, "answered", text, cited)  # type: ignore[method-assign]
    first, whole = asked(chat_of(assistant), "Hỏi gì?")
    assert 'aria-busy="true"' in first[0] and "Việc số 12." in first[0] and "Việc số 13." not in first[0]
    assert "aria-busy" not in whole[0] and "Việc số 40." in whole[0]


def test_the_questions_before_are_handed_on() -> None:
    assistant = corpus_assistant()
    asked(chat_of(assistant), "Còn Sở Tài chính?", history=["Sở Tư pháp chủ trì việc gì?"])
    assert [turn["question"] for turn in assistant.histories[-1]] == ["Sở Tư pháp chủ trì việc gì?"]
    asked(chat_of(assistant), "Còn Sở Tài chính?", history=[str(n) for n in range(50)])
    assert [turn["question"] for turn in assistant.histories[-1]] == [str(n) for n in range(30, 50)]


@pytest.mark.parametrize("sent", ["", "x", "[]", "null", "[" * 2000, '{"turn": 7, "history": "x", "literal": 1, "chosen": []}',
                                  '{"turn": "<b>", "history": [1, null]}', "{}" + " " * 100_000, None, 7])  # fmt: skip
def test_what_a_page_never_sends_is_left_out(sent: Any) -> None:
    assert read_sent(sent) == Sent()


def test_a_long_question_is_handed_on_whole() -> None:
    assistant = corpus_assistant()
    *_, last = asked(chat_of(assistant), "thời tiết " * 2000)
    assert last[0].count("thời tiết") > 2000


def test_a_failure_is_told(caplog: pytest.LogCaptureFixture) -> None:
    told = IndexProblem("chưa có chỉ mục; hãy chạy: legalqa index")
    *_, last = asked(chat_of(corpus_assistant(told)), "Hỏi gì?")
    assert VI.unready in last[0] and VI.error in last[0] and "legalqa index" not in last[0]
    broken = corpus_assistant()
    broken.failure = ZeroDivisionError("bí mật")
    *_, last = asked(chat_of(broken), "Hỏi gì?")
    assert VI.broken in last[0] and "bí mật" not in last[0]
    assert "could not be answered" in caplog.text


# suggestions, words, serving


def test_suggestions_follow_the_corpus_and_are_answered() -> None:
    assistant = corpus_assistant()
    questions = suggest(assistant)
    assert 4 <= len(questions) <= 6 and len(set(questions)) == len(questions)
    assert "Khi nào phải sơ kết và tổng kết Chỉ thị?" in questions
    assert all(assistant.ask(question).status == "answered" for question in questions)


def test_suggestions_stand_without_an_index() -> None:
    assert len(suggest(corpus_assistant(IndexProblem("không có")))) == 5
    assert suggest(FakeAssistant(FakeLibrary({})))


def test_both_languages_fill_the_same_places() -> None:
    for name in VI.__slots__:
        places = [re.findall(r"{\w+}", getattr(strings, name)) for strings in LANGUAGES.values()]
        assert sorted(places[0]) == sorted(places[1]), name


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    assert (VI.count(1234), EN.count(1234)) == ("1.234", "1,234")


def test_a_busy_port_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"127.0.0.1:{port}.*--port"):
            serve(Settings(port=port), corpus_assistant())


def test_the_words_that_answer_lead_and_are_marked_in_the_quote() -> None:
    quote = "Bảo đảm chi không thấp hơn 0,5% tổng chi."
    cited = (Citation(1, "d", "d.txt", "m", "mục 1", quote, 0, len(quote), "/van-ban/d#m"),)
    words = "không thấp hơn 0,5% tổng chi"
    answer = Answer("q", "answered", f"“{words}” [1]\nTheo mục 1:\n“{quote}” [1]", cited)
    lead, _, quoted = blocks(answer)
    assert (lead.kind, lead.quote, quoted.exact) == ("exact", words, words)
    page = conversation([Turn("q", answer)], {}, Site())
    assert f"<mark>{words}</mark>" in page and 'class="exact"' in page


# what was understood, what could be asked instead, and the parts of a question

PARTED = (
    "Về câu hỏi “Khi nào phải xong?”:\n“trước năm 2026” [1]\nTheo mục 1:\n“Hoàn thành trước năm 2026 và báo cáo.” [1]\n\n"
    "Về câu hỏi “Ai báo cáo?”:\nTheo mục 2:\n“Sở A báo cáo.” [2]\n\nLiên quan:\n- Mục 3: “Sở B.” [3]\n\n"
    "Về câu hỏi “thời tiết “nắng” ra sao?”: Các văn bản không trả lời."
)
PARTED_SOURCES = (cite(1, "Hoàn thành trước năm 2026 và báo cáo."), cite(2, "Sở A báo cáo."), cite(3, "Sở B."))


def told(understood: Understood | None, **turn: Any) -> str:
    answer = Answer("?", "answered", "Có.", understood=understood)
    return conversation([Turn("so tai chanh", answer, **turn)], {}, Site())


@pytest.mark.parametrize(
    ("understood", "line"),
    [
        (Understood("sở tài chính phải làm gì", ("Sở Tài chính", "Sở Tư pháp")), "Sở Tài chính, Sở Tư pháp"),
        (Understood("sở tài chính phải làm gì"), "sở tài chính phải làm gì"),
        (Understood(before="Sở Tài chính phải làm gì?"), "hỏi tiếp “Sở Tài chính phải làm gì?”"),
        (Understood("", ("Sở Tư pháp",), "Ai báo cáo?"), "Sở Tư pháp · hỏi tiếp “Ai báo cáo?”"),
    ],
)
def test_what_was_understood_is_told_with_a_button_that_asks_word_for_word(understood: Understood, line: str) -> None:
    page = told(understood)
    assert f"<p>Đã hiểu: {line}</p>" in page
    (button,) = Page(page).asking
    assert button["data-ask"] == "so tai chanh" and "data-literal" in button and button["type"] == "button"
    assert button["aria-label"] == f"{VI.undo}: so tai chanh"


def test_a_question_taken_as_typed_has_no_such_line() -> None:
    assert 'class="understood"' not in told(None)
    literally = told(Understood("", ("Sở Tài chính",)), literal=True)
    assert "Đã hiểu" not in literally and not Page(literally).asking and VI.literally in literally


def test_asking_word_for_word_is_told() -> None:
    assistant = corpus_assistant()
    (step,) = asked(chat_of(assistant), "so tai chanh", literal=True)
    assert VI.literally in step[0] and assistant.literals == [True]


def test_another_agency_is_put_into_the_question_as_it_was_read() -> None:
    answer = Answer("stc lam gi", "answered", "Có.", understood=Understood("Sở Tài chính làm gì", ("Sở Tài chính",)))
    forms = [
        attributes for tag, attributes in Page(turn_html(Turn("stc lam gi", answer), {}, Site())).tags if tag == "form"
    ]
    assert forms[0]["data-question"] == "{} làm gì"
    two = Understood("Sở Tài chính, Sở Tư pháp làm gì", ("Sở Tài chính", "Sở Tư pháp"))
    for understood in (two, Understood("a {} b Sở Tài chính", ("Sở Tài chính",)), Understood("", (), "trước")):
        assert 'class="correct"' not in told(understood)


def test_a_refusal_suggests_questions_that_ask_themselves() -> None:
    asked = ("Sở Tư pháp phải làm gì?", "Sở Tài chính phải làm gì?")
    answer = Answer("?", "unanswerable", "Không có.", near=(cite(1, "Gần."),), suggestions=asked)
    page = conversation([Turn("?", answer)], {}, Site())
    buttons = Page(page).asking
    assert [button["data-ask"] for button in buttons] == list(asked)
    assert not any("data-literal" in button for button in buttons)
    assert page.index("Không có.") < page.index(VI.suggested) < page.index(VI.near)
    assert VI.suggested not in told(None)


def test_hostile_words_in_what_was_understood_are_text() -> None:
    hostile = f'"{HOSTILE_QUESTION}\' autofocus onfocus="alert(1)'
    refusal = Answer(
        hostile, "unanswerable", f"Về câu hỏi “{hostile}”: không.", suggestions=(hostile,),
        understood=Understood(hostile, (), hostile),
    )  # fmt: skip
    agency = Answer(hostile, "answered", "Có.", understood=Understood("", (hostile,)))
    for strings in LANGUAGES.values():
        html = conversation([Turn(hostile, refusal), Turn(f"{hostile}?", agency)], {}, Site(strings))
        page = Page(html)
        assert page.handlers == [] and page.addresses == []
        assert not {"script", "img"} & {tag for tag, _ in page.tags}
        assert [button["data-ask"] for button in page.asking] == [hostile, hostile, f"{hostile}?"]
        assert "&amp;lt;" not in html and "&amp;#34;" not in html


def test_each_part_of_a_question_has_its_heading_and_its_exact_words() -> None:
    first, second, third = PARTED_SOURCES
    assert blocks(Answer("?", "partial", PARTED, PARTED_SOURCES)) == [
        Block("part", (Piece("Khi nào phải xong?"),)),
        Block("exact", (Piece("1", first),), "trước năm 2026"),
        Block("paragraph", (Piece("Theo mục 1:"),)),
        Block("quote", (Piece("1", first),), first.quote, "trước năm 2026"),
        Block("part", (Piece("Ai báo cáo?"),)),
        Block("paragraph", (Piece("Theo mục 2:"),)),
        Block("quote", (Piece("2", second),), second.quote),
        Block("paragraph", (Piece("Liên quan:"),)),
        Block("item", (Piece("Mục 3"), Piece("3", third)), third.quote),
        Block("part", (Piece("thời tiết “nắng” ra sao?"),)),
        Block("paragraph", (Piece("Các văn bản không trả lời."),)),
    ]
    page = conversation([Turn("?", Answer("?", "partial", PARTED, PARTED_SOURCES))], {}, Site())
    assert re.findall(r'<h3 class="part">(.*)</h3>', page) == [
        "Về câu hỏi “Khi nào phải xong?”", "Về câu hỏi “Ai báo cáo?”", "Về câu hỏi “thời tiết “nắng” ra sao?”",
    ]  # fmt: skip
    assert "<mark>trước năm 2026</mark>" in page and page.count('class="exact"') == 1


def test_words_like_those_of_a_part_in_the_midst_of_an_answer_are_no_heading() -> None:
    for text in ("Theo mục 1:\nVề câu hỏi “a”: b", "Theo mục 1:\n\nVề câu hỏi “a”:\nb", "Về câu hỏi a"):
        assert {block.kind for block in blocks(Answer("?", "answered", text))} == {"paragraph"}
    assert blocks(Answer("?", "answered", "")) == []
    alone = Answer("?", "answered", "“2026” [1]\nkhông có trích dẫn", (cite(1, "Năm 2026."),))
    assert [block.kind for block in blocks(alone)] == ["paragraph", "paragraph"]


def test_a_part_that_quotes_lists_its_sources_beside_a_part_that_lists_duties() -> None:
    listed, quoted = cite(1, "Bố trí kinh phí."), cite(2, "Chi 0,5% tổng chi.")
    duty = AnsweredDuty("Sở A", "so-a", "lead", "Bố trí kinh phí.", None, 1)
    list_of_duties = "Sở A: 1 nhiệm vụ.\n- Mục 1: “Bố trí kinh phí.” [1]"
    parted = f"Về câu hỏi “a?”:\n{list_of_duties}\n\nVề câu hỏi “b?”:\nTheo mục 2:\n“Chi 0,5% tổng chi.” [2]"
    for text, wanted in ((list_of_duties, []), (parted, [quoted])):
        answer = Answer("?", "answered", text, (listed, quoted), (duty,))
        assert sources(answer, blocks(answer)) == wanted


@pytest.mark.parametrize(
    ("words", "lead", "due"),
    [
        ("Mục 1 (thời hạn: trong quý II/2021; tháng 12)", "Mục 1", "trong quý II/2021; tháng 12"),
        ("Mục 1 (Sở A, Sở B; thời hạn: năm 2026 (sơ kết))", "Mục 1 (Sở A, Sở B)", "năm 2026 (sơ kết)"),
        ("Mục 1", "Mục 1", ""),
    ],
)
def test_a_deadline_in_a_list_of_duties_stands_apart(words: str, lead: str, due: str) -> None:
    duty = AnsweredDuty("Sở A", "so-a", "lead", "Báo cáo.", due or None, 1)
    answer = Answer("?", "answered", f"- {words}: “Báo cáo.” [1]", (cite(1, "Báo cáo."),), (duty,))
    (block,) = blocks(answer)
    assert (block.pieces[0].text, block.deadline) == (lead, due)
    page = turn_html(Turn("?", answer), {}, Site())
    assert (f"{VI.due}: {due}" in page) == bool(due) and 'href="/nhiem-vu/?agency=S%E1%BB%9F+A"' in page
    assert "/nhiem-vu/" not in turn_html(Turn("?", Answer("?", "answered", "Có.")), {}, Site())


# which documents are asked

KINDS = '{"kinds": ["Kế hoạch"]}'


def test_the_control_has_the_values_that_tell_documents_apart() -> None:
    html = chat_of(corpus_assistant()).chooser()
    page = Page(html)
    fields = [attributes["data-field"] for tag, attributes in page.tags if tag == "select"]
    assert fields == ["kinds", "issuers", "years", "documents"]  # of no document a status is known
    assert "<option>Kế hoạch</option>" in html and "<option>2023</option>" in html
    options = [attributes for tag, attributes in page.tags if tag == "option" and attributes.get("value")]
    assert {option["value"] for option in options} == {info.id for info in corpus_assistant().library.documents()}
    plan = next(option for option in options if option["value"] == "bang")
    assert (plan["data-kinds"], plan["data-years"]) == ("Kế hoạch", "2024")
    assert page.handlers == [] and "<i>" not in html and "<script" not in html


def test_nothing_is_to_be_chosen_of_one_document_or_none() -> None:
    one = FakeAssistant(FakeLibrary({"a.txt": "1. Sở Y tế báo cáo."}))
    assert chat_of(one).chooser() == chat_of(FakeAssistant(FakeLibrary({}))).chooser() == ""
    broken = corpus_assistant()
    broken.library.documents = lambda: (_ for _ in ()).throw(IndexProblem("hỏng"))  # type: ignore[method-assign]
    assert chat_of(broken).chooser() == ""


def test_a_choice_is_told_to_the_assistant_and_by_the_answer() -> None:
    assistant = corpus_assistant()
    chat = chat_of(assistant)
    *_, last = asked(chat, "Sở Tư pháp chủ trì việc gì?", chosen='{"kinds": ["Kế hoạch"], "years": [2024]}')
    assert assistant.narrowings == [Narrowing(kinds=("Kế hoạch",), years=(2024,))]
    assert "Chỉ tìm trong Kế hoạch, 2024: đã rà soát 1 văn bản, 1.234 đoạn" in last[0]
    *_, last = asked(chat, "Sở Tư pháp chủ trì việc gì?", chosen='{"documents": ["bang"]}')
    assert "Chỉ tìm trong Kế hoạch số 12/KH-UBND: đã rà soát 1 văn bản" in last[0]
    *_, last = asked(chat, "Sở Tư pháp chủ trì việc gì?")
    assert assistant.narrowings[-1] == EVERYTHING and "Chỉ tìm trong" not in last[0]


def test_a_choice_that_vanished_is_told_and_the_control_is_renewed() -> None:
    hostile = "<img src=x onerror=alert(1)> ${7*7}"
    chat = chat_of(corpus_assistant())
    *_, last = asked(chat, "Sở Tư pháp làm gì?", chosen=json.dumps({"statuses": [hostile]}))
    assert "không văn bản nào ghi tình trạng" in last[0].lower() and "không có văn bản nào</p>" in last[0]
    assert last[1] == chat.chooser()
    page = Page(last[0])
    assert page.handlers == [] and not any(tag == "img" for tag, _ in page.tags)
    *_, last = asked(chat, "Sở Tư pháp làm gì?", chosen=KINDS)
    assert isinstance(last[1], dict)  # skipped


@pytest.mark.parametrize(
    "sent",
    ["", "{}", "x", "[]", "null", '{"kinds": "x"}', '{"nothing": []}', "[" * 1900, KINDS + " " * 2000, None, 7],
)
def test_what_is_no_choice_chooses_nothing(sent: Any) -> None:
    assert read_choice(sent) == EVERYTHING and sent_choice(EVERYTHING) == ""


def test_the_undo_of_a_turn_asks_the_documents_of_that_turn() -> None:
    answer = Answer("?", "answered", "Có.", understood=Understood("", ("Sở Tài chính",)), suggestions=("Ai?",))
    for turn, choice in ((Turn("STC?", answer, narrowing=read_choice(KINDS)), KINDS), (Turn("STC?", answer), None)):
        buttons = [attributes for tag, attributes in Page(turn_html(turn, {}, Site())).tags if tag == "button"]
        assert [button.get("data-chosen") for button in buttons if "data-ask" in button] == [choice, choice]
    assert sent_choice(read_choice(KINDS)) == KINDS


# the reader's language


def test_the_address_chooses_the_language_and_it_is_remembered() -> None:
    with TestClient(create_app(Settings(), corpus_assistant())) as client:
        assert '<html lang="vi"' in client.get("/van-ban/").text
        chosen = client.get("/van-ban/?lang=en")
        assert '<html lang="en"' in chosen.text and "Path=/;" in chosen.headers["set-cookie"]
        assert '<html lang="en"' in client.get("/").text and EN.notice in client.get(PLAN).text
        assert EN.not_found in client.get("/khong-co").text
        assert '<html lang="vi"' in client.get("/?lang=vi").text and '<html lang="vi"' in client.get("/").text


@pytest.mark.parametrize("said", ["fr", "", "en%22%3E", "x" * 3000])
def test_a_language_that_is_none_is_the_first(client: TestClient, said: str) -> None:
    response = client.get(f"/van-ban/?lang={said}", headers={"Cookie": 'lang="; ]=['})
    assert '<html lang="vi"' in response.text and "set-cookie" not in response.headers
