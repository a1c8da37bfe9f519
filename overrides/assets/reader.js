/* Cards: hover, focus or touch a term, a note's number or an emendation and read what it has to say (WCAG 1.4.13).
   Esc dismisses a card, and it stays while the pointer is on it. Without this script a term is a plain link.
   An emendation is no stop for Tab, which would make the text a row of stops: the list at the end and the key E lead to it. */
(() => {
  const TARGETS = "a.term, a.footnote-ref, .emendation";
  let card = null, owner = null, closing = 0, touch = null;

  const element = (name, text) => Object.assign(document.createElement(name), {textContent: text});

  function content(target) {
    if (target.matches("a.term")) {
      const entry = element("a", "Open the entry");
      entry.href = target.href;
      const counts = element("p", `Mentions: ${target.dataset.mentions}. `);
      counts.append(entry);
      return [element("p", target.dataset.summary), counts];
    }
    if (target.matches(".emendation")) {
      const received = element("p", target.dataset.received.trim() ? "Received: " : "Not in the received text");
      if (target.dataset.received.trim()) received.append(element("b", target.dataset.received.trim()));
      return [received, element("p", target.dataset.reason)];
    }
    const note = document.getElementById(decodeURIComponent(target.hash.slice(1)));
    if (!note) return [];
    const copy = note.cloneNode(true);
    copy.querySelectorAll(".footnote-backref, .all-citations").forEach(link => link.remove());
    copy.querySelectorAll("[id]").forEach(part => part.removeAttribute("id"));
    return [...copy.childNodes];
  }

  function place(target) {
    // Below the last line of the target or above its first, never over it: what is pressed must still be there when it is let go.
    const lines = [...target.getClientRects()], first = lines[0] || target.getBoundingClientRect(), last = lines.at(-1) || first;
    const below = last.bottom + card.offsetHeight + 8 < innerHeight || first.top < card.offsetHeight + 60;
    const left = Math.min(below ? last.left : first.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    card.style.top = `${(below ? last.bottom + 4 : first.top - card.offsetHeight - 4) + scrollY}px`;
  }

  function open(target) {
    clearTimeout(closing);
    if (owner === target) return;
    close();
    const parts = content(target);
    if (!parts.length) return;
    card = element("div", "");
    card.className = "card";
    card.id = "card";
    card.append(...parts);
    document.body.append(card);
    owner = target;
    owner.setAttribute("aria-describedby", "card");
    place(target);
  }

  function close() {
    clearTimeout(closing);
    card?.remove();
    owner?.removeAttribute("aria-describedby");
    card = owner = null;
  }

  document.querySelectorAll(".emendation").forEach(emendation => { emendation.tabIndex = -1; });
  const within = node => node instanceof Element && (node.closest(".card") || node.closest(TARGETS));

  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const target = within(event.target);
    if (!target) return;
    if (target === card) clearTimeout(closing);
    else open(target);
  });
  document.addEventListener("pointerout", event => {
    if (event.pointerType === "touch" || !card || within(event.relatedTarget)) return;
    closing = setTimeout(close, 300);
  });
  document.addEventListener("focusin", event => {
    const target = within(event.target);
    if (!target) close();
    else if (target !== card) open(target);
  });
  // What a click is made with is told by the pointer before it: Safari's clicks do not say.
  document.addEventListener("pointerdown", event => { touch = event.pointerType === "touch" ? {opened: owner} : null; });
  document.addEventListener("click", event => {
    const target = within(event.target);
    if (!target) return close();
    if (target === card) {
      if (event.target.closest("a")) close();
    } else if (touch && touch.opened !== target) {
      event.preventDefault();
      open(target);
    } else if (target.matches(".emendation")) open(target);
    else close();
  });
  document.addEventListener("keydown", event => {
    touch = null;
    if (event.key === "Escape") close();
  });
  addEventListener("resize", () => { if (card) place(owner); });
})();

