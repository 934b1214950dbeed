/* The pages of the documents: what is open where there is room, links to paragraphs, where one is in the text. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const wide = window.matchMedia("(min-width: 64rem)");
  foldFilters();
  const sheet = document.querySelector(".sheet");
  if (!sheet) return;
  const contents = document.querySelector(".contents");
  if (contents) {
    const fit = () => { contents.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) contents.open = false;
    });
    follow(contents);
  }
  sheet.addEventListener("click", async (event) => {
    const link = event.target.closest("a.copy");
    if (link && await copyText(link.href)) sayBriefly(sheet.dataset.copied);
  });
  const print = document.querySelector(".print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  landNear(sheet);
});

/* On a phone the filters stand folded, unless one is used. */
function foldFilters() {
  const filters = document.querySelector(".filters");
  if (filters && !("used" in filters.dataset) && window.matchMedia("(max-width: 45rem)").matches) filters.open = false;
}

/* Marks the line of the contents whose part is being read. */
function follow(contents) {
  const links = [...contents.querySelectorAll("a")];
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let waiting = false;
  const mark = () => {
    waiting = false;
    const bottom = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    const line = window.innerHeight * (bottom ? 1 : 0.3);
    const here = links[parts.findLastIndex((part) => part && part.getBoundingClientRect().top <= line)];
    for (const link of links) {
      if (link === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    if (here) show(contents, here);
  };
  window.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });
  mark();
}

/* Scrolls the contents, not the page, so far that the link is seen. */
function show(contents, link) {
  const box = contents.getBoundingClientRect();
  const place = link.getBoundingClientRect();
  if (place.top < box.top) contents.scrollTop += place.top - box.top - 16;
  else if (place.bottom > box.bottom) contents.scrollTop += place.bottom - box.bottom + 16;
}

/* A link to a paragraph that this version does not have leads to the nearest part above it that is there. */
function landNear(sheet) {
  const notice = document.querySelector(".moved");
  let landed = "";
  const land = () => {
    const asked = named(location.hash);
    if (asked === landed && asked) return;
    landed = "";
    notice.hidden = true;
    if (!asked || document.getElementById(asked)) return;
    let near = asked;
    while (near && !within(sheet, near)) near = near.slice(0, Math.max(near.lastIndexOf("__"), 0));
    if (near) document.querySelector(".bar").append(notice);
    else document.querySelector("main").prepend(notice);
    notice.hidden = false;
    notice.querySelector("p").textContent = near ? notice.dataset.near : notice.dataset.away;
    landed = near;
    if (near) location.replace(`#${encodeURIComponent(near)}`);
  };
  notice.querySelector("button").addEventListener("click", () => { notice.hidden = true; });
  window.addEventListener("hashchange", land);
  land();
}

function within(sheet, id) {
  return document.getElementById(id)?.closest(".sheet") === sheet;
}

function named(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
