"""The pages of the documents without a browser: where their words lead, what stands out, and the list with its filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from legalqa.errors import IndexProblem
from legalqa.exports.selection import Wanted
from legalqa.settings import Settings
from legalqa.vietnamese.text import shown
from legalqa.web.linking import Shelf, linked
from legalqa.web.listing import View, listing, read_view, view_address
from legalqa.web.server import create_app
from legalqa.web.sheet import Block, blocks, read_span
from legalqa.web.strings import EN, VI
from legalqa.web.wanted import wanted_address
from legalqa.web.words import Link, Words
from shelf_of_documents import shelf
from test_web import Page, bare

LIBRARY = shelf().library
NOTICE = LIBRARY.document("thong-bao")


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), shelf())) as client:
        yield client


def leading(document: str) -> dict[str, list[tuple[str, str]]]:
    """By provision, the words that lead somewhere and where."""
    read = LIBRARY.document(document)
    found: dict[str, list[tuple[str, str]]] = {}

    def visit(block: Block) -> None:
        for words in (block.words, *(line.words for line in block.lines), *block.cells):
            found.setdefault(block.eid, []).extend(
                (words.text[link.start : link.end], link.address) for link in words.links
            )
        for child in block.children:
            visit(child)

    for block in linked(blocks(read), Shelf(read, LIBRARY.documents(), LIBRARY.agencies()), VI):
        visit(block)
    return found


# where words lead


def test_a_body_with_duties_leads_to_them_where_a_provision_names_it_first() -> None:
    links = leading("thong-bao")
    assert [words for words, _ in links["muc_I__muc_1"]] == ["Sở Tư pháp", "Sở Tài chính", "Kế hoạch số 07/KH-UBND"]
    query = parse_qs(urlsplit(links["muc_I__muc_1"][0][1]).query)
    assert query == {"agency": ["Sở Tư pháp"]} and links["muc_I__muc_1"][0][1].startswith("/nhiem-vu/?")


def test_groups_and_the_frame_lead_to_no_duties() -> None:
    links = leading("thong-bao")
    assert any(agency.kind == "group" for agency in LIBRARY.agencies().values())
    assert links["muc_I__muc_2__diem_a"] == []
    frames = [
        provision.eid for provision in NOTICE.walk() if provision.kind in ("recipients", "signature", "letterhead")
    ]
    assert len(frames) == 3 and all(links[eid] == [] for eid in frames)


def test_a_cited_document_is_a_link_only_where_it_is_sure_which_one_it_is() -> None:
    links = leading("thong-bao")
    title = next(provision.eid for provision in NOTICE.walk() if provision.kind == "title")
    assert links[title] == [("Kế hoạch số 07/KH-UBND", "/van-ban/ke-hoach-7")]  # not the one of another province
    preamble = next(eid for eid in links if "/van-ban/ke-hoach-7" in dict(links[eid]).values() and eid != title)
    assert links[preamble] == [("Kế hoạch số 7/KH-UBND", "/van-ban/ke-hoach-7")]  # Nghị quyết 66 is not there
    second = [words for words, _ in links["muc_I__muc_2"]]
    assert second == ["Sở Tài chính"]  # not itself, and no plan of that date


def test_what_a_document_of_later_date_bears_is_not_what_was_cited() -> None:
    plan = LIBRARY.document("ke-hoach-7")
    later = Shelf(plan, LIBRARY.documents(), {})
    text = "theo Thông báo số 15/TB-UBND"
    (block,) = linked([Block("a", "paragraph", "", Words(text), False, 0, 0)], later, VI)
    assert block.words.links == ()


@pytest.mark.parametrize("info", LIBRARY.documents(), ids=lambda info: info.id)
def test_links_and_marks_leave_the_text_as_it_is(client: TestClient, info: object) -> None:
    id = info.id  # type: ignore[attr-defined]
    text = LIBRARY.document(id).source.text
    lines = "\n".join(shown(text, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    page = Page(client.get(f"/van-ban/{id}?doan=200-260").text)
    rules = re.sub(r"[-|]{3,}", "", bare(lines))
    assert re.sub(r"[-|]{3,}", "", bare("".join(page.sheet))) == rules


WORDS = st.text(alphabet="ab |\n", max_size=12)


@given(WORDS, st.tuples(st.integers(0, 12), st.integers(0, 12)), st.lists(st.integers(0, 12), max_size=6, unique=True))
def test_pieces_put_together_are_the_text(text: str, marked: tuple[int, int], cuts: list[int]) -> None:
    cuts = sorted(min(cut, len(text)) for cut in cuts)
    links = [Link(a, b, "/", "", "agency") for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    marked = min(marked), max(marked)
    words = Words(text, marked if max(marked) <= len(text) else (0, 0)).leading(links)
    assert "".join(part.text for piece in words.pieces for part in piece.parts) == text
    inside = "".join(part.text for piece in words.pieces for part in piece.parts if part.marked)
    assert inside == text[slice(*words.marked)]
    assert [piece.link for piece in words.pieces if piece.link] == links
    stripped = words.stripped("| ")
    assert stripped.text == text.strip("| ") and stripped.text[slice(*stripped.marked)] in text[slice(*words.marked)]


# what stands out


def marks(page: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page)


def span(words: str) -> str:
    start = NOTICE.source.text.index(words)
    return f"{start}-{start + len(words)}"


def test_the_words_of_the_address_stand_out_verbatim(client: TestClient) -> None:
    page = client.get(f"/van-ban/thong-bao?doan={span('chủ trì, phối hợp với **Sở Tài')}").text
    assert marks(page) == ["chủ trì, phối hợp với ", "Sở Tài"]
    assert marks(client.get(f"/van-ban/thong-bao?doan={span('Rà soát')}").text) == ["Rà soát"]
    assert marks(client.get(f"/van-ban/thong-bao?doan={span('Trần Văn Mẫu')}").text) == ["Trần Văn Mẫu"]


def test_what_stands_out_ends_with_the_provision(client: TestClient) -> None:
    start = NOTICE.source.text.index("báo cáo hằng năm")
    assert marks(client.get(f"/van-ban/thong-bao?doan={start}-{start + 400}").text) == ["báo cáo hằng năm."]


@pytest.mark.parametrize(
    "asked",
    ["", "5", "9-5", "5-5", "-5-9", "a-b", "1-2-3", "999999-1000000", "9" * 400 + "-1", "<b>", "²-³", "1_0-2_0"],
)
def test_what_is_no_span_is_not_heeded(client: TestClient, asked: str) -> None:
    response = client.get("/van-ban/thong-bao", params={"doan": asked})
    assert response.status_code == 200 and "<mark" not in response.text
    assert read_span(asked, NOTICE) == (0, 0)


@given(st.integers(0, 2500), st.integers(0, 2500))
def test_a_span_lies_in_the_own_words_of_one_provision(start: int, end: int) -> None:
    first, last = read_span(f"{start}-{end}", NOTICE)
    assert (first, last) == (0, 0) or any(p.start <= first < last <= p.own_end for p in NOTICE.walk())


def test_a_hostile_document_is_text_on_its_page_too(client: TestClient) -> None:
    hostile = LIBRARY.document("doc-hai").source.text
    start = hostile.index("<img")
    for path in (
        f"/van-ban/doc-hai?doan={start}-{start + 30}",
        "/van-ban/doc-hai?tim=<script>",
        "/van-ban/?q=<script>",
    ):
        page = Page(client.get(path).text)
        assert page.handlers == [] and not {"iframe", "svg", "object"} & {tag for tag, _ in page.tags}
        assert all(address.startswith(("/", "#", "?lang=")) for address in page.addresses)
        assert all("src" in attributes for tag, attributes in page.tags if tag == "script")
    assert "<mark>&lt;img src=x" in client.get(f"/van-ban/doc-hai?doan={start}-{start + 30}").text


# the page


def test_the_page_says_how_many_duties_there_are_and_leads_to_them(client: TestClient) -> None:
    page = client.get("/van-ban/thong-bao").text
    count = next(info.duties for info in LIBRARY.documents() if info.id == "thong-bao")
    assert count and f'href="/nhiem-vu/?document=thong-bao">{VI.duties_count.format(count=count)}</a>' in page


def test_search_and_print_are_hidden_until_a_script_shows_them(client: TestClient) -> None:
    page = Page(client.get("/van-ban/thong-bao").text)
    form = next(attributes for tag, attributes in page.tags if tag == "form")
    button = next(attributes for tag, attributes in page.tags if attributes.get("class") == "print")
    assert "hidden" in form and "hidden" in button


def test_headings_go_down_step_by_step(client: TestClient) -> None:
    for path in ("/van-ban/", "/van-ban/thong-bao", "/van-ban/ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"):
        levels = [int(tag[1]) for tag, _ in Page(client.get(path).text).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


# the list


def names(view: View) -> list[str]:
    return [item.info.id for item in listing(view, LIBRARY).items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (View(), ["thong-bao", "ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp", "ke-hoach-7", "ke-hoach-khac", "doc-hai"]),
        (View(kind="thong bao"), ["thong-bao"]),
        (View(year="2024"), ["thong-bao"]),
        (View(issuer="UBND tỉnh Đông Hải"), ["ke-hoach-khac"]),
        (View(status="hết hiệu lực"), []),
        (View(agency="so y te"), ["ke-hoach-khac"]),
        (View(agency="Sở Tư pháp", kind="Kế hoạch", year="2023", q="cong tac mau"), ["ke-hoach-7"]),
        (View(q="7/kh-ubnd"), ["thong-bao", "ke-hoach-7", "ke-hoach-khac"]),
        (View(q="công tác mau"), []),
        (View(agency="Sở Không Có"), []),
    ],
)
def test_the_list_shows_the_documents_that_fit(view: View, found: list[str]) -> None:
    assert names(view) == found


def test_a_name_that_is_no_body_is_told() -> None:
    assert "Sở Không Có" in listing(View(agency="Sở Không Có"), LIBRARY).problem  # type: ignore[arg-type]
    assert listing(View(agency="Sở Y tế"), LIBRARY).problem == ""  # type: ignore[arg-type]


def test_a_choice_is_written_as_the_documents_do_and_one_that_is_gone_is_told() -> None:
    choices = {choice.name: choice for choice in listing(View(kind="ke hoach", status="hết"), LIBRARY).choices}  # type: ignore[arg-type]
    assert (choices["kind"].chosen, choices["kind"].gone) == ("Kế hoạch", "")
    assert (choices["status"].values, choices["status"].gone) == ((), "hết")
    assert "status" not in {choice.name for choice in listing(View(), LIBRARY).choices}  # type: ignore[arg-type]


def test_duties_are_counted_of_the_body_that_was_asked_for() -> None:
    (item,) = listing(View(agency="Sở Tài chính", q="15/TB-UBND"), LIBRARY).items  # type: ignore[arg-type]
    every = {item.info.id: item.duties for item in listing(View(), LIBRARY).items}  # type: ignore[arg-type]
    assert 0 < item.duties < every["thong-bao"]
    assert item.board == wanted_address(Wanted(agency="Sở Tài chính", document="thong-bao"))


def test_a_damaged_index_is_no_unknown_body() -> None:
    broken = shelf().library
    broken.agencies = lambda: (_ for _ in ()).throw(IndexProblem("hỏng"))  # type: ignore[method-assign]
    with pytest.raises(IndexProblem):
        listing(View(agency="Sở Bay"), broken)  # type: ignore[arg-type]


@given(st.builds(View, kind=st.text(max_size=9), year=st.sampled_from(["", "2023"]), q=st.text(max_size=9)))
def test_a_view_comes_back_from_its_address(view: View) -> None:
    query = {name: values[-1] for name, values in parse_qs(urlsplit(view_address(view)).query).items()}
    tidy = read_view({"kind": view.kind, "year": view.year, "q": view.q})
    assert read_view(query) == tidy


def test_an_address_of_the_list_is_made_tidy_and_can_be_shared(client: TestClient) -> None:
    response = client.get("/van-ban/?kind=Th%C3%B4ng+b%C3%A1o&issuer=&q=", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/van-ban/?kind=Th%C3%B4ng+b%C3%A1o")
    page = client.get(response.headers["location"]).text
    assert VI.documents_found.format(count=1, total=5) in page and "<option selected>Thông báo</option>" in page
    for part in ("15/TB-UBND", "18/11/2024", "Ủy ban nhân dân tỉnh Mẫu Sơn", " đoạn</span>", " nhiệm vụ</a>"):
        assert part in page


def test_an_empty_list_says_so_and_offers_all(client: TestClient) -> None:
    page = client.get("/van-ban/?q=không+có&agency=Sở+Bay&lang=en").text
    client.cookies.clear()
    assert EN.documents_no_match in page and EN.documents_found.format(count=0, total=5) in page
    assert page.count(f'<a href="/van-ban/">{EN.filter_clear}</a>') == 2
    assert 'aria-invalid="true"' in page and EN.filter_agency_unknown in page


@pytest.mark.parametrize("query", ["year=abc", "year=²²²²", "kind=" + "x" * 5000, "q=%00%FF&agency=%22%3E%3Cb%3E"])
def test_an_address_that_makes_no_sense_is_met_with_a_page(client: TestClient, query: str) -> None:
    response = client.get(f"/van-ban/?{query}")
    assert response.status_code == 200 and "<b>" not in response.text.replace("<b>legalqa", "")