/* The way back: from a paragraph to the entry whose list of mentions led there. */
(() => {
  const KEY = "from-entry";
  document.addEventListener("click", event => {
    const link = event.target.closest(".concordance a");
    if (!link) return;
    const entry = {title: document.querySelector("h1").textContent, page: location.href.split("#")[0], paragraph: link.href};
    sessionStorage.setItem(KEY, JSON.stringify(entry));
  });
  function offer() {
    document.querySelector(".way-back")?.remove();
    const entry = JSON.parse(sessionStorage.getItem(KEY) || "null");
    if (entry?.paragraph !== location.href) return;
    const link = Object.assign(document.createElement("a"), {className: "way-back", href: entry.page, textContent: `Back to ${entry.title}`});
    document.getElementById(location.hash.slice(1))?.after(link);
  }
  addEventListener("hashchange", offer);
  offer();
})();

/* Tables that can be sorted, and the filter of the glossary's list. Both are made here, so that nothing is dead without scripts. */
(() => {
  const key = cell => cell.dataset.sort ?? cell.textContent.trim();
  document.querySelectorAll("th.sortable").forEach(head => {
    const table = head.closest("table"), body = table.tBodies[0], rows = [...body.rows], column = head.cellIndex;
    const button = Object.assign(document.createElement("button"), {type: "button", className: "sort", textContent: head.textContent});
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = [...rows].sort((a, b) => key(a.cells[column]).localeCompare(key(b.cells[column]), "en", {numeric: true}));
      body.append(...(down ? sorted.reverse() : sorted));
    });
  });

  document.querySelectorAll(".filter-here").forEach(place => {
    const lists = [...place.parentElement.querySelectorAll("dl")];
    const input = Object.assign(document.createElement("input"), {type: "search", className: "filter", placeholder: "Show terms with …"});
    input.setAttribute("aria-label", "Show only terms with these letters");
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    place.append(input, status);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const list of lists) {
        const before = shown;
        list.querySelectorAll("dt").forEach(term => {
          const text = term.nextElementSibling;
          term.hidden = text.hidden = !`${term.textContent} ${text.textContent}`.toLowerCase().includes(wanted);
          shown += !term.hidden;
        });
        list.hidden = list.previousElementSibling.hidden = shown === before;
      }
      status.textContent = wanted ? `${shown} of the names shown` : "";
    });
  });
})();

/* What the reader chose is remembered: the palette and the view. The head of the page puts it back before anything is painted. */
(() => {
  const keep = (name, value) => { try { localStorage[name] = value; } catch { /* it lasts as long as the page */ } };
  const root = document.documentElement, button = document.querySelector(".palette"), dark = matchMedia("(prefers-color-scheme: dark)");
  const shown = () => root.dataset.mdColorScheme ?? (dark.matches ? "slate" : "default");
  function name() {
    button.title = `Switch to the ${shown() === "slate" ? "light" : "dark"} palette`;
    button.setAttribute("aria-label", button.title);
  }
  button.addEventListener("click", () => {
    root.dataset.mdColorScheme = shown() === "slate" ? "default" : "slate";
    keep("palette", shown());
    name();
  });
  dark.addEventListener("change", name);
  name();
  document.querySelectorAll(".palette, .md-search, .search-open").forEach(part => { part.hidden = false; });

  // In the received view our wordings stay in the page, hidden by the style sheet; they are not to be heard.
  const view = () => document.querySelector(".views :checked")?.value;
  function hush() {
    const received = view() === "received";
    document.querySelectorAll(".emendation > span").forEach(ours => received ? ours.setAttribute("aria-hidden", "true") : ours.removeAttribute("aria-hidden"));
  }
  document.querySelector(".views")?.addEventListener("change", () => keep("view", view()));
  document.addEventListener("click", hush);
  document.addEventListener("change", hush);
  hush();
})();

/* The foot of printed pages names the page, too. */
(() => {
  const edition = document.querySelector(".foot p").textContent.trim(), [site] = edition.split(", version");
  document.documentElement.style.setProperty("--imprint", JSON.stringify(document.title.replace(site, edition)));
})();

