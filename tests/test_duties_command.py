"""``legalqa duties`` as people run it: filters, formats, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from docx import Document as read_docx
from icalendar import Calendar
from openpyxl import load_workbook

from legalqa.cli import main

PLAN = "ke-hoach-2888-nha-nuoc-phap-quyen"


@pytest.fixture
def run(corpus_settings, capsys):
    """Run ``legalqa duties`` over the project's corpus; gives (exit code, standard output, standard error)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        folders = ["--corpus", str(corpus_settings.corpus), "--index", str(corpus_settings.index)]
        code = main(["duties", *folders, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def listed(run):
    """The duties that a command lists, as JSON."""

    def listed(*arguments: str) -> list[dict[str, str]]:
        code, out, _ = run(*arguments, "--format", "json")
        assert code == 0
        return json.loads(out)

    return listed


def test_the_table_tells_what_was_looked_through(run) -> None:
    code, out, err = run("--agency", "Sở Tài chính")
    assert (code, err) == (0, "")
    assert "Nhiệm vụ" in out and "Sở Tài chính" in out
    assert "đã rà soát 5 văn bản" in out and "--role group" in out


def test_a_task_that_several_share_is_one_row_of_the_table(run, listed) -> None:
    shared = [row["task"] for row in listed() if row["agency"] == "Sở Tài chính"]
    twice = next(task for task in shared if sum(row["task"] == task for row in listed()) > 2)
    _, out, _ = run("--text", twice[:40])
    assert out.count(" ".join(twice.split()[:3])) == 1


def test_without_filters_it_lists_the_whole_ledger(listed, assistant) -> None:
    assert len(listed()) == len(assistant.library.duties())


@pytest.mark.parametrize(
    "name", ["STC", "so tai chinh", "SỞ TÀI CHÍNH", "Department of Finance", "Giám đốc Sở Tài chính"]
)
def test_any_name_leads_to_the_agency(listed, name: str) -> None:
    assert listed("--agency", name) == listed("--agency", "Sở Tài chính") != []


def test_several_agencies_at_once(listed) -> None:
    both = listed("--agency", "Sở Tài chính, Sở Tư pháp")
    assert len(both) == len(listed("--agency", "Sở Tài chính")) + len(listed("--agency", "Sở Tư pháp"))


def test_roles_divide_the_agencys_own_duties(listed) -> None:
    own, lead, others = (
        listed("--agency", "Sở Tài chính", *role) for role in ((), ("--role", "lead"), ("--role", "with"))
    )
    assert len(own) == len(lead) + len(others)
    assert {row["role"] for row in lead} <= {"chủ trì/thực hiện"} and {row["role"] for row in others} <= {"phối hợp"}
    assert {row["agency"] for row in own} == {"Sở Tài chính"}


def test_group_lists_what_the_agency_does_as_a_member(listed, assistant) -> None:
    grouped = listed("--agency", "Sở Tài chính", "--role", "group")
    answer = assistant.ask("Sở Tài chính phải làm gì?")
    assert len(grouped) == sum(duty.role == "group" for duty in answer.duties) > 0
    assert "Sở Tài chính" not in {row["agency"] for row in grouped}
    assert len(listed("--role", "group")) > len(grouped)


@pytest.mark.parametrize("name", [PLAN, "2888/KH-UBND", "2888", "kế hoạch 2888"])
def test_a_document_by_id_or_number(listed, name: str) -> None:
    found = listed("--document", name)
    assert found and {row["document_id"] for row in found} == {PLAN}


def test_deadlines_in_a_range(listed) -> None:
    quarter = listed("--due", "2021-04-01..2021-06-30")
    assert quarter and all(row["due"].startswith("2021-Q2") for row in quarter)
    assert listed("--due", "..2021-06-30") == quarter
    assert "2024, 2026" in {row["due"] for row in listed("--due", "2026-01-01..")}
    assert all(
        "yearly 12" in row["due"] for row in listed("--due", "2025-01-01..2025-12-31")
    )  # a recurrence comes back
    assert listed("--due", "2021-06-30") == quarter


def test_what_has_no_day_is_counted_when_days_are_asked_for(run) -> None:
    _, out, _ = run("--due", "2021-04-01..2021-06-30")
    assert "không gắn ngày" in out and "bỏ --due" in out


def test_words_with_or_without_diacritics(listed) -> None:
    found = listed("--text", "kinh phi")
    assert found == listed("--text", "Kinh Phí") and all("kinh phí" in row["task"].lower() for row in found)
    assert found


def test_nothing_found_is_said(run) -> None:
    code, out, _ = run("--text", "không ai viết câu này")
    assert code == 0 and "Không có nhiệm vụ nào khớp; đã rà soát 5 văn bản" in out


def test_a_replaced_agency_says_who_holds_its_work(run) -> None:
    assert "Chức năng của Sở Kế hoạch và Đầu tư nay thuộc Sở Tài chính." in run("--agency", "Sở Kế hoạch và Đầu tư")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--agency", "Ủy ban"), "Ủy ban nhân dân tỉnh; "),
        (("--agency", "Sở Tài chín"), "gần nhất: Sở Tài chính"),
        (("--agency", "tài chính"), "Sở Tài chính"),
        (("--agency", "?"), "không có cơ quan nào"),
        (("--document", "9999"), "legalqa show"),
        (("--due", "hôm nay"), "2025-01-01..2025-06-30"),
        (("--due", "2025-06-01..2025-01-01"), "kết thúc trước khi bắt đầu"),
        (("--output", "a.pdf"), "--format"),
        (("--output", "a", "--format", "table"), "--format"),
        (("--output", "/nowhere/a.csv"), "không ghi được"),
        (("--format", "ics", "--agency", "STC", "--text", "không có"), "không có nhiệm vụ nào có ngày"),
    ],
)
def test_what_cannot_be_is_one_clear_line(run, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "") and told in err and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("--role", "chief"), ("--format", "pdf")])
def test_wrong_usage_exits_with_2(run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2


def test_files_open_and_hold_the_list(run, listed, tmp_path: Path) -> None:
    expected = [row["task"] for row in listed()]
    for form in ("xlsx", "docx", "csv", "ics", "json"):
        code, out, err = run("--output", str(tmp_path / f"a.{form}"))
        assert (code, out) == (0, "") and "đã rà soát 5 văn bản" in err and f"a.{form}" in err
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert [row[6] for row in sheet.iter_rows(min_row=2, values_only=True)] == expected
    lines = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"), newline="")))
    assert len(lines) == len(expected) + 1
    tables = read_docx(str(tmp_path / "a.docx")).tables
    assert {line.cells[1].text for table in tables for line in table.rows[1:]} == set(expected)
    assert Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert [row["task"] for row in json.loads((tmp_path / "a.json").read_text("utf-8"))] == expected


def test_links_lead_to_the_server(listed, corpus_settings) -> None:
    here = f"http://{corpus_settings.host}:{corpus_settings.port}/van-ban/"
    assert all(row["link"].startswith(here) for row in listed())
    assert all(row["link"].startswith("https://vb.vn/van-ban/") for row in listed("--base-url", "https://vb.vn/"))
    assert all(row["link"].startswith("/van-ban/") for row in listed("--base-url", ""))


def test_the_docx_of_an_agency_bears_its_name(run, tmp_path: Path) -> None:
    run("--agency", "stc", "--output", str(tmp_path / "a.docx"))
    assert read_docx(str(tmp_path / "a.docx")).paragraphs[0].text == "NHIỆM VỤ CỦA SỞ TÀI CHÍNH"


def test_binary_formats_go_to_a_pipe_but_not_to_a_screen(corpus_settings, monkeypatch, capsysbinary) -> None:
    command = ["duties", "--index", str(corpus_settings.index), "--format", "xlsx"]
    assert main(command) == 0
    assert load_workbook(io.BytesIO(capsysbinary.readouterr().out)).active.max_row > 100
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(command) == 1
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"--output" in err
