/* The way back: from a paragraph to the entry whose list of mentions led there. */
runPart(() => {
  const ENTRY = "from-entry";
  document.addEventListener("click", event => {
    /** @type {HTMLAnchorElement | null} */
    const link = targetOf(event).closest(".concordance a");
    if (!link) return;
    const entry = {title: find("h1").textContent, page: location.href.split("#")[0], paragraph: link.href};
    try { sessionStorage.setItem(ENTRY, JSON.stringify(entry)); } catch { /* there is no way back then */ }
  });
  /** @returns {{title: string, page: string, paragraph: string} | null} */
  function storedEntry() {
    try { return JSON.parse(sessionStorage.getItem(ENTRY) || "null"); } catch { return null; }
  }
  function offerWayBack() {
    document.querySelector(".way-back")?.remove();
    const entry = storedEntry();
    if (entry?.paragraph !== location.href) return;
    const link = createElement("a", {class: "way-back", href: entry.page}, `Back to ${entry.title}`);
    document.getElementById(location.hash.slice(1))?.after(link);
  }
  addEventListener("hashchange", offerWayBack);
  offerWayBack();
});

/* Tables that can be sorted, and the filter of the glossary's list. Both are made here, so that nothing is dead without scripts. */
runPart(() => {
  /** @param {HTMLTableCellElement} cell */
  const sortKey = cell => cell.dataset.sort ?? cell.textContent.trim();

  /** @param {HTMLTableCellElement} head */
  function makeSortable(head) {
    const table = /** @type {HTMLTableElement} */ (head.closest("table")), body = table.tBodies[0], rows = [...body.rows], column = head.cellIndex;
    head.replaceChildren(createButton(head.textContent, () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = [...rows].sort((a, b) => sortKey(a.cells[column]).localeCompare(sortKey(b.cells[column]), "en", {numeric: true}));
      body.append(...(down ? sorted.reverse() : sorted));
    }, {class: "sort"}));
  }

  /**
   * Show only the terms of a list that contain some letters, and return how many these are.
   * @param {HTMLDListElement} list
   * @param {string} letters
   */
  function filterTerms(list, letters) {
    let shown = 0;
    list.querySelectorAll("dt").forEach(term => {
      const text = /** @type {HTMLElement} */ (term.nextElementSibling);
      term.hidden = text.hidden = !`${term.textContent} ${text.textContent}`.toLowerCase().includes(letters);
      if (!term.hidden) shown++;
    });
    list.hidden = /** @type {HTMLElement} */ (list.previousElementSibling).hidden = !shown;
    return shown;
  }

  /** @param {Element} place */
  function offerFilter(place) {
    const lists = [.../** @type {Element} */ (place.parentElement).querySelectorAll("dl")];
    const status = createElement("p", {role: "status"});
    const input = createElement("input", {
      type: "search", class: "filter", placeholder: "Filter terms", "aria-label": "Filter terms by these letters",
    });
    place.append(input, status);
    input.addEventListener("input", () => {
      const letters = input.value.trim().toLowerCase(), shown = lists.reduce((sum, list) => sum + filterTerms(list, letters), 0);
      status.textContent = letters ? `${shown} ${shown === 1 ? "term" : "terms"} shown` : "";
    });
  }

  document.querySelectorAll("th.sortable").forEach(head => makeSortable(/** @type {HTMLTableCellElement} */ (head)));
  document.querySelectorAll(".filter-here").forEach(offerFilter);
});

/* What the reader chose is remembered: the palette and the view. The head of the page puts it back before anything is painted. */
runPart(() => {
  const root = document.documentElement;
  /** @type {HTMLButtonElement} */
  const button = find(".palette");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  /** Return the palette after the one that is shown: the other than the system's, the same as that, and then the system's own again. */
  function nextPalette() {
    const [same, other] = dark.matches ? ["slate", "default"] : ["default", "slate"], chosen = root.dataset.mdColorScheme;
    return chosen === other ? same : chosen === same ? "" : other;
  }
  function nameButton() {
    button.title = `Switch to the ${{slate: "dark", default: "light", "": "system’s"}[nextPalette()]} palette`;
    button.setAttribute("aria-label", button.title);
  }
  button.addEventListener("click", () => {
    const scheme = nextPalette();
    if (scheme) root.dataset.mdColorScheme = scheme;
    else delete root.dataset.mdColorScheme;
    store("palette", scheme);
    nameButton();
  });
  dark.addEventListener("change", nameButton);
  nameButton();
  document.querySelectorAll(".palette, .md-search, .search-open").forEach(part => { /** @type {HTMLElement} */ (part).hidden = false; });

  // In the received view our wordings stay in the page, hidden by the style sheet; they are not to be heard.
  const view = () => /** @type {HTMLInputElement | null} */ (document.querySelector(".views :checked"))?.value ?? "";
  function hideFromScreenReaders() {
    const received = view() === "received";
    document.querySelectorAll(".emendation > span").forEach(edited => {
      if (received) edited.setAttribute("aria-hidden", "true");
      else edited.removeAttribute("aria-hidden");
    });
  }
  document.querySelector(".views")?.addEventListener("change", () => store("view", view()));
  document.addEventListener("click", hideFromScreenReaders);
  document.addEventListener("change", hideFromScreenReaders);
  hideFromScreenReaders();
});

/* The foot of printed pages names the page, too. */
runPart(() => {
  const imprint = find(".foot p").textContent.trim(), [site] = imprint.split(", version");
  document.documentElement.style.setProperty("--imprint", JSON.stringify(document.title.replace(site, imprint)));
});
