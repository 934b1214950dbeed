"""How far long work is: told by the rooms that do it, shown by the commands that ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

#: Is told a stage, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


def untold(stage: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """A bar for each stage on standard error, gone when the work is done; nothing is shown where ``quiet``."""
    if quiet:
        yield untold
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell
