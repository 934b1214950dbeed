"""The web server: the chat page, the pages of the documents, and nothing that leaves the machine."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException

from legalqa.errors import LegalqaError, NotFound, SettingsError
from legalqa.settings import Settings
from legalqa.web import chat
from legalqa.web.examples import suggest
from legalqa.web.gate import Gate, SecurityHeaders, frame
from legalqa.web.pages import document_page, list_page, message_page
from legalqa.web.strings import VI, Strings
from legalqa.web.typeset import DOCUMENTS, HERE, STATIC, typeset

if TYPE_CHECKING:
    from legalqa.assistant import Assistant


def serve(settings: Settings, assistant: Assistant, ready: Callable[[str], None] | None = None) -> None:
    """Serve the pages until the process is told to stop; ``ready`` is called with the address once it answers.

    Raises:
        SettingsError: The host and port cannot be used.
    """
    app = create_app(settings, assistant)
    with _listen(settings) as listening:
        port = listening.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
        server = _Server(config, lambda: ready(f"http://{host}:{port}/") if ready else None)
        server.run(sockets=[listening])


def create_app(settings: Settings, assistant: Assistant, strings: Strings = VI) -> FastAPI:
    """The application; it answers from the assistant and keeps no state of its own but the open conversations."""
    gradio = _gradio(assistant, strings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with gradio.router.lifespan_context(gradio):
            yield

    app = FastAPI(title=strings.name, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    _add_messages(app, strings)
    _add_pages(app, assistant, strings)
    app.mount(STATIC, StaticFiles(directory=HERE / "static"))
    app.mount("/", Gate(gradio, lambda page: _framed(page, strings)))
    return app


def _gradio(assistant: Assistant, strings: Strings) -> FastAPI:
    blocks = chat.build(chat.Chat(assistant, strings), suggest(assistant))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app, blocks, path="/", theme=chat.theme(), footer_links=[], run_history=False, ssr_mode=False,
        mcp_server=False, pwa=False, enable_monitoring=False, show_error=False,
    )  # fmt: skip
    return app


def _framed(page: str, s: Strings) -> str:
    return frame(
        page,
        head=typeset("head.html", style="chat"),
        top=typeset("top.html", s=s, here="chat") + typeset("opening.html", s=s),
        bottom=typeset("bottom.html", s=s),
        language=s.language,
    )


def _add_pages(app: FastAPI, assistant: Assistant, s: Strings) -> None:
    @app.get("/healthz")
    def health() -> JSONResponse:
        return JSONResponse({"status": "ok", "documents": len(assistant.library.documents())})

    @app.get("/favicon.ico")
    def icon() -> RedirectResponse:
        return RedirectResponse(f"{STATIC}/mark.svg", 308)

    @app.get(DOCUMENTS.rstrip("/"))
    def documents_without_slash() -> RedirectResponse:
        return RedirectResponse(DOCUMENTS, 308)

    @app.get(DOCUMENTS)
    def documents() -> HTMLResponse:
        return HTMLResponse(list_page(assistant.library.documents(), s))

    @app.get(DOCUMENTS + "{document:path}")
    def document(document: str) -> HTMLResponse:
        return HTMLResponse(document_page(assistant.library.document(document), s))


def _add_messages(app: FastAPI, s: Strings) -> None:
    """Friendly pages for what is not there and for what fails."""

    def message(status: int, heading: str, text: str) -> Response:
        return HTMLResponse(message_page(heading, text, s), status)

    @app.exception_handler(AnyHTTPException)
    def http_error(_: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND:
            return message(404, s.not_found, s.not_found_text)
        return message(error.status_code, s.failed, str(error.detail))

    @app.exception_handler(NotFound)
    def no_such_document(_: Request, error: NotFound) -> Response:
        return message(404, s.not_found, s.not_found_text)

    @app.exception_handler(LegalqaError)
    def cannot_serve(_: Request, error: LegalqaError) -> Response:
        return message(503, s.failed, str(error))

    @app.exception_handler(Exception)
    def broken(_: Request, error: Exception) -> Response:
        return message(500, s.failed, s.failed_text)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise SettingsError(f"không mở được {where} ({error.strerror}); hãy chọn cổng khác bằng --port") from error


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
