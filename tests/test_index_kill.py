"""A build killed at any moment, and another process reading meanwhile: a script forks builders that all share its imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed_builds.py")

#: What each killed build was doing when it died: (the corpus before, how it is killed).
KILLS = [f"{corpus}-{kill}" for corpus in ("first", "update") for kill in ("steps", "moments")]


@pytest.mark.parametrize("kill", KILLS)
def test_a_killed_build_is_finished_by_the_next(kill: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, kill, tmp_path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "same" in done.stdout


def test_another_process_reads_while_the_index_changes(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, "reader", tmp_path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["before", "before", "after"]
