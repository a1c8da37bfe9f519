/* The order of what search finds, by the rules of search-worker.js. */

/**
 * @typedef {object} Query
 * @property {string} text
 * @property {string[]} sequence its words
 * @property {string[][]} phrases words in quotation marks
 * @property {string[]} all stems of its words
 * @property {boolean} isTelling whether some of them do more than make a question
 * @property {string[]} words those, or else all
 *
 * @typedef {{score: number, terms: Set<string>}} Relevance the score of a document, and the stems in it that were found
 * @typedef {{location: string, title: string, text: string, score: number, terms: object}} Hit
 */

/**
 * @param {string} text
 * @returns {Query}
 */
function parseQuery(text) {
  const phrases = [...text.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map(match => splitWords(match[1])).filter(words => words.length);
  const all = stems(text), telling = all.filter(word => !QUESTION.has(word));
  return {text, sequence: splitWords(text), phrases, all, isTelling: telling.length > 0, words: telling.length ? telling : all};
}

/**
 * Return how many of the entries that a query names a document mentions.
 * @param {SearchDocument} doc
 * @param {NamedEntry[]} entries
 */
const countMentions = (doc, entries) => {
  const slugs = (doc.concepts ?? "").split(" ");
  return entries.filter(({doc: {entry}}) => entry && slugs.includes(entry)).length;
};

/**
 * Whether the words of a query stand so, word for word, in a text as read or as received (rule 3).
 * @param {SearchDocument} doc
 * @param {Query} query
 */
const isVerbatim = (doc, {sequence, isTelling}) => sequence.length > 1 && isTelling &&
  [doc.text, doc.received].some(text => text && indexOfSequence(splitWords(unescapeHtml(text)), sequence) >= 0);

/**
 * Whether each phrase of a query stands in the reading text of a document, or in a name (rule 5).
 * @param {SearchDocument} doc
 * @param {string[][]} phrases
 */
function hasPhrases(doc, phrases) {
  if (!phrases.length) return true;
  const texts = [unescapeHtml(doc.text), ...(doc.names ?? "").split(NAME_SEPARATOR), ...(doc.hidden ?? "").split(NAME_SEPARATOR)].map(splitWords);
  return phrases.every(phrase => texts.some(text => indexOfSequence(text, phrase) >= 0));
}

/**
 * Return the score of each document that is found, by address (rules 2 to 4).
 * @param {Map<string, SearchDocument>} docs
 * @param {Map<string, Relevance>} relevance
 * @param {Query} query
 * @param {NamedEntry[]} entries
 */
function scoreDocuments(docs, relevance, query, entries) {
  const scores = new Map([...relevance].map(([id, {score}]) => [id, score]));
  for (const [id, doc] of docs) {
    const mentions = countMentions(doc, entries);
    if (mentions) scores.set(id, (scores.get(id) ?? 1) * (1 + mentions));
    if (isVerbatim(doc, query)) scores.set(id, (scores.get(id) ?? 0) * (doc.boost ?? 1) + 1e5);
  }
  for (const {doc, rank, isMain, isWhole} of entries) {
    scores.set(doc.location, isMain
      ? 1e4 + (isWhole ? 1e6 : 0) + rank * 100 + countMentions(doc, entries) * 1e3
      : (scores.get(doc.location) ?? 1) * 2);
  }
  return scores;
}

/**
 * Say why a document was found, where its own words do not, as HTML.
 * @param {SearchDocument} doc
 * @param {NamedEntry[]} entries
 */
function describeReason(doc, entries) {
  const entry = entries.find(one => one.doc === doc);
  if (entry && entry.name.toLowerCase() !== unescapeHtml(doc.title).toLowerCase()) {
    return ` <small>${entry.hidden ? "found by" : "also"}: ${escapeHtml(entry.name)}</small>`;
  }
  const slugs = (doc.concepts ?? "").split(" ");
  const meant = entries.filter(one => one.doc.entry && slugs.includes(one.doc.entry) && indexOfSequence(stems(unescapeHtml(doc.text)), one.words) < 0);
  return meant.length ? ` <small>mentions ${meant.map(one => one.doc.title).join(", ")}</small>` : "";
}

/**
 * Return hits in groups of a page and its paragraphs, the best first. In a group, those that are near the best are shown at once,
 * the others behind "more".
 * @param {SearchDocument[]} found documents in their order
 * @param {Map<string, SearchDocument>} docs
 * @param {(doc: SearchDocument) => Hit} createHit
 */
function groupHits(found, docs, createHit) {
  /** @type {Map<string, Hit[]>} */
  const groups = new Map();
  for (const doc of found) {
    const page = doc.location.split("#")[0];
    if (!groups.has(page)) groups.set(page, []);
    groups.get(page)?.push(createHit(doc));
  }
  for (const [page, hits] of groups) {
    const best = hits[0].score, doc = docs.get(page);
    hits.forEach(hit => { if (hit.score > best / 3) hit.score = best; });
    if (doc && !hits.some(hit => hit.location === page)) hits.push({...doc, text: "", score: 0, terms: {}});
  }
  return [...groups.values()];
}
