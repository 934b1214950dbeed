"""The same verbs for other programs, as an MCP server: ask, documents, document, source, agencies, duties."""

from __future__ import annotations

from typing import Literal

from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from legalqa import __version__
from legalqa.exports.selection import Wanted
from legalqa.models import Answer, Narrowing
from legalqa.settings import Settings
from legalqa.web.api import Agencies, Documents, Duties, Whole, duties_of, whole_of
from legalqa.web.desk import Desk, Place

_INSTRUCTIONS = (
    "Vietnamese directives (chỉ thị, kế hoạch, nghị quyết). Every answer quotes verbatim and cites document, provision and span; "
    "status 'unanswerable' means that the texts do not say. Ask in Vietnamese; lists of duties are complete over what was searched."
)


def create_mcp(desk: Desk) -> MCPServer:
    """The MCP server over a desk."""
    server = MCPServer("legalqa", version=__version__, instructions=_INSTRUCTIONS)

    @server.tool()
    async def ask(question: str, history: list[str] | None = None, narrowing: Narrowing | None = None) -> Answer:
        """Answer a question about responsibilities and tasks by quoting; ``history`` holds the questions before it."""
        return await desk.ask(question, history or [], narrowing=narrowing or Narrowing(), client="mcp")

    @server.tool()
    def documents() -> Documents:
        """The documents that are held, newest first, with number, kind, issuer, date and signer where the texts state them."""
        return Documents(documents=desk.documents())

    @server.tool()
    def document(id: str) -> Whole:
        """A document with its provisions in the order of the text."""
        return whole_of(*desk.document(id))

    @server.tool()
    def source(document: str, eid: str, start: int | None = None, end: int | None = None) -> Place:
        """A cited place with the provisions around it."""
        return desk.place(document, eid, start, end)

    @server.tool()
    def agencies(q: str = "") -> Agencies:
        """The bodies that have duties, most duties first; ``q`` finds names with or without diacritics."""
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
        return duties_of(*desk.duties(Wanted(agency, role, document, due, text)))

    return server


def serve_mcp(server: MCPServer, settings: Settings) -> Starlette:
    """The server as an application that answers at its top, without sessions; its own lifespan runs it."""
    local = settings.host in ("127.0.0.1", "localhost", "::1")
    hosts = ["127.0.0.1:*", "localhost:*", "[::1]:*"]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=local,
        allowed_hosts=hosts,
        allowed_origins=[f"http://{host}" for host in hosts],
    )
    return server.streamable_http_app(
        streamable_http_path="/",
        stateless_http=True,
        json_response=True,
        max_request_body_size=settings.max_body,
        transport_security=security,
    )
