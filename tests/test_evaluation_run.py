"""Run folders: answered once, taken up again, scored from files, compared, exported; and the floors that only go up."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from legalqa.cli import main
from legalqa.errors import LegalqaError
from legalqa.evaluation.command import falls_short
from legalqa.evaluation.compare import LESS, compare
from legalqa.evaluation.export import export
from legalqa.evaluation.folder import ANSWERS, PASSAGES, SCORE
from legalqa.evaluation.run import answer_all, with_documents
from legalqa.evaluation.score import score
from legalqa.evaluation.sets import SetProblem, read_set
from legalqa.settings import Settings

ROOT = Path(__file__).parents[1]
OWN = read_set(ROOT / "eval" / "questions.jsonl")
FLOORS = tomllib.loads((ROOT / "eval" / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def run(corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every third question that may be tuned on, ranked by two systems."""
    folder = tmp_path_factory.mktemp("runs") / "a"
    cases = [case for case in OWN.cases if not case.held_out][::3]
    return answer_all(OWN, cases, corpus_settings, folder, systems=["bm25"])


@pytest.fixture(scope="module")
def scored(run: Path) -> dict:
    return score(run)


def test_no_headline_figure_is_below_its_floor(scored: dict) -> None:
    """The floors are those of eval/floors.toml, for this subset; raise them when the figures rise."""
    assert FLOORS
    for name, least in FLOORS.items():
        assert falls_short(scored, name, least) == ""


def test_a_score_has_numbers_only(scored: dict, run: Path) -> None:
    text = (run / SCORE).read_text("utf-8")
    assert "NaN" not in text and json.loads(text)["headline"] == scored["headline"]
    stats = [stat for part in (*scored["groups"].values(), *scored["by_kind"].values()) for stat in part.values()]
    assert stats and all(0 <= stat["low"] <= stat["value"] <= stat["high"] <= 1 and stat["n"] > 0 for stat in stats)
    assert set(scored["systems"]) == {"legalqa", "bm25"} and scored["latency"]["p50"] <= scored["latency"]["p95"]
    assert scored["systems"]["legalqa"]["nDCG@10"]["value"] > scored["systems"]["bm25"]["nDCG@10"]["value"]


def test_an_interrupted_run_goes_on(run: Path, corpus_settings: Settings, tmp_path: Path) -> None:
    cases = [case for case in OWN.cases if not case.held_out][::3]
    folder = tmp_path / "b"
    answer_all(OWN, cases[:5], corpus_settings, tmp_path / "five", systems=[])
    first = answer_all(OWN, cases[:8], corpus_settings, folder, systems=[])
    whole = (first / ANSWERS).read_text("utf-8").splitlines()
    ranked = (first / "legalqa.trec").read_text("utf-8")
    (first / ANSWERS).write_text("\n".join(whole[:3]) + "\n" + whole[3][:40], "utf-8")
    answer_all(OWN, cases[:8], corpus_settings, folder, systems=[])
    again = [json.loads(line) for line in (first / ANSWERS).read_text("utf-8").splitlines()]
    assert [value["id"] for value in again] == [case.id for case in cases[:8]]
    assert [value["text"] for value in again] == [json.loads(line)["text"] for line in whole]
    assert sorted((first / "legalqa.trec").read_text("utf-8").splitlines()) == sorted(ranked.splitlines())
    with pytest.raises(LegalqaError, match="lần chạy khác"):
        answer_all(OWN, cases[:5], corpus_settings, folder, systems=[])


def test_an_unfinished_run_is_not_scored(run: Path, tmp_path: Path) -> None:
    for file in run.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    lines = (tmp_path / ANSWERS).read_text("utf-8").splitlines()
    (tmp_path / ANSWERS).write_text("\n".join(lines[:-2]) + "\n", "utf-8")
    with pytest.raises(LegalqaError, match="còn 2 câu"):
        score(tmp_path)
    with pytest.raises(LegalqaError, match="không phải thư mục"):
        score(tmp_path / "khong-co")


def test_two_runs_are_compared(run: Path, scored: dict, tmp_path: Path) -> None:
    for file in run.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    same = compare(run, tmp_path)
    assert not same.changes and all(item.before == item.after and item.p == 1.0 for item in same.differences)
    worse = json.loads((tmp_path / SCORE).read_text("utf-8"))
    right = [question for question in worse["questions"] if question["values"].get("first") == 1.0][:12]
    for question in right:
        question["values"]["first"], question["outcome"] = 0.0, "refused"
    (tmp_path / SCORE).write_text(json.dumps(worse), "utf-8")
    found = compare(run, tmp_path)
    first = next(item for item in found.differences if item.measure == "first")
    assert first.after < first.before and first.p < 0.01
    assert {change.id for change in found.changes} == {question["id"] for question in right}
    assert not any(change.better for change in found.changes)


def test_a_beir_folder_is_run_and_written_again(beir: Path, corpus_settings: Settings, tmp_path: Path) -> None:
    questions = read_set(beir)
    settings = Settings(index=tmp_path / "index")
    folder = answer_all(questions, questions.cases, settings, tmp_path / "run", systems=["bm25", "dense", "rrf"])
    assert score(folder)["groups"]["all"]["Success@1"]["value"] == 1.0
    again = read_set(export(folder, "beir", tmp_path / "beir"))
    assert [(case.id, case.question, [g.document for g in case.answer]) for case in again.cases] == [
        (case.id, case.question, [g.document for g in case.answer]) for case in questions.cases
    ]
    assert again.texts == questions.texts


