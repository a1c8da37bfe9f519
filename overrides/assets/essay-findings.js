/* What is said of each quotation of an essay. */

/**
 * @typedef {"same" | "signs" | "received" | "earlier" | "note" | "entry" | "page" | "joined" | "changed" | "misplaced" | "missing" | "other" | "unclosed"} Verdict
 *
 * @typedef {object} Finding
 * @property {Verdict} verdict
 * @property {"right" | "look" | "wrong" | "other"} level
 * @property {string} text the quotation
 * @property {number} at the number of its line, paragraph or page
 * @property {string} [citation] the citation that belongs to it
 * @property {{page: string, id: string, title: string, href: string}[]} places
 * @property {string[]} remarks
 * @property {Step[]} steps the words compared
 * @property {string} [nearest] the sentence of the text that is nearest to what is missing
 */

/** @type {Record<Verdict, string>} */
const VERDICTS = {
  same: "Word for word",
  signs: "Word for word; the punctuation differs",
  received: "Word for word as the text was received; this edition reads otherwise",
  earlier: "Word for word in an earlier edition; the text reads otherwise now",
  note: "From a note of this edition, not from the paper",
  entry: "From an entry of the glossary, not from a paper",
  page: "From another page of this edition, not from a paper",
  joined: "Joined from several paragraphs",
  changed: "Changed",
  misplaced: "The right words, but another place is cited",
  missing: "Not in this reader",
  other: "Not in this reader; not cited from it",
  unclosed: "The mark that ends this quotation is missing",
};
const RIGHT = ["same", "signs"], LOOK = ["received", "earlier", "note", "entry", "page", "joined", "unclosed"];

/** @param {string[]} words */
const listWords = words => words.map(word => `“${word}”`).join(", ");

/** @param {string[]} ids */
const nameParagraphs = ids => {
  const numbers = ids.map(id => id.slice(1));
  return numbers.length < 2 ? `paragraph ${numbers[0]}` : `paragraphs ${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
};

/**
 * Return a part of a text as the page of it would find it by a text fragment; empty if it cannot be named.
 * @param {Row} row
 * @param {Row[]} rows
 * @param {number} edition
 * @param {Step[]} steps
 */
function fragmentOfSteps(row, rows, edition, steps) {
  const words = steps.flatMap(({source, quoted, skipped}) => source?.row === row && (quoted || skipped) && isWord(source) ? source.word : []);
  const texts = rows.filter(other => other === row || !row.own && !other.own && other.in[edition]?.[1] === row.in[edition]?.[1]).map(other => ({other, text: textWithNotes(other, edition)}));
  const page = texts.map(({text}) => text).join("\n"), at = texts.findIndex(({other}) => other === row);
  if (!words.length || at < 0) return "";
  const begin = texts.slice(0, at).reduce((sum, {text}) => sum + text.length + 1, 0), all = [...texts[at].text.matchAll(/[\p{L}\p{N}]+/gu)];
  const sought = words.flatMap(word => word.split(/[^\p{L}\p{N}]+/u)).filter(Boolean).map(fold), found = all.map(([word]) => fold(word));
  const first = found.findIndex((_, place) => sought.every((word, index) => found[place + index] === word)), last = all[first + sought.length - 1];
  return first < 0 ? "" : buildTextFragment({page, start: begin + all[first].index, end: begin + last.index + last[0].length});
}

/**
 * Return the reading text of a paragraph as its page shows it: with curly marks, and OBJECT for the number of each note.
 * @param {Row} row
 * @param {number} edition
 */
const textWithNotes = ({texts, in: places, notes = []}, edition) => notes.reduceRight((all, at) => all.slice(0, at) + OBJECT + all.slice(at),
  nestQuotes(texts[places[edition]?.[0] ?? 0][0], "‘’", "“”").replaceAll("'", "’"));

/**
 * Return the places where the parts of a quotation stand, each with a link to its words.
 * @param {ReturnType<typeof findQuoted>} found
 * @param {EssayContext} context
 */
function placesOf({parts, edition}, {index, editions, titles}) {
  const at = editions.indexOf(edition);
  /** @type {Map<Row, Step[]>} */
  const steps = new Map();
  for (const {rows, reading} of parts) {
    for (const row of rows) steps.set(row, [...steps.get(row) ?? [], ...reading.steps]);
  }
  return [...steps].map(([row, words]) => {
    const page = row.in[at]?.[1] ?? "", id = row.id;
    const fragment = fragmentOfSteps(row, index.rows, at, words);
    if (row.own) return {row, page, id, title: row.own.title, href: `${page}${id || fragment ? "#" : ""}${id}${fragment}`};
    return {row, page, id, title: `paragraph ${id.slice(1)} of ${titles[page] ?? page}`, href: `${edition.root}${page}#${id}${fragment}`};
  });
}

