"""What stands between the browser and the pages: security headers, and a gate that makes Gradio's page one of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legalqa.web.choosing import NAMES
from legalqa.web.language import PARAMETER
from legalqa.web.strings import Language
from legalqa.web.typeset import API, DOCUMENTS, DUTIES, STATIC, Site

_OWN = "default-src 'none'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
_FENCE = "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
#: The document pages run no inline script; Gradio compiles its templates in the browser and needs both exceptions.
PAGE_POLICY = _OWN + "style-src 'self'; script-src 'self'; " + _FENCE
CHAT_POLICY = (
    "default-src 'none'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:; "
    + _FENCE
)

#: The addresses of Gradio that the chat page uses; uploads, file access, proxies and the rest stay shut.
_NEEDED = re.compile(
    r"/(?:assets/.+|static/.+|theme\.css|gradio_api/(?:queue/(?:join|data)|app_id|startup-events|cancel|heartbeat/\w+))/?"
)
#: What the address of the chat page may say: a question, the language, and the documents that are asked.
KNOWN = frozenset(("q", PARAMETER, *NAMES))
_HEADED = re.compile(f"(?:{DOCUMENTS.rstrip('/')}|{DUTIES.rstrip('/')}|{API})(?:/|$)|/favicon\\.ico$")
_OUTSIDE = re.compile(r"[ \t]*<(?:meta\s+(?:property=\"og:|name=\"twitter:)|link\s+rel=\"manifest\")[^>]*>\n?")


class SecurityHeaders:
    """Adds the security headers to every response; none but the API's may be read by the pages of other sites."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = CHAT_POLICY if scope["path"] == "/" else PAGE_POLICY

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
                if scope["path"].startswith(API):
                    headers.setdefault("Cache-Control", "no-store")
                if scope["path"].startswith(f"{STATIC}/"):  # a new version is seen at once; an ETag spares the rest
                    headers["Cache-Control"] = "no-cache"
                if not scope["path"].startswith(API):  # Gradio would let the pages of any site read its answers
                    for name in [name for name in headers if name.startswith("access-control-")]:
                        del headers[name]
            await send(message)

        await self.app(scope, receive, sending)


class BodyLimit:
    """Reads no request that is larger than allowed.

    Args:
        app: What answers.
        most: The largest body, in bytes.
        refuse: What a request is answered that says at once that it is larger.
    """

    def __init__(self, app: ASGIApp, most: int, refuse: Callable[[Request], Response]) -> None:
        self.app = RequestBodyLimitMiddleware(app, most)  # one that does not say how long it is
        self.most = most
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        length = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if length.isdecimal() and (len(length) > 15 or int(length) > self.most):
            await self.refuse(Request(scope))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class Unforwarded:
    """Takes off each request what a proxy would have said of it, where no proxy is trusted; Gradio would believe it.

    Args:
        app: What answers.
        trusted: The proxies that are trusted; "" for none.
    """

    def __init__(self, app: ASGIApp, trusted: str) -> None:
        self.app = app
        self.is_trusting = bool(trusted.strip())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not self.is_trusting:
            said = scope["headers"]
            own = [
                one
                for one in said
                if not (one[0].lower().startswith(b"x-forwarded-") or one[0].lower() == b"forwarded")
            ]
            scope = {**scope, "headers": own}
        await self.app(scope, receive, send)


