/* The page of results: what a query finds, by kind and paper, or its words in context. The address keeps the query. */
runPart(() => {
  const place = document.getElementById("search-results");
  if (!place) return;
  const root = new URL("../", searchPage()), PAGE = 20;
  /** @type {Record<string, (line: ContextLine) => string>} */
  const ORDERS = {"place": () => "", "word before": ({left}) => wordsIn(left).reverse().join(" "), "word after": ({right}) => wordsIn(right).join(" ")};

  /**
   * @typedef {{q: string, kind: string, paper: string, view: string, order: string, notes: string, received: string}} State
   */
  /** @param {string} text */
  const wordsIn = text => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  const field = createElement("input", {type: "search", id: "q", name: "q", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search"});
  const status = createElement("p", {role: "status"}), list = createElement("div"), options = createElement("div", {class: "search-options"});
  const form = createElement("form", {role: "search"}, createElement("label", {for: "q"}, "Search for"), field, createElement("button", {}, "Search"),
    createElement("p", {class: "search-hint"}, QUERY_HINT));
  place.append(form, options, status, list);

  /** @returns {State} */
  const readAddress = () => {
    const asked = new URLSearchParams(location.search);
    return {
      q: asked.get("q") ?? "", kind: asked.get("kind") ?? "", paper: asked.get("paper") ?? "", view: asked.get("view") ?? "",
      order: asked.get("order") ?? "", notes: asked.get("notes") ?? "", received: asked.get("received") ?? "",
    };
  };
  let state = readAddress();
  /**
   * Change what is shown, and the address with it: a new entry in the history unless it only completes what is typed.
   * @param {Partial<State>} change
   * @param {boolean} [isNew]
   */
  function go(change, isNew = true) {
    state = {...state, ...change};
    const kept = Object.entries(state).filter(([, value]) => value), address = kept.length ? `?${new URLSearchParams(kept)}` : location.pathname;
    history[isNew ? "pushState" : "replaceState"](null, "", address);
    show();
  }

  async function show() {
    if (field.value !== state.q) field.value = state.q;
    document.title = document.title.replace(/^(?:.*? · )?(?=Search · )/, state.q ? `${state.q} · ` : "");
    if (!state.q.trim()) return clear();
    const {q: text, view, notes, received} = state;
    const answer = await askSearch({text, isWhole: true, isInContext: view === "context", withNotes: notes !== "", isReceived: received !== ""});
    if (!answer || text !== state.q) return;
    if (answer.hasFailed) status.textContent = SEARCH_FAILED;
    else if (answer.lines) showLines(answer.lines, answer);
    else showHits(answer.hits ?? [], answer.suggestions ?? []);
  }
  function clear() {
    options.replaceChildren();
    list.replaceChildren();
    status.textContent = "";
  }

  /**
   * @param {string} text
   * @param {boolean} isPressed
   * @param {Partial<State>} change
   */
  const choice = (text, isPressed, change) => createButton(text, () => go(change), {"aria-pressed": String(isPressed)});
  /**
   * @param {string} label
   * @param {...Node} choices
   */
  const group = (label, ...choices) => createElement("div", {role: "group", "aria-label": label}, createElement("small", {}, label), ...choices);
  const views = () => group("View", choice("Hits", state.view !== "context", {view: ""}), choice("In context", state.view === "context", {view: "context"}));

  /**
   * @param {Hit[]} hits
   * @param {Suggestion[]} suggestions
   */
  function showHits(hits, suggestions) {
    const ofPaper = hits.filter(({paper}) => !state.paper || paper === state.paper), ofKind = hits.filter(({kind}) => !state.kind || kind === state.kind);
    /** @param {string} kind */
    const count = kind => ofPaper.filter(hit => hit.kind === kind).length;
    const kinds = Object.keys(HIT_KINDS).filter(kind => count(kind) || kind === state.kind);
    const papers = [...new Map(hits.filter(({paper, title}) => paper && title.includes(" · ")).map(({paper, title}) => [paper, title.split(" · ").at(-1) ?? ""]))];
    options.replaceChildren(views(),
      group("Kind", choice(`All ${ofPaper.length}`, !state.kind, {kind: ""}), ...kinds.map(kind => choice(`${HIT_KINDS[kind][1]} ${count(kind)}`, state.kind === kind, {kind}))),
      ...papers.length ? [group("Paper", choice(`Everywhere ${ofKind.length}`, !state.paper, {paper: ""}), ...papers.map(([paper, title]) =>
        choice(`${title} ${ofKind.filter(hit => hit.paper === paper).length}`, state.paper === paper, {paper})))] : []);
    const shown = ofPaper.filter(({kind}) => !state.kind || kind === state.kind), complete = shown.filter(({missing}) => !missing.length).length;
    status.textContent = countHits(shown.length, complete);
    const found = createElement("ol", {class: "hits"});
    const more = createButton("", () => {
      const next = shown.slice(found.childElementCount, found.childElementCount + PAGE).map(hitItem);
      found.append(...next);
      next[0]?.querySelector("a")?.focus();
      nameMore();
    });
    const nameMore = () => {
      const rest = shown.length - found.childElementCount;
      more.textContent = `Show ${Math.min(PAGE, rest)} more of ${rest}`;
      more.hidden = !rest;
    };
    found.append(...shown.slice(0, PAGE).map(hitItem));
    nameMore();
    const tries = suggestions.map(({text, location: place}) => createElement("li", {},
      place ? createElement("a", {href: new URL(place, root).href}, text) : choice(text, false, {q: text, kind: "", paper: ""})));
    list.replaceChildren(found, more, ...tries.length ? [createElement("p", {}, "Try:"), createElement("ul", {class: "suggestions"}, ...tries)] : []);
  }
  /** @param {Hit} hit */
  function hitItem(hit) {
    const {href, title, kind, excerpt, why} = describeHit(hit), link = createElement("a", {class: "hit", href}, title);
    link.addEventListener("click", () => rememberSought(link, hit.words));
    return createElement("li", {}, link, createElement("span", {class: "kind"}, kind), createElement("p", {}, ...excerpt),
      ...why ? [createElement("p", {class: "why"}, why)] : []);
  }

  /**
   * @param {ContextLine[]} lines
   * @param {Answer} answer
   */
  function showLines(lines, {collocates = [], strips = [], isPartial}) {
    const order = ORDERS[state.order] ?? ORDERS.place, sorted = lines.map(line => ({line, key: order(line)}))
      .sort((one, other) => one.key < other.key ? -1 : Number(one.key > other.key)).map(({line}) => line);
    const orders = Object.keys(ORDERS).map(name => choice(name, (state.order || "place") === name, {order: name === "place" ? "" : name}));
    options.replaceChildren(views(), group("Order by", ...orders), group("Search in", choice("Notes, too", state.notes !== "", {notes: state.notes ? "" : "1"}),
      choice("Text as received", state.received !== "", {received: state.received ? "" : "1"})));
    status.textContent = `${lines.length} ${lines.length === 1 ? "place" : "places"} in ${new Set(lines.map(line => line.location)).size} paragraphs and notes` +
      (isPartial ? ". In an edition of this size, only the pages that the search finds first are looked through." : "");
    const rows = sorted.map(({location: target, title, left, match, right}) => createElement("tr", {},
      createElement("td", {}, createElement("bdi", {}, left)), createElement("td", {}, createElement("mark", {}, match)), createElement("td", {}, right),
      createElement("td", {}, createElement("a", {href: new URL(target, root).href}, title))));
    const table = createElement("table", {class: "in-context"}, createElement("thead", {}, createElement("tr", {},
      ...["before", "word", "after", "where"].map(name => createElement("th", {scope: "col"}, name)))), createElement("tbody", {}, ...rows));
    const beside = collocates.map(([word, count]) => `${word} (${count})`).join(", ");
    list.replaceChildren(...strips.map(showStrip), ...lines.length ? [createElement("div", {class: "in-context-lines", tabindex: "0", role: "region", "aria-label": "In context"}, table), createButton("Download as CSV", () => download(sorted))] : [],
      ...beside ? [createElement("p", {}, `Often within five words: ${beside}.`)] : []);
  }
  /**
   * Return a paper as a strip with a tick at each paragraph that has a line.
   * @param {Strip} strip
   */
  function showStrip({title, paragraphs, found}) {
    const ticks = found.map(at => {
      const tick = createElement("i");
      tick.style.left = `${100 * at / paragraphs}%`;
      tick.style.width = `${100 / paragraphs}%`;
      return tick;
    });
    return createElement("p", {class: "strip"}, `${title}: in ${found.length} of ${paragraphs} paragraphs`, createElement("span", {}, ...ticks));
  }
  /** @param {ContextLine[]} lines */
  function download(lines) {
    /** @param {string} text a spreadsheet must not take it for a formula */
    const cell = text => `"${text.replace(/^(?=[=+\-@\t])/, "'").replaceAll('"', '""')}"`;
    const rows = [["address", "where", "before", "word", "after"], ...lines.map(({location: target, title, left, match, right}) => [new URL(target, root).href, title, left, match, right])];
    const file = URL.createObjectURL(new Blob([`\ufeff${rows.map(row => row.map(cell).join(",")).join("\r\n")}\r\n`], {type: "text/csv"}));
    createElement("a", {href: file, download: "in-context.csv"}).click();
    setTimeout(URL.revokeObjectURL, 60_000, file);
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    go({q: field.value, kind: "", paper: ""});
  });
  field.addEventListener("input", () => go({q: field.value, kind: "", paper: ""}, false));
  addEventListener("popstate", () => {
    state = readAddress();
    show();
  });
  show();
});