def test_ragas_columns(run: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in export(run, "ragas", tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert list(rows[0]) == ["user_input", "reference", "reference_contexts", "response", "retrieved_contexts"]
    texts = {json.loads(line)["text"] for line in (run / PASSAGES).read_text("utf-8").splitlines()}
    assert all(context in texts for row in rows for context in row["retrieved_contexts"])


def test_a_set_with_faults_is_refused_whole(corpus_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "bo.jsonl"
    file.write_text('{"id": 1}\n{"id": "b", "question": "Ai?", "answer": [{"document": "x"}]}\n', "utf-8")
    with pytest.raises(SetProblem) as told:
        answer_all(read_set(file), read_set(file).cases, corpus_settings, tmp_path / "run")
    assert len(told.value.faults) == 2 and "bo.jsonl:1:" in str(told.value) and "bo.jsonl:2:" in str(told.value)
    assert not (tmp_path / "run").exists()


def test_the_command_answers_scores_and_reports(
    corpus_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    flags = [
        "--corpus",
        str(corpus_settings.corpus),
        "--index",
        str(corpus_settings.index),
        "--set",
        str(OWN.path),
        "--quiet",
    ]
    chosen = ["--kind", "deadline", "--limit", "6", "--systems", ""]
    assert main(["eval", *flags, *chosen, "--folder", str(folder), "--fail-under", "first=0.1"]) == 0
    assert (folder / "report.html").is_file() and "Báo cáo:" in capsys.readouterr().out
    assert main(["eval", "score", str(folder), "--fail-under", "deadline.quote_precision=1"]) == 1
    assert "deadline.quote_precision là" in capsys.readouterr().out
    assert main(["eval", "report", str(folder), "--lang", "en"]) == 0
    assert main(["eval", "compare", str(folder), str(folder)]) == 0
    assert main(["eval", "export", str(folder), "--to", "ragas"]) == 0
    assert main(["eval", "score", str(tmp_path)]) == 1
    for wrong in (
        ["--systems", "x"],
        ["--fail-under", "first=nan"],
        ["--kind", "khong-co"],
        ["--limit", "-1"],
        ["--folder", str(OWN.path)],
    ):
        assert main(["eval", *flags, *chosen[4:], *wrong]) == 1


def test_what_is_better_when_lower_has_a_ceiling(scored: dict) -> None:
    assert "false_refusals" in LESS
    assert falls_short(scored, "false_refusals", 1.0) == "" and falls_short(scored, "false_refusals", -1.0)
    with pytest.raises(LegalqaError, match="không có phần"):
        falls_short(scored, "khong_co.first", 0.5)
    with pytest.raises(LegalqaError, match="không có chỉ số"):
        falls_short(scored, "khong_co", 0.5)


def test_a_set_that_names_documents_only_is_judged_by_document(corpus_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "bo.csv"
    document = "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw"
    file.write_text(f"question,document\nChi cho xây dựng pháp luật tối thiểu bao nhiêu?,{document}\n", "utf-8")
    questions = read_set(file)
    folder = answer_all(questions, questions.cases, corpus_settings, tmp_path / "run", systems=[])
    found = score(folder)
    assert found["run"]["unit"] == "document" and found["groups"]["all"]["R@5"]["value"] == 1.0


def test_a_set_with_documents_asks_about_these_alone(tmp_path: Path) -> None:
    home = tmp_path / "bo"
    (home / "documents").mkdir(parents=True)
    document = home / "documents" / "ke-hoach.txt"
    document.write_text(
        "KẾ HOẠCH\nDạy bơi cho trẻ em\n\n1. Sở Y tế dành tối thiểu 60 giường cách ly.\n\n"
        "2. Công an xã tuần tra bến sông mỗi ngày hai lần.\n",
        "utf-8",
    )
    file = home / "bo.jsonl"
    values = {"id": "a", "question": "Phải dành bao nhiêu giường cách ly?", "answer": [{"document": "ke-hoach"}]}
    file.write_text(json.dumps(values, ensure_ascii=False) + "\n", "utf-8")
    settings = Settings(corpus=tmp_path / "khong-co", index=tmp_path / "index")
    questions = read_set(file)
    folder = answer_all(questions, questions.cases, settings, tmp_path / "run", systems=[])
    answer = json.loads((folder / ANSWERS).read_text("utf-8"))
    assert answer["status"] == "answered" and "60 giường" in answer["text"]
    assert {item["document"] for item in answer["cited"]} == {"ke-hoach"}
    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert config["corpus"]["documents"] == 1
    assert [entry.name for entry in (tmp_path / "index").iterdir()] == ["eval"] and not settings.corpus.exists()
    own = with_documents(questions, settings)
    assert own.corpus == questions.documents and own.index.parent == tmp_path / "index" / "eval"
    assert with_documents(OWN, settings) == settings
    document.write_text(document.read_text("utf-8").replace("60", "70"), "utf-8")
    with pytest.raises(LegalqaError, match="lần chạy khác"):
        answer_all(read_set(file), questions.cases, settings, folder, systems=[])
    again = answer_all(read_set(file), questions.cases, settings, tmp_path / "again", systems=[])
    assert "70 giường" in json.loads((again / ANSWERS).read_text("utf-8"))["text"]


def test_documents_of_a_set_that_it_misnames_are_faults(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "ke-hoach.txt").write_text("1. Sở Y tế dạy bơi.\n", "utf-8")
    file = tmp_path / "bo.jsonl"
    file.write_text('{"id": "a", "question": "Ai?", "answer": [{"document": "chi-thi"}]}\n', "utf-8")
    settings = Settings(corpus=tmp_path / "khong-co", index=tmp_path / "index")
    with pytest.raises(SetProblem, match="'chi-thi'"):
        answer_all(read_set(file), read_set(file).cases, settings, tmp_path / "run", systems=[])
