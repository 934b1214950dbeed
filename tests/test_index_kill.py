"""A build killed at any moment, and another process reading meanwhile: a script forks builders that all share its imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("killed_builds.py")


@pytest.mark.parametrize("build", ["first", "update"])
def test_a_killed_build_is_finished_by_the_next(build: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, build, tmp_path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "same" in done.stdout


def test_another_process_reads_while_the_index_changes(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, "reader", tmp_path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["before", "before", "after"]
