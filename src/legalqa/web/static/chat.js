/* The chat page beside Gradio: this tab keeps the conversation, and the server none. A finished turn goes from Gradio's #latest into the
   conversation, and into the session's storage, so that it is there when the reader comes back from a document. */
"use strict";

(() => {
  const TURNS = "legalqa.turns";
  const PLACE = "legalqa.place";
  const MOST = 20;

  /* A name that nobody guesses; crypto.randomUUID is missing where the page is served over plain http. */
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  /* What is sent of the questions before, and the longest question that is sent at all. */
  const LONGEST_BEFORE = 1000;
  const LONGEST = 20000;

  /* The turns of this tab, oldest first: {id, question, literal, chosen, undone, html}, without html while they wait for their answer; "cut"
     says that older ones were dropped. */
  const read = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(TURNS)) ?? {};
      return { cut: kept.cut === true, turns: Array.isArray(kept.turns) ? kept.turns : [] };
    } catch {
      return { cut: false, turns: [] };
    }
  };
  const kept = read();
  const place = () => document.querySelector("#conversation .turns");
  const article = (id) => place()?.querySelector(`[data-turn="${CSS.escape(id)}"]`);
  const drop = () => {
    article(kept.turns.shift().id)?.remove();
    kept.cut = true;
    document.querySelector("#conversation .forgotten").hidden = false;
  };
  const keep = () => {
    while (kept.turns.length > MOST) drop();
    while (true) {
      try {
        sessionStorage.setItem(TURNS, JSON.stringify(kept));
        return;
      } catch {
        if (kept.turns.length < 2) return;
        drop();
      }
    }
  };
  const before = (id) => {
    const turns = kept.turns.slice(0, kept.turns.findIndex((turn) => turn.id === id));
    return turns.filter((turn) => turn.html && !turn.undone).map((turn) => turn.question.slice(0, LONGEST_BEFORE));
  };

  /* One question is on its way at a time; those behind it wait, and are shown waiting. */
  let current = null;
  let patience = 0;
  const next = () => {
    if (current || !document.getElementById("tap")) return;
    current = kept.turns.find((turn) => !turn.html && !turn.failed) ?? null;
    if (!current) return;
    clearTimeout(patience);
    patience = setTimeout(fail, 3000);
    document.getElementById("tap").click();
  };

  /* No answer came: the server is gone, or could not read the question. */
  const fail = () => {
    clearTimeout(patience);
    if (!current) return;
    current.failed = true;
    keep();
    const pending = article(current.id)?.querySelector(".answer");
    const again = Object.assign(document.createElement("button"), { type: "button", className: "again", textContent: told().dataset.again });
    const words = Object.assign(document.createElement("p"), { textContent: told().dataset.lost });
    pending?.replaceChildren(words, again);
    tell(told().dataset.lost);
    current = null;
    next();
  };

  /* A turn as it stands there until its answer comes; the answer's HTML is the server's. */
  const waiting = ({ id, question }) => {
    const turn = Object.assign(document.createElement("article"), { className: "turn searching" });
    turn.dataset.turn = id;
    turn.dataset.question = question;
    const asked = Object.assign(document.createElement("h2"), { className: "asked" });
    asked.append(Object.assign(document.createElement("span"), { className: "hidden", textContent: `${told().dataset.asked}: ` }), question);
    const answer = Object.assign(document.createElement("div"), { className: "answer" });
    answer.append(Object.assign(document.createElement("p"), { className: "pending", textContent: told().dataset.searching }));
    turn.append(asked, answer);
    return turn;
  };

  const hint = (text, kind) => {
    const line = document.querySelector("#hint p");
    line.textContent = text;
    line.className = kind;
  };

  const touched = window.matchMedia("(pointer: coarse)");
  const box = () => document.querySelector("#question textarea");

  window.legalqa = {
    /* Ask; it is shown at once. */
    ask: (question, { literal = false, chosen = window.legalqa.chosen() } = {}) => {
      window.legalqa.leaveQuestion();
      const turn = { id: fresh(), question, literal, chosen };
      kept.turns.push(turn);
      keep();
      place().append(waiting(turn));
      tell(told().dataset.searching);
      if (touched.matches) document.activeElement?.blur();
      look(true);
      next();
    },
    /* What Gradio sends to the server. */
    sent: () => {
      clearTimeout(patience);
      patience = setTimeout(fail, Number(told().dataset.seconds) * 1000 + 10000);
      const { id, question, literal, chosen } = current;
      return [question, JSON.stringify({ turn: id, history: before(id), literal, chosen })];
    },
  };

  const renew = () => {
    kept.turns = [];
    kept.cut = false;
    current = null;
    clearTimeout(patience);
    sessionStorage.removeItem(TURNS);
    sessionStorage.removeItem(PLACE);
    window.legalqa.leaveQuestion();
    window.legalqa.closeSource();
    place().replaceChildren();
    document.querySelector("#conversation .forgotten").hidden = true;
    tell("");
    look(true);
    window.scrollTo({ top: 0, behavior: "instant" });
    box().focus({ preventScroll: true });
  };

  /* Asks what stands in the question box, and empties it. */
  let early = false;
  const enter = () => {
    early = !place()?.hasAttribute("data-dressed");  // sent before the page stood there: it is asked when it does
    if (early) return;
    const question = box().value;
    const { empty, long, keys } = told().dataset;
    const wrong = question.trim() === "" ? empty : question.length > LONGEST ? long : "";
    hint(wrong || keys, wrong ? "missing" : "keys");
    if (wrong) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box(), "");
    box().dispatchEvent(new Event("input", { bubbles: true }));
    window.legalqa.ask(question);
  };

  /* Enter sends, but not the Enter that ends a syllable of an input method. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || !event.target.matches("#question textarea")) return;
    event.stopImmediatePropagation();
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    enter();
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#send, #new, .example");
    if (!button) return;
    if (button.id === "send") enter();
    else if (button.id === "new") renew();
    else window.legalqa.ask(button.textContent.trim());
  });

  /* A button in the conversation asks what it carries, of the documents that its turn was asked of, once: the same tapped again at once is
     one tap. The keyboard goes on from the question box. */
  let tapped = { key: "", at: -Infinity };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#conversation button[data-ask]");
    if (!button) return;
    const { ask: question, literal, chosen = "" } = button.dataset;
    const key = JSON.stringify([question, literal, chosen]);
    const again = key === tapped.key && event.timeStamp - tapped.at < 800;
    tapped = { key, at: event.timeStamp };
    if (again) return;
    if (literal !== undefined) undo(button.closest(".turn"));
    if (!touched.matches) box().focus({ preventScroll: true });
    window.legalqa.ask(question, { literal: literal !== undefined, chosen });
  });

  document.addEventListener("click", (event) => {
    const turn = event.target.closest("#conversation .again")?.closest(".turn");
    const one = kept.turns.find(({ id }) => id === turn?.dataset.turn);
    if (!one) return;
    delete one.failed;
    turn.replaceWith(waiting(one));
    next();
  });

  /* "I mean another agency": the question as it was read, with that name in it; the turn that it corrects counts no more. */
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#conversation .correct form");
    if (!form) return;
    event.preventDefault();
    const { question, chosen = "" } = form.dataset;
    const input = form.elements.agency;
    const names = [...document.querySelectorAll("#agencies option")].map(({ value }) => value);
    const name = names.find((one) => searchKey(one) === searchKey(input.value)) ?? (names.length ? "" : input.value.trim());
    input.setCustomValidity(name ? "" : told().dataset.unknown);
    if (!form.reportValidity()) return;
    undo(form.closest(".turn"));
    if (!touched.matches) box().focus({ preventScroll: true });
    window.legalqa.ask(question.replace("{}", () => name), { chosen });
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("#conversation .correct input")) event.target.setCustomValidity("");
  });

  const undo = (turn) => {
    const one = kept.turns.find(({ id }) => id === turn?.dataset.turn);
    turn?.querySelectorAll(".understood :is(.undo, .correct)").forEach((part) => part.remove());
    if (!one) return;
    one.undone = true;
    one.html = turn.outerHTML;
    keep();
  };

  /* Following a link leaves the page; coming back shows the place that was left. A source opens without leaving it. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#conversation a, #source a");
    if (link && !link.matches(".cited")) sessionStorage.setItem(PLACE, String(window.scrollY));
  });

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  /* A question that was sent, and again its answer, is brought to the top of the window, unless it stands there, or the reader is busy. */
  const look = (sent) => {
    const turns = document.querySelectorAll("#conversation .turn");
    document.body.classList.toggle("talking", turns.length > 0);
    const last = turns[turns.length - 1];
    if (!last) return;
    const at = document.activeElement;
    const busy = document.querySelector("#source[open]") || (at?.matches("input, textarea, select") && (at !== box() || at.value !== ""));
    if (busy && !sent) return;
    const { top } = last.getBoundingClientRect();
    if (top >= 0 && top < window.innerHeight * 0.3) return;
    last.scrollIntoView({ behavior: calm.matches ? "instant" : "smooth", block: "start" });
  };

  const told = () => document.getElementById("told");
  const tell = (text) => {
    if (told().textContent !== text) told().textContent = text;
  };

  /* What Gradio shows: the turn on its way, in parts or whole. It takes its place in the conversation; the whole one is kept, and any other
     than the one on its way is dropped. */
  const take = () => {
    const turn = document.querySelector("#latest .turn");
    if (!turn) return;
    const copy = turn.cloneNode(true);
    turn.replaceChildren();
    turn.className = "taken";
    if (!current || copy.dataset.turn !== current.id) return;
    article(current.id)?.replaceWith(copy);
    if (copy.ariaBusy === "true") return;
    clearTimeout(patience);
    current.html = copy.outerHTML;
    current.undone = copy.matches(".error, .rejected");
    current = null;
    keep();
    const words = copy.querySelector(".status, .exact, .answer p")?.cloneNode(true);
    words?.querySelectorAll("sup").forEach((mark) => mark.remove());
    const said = (words?.textContent ?? "").trim().slice(0, 160);
    tell(copy.matches(".answered, .partial") ? told().dataset.answered.replace("{status}", () => said) : said);
    look(false);
    next();
  };

  /* The conversation of a tab that was left and opened again; then the question of the address, unless it was just asked. */
  const restore = () => {
    const turns = document.querySelector("#conversation .turns:not([data-dressed])");
    if (!turns || !box() || !document.getElementById("tap")) return;
    turns.dataset.dressed = "";
    document.querySelector("#conversation .forgotten").hidden = !kept.cut;
    turns.innerHTML = kept.turns.filter(({ html }) => html).map(({ html }) => html).join("");
    for (const turn of kept.turns.filter(({ html }) => !html)) {
      delete turn.failed;
      turns.append(waiting(turn));
    }
    const left = sessionStorage.getItem(PLACE);
    look(left === null);
    if (left !== null) {
      sessionStorage.removeItem(PLACE);
      window.scrollTo({ top: Number(left), behavior: "instant" });
    }
    const asked = new URL(location.href).searchParams.get("q")?.trim();
    if (asked && kept.turns.at(-1)?.question !== asked) window.legalqa.ask(asked);
    if (early) enter();
    next();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const main = document.getElementById("main");
    new MutationObserver(() => { restore(); take(); window.legalqa.dress(); }).observe(main, { childList: true, subtree: true });
    /* Gradio tells failures in notes of its own; they are told in the turn instead. */
    new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      if (added.some((node) => node.matches?.(".toast-body") || node.querySelector?.(".toast-body"))) fail();
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
