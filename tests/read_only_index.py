"""Run by test_index: opens and builds an index in a folder that this process cannot write; prints what it finds.

Usage: read_only_index.py CORPUS WRITABLE_INDEX READ_ONLY_INDEX
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from legalqa import index
from legalqa.errors import IndexProblem
from legalqa.settings import Settings


def ask(settings: Settings) -> list[str]:
    with index.open(settings) as opened:
        found = opened.dense(opened.embed("Ai chủ trì rà soát?"), 3) | opened.lexical(["rà", "soát"], folded=False, k=3)
        assert not opened.refresh()
        return [passage.id for passage in opened.library.passages(found).values()]


def main(corpus: Path, writable: Path, read_only: Path) -> None:
    settings = Settings(corpus=corpus, index=read_only, engine="native")
    expected = ask(
        Settings(corpus=corpus, index=writable)
    )  # loads all that is needed while this user may still read it
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    assert not os.access(read_only, os.W_OK), "the folder must be closed to this process"
    assert ask(settings) == expected
    print("read")
    try:
        index.build(settings)
    except IndexProblem as error:
        print(error)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