class Heads:
    """Answers HEAD as GET, without the body, at the addresses of the pages and of the API."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or not _HEADED.match(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, sending)


class Sharing:
    """Lets the pages of other sites read what the API answers, also where it refuses.

    Args:
        app: What answers.
        origins: These sites, divided by commas; "*" for all.
    """

    def __init__(self, app: ASGIApp, origins: str) -> None:
        self.app = app
        named = [origin.strip() for origin in origins.split(",") if origin.strip()]
        self.api = CORSMiddleware(
            app, allow_origins=named, allow_methods=["GET", "POST"], allow_headers=["*"], expose_headers=["Retry-After"]
        )  # fmt: skip
        self.is_wanted = bool(named)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_shared = self.is_wanted and scope["type"] == "http" and scope["path"].startswith(f"{API}/")
        await (self.api if is_shared else self.app)(scope, receive, send)


class Rooted:
    """Takes the path below which a reverse proxy shows the pages off each request, where the proxy left it there.

    Args:
        app: What answers; it knows nothing of that path.
        root: The path ("/hoi-dap"); "" for none.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and self.root:
            path = scope["path"]
            if path == self.root or path.startswith(self.root + "/"):
                scope = {**scope, "path": path[len(self.root) :] or "/", "root_path": ""}
                scope["raw_path"] = quote(scope["path"]).encode()
        await self.app(scope, receive, send)


class Joining:
    """Turns away what asks Gradio for a function that the chat page does not have, which would break it.

    Args:
        app: The application that holds Gradio.
        functions: The numbers of its functions.
    """

    def __init__(self, app: ASGIApp, functions: Collection[int]) -> None:
        self.app = app
        self.functions = functions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "POST" or "/queue/join" not in scope["path"]:
            await self.app(scope, receive, send)
            return
        body = await Request(scope, receive).body()
        if not self._is_known(body):
            raise HTTPException(400)

        left = [body]

        async def again() -> Message:
            return {"type": "http.request", "body": left.pop()} if left else await receive()

        await self.app(scope, again, send)

    def _is_known(self, body: bytes) -> bool:
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            return False
        number = asked.get("fn_index") if isinstance(asked, dict) else None
        return isinstance(number, int) and not isinstance(number, bool) and number in self.functions


class Gate:
    """Lets the chat page and what it needs of Gradio through; its HTML is set into the frame of the other pages.

    Args:
        apps: The applications that hold Gradio, one for each language.
        frame: From Gradio's HTML to ours, for a reader's site.
    """

    def __init__(self, apps: Mapping[Language, ASGIApp], frame: Callable[[str, Site], str]) -> None:
        self.apps = apps
        self.frame = frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; what the chat page does not need is not found."""
        if scope["type"] != "http":
            raise HTTPException(404)
        if scope["path"] == "/" and scope["method"] in ("GET", "HEAD"):
            await self._page(scope, receive, send)
        elif _NEEDED.fullmatch(scope["path"]):
            await self._app(scope)(scope, receive, send)
        else:
            raise HTTPException(404)

    def _app(self, scope: Scope) -> ASGIApp:
        return self.apps[scope["state"]["site"].strings.language]

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        site: Site = scope["state"]["site"]
        said = parse_qsl(scope["query_string"].decode("latin-1"))
        known = [(name, value) for name, value in said if name in KNOWN]
        if known != said:  # Gradio's script would open its API pages and themes by query
            to = f"/?{urlencode(known)}" if known else "/"
            await RedirectResponse(site.at(to), 307)(scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        parts: list[bytes] = []

        async def framing(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = b"".join(parts)
                if Headers(scope=start).get("content-type", "").startswith("text/html"):
                    body = self.frame(body.decode(), site).encode()
                headers = MutableHeaders(scope=start)
                headers["Content-Length"] = str(len(body))
                headers["Cache-Control"] = "no-store"
                await send(start)
                await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

        await self._app(scope)({**scope, "headers": kept, "method": "GET", "query_string": b""}, receive, framing)


def frame(page: str, *, head: str, top: str, bottom: str, language: str) -> str:
    """Gradio's page in the site's frame: our head, header and footer, and nothing that names an address outside."""
    page = _OUTSIDE.sub("", page)
    page = re.sub(r"<html\s+lang=\"\w+\"", f'<html lang="{language}"', page, count=1)
    page = page.replace("</head>", head + "</head>", 1)
    page = re.sub(r"<body[^>]*>", lambda match: match.group() + top, page, count=1)
    page = page.replace("<gradio-app", '<gradio-app id="main"', 1)
    return page.replace("</body>", bottom + "</body>", 1)
