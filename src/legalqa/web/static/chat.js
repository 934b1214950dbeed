/* The chat page beside Gradio: whose conversation it is, where the reader stands, and typing Vietnamese. */
"use strict";

(() => {
  const KEY = "legalqa.page";
  const PLACE = "legalqa.place";

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
  const tap = { question: "", literal: false, at: -Infinity };

  window.legalqa = { key, newKey, tapped: () => [tap.question, key(), tap.literal] };

  /* Enter that ends a syllable of an input method is not Enter that sends. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);

  const touched = window.matchMedia("(pointer: coarse)");

  /* A button in the conversation asks what it carries, once: the same tapped again at once is one tap. The button goes when the
     answer comes, so the keyboard goes on from the question box. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#conversation button[data-ask]");
    if (!button) return;
    const { ask: question, literal } = button.dataset;
    const asked = { question, literal: literal !== undefined, at: event.timeStamp };
    if (asked.question === tap.question && asked.literal === tap.literal && asked.at - tap.at < 800) return;
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

  document.addEventListener("DOMContentLoaded", () => {
    const main = document.getElementById("main");
    new MutationObserver(look).observe(main, { childList: true, subtree: true });
  });
})();
