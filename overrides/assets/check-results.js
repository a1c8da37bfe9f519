/* What the page that checks quotations says of one quotation. */

/** @type {Record<string, string>} */
const SENTENCES = {
  same: "The words stand unchanged.",
  signs: "The words stand unchanged; the punctuation differs.",
  changed: "The words stand here, but not as quoted.",
  missing: "These words are not here.",
};
/** @typedef {Record<string, string>} Titles of pages, by address */

/** @param {string} text */
const createParagraph = text => createElement("p", {}, text);

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

/** Opened from the disk, a folder shows its files and not its page. */
const indexFile = () => location.protocol === "file:" ? "index.html" : "";

/**
 * @param {Judgement} judgement
 * @param {Titles} titles
 */
const createPlaceLink = ({edition, places}, titles) =>
  createElement("a", {href: `../../${edition.root}${places[0].page}${indexFile()}#${places[0].id}`}, describePlaces(places, titles));

/**
 * Return the words found, with marks where they differ.
 * @param {Step[]} steps
 */
const createMarkedText = steps => createElement("p", {class: "difference"},
  ...markedWords(steps).map(({text, name}) => name ? createElement(name, {}, text) : text));

/** @param {Step[]} steps */
function createDifferenceList(steps) {
  const items = differences(steps).map(([quoted, source]) => {
    const [one, other] = [quoted, source].map(words => createElement("b", {}, words));
    return quoted && source ? ["for ", one, " the text has ", other] : quoted ? [one, " is not in the text"] : ["the text has also ", other];
  });
  return createElement("ul", {}, ...items.map(content => createElement("li", {}, ...content)));
}

/**
 * Return what is said of a quotation in one edition; its name only where there are several.
 * @param {Judgement} judgement
 * @param {Titles} titles
 * @param {boolean} hasName
 */
function createSection(judgement, titles, hasName) {
  const {edition, verdict, received, reading, steps} = judgement;
  const name = hasName ? [createElement("h3", {}, edition.date ? `${edition.name}, ${edition.date}` : edition.name)] : [];
  if (verdict === "missing") return createElement("section", {}, ...name, createParagraph(SENTENCES.missing));
  const parts = [createElement("p", {}, createElement("strong", {}, SENTENCES[verdict]), " In ", createPlaceLink(judgement, titles), ".")];
  if (received && verdict === "changed") {
    parts.push(createParagraph("Compared here with the wording as it was received, which is nearer to yours than the edition’s:"));
  } else if (received) {
    const list = createDifferenceList(reading.steps);
    parts.push(createParagraph("You quote the wording as it was received. The edition reads otherwise:"), /** @type {any} */ (list));
  }
  return createElement("section", {"data-verdict": verdict}, ...name, ...parts,
    ...verdict === "same" ? [] : [createMarkedText(steps), createDifferenceList(steps)]);
}

/**
 * Whether editions are named: where there is but the living text, nobody needs its name.
 * @param {Judgement[]} editions
 */
const isNamed = editions => editions.length > 1 || Boolean(editions[0].edition.date);

/**
 * Say in one sentence where the words are in the newest edition, or in the last one that had them.
 * @param {Judgement[]} editions
 * @param {Titles} titles
 * @param {boolean} isComplete whether all papers could be loaded
 */
function summarizeComparison(editions, titles, isComplete) {
  const newest = editions[editions.length - 1], last = editions.findLast(one => one.verdict !== "missing");
  if (!last) return isComplete ? isNamed(editions) ? "These words appear in no edition of this reader." : "These words are not in this reader." : "These words were not found.";
  const name = isNamed(editions) ? `${newest.edition.name}: ` : "";
  if (newest === last) return `${name || "Found in "}${describePlaces(newest.places, titles)}. ${SENTENCES[newest.verdict]}`;
  return `${name}these words are no longer there. ${last.edition.name} has them: ${describePlaces(last.places, titles)}.`;
}

/**
 * Return what is said above and below of a comparison.
 * @param {Place & {ends?: boolean}} asked
 * @param {Comparison} comparison
 */
function describeComparison(asked, {editions, titles, all, done, missing, early}) {
  const status = [createParagraph(summarizeComparison(editions, titles, !missing.length)), ...missing.length
    ? [createParagraph(`${missing.length} of ${all} papers could not be loaded and were not compared. Try again.`)] : []];
  if (editions.every(one => one.verdict === "missing")) {
    return {status, results: [createParagraph("Look for a slip in a rare word, or paste a longer piece.")]};
  }
  const isSame = editions.every(one => one.verdict === "same"), isSeveral = editions.length > 1, remarks = [];
  if (!isSame) remarks.push("Words found only in your quotation are struck through; words found only in the text are underlined.");
  else if (isSeveral) remarks.push(`The words are the same in all ${editions.length} texts.`);
  if (asked.ends) remarks.push("The link gives only the first and the last words of the passage. Those between them were not compared: paste them, too.");
  if (early) remarks.push(`The words were found whole, so only ${done} of ${all} papers were looked through; others may have them, too. Paste the link, if the paper is not the one you mean.`);
  const {dropped, added} = negations(editions[editions.length - 1].steps);
  for (const [words, what] of /** @type {[string[], string][]} */ ([[dropped, "drops"], [added, "adds"]])) {
    if (words.length) remarks.push(`The quotation ${what} ${words.map(word => `“${word}”`).join(", ")}.`);
  }
  return {status, results: [...isSeveral ? [createElement("h2", {}, "In each edition")] : [], ...remarks.map(createParagraph),
    ...editions.toReversed().map(judgement => createSection(judgement, titles, isNamed(editions)))]};
}

/**
 * Return what is said of words that are none of a paper's but this edition's own.
 * @param {NonNullable<ReturnType<typeof findOwnText>>} found
 */
function describeOwnText({own, judgement: {verdict, steps}}) {
  const [page, id] = own.location.split("#");
  const link = createElement("a", {href: `../../${page}${indexFile()}${id ? `#${id}` : ""}`}, own.title);
  return {status: [createElement("p", {}, "These words are this edition’s own, not those of a paper: ", link, `. ${SENTENCES[verdict]}`)],
    results: verdict === "same" ? [] : [createMarkedText(steps), createDifferenceList(steps)]};
}
