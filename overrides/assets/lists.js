/* Tables that can be sorted, and the filter of a list. Both are made here, so that nothing is dead without scripts; only pages with such
   tables or lists load this. */
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
   * The items of a page's list: terms with their texts, or what says of which kinds it is; and the headings above them.
   * @param {Element} page
   */
  function listItems(page) {
    /** @type {NodeListOf<HTMLElement>} */
    const found = page.querySelectorAll("dt, li[data-kinds], p[data-kinds]");
    return [...found].map(item => {
      const parts = item.tagName === "DT" ? [item, /** @type {HTMLElement} */ (item.nextElementSibling)] : [item];
      return {parts, text: parts.map(part => part.textContent).join(" ").toLowerCase(), kinds: item.dataset.kinds?.split("; ") ?? []};
    });
  }

  /**
   * Hide what has nothing left to show: lists, and the headings with all that stands below them.
   * @param {Element} page
   */
  function hideEmptyParts(page) {
    /** @type {NodeListOf<HTMLElement>} */
    const blocks = page.querySelectorAll(":scope > :is(h2, h3, dl, ol, p[data-kinds])");
    /** @type {HTMLElement | undefined} */
    let heading;
    let lists = 0, shown = 0;
    const finish = () => { if (heading) heading.hidden = lists > 0 && !shown; };
    for (const block of blocks) {
      if (block.matches("h2, h3")) {
        finish();
        [heading, lists, shown] = [block, 0, 0];
      } else {
        const items = block.matches("p") ? [block] : [...block.querySelectorAll("dt, li[data-kinds]")];
        const isShown = items.some(item => !(/** @type {HTMLElement} */ (item)).hidden);
        if (items.length) block.hidden = !isShown;
        lists += items.length;
        shown += isShown ? 1 : 0;
      }
    }
    finish();
  }

  /** @param {HTMLElement} place */
  function offerFilter(place) {
    const page = /** @type {Element} */ (place.parentElement), items = listItems(page), noun = place.dataset.label ?? "", any = place.dataset.kinds;
    const status = createElement("p", {role: "status"});
    const input = createElement("input", {
      type: "search", class: "filter", placeholder: `Filter ${noun}`, "aria-label": `Filter ${noun} by these letters`,
    });
    const choice = createElement("select", {"aria-label": "Kind"}, createElement("option", {value: ""}, any ?? ""),
      ...[...new Set(items.flatMap(item => item.kinds))].filter(Boolean).sort((a, b) => a.localeCompare(b)).map(kind => createElement("option", {}, kind)));
    const show = () => {
      const letters = input.value.trim().toLowerCase(), kind = choice.value;
      let shown = 0;
      for (const {parts, text, kinds} of items) {
        const matches = text.includes(letters) && (!kind || kinds.includes(kind));
        parts.forEach(part => { part.hidden = !matches; });
        shown += matches ? 1 : 0;
      }
      hideEmptyParts(page);
      status.textContent = letters || kind ? `${shown} ${shown === 1 ? noun.replace(/s$/, "") : noun} shown` : "";
    };
    place.append(createElement("div", {}, input, ...any ? [choice] : []), status);
    input.addEventListener("input", show);
    choice.addEventListener("change", show);
  }

  document.querySelectorAll("th.sortable").forEach(head => makeSortable(/** @type {HTMLTableCellElement} */ (head)));
  document.querySelectorAll(".filter-here").forEach(place => offerFilter(/** @type {HTMLElement} */ (place)));
});
