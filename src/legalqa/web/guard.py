"""Whether an answer may be given now: the switch that closes the desk, each client's rate, the queue, and the time limit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TypeVar

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from legalqa.errors import LegalqaError
from legalqa.settings import Settings
from legalqa.web.strings import Reason

T = TypeVar("T")

#: Characters of the notice that are shown.
LONGEST_NOTICE = 2000
_BUSY_SECONDS = 5


class Refused(LegalqaError):
    """No answer now.

    Attributes:
        reason: "closed": the desk is closed; "limited": this client asks too often; "busy": too many wait; "slow": it took too long.
        seconds: When to try again.
        notice: What whoever closed the desk has to say; "" for nothing.
    """

    def __init__(self, reason: Reason, seconds: int = 0, notice: str = "") -> None:
        super().__init__(notice or reason)
        self.reason: Reason = reason
        self.seconds = seconds
        self.notice = notice


class Guard:
    """Lets work through as the settings allow it; one for a server."""

    def __init__(self, settings: Settings) -> None:
        self._closed = settings.closed
        self._rate = parse(settings.rate) if settings.rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._most = settings.concurrency + settings.queue
        self._seconds = settings.answer_seconds
        self._threads = ThreadPoolExecutor(settings.concurrency, thread_name_prefix="answer")
        self._inside = 0

    @property
    def inside(self) -> int:
        """How many are being answered or wait for it."""
        return self._inside

    def notice(self) -> str | None:
        """The notice while the desk is closed, "" where it says nothing; None while it is open."""
        return read_notice(self._closed)

    def check_open(self) -> None:
        """Raise ``Refused`` while the desk is closed."""
        notice = self.notice()
        if notice is not None:
            raise Refused("closed", 300, notice)

    def count(self, client: str) -> None:
        """Count a request of this client; raise ``Refused`` where it asks too often."""
        if self._rate and not self._limiter.hit(self._rate, client):
            reset, _ = self._limiter.get_window_stats(self._rate, client)
            raise Refused("limited", max(1, round(reset - time.time())))

    def check_room(self) -> None:
        """Raise ``Refused`` where too many wait."""
        if self._inside >= self._most:
            raise Refused("busy", _BUSY_SECONDS)

    async def run(self, work: Callable[[], T]) -> T:
        """Do the work in a thread when its turn comes.

        Raises:
            Refused: Too many wait, or it took too long. Work that has begun then ends by itself, and counts until it does; what has
                not begun is left undone.
        """
        self.check_room()
        self._inside += 1
        given_up = Event()

        def turn() -> T:
            if given_up.is_set():
                raise Refused("slow")  # told to nobody
            return work()

        future = asyncio.get_running_loop().run_in_executor(self._threads, turn)
        future.add_done_callback(self._leave)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._seconds)
        except TimeoutError as error:
            if future.done():
                raise  # the work's own
            raise Refused("slow", _BUSY_SECONDS) from error
        finally:
            given_up.set()

    def _leave(self, future: asyncio.Future[T]) -> None:
        self._inside -= 1
        if not future.cancelled():
            future.exception()  # whoever waited has gone: nothing is left to tell

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def client_of(request: HTTPConnection) -> str:
    """Who asks, as far as the server knows: the address that the request came from."""
    return request.client.host if request.client else ""


def read_notice(path: Path) -> str | None:
    """The text of the file that closes the desk, "" where it cannot be read; None where there is none."""
    if not path.name:
        return None
    try:
        return path.read_bytes()[: 4 * LONGEST_NOTICE].decode("utf-8", "replace").strip()[:LONGEST_NOTICE]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""
