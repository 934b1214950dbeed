/* On every page: the other language keeps the rest of the address; search keys, copying, and brief notes for the other scripts. */
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language");
  if (!link) return;
  const address = new URL(location.href);
  address.searchParams.set("lang", link.lang);
  link.href = address.href;
}, true);

/* Search key: "Sở Tài chính" → "so tai chinh". */
function searchKey(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/\s+/g, " ").trim();
}

/* navigator.clipboard is missing where the page is served over plain http from another machine. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

/* Above a dialog only what stands in it is seen and heard. */
function sayBriefly(text) {
  const toast = document.querySelector("dialog[open] .toast, body:not(:has(dialog[open])) .toast:not(dialog *)");
  toast.textContent = text;
  toast.classList.add("on");
  clearTimeout(sayBriefly.timer);
  sayBriefly.timer = setTimeout(() => toast.classList.remove("on"), 2500);
}
