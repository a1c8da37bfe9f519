/* The page of results: what a query finds, by kind and paper, or its words in context. The address keeps the query. */
runPart(() => {
  const place = document.getElementById("search-results");
  if (!place) return;
  const root = new URL("../", location.href), PAGE = 20;
  /** @type {Record<string, string>} */
  const KINDS = {entry: "Entries", paragraph: "Paragraphs", note: "Notes", event: "Events", source: "Sources", page: "Pages"};
  /** @type {Record<string, (line: Line) => string>} */
  const ORDERS = {"place": () => "", "word before": ({left}) => wordsIn(left).reverse().join(" "), "word after": ({right}) => wordsIn(right).join(" ")};

  /**
   * @typedef {{location: string, title: string, left: string, match: string, right: string}} Line
   * @typedef {{shown: {word: string, isSought: boolean}[], isCutBefore: boolean, isCutAfter: boolean}} Excerpt
   * @typedef {{location: string, title: string, kind: string, paper: string, missing: string[], reasons: string[], excerpt: Excerpt}} Found
   * @typedef {{hits?: Found[], suggestions?: string[], lines?: Line[], collocates?: [string, number][], isPartial?: boolean}} Answer
   * @typedef {{q: string, kind: string, paper: string, view: string, order: string, notes: string, received: string}} State
   */
  /** @param {string} text */
  const wordsIn = text => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  const field = createElement("input", {type: "search", id: "q", name: "q", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search"});
  const status = createElement("p", {role: "status"}), list = createElement("div"), options = createElement("div", {class: "search-options"});
  const form = createElement("form", {role: "search"}, createElement("label", {for: "q"}, "Search for"), field, createElement("button", {}, "Search"),
    createElement("p", {class: "search-hint"}, '"phrase" · -without · begin* · a NEAR/5 b · kind:note · paper:…'));
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

  /** @type {Worker | null} */
  let worker = null;
  let asked = 0;
  /** @param {object} data */
  function ask(data) {
    worker ??= new Worker(new URL("assets/search-worker.js", root));
    const ask = ++asked, answering = worker;
    return /** @type {Promise<Answer>} */ (new Promise(done => {
      answering.addEventListener("message", function hear({data: told}) {
        if (told.ask !== ask) return;
        answering.removeEventListener("message", hear);
        done(told.answer);
      });
      answering.postMessage({ask, data});
    }));
  }

  async function show() {
    if (field.value !== state.q) field.value = state.q;
    document.title = document.title.replace(/^(?:.*? · )?(?=Search · )/, state.q ? `${state.q} · ` : "");
    if (!state.q.trim()) return clear();
    const answering = ask({text: state.q, isInContext: state.view === "context", withNotes: state.notes !== "", isReceived: state.received !== ""});
    const mine = asked, answer = await answering;
    if (mine !== asked) return;
    if (answer.lines) showLines(answer.lines, answer.collocates ?? [], answer.isPartial ?? false);
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
   * @param {Found[]} hits
   * @param {string[]} suggestions
   */
  function showHits(hits, suggestions) {
    const ofPaper = hits.filter(({paper}) => !state.paper || paper === state.paper), ofKind = hits.filter(({kind}) => !state.kind || kind === state.kind);
    /** @param {string} kind */
    const count = kind => ofPaper.filter(hit => hit.kind === kind).length;
    const kinds = Object.keys(KINDS).filter(kind => count(kind) || kind === state.kind);
    const papers = [...new Map(hits.filter(({paper}) => paper).map(({paper, title}) => [paper, title.split(" · ").at(-1) ?? ""]))];
    options.replaceChildren(views(),
      group("Kind", choice(`All ${ofPaper.length}`, !state.kind, {kind: ""}), ...kinds.map(kind => choice(`${KINDS[kind]} ${count(kind)}`, state.kind === kind, {kind}))),
      ...papers.length ? [group("Paper", choice(`Everywhere ${ofKind.length}`, !state.paper, {paper: ""}), ...papers.map(([paper, title]) =>
        choice(`${title} ${ofKind.filter(hit => hit.paper === paper).length}`, state.paper === paper, {paper})))] : []);
    const shown = ofPaper.filter(({kind}) => !state.kind || kind === state.kind), complete = shown.filter(({missing}) => !missing.length).length;
    status.textContent = !shown.length ? "Nothing was found." : `${shown.length} ${shown.length === 1 ? "hit" : "hits"}` +
      (complete && complete < shown.length ? `, ${complete} with all the words` : complete ? "" : ", none with all the words");
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
    const tries = suggestions.map(name => createElement("li", {}, choice(name, false, {q: name, kind: "", paper: ""})));
    list.replaceChildren(found, more, ...tries.length ? [createElement("p", {}, "Did you mean:"), createElement("ul", {class: "suggestions"}, ...tries)] : []);
  }
  /** @param {Found} hit */
  function hitItem({location: target, title, kind, missing, reasons, excerpt: {shown, isCutBefore, isCutAfter}}) {
    const address = new URL(target, root), sought = [...new Set(shown.flatMap(({word, isSought}) => isSought ? wordsIn(word).slice(0, 1) : []))];
    // The browser marks the words on the page that opens.
    const marks = sought.slice(0, 4).map(word => `text=${encodeURIComponent(word)}`).join("&");
    if (marks) address.hash = `${address.hash.slice(1)}:~:${marks}`;
    const words = shown.flatMap(({word, isSought}) => [isSought ? createElement("mark", {}, word) : word, " "]);
    const told = [...reasons, ...missing.length ? [`without: ${missing.join(", ")}`] : []];
    return createElement("li", {}, createElement("a", {class: "hit", href: address.href}, title), createElement("span", {class: "kind"}, KINDS[kind].replace(/ies$/, "y").replace(/s$/, "")),
      createElement("p", {}, isCutBefore ? "… " : "", ...words, isCutAfter ? "…" : ""), ...told.length ? [createElement("p", {class: "why"}, told.join(" · "))] : []);
  }

  /**
   * @param {Line[]} lines
   * @param {[string, number][]} collocates
   * @param {boolean} isPartial
   */
  function showLines(lines, collocates, isPartial) {
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
    list.replaceChildren(...lines.length ? [createElement("div", {class: "in-context-lines", tabindex: "0", role: "region", "aria-label": "In context"}, table), createButton("Download as CSV", () => download(sorted))] : [],
      ...beside ? [createElement("p", {}, `Often within five words: ${beside}.`)] : []);
  }
  /** @param {Line[]} lines */
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
