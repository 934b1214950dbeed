"""The server's log: one JSON object a line on standard error, without the words of questions."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
import traceback
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legalqa.settings import Settings
from legalqa.web.typeset import DOCUMENTS, DUTIES

_OFF = logging.CRITICAL + 1
_LEVELS = {"none": _OFF, "errors": logging.WARNING, "requests": logging.INFO}
_log = logging.getLogger(__name__)

#: What a request is counted as, by the first part of its path.
_KINDS = {
    "": "chat", "gradio_api": "chat", DOCUMENTS.strip("/"): "document", DUTIES.strip("/"): "duties", "api": "api", "mcp": "mcp",
}  # fmt: skip


def set_up(settings: Settings) -> None:
    """Send what the server logs to standard error, as far as the settings want it: legalqa's own, and other libraries' warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines(words=settings.log_questions))
    level = _LEVELS[settings.log]
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    logging.getLogger("legalqa").setLevel(level)


def event(log: logging.Logger, level: int, name: str, **values: Any) -> None:
    """Log that something happened, with its values."""
    log.log(level, name, extra={"values": values})


class JsonLines(logging.Formatter):
    """A record as a JSON object: at, level, event, and its values; of another library its name and place in the code.

    Args:
        words: Whether the message of an exception or of another library may be told; it may quote a question.
    """

    def __init__(self, *, words: bool = False) -> None:
        super().__init__()
        self._words = words

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), **self._event(record), **getattr(record, "values", {})}
        if record.exc_info and record.exc_info[0]:
            kind, error, trace = record.exc_info
            line["error"] = f"{kind.__name__}: {error}" if self._words else kind.__name__
            line["trace"] = "".join(traceback.format_tb(trace))
        return json.dumps(line, ensure_ascii=False, default=str)

    def _event(self, record: logging.LogRecord) -> dict[str, str]:
        if record.name.partition(".")[0] == "legalqa":
            return {"event": record.getMessage()}
        told = {"message": record.getMessage()} if self._words else {}
        return {"event": "library", "logger": record.name, "place": f"{record.module}:{record.lineno}", **told}


class Requests:
    """Logs and counts every request, without its query.

    Args:
        app: What answers.
        count: Told the kind of each request and the status of its response.
    """

    def __init__(self, app: ASGIApp, count: Callable[[str, int], None]) -> None:
        self.app = app
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            path = scope["path"]
            self.count(_kind(path), status)
            seconds = round(time.perf_counter() - started, 4)
            event(_log, logging.INFO, "request", method=scope["method"], path=path, status=status, seconds=seconds)


def _kind(path: str) -> str:
    first = path.strip("/").split("/")[0]
    return _KINDS.get(first, "other")
