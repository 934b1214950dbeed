"""Run by test_index_kill: builds in forked processes, killed with SIGKILL; prints "same" where nothing was lost.

Usage: killed_builds.py {first,update,reader} FOLDER
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import chromadb
import chromadb.api.rust  # imported once, for all forked processes
import llama_index.vector_stores.chroma
import numpy as np
import tantivy

from index_dump import logical_dump
from legalqa import index
from legalqa.engines import native
from legalqa.settings import Settings

TEXTS = {
    "a.txt": "CHỈ THỊ\n1. Sở Tư pháp chủ trì.\n2. Công an tỉnh phối hợp.\n",
    "b.txt": "Báo cáo kết quả\n1. Trước ngày 30.\n",
    "c.txt": "Ủy ban nhân dân tỉnh họp.\n",
}
CHANGED = {"a.txt": TEXTS["a.txt"].replace("Công an", "Thanh tra"), "d.txt": "Văn bản mới.\n", "c.txt": None}

#: Moments of the random kills, in seconds from the start of a build that takes about one.
MOMENTS = [random.Random(n).uniform(0, 1.2) for n in range(2)]


def forked(work: Callable[[], None], *, kill_after: float | None = None) -> int:
    """Run this in a process of its own; its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def write(corpus: Path, texts: dict[str, str | None]) -> None:
    corpus.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is None:
            (corpus / name).unlink(missing_ok=True)
        else:
            (corpus / name).write_text(text, encoding="utf-8")


def dump(settings: Settings, file: Path, *, leftovers: bool = False) -> str:
    """The logical dump, taken in a process of its own, as JSON."""
    assert forked(lambda: _write_dump(settings, file, leftovers)) == 0
    return file.read_text(encoding="utf-8")


def _write_dump(settings: Settings, file: Path, leftovers: bool) -> None:
    values = logical_dump(settings, leftovers=leftovers)
    file.write_text(json.dumps(values, sort_keys=True, default=str), encoding="utf-8")


def killing(step: int) -> Callable[[str, int, int], None]:
    """A progress callback that kills its own process when it is called for the nth time."""
    calls = iter(range(1, 10**6))

    def progress(stage: str, done: int, total: int) -> None:
        if next(calls) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return progress


def steps_of(settings: Settings) -> int:
    """How many times a build reports progress."""
    steps: list[str] = []
    index.build(settings, progress=lambda stage, done, total: steps.append(stage))
    return len(steps)


def main(kind: str, folder: Path) -> None:
    settings = Settings(corpus=folder / "corpus", index=folder / "index", engine="native", threads=1)
    write(settings.corpus, TEXTS)
    if kind == "reader":
        read_meanwhile(settings)
        return
    before = ""
    if kind == "update":
        assert forked(lambda: index.build(settings) and None) == 0
        before = dump(settings, folder / "before.json")
        write(settings.corpus, CHANGED)
    saved = folder / "saved"
    if settings.index.exists():
        shutil.copytree(settings.index, saved)

    def reset() -> None:
        shutil.rmtree(settings.index, ignore_errors=True)
        if saved.exists():
            shutil.copytree(saved, settings.index)

    def kill_at(step: int) -> int:
        return forked(lambda: index.build(settings, progress=killing(step)) and None)

    count = folder / "steps"
    assert forked(lambda: count.write_text(str(steps_of(settings))) and None) == 0
    undisturbed = dump(settings, folder / "undisturbed.json")
    steps = range(1, int(count.read_text()) + 1)
    reset()
    killed = [kill_at(step) for step in steps]  # on one index: each finds what the one before left
    assert set(killed) <= {-signal.SIGKILL, 0}
    assert killed.count(-signal.SIGKILL) > len(killed) // 2  # later ones have fewer steps, for what is done already
    finish(settings, undisturbed, folder)
    ways = [lambda step=step: kill_at(step) for step in steps[-5:]]  # each by itself: from the last vectors to the end
    ways += [lambda at=at: forked(lambda: index.build(settings) and None, kill_after=at) for at in MOMENTS]
    for kill in ways:
        reset()
        kill()
        if before:
            assert dump(settings, folder / "killed.json", leftovers=True) in (before, undisturbed)
        finish(settings, undisturbed, folder)
    print("same")


def finish(settings: Settings, undisturbed: str, folder: Path) -> None:
    assert forked(lambda: index.build(settings) and None) == 0
    assert dump(settings, folder / "after.json") == undisturbed


def read_meanwhile(settings: Settings) -> None:
    """A reader in another process sees the index as it was until it refreshes, and then as it is."""
    assert forked(lambda: index.build(settings) and None) == 0
    built, told = os.pipe(), os.pipe()

    def read() -> None:
        with index.open(settings) as opened:
            vector = opened.embed("Thanh tra tỉnh")

            def say() -> None:
                found = [passage.text for passage in opened.library.passages(opened.dense(vector, 20)).values()]
                print("after" if any("Thanh tra" in text for text in found) else "before", flush=True)

            say()
            os.write(told[1], b"x")
            os.read(built[0], 1)
            say()
            assert opened.refresh()
            say()

    def build() -> None:
        os.read(told[0], 1)
        write(settings.corpus, CHANGED)
        index.build(settings)
        os.write(built[1], b"x")

    child = os.fork()
    if child == 0:
        os._exit(forked(build))
    assert forked(read) == 0
    assert os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    del chromadb, llama_index, native, np, tantivy
    main(sys.argv[1], Path(sys.argv[2]))
