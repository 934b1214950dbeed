"""Measure speed and memory in one run; print ratios. See README.md beside this file."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from legalqa import engines, index
from legalqa.assistant import open_assistant
from legalqa.compose_duties import compose_duties
from legalqa.index.plain import PlainPipeline
from legalqa.ledger import duties
from legalqa.library import Library
from legalqa.models import Source
from legalqa.parse import parse
from legalqa.reading import discover, document_ids, load_catalog, read
from legalqa.scan import scan
from legalqa.settings import Settings
from legalqa.split import embedded_text, split
from legalqa.understand import understand

ROOT = Path(__file__).parents[1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus=ROOT / "corpus", index=Path(folder) / "index")
        questions = _questions()
        texts = _texts(settings)
        print(
            f"{os.cpu_count()} cores; {len(texts)} pieces of {statistics.fmean(map(len, texts)):.0f} characters on average"
        )
        _index_rows(settings, texts)
        _answer_rows(settings, questions)
        _duty_rows(settings)
        _process_rows(settings, questions)


def _questions() -> list[str]:
    lines = (ROOT / "eval" / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines if json.loads(line)["expected_status"] == "answered"][:60]


def _texts(settings: Settings) -> list[str]:
    """What a build embeds: the pieces of every document, each with the title that the catalog gives it in front."""
    files = discover(settings.corpus)
    paths = [file.relative_to(settings.corpus).as_posix() for file in files]
    ids, catalog = document_ids(paths), load_catalog(settings.corpus)
    texts = []
    for file, path in zip(files, paths, strict=True):
        document = parse(read(file, settings.corpus), id=ids[path], catalog=catalog.get(path, {}))
        for passage in split(document):
            texts += [embedded_text(passage, document.source.text, piece) for piece in passage.pieces]
    return texts


def _index_rows(settings: Settings, texts: list[str]) -> None:
    model = engines.passage_embedding(settings, len(texts))
    model.get_text_embedding_batch(texts[:8])
    batches = [texts[start : start + engines.BATCH] for start in range(0, len(texts), engines.BATCH)]
    encode = _seconds(lambda: [model.get_text_embedding_batch(batch) for batch in batches])
    build = _seconds(lambda: index.build(settings))
    _row("index throughput ÷ raw encode", encode / build, ">= 0.8", f"{len(texts) / build:.1f} pieces/s")
    plain = _seconds(lambda: _plain_index(settings, model))
    _row("plain LlamaIndex's index time ÷ ours", plain / build, "", f"{plain:.1f} s, ours {build:.1f} s")


def _plain_index(settings: Settings, model: engines.Encoder) -> PlainPipeline:
    """A plain LlamaIndex pipeline over the same files, with the same model and Chroma in memory."""
    return PlainPipeline(((file.stem, read(file, settings.corpus)) for file in discover(settings.corpus)), model)


def _answer_rows(settings: Settings, questions: list[str]) -> None:
    model = engines.question_embedding(settings)
    assistant = open_assistant(settings)
    pipeline = _plain_index(settings, model)
    for question in questions[:10]:
        model.get_query_embedding(question), assistant.ask(question), pipeline.retrieve(question)
    encode, ask, plain = [], [], []
    for question in questions:
        encode.append(_seconds(lambda q=question: model.get_query_embedding(q)))
        ask.append(_seconds(lambda q=question: assistant.ask(q)))
        plain.append(_seconds(lambda q=question: pipeline.retrieve(q)))
    base = statistics.median(encode)
    understood = [_seconds(lambda q=question: assistant.understand(q)) for question in questions]
    _row("understanding a question, ms", statistics.median(understood) * 1e3, "<= 5", "within the answer")
    _row(
        "one answer ÷ raw question encode",
        statistics.median(ask) / base,
        "<= 1.5",
        f"{statistics.median(ask) * 1e3:.1f} ms",
    )
    _row(
        "plain LlamaIndex's top 5 ÷ raw question encode",
        statistics.median(plain) / base,
        "",
        f"encode {base * 1e3:.1f} ms",
    )


def _duty_rows(settings: Settings) -> None:
    assistant = open_assistant(settings)
    question = "Sở Tài chính phải làm gì?"
    assistant.ask(question)
    warm = statistics.median(_seconds(lambda: assistant.ask(question)) for _ in range(20))
    _row("a duty answer over the corpus, ms", warm * 1e3, "<= 30", "")
    with tempfile.TemporaryDirectory() as folder, _large_library(Path(folder)) as library:
        asked = understand(question)
        counts = library.counts()

        def answer() -> Any:
            roll = scan(asked, asked.agencies, library)
            return compose_duties(asked, roll, labels=library.label, read=cache(library.text), searched=counts)

        found = answer()
        warm = statistics.median(_seconds(answer) for _ in range(5))
        _row(
            "the same over synthetic passages, ms",
            warm * 1e3,
            "<= 100",
            f"{counts['passages']} passages, {len(found.duties)} duties",
        )


def _large_library(folder: Path) -> Library:
    """100 documents of 1,000 dashes each; every document tells Sở Tài chính to do two things and groups to do five."""
    import numpy as np

    library = Library.open(folder, write=True)
    vector = np.zeros((1, 384), np.float32)
    revisions = []
    for n in range(100):
        told = (
            ["Sở Tài chính bố trí kinh phí."] * 2
            + ["Các sở, ban, ngành báo cáo kết quả."] * 5
            + ["Rà soát văn bản."] * 993
        )
        text = f"Số: {n + 1}/KH-UBND\n\nKẾ HOẠCH\n\nViệc {n}\n\nI. NHIỆM VỤ\n\n" + "\n".join(
            f"- {words}" for words in told
        )
        document = parse(Source(f"{n}.txt", text), id=f"d{n}")
        passages = split(document)
        revisions.append(
            library.add(document, passages, [vector] * len(passages), duties(document), catalog="{}", stamp="s")
        )
    library.publish(revisions, {})
    return library


def _process_rows(settings: Settings, questions: list[str]) -> None:
    command = [sys.executable, "-m", "legalqa.cli"]
    folders = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
    cold = statistics.median(_seconds(lambda: _run([*command, "ask", *folders, questions[0]])) for _ in range(3))
    _row("cold legalqa ask, seconds", cold, "<= 3", "")
    told = statistics.median(_seconds(lambda: _run([*command, "--help"])) for _ in range(5))
    _row("legalqa --help, seconds", told, "<= 0.3", "")
    _row("memory of the serving process, MB", _serving_memory(folders, questions), "<= 700", "")


def _serving_memory(folders: list[str], questions: list[str]) -> float:
    """Resident memory of a process that has made the page and answered questions, in MB."""
    program = f"""
import sys
from pathlib import Path
from legalqa.assistant import open_assistant
from legalqa.settings import Settings
from legalqa.web.server import create_app
settings = Settings(corpus=Path({folders[1]!r}), index=Path({folders[3]!r}))
assistant = open_assistant(settings)
app = create_app(settings, assistant)
for question in {questions[:20]!r}:
    assistant.ask(question)
status = Path("/proc/self/status").read_text()
print(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
"""
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    return int(told.split()[-1]) / 1024


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _row(name: str, value: float, target: str, note: str) -> None:
    print(f"{name:<48} {value:8.2f}   {target:<8} {note}", flush=True)


if __name__ == "__main__":
    main()
