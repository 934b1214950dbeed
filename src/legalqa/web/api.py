"""The HTTP API, under /api/v1: what the pages show, as JSON; described by its own openapi.json."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from legalqa import __version__
from legalqa.errors import EngineError, IndexProblem, LegalqaError, NotFound
from legalqa.exports import encode
from legalqa.exports.calendar import without_day
from legalqa.exports.rows import Row
from legalqa.exports.selection import Selection, Wanted
from legalqa.library import DocumentInfo
from legalqa.models import EVERYTHING, Answer, Document, Narrowing, Provision
from legalqa.vietnamese.text import shown
from legalqa.web.choosing import NAMES
from legalqa.web.desk import Counted, Desk, Place, tell_log
from legalqa.web.feedback import Feedback, NotKept, Verdict
from legalqa.web.guard import Refused, client_of
from legalqa.web.language import site_of
from legalqa.web.metrics import CONTENT_TYPE
from legalqa.web.problems import code_of, problem
from legalqa.web.typeset import API, Site

_log = logging.getLogger(__name__)

#: Characters of a field's name that an error repeats.
_LONGEST_FIELD = 80
_STATUS = {"closed": 503, "limited": 429, "busy": 503, "slow": 504}
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
}
_DESCRIPTION = (
    "Câu hỏi về văn bản chỉ đạo, trả lời bằng cách trích nguyên văn. Questions about Vietnamese directives, answered by quoting. "
    'An error is {"error": {"code", "message"}}, in the language of ?lang=vi or ?lang=en; 429 and 503 say in Retry-After when to try again.'
)


class Sent(BaseModel):
    """What a program sends: whole Unicode text, and no field that nobody reads."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, value: Any) -> Any:
        try:
            json.dumps(value, ensure_ascii=False, default=str).encode()
        except (UnicodeEncodeError, RecursionError) as error:
            raise ValueError("no Unicode text, or nested too deep") from error
        return value


class Asked(Sent):
    """A question."""

    question: str = Field(description="As typed; Vietnamese with or without diacritics, or English.")
    history: list[str] = Field(default=[], max_length=200, description="The questions before it, oldest first.")
    literal: bool = Field(default=False, description="Take the words as they are: nothing mended, no agency guessed.")
    narrowing: Narrowing = Field(
        default=EVERYTHING, description="Which documents are asked; an empty field lets all through."
    )

    @model_validator(mode="before")
    @classmethod
    def _knows_its_fields(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("narrowing"), dict):
            Narrowing.from_json(value["narrowing"])
        return value


class Remark(Sent):
    """What a reader says of an answer."""

    verdict: Verdict
    question: str = Field(max_length=2000)
    status: str = Field(default="", max_length=20)
    document: str = Field(default="", max_length=500, description="Of a source: its document.")
    eid: str = Field(default="", max_length=500, description="Of a source: its provision.")
    note: str = Field(default="", max_length=1000)


class Kept(BaseModel):
    """What was done with a remark."""

    kept: Literal[True] = True


class Filters(BaseModel):
    """Which documents: those that fit every field; each may be given several times."""

    document: list[str] = []
    kind: list[str] = []
    issuer: list[str] = []
    place: list[str] = []
    status: list[str] = []
    year: list[int] = []
    agency: list[str] = []

    def narrowing(self) -> Narrowing:
        """The same as the assistant reads it."""
        return Narrowing(**{field: tuple(getattr(self, name)) for name, field in NAMES.items()})


class Examples(BaseModel):
    """Questions to begin with, which the texts answer."""

    questions: list[str]


class Documents(BaseModel):
    """The documents that fit."""

    documents: list[DocumentInfo]


class Words(BaseModel):
    """A provision of a document: its kind, how it is named, its own words, how deep it stands, and its span in the source."""

    eid: str
    kind: str
    label: str
    text: str
    depth: int
    start: int
    end: int


class Whole(BaseModel):
    """A document: what is known of it, and its provisions in the order of the text."""

    document: DocumentInfo
    provisions: list[Words]


class Agencies(BaseModel):
    """The bodies that have duties."""

    agencies: list[Counted]


class Duties(BaseModel):
    """The duties that pass the filters; ``searched`` counts the documents that were looked through."""

    agencies: list[str]
    searched: int
    grouped: int = Field(description="Duties given to groups of the agency that were left out; role=group lists them.")
    unplaced: int = Field(description="Duties left out because their deadline is no time of the calendar.")
    duties: list[Row]


class Wrong(BaseModel):
    """What is wrong, as one word and in the reader's language."""

    code: str
    message: str
    fields: dict[str, str] = Field(default={}, description="Of an invalid request: what is wrong with each field.")
    choices: list[str] = Field(
        default=[], description="Of a name that is unknown or ambiguous: names that may be meant."
    )
    retry_after: int = Field(default=0, description="Seconds to wait, where trying again may help.")


class Problem(BaseModel):
    """An error."""

    error: Wrong


class Health(BaseModel):
    """That the server answers."""

    status: Literal["ok", "closed", "not ready"]
    version: str = __version__


