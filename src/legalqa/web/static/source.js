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
  };

  const unmark = () => document.querySelectorAll(".cited[aria-current]").forEach((link) => link.removeAttribute("aria-current"));

  /* Closing tidies up, whoever closes: a button, Escape, or the way back of a phone. */
  const close = () => panel()?.open && panel().close();
  const closed = () => {
    if (panel().open) return;
    document.body.classList.remove("reading");
    unmark();
    if (from?.isConnected) from.focus({ preventScroll: true });
    from = null;
    if (window.history.state?.source) window.history.back();
  };
  window.legalqa.closeSource = close;

  /* Over the chat, "back" closes the source and does not leave the page. */
  const show = () => {
    const dialog = panel();
    if (wide.matches) dialog.show();
    else dialog.showModal();
    document.body.classList.toggle("reading", wide.matches);
    if (!wide.matches && !window.history.state?.source) window.history.pushState({ ...window.history.state, source: true }, "");
  };
  window.addEventListener("popstate", close);
  const center = () => {
    const cited = panel().querySelector(".here");
    const body = panel().querySelector(".body");
    if (!cited) return;
    if (body.scrollHeight > body.clientHeight) body.scrollTop = Math.max(0, cited.offsetTop - body.clientHeight / 3);
    else cited.scrollIntoView({ block: "center" });
  };
  wide.addEventListener("change", () => {
    if (!panel()?.open) return;
    panel().close();
    show();
    center();
  });
  window.addEventListener("resize", () => panel()?.open && center());

  let asked = 0;
  const open = async (link) => {
    const turn = asked += 1;
    const { document: id, eid, start, end } = link.dataset;
    let answer;
    try {
      answer = await fetch(`${panel().dataset.api}/source?${new URLSearchParams({ document: id, eid, start, end })}`);
    } catch {
      sayBriefly(panel().dataset.failed);
      return;
    }
    if (!answer.ok) {
      location.href = link.href;
      return;
    }
    const place = await answer.json();
    if (turn !== asked) return;
    const dialog = panel();
    fill(place);
    shown = { document: id, eid, question: link.closest(".turn")?.dataset.question ?? "" };
    from = link;
    dialog.querySelector("a.open").href = link.href;
    const remark = dialog.querySelector(".remark");
    if (remark) {
      remark.open = false;
      remark.querySelector("[role=status]").textContent = "";
    }
    unmark();
    link.setAttribute("aria-current", "true");
    if (!dialog.open) show();
    center();
    dialog.querySelector("#source-label").focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cited");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
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
  document.addEventListener("DOMContentLoaded", () => panel().addEventListener("close", closed));

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
