"""Question set → run folder: every question answered once, with all that scoring needs, so that scoring reads files only."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalqa import __version__, engines, index
from legalqa.assistant import Assistant
from legalqa.errors import LegalqaError
from legalqa.evaluation import BASELINES, OWN, trec
from legalqa.evaluation.folder import ANSWERS, CONFIG, PASSAGES, QRELS, QUESTIONS, as_line, write_lines
from legalqa.evaluation.sets import Case, Gold, QuestionSet, SetProblem, check
from legalqa.evaluation.systems import Ranking, Systems
from legalqa.models import Answer, Passage
from legalqa.progress import Progress, untold
from legalqa.understand import Rejected

if TYPE_CHECKING:
    from legalqa.index import Index
    from legalqa.library import Library
    from legalqa.settings import Settings

#: Libraries whose versions may change an answer or a score.
#: What an interrupted run shares with the one that takes it up.
_SAME = (
    "legalqa",
    "set",
    "asked",
    "unit",
    "corpus",
    "model",
    "model_sha256",
    "reranker",
    "reranker_sha256",
    "versions",
    "systems",
    "settings",
)
_LIBRARIES = (
    "chromadb",
    "ir-measures",
    "llama-index-core",
    "numpy",
    "scipy",
    "sentence-transformers",
    "tantivy",
    "torch",
)


def answer_all(
    questions: QuestionSet,
    cases: Sequence[Case],
    settings: Settings,
    folder: Path,
    *,
    systems: Sequence[str] = BASELINES,
    progress: Progress = untold,
) -> Path:
    """Answer the cases and rank their passages by each system, into a run folder; goes on where it was interrupted.

    Args:
        questions: The set, with texts of its own or about the user's corpus.
        cases: Which of its questions.
        settings: Corpus, index, model; a set's own texts and documents are indexed below ``settings.index``.
        folder: The run folder; one that holds another set's or another configuration's answers is refused.
        systems: What is ranked beside legalqa's own.
        progress: Told the stage, how much of it is done, and of how much.

    Raises:
        SetProblem: The set has faults; all of them.
        LegalqaError: There is nothing to ask, or the folder belongs to another run.
        EngineError: A model cannot be loaded; nothing has been written.
    """
    if questions.faults and not questions.cases:
        raise SetProblem(questions.faults)
    units: dict[str, str] = {}
    if questions.texts is not None:
        settings, units = _index_texts(questions, settings, progress)
    elif questions.documents is not None:
        settings = with_documents(questions, settings)
        index.build(settings, progress=progress)
    with index.open(settings) as opened:
        faults = questions.faults + (() if questions.texts is not None else check(questions, opened.library))
        if faults:
            raise SetProblem(faults)
        if not cases:
            raise LegalqaError("không có câu hỏi nào hợp với bộ lọc")
        if not units and _by_document(cases):
            units = {document.id: document.id for document in opened.library.documents()}
        passages = _passages(opened.library)
        unit = "document" if units else "passage"
        assistant = Assistant(opened, settings)
        config = _config(questions, cases, settings, opened.library, systems, unit)
        done = _begin(folder, config)
        _write_questions(folder, cases, passages, units)
        _write_passages(folder, passages, questions, units)
        ranked = Systems(assistant, opened, settings, (OWN, *systems))
        if len(done) < len(cases):
            progress("chuẩn bị", 0, 1)
            ranked.prepare(passages)
            progress("chuẩn bị", 1, 1)
        for number, case in enumerate(cases):
            progress("trả lời", number, len(cases))
            if case.id not in done:
                _answer(case, assistant, ranked, opened, folder, units)
        progress("trả lời", len(cases), len(cases))
    return folder


def with_documents(questions: QuestionSet, settings: Settings) -> Settings:
    """The settings for a set's own documents, with an index below the user's; as given for a set about the user's corpus."""
    if questions.documents is None:
        return settings
    name = hashlib.sha256(str(questions.documents.resolve()).encode()).hexdigest()[:16]
    return replace(settings, corpus=questions.documents, index=settings.index / "eval" / name)


def _by_document(cases: Sequence[Case]) -> bool:
    """True for a set that names documents and nothing in them."""
    golds = [gold for case in cases for gold in case.answer]
    return bool(golds) and not any(gold.eid or gold.start is not None for gold in golds)