def create_api(desk: Desk) -> FastAPI:
    """The API over a desk."""
    api = FastAPI(
        title="legalqa", version=__version__, description=_DESCRIPTION, docs_url=None, redoc_url=None,
        swagger_ui_oauth2_redirect_url=None, redirect_slashes=False, root_path_in_servers=False,
        servers=[{"url": Site(root=desk.settings.root_path).at(API)}],
        responses={"4XX": {"model": Problem}, "5XX": {"model": Problem}},
    )  # fmt: skip
    _add_errors(api)
    _add_asking(api, desk)
    _add_documents(api, desk)
    _add_duties(api, desk)
    _add_feedback(api, desk)
    _add_operation(api, desk)
    return api


def _add_asking(api: FastAPI, desk: Desk) -> None:
    async def answered(asked: Asked, client: str | None) -> Answer:
        answer = await desk.ask(
            asked.question, asked.history, literal=asked.literal, narrowing=asked.narrowing, client=client
        )
        return _answer_below(desk.settings.root_path, answer)

    async def admitted(asked: Asked, request: Request) -> None:
        desk.admit(client_of(request))  # before the stream begins, so that a refusal has a status of its own

    @api.post("/ask", summary="Answer a question", response_model=Answer)
    async def ask(asked: Asked, request: Request) -> JSONResponse:
        return JSONResponse((await answered(asked, client_of(request))).to_json())

    @api.get("/ask", summary="Answer a question of an address", response_model=Answer)
    async def ask_by_address(request: Request, q: str, narrowing: Annotated[Filters, Query()]) -> JSONResponse:
        asked = Asked(question=q, narrowing=narrowing.narrowing())
        return JSONResponse((await answered(asked, client_of(request))).to_json())

    @api.post(
        "/ask/stream",
        summary="Answer a question, by server-sent events",
        response_class=EventSourceResponse,
        dependencies=[Depends(admitted)],
    )
    async def stream(asked: Asked, request: Request) -> AsyncIterator[ServerSentEvent]:
        """Events: "searching" at once; "understood"; "text" for each paragraph; "citation" for each source; "done" with the whole
        answer; or "error"."""
        yield ServerSentEvent(event="searching", data={"question": asked.question})
        try:
            answer = await answered(asked, None)
        except LegalqaError as error:
            yield ServerSentEvent(event="error", data=_told(error, request)[1])
            return
        except Exception:
            _log.exception("a question could not be answered")
            wrong = {"code": code_of(500), "message": site_of(request).strings.broken}
            yield ServerSentEvent(event="error", data=wrong)
            return
        if answer.understood:
            yield ServerSentEvent(event="understood", data=answer.understood)
        for paragraph in answer.text.split("\n\n"):
            yield ServerSentEvent(event="text", data=paragraph)
        for citation in answer.citations:
            yield ServerSentEvent(event="citation", data=citation)
        yield ServerSentEvent(event="done", data=answer.to_json())


def _add_documents(api: FastAPI, desk: Desk) -> None:
    @api.get("/examples", summary="Questions to begin with")
    def examples() -> Examples:
        return Examples(questions=desk.examples())

    @api.get("/documents", summary="The documents, newest first")
    def documents(narrowing: Annotated[Filters, Query()]) -> Documents:
        return Documents(documents=desk.documents(narrowing.narrowing()))

    @api.get("/documents/{document:path}", summary="A document with its text")
    def document(document: str) -> Whole:
        return whole_of(*desk.document(document))

    @api.get("/source", summary="A cited place in its context")
    def source(document: str, eid: str, start: int | None = None, end: int | None = None) -> Place:
        return _place_below(desk.settings.root_path, desk.place(document, eid, start, end))


def _answer_below(root: str, answer: Answer) -> Answer:
    """The answer with its addresses as they are below a reverse proxy's path."""
    if not root:
        return answer
    citations, near = (
        tuple(replace(one, url=root + one.url) for one in some) for some in (answer.citations, answer.near)
    )
    return replace(answer, citations=citations, near=near)


def _place_below(root: str, place: Place) -> Place:
    """The same of a cited place."""
    before, after = (tuple(replace(said, url=root + said.url) for said in some) for some in (place.before, place.after))
    return replace(place, url=root + place.url, before=before, after=after)


def whole_of(info: DocumentInfo, document: Document) -> Whole:
    """A document as the API gives it."""
    return Whole(document=info, provisions=list(_words(document)))


def duties_of(selection: Selection, listed: list[Row]) -> Duties:
    """Duties as the API gives them."""
    return Duties(
        agencies=[agency.name for agency in selection.agencies],
        searched=len(selection.documents),
        grouped=selection.grouped,
        unplaced=selection.unplaced,
        duties=listed,
    )


def _words(document: Document) -> Iterator[Words]:
    text = document.source.text

    def walk(provisions: tuple[Provision, ...], depth: int) -> Iterator[Words]:
        for node in provisions:
            words = shown(text, node.start, node.own_end)
            yield Words(
                eid=node.eid, kind=node.kind, label=node.label, text=words, depth=depth, start=node.start, end=node.own_end
            )  # fmt: skip
            yield from walk(node.children, depth + 1)

    yield from walk(document.provisions, 0)


