/* The chat page beside Gradio: whose conversation it is, where the reader stands, and typing Vietnamese. */
"use strict";

(() => {
  const KEY = "legalqa.page";
  const PLACE = "legalqa.place";
  const CHOICE = "legalqa.choice";

  /* A key that nobody guesses; crypto.randomUUID is missing where the page is served over plain http. */
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const newKey = () => {
    const key = fresh();
    sessionStorage.setItem(KEY, key);
    sessionStorage.removeItem(PLACE);
    return key;
  };

  const key = () => sessionStorage.getItem(KEY) ?? newKey();

  /* What the button in the conversation asks that was tapped last. */
  const tap = { question: "", literal: false, chosen: "", at: -Infinity };

  /* The documents that this tab asks: {field: value}, of every field at most one value. */
  const choice = () => {
    try {
      return Object.fromEntries(Object.entries(JSON.parse(sessionStorage.getItem(CHOICE)) ?? {}).filter(([, value]) => typeof value === "string"));
    } catch {
      return {};
    }
  };
  const sent = ([field, value]) => [field, [field === "years" ? Number(value) : value]];
  const chosen = () => {
    const entries = Object.entries(choice());
    return entries.length ? JSON.stringify(Object.fromEntries(entries.map(sent))) : "";
  };

  window.legalqa = { key, newKey, chosen, tapped: () => [tap.question, key(), tap.literal, tap.chosen] };

  /* Enter that ends a syllable of an input method is not Enter that sends. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);

  const touched = window.matchMedia("(pointer: coarse)");

  /* A button in the conversation asks what it carries, of the documents that its turn was asked of, once: the same tapped again at once is one tap. The button goes when the
     answer comes, so the keyboard goes on from the question box. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#conversation button[data-ask]");
    if (!button) return;
    const { ask: question, literal, chosen = "" } = button.dataset;
    const asked = { question, literal: literal !== undefined, chosen, at: event.timeStamp };
    const again = asked.question === tap.question && asked.literal === tap.literal && asked.chosen === tap.chosen;
    if (again && asked.at - tap.at < 800) return;
    Object.assign(tap, asked);
    if (!touched.matches) document.querySelector("#question textarea").focus({ preventScroll: true });
    document.getElementById("tap").click();
  });

  /* Following a source leaves the page; coming back shows the place that was left. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("#conversation a")) sessionStorage.setItem(PLACE, String(window.scrollY));
  });

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let seen = "";

  /* A question, and again its answer, is brought to the top of the window, unless it stands there. */
  const look = () => {
    const turns = document.querySelectorAll("#conversation .turn");
    document.body.classList.toggle("talking", turns.length > 0);
    const last = turns[turns.length - 1];
    const now = last ? `${turns.length} ${last.className}` : "";
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

  /* The control that chooses documents tells what is chosen. What is chosen in a list leaves fewer values to those behind it; a
     value that the library no longer has stays, and says so, until it is cleared. */
  const tell = (chooser) => {
    const values = choice();
    const selects = [...chooser.querySelectorAll("select")];
    let documents = [...chooser.querySelectorAll("select[data-field=documents] option:not([value='']):not([data-gone])")];
    let told = [];
    let gone = false;
    for (const select of selects) {
      const { field } = select.dataset;
      const of = (option) => field === "documents" ? option.value : option.dataset[field];
      const left = new Set(documents.map(of));
      select.querySelector("[data-gone]")?.remove();
      for (const option of select.options) option.hidden = option.disabled = option.value !== "" && !left.has(option.value);
      let option = [...select.options].find(({ value }) => value === (values[field] ?? ""));
      if (!option) {
        option = new Option(chooser.dataset.gone.replace("{value}", () => values[field]), values[field]);
        option.dataset.gone = "";
        select.append(option);
        gone = true;
      } else if (option.disabled) {
        delete values[field];
        [option] = select.options;
      }
      select.value = option.value;
      if (option.value === "") continue;
      told = field === "documents" && !gone ? [option.text] : [...told, option.text];
      if (option.dataset.gone === undefined) documents = documents.filter((item) => of(item) === option.value);
    }
    for (const [field, value] of Object.entries(values)) {
      if (selects.some((select) => select.dataset.field === field)) continue;
      told.push(chooser.dataset.gone.replace("{value}", () => value));
      gone = true;
    }
    sessionStorage.setItem(CHOICE, JSON.stringify(values));
    const count = chooser.dataset.count.replace("{count}", gone ? 0 : documents.length);
    const words = !told.length ? chooser.dataset.all : values.documents && !gone ? told[0] : `${told.join(", ")} – ${count}`;
    chooser.querySelector(".chosen").textContent = words;
    chooser.querySelector("summary").title = told.length ? words : "";
    chooser.querySelector(".clear").hidden = told.length === 0;
    chooser.classList.toggle("narrowed", told.length > 0);
    return words;
  };

  const say = (chooser) => { chooser.querySelector("[role=status]").textContent = tell(chooser); };

  document.addEventListener("change", (event) => {
    const select = event.target.closest("#chooser select");
    if (!select) return;
    const values = choice();
    delete values[select.dataset.field];
    if (select.value) values[select.dataset.field] = select.value;
    sessionStorage.setItem(CHOICE, JSON.stringify(values));
    say(select.closest(".chooser"));
  });

  document.addEventListener("click", (event) => {
    const clear = event.target.closest("#chooser .clear");
    const open = document.querySelector("#chooser details[open]");
    if (clear) {
      sessionStorage.removeItem(CHOICE);
      say(clear.closest(".chooser"));
      clear.closest(".chooser").querySelector("summary").focus({ preventScroll: true });
    } else if (open && !event.target.closest("#chooser")) {
      open.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    const open = document.querySelector("#chooser details[open]");
    if (!open) return;
    if (event.key === "Escape") {
      open.open = false;
      open.querySelector("summary").focus({ preventScroll: true });
    } else if (event.key === "Enter" && event.target.closest("#question")) {
      open.open = false;
    }
  });

  /* Gradio sets the control anew when the library changed. */
  const dress = () => {
    const chooser = document.querySelector("#chooser .chooser:not([data-dressed])");
    if (!chooser) return;
    chooser.dataset.dressed = "";
    tell(chooser);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const main = document.getElementById("main");
    new MutationObserver(() => { look(); dress(); }).observe(main, { childList: true, subtree: true });
  });
})();