/**
 * Return what is wrong with the place that an essay cites.
 * @param {Citation | null} citation
 * @param {ReturnType<typeof placesOf>} places
 * @param {EssayContext} context
 */
function placeProblems(citation, places, {work, index}) {
  if (!citation?.isOurs || !places.length || places[0].row.own) return [];
  const {ids, papers, sections} = citation, cited = papers.map(paper => work.papers[paper].short).join(", "), absent = absentIds(citation, index);
  const names = places.map(({row, page}) => work.papers[row.paper ?? ""]?.sections[page]);
  const isPaper = !papers.length || places.every(({row}) => papers.includes(row.paper ?? ""));
  const isParagraph = absent.length === ids.length || places.every(({id}) => ids.includes(id));
  const isSection = !sections.length || names.some(name => !name || sections.includes(name));
  /** @type {[boolean, string][]} */
  const problems = [[absent.length > 0, `There is no ${nameParagraphs(absent)}${cited && " in "}${cited}.`], [!isPaper, `The essay cites ${cited}.`],
    [!isParagraph, `The essay cites ${nameParagraphs(ids)}.`], [!isSection, `The essay names the section ${sections.join(", ")}.`]];
  return problems.flatMap(([isProblem, sentence]) => isProblem ? [sentence] : []);
}

/**
 * Return the ids of cited paragraphs that do not exist.
 * @param {Citation} citation
 * @param {PassageIndex} index
 */
const absentIds = ({ids, papers}, {rows}) =>
  ids.filter(id => !rows.some(row => row.id === id && !row.own && (!papers.length || papers.includes(row.paper ?? ""))));

/**
 * Whether a citation names the note, the entry or the page from which words are.
 * @param {Citation | null} citation
 * @param {OwnText} own
 */
const isCitedAsOwn = (citation, {location, title}) => Boolean(citation && (location.includes("#fn:")
  ? citation.notes.includes(/\d+/.exec(title)?.[0] ?? "") : plainWords(citation.text).includes(plainWords(title))));

/**
 * Return the verdict on what was found, before its place is compared with the one that is cited.
 * @param {ReturnType<typeof findQuoted>} found
 * @param {EssayContext} context
 * @returns {Verdict}
 */
function verdictOf({parts, edition}, {index, editions}) {
  const rows = new Set(parts.flatMap(part => part.rows)), [first] = rows, [{verdict, received, reading}] = parts;
  if (verdict === "missing" || !first) return "missing";
  if (first.own) return kindOfOwn(first.own);
  if (!parts.every(isRight) || parts.length > 1 && rows.size === 1) return "changed";
  if (rows.size > 1 && !runsOn(parts, index.rows)) return "joined";
  if (edition !== editions.at(-1)) return "earlier";
  return received && !isRight(reading) ? "received" : /** @type {Verdict} */ (verdict);
}

/** @param {OwnText} own */
const kindOfOwn = ({location}) => location.includes("#fn:") ? "note" : location.startsWith("glossary/") ? "entry" : "page";

/**
 * Return remarks on the words of a quotation.
 * @param {ReturnType<typeof findQuoted>} found
 * @param {string} text
 * @param {Verdict} verdict
 */
