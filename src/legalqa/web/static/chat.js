/* The chat page beside Gradio: this tab keeps the conversation, and the server none. A finished turn goes from Gradio's #latest into the
   conversation, and into the session's storage, so that it is there when the reader comes back from a document. */
"use strict";

(() => {
  const TURNS = "legalqa.turns";
  const PLACE = "legalqa.place";
  const MOST = 20;

  /* A name that nobody guesses; crypto.randomUUID is missing where the page is served over plain http. */
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  /* The turns of this tab: [{id, question, undone, html}], oldest first; "cut" says that older ones were dropped. */
  const read = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(TURNS)) ?? {};
      return { cut: kept.cut === true, turns: Array.isArray(kept.turns) ? kept.turns : [] };
    } catch {
      return { cut: false, turns: [] };
    }
  };
  const kept = read();
  const keep = () => {
    if (kept.turns.length > MOST) {
      kept.turns = kept.turns.slice(-MOST);
      kept.cut = true;
    }
    while (true) {
      try {
        sessionStorage.setItem(TURNS, JSON.stringify(kept));
        return;
      } catch {
        if (kept.turns.length < 2) return;
        kept.turns.shift();
        kept.cut = true;
      }
    }
  };
  const history = () => kept.turns.filter((turn) => !turn.undone).map((turn) => turn.question);

  /* What the button in the conversation asks that was tapped last. */
  const tap = { question: "", literal: false, chosen: "", at: -Infinity };
  let expected = "";

  const send = (question, literal, chosen) => {
    expected = fresh();
    return [question, JSON.stringify({ turn: expected, history: history(), literal, chosen })];
  };

  window.legalqa = {
    asked: (question) => {
      window.legalqa.leaveQuestion();
      return send(question, false, window.legalqa.chosen());
    },
    tapped: () => send(tap.question, tap.literal, tap.chosen),
    renew: () => {
      kept.turns = [];
      kept.cut = false;
      expected = "";
      sessionStorage.removeItem(TURNS);
      sessionStorage.removeItem(PLACE);
      window.legalqa.leaveQuestion();
      window.legalqa.closeSource();
      document.querySelector("#conversation .turns").replaceChildren();
      show();
      window.scrollTo({ top: 0, behavior: "instant" });
      document.querySelector("#question textarea").focus({ preventScroll: true });
    },
    ask: (question, { literal = false, chosen = "" } = {}) => {
      Object.assign(tap, { question, literal, chosen });
      document.getElementById("tap").click();
    },
  };

  /* Enter that ends a syllable of an input method is not Enter that sends. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);

  const touched = window.matchMedia("(pointer: coarse)");

  /* A button in the conversation asks what it carries, of the documents that its turn was asked of, once: the same tapped again at once is
     one tap. The keyboard goes on from the question box. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#conversation button[data-ask]");
    if (!button) return;
    const { ask: question, literal, chosen = "" } = button.dataset;
    const asked = { question, literal: literal !== undefined, chosen, at: event.timeStamp };
    const again = asked.question === tap.question && asked.literal === tap.literal && asked.chosen === tap.chosen;
    if (again && asked.at - tap.at < 800) return;
    Object.assign(tap, asked);
    if (asked.literal) undo(button.closest(".turn"));
    if (!touched.matches) document.querySelector("#question textarea").focus({ preventScroll: true });
    window.legalqa.leaveQuestion();
    document.getElementById("tap").click();
  });

  /* "I mean another agency": the question as it was read, with that name in it; the turn that it corrects counts no more. */
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#conversation .correct form");
    if (!form) return;
    event.preventDefault();
    const { question, chosen = "" } = form.dataset;
    const name = form.elements.agency.value.trim();
    if (!name) return;
    undo(form.closest(".turn"));
    window.legalqa.leaveQuestion();
    window.legalqa.ask(question.replace("{}", () => name), { chosen });
  });

  const undo = (turn) => {
    const one = kept.turns.find(({ id }) => id === turn?.dataset.turn);
    if (!one) return;
    turn.querySelectorAll(".understood :is(.undo, .correct)").forEach((part) => part.remove());
    one.undone = true;
    one.html = turn.outerHTML;
    keep();
  };

  /* Following a source leaves the page; coming back shows the place that was left. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("#conversation a, #source a")) sessionStorage.setItem(PLACE, String(window.scrollY));
  });

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let seen = "";

  /* A question, and again its answer, is brought to the top of the window, unless it stands there. */
  const look = () => {
    const turns = [...document.querySelectorAll("#conversation .turn, #latest .turn")].filter((turn) => turn.offsetParent !== null);
    document.body.classList.toggle("talking", turns.length > 0);
    const last = turns.at(-1);
    const now = last ? `${last.dataset.turn} ${last.className}` : "";
    if (now === seen) return;
    const place = seen === "" ? sessionStorage.getItem(PLACE) : null;
    seen = now;
    if (!last) return;
    if (place !== null) {
      sessionStorage.removeItem(PLACE);
      window.scrollTo({ top: Number(place), behavior: "instant" });
      return;
    }
    if (touched.matches) document.activeElement?.blur();
    const { top } = last.getBoundingClientRect();
    if (top >= 0 && top < window.innerHeight * 0.3) return;
    last.scrollIntoView({ behavior: calm.matches ? "instant" : "smooth", block: "start" });
  };

  const tell = (text) => {
    const told = document.getElementById("told");
    if (told && told.textContent !== text) told.textContent = text;
  };

  /* What Gradio shows: a turn that is being looked for, that is arriving, or that is whole; the whole one is kept. */
  const take = () => {
    const turn = document.querySelector("#latest .turn");
    const told = document.getElementById("told");
    if (!turn || !told) return;
    if (turn.classList.contains("searching")) {
      tell(told.dataset.searching);
      return;
    }
    const { turn: id, question } = turn.dataset;
    if (turn.ariaBusy === "true" || !id) return;
    const copy = turn.cloneNode(true);
    turn.replaceChildren();
    turn.className = "taken";
    if (kept.turns.some((one) => one.id === id)) return;
    kept.turns.push({ id, question, undone: copy.classList.contains("error"), html: copy.outerHTML });
    keep();
    document.querySelector("#conversation .turns").append(copy);
    const words = (copy.querySelector(".status, .exact, .answer p")?.textContent ?? "").trim().slice(0, 160);
    tell(told.dataset.answered.replace("{status}", () => words));
  };

  const show = () => {
    const forgotten = document.querySelector("#conversation .forgotten");
    if (forgotten) forgotten.hidden = !kept.cut;
    take();
    look();
  };

  /* The conversation of a tab that was left and opened again; then the question of the address, unless it was just asked. */
  const restore = () => {
    const turns = document.querySelector("#conversation .turns:not([data-dressed])");
    if (!turns || !document.querySelector("#question textarea") || !document.getElementById("tap")) return;
    turns.dataset.dressed = "";
    turns.innerHTML = kept.turns.map(({ html }) => html).join("");
    const asked = new URL(location.href).searchParams.get("q")?.trim();
    if (asked && kept.turns.at(-1)?.question !== asked) window.legalqa.ask(asked, { chosen: window.legalqa.chosen() });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const main = document.getElementById("main");
    new MutationObserver(() => { restore(); show(); window.legalqa.dress(); }).observe(main, { childList: true, subtree: true });
  });
})();