def _answer(
    case: Case, assistant: Assistant, systems: Systems, opened: Index, folder: Path, units: Mapping[str, str]
) -> None:
    """Answer one question; its line is written last, so that an interrupted question is asked again."""
    answer = assistant.ask(case.question, case.history)
    odds = None
    rankings: dict[str, Ranking] = {}
    with contextlib.suppress(Rejected):
        question = assistant.understand(case.question, case.history)
        rankings, odds = systems.rank(question)
        odds = odds if question.is_weighed else None
    for system, ranking in rankings.items():
        with (folder / f"{system}.trec").open("a", encoding="utf-8") as file:
            file.write(trec.run_lines(case.id, _in_units(ranking, units), system))
    values = {**answer.to_json(), "id": case.id, "odds": odds, "cited": _cited(answer, opened.library, units)}
    with (folder / ANSWERS).open("a", encoding="utf-8") as file:
        file.write(as_line(values))


def _in_units(ranking: Ranking, units: Mapping[str, str]) -> Ranking:
    """The ranking as it is judged: of a set with texts of its own, its documents by their best passages."""
    if not units:
        return ranking
    best: dict[str, float] = {}
    for unit, score in ranking:
        best.setdefault(units.get(unit.partition("#")[0], unit), score)
    return list(best.items())


def _cited(answer: Answer, library: Library, units: Mapping[str, str]) -> list[dict[str, Any]]:
    """The citations with the spans of their paragraphs, and as units."""
    folded = set(answer.folded)
    found = []
    for citation in answer.citations:
        passage = library.passage(citation.document, citation.eid)
        unit = units.get(citation.document) or passage.id
        found.append(
            {
                "n": citation.n, "unit": trec.name(unit), "document": citation.document, "start": citation.start,
                "end": citation.end, "paragraph": [passage.start, passage.end], "folded": citation.n in folded,
            }
        )  # fmt: skip
    return found


def _passages(library: Library) -> dict[str, list[Passage]]:
    """The passages of every document, in the order of the text."""
    visible = [item.revision for item in library.revisions() if item.visible]
    found: dict[str, list[Passage]] = {document.id: [] for document in library.documents()}
    for entry in library.entries(visible):
        found[entry.passage.document].append(entry.passage)
    return found


def _write_questions(
    folder: Path, cases: Sequence[Case], passages: Mapping[str, Sequence[Passage]], units: Mapping[str, str]
) -> None:
    """The questions as asked, each with the units that answer it, and the judgements of those."""
    relevant: dict[str, dict[str, int]] = {}
    lines = []
    for case in cases:
        answers = [_units(gold, passages, units) for gold in case.answer]
        relevant[case.id] = {unit: g.grade for g, found in zip(case.answer, answers, strict=True) for unit in found}
        lines.append({**asdict(case), "units": [[trec.name(unit) for unit in found] for found in answers]})
    write_lines(folder / QUESTIONS, lines)
    trec.write_qrels(folder / QRELS, {id: found for id, found in relevant.items() if found})


def _write_passages(
    folder: Path, passages: Mapping[str, Sequence[Passage]], questions: QuestionSet, units: Mapping[str, str]
) -> None:
    """What was searched, by unit: for whoever reads the rankings without the index."""
    lines = []
    for name, of in passages.items():
        rows = [(passage.id, " › ".join(passage.headings), passage.text) for passage in of]
        if name in units:
            whole = (questions.texts or {}).get(units[name])
            told = (whole.title, whole.text) if whole else ("", "\n".join(text for _, _, text in rows))
            rows = [(units[name], *told)]
        lines += [{"unit": trec.name(unit), "title": title, "text": text} for unit, title, text in rows]
    write_lines(folder / PASSAGES, lines)


def _units(gold: Gold, passages: Mapping[str, Sequence[Passage]], units: Mapping[str, str]) -> list[str]:
    """The units that hold an answer: the passages that a span meets, a provision with what is below it, or the document."""
    if units:
        return [gold.document]
    of = passages.get(gold.document, ())
    if gold.eid:
        return [passage.id for passage in of if passage.eid == gold.eid or passage.eid.startswith(f"{gold.eid}__")]
    if gold.start is None or gold.end is None:
        return [passage.id for passage in of]
    return [passage.id for passage in of if passage.start < gold.end and gold.start < passage.end]