function wordRemarks({quoted, parts}, text, verdict) {
  const remarks = [], {dropped, added} = negations(parts.flatMap(({steps}) => steps));
  if (verdict === "missing") return [];
  if (dropped.length) remarks.push(`The quotation drops ${listWords(dropped)}, which may reverse the sense.`);
  if (added.length) remarks.push(`The quotation adds ${listWords(added)}, which may reverse the sense.`);
  if (parts.length > 1 && verdict === "changed") remarks.push("Words are left out without an ellipsis, or are in another order.");
  const readings = verdict === "received" ? differences(parts[0].reading.steps) : [];
  if (readings.length) remarks.push(["This edition reads ", readings.map(([was, is]) => `“${is || "–"}” for “${was || "–"}”`).join(", "), "."].join(""));
  if (quoted.some(({gap}) => gap)) remarks.push("With an ellipsis.");
  if (/[[(]\s*sic\b/i.test(text)) remarks.push("With [sic].");
  if (quoted.some(({own, free}) => own || free)) remarks.push("Words or letters in square brackets are the essay’s own.");
  return remarks;
}

/**
 * Return what is said of one quotation.
 * @param {EssayQuotation} quotation
 * @param {EssayContext} context
 * @returns {Finding}
 */
function describeQuotation({text, at, citation, isWeak, isPaged}, context) {
  const found = findQuoted(context.index, context.editions, text, citation), places = placesOf(found, context), verdict = verdictOf(found, context);
  const steps = found.parts.flatMap((part, index) => index ? [{source: {word: "[…]", gap: true}}, ...part.steps] : part.steps);
  const shared = {text, at, citation: citation?.text, steps, places: places.map(({page, id, title, href}) => ({page, id, title, href}))};
  if (verdict !== "missing") return {...shared, ...describePlaced(found, verdict, places, {text, citation}, context)};
  const isOther = citation ? citation.isOther : Boolean(isWeak || isPaged);
  return {...shared, places: shared.places.slice(0, 1), verdict: isOther ? "other" : "missing", level: isOther ? "other" : citation ? "wrong" : "look",
    remarks: citation || isOther ? [] : ["Nothing is cited for it."], nearest: isOther || !places.length ? "" : sentenceOf(places[0].row, steps)};
}

/**
 * Return what is said of a quotation whose words are there, with regard to what the essay cites.
 * @param {ReturnType<typeof findQuoted>} found
 * @param {Verdict} verdict
 * @param {ReturnType<typeof placesOf>} places
 * @param {{text: string, citation: Citation | null}} quotation
 * @param {EssayContext} context
 * @returns {Pick<Finding, "verdict" | "level" | "remarks">}
 */
function describePlaced(found, verdict, places, {text, citation}, context) {
  const {own} = places[0].row, isChanged = !found.parts.every(isRight), isTrue = RIGHT.includes(verdict);
  const problems = own ? isChanged ? ["Not as it reads there."] : [] : placeProblems(citation, places, context);
  const isCited = isTrue || own && isCitedAsOwn(citation, own), remarks = [...problems, ...wordRemarks(found, text, verdict)];
  if (!problems.length) return {verdict, remarks, level: isCited ? "right" : LOOK.includes(verdict) ? "look" : "wrong"};
  return {verdict: isTrue ? "misplaced" : verdict, remarks, level: "wrong"};
}

/**
 * Return the sentence of a passage in which most of some words stand.
 * @param {Row} row
 * @param {Step[]} steps
 */
function sentenceOf({texts}, steps) {
  const words = new Set(steps.flatMap(({quoted, source, differs}) => quoted && source && !differs && isWord(source) ? fold(source.word) : []));
  /** @param {string} sentence */
  const count = sentence => new Set(plainWords(sentence).trim().split(" ").filter(word => words.has(word))).size;
  return texts[texts.length - 1][0].split(/(?<=[.!?][”’"]?)\s+(?=[\p{Lu}“"[])/u).reduce((best, sentence) => count(sentence) > count(best) ? sentence : best);
}
