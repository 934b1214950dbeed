/* The duty board: a list of agencies to pick from as one types (WAI-ARIA combobox); filters open where there is room. */
"use strict";

const SHOWN = 40;

document.addEventListener("DOMContentLoaded", () => {
  const narrowing = document.querySelector(".narrowing.standing");
  const wide = window.matchMedia("(min-width: 48rem)");
  const fit = () => { if (narrowing) narrowing.open ||= wide.matches; };
  wide.addEventListener("change", fit);
  fit();
  const box = document.querySelector(".combobox");
  if (box) combobox(box);
});

/* How well a name fits what was typed: 0 begins with it, 1 a word begins with it, 2 another name does, 3 has all words; -1 not. */
function fitness(typed, name, also) {
  if (name.startsWith(typed)) return 0;
  if (` ${name}`.includes(` ${typed}`)) return 1;
  if (also.some((other) => ` ${other}`.includes(` ${typed}`))) return 2;
  return typed.split(" ").every((word) => ` ${name}`.includes(` ${word}`)) ? 3 : -1;
}

function combobox(box) {
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const names = [...box.querySelectorAll("option")].map((option) => ({
    name: option.value,
    count: option.dataset.count,
    key: searchKey(option.value),
    also: option.dataset.also.split("; ").map(searchKey),
  }));
  const list = Object.assign(document.createElement("ul"), { id: "agency-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.list);
  box.append(list);
  input.removeAttribute("list");
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
  let active = -1;

  const found = () => {
    const typed = searchKey(input.value);
    if (!typed) return names;
    return names.map((one) => [fitness(typed, one.key, one.also), one]).filter(([fits]) => fits >= 0)
      .sort(([a], [b]) => a - b).map(([, one]) => one);
  };

  const show = (matching) => {
    list.replaceChildren(...matching.slice(0, SHOWN).map(({ name, count }, n) => {
      const item = document.createElement("li");
      item.id = `agency-${n}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.name = name;
      const [first, second] = [document.createElement("span"), document.createElement("span")];
      [first.lang, first.textContent, second.textContent] = ["vi", name, count];
      item.append(first, " ", second);
      return item;
    }));
    mark(-1);
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  const open = () => {
    const matching = found();
    show(matching);
    const words = matching.length ? box.dataset.found : box.dataset.none;
    const chosen = words.replace(/\[(.*?)\|(.*?)\]/g, matching.length === 1 ? "$1" : "$2");
    status.textContent = chosen.replace("{n}", matching.length);
  };

  const close = () => {
    list.hidden = true;
    mark(-1);
    input.setAttribute("aria-expanded", "false");
  };

  const mark = (n) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = n;
    const item = list.children[n];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const pick = (item) => {
    input.value = item.dataset.name;
    close();
    input.form.requestSubmit();
  };

  /* Behind the last stands the field itself, then the first again. */
  const move = (step) => {
    if (list.hidden) open();
    const places = list.children.length + 1;
    mark(((active + 1 + step + places) % places) - 1);
  };

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => pick(list.children[active]),
    Escape: () => { if (list.hidden) input.value = ""; else close(); },
  };

  input.addEventListener("input", open);
  input.addEventListener("click", () => { if (list.hidden) { input.select(); show(names); } });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || !keys[event.key]) return;
    if (event.key === "Enter" && active < 0) return;
    event.preventDefault();
    keys[event.key]();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) pick(item);
  });
}
