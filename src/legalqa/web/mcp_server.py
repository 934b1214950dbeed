"""The same verbs for other programs, as an MCP server: ask, documents, document, source, agencies, duties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import RootModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from legalqa import __version__
from legalqa.errors import EngineError, IndexProblem, LegalqaError, NotFound
from legalqa.exports.selection import Wanted
from legalqa.models import Answer, Narrowing
from legalqa.settings import Settings
from legalqa.web.api import Agencies, Documents, Duties, Filters, Whole, duties_of, whole_of
from legalqa.web.desk import Desk, Place, tell_log
from legalqa.web.guard import Refused, client_of
from legalqa.web.strings import VI

_INSTRUCTIONS = (
    "Vietnamese directives (chỉ thị, kế hoạch, nghị quyết). Every answer quotes verbatim and cites document, provision and span; "
    "status 'unanswerable' means that the texts do not say. Ask in Vietnamese; lists of duties are complete over what was searched."
)
_PATH = "/mcp"
_HERE = ("127.0.0.1", "localhost", "[::1]")


class Reply(RootModel[Answer]):
    """An answer, for a program."""


class Cited(RootModel[Place]):
    """A cited place, for a program."""


def create_mcp(desk: Desk) -> MCPServer:
    """The MCP server over a desk."""
    server = MCPServer("legalqa", version=__version__, instructions=_INSTRUCTIONS)

    @server.tool()
    async def ask(
        question: str, context: Context, history: list[str] | None = None, narrowing: Narrowing | None = None
    ) -> Reply:
        """Answer a question about responsibilities and tasks by quoting; ``history`` holds the questions before it."""
        with _told():
            client = _client(context)
            return Reply(await desk.ask(question, history or [], narrowing=narrowing or Narrowing(), client=client))

    @server.tool()
    def documents(
        document: list[str] | None = None,
        kind: list[str] | None = None,
        issuer: list[str] | None = None,
        place: list[str] | None = None,
        status: list[str] | None = None,
        year: list[int] | None = None,
        agency: list[str] | None = None,
    ) -> Documents:
        """The documents that fit every filter, newest first, with number, kind, issuer, date and signer where the texts state them."""
        with _told():
            wanted = Filters(
                document=document or [], kind=kind or [], issuer=issuer or [], place=place or [], status=status or [],
                year=year or [], agency=agency or [],
            )  # fmt: skip
            return Documents(documents=desk.documents(wanted.narrowing()))

    @server.tool()
    def document(id: str) -> Whole:
        """A document with its provisions in the order of the text."""
        with _told():
            return whole_of(*desk.document(id))

    @server.tool()
    def source(document: str, eid: str, start: int | None = None, end: int | None = None) -> Cited:
        """A cited place with the provisions around it."""
        with _told():
            return Cited(desk.place(document, eid, start, end))

    @server.tool()
    def agencies(q: str = "") -> Agencies:
        """The bodies that have duties, most duties first; ``q`` finds names with or without diacritics."""
        with _told():
            return Agencies(agencies=desk.agencies(q))

    @server.tool()
    def duties(
        agency: str = "",
        role: Literal["", "lead", "with", "group"] = "",
        document: str = "",
        due: str = "",
        text: str = "",
    ) -> Duties:
        """Who must do what by when: a complete list over what was searched. ``due`` is FROM..TO in ISO dates."""
        with _told():
            return duties_of(*desk.duties(Wanted(agency, role, document, due, text)))

    return server


def serve_mcp(
    server: MCPServer, settings: Settings
) -> tuple[list[BaseRoute], Callable[[], AbstractAsyncContextManager[Any]]]:
    """The routes that serve it over HTTP, and what must be open while they do: without sessions there is no stream to GET."""
    app = server.streamable_http_app(
        streamable_http_path=_PATH,
        stateless_http=True,
        json_response=True,
        max_request_body_size=settings.max_body,
        transport_security=_security(settings),
    )
    endpoint = next(route.endpoint for route in app.routes if isinstance(route, Route))
    return [Route(path, _Posted(endpoint)) for path in (_PATH, _PATH + "/")], lambda: app.router.lifespan_context(app)


class _Posted:
    """Lets POST through alone: a GET would hold a stream open on which nothing ever comes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            raise HTTPException(405, headers={"Allow": "POST"})
        await self.app(scope, receive, send)


def _security(settings: Settings) -> TransportSecuritySettings:
    """On a machine of one's own, only its own names: no page elsewhere may lead a browser here. A proxy knows its own names."""
    alone = settings.host in ("127.0.0.1", "localhost", "::1") and not settings.trusted_proxies
    hosts = [name + port for name in _HERE for port in ("", ":*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=alone,
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
    )


def _client(context: Context) -> str:
    """Who asks: the address of the request, where there is one."""
    request = context.request_context.request
    return client_of(request) if isinstance(request, Request) else "mcp"


@contextmanager
def _told() -> Iterator[None]:
    """Errors in words that whoever called the tool reads."""
    try:
        yield
    except Refused as refused:
        raise ToolError(VI.refused(refused.reason, refused.seconds, refused.notice)) from refused
    except NotFound as error:
        raise ToolError(error.told) from error
    except (IndexProblem, EngineError) as error:
        tell_log(error)
        raise ToolError(VI.unready) from error
    except LegalqaError as error:
        raise ToolError(str(error)) from error
