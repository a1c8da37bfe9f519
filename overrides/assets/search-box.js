/* The search box: a dialog with a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/), whose list is a screenful of hits.
   It is made when it is first opened; what it searches is fetched when the pointer or the focus comes near. */

const LISTED_HITS = 10;

/**
 * Return an option of the list of hits: a link, so that it can be opened in another tab, too.
 * @param {{href: string, title: string, kind: string}} what
 * @param {...HTMLElement} more
 */
const createOption = ({href, title, kind}, ...more) => createElement("a", {role: "option", "aria-selected": "false", href, tabindex: "-1"},
  createElement("span", {"class": "hit"}, title), " ", createElement("span", {"class": "kind"}, kind), ...more);

/** @param {Hit} hit */
function hitOption(hit) {
  const {excerpt, why, ...what} = describeHit(hit);
  const option = createOption(what, createElement("span", {"class": "excerpt"}, ...excerpt), ...why ? [createElement("span", {"class": "why"}, why)] : []);
  option.addEventListener("click", () => rememberSought(option, hit.words));
  return option;
}

class SearchBox {
  /** @type {HTMLAnchorElement[]} */
  #options = [];
  #active = -1; // of the options: the chosen one
  /** @type {Promise<Answer | null>} */
  #answering = Promise.resolve(null);

  constructor() {
    this.field = createElement("input", {
      "class": "search-field", role: "combobox", "aria-label": "Search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "searchHits",
      "aria-describedby": "searchHint", placeholder: "Search", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", enterkeyhint: "search",
    });
    this.list = createElement("div", {id: "searchHits", role: "listbox", "aria-label": "Hits"});
    this.told = createElement("p", {"class": "search-told", role: "status"});
    this.all = createElement("a", {"class": "search-all"}, "All hits, by kind and paper, and in context");
    this.keys = createElement("p", {"class": "search-keys", "aria-hidden": "true"}, "Arrows choose, Enter opens, Ctrl+C copies the citation of what is chosen.");
    const form = createElement("form", {role: "search"}, this.field, createButton("×", () => this.ask(""), {"aria-label": "Clear", "class": "search-clear"}),
      createButton("Close", () => this.dialog.close(), {"class": "search-close"}), createElement("p", {"class": "search-hint"},
        createElement("span", {id: "searchHint"}, QUERY_HINT), " · ", createElement("a", {href: `${searchPage()}#how-to-search`}, "How to search")));
    this.dialog = createElement("dialog", {"class": "search", "aria-label": "Search"}, form,
      createElement("div", {"class": "search-found"}, this.told, this.list, this.all, this.keys), createElement("p", {"class": "status", role: "status"}));
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.#openHit();
    });
    this.field.addEventListener("input", () => this.#search());
    this.field.addEventListener("keydown", event => this.#onKey(event));
    this.list.addEventListener("click", event => {
      const option = targetOf(event).closest("a");
      if (option?.pathname === location.pathname && option.hash && !isModified(event)) this.dialog.close(); // it is on this page
    });
    this.dialog.addEventListener("click", event => { if (event.target === this.dialog) this.dialog.close(); }); // beside it
    document.body.append(this.dialog);
  }

  /** @param {string} [query] */
  open(query = this.field.value) {
    prepareSearch();
    if (!this.dialog.open) this.dialog.showModal();
    this.ask(query);
    this.field.select();
  }

  /** @param {string} text */
  ask(text) {
    this.field.value = text;
    this.field.focus();
    this.#search();
  }

  #search() {
    const text = this.field.value;
    this.all.href = searchPage() + (text.trim() ? `?${new URLSearchParams({q: text})}` : "");
    if (!text.trim()) return this.#tell("");
    /**
     * @param {Answer | null} answer
     * @param {boolean} isWhole
     */
    const tell = (answer, isWhole) => {
      if (!answer || this.field.value !== text) return;
      const {hits = [], count = 0, complete = 0, suggestions = [], hasFailed} = answer;
      this.#tell(hasFailed ? SEARCH_FAILED : countHits(count, complete) + (suggestions.length ? " Try:" : ""),
        [...hits.map(hitOption), ...suggestions.map(suggestion => this.#suggestionOption(suggestion))], isWhole);
    };
    this.list.setAttribute("aria-busy", "true");
    this.#answering = askSearch({text, limit: LISTED_HITS}, answer => tell(answer, false));
    this.#answering.then(answer => tell(answer, true));
  }

  /**
   * @param {string} told
   * @param {HTMLAnchorElement[]} [options]
   * @param {boolean} [isWhole] whether there is no more to come
   */
  #tell(told, options = [], isWhole = true) {
    this.#options = options;
    options.forEach((option, at) => { option.id = `searchHit${at + 1}`; });
    this.#activate(-1);
    this.list.replaceChildren(...options);
    this.list.hidden = this.keys.hidden = !options.length;
    this.list.setAttribute("aria-busy", String(!isWhole));
    this.field.setAttribute("aria-expanded", String(options.length > 0));
    this.told.textContent = told;
  }

  /** @param {Suggestion} suggestion */
  #suggestionOption({text, location: place, kind}) {
    if (place) return createOption({href: new URL(`../${place}`, searchPage()).href, title: text, kind: HIT_KINDS[kind][0]});
    const option = createOption({href: `${searchPage()}?${new URLSearchParams({q: text})}`, title: text, kind: "Word"});
    option.addEventListener("click", event => {
      if (isModified(event)) return;
      event.preventDefault();
      this.ask(text);
    });
    return option;
  }

  /** @param {number} at */
  #activate(at) {
    this.#options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = at;
    const option = this.#options[at];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({block: "nearest"});
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const {key} = event, last = this.#options.length - 1, at = this.#active, chosen = this.#options[at];
    if (event.isComposing || last < 0) return;
    if (isModified(event) || event.shiftKey) return chosen && key === "c" && this.#copyCitation(event, chosen);
    /** @type {Record<string, number>} */
    const moves = {ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, ...chosen ? {Home: 0, End: last} : {}};
    if (!Object.hasOwn(moves, key)) return;
    event.preventDefault();
    this.#activate(moves[key]);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLAnchorElement} hit
   */
  #copyCitation(event, hit) {
    if (event.altKey || this.field.selectionStart !== this.field.selectionEnd) return; // what is selected is copied
    event.preventDefault();
    copyHitCitation(hit, hit.querySelector(".hit")?.textContent ?? "");
  }

  /** Open the chosen hit; else the first of the query as it is typed, when the answer to it has come. */
  async #openHit() {
    const chosen = this.#options[this.#active], text = this.field.value;
    if (chosen) return chosen.click();
    const answer = text.trim() ? await this.#answering : null;
    if (answer?.hits?.length && this.dialog.open && this.field.value === text) this.#options[0].click();
  }
}

const searchBox = runPart(() => {
  /** @type {HTMLFormElement} */
  const opener = find(".search-form");
  /** @type {SearchBox | null} */
  let box = null;
  /** @param {string} [query] */
  function open(query) {
    /** @type {HTMLInputElement | null} */
    const own = document.querySelector("#search-results input");
    if (own) own.focus();
    else (box ??= new SearchBox()).open(query);
  }

  opener.querySelector("button")?.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("submit", event => {
    event.preventDefault();
    open();
  });
  for (const name of ["pointerenter", "focusin", "touchstart"]) opener.addEventListener(name, prepareSearch, {passive: true});
  document.querySelector(".search-here")?.append(createButton("Search this reader", () => open()));
  const query = new URLSearchParams(location.search).get("q");
  if (query && !document.getElementById("search-results")) open(query);
  return {open};
});
