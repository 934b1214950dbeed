"""How an error is told: as JSON to programs, as a page to people, in the language of either."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from legalqa.web.language import site_of
from legalqa.web.pages import message_page

_CODES = {
    401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "not_allowed", 413: "too_large", 500: "broken", 503: "not_ready",
}  # fmt: skip


def code_of(status: int) -> str:
    """The word that the API has for an error of this HTTP status."""
    return _CODES.get(status, "invalid")


def problem(status: int, message: str, code: str = "", headers: dict[str, str] | None = None, **more: Any) -> Response:
    """An error as the API tells it: {"error": {"code", "message"}}."""
    return JSONResponse({"error": {"code": code or code_of(status), "message": message, **more}}, status, headers)


def told(request: Request, status: int, heading: str, text: str) -> Response:
    """An error in the form that suits who asks."""
    first = request.scope["path"].strip("/").split("/")[0]
    if first in ("api", "mcp"):
        return problem(status, heading if status < 500 else f"{heading}. {text}")
    return HTMLResponse(message_page(heading, text, site_of(request)), status)


def too_large(request: Request) -> Response:
    """That a request is larger than the server reads."""
    s = site_of(request).strings
    return told(request, 413, s.too_large, s.too_large_text)