/* Search: the theme's script, which it needs, is loaded when it is opened, or asked for in the address. Its box opens by a button, too,
   and when it closes the focus goes back to where it was. */
const search = (() => {
  const toggle = document.getElementById("__search"), input = document.querySelector(".md-search__input");
  let before = null;
  function load() {
    const later = document.querySelector("script[type=for-search]"), {href} = location;
    if (!later) return;
    // As it starts, the theme's script goes to the place that the address names, and closes search: for so long the address names none.
    const script = Object.assign(document.createElement("script"), {src: later.src});
    const rename = address => history.replaceState(history.state, "", address);
    rename(href.split("#")[0]);
    script.addEventListener("load", () => setTimeout(rename, 0, href));
    script.addEventListener("error", () => rename(href));
    later.replaceWith(script);
  }
  input.addEventListener("focus", load);
  toggle.addEventListener("change", load);
  if (new URLSearchParams(location.search).has("q")) load();
  const open = () => {
    before = document.activeElement;
    if (!toggle.checked) toggle.click();
    input.focus();
  };
  toggle.addEventListener("change", () => setTimeout(() => {
    if (!toggle.checked && [document.body, input].includes(document.activeElement)) (before ?? document.body).focus({preventScroll: true});
  }));
  document.querySelector(".search-open").addEventListener("click", open);
  document.querySelector(".search-close").addEventListener("click", () => toggle.checked && toggle.click());
  // The theme does this too, but only once its script is there.
  document.querySelector(".md-search").addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    if (toggle.checked) toggle.click();
    input.blur();
  });
  return {open};
})();

/* Keys of one character. They never act in a field, and can be switched off (WCAG 2.1.4); "?" lists them. */
(() => {
  const KEYS = [["/", "Search"], ["n", "Next section"], ["p", "Previous section"], ["c", "Cite this page"], ["q", "Copy the selected passage as a quotation"],
    ["e", "Next emendation; with Shift, the one before"], ["?", "This list"]];
  const FIELDS = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog, .quoting, .paragraph-number, .md-search";
  const element = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };
  let off = false;
  try { off = localStorage.keys === "off"; } catch { /* nothing was stored */ }

  function list() {
    const use = element("input", {type: "checkbox", checked: !off}), close = element("button", {type: "button", textContent: "Close"});
    const rows = KEYS.map(([key, what]) => element("tr", {}, element("th", {scope: "row"}, element("kbd", {textContent: key})), element("td", {textContent: what})));
    const dialog = element("dialog", {className: "keys"}, element("h2", {id: "keys", textContent: "Keys"}),
      element("table", {}, element("tbody", {}, ...rows)), element("p", {}, element("label", {}, use, " Use these keys")), close);
    dialog.setAttribute("aria-labelledby", "keys");
    use.addEventListener("change", () => {
      off = !use.checked;
      try { localStorage.keys = off ? "off" : "on"; } catch { /* it lasts as long as the page */ }
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
  function step(back) {
    const marks = [...document.querySelectorAll("p .emendation")], here = document.activeElement;
    const order = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const ahead = marks.filter(mark => marks.includes(here) ? here.compareDocumentPosition(mark) & order : !back);
    ahead.at(back ? -1 : 0)?.focus();
  }
  const turn = way => document.querySelector(`.turn [rel=${way}]`);
  const acts = {
    "/": search.open, s: search.open, f: search.open, "?": list,
    n: () => turn("next")?.click(), p: () => turn("prev")?.click(),
    c: () => document.querySelector(".cite-link")?.click(),
    e: () => step(false), E: () => step(true),
  };
  // In the capturing phase, so that keys that are off do not reach the theme's own either.
  document.addEventListener("keydown", event => {
    const {key, target} = event;
    if (event.ctrlKey || event.metaKey || event.altKey || key.length > 1 || key === " " || target.closest(FIELDS)) return;
    if (off) return event.stopImmediatePropagation();
    if (!Object.hasOwn(acts, key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    acts[key]();
  }, true);

  const button = document.querySelector(".keys-open");
  button.hidden = false;
  button.addEventListener("click", list);
})();
