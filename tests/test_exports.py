"""Exports, read back with the libraries that office programs' formats have: nothing lost, nothing run, every link right."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from docx import Document as read_docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from icalendar import Calendar
from openpyxl import load_workbook

from legalqa.exports import FORMATS, encode
from legalqa.exports.calendar import to_ics, without_day
from legalqa.exports.matrix import to_docx
from legalqa.exports.rows import Row, rows, to_json
from legalqa.exports.spreadsheet import HEADINGS, to_csv, to_xlsx
from legalqa.vietnamese.text import shown

BASE = "https://vb.example.vn"
TASK, DEADLINE, LINK = (HEADINGS.index(name) for name in ("Nhiệm vụ (nguyên văn)", "Thời hạn (nguyên văn)", "Liên kết"))
PLAIN = Row(
    document="Kế hoạch số 12/KH-UBND", number="12/KH-UBND", date=dt.date(2025, 3, 1), agency="Sở Tài chính", name="Giám đốc Sở Tài chính",
    role="chủ trì/thực hiện", task="Rà soát kinh phí.", label="điểm a khoản 2", deadline="", due="", due_kind="", due_by=None,
    link=f"{BASE}/van-ban/kh-12#khoan_2__diem_a", document_id="kh-12", eid="khoan_2__diem_a", agency_id="so-tai-chinh",
)  # fmt: skip
HOSTILE = [
    "=1+1",
    "+84 9",
    "-Rà soát",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "#N/A",
    "https://x.vn",
    "a\x00\x1b[31m\ufffeb",
    "  ",
    "“”,;\"'",
]


def due(kind: str, value: str, **other: object) -> Row:
    return replace(PLAIN, deadline="hạn", due_kind=kind, due=value, **other)


def sheet_of(found: list[Row]):
    return load_workbook(io.BytesIO(to_xlsx(found))).active


def events_of(found: list[Row]):
    return list(Calendar.from_ical(to_ics(found)).walk("VEVENT"))


@pytest.fixture(scope="session")
def library(assistant):
    return assistant.library


@pytest.fixture(scope="session")
def everything(library) -> list[Row]:
    return rows(library.duties(), library, BASE + "/")


def test_rows_are_verbatim_and_lead_to_their_paragraph(library, everything: list[Row]) -> None:
    duties = library.duties()
    assert len(everything) == len(duties) > 100
    for duty, row in zip(duties, everything, strict=True):
        assert row.task == shown(library.text(duty.document), duty.start, duty.end) != ""
        assert row.link == f"{BASE}/van-ban/{duty.document}#{duty.eid}"
        assert library.document(duty.document).find(duty.eid)[-1].label == row.label
        assert row.agency == duty.agency_name and row.deadline == (duty.deadline or "")
        assert row.role == {"lead": "chủ trì/thực hiện", "with": "phối hợp"}[duty.role]


def test_without_a_base_links_are_paths(library) -> None:
    assert all(row.link.startswith("/van-ban/") for row in rows(library.duties()[:5], library))


def test_json_holds_every_field(everything: list[Row]) -> None:
    found = json.loads(to_json(everything))
    assert [(row["task"], row["link"]) for row in found] == [(row.task, row.link) for row in everything]
    assert {row["date"] for row in found} == {row.date.isoformat() if row.date else None for row in everything}


def test_csv_opens_in_excel_and_loses_nothing(everything: list[Row]) -> None:
    data = to_csv(everything)
    assert data.startswith(b"\xef\xbb\xbf")
    heading, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(heading) == HEADINGS
    assert [(line[TASK].removeprefix("'"), line[LINK]) for line in lines] == [
        (row.task, row.link) for row in everything
    ]


def test_xlsx_is_a_list_to_work_with(everything: list[Row]) -> None:
    sheet = sheet_of(everything)
    heading, *lines = sheet.iter_rows()
    assert tuple(cell.value for cell in heading) == HEADINGS
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:L{len(everything) + 1}"
    for row, line in zip(everything, lines, strict=True):
        assert (line[TASK].value, line[DEADLINE].value or "") == (row.task, row.deadline)
        assert line[TASK].alignment.wrap_text and line[LINK].hyperlink.target == row.link
        assert line[2].value == (dt.datetime.combine(row.date, dt.time()) if row.date else None)
        assert line[2].is_date or row.date is None
    assert sheet.column_dimensions["G"].width > 60 and sheet.page_setup.orientation == "landscape"


def test_xlsx_writes_the_last_day_as_a_date() -> None:
    line = list(sheet_of([due("quarter", "2021-Q2", due_by=dt.date(2021, 6, 30))]).iter_rows(values_only=True))[1]
    assert line[9:11] == ("2021-Q2", dt.datetime(2021, 6, 30))


def test_a_path_is_no_hyperlink() -> None:
    assert sheet_of([replace(PLAIN, link="/van-ban/kh-12#a")]).cell(2, LINK + 1).hyperlink is None


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_a_formula(text: str) -> None:
    row = replace(
        PLAIN, task=text, name=text, deadline=text, document=text, label=text, agency=text, due_kind="year", due="2025"
    )
    cell = sheet_of([row]).cell(2, TASK + 1)
    assert cell.data_type == "s" and cell.value == text.replace("\x00\x1b", "").replace("\ufffe", "")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))
    for value in next(csv.reader(io.StringIO(to_csv([row]).decode("utf-8-sig").split("\r\n", 1)[1], newline=""))):
        assert not value.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read_docx(io.BytesIO(to_docx([row], text))).tables
    (event,) = events_of([row])
    assert f"“{cell.value}”" in event["description"]


def test_docx_is_a_matrix_of_each_document(everything: list[Row]) -> None:
    word = read_docx(io.BytesIO(to_docx(everything, "Bảng phân công nhiệm vụ")))
    (section,) = word.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE and section.page_width > section.page_height
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert word.paragraphs[0].text == "BẢNG PHÂN CÔNG NHIỆM VỤ"
    assert len(word.tables) == len({row.document_id for row in everything})
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells][:2] == ["TT", "Nội dung nhiệm vụ"]
    tasks = [(line.cells[1].text, line.cells[5].text) for table in word.tables for line in table.rows[1:]]
    assert set(tasks) == {(row.task, row.label) for row in everything}
    links = {line.cells[5].paragraphs[0].hyperlinks[0].url for table in word.tables for line in table.rows[1:]}
    assert links == {row.link for row in everything}


def test_docx_names_all_who_share_a_task_once() -> None:
    shared = [PLAIN, replace(PLAIN, agency="Sở Nội vụ"), replace(PLAIN, agency="Sở Y tế", role="phối hợp"), PLAIN]
    (table,) = read_docx(io.BytesIO(to_docx(shared, "a"))).tables
    (line,) = table.rows[1:]
    assert [cell.text for cell in line.cells][2:4] == ["Sở Tài chính; Sở Nội vụ", "Sở Y tế"]


@pytest.mark.parametrize(
    ("kind", "value", "days"),
    [
        ("date", "2025-12-15", [(2025, 12, 15)]),
        ("month", "2025-11", [(2025, 11, 30)]),
        ("quarter", "2021-Q2", [(2021, 6, 30)]),
        ("year", "2024, 2026", [(2024, 12, 31), (2026, 12, 31)]),
        ("period", "2026/2030", [(2030, 12, 31)]),
        ("recurring", "yearly 06-01, 11-15", [(2025, 6, 1), (2025, 11, 15)]),
        ("recurring", "yearly 01", [(2026, 1, 31)]),
        ("recurring", "monthly 25", [(2025, 3, 25)]),
    ],
)
def test_ics_has_the_last_day_of_each_deadline(kind: str, value: str, days: list[tuple[int, int, int]]) -> None:
    events = events_of([due(kind, value)])
    assert [event["dtstart"].dt for event in events] == [dt.date(*day) for day in days]
    assert all(event["dtend"].dt - event["dtstart"].dt == dt.timedelta(days=1) for event in events)
    assert all(("rrule" in event) == (kind == "recurring") for event in events)
    assert len({event["uid"] for event in events}) == len(events)


def test_ics_recurs_on_its_day() -> None:
    (yearly,) = events_of([due("recurring", "yearly 11-20")])
    assert (yearly["rrule"]["FREQ"], yearly["rrule"]["BYMONTH"], yearly["rrule"]["BYMONTHDAY"]) == (
        ["YEARLY"],
        [11],
        [20],
    )
    (monthly,) = events_of([due("recurring", "monthly 25", date=None)])
    assert monthly["rrule"]["FREQ"] == ["MONTHLY"] and monthly["dtstart"].dt.day == 25


def test_ics_says_who_what_and_where() -> None:
    long = "Rà soát " * 60
    (event,) = events_of([due("date", "2025-12-15", task=long.strip(), role="phối hợp")])
    assert event["summary"].startswith("Sở Tài chính (phối hợp): Rà soát") and len(event["summary"]) < 130
    assert (
        long.strip() in event["description"]
        and PLAIN.label in event["description"]
        and PLAIN.link in event["description"]
    )
    assert event["url"] == PLAIN.link


def test_ics_names_an_agency_once() -> None:
    row = due("date", "2025-07-01", agency="Sở Tư pháp", task="Sở Tư pháp chủ trì rà soát", role="chủ trì/thực hiện")
    assert [str(event["summary"]) for event in events_of([row])] == ["Sở Tư pháp chủ trì rà soát"]


def test_ics_ids_are_stable_and_leave_out_what_has_no_day(everything: list[Row]) -> None:
    assert to_ics(everything) == to_ics(everything)
    assert events_of([due("year", "2025")])[0]["uid"] == events_of([due("year", "2025", link="/elsewhere")])[0]["uid"]
    dated = [row for row in everything if row.due_kind.partition(";")[0] in ("quarter", "year")]
    assert dated and without_day(everything) == len(everything) - len(dated)
    assert len(events_of(everything)) >= len(dated)
    assert without_day([PLAIN, due("ongoing", ""), due("recurring", "monthly"), due("within", "10 ngày")]) == 4


def test_every_format_writes_nothing_too() -> None:
    assert all(encode(form, [], "Không có") for form in FORMATS)
    with pytest.raises(LookupError):
        encode("pdf", [], "")
