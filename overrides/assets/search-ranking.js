/* The order of what search finds, by the rules of search-worker.js. */

/**
 * @typedef {object} Query
 * @property {string} text
 * @property {string[]} sequence its words
 * @property {string[][]} phrases words in quotation marks
 * @property {string[]} all stems of its words
 * @property {boolean} isTelling whether some of them do more than make a question
 * @property {string[]} words those, or else all, as typed
 *
 * @typedef {object} Relevance
 * @property {number} score of a document
 * @property {number} share of the query that it has, by the rarity of the words
 * @property {Set<string>} terms stems in it that were found
 * @property {Set<string>} missing words of the query that it does not have
 * @property {string[]} near words of the query, each with the words of like meaning that it has instead
 */

const COMPLETE = 100; // weight of what has every word
const VERBATIM = 1e5; // added to a paragraph or an entry that has them word for word
/**
 * @param {string} text
 * @returns {Query}
 */
function parseQuery(text) {
  const phrases = [...text.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map(match => splitWords(match[1])).filter(words => words.length);
  const sequence = splitWords(text), telling = sequence.filter(word => !STOP_WORDS.has(word) && !STOP_WORDS.has(stem(word)));
  return {text, sequence, phrases, all: sequence.map(stem), isTelling: telling.length > 0, words: telling.length ? telling : sequence};
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

/** @type {WeakMap<SearchDocument, string[][]>} */
const knownWords = new WeakMap();

/**
 * Return the words of a document's text, as read and as received.
 * @param {SearchDocument} doc
 */
function wordsOf(doc) {
  let words = knownWords.get(doc);
  if (!words) knownWords.set(doc, words = [doc.text, doc.received ?? ""].map(text => splitWords(unescapeHtml(text))));
  return words;
}

/**
 * Whether the words of a query stand so, word for word, in a text as read or as received (rule 3).
 * @param {SearchDocument} doc
 * @param {Query} query
 */
const isVerbatim = (doc, {sequence, isTelling}) => sequence.length > 1 && isTelling &&
  wordsOf(doc).some(words => indexOfSequence(words, sequence) >= 0);

/**
 * Whether each phrase of a query stands in a text as read or as received, or in a name (rule 5).
 * @param {SearchDocument} doc
 * @param {string[][]} phrases
 */
function hasPhrases(doc, phrases) {
  if (!phrases.length) return true;
  const names = [doc.title, ...(doc.names ?? "").split(NAME_SEPARATOR), ...(doc.hidden ?? "").split(NAME_SEPARATOR)];
  const texts = [...wordsOf(doc), ...names.map(splitWords)];
  return phrases.every(phrase => texts.some(text => indexOfSequence(text, phrase) >= 0));
}

/**
 * Return the score of a document by its words, those with all of them first (rule 4).
 * @param {Relevance} found
 * @param {number} boost
 */
const weighByShare = ({score, share, missing}, boost) => score * share * boost * (!missing.size && boost >= NOTE_BOOST ? COMPLETE : 1);

/**
 * Return the score of an entry that a query names (rule 2).
 * @param {NamedEntry} entry
 * @param {number} score by its words
 * @param {NamedEntry[]} entries
 */
const scoreNamed = (entry, score, entries) => entry.isWhole ? 1e6 + entry.rank * 100 + countMentions(entry.doc, entries) * 1e3 : score * (entry.slips ? 2 : 4);

/**
 * Return the score of each document that is found, by address (rules 2 to 4).
 * @param {Map<string, SearchDocument>} docs
 * @param {Map<string, Relevance>} relevance
 * @param {Query} query
 * @param {NamedEntry[]} entries
 */
function scoreDocuments(docs, relevance, query, entries) {
  const scores = new Map([...relevance].map(([id, found]) => [id, weighByShare(found, docs.get(id)?.boost ?? 1)]));
  for (const [id, doc] of docs) {
    const mentions = countMentions(doc, entries);
    const score = scores.get(id) ?? 1;
    if (mentions) scores.set(id, score * (1 + mentions));
    if (isVerbatim(doc, query)) scores.set(id, score * (1 + mentions) * (doc.boost ? 2 * doc.boost : 1) + (doc.boost ? 0 : VERBATIM));
  }
  for (const entry of entries) scores.set(entry.doc.location, scoreNamed(entry, scores.get(entry.doc.location) ?? 1, entries));
  // What is named whole comes before what has its words.
  for (const {doc, isVerbatim} of titledPages(query, docs.values())) {
    scores.set(doc.location, (scores.get(doc.location) ?? 0) + (isVerbatim ? 9e5 : 8e5));
  }
  return scores;
}

/**
 * Say why a document was found, where its own words do not; empty where they do.
 * @param {SearchDocument} doc
 * @param {NamedEntry[]} entries
 */
function describeReason(doc, entries) {
  const entry = entries.find(one => one.doc === doc);
  if (entry && entry.name.toLowerCase() !== unescapeHtml(doc.title).toLowerCase()) return `${entry.hidden ? "found by" : "also"}: ${entry.name}`;
  const slugs = (doc.concepts ?? "").split(" ");
  const meant = entries.filter(one => one.doc.entry && slugs.includes(one.doc.entry) && indexOfSequence(wordsOf(doc)[0].map(stem), one.words) < 0);
  return meant.length ? `mentions ${meant.map(one => unescapeHtml(one.doc.title)).join(", ")}` : "";
}
