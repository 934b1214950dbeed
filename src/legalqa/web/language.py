"""In which language a reader sees the pages: as the address says, else as it said before, else Vietnamese."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legalqa.web.strings import LANGUAGES, Language
from legalqa.web.typeset import Site

#: The parameter of an address that chooses the language, and the cookie that remembers it.
PARAMETER = COOKIE = "lang"


class Speaking:
    """Tells every request in which language it is to be answered, and remembers what an address chose.

    Args:
        app: What answers.
        site: The site in its own language.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = _known(parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [""])[-1])
        language = said or _known(_remembered(Headers(scope=scope).get("cookie", ""))) or self.site.strings.language
        scope.setdefault("state", {})["site"] = self.site.speaking(language)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Cookie")
                if said:
                    path = self.site.root or "/"
                    headers.append("Set-Cookie", f"{COOKIE}={said}; Path={path}; Max-Age=31536000; SameSite=Lax")
            await send(message)

        await self.app(scope, receive, sending)


def site_of(request: Request) -> Site:
    """The site as the reader of this request sees it."""
    site: Site = getattr(request.state, "site", Site())
    return site


def _known(language: str) -> Language | None:
    return next((known for known in LANGUAGES if known == language), None)


def _remembered(cookies: str) -> str:
    try:
        cookie = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie else ""
