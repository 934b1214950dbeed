"""The duty board without a browser: what it counts, lists and places, that all of it is there, and what it makes of errors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from fake_assistant import FakeAssistant, FakeLibrary
from legalqa.exports.rows import Row
from legalqa.exports.selection import Wanted, select
from legalqa.settings import Settings
from legalqa.vietnamese.text import shown
from legalqa.web.board import LONGEST_LIST, board
from legalqa.web.roster import roster
from legalqa.web.server import create_app
from legalqa.web.strings import EN, VI
from legalqa.web.timeline import Dated, dues, timeline
from legalqa.web.wanted import export_address, is_tidily_wanted, month_of, read_wanted, wanted_address

PARTY = "Ban cán sự đảng Ủy ban nhân dân tỉnh"


@pytest.fixture(scope="module")
def library(assistant: Any) -> Any:
    return assistant.library


@pytest.fixture(scope="module")
def served(assistant: Any) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(), assistant)) as client:
        yield client


@pytest.fixture
def client(served: TestClient) -> TestClient:
    """The app to a reader who has not been here before."""
    served.cookies.clear()
    return served


def row(deadline: str, kind: str, due: str) -> Row:
    return Row(
        document="", number="", date=None, agency="", name="", role="", task="Việc.", label="", deadline=deadline, due=due,
        due_kind=kind, due_by=None, link="", document_id="", eid="", agency_id="",
    )  # fmt: skip


def task(*deadlines: tuple[str, str, str]) -> Dated:
    return Dated("Việc.", "#viec", "lead", (), tuple(due for one in deadlines for due in dues(row(*one))))


# the address


def test_the_address_holds_the_whole_view() -> None:
    wanted = Wanted(agency="Sở Tư pháp", role="with", document="kh-1", due="2025-01-01..", text="a&b=ư c")
    address = wanted_address(wanted)
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert read_wanted(query) == wanted and is_tidily_wanted(query)
    assert wanted_address(Wanted()) == "/nhiem-vu/"
    assert (
        wanted_address(wanted, role="", due="", text="", document="")
        == "/nhiem-vu/?agency=S%E1%BB%9F+T%C6%B0+ph%C3%A1p"
    )
    assert export_address(wanted, "ics").startswith("/api/v1/duties?agency=") and export_address(
        Wanted(), "csv"
    ).endswith("duties?format=csv")


def test_the_two_days_of_the_form_are_one_filter() -> None:
    assert read_wanted({"from": "2025-01-01", "to": ""}).due == "2025-01-01.."
    assert read_wanted({"from": "", "to": "2025-01-31"}).due == "..2025-01-31"
    assert read_wanted({"due": "2020", "from": "2025-01-01", "to": "2025-01-31"}).due == month_of(2025, 1)
    assert not is_tidily_wanted({"from": "2025-01-01"}) and not is_tidily_wanted({"agency": ""})


def test_an_address_asks_for_no_more_than_it_may() -> None:
    assert read_wanted({"role": "<script>"}).role == ""
    assert len(read_wanted({"agency": "x" * 100_000}).agency) == 200
    assert read_wanted({"agency": "\x00\u200b a  b "}).agency == "a b"


def test_a_form_with_empty_fields_leads_to_the_tidy_address(client: TestClient) -> None:
    query = "agency=so+tu+phap&role=&document=&from=2025-01-01&to=&text=&lang=en"
    response = client.get(f"/nhiem-vu/?{query}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (
        303,
        "/nhiem-vu/?agency=so+tu+phap&due=2025-01-01..&lang=en",
    )
    assert client.get("/nhiem-vu?agency=x", follow_redirects=False).headers["location"] == "/nhiem-vu/?agency=x"


# the agencies to pick from


def test_every_agency_to_pick_has_as_many_tasks_as_its_board_lists(library: Any) -> None:
    found = roster(library)
    assert len(found) == len(library.agencies()) and [one.tasks for one in found] == sorted(
        (one.tasks for one in found), reverse=True
    )
    for one in found:
        shown_board = board(Wanted(agency=one.name), library)
        assert shown_board.problem is None, one.name
        assert shown_board.shown == one.tasks == sum(len(group.items) for group in shown_board.groups) > 0, one.name


# what is listed


def test_the_board_is_complete_and_verbatim(library: Any) -> None:
    for wanted in (
        Wanted(agency="so tu phap"),
        Wanted(agency="Sở Tài chính", role="group"),
        Wanted(text="pháp luật"),
        Wanted(agency=PARTY, role="with"),
    ):
        selection, found = select(wanted, library), board(wanted, library)
        places = list(dict.fromkeys(duty.place for duty in selection.duties))
        items = [item for group in found.groups for item in group.items]
        assert [item.text for item in items] == [shown(library.text(id), start, end) for id, start, end in places]
        assert len({item.anchor for item in items}) == len(items) == found.shown
        assert [group.document.id for group in found.groups] == list(dict.fromkeys(place[0] for place in places))
        for item, (id, *_) in zip(items, places, strict=True):
            eid = item.link.removeprefix(f"/van-ban/{id}#")
            assert library.document(id).find(eid)[-1].label == item.label


def test_the_totals_do_not_change_with_the_role(library: Any) -> None:
    everything = board(Wanted(agency=PARTY), library)
    counts = everything.counts
    assert (counts.tasks, counts.lead, counts.taking_part, counts.dated) == (2, 1, 1, 2)
    assert counts.group == board(Wanted(agency=PARTY, role="group"), library).shown
    assert board(Wanted(agency=PARTY, role="with"), library).counts == counts
    assert everything.searched == (5, sum(info.passages for info in library.documents()))
    assert everything.now and everything.now.name.startswith("Đảng ủy")


def test_a_task_names_those_who_share_it_and_not_the_agency(library: Any) -> None:
    lead, taking_part = (item for group in board(Wanted(agency=PARTY), library).groups for item in group.items)
    assert (lead.role, taking_part.role) == ("lead", "with")
    assert taking_part.leads == ("Ban Nội chính Tỉnh ủy",) and taking_part.others == lead.others == ()
    assert PARTY not in (*lead.leads, *taking_part.leads)
    grouped = board(Wanted(agency="Sở Tài chính", role="group"), library).groups[0].items[0]
    assert grouped.given and "Sở Tài chính" not in grouped.given


def test_a_document_is_filtered_by_its_id_or_its_number(library: Any) -> None:
    document = board(Wanted(agency="Sở Tư pháp"), library).groups[0].document
    found = board(Wanted(agency="Sở Tư pháp", document=document.id), library)
    assert [group.document.id for group in found.groups] == [document.id] == [found.chosen] and found.searched[0] == 1
    assert board(Wanted(document="999/KH-UBND"), library).problem.field == "document"


def test_a_long_list_tells_what_it_leaves_out(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legalqa.web.board.LONGEST_LIST", 3)
    found = board(Wanted(agency="Sở Tư pháp"), library)
    assert (sum(len(group.items) for group in found.groups), found.left, found.shown) == (
        3,
        5,
        8,
    ) and LONGEST_LIST > 100


# the calendar


def test_deadlines_stand_in_the_month_in_which_they_end() -> None:
    found = timeline([
        task(("trong quý II/2021; tháng 12 hằng năm", "quarter; recurring", "2021-Q2; yearly 12")),
        task(("trước ngày 15/6 và 15/12/2021", "date", "2021-06-15, 2021-12-15")),
        task(("trong 24 giờ", "within", "24 giờ")),
        task(),
    ])  # fmt: skip
    (year,) = found.years
    assert (year.year, year.counts) == (2021, (0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1))
    assert [entry.span[1].day for entry in year.months[0].entries if entry.span] == [15, 30]
    assert [(entry.due.words, entry.due.fixed) for entry in found.recurring] == [("tháng 12 hằng năm", ((12, 31),))]
    assert [entry.due.words for entry in found.unplaced] == ["trong 24 giờ"] and found.undated == 1


def test_deadlines_whose_words_cannot_be_told_apart_stay_together() -> None:
    (due,) = dues(row("Quý I/2025; Quý II/2025", "quarter", "2025-Q1"))
    assert due.words == "Quý I/2025; Quý II/2025" and due.spans == ((dt.date(2025, 1, 1), dt.date(2025, 3, 31)),)


def test_a_range_of_days_leaves_out_the_other_days_of_a_task() -> None:
    years = task(("vào năm 2024 và tổng kết vào năm 2026", "year", "2024, 2026"))
    assert [year.year for year in timeline([years]).years] == [2024, 2026]
    assert timeline([years]).by_year == ((2024, 1), (2025, 0), (2026, 1))
    assert [year.year for year in timeline([years], (dt.date(2024, 2, 1), dt.date(2024, 3, 1))).years] == [2024]


def test_every_deadline_of_an_agency_is_in_the_calendar(library: Any) -> None:
    for one in roster(library):
        found = board(Wanted(agency=one.name), library)
        items = [item for group in found.groups for item in group.items]
        told = {(entry.task.href, entry.due) for entry in found.timeline.entries}
        assert told == {(f"#{item.anchor}", due) for item in items for due in item.dues}
        assert found.timeline.undated == sum(not item.dues for item in items) == found.shown - found.counts.dated


def test_the_overview_places_all_deadlines(library: Any) -> None:
    found = board(Wanted(), library)
    assert found.is_overview and not found.groups and found.left == 0
    assert len(found.timeline.entries) > 5 and all(
        entry.task.href.startswith("/van-ban/") for entry in found.timeline.entries
    )


# the page


def test_the_page_leads_to_each_paragraph_and_each_file(client: TestClient, library: Any) -> None:
    page = unescape(client.get("/nhiem-vu/?agency=so+tu+phap&role=lead").text)
    for group in board(Wanted(agency="Sở Tư pháp", role="lead"), library).groups:
        for item in group.items:
            assert item.text in page and f'href="{item.link}"' in page and f'id="{item.anchor}"' in page
    for form in ("xlsx", "docx", "csv"):
        link = f"/api/v1/duties?agency=so+tu+phap&role=lead&format={form}"
        assert f'href="{link}"' in page and client.get(link).status_code == 200
    assert '<html lang="vi">' in page and "Đã rà soát 5 văn bản" in page and '<h1 lang="vi">Sở Tư pháp</h1>' in page
    assert 'href="?agency=so+tu+phap&role=lead&lang=en"' in page
    assert 'href="/nhiem-vu/?agency=so+tu+phap&role=group"' in page


def test_links_in_the_page_lead_somewhere(client: TestClient) -> None:
    for address in ("/nhiem-vu/", f"/nhiem-vu/?agency={PARTY}"):
        page = client.get(address).text
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        assert len(ids) == len(re.findall(r'\bid="', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
        for link in set(re.findall(r'href="(/nhiem-vu/[^"]*)"', page)):
            response = client.get(unescape(link), follow_redirects=False)
            assert response.status_code == 200 and 'class="problem"' not in response.text, link


def test_headings_are_in_order(client: TestClient) -> None:
    for address in ("/nhiem-vu/", f"/nhiem-vu/?agency={PARTY}", "/nhiem-vu/?agency=xyz"):
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", client.get(address).text)]
        assert levels.count(1) == 1 and all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_both_languages_have_every_word(client: TestClient) -> None:
    english = client.get("/nhiem-vu/?agency=Sở Tư pháp&lang=en").text
    assert EN.board_download in english and VI.board_download not in english and "8 tasks" in english
    assert 'blockquote lang="vi"' in english


def test_an_unknown_or_ambiguous_agency_is_met_with_choices(client: TestClient) -> None:
    unclear = client.get("/nhiem-vu/?agency=công an&role=lead")
    assert unclear.status_code == 200 and "có thể là nhiều cơ quan" in unclear.text
    assert (
        'agency=C%C3%B4ng+an+t%E1%BB%89nh&amp;role=lead">Công an tỉnh</a> <span class="count" lang="vi">18 nhiệm vụ'
        in unclear.text
    )
    unknown = client.get("/nhiem-vu/?agency=Sở Tư phápp huyền bí")
    assert unknown.status_code == 200 and "Có phải bạn tìm" in unknown.text and "Sở Tư pháp</a>" in unknown.text
    client.get("/nhiem-vu/?lang=en")
    assert "There is no agency named “xyz”." in client.get("/nhiem-vu/?agency=xyz").text


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("hôm nay", VI.board_unreadable),
        ("2025-02-30..", VI.board_unreadable),
        ("2025-02-02..2025-01-01", VI.board_backwards),
    ],
)
def test_days_that_cannot_be_read_are_told(client: TestClient, due: str, told: str) -> None:
    page = client.get("/nhiem-vu/", params={"agency": "Sở Tư pháp", "due": due})
    assert page.status_code == 200 and told.format(asked=due) in page.text


@pytest.mark.parametrize("parameter", ["agency", "role", "document", "due", "text", "from", "to", "lang"])
def test_a_hostile_value_is_shown_as_text(client: TestClient, parameter: str) -> None:
    hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' {{7*7}} ${7*7}"
    response = client.get("/nhiem-vu/", params={parameter: hostile})
    assert response.status_code == 200 and "<script>alert" not in response.text and "<img src=x" not in response.text
    assert " 49 " not in response.text


def test_no_style_and_no_script_stand_in_the_page(client: TestClient) -> None:
    for address in ("/nhiem-vu/", f"/nhiem-vu/?agency={PARTY}"):
        page = client.get(address).text
        assert " style=" not in page and "<style" not in page and not re.search(r"<script(?! src=)| on\w+=", page)


def test_an_empty_library_says_what_to_do() -> None:
    with TestClient(create_app(Settings(), FakeAssistant(FakeLibrary({})))) as client:
        assert "legalqa index" in client.get("/nhiem-vu/").text


def test_the_same_corpus_gives_the_same_page(client: TestClient, library: Any) -> None:
    assert client.get("/nhiem-vu/").text == client.get("/nhiem-vu/").text
    assert replace(board(Wanted(), library)) == board(Wanted(), library)


def test_an_overview_of_many_deadlines_counts_them_and_leads_to_each_month(
    client: TestClient, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = board(Wanted(), library)
    monkeypatch.setattr("legalqa.web.board.LONGEST_CALENDAR", 1)
    found = board(Wanted(), library)
    assert (
        found.brief
        and not long.brief
        and [year.counts for year in found.timeline.years] == [year.counts for year in long.timeline.years]
    )
    page = unescape(client.get("/nhiem-vu/").text)
    link = "/nhiem-vu/?due=2021-06-01..2021-06-30"
    assert f'href="{link}"' in page and 'class="entry"' not in page
    assert client.get(link).text.count('class="item"') == found.timeline.years[0].counts[5]
