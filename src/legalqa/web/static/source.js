/* A cited place in its context: beside the chat on a desk, over it on a phone; and what readers do with an answer: copy, print, say what
   is wrong with it. Everything comes from the API, and is set as text. */
"use strict";

(() => {
  const wide = window.matchMedia("(min-width: 75rem)");
  const panel = () => document.getElementById("source");
  let from = null;
  let shown = null;

  const make = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

  const date = (iso) => iso ? iso.split("-").reverse().join("/") : "";

  const fill = (place) => {
    const dialog = panel();
    const { document: of } = place;
    dialog.querySelector("#source-label").textContent = place.label;
    dialog.querySelector(".of").textContent = of.title ?? of.number ?? of.path;
    dialog.querySelector(".facts").textContent = [of.kind, of.number, date(of.date), of.issuer].filter(Boolean).join(" · ");
    dialog.querySelector(".headings").replaceChildren(...place.headings.map((heading) => make("li", heading)));
    const cited = make("p", "", "here");
    cited.append(place.text && `${place.text} `, make("mark", place.quote), place.rest && ` ${place.rest}`);
    const around = (said) => make("p", said.text, "around");
    const context = dialog.querySelector(".context");
    context.replaceChildren(...place.before.map(around), cited, ...place.after.map(around));
    return cited;
  };

  const close = () => {
    const dialog = panel();
    if (!dialog?.open) return;
    dialog.close();
    document.body.classList.remove("reading");
    document.querySelectorAll(".cited[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    if (from?.isConnected) from.focus({ preventScroll: true });
    from = null;
  };
  window.legalqa.closeSource = close;

  const open = async (link) => {
    const dialog = panel();
    const { document: id, eid, start, end } = link.dataset;
    const answer = await fetch(`${dialog.dataset.api}/source?${new URLSearchParams({ document: id, eid, start, end })}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const cited = fill(await answer.json());
    const turn = link.closest(".turn");
    shown = { document: id, eid, question: turn?.dataset.question ?? "" };
    from = link;
    dialog.querySelector("a.open").href = link.href;
    const remark = dialog.querySelector(".remark");
    if (remark) {
      remark.open = false;
      remark.querySelector("[role=status]").textContent = "";
    }
    document.querySelectorAll(".cited[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    if (!dialog.open) {
      if (wide.matches) dialog.show();
      else dialog.showModal();
      document.body.classList.toggle("reading", wide.matches);
    }
    const body = dialog.querySelector(".body");
    body.scrollTop = 0;
    body.scrollTop = Math.max(0, cited.offsetTop - body.clientHeight / 3);
    dialog.querySelector("#source-label").focus({ preventScroll: true });
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.cited");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await open(link);
    } catch {
      location.href = link.href;
    }
  });

  document.addEventListener("click", async (event) => {
    const dialog = panel();
    if (event.target.closest("#source .close") || (event.target === dialog && !wide.matches)) close();
    if (event.target.closest("#source .copy") && await copyText(dialog.querySelector("a.open").href)) sayBriefly(dialog.dataset.copied);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel()?.open) {
      event.preventDefault();
      close();
    }
  });
  wide.addEventListener("change", close);

  /* Copy and print an answer. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("#conversation .tools > button");
    if (!button) return;
    if (button.matches(".copy") && await copyText(button.dataset.text)) sayBriefly(panel().dataset.copiedAnswer);
    if (button.matches(".print")) {
      const turn = button.closest(".turn");
      turn.classList.add("printed");
      document.body.classList.add("printing");
      window.print();
    }
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("printing");
    document.querySelectorAll(".turn.printed").forEach((turn) => turn.classList.remove("printed"));
  });

  /* What a reader says of an answer or of a source. */
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".remark form");
    if (!form) return;
    event.preventDefault();
    const { thanks, failedRemark, api } = panel().dataset;
    const turn = form.closest(".turn");
    const about = turn ? { question: turn.dataset.question, status: form.dataset.status } : shown;
    const said = { ...about, verdict: form.dataset.verdict ?? form.elements.verdict.value, note: form.elements.note.value };
    said.question = said.question.slice(0, 2000);
    const told = form.querySelector("[role=status]");
    try {
      const answer = await fetch(`${api}/feedback`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(said),
      });
      const body = await answer.json();
      told.textContent = answer.ok ? thanks : body.error?.message ?? failedRemark;
      if (answer.ok) form.reset();
    } catch {
      told.textContent = failedRemark;
    }
  });

  /* The names that "another agency" offers come when they are wanted. */
  document.addEventListener("toggle", async (event) => {
    const list = document.getElementById("agencies");
    if (!event.target.matches?.(".correct") || !event.target.open || list.childElementCount) return;
    event.target.querySelector("input").focus();
    const answer = await fetch(`${panel().dataset.api}/agencies`);
    if (!answer.ok) return;
    const { agencies } = await answer.json();
    list.replaceChildren(...agencies.filter(({ kind }) => kind !== "group").map(({ name }) => new Option(name, name)));
  }, true);
})();
