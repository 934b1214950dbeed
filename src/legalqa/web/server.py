"""The web server: the chat page, the pages of the documents, and nothing that leaves the machine."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from legalqa.errors import SettingsError
from legalqa.settings import Settings
from legalqa.web import chat
from legalqa.web.examples import suggest
from legalqa.web.gate import Gate, SecurityHeaders, frame
from legalqa.web.language import Speaking
from legalqa.web.routes import add_messages, add_pages
from legalqa.web.strings import LANGUAGES, VI, Strings
from legalqa.web.typeset import HERE, STATIC, Site, typeset

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
    site = Site(strings)
    chats = {language: _gradio(assistant, site.speaking(language)) for language in LANGUAGES}

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for gradio in chats.values():
                await stack.enter_async_context(gradio.router.lifespan_context(gradio))
            yield

    app = FastAPI(title=strings.name, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Speaking, site=site)
    add_messages(app)
    add_pages(app, assistant)

    @app.get("/healthz")
    def health() -> JSONResponse:
        return JSONResponse({"status": "ok", "documents": len(assistant.library.documents())})

    app.mount(STATIC, StaticFiles(directory=HERE / "static"))
    app.mount("/", Gate(chats, _framed))
    return app


def _gradio(assistant: Assistant, site: Site) -> FastAPI:
    blocks = chat.build(chat.Chat(assistant, site), suggest(assistant))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app, blocks, path="/", theme=chat.theme(), footer_links=[], run_history=False, ssr_mode=False,
        mcp_server=False, pwa=False, enable_monitoring=False, show_error=False,
    )  # fmt: skip
    return app


def _framed(page: str, site: Site) -> str:
    return frame(
        page,
        head=typeset("head.html", site, style="chat"),
        top=typeset("top.html", site, here="chat") + typeset("opening.html", site),
        bottom=typeset("bottom.html", site),
        language=site.strings.language,
    )


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