def _add_duties(api: FastAPI, desk: Desk) -> None:
    @api.get("/agencies", summary="The bodies that have duties, most duties first")
    def agencies(q: str = "") -> Agencies:
        return Agencies(agencies=desk.agencies(q))

    @api.get("/duties", summary="Who must do what by when", response_model=Duties)
    def duties(
        request: Request,
        agency: str = "",
        role: Literal["", "lead", "with", "group"] = "",
        document: str = "",
        due: Annotated[str, Query(description="FROM..TO in ISO dates, either end open, or one day.")] = "",
        text: str = "",
        format: Literal["json", "csv", "xlsx", "docx", "ics"] = "json",
    ) -> Duties | Response:
        wanted = Wanted(agency, role, document, due, text)
        if format == "json":
            return duties_of(*desk.duties(wanted, desk.settings.root_path))
        here = f"{request.url.scheme}://{request.url.netloc}{desk.settings.root_path}"  # a file is opened elsewhere
        selection, listed = desk.duties(wanted, here)
        if format == "ics" and without_day(listed) == len(listed):
            raise NotFound("không có thời hạn nào là ngày của lịch")
        name = f"nhiem-vu{'-' + selection.agencies[0].id if selection.agencies else ''}.{format}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(encode(format, listed, selection.title), media_type=_MEDIA[format], headers=headers)


def _add_feedback(api: FastAPI, desk: Desk) -> None:
    @api.post("/feedback", summary="Say what is wrong with an answer, or that it helped", status_code=201)
    def add(remark: Remark, request: Request) -> Kept:
        desk.remark(Feedback(**remark.model_dump()), client_of(request))
        return Kept()

    @api.get("/feedback", summary="Every remark, an object a line; for whoever has the admin token")
    def read(authorization: Annotated[str, Header()] = "") -> Response:
        token = desk.settings.admin_token
        scheme, _, shown = authorization.partition(" ")
        if token and scheme.lower() != "bearer":
            raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="legalqa"'})
        if not token or not secrets.compare_digest(shown.strip().encode("latin-1"), token.encode()):
            raise HTTPException(403)
        return Response(desk.remarks.read(), media_type="application/x-ndjson; charset=utf-8")


def _add_operation(api: FastAPI, desk: Desk) -> None:
    @api.get("/health", summary="Whether the server runs")
    def health() -> Health:
        return Health(status="ok")

    @api.get("/ready", summary="Whether questions can be answered", responses={503: {"model": Health}})
    def ready(response: Response) -> Health:
        if desk.notice() is not None:
            response.status_code = 503
            return Health(status="closed")
        if not desk.is_ready():
            response.status_code = 503
            return Health(status="not ready")
        return Health(status="ok")

    @api.get("/metrics", summary="Counts in the text format of Prometheus", response_class=Response)
    def metrics() -> Response:
        return Response(desk.metrics.text(), media_type=CONTENT_TYPE)


def _add_errors(api: FastAPI) -> None:
    @api.exception_handler(LegalqaError)
    def told(request: Request, error: LegalqaError) -> Response:
        status, wrong = _told(error, request)
        headers = {"Retry-After": str(error.seconds)} if isinstance(error, Refused) and error.seconds else {}
        return problem(status, headers=headers, **wrong)

    @api.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        s = site_of(request).strings
        known = {401: s.forbidden, 403: s.forbidden, 404: s.not_found, 405: s.not_allowed, 413: s.too_large}
        told = known.get(error.status_code, s.invalid.format(fields="body"))
        return problem(error.status_code, told, headers=dict(error.headers or {}))

    @api.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        fields = {".".join(map(str, one["loc"]))[:_LONGEST_FIELD]: one["msg"] for one in error.errors()}
        told = site_of(request).strings.invalid.format(fields=", ".join(fields))
        return JSONResponse({"error": {"code": code_of(422), "message": told, "fields": fields}}, 422)

    @api.exception_handler(Exception)
    def broken(request: Request, _: Exception) -> Response:
        return problem(500, site_of(request).strings.broken)


def _told(error: LegalqaError, request: Request) -> tuple[int, dict[str, Any]]:
    """The status and the body of an error, in the reader's language where the words are the interface's own."""
    s = site_of(request).strings
    if isinstance(error, Refused):
        message = s.refused(error.reason, error.seconds, error.notice)
        return _STATUS[error.reason], {"code": error.reason, "message": message, "retry_after": error.seconds}
    if isinstance(error, NotKept):
        status, message = (503, s.remark_failed) if error.is_taken else (403, s.remark_off)
    elif isinstance(error, NotFound):
        status, message = 404, s.told_missing.format(message=error.told)
    elif isinstance(error, (IndexProblem, EngineError)):
        tell_log(error)
        status, message = 503, s.unready
    else:
        status, message = 400, s.told_wrong.format(message=error)
    choices = getattr(error, "choices", ())
    return status, {"code": code_of(status), "message": message, **({"choices": list(choices)} if choices else {})}
