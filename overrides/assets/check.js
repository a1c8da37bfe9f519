/* The page "Is my quotation still there?": its form, and what it says of a quotation. */
runPart(() => {
  const place = document.getElementById("check-quotation");
  if (!window.readerEditions || !place) return;
  const data = window.readerEditions;
  Object.setPrototypeOf(data.texts, null);  // a paper may be called constructor
  /** @type {HTMLElement} */
  const status = find("#check-status");
  /** @type {HTMLElement} */
  const results = find("#check-results");
  const field = createElement("textarea", {id: "quotation", rows: "6", spellcheck: "false", "aria-describedby": "quotation-help"});
  const form = createElement("form", {},
    createElement("p", {}, createElement("label", {for: field.id}, "Quotation or link")), field,
    createElement("p", {id: "quotation-help"}, "Three words or more."), createElement("button", {}, "Compare"));
  /** @type {Record<string, string>} */
  const VERDICTS = {
    same: "The words stand unchanged.",
    signs: "The words stand unchanged; the punctuation differs.",
    changed: "The words stand here, but not as quoted.",
    missing: "These words are not here.",
  };
  /** @typedef {Record<string, string>} Titles of pages, by address */

  let asks = 0;

  /**
   * Load the text of a paper, by its digest, as a script: from disk a browser loads nothing else. One that does not come is missing.
   * @param {[string, string]} paper
   * @returns {Promise<void>}
   */
  const loadPaper = ([paper, digest]) => new Promise(done => {
    if (data.texts[paper]) return setTimeout(done);  // leaves the browser time for others
    const script = createElement("script", {src: `editions/${paper}.js?${digest}`});
    script.onload = script.onerror = () => {
      script.remove();
      done();
    };
    document.head.append(script);
  });
  /** @param {Record<string, string>} papers */
  const load = papers => Promise.all(Object.entries(papers).map(loadPaper));

  /**
   * Name the paragraphs in which words were found.
   * @param {Judgement["places"]} places
   * @param {Titles} titles
   */
  function describePlaces(places, titles) {
    const pages = [...new Set(places.map(place => place.page))];
    return pages.map(page => {
      const numbers = places.filter(place => place.page === page).map(place => place.id.slice(1));
      return `${numbers.length > 1 ? `paragraphs ${numbers[0]}–${numbers.at(-1)}` : `paragraph ${numbers[0]}`} of ${titles[page] ?? page}`;
    }).join(", ");
  }
  // Opened from the disk, a folder shows its files and not its page.
  const file = location.protocol === "file:" ? "index.html" : "";
  /**
   * @param {Judgement} judgement
   * @param {Titles} titles
   */
  const createLink = ({edition, places}, titles) =>
    createElement("a", {href: `../../${edition.root}${places[0].page}${file}#${places[0].id}`}, describePlaces(places, titles));

  /** @param {string[]} words */
  const joinWords = words => words.join(" ").replace(/ (?=[.,;:!?)%])|(?<=[(]) /g, "");

  /**
   * Return runs of steps that differ, each with the words on both sides.
   * @param {Step[]} steps
   */
  function differences(steps) {
    /** @type {{quoted: string[], source: string[]}[]} */
    const runs = [];
    let open = false;
    for (const {quoted, source, differs} of steps) {
      if (differs && !open) runs.push({quoted: [], source: []});
      open = Boolean(differs);
      if (open && quoted) runs[runs.length - 1].quoted.push(quoted.word);
      if (open && source) runs[runs.length - 1].source.push(source.word);
    }
    return runs.map(({quoted, source}) => [joinWords(quoted), joinWords(source)]);
  }

  /**
   * Return the words found, with marks where they differ.
   * @param {Step[]} steps
   */
  function createMarkedText(steps) {
    const block = createElement("p", {class: "difference"});
    /**
     * @param {string} word
     * @param {"del" | "ins"} [name]
     */
    const add = (word, name) => {
      const space = block.childNodes.length && !/^[.,;:!?)]/.test(word) ? " " : "";
      if (word) block.append(space, name ? createElement(name, {}, word) : word);
    };
    let gap = false;
    for (const {quoted, source, skipped, differs} of steps) {
      const [was, is] = [quoted?.word, source?.word];
      if (skipped) add(gap ? "" : "…");
      else if (!differs) add(is ?? was ?? "");
      else {
        add(was ?? "", "del");
        add(is ?? "", "ins");
      }
      gap = Boolean(skipped);
    }
    return block;
  }

  /** @param {Step[]} steps */
  function createDifferenceList(steps) {
    const items = differences(steps).map(([quoted, source]) => {
      const [one, other] = [quoted, source].map(words => createElement("b", {}, words));
      return quoted && source ? ["for ", one, " the text has ", other] : quoted ? [one, " is not in the text"] : ["the text has also ", other];
    });
    return createElement("ul", {}, ...items.map(content => createElement("li", {}, ...content)));
  }

  /**
   * Return what is said of a quotation in one edition.
   * @param {Judgement} judgement
   * @param {Titles} titles
   */
  function createSection(judgement, titles) {
    const {edition, verdict, received, reading, steps} = judgement;
    const name = createElement("h3", {}, edition.date ? `${edition.name}, ${edition.date}` : edition.name);
    if (verdict === "missing") return createElement("section", {}, name, createElement("p", {}, VERDICTS.missing));
    /** @type {HTMLElement[]} */
    const parts = [createElement("p", {}, createElement("strong", {}, VERDICTS[verdict]), " In ", createLink(judgement, titles), ".")];
    if (received && verdict === "changed") {
      parts.push(createElement("p", {}, "Compared here with the wording as it was received, which is nearer to yours than the edition’s:"));
    } else if (received) {
      parts.push(createElement("p", {}, "You quote the wording as it was received. The edition reads otherwise:"), createDifferenceList(reading.steps));
    }
    return createElement("section", {"data-verdict": verdict}, name, ...parts,
      ...verdict === "same" ? [] : [createMarkedText(steps), createDifferenceList(steps)]);
  }

  /** Return a function that says how far the comparison has come, in quarters, so that it is not always said; and whether it is still wanted. */
  function startProgress() {
    const ask = ++asks;
    let announced = -1;
    return (/** @type {number} */ done, /** @type {number} */ all) => {
      if (ask !== asks) return false;
      const quarter = Math.floor(4 * done / all);
      if (quarter > announced && done < all) status.textContent = done ? `Looked through ${done} of ${all} papers …` : "Comparing …";
      announced = Math.max(announced, quarter);
      return true;
    };
  }
  /** @param {string} text */
  const paragraph = text => createElement("p", {}, text);

  /**
   * Say in one sentence where the words are in the newest edition, or in the last one that had them.
   * @param {Judgement[]} editions
   * @param {Titles} titles
   * @param {boolean} isComplete whether all papers could be loaded
   */
  function summarize(editions, titles, isComplete) {
    const newest = editions[editions.length - 1], last = editions.findLast(one => one.verdict !== "missing");
    if (!last) return isComplete ? "These words appear in no edition of this reader." : "These words were not found.";
    if (newest === last) return `${newest.edition.name}: ${describePlaces(newest.places, titles)}. ${VERDICTS[newest.verdict]}`;
    return `${newest.edition.name}: these words are no longer there. ${last.edition.name} has them: ${describePlaces(last.places, titles)}.`;
  }

  /**
   * @param {Place & {ends?: boolean}} asked
   * @param {Comparison} comparison
   */
  function showComparison(asked, {editions, titles, all, done, missing, early}) {
    status.replaceChildren(paragraph(summarize(editions, titles, !missing.length)), ...missing.length
      ? [paragraph(`${missing.length} of ${all} papers could not be loaded and were not compared. Try again.`)] : []);
    if (editions.every(one => one.verdict === "missing")) {
      return results.append(paragraph("Look for a slip in a rare word, or paste a longer piece. Notes and glossary entries are not compared."));
    }
    const isSame = editions.every(one => one.verdict === "same");
    results.append(createElement("h2", {}, "In each edition"), paragraph(!isSame
      ? "Words found only in your quotation are struck through; words found only in the text are underlined."
      : editions.length > 1 ? `The words are the same in all ${editions.length} texts.` : "There is only one version, and your words match it."));
    if (asked.ends) results.append(paragraph("The link gives only the first and the last words of the passage. Those between them were not compared: paste them, too."));
    if (early) results.append(paragraph(`The words were found whole, so only ${done} of ${all} papers were looked through; others may have them, too. Paste the link, if the paper is not the one you mean.`));
    results.append(...editions.toReversed().map(judgement => createSection(judgement, titles)));
  }

  async function compare() {
    results.replaceChildren();
    const found = await compareQuotation(data, field.value, load, startProgress());
    if (!found) return;  // something else was asked meanwhile
    const {asked, count, comparison} = found;
    if (comparison) return showComparison(asked, comparison);
    status.textContent = count >= 3 ? "This is too long to be compared at once. Paste a part of it."
      : asked.id && asked.paper && !count ? "This link names a paragraph, but no words. Paste the words, too."
      : "Paste three words or more.";
    field.focus();
  }

  place.append(form);
  form.addEventListener("submit", event => {
    event.preventDefault();
    compare();
  });
  const given = new URLSearchParams(location.search).get("quotation");
  if (given) {
    field.value = given;
    compare();
  }
});
