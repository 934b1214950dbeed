/* Search inside a document: every hit is wrapped in <mark>, the text itself stays as it is. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".find");
  if (form) search(form, document.querySelector(".sheet"));
});

function search(form, sheet) {
  const field = form.querySelector("input");
  const told = form.querySelector("output");
  const [previous, next, stop] = ["previous", "next", "stop"].map((name) => form.querySelector(`.${name}`));
  const state = { asked: "", hits: [], at: 0, from: 0, timer: 0 };

  const go = (place) => {
    state.hits[state.at]?.forEach((mark) => mark.classList.remove("current"));
    state.at = (place + state.hits.length) % state.hits.length;
    const hit = state.hits[state.at];
    hit.forEach((mark) => mark.classList.add("current"));
    hit[0].scrollIntoView({ block: "center", inline: "nearest" });
    tell(hit[0].closest(".p")?.querySelector(".place")?.textContent);
  };

  const tell = (where) => {
    told.replaceChildren();
    if (!state.asked) return;
    if (!state.hits.length) told.textContent = form.dataset.none;
    else told.append(`${state.at + 1}/${state.hits.length}`, hidden(where ? `, ${where}` : ""));
  };

  const run = () => {
    clearTimeout(state.timer);
    const asked = tidy(field.value);
    stop.hidden = !field.value;
    if (asked === state.asked) return false;
    if (!state.asked) state.from = start(sheet);
    unmark(sheet);
    state.asked = asked;
    state.hits = asked ? mark(sheet, asked) : [];
    previous.disabled = next.disabled = !state.hits.length;
    remember(asked);
    if (state.hits.length) go(first(state.hits, state.from));
    else tell();
    return true;
  };

  const step = (by) => {
    if (!run() && state.hits.length) go(state.at + by);
  };

  const clear = () => {
    field.value = "";
    run();
    field.focus();
  };

  field.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(run, 150);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") clear();
    else if (event.key === "Enter" && event.target === field) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  });
  previous.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  stop.addEventListener("click", clear);

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("tim")?.slice(0, field.maxLength) ?? "";
  // Not before the browser has gone where the address says.
  window.addEventListener("load", run);
}

/* What is looked for: at least two characters. */
function tidy(text) {
  const asked = text.normalize("NFC").replace(/\s+/g, " ").trim();
  return asked.length < 2 ? "" : asked;
}

/* From where on down the page hits come first: the part that the address names, else what is seen. */
function start(sheet) {
  const target = sheet.querySelector(":target");
  return target ? target.getBoundingClientRect().top + window.scrollY : window.scrollY;
}

function first(hits, from) {
  const place = hits.findIndex(([mark]) => mark.getBoundingClientRect().bottom + window.scrollY > from);
  return Math.max(place, 0);
}

/* The search stands in the address, so that it can be sent. */
function remember(asked) {
  const address = new URL(location.href);
  if (asked) address.searchParams.set("tim", asked);
  else address.searchParams.delete("tim");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function hidden(text) {
  return Object.assign(document.createElement("span"), { className: "hidden", textContent: text });
}

/* Wraps every hit and returns them, each as its marks: one for every text node that it touches. */
function mark(sheet, asked) {
  const form = fold(asked) === key(asked) ? fold : key;
  const wanted = form(asked);
  return [...sheet.querySelectorAll("p, h2, h3, h4, h5, h6, td")]
    .filter((part) => !part.querySelector("p, td"))
    .flatMap((part) => markIn(textsOf(part), wanted, form));
}

function markIn(texts, wanted, form) {
  const there = form(texts.map((text) => text.node.data).join(""));
  const places = [];
  for (let at = there.indexOf(wanted); at >= 0; at = there.indexOf(wanted, at + wanted.length)) places.push(at);
  // From the last on: a text node that is cut keeps its beginning.
  return places.reverse().map((at) => wrap(texts, at, at + wanted.length)).reverse();
}

function wrap(texts, start, end) {
  return texts.filter((text) => text.start < end && start < text.end).map((text) => {
    const from = Math.max(start, text.start);
    const hit = text.node.splitText(from - text.start);
    hit.splitText(Math.min(end, text.end) - from);
    const around = Object.assign(document.createElement("mark"), { className: "hit" });
    hit.replaceWith(around);
    around.append(hit);
    return around;
  });
}

function unmark(sheet) {
  const parents = new Set();
  for (const hit of sheet.querySelectorAll("mark.hit")) {
    parents.add(hit.parentNode);
    hit.replaceWith(...hit.childNodes);
  }
  for (const parent of parents) parent.normalize();
}

/* The text nodes of a part with their places in its text, but for those of its tools. */
function textsOf(part) {
  const found = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let start = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(".tools")) continue;
    found.push({ node, start, end: start + node.data.length });
    start += node.data.length;
  }
  return found;
}

/* Search keys as long as their text: lower case with one place of the tone mark ("hoà" is "hòa"); the same without diacritics. */
const MARKED = { à: "ò", á: "ó", ả: "ỏ", ã: "õ", ạ: "ọ", è: "ò", é: "ó", ẻ: "ỏ", ẽ: "õ", ẹ: "ọ", ỳ: "ù", ý: "ú", ỷ: "ủ", ỹ: "ũ", ỵ: "ụ" };

function key(text) {
  const lower = units(text, (one) => (/\s/.test(one) ? " " : one.toLowerCase()));
  return lower.replace(/(^|[^q])(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu, (_, before, pair) => before + MARKED[pair[1]] + plain(pair[1]));
}

function fold(text) {
  return units(key(text), plain);
}

function plain(one) {
  return one === "đ" ? "d" : one.normalize("NFD")[0];
}

function units(text, change) {
  let changed = "";
  for (let at = 0; at < text.length; at += 1) {
    const one = change(text[at]);
    changed += one.length === 1 ? one : text[at];
  }
  return changed;
}
