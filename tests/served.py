"""A server of its own process, as ``legalqa serve`` runs it, over the assistant in memory."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from fake_assistant import FakeAssistant, corpus_assistant
from legalqa.models import Answer
from legalqa.settings import Settings
from legalqa.web.server import serve


@dataclass
class Served:
    """A running server: its address, its process, and the file with what it logs."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def lines(self) -> list[dict[str, Any]]:
        """What it logged; each line must be a JSON object."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


@contextmanager
def served(folder: Path, **known: Any) -> Iterator[Served]:
    """A server that has started; it is ended with the block."""
    settings = {
        "port": free_port(),
        "closed": str(folder / "closed.txt"),
        "feedback": str(folder / "feedback.jsonl"),
        **known,
    }
    log = folder / "stderr.log"
    with log.open("w") as errors:
        command = [sys.executable, str(Path(__file__)), json.dumps(settings)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=folder)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url, log.read_text()
        yield Served(url, process, log)
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Failing(FakeAssistant):
    """Answers "chậm" slowly, and fails with the words of the question where it says "hỏng"."""

    def ask(self, text: str, *rest: Any, **named: Any) -> Answer:
        if "hỏng" in text:
            raise ZeroDivisionError(text)
        if "chậm" in text:
            time.sleep(2)
        return super().ask(text, *rest, **named)


if __name__ == "__main__":
    paths = {field.name for field in fields(Settings) if isinstance(field.default, Path)}
    given = {name: Path(value) if name in paths else value for name, value in json.loads(sys.argv[1]).items()}
    serve(Settings(**given), Failing(corpus_assistant().library), ready=lambda url: print(url, flush=True))  # type: ignore[arg-type]
