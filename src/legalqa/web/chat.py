"""The chat page: a Gradio Blocks of a few components; everything that is shown comes from the templates."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from legalqa.errors import LegalqaError
from legalqa.models import EVERYTHING, Answer
from legalqa.web.answers import Turn, conversation, undone
from legalqa.web.choosing import chooser, read_choice
from legalqa.web.conversations import Conversations
from legalqa.web.typeset import Site, typeset

if TYPE_CHECKING:
    from legalqa.assistant import Assistant

_log = logging.getLogger(__name__)

#: The key of this tab's conversation and the documents that are chosen in it come from the page's script (static/chat.js) with each event.
_ASKED = "(question) => [question, window.legalqa.key(), false, window.legalqa.chosen()]"
_KEY = "() => [window.legalqa.key()]"
_TAPPED = "() => window.legalqa.tapped()"
_OLD_AND_NEW_KEY = "() => [window.legalqa.key(), window.legalqa.newKey()]"
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif")


class Chat:
    """The events of the chat page over one assistant."""

    def __init__(self, assistant: Assistant, site: Site) -> None:
        self.assistant = assistant
        self.site = site
        self.strings = site.strings
        self.conversations = Conversations()
        self.keys = typeset("hint.html", self.site, text=site.strings.keys, kind="keys")

    def ask(self, question: str, key: str, literal: bool = False, choice: str = "") -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then with its answer: (conversation, question, hint, suggestions, chooser).

        Args:
            question: As typed, or as the button says that was tapped.
            key: Whose conversation it is.
            literal: Take it word for word.
            choice: The documents that the page chose, as it sends them.
        """
        if not question.strip():
            hint = typeset("hint.html", self.site, text=self.strings.empty, kind="missing")
            yield gr.skip(), gr.skip(), hint, gr.skip(), gr.skip()
            return
        turns = self.conversations.turns(key)
        suggestions = gr.Column(visible=False)
        turn = Turn(question, literal=literal, narrowing=read_choice(choice))
        yield self._shown((*turns, turn), key), "", self.keys, suggestions, gr.skip()
        answer = self._answer(turn, turns)
        self.conversations.add(key, replace(turn, answer=answer))
        # Nothing fits what was chosen: the library may no longer be what the page shows.
        stale = turn.narrowing != EVERYTHING and not answer.searched.get("documents")
        shown = self.chooser() if stale else gr.skip()
        yield self._shown(self.conversations.turns(key), key), gr.skip(), gr.skip(), suggestions, shown

    def chooser(self) -> str:
        """The control that chooses the documents, over the library as it is now."""
        try:
            return chooser(self.assistant.library.documents(), self.site)
        except LegalqaError:
            return ""

    def restore(self, key: str) -> tuple[Any, ...]:
        """The conversation of a page that was left and opened again: (conversation, suggestions)."""
        turns = self.conversations.turns(key)
        return self._shown(turns, key), gr.Column(visible=not turns)

    def renew(self, old: str, new: str) -> tuple[Any, ...]:
        """Forget the conversation and begin another: (conversation, question, hint, suggestions)."""
        self.conversations.forget(old)
        return self._shown((), new), "", self.keys, gr.Column(visible=True)

    def _answer(self, asked: Turn, turns: Sequence[Turn]) -> Answer:
        turns = (*turns, asked)
        history = [
            {"question": turn.question, "answer": turn.answer.text}
            for turn, wrong in zip(turns, undone(turns), strict=True)
            if turn.answer and not wrong
        ]
        try:
            return self.assistant.ask(asked.question, history, literal=asked.literal, narrowing=asked.narrowing)
        except LegalqaError as error:
            return Answer(asked.question, "error", str(error))
        except Exception:
            _log.exception("a question could not be answered")
            return Answer(asked.question, "error", self.strings.broken)

    def _shown(self, turns: Sequence[Turn], key: str) -> str:
        try:
            documents = {info.id: info for info in self.assistant.library.documents()} if turns else {}
        except LegalqaError:
            documents = {}
        return conversation(turns, documents, self.site, cut=self.conversations.dropped(key))


def build(chat: Chat, examples: Sequence[str]) -> gr.Blocks:
    """The page: conversation, question box, suggestions."""
    s = chat.strings
    with gr.Blocks(title=f"{s.name} – {s.title}", analytics_enabled=False, fill_width=True) as blocks:
        key, fresh = gr.Textbox(visible=False), gr.Textbox(visible=False)
        tapped, literal = gr.Textbox(visible=False), gr.Checkbox(visible=False)
        choice = gr.Textbox(visible=False)
        tap = gr.Button(visible="hidden", elem_id="tap")  # pressed by static/chat.js for a button in the conversation
        shown = gr.HTML(chat.restore("")[0], elem_id="conversation", apply_default_css=False)
        with gr.Column(elem_id="composer"):
            choosing = gr.HTML(chat.chooser(), elem_id="chooser", apply_default_css=False)
            with gr.Row(elem_id="ask"):
                question = gr.Textbox(
                    elem_id="question",
                    label=s.question,
                    placeholder=s.placeholder,
                    lines=1,
                    max_lines=6,
                    scale=1,
                    container=False,
                    html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off", lang="vi"),
                )
                send = gr.Button(s.send, elem_id="send", variant="primary", scale=0)
            with gr.Row(elem_id="below"):
                hint = gr.HTML(chat.keys, elem_id="hint", apply_default_css=False)
                new = gr.Button(s.new, elem_id="new", scale=0)
        with gr.Column(elem_id="suggestions") as suggestions:
            gr.HTML(typeset("suggestions.html", chat.site), apply_default_css=False)
            buttons = [gr.Button(example, elem_classes="example") for example in examples]

        asked = [key, literal, choice]
        outputs = [shown, question, hint, suggestions, choosing]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": 8}
        # What is sent while an answer is still arriving waits for its end; by default it would be lost.
        sent = [question.submit, send.click]
        gr.on(sent, chat.ask, [question, *asked], outputs, js=_ASKED, trigger_mode="always_last", **quiet)
        tap_outputs = [shown, tapped, hint, suggestions, choosing]  # what is being typed stays
        tap.click(chat.ask, [tapped, *asked], tap_outputs, js=_TAPPED, trigger_mode="always_last", **quiet)
        for button in buttons:
            button.click(chat.ask, [button, *asked], outputs, js=_ASKED, **quiet)
        new.click(chat.renew, [key, fresh], outputs[:-1], js=_OLD_AND_NEW_KEY, **quiet)
        blocks.load(chat.chooser, None, [choosing], **quiet)
        blocks.load(chat.restore, [key], [shown, suggestions], js=_KEY, **quiet)
    return blocks


def theme() -> gr.themes.Base:
    """The system's own fonts; Gradio's themes would load theirs. Colours and sizes are in static/chat.css."""
    fonts = [gr.themes.Font(name) for name in _FONTS]
    return gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")])