def _index_texts(questions: QuestionSet, settings: Settings, tell: Progress) -> tuple[Settings, dict[str, str]]:
    """Write a set's own texts as a corpus, index it, and give the settings for it and its documents' ids in the set."""
    home = settings.index / "eval" / questions.digest[:16]
    corpus = home / "corpus"
    names = {f"{number:06}": id for number, id in enumerate(questions.texts or {}, 1)}
    if not (home / "whole").is_file():
        corpus.mkdir(parents=True, exist_ok=True)
        with (corpus / "catalog.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["file", "title"])
            for name, id in names.items():
                text = (questions.texts or {})[id]
                (corpus / f"{name}.txt").write_text(text.text or text.title or "–", encoding="utf-8")
                rows.writerow([f"{name}.txt", text.title])
        (home / "whole").touch()
    own = replace(settings, corpus=corpus, index=home / "index")
    index.build(own, progress=tell)
    return own, names


def _config(
    questions: QuestionSet,
    cases: Sequence[Case],
    settings: Settings,
    library: Library,
    systems: Sequence[str],
    unit: str,
) -> dict[str, Any]:
    digests = sorted((item.path, item.digest) for item in library.revisions() if item.visible)
    return {
        "legalqa": __version__,
        "set": {"path": str(questions.path), "sha256": questions.digest, "questions": len(cases)},
        "asked": hashlib.sha256("\n".join(case.id for case in cases).encode()).hexdigest(),
        "unit": unit,
        "corpus": {**library.counts(), "sha256": hashlib.sha256(json.dumps(digests).encode()).hexdigest()},
        "model": engines.fingerprint(settings),
        "model_sha256": engines.digest(settings.model),
        "reranker": settings.reranker or None,
        "reranker_sha256": engines.digest(settings.reranker) if settings.reranker else None,
        "versions": {name: version(name) for name in _LIBRARIES},
        "systems": [OWN, *(system for system in systems if system != OWN)],
        "settings": {name: str(value) for name, value in asdict(settings).items()},
        "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.platform()},
        "command": " ".join(["legalqa", *sys.argv[1:]]),
    }


def _begin(folder: Path, config: Mapping[str, Any]) -> set[str]:
    """Make the folder, or take up an interrupted run of the same; gives the questions answered already."""
    try:
        return _begun(folder, config)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise LegalqaError(f"không dùng được thư mục kết quả {folder} ({error}); chọn thư mục khác") from error


def _begun(folder: Path, config: Mapping[str, Any]) -> set[str]:
    if (folder / CONFIG).is_file():
        before = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if any(before.get(key) != config[key] for key in _SAME):
            raise LegalqaError(
                f"{folder} là của một lần chạy khác (bộ câu hỏi, văn bản, mô hình hoặc phiên bản); chọn thư mục khác"
            )
    elif folder.exists() and any(folder.iterdir()):
        raise LegalqaError(f"{folder} đã có tệp khác; chọn một thư mục mới")
    else:
        folder.mkdir(parents=True, exist_ok=True)
        created = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        text = json.dumps({**config, "created": created}, ensure_ascii=False, indent=2)
        (folder / CONFIG).write_text(text, encoding="utf-8")
    return _resume(folder)


def _resume(folder: Path) -> set[str]:
    """The questions with a whole line of answer; rankings of others are dropped."""
    file = folder / ANSWERS
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n") if file.is_file() else []
    done: list[str] = []
    for line in lines:
        try:
            done.append(json.loads(line)["id"])
        except (json.JSONDecodeError, KeyError):
            break
    if file.is_file():
        file.write_text("".join(f"{line}\n" for line in lines[: len(done)]), encoding="utf-8")
    names = {trec.name(id) for id in done}
    for ranking in folder.glob("*.trec"):
        if ranking.name != QRELS:
            lines = [line for line in ranking.read_text("utf-8", "replace").split("\n") if line.split(" ")[0] in names]
            ranking.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return set(done)
