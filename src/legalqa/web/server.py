"""The web server: the chat page, the pages of the documents, and nothing that leaves the machine."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp

from legalqa.errors import SettingsError
from legalqa.settings import Settings
from legalqa.web import chat, log
from legalqa.web.api import create_api
from legalqa.web.desk import Desk
from legalqa.web.gate import BodyLimit, Gate, Heads, Joining, Rooted, SecurityHeaders, Sharing, Unforwarded, frame
from legalqa.web.language import Speaking
from legalqa.web.log import Requests
from legalqa.web.problems import too_large
from legalqa.web.routes import add_messages, add_pages
from legalqa.web.strings import LANGUAGES, VI, Strings
from legalqa.web.typeset import API, HERE, STATIC, Site, typeset

if TYPE_CHECKING:
    from legalqa.assistant import Assistant

#: Opens what an application needs while it serves.
Life = Callable[[], AbstractAsyncContextManager[Any]]

#: Seconds that answers under way have to end when the server is told to stop.
_PARTING = 5
#: Connections and requests at once; what is more is told 503 without being read.
_CONNECTIONS = 1000


def serve(settings: Settings, assistant: Assistant, ready: Callable[[str], None] | None = None) -> None:
    """Serve the pages until the process is told to stop; ``ready`` is called with the address once it answers.

    Raises:
        SettingsError: The host and port cannot be used.
    """
    with _listen(settings) as listening:
        log.set_up(settings)
        app = create_app(settings, assistant)
        port = listening.getsockname()[1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, lifespan="on", timeout_graceful_shutdown=_PARTING, limit_concurrency=_CONNECTIONS,
            proxy_headers=bool(settings.trusted_proxies), forwarded_allow_ips=settings.trusted_proxies,
        )  # fmt: skip
        server = _Server(config, lambda: ready(f"http://{host}:{port}{settings.root_path}/") if ready else None)
        server.run(sockets=[listening])


def create_app(settings: Settings, assistant: Assistant, strings: Strings = VI) -> ASGIApp:
    """The application; it answers from the assistant and keeps nothing of who asks."""
    site, desk = Site(strings, settings.root_path), Desk(assistant, settings)
    chats = {language: _gradio(desk, site.speaking(language)) for language in LANGUAGES}
    pages = {language: Joining(page, functions) for language, (page, functions) in chats.items()}
    lives: list[Life] = [partial(page.router.lifespan_context, page) for page, _ in chats.values()]
    app = FastAPI(title=strings.name, docs_url=None, redoc_url=None, openapi_url=None)
    app.router.lifespan_context = _running(lives, desk)
    add_messages(app)
    add_pages(app, desk)
    app.mount(API, create_api(desk))
    if settings.mcp:
        from legalqa.web.mcp_server import create_mcp, serve_mcp

        routes, live = serve_mcp(create_mcp(desk), settings)
        app.router.routes += routes
        lives.append(live)
    app.mount(STATIC, StaticFiles(directory=HERE / "static"))
    app.mount("/", Gate(pages, partial(_framed, desk)))
    return _guarded(app, site, desk)


def _guarded(app: ASGIApp, site: Site, desk: Desk) -> ASGIApp:
    """The application with what stands before it, also before its errors; the last is the first that a request meets."""
    app = BodyLimit(app, desk.settings.max_body, too_large)
    app = Heads(app)
    app = Sharing(app, desk.settings.origins)
    app = Speaking(app, site)
    app = SecurityHeaders(app)
    app = Requests(app, desk.metrics.requested)
    app = Rooted(app, desk.settings.root_path)
    return Unforwarded(app, desk.settings.trusted_proxies)


def _running(lives: Sequence[Life], desk: Desk) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """The lifespan of an application that holds others."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(desk.close)
            for live in lives:
                await stack.enter_async_context(live())
            yield

    return lifespan


def _gradio(desk: Desk, site: Site) -> tuple[FastAPI, Collection[int]]:
    """The chat page as Gradio serves it, and the numbers of its functions."""
    blocks = chat.build(chat.Chat(desk, site))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gr.mount_gradio_app(
        app, blocks, path="/", root_path=site.root or None, theme=chat.theme(),
        footer_links=[], run_history=False, ssr_mode=False, mcp_server=False, pwa=False, enable_monitoring=False,
        show_error=False,
    )  # fmt: skip
    return app, frozenset(blocks.fns)


def _framed(desk: Desk, page: str, site: Site) -> str:
    notice = desk.notice()
    told = "" if notice is None else typeset("closed.html", site, notice=notice or site.strings.closed)
    return frame(
        page,
        head=typeset("head.html", site, style="chat", more=["chooser", "source"]),
        top=typeset("top.html", site, here="chat") + told + typeset("opening.html", site),
        bottom=typeset("bottom.html", site) + typeset("source.html", site, judged=desk.remarks.is_open),
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
