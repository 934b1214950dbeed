/* Which documents are asked: the control above the question box, kept in this tab and in the address, so that a view can be shared. */
"use strict";

(() => {
  const CHOICE = "legalqa.choice";

  /* How the address calls each field. */
  const NAMES = { kinds: "kind", issuers: "issuer", years: "year", statuses: "status", agencies: "agency", documents: "document" };

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

  /* What the address says is chosen; null where it says nothing. */
  const said = () => {
    const { searchParams } = new URL(location.href);
    const fits = (field, value) => value && (field !== "years" || /^[0-9]{4}$/.test(value));
    const values = Object.entries(NAMES).flatMap(([field, name]) => fits(field, searchParams.get(name)) ? [[field, searchParams.get(name)]] : []);
    return values.length ? Object.fromEntries(values) : null;
  };
  const write = (change) => {
    const address = new URL(location.href);
    change(address.searchParams);
    address.search = address.searchParams.toString();
    if (address.href !== location.href) window.history.replaceState(window.history.state, "", address);
  };
  const keep = (values) => {
    sessionStorage.setItem(CHOICE, JSON.stringify(values));
    write((parameters) => {
      for (const [field, name] of Object.entries(NAMES)) {
        if (values[field]) parameters.set(name, values[field]);
        else parameters.delete(name);
      }
    });
  };
  if (said()) sessionStorage.setItem(CHOICE, JSON.stringify(said()));

  window.legalqa.chosen = chosen;
  window.legalqa.leaveQuestion = () => write((parameters) => parameters.delete("q"));

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
      const of = (option) => field === "documents" ? [option.value] : option.dataset[field]?.split("|") ?? [];
      const left = new Set(documents.flatMap(of));
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
      if (option.dataset.gone === undefined) documents = documents.filter((item) => of(item).includes(option.value));
    }
    for (const [field, value] of Object.entries(values)) {
      if (selects.some((select) => select.dataset.field === field)) continue;
      told.push(chooser.dataset.gone.replace("{value}", () => value));
      gone = true;
    }
    keep(values);
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
    keep(values);
    say(select.closest(".chooser"));
  });

  document.addEventListener("click", (event) => {
    const clear = event.target.closest("#chooser .clear");
    const open = document.querySelector("#chooser details[open]");
    if (clear) {
      keep({});
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
  window.legalqa.dress = () => {
    const chooser = document.querySelector("#chooser .chooser:not([data-dressed])");
    if (!chooser) return;
    chooser.dataset.dressed = "";
    tell(chooser);
  };
})();
