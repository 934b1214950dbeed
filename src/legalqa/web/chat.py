"""The chat page: a Gradio Blocks of a few components; every answer that is shown comes from the templates.

The server keeps no conversation: the page's script (static/chat.js) keeps its turns, and sends the questions before with each new one.
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from legalqa.errors import LegalqaError
from legalqa.models import EVERYTHING, Answer, Narrowing
from legalqa.web.answers import Turn, turn_html
from legalqa.web.choosing import chooser, read_choice
from legalqa.web.desk import TURNS, Desk
from legalqa.web.examples import SHOWN
from legalqa.web.guard import Refused, client_of
from legalqa.web.typeset import Site, typeset

_log = logging.getLogger(__name__)

#: What static/chat.js sends of the question whose turn it is. It hears the box and the buttons itself: Gradio is deaf while it reconnects.
_SENT = "() => window.legalqa.sent()"
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif")
#: An answer with more sources is shown in two steps: first so many of its blocks and sources, then the whole.
_FIRST = 12
_LONGEST_SENT = 100_000


@dataclass(frozen=True, slots=True)
class Sent:
    """What a page sends with a question: its own name for the turn, the questions before, and how it is asked."""

    turn: str = ""
    history: tuple[str, ...] = ()
    literal: bool = False
    choice: str = ""


class Chat:
    """The events of the chat page at one desk."""

    def __init__(self, desk: Desk, site: Site) -> None:
        self.desk = desk
        self.site = site

    async def ask(self, question: str, sent: str, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        """Show the turn with its answer, a long one in two steps: (turn, chooser).

        Args:
            question: As typed, or as the button says that was tapped.
            sent: What the page sends with it, as JSON.
            request: Whose question it is, as far as the rate of asking goes.
        """
        asked = read_sent(sent)
        narrowing = read_choice(asked.choice)
        answer = await self._answer(question, asked, narrowing, client_of(request))
        # Nothing fits what was chosen: the library may no longer be what the page shows.
        stale = narrowing != EVERYTHING and not answer.searched.get("documents")
        turn = Turn(question, answer, asked.literal, narrowing, asked.turn)
        if len(answer.citations) > _FIRST:
            yield self._shown(turn, longest=_FIRST), gr.skip()
        yield self._shown(turn), self.chooser() if stale else gr.skip()

    def chooser(self) -> str:
        """The control that chooses the documents, over the library as it is now."""
        try:
            return chooser(self.desk.documents(), self.site)
        except LegalqaError:
            return ""

    def examples(self) -> list[dict[str, Any]]:
        """What the buttons with questions to begin with show, over the library as it is now; always as many."""
        questions = self.desk.examples()
        shown = [{"value": question, "visible": True, "elem_classes": "example"} for question in questions[:SHOWN]]
        return shown + [{"value": "", "visible": False, "elem_classes": "example"}] * (SHOWN - len(shown))

    async def _answer(self, question: str, asked: Sent, narrowing: Narrowing, client: str) -> Answer:
        try:
            return await self.desk.ask(
                question, asked.history, literal=asked.literal, narrowing=narrowing, client=client
            )
        except Refused as refused:
            text = self.site.strings.refused(refused.reason, refused.seconds, refused.notice)
            return Answer(question, "error", text)
        except LegalqaError as error:
            return Answer(question, "error", str(error))
        except Exception:
            _log.exception("a question could not be answered")
            return Answer(question, "error", self.site.strings.broken)

    def _shown(self, turn: Turn, *, longest: int | None = None) -> str:
        try:
            documents = {info.id: info for info in self.desk.documents()}
        except LegalqaError:
            documents = {}
        return _whole(turn_html(turn, documents, self.site, longest=longest, judged=self.desk.remarks.is_open))


def read_sent(text: object) -> Sent:
    """What a page sends; what is none of it is left out."""
    try:
        value = json.loads(text) if isinstance(text, str) and len(text) <= _LONGEST_SENT else {}
    except (ValueError, RecursionError):
        value = {}
    if not isinstance(value, dict):
        return Sent()
    turn, history, choice = value.get("turn"), value.get("history"), value.get("chosen")
    questions = [question for question in history if isinstance(question, str)] if isinstance(history, list) else []
    return Sent(
        turn=turn if isinstance(turn, str) and turn.isalnum() and len(turn) <= 40 else "",
        history=tuple(questions[-TURNS:]),
        literal=value.get("literal") is True,
        choice=choice if isinstance(choice, str) else "",
    )


def _whole(text: str) -> str:
    """The text with a sign in place of each half of a character, which cannot be sent."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def build(chat: Chat) -> gr.Blocks:
    """The page: conversation, question box, suggestions."""
    s = chat.site.strings
    with gr.Blocks(title=f"{s.name} – {s.title}", analytics_enabled=False, fill_width=True) as blocks:
        asked, sent = gr.Textbox(visible=False), gr.Textbox(visible=False)
        tap = gr.Button(visible="hidden", elem_id="tap")  # pressed by static/chat.js for the question whose turn it is
        opening = typeset("conversation.html", chat.site, seconds=chat.desk.settings.answer_seconds)
        gr.HTML(opening, elem_id="conversation", apply_default_css=False)
        shown = gr.HTML("", elem_id="latest", apply_default_css=False)
        with gr.Column(elem_id="composer"):
            choosing = gr.HTML(chat.chooser(), elem_id="chooser", apply_default_css=False)
            with gr.Row(elem_id="ask"):
                gr.Textbox(
                    elem_id="question",
                    label=s.question,
                    placeholder=s.placeholder,
                    lines=1,
                    max_lines=6,
                    scale=1,
                    container=False,
                    html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off", lang="vi"),
                )
                gr.Button(s.send, elem_id="send", variant="primary", scale=0)
            with gr.Row(elem_id="below"):
                gr.HTML(typeset("hint.html", chat.site), elem_id="hint", apply_default_css=False)
                gr.Button(s.new, elem_id="new", scale=0)
        with gr.Column(elem_id="suggestions"):
            gr.HTML(typeset("suggestions.html", chat.site), apply_default_css=False)
            buttons = [gr.Button(**button) for button in chat.examples()]

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        # The page keeps the order of a tab's questions, the desk the queue of all; a question is asked by pressing "tap".
        tap.click(
            chat.ask,
            [asked, sent],
            [shown, choosing],
            js=_SENT,
            concurrency_limit=None,
            trigger_mode="multiple",
            **quiet,
        )
        blocks.load(chat.chooser, None, [choosing], **quiet)
        blocks.load(lambda: [gr.Button(**button) for button in chat.examples()], None, buttons, **quiet)
    return blocks


def theme() -> gr.themes.Base:
    """The system's own fonts; Gradio's themes would load theirs. Colours and sizes are in static/chat.css."""
    fonts = [gr.themes.Font(name) for name in _FONTS]
    return gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")])
