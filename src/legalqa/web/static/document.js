/* The document page: contents open where there is room; a link to a provision is copied, not only followed. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const contents = document.querySelector(".contents");
  const wide = window.matchMedia("(min-width: 64rem)");
  const fit = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
  contents?.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) contents.open = false;
  });

  document.querySelector(".sheet")?.addEventListener("click", async (event) => {
    const link = event.target.closest("a.copy");
    if (!link) return;
    const copied = await copy(link.href);
    if (copied) say(event.currentTarget?.dataset.copied ?? document.querySelector(".sheet").dataset.copied);
  });
});

/* navigator.clipboard is missing where the page is served over plain http from another machine. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

function say(text) {
  const toast = document.querySelector(".toast");
  toast.textContent = text;
  toast.classList.add("on");
  setTimeout(() => toast.classList.remove("on"), 2500);
}
