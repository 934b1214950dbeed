"""A run's questions, passages and answers in the forms that other tools read: BEIR folders, ragas' columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from legalqa.errors import LegalqaError
from legalqa.evaluation import OWN, trec
from legalqa.evaluation.folder import ANSWERS, PASSAGES, QRELS, QUESTIONS, read_lines, write_lines

#: How many ranked passages ragas is given as retrieved contexts.
CONTEXTS = 5


def export(run: Path, form: str, target: Path) -> Path:
    """Write a run folder's contents in another form.

    Args:
        run: The run folder.
        form: "beir" (a folder: corpus.jsonl, queries.jsonl, qrels/test.tsv) or "ragas" (JSON lines).
        target: The folder or file to write.

    Raises:
        LegalqaError: There is no run, or the target cannot be written.
    """
    if not (run / ANSWERS).is_file():
        raise LegalqaError(f"{run} không phải thư mục của một lần chạy; hãy chạy: legalqa eval run")
    try:
        return FORMS[form](run, target)
    except OSError as error:
        raise LegalqaError(f"không ghi được {target}: {error.strerror}") from error


def _beir(run: Path, target: Path) -> Path:
    (target / "qrels").mkdir(parents=True, exist_ok=True)
    write_lines(
        target / "corpus.jsonl",
        ({"_id": p["unit"], "title": p["title"], "text": p["text"]} for p in read_lines(run / PASSAGES)),
    )
    questions = [question for question in read_lines(run / QUESTIONS) if any(question["units"])]
    write_lines(target / "queries.jsonl", ({"_id": trec.name(q["id"]), "text": q["question"]} for q in questions))
    qrels = trec.read_qrels(run / QRELS)
    lines = [f"{id}\t{unit}\t{grade}\n" for id, units in qrels.items() for unit, grade in units.items()]
    (target / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(lines), encoding="utf-8")
    return target


def _ragas(run: Path, target: Path) -> Path:
    texts = {passage["unit"]: passage["text"] for passage in read_lines(run / PASSAGES)}
    ranked = trec.read_run(run / f"{OWN}.trec")
    answers = {answer["id"]: answer for answer in read_lines(run / ANSWERS)}
    target.parent.mkdir(parents=True, exist_ok=True)
    write_lines(
        target, (_sample(question, answers[question["id"]], ranked, texts) for question in read_lines(run / QUESTIONS))
    )
    return target


def _sample(
    question: Mapping[str, Any], answer: Mapping[str, Any], ranked: trec.Run, texts: Mapping[str, str]
) -> dict[str, Any]:
    """A question under ragas' names of columns."""
    expected = [gold["text"] for gold in question["answer"] if gold["text"]]
    units = list(ranked.get(trec.name(question["id"]), {}))[:CONTEXTS]
    return {
        "user_input": question["question"],
        "reference": "\n".join(expected),
        "reference_contexts": [texts[unit] for units in question["units"] for unit in units if unit in texts],
        "response": answer["text"],
        "retrieved_contexts": [texts[unit] for unit in units if unit in texts],
    }


FORMS: dict[str, Callable[[Path, Path], Path]] = {"beir": _beir, "ragas": _ragas}
