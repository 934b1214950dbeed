"""The command line as people run it: its words, its exit codes, its JSON."""

from __future__ import annotations

import io
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from legalqa.cli import main
from legalqa.settings import Settings
from legalqa.vietnamese.text import shown


@pytest.fixture
def run(corpus_settings, capsys):
    """Run a command over the project's corpus; gives (exit code, standard output, standard error)."""

    def run(verb: str, *arguments: str, index: Path | None = None, corpus: Path | None = None):
        folders = ["--corpus", str(corpus or corpus_settings.corpus), "--index", str(index or corpus_settings.index)]
        code = main([verb, *folders, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_help_teaches(capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    told = capsys.readouterr().out
    assert stop.value.code == 0
    for word in ("index", "ask", "duties", "show", "serve", "doctor", "--batch", "LEGALQA_", "ví dụ"):
        assert word in told


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["ask"], ["ask", "a", "--batch", "b"], ["index", "--port", "1"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_serve_takes_its_settings_and_names_the_others(run, capsys, monkeypatch) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help"])
    told = capsys.readouterr().out
    flags = ("corpus", "index", "host", "port", "reranker", "root_path", "trusted_proxies", "log", "mcp")
    others = {"origins", "max_question", "max_body", "rate", "concurrency", "queue", "answer_seconds", "closed", "feedback",
              "admin_token", "log_questions"}  # fmt: skip
    assert all(f"--{name.replace('_', '-')}" in told for name in flags)
    assert all(re.search(rf"\b{name}\b", told) for name in others)
    assert others | set(flags) | {
        "model",
        "query_prompt",
        "passage_prompt",
        "model_length",
        "engine",
        "chroma",
        "threads",
    } == {field.name for field in fields(Settings)}
    seen: list[Settings] = []
    monkeypatch.setattr("legalqa.web.server.serve", lambda settings, *_, **__: seen.append(settings))
    given = [
        "--root-path",
        "/hoi-dap",
        "--trusted-proxies",
        "127.0.0.1",
        "--log",
        "requests",
        "--mcp",
        "--port",
        "8000",
    ]
    assert run("serve", *given)[0] == 0 and run("serve")[0] == 0
    first, second = seen
    assert (first.root_path, first.trusted_proxies, first.log, first.mcp) == ("/hoi-dap", "127.0.0.1", "requests", True)
    assert (second.root_path, second.trusted_proxies, second.log, second.mcp) == ("", "", "errors", False)
    code, _, err = run("serve", "--root-path", "hoi-dap/")
    assert code == 1 and "/hoi-dap" in err
    with pytest.raises(SystemExit) as stop:
        run("serve", "--log", "all")
    assert stop.value.code == 2


def test_ask_is_readable(run) -> None:
    code, out, _ = run("ask", "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm ngân sách?")
    assert code == 0
    assert "Theo điểm b khoản 6" in out and "0,5%" in out and "[1]" in out and "Đã rà soát 5 văn bản" in out


def test_ask_tells_what_was_understood_and_takes_it_literally_when_told_to(run) -> None:
    code, out, _ = run("ask", "so tai chanh phai lam gi")
    assert code == 0 and out.index("Đã hiểu: Sở Tài chính") < out.index("2 nhiệm vụ")
    code, out, _ = run("ask", "--literal", "so tai chanh phai lam gi")
    assert code == 0 and "Đã hiểu" not in out and "không trả lời câu hỏi này" in out


def test_a_refusal_says_what_could_be_asked(run) -> None:
    _, out, _ = run("ask", "--json", "Giá vé tàu cao tốc là bao nhiêu?")
    suggestion = json.loads(out)["suggestions"][0]
    code, out, _ = run("ask", "Giá vé tàu cao tốc là bao nhiêu?")
    assert code == 0 and f"Có thể hỏi: {suggestion}" in out
    assert json.loads(run("ask", "--json", suggestion)[1])["status"] == "answered"


def test_ask_json_is_the_contract(run) -> None:
    code, out, _ = run("ask", "--json", "Ai theo dõi, đôn đốc việc thực hiện Chỉ thị?")
    answer = json.loads(out)
    assert code == 0 and answer["status"] == "answered"
    assert answer["searched"]["documents"] == 5 and answer["searched"]["passages"] > 150


def test_batch_answers_in_order_with_ids(run, tmp_path: Path) -> None:
    turns = [
        {"id": "q2", "question": "Khi nào tổng kết Chỉ thị?", "history": []},
        {"id": 7, "question": ""},
        {"question": "Sở Tài chính phải làm gì?", "history": [{"question": "a", "answer": "b"}]},
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(json.dumps(turn) for turn in turns) + "\n\n", "utf-8")
    code, out, _ = run("ask", "--batch", str(file))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [answer["id"] for answer in answers] == ["q2", 7, None]
    assert [answer["status"] for answer in answers][1] == "rejected"


def test_a_line_of_a_batch_may_be_literal(run, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    turns = [{"question": "so tai chanh phai lam gi", "literal": literal} for literal in (False, True)]
    file.write_text("\n".join(map(json.dumps, turns)), "utf-8")
    answers = [json.loads(line) for line in run("ask", "--batch", str(file))[1].splitlines()]
    assert [answer["status"] for answer in answers] == ["answered", "unanswerable"]
    assert answers[0]["understood"]["agencies"] == ["Sở Tài chính"] and answers[1]["understood"] is None
    literally = [json.loads(line) for line in run("ask", "--literal", "--batch", str(file))[1].splitlines()]
    assert [answer["status"] for answer in literally] == ["unanswerable", "unanswerable"]


def test_chosen_documents_alone_are_asked(run) -> None:
    question = "Sở Tư pháp phải làm gì?"
    flags = [("--kind", "ke hoach", "--year", "2023"), ("--document", "2888/KH-UBND"), ("--issuer", "UBND tỉnh"),
             ("--place", "Tuyên Quang"), ("--kind", "Kế hoạch", "--kind", "Chỉ thị")]  # fmt: skip
    found = [json.loads(run("ask", "--json", *chosen, question)[1]) for chosen in flags]
    assert [answer["searched"]["documents"] for answer in found] == [2, 1, 4, 1, 4]
    assert {c["document"] for c in found[3]["citations"]} == {"ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp"}
    assert "Đã rà soát 1 văn bản đã chọn" in " ".join(run("ask", *flags[1], question)[1].split())


def test_a_choice_that_no_document_fits_is_told_with_what_there_is(run) -> None:
    code, out, _ = run("ask", "--kind", "Nghị định", "--status", "còn hiệu lực", "Sở Tư pháp phải làm gì?")
    told = " ".join(out.split())
    assert code == 0 and "Loại văn bản có: Chỉ thị, Kế hoạch; không văn bản nào ghi tình trạng." in told
    with pytest.raises(SystemExit) as stop:
        run("ask", "--year", "x", "?")
    assert stop.value.code == 2


def test_a_line_of_a_batch_may_choose_documents(run, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    choices = [None, {}, {"kinds": ["Chỉ thị"]}, {"years": [2023], "documents": ["2888/KH-UBND"]}]
    turns = [{"question": "Sở Tư pháp phải làm gì?", "narrowing": choice} for choice in choices]
    file.write_text("\n".join(map(json.dumps, turns)), "utf-8")

    def searched(*flags: str) -> list[int]:
        lines = run("ask", *flags, "--batch", str(file))[1].splitlines()
        return [json.loads(line)["searched"]["documents"] for line in lines]

    assert searched() == [5, 5, 1, 1]
    assert searched("--kind", "Kế hoạch") == [3, 5, 1, 1]


def test_batch_reads_standard_input(run, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"id": "a", "question": "Khi nào sơ kết Chỉ thị?"}\n'))
    code, out, _ = run("ask", "--batch", "-")
    assert code == 0 and json.loads(out)["id"] == "a"


def test_a_broken_batch_names_every_bad_line_and_answers_none(run, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(
        '{"question": "a?"}\n{oops\n{"id": 1}\n{"question": "b", "history": "x"}\n{"question": "c", "literal": 1}\n'
        '{"question": "d", "narrowing": []}\n{"question": "e", "narrowing": {"kind": ["x"]}}\n'
        '{"question": "f", "narrowing": {"years": ["2023"]}}\n',
        "utf-8",
    )
    code, out, err = run("ask", "--batch", str(file))
    assert code == 1 and out == ""
    for n in range(2, 9):
        assert f"dòng {n}" in err
    assert err.count("\n") == 1


def test_a_missing_batch_is_one_clear_line(run) -> None:
    code, out, err = run("ask", "--batch", "/nowhere/x.jsonl")
    assert (code, out) == (1, "") and "không mở được" in err


HOSTILE = [
    "<script>alert(1)</script> phải làm gì?",
    "'; DROP TABLE document; --",
    "Sở\x00\x1b[31m Tài chính?",
    '* OR field:x^2 ~ "a" (',
    "?" * 50,
]


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_questions_do_no_harm(run, question: str) -> None:
    code, out, _ = run("ask", "--json", question)
    assert code == 0
    assert json.loads(out)["status"] in ("answered", "unanswerable", "rejected")
    code, out, _ = run("ask", "--json", "Khi nào tổng kết Chỉ thị?")
    assert json.loads(out)["searched"]["documents"] == 5


@pytest.mark.parametrize("question", ["", "   ", "a" * 20_000])
def test_no_question_is_rejected_politely(run, question: str) -> None:
    code, out, _ = run("ask", "--json", question)
    assert code == 0 and json.loads(out)["status"] == "rejected" and "Hãy" in json.loads(out)["text"]


def test_show_lists_documents_trees_and_texts(run) -> None:
    code, out, _ = run("show")
    assert code == 0 and "ke-hoach-2888-nha-nuoc-phap-quyen" in out and "Kế hoạch số 2888/KH-UBND" in out
    code, out, _ = run("show", "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw")
    assert code == 0 and "(điểm đ khoản 3)" in out
    code, out, _ = run("show", "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw", "khoan_6__diem_b")
    assert code == 0 and "không thấp hơn 0,5%" in out


def test_show_json_has_spans(run, corpus_settings) -> None:
    _, out, _ = run("show", "--json", "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw", "khoan_6__diem_b")
    node = json.loads(out)[0]
    source = (corpus_settings.corpus / "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw.txt").read_text("utf-8")
    assert shown(source, node["start"], node["own_end"]) == node["text"]


@pytest.mark.parametrize("arguments", [["nothing"], ["ke-hoach-2888-nha-nuoc-phap-quyen", "muc_99"]])
def test_show_of_what_is_not_there_names_the_next_step(run, arguments: list[str]) -> None:
    code, _, err = run("show", *arguments)
    assert code == 1 and "legalqa show" in err


def test_ask_without_an_index_names_the_command(run, tmp_path: Path) -> None:
    code, out, err = run("ask", "Sở Tài chính phải làm gì?", index=tmp_path / "none")
    assert (code, out) == (1, "") and "legalqa index" in err and err.count("\n") == 1


def test_index_reports_what_it_read_and_skipped(run, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("1. Sở Tài chính bố trí kinh phí.\n2. Sở Y tế báo cáo.\n", "utf-8")
    (corpus / "latin.txt").write_bytes("Ủy ban".encode("utf-16-le") + b"\xff\xfe\xfa")
    (corpus / "empty.md").write_text("", "utf-8")
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    code, out, _ = run("index", "--quiet", corpus=corpus, index=tmp_path / "index")
    assert code == 0 and "thêm 1" in out
    for name in ("latin.txt", "empty.md", "photo.jpg"):
        assert name in out
    code, out, _ = run("ask", "Sở Y tế làm gì?", corpus=corpus, index=tmp_path / "index")
    assert code == 0 and "Đã rà soát 1 văn bản" in out


def test_an_empty_corpus_is_one_clear_line(run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    code, _, err = run("index", "--quiet", corpus=tmp_path / "corpus", index=tmp_path / "index")
    assert code == 1 and "corpus" in err and err.count("\n") == 1


def test_a_bad_settings_file_is_one_clear_line(run, tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text("porrt = 1\n", "utf-8")
    code, _, err = run("ask", "--config", str(file), "Sở Y tế làm gì?")
    assert code == 1 and "porrt" in err and "port" in err


def test_doctor_says_what_is_there(run) -> None:
    code, out, _ = run("doctor")
    assert code == 0 and "✓" in out and "✗" not in out


def test_doctor_says_what_to_do(run, tmp_path: Path) -> None:
    code, out, _ = run("doctor", index=tmp_path / "none")
    assert code == 1 and "✗" in out and "legalqa index" in out
