"""The addresses of the pages beside the chat, and the friendly messages for what is not there and for what fails."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as AnyHTTPException

from legalqa.errors import LegalqaError, NotFound
from legalqa.web.board import board
from legalqa.web.desk import Desk, tell_log
from legalqa.web.language import PARAMETER, site_of
from legalqa.web.listing import is_tidy, listing, read_view, view_address
from legalqa.web.pages import board_page, document_page, list_page
from legalqa.web.problems import told, too_large
from legalqa.web.typeset import DOCUMENTS, DUTIES, STATIC
from legalqa.web.wanted import is_tidily_wanted, read_wanted, wanted_address


def add_pages(app: FastAPI, desk: Desk) -> None:
    """Serve the pages of the documents and the small things beside them."""

    @app.get("/favicon.ico", include_in_schema=False)
    def icon(request: Request) -> RedirectResponse:
        return RedirectResponse(site_of(request).at(f"{STATIC}/mark.svg"), 308)

    @app.get(DOCUMENTS.rstrip("/"), include_in_schema=False)
    def documents_without_slash(request: Request) -> RedirectResponse:
        return RedirectResponse(site_of(request).at(DOCUMENTS), 308)

    @app.get(DOCUMENTS, include_in_schema=False)
    def documents(request: Request) -> Response:
        site, view = site_of(request), read_view(request.query_params)
        if not is_tidy(request.query_params):
            return RedirectResponse(site.at(view_address(view)), 303)
        return HTMLResponse(list_page(listing(view, desk.assistant.library), site))

    @app.get(DOCUMENTS + "{document:path}", include_in_schema=False)
    def document(document: str, request: Request) -> HTMLResponse:
        library, marked = desk.assistant.library, request.query_params.get("doan", "")
        return HTMLResponse(document_page(library.document(document), library, site_of(request), marked))

    @app.get(DUTIES.rstrip("/"), include_in_schema=False)
    def duties_without_slash(request: Request) -> RedirectResponse:
        return RedirectResponse(_tidy(request), 308)

    @app.get(DUTIES, include_in_schema=False)
    def duties(request: Request) -> Response:
        if not is_tidily_wanted(request.query_params):
            return RedirectResponse(_tidy(request), 303)
        found = board(read_wanted(request.query_params), desk.assistant.library)
        return HTMLResponse(board_page(found, site_of(request)))


def _tidy(request: Request) -> str:
    """The address of the duty board for what this request asks, as it is shared."""
    address = site_of(request).at(wanted_address(read_wanted(request.query_params)))
    language = request.query_params.get(PARAMETER)
    if not language:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({PARAMETER: language})}"


def add_messages(app: FastAPI) -> None:
    """Answer errors with a page, or with JSON below the API's addresses."""

    @app.exception_handler(AnyHTTPException)
    def http_error(request: Request, error: HTTPException) -> Response:
        s = site_of(request).strings
        if error.status_code == HTTPStatus.NOT_FOUND:
            return told(request, 404, s.not_found, s.not_found_text)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return told(request, 405, s.not_allowed, s.not_found_text)
        if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return too_large(request)
        return told(request, error.status_code, s.failed, str(error.detail))

    @app.exception_handler(NotFound)
    def no_such_document(request: Request, error: NotFound) -> Response:
        s = site_of(request).strings
        return told(request, 404, s.not_found, s.not_found_text)

    @app.exception_handler(LegalqaError)
    def cannot_serve(request: Request, error: LegalqaError) -> Response:
        tell_log(error)
        s = site_of(request).strings
        return told(request, 503, s.failed, s.unready)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        s = site_of(request).strings
        return told(request, 500, s.failed, s.failed_text)
