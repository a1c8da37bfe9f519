/* Search that knows concepts, behind Material's own box. Material starts this file as its search worker:
   0 set up (answered at once with 1, ready), 2 a query, 3 its results: groups of hits, here one each, in the order of their scores.
   The documents (scripts/reader/search/search_documents.py) are loaded with the first query. In a large edition they are without the
   papers' texts (search-papers.js).

   The order follows these rules, and none knows a single query:
   1. Stop words, and words that only make a question ("what is", "why"), are left out, if others remain. Words count in any form of
      number, in British or American spelling, written together or apart, and with their family (stability, stabilise) at half their
XX that it joins, or as those with the fewest slips.
   2. An entry whose name is all of the query's telling words comes first: the longest name before the shorter, a name in the right
      spelling before a misspelt one; then a page whose title they are.
   3. Two words or more that stand so, word for word, in a text as read or as received, raise it above all but such entries and pages.
   4. Then what has all words, then what has most of them, by relevance (search-index.js); entries that the query names, and what mentions
      them, are raised.
   5. Words in quotation marks must stand so in a text as read or as received, or in a name. */

importScripts("stemmer.js", "search-text.js", "search-index.js", "search-thesaurus.js", "search-names.js", "search-papers.js", "search-ranking.js", "search-query.js", "search-concordance.js");

const PAUSE = 150; // milliseconds without another letter before Pagefind is asked: each beginning of a word has pieces of its own
// As Python has them (tests/unit/repository/test_shared_constants.py).
const PAPERS = "papers/";
const DOCUMENTS_PATH = "search/documents.json";
const THESAURUS_PATH = "search/thesaurus.txt";

/**
 * @typedef {object} Library
 * @property {SearchIndex} index
 * @property {EntryName[]} names
 * @property {Pagefind | null} pagefind
 * @property {string[]} frequent words that Pagefind does not know
 * @property {Map<string, SearchDocument>} docs by address
 */

/** @type {Promise<Library> | null} */
let library = null;

/** @returns {Promise<Library>} */
async function fetchLibrary() {
  const {docs, frequent} = await (await fetch(`../${DOCUMENTS_PATH}`)).json();
  const loading = frequent ? startPagefind() : null; // not in the copy of the site that is opened from disk, whose documents are all here
  const index = new SearchIndex(), names = namesOf(docs);
  docs.forEach((/** @type {SearchDocument} */ doc) => index.add(doc, namesMentioned(doc, names)));
  return {index, names, pagefind: await loading, frequent: frequent ?? [], docs: new Map(docs.map((/** @type {SearchDocument} */ doc) => [doc.location, doc]))};
}
const loadLibrary = () => library ??= fetchLibrary();

/** @type {Promise<Map<string, string[]>> | null} */
let thesaurus = null;

/** Return the thesaurus, which is fetched when a word is not in the texts; without it, the word is one that they do not have. */
const loadThesaurus = () => thesaurus ??= fetch(`../${THESAURUS_PATH}`)
  .then(answer => answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))).then(parseThesaurus)
  .catch(() => {
    thesaurus = null;
    return new Map();
  });

/**
 * Return the documents that a query finds, in their order, and all that is known of them.
 * @param {string} text
 */
async function findDocuments(text) {
  const loaded = await loadLibrary(), {index, names, docs, pagefind} = loaded, query = readQuery(text);
  const entries = query.words.length ? namedEntries(query, names) : [];
  const asked = query.words.length && pagefind ? await searchPagefind(loaded, pagefind, query, entries) : null;
  if (query.words.some(word => index.isUnknown(word))) index.thesaurus = await loadThesaurus();
  const slots = query.words.length ? index.slotsOf(query.words, /[\p{L}\p{N}]$/u.test(text), query.prefixes) : [];
  const relevance = index.search(slots), isFiltered = query.kinds.length > 0 || query.papers.length > 0;
  const scores = query.words.length ? scoreDocuments(docs, relevance, query, entries) : new Map(isFiltered ? [...docs.keys()].map(id => [id, 1]) : []);
  /** @param {SearchDocument} doc */
  const score = doc => scores.get(doc.location) ?? 0;
  const found = [...scores.keys()].flatMap(id => docs.get(id) ?? []).filter(doc => score(doc) > 0 && hasPhrases(doc, query.phrases) &&
    meetsConditions(doc, query) && (!asked || !doc.location.startsWith(PAPERS) || asked.has(doc.location))); // not what another query brought
  return {found: found.sort((a, b) => score(b) - score(a)), score, query, entries, relevance, loaded};
}

/** @param {string} text */
async function search(text) {
  const {found, score, query, entries, relevance} = await findDocuments(text);
  return found.map(doc => {
    const {terms, missing, near} = relevance.get(doc.location) ?? {terms: [], missing: [], near: []};
    return groupHit(doc, doc.title + describeReason(doc, entries) + near.map(words => ` <small>${escapeHtml(words)}</small>`).join(""),
      excerpt(doc.text, new Set([...terms, ...query.all])), score(doc), missing);
  });
}

/**
 * Return what the page of results shows of a query: hits, or its words in context.
 * @param {{text: string, isInContext: boolean, withNotes: boolean, isReceived: boolean}} asked
 */
async function answer({text, isInContext, withNotes, isReceived}) {
  const {found, query, entries, relevance, loaded: {docs, pagefind, names, index}} = await findDocuments(text);
  if (isInContext) {
    const kinds = withNotes ? ["paragraph", "note"] : ["paragraph"], {kinds: own, papers} = query;
    const sought = [...docs.values()].filter(doc => kinds.includes(kindOf(doc)) && meetsConditions(doc, {...query, kinds: own, papers, prefixes: [], near: [], without: []}));
    return {...concordance(text, sought, isReceived), isPartial: pagefind !== null};
  }
  const hits = found.map(doc => {
    const {terms, missing, near} = relevance.get(doc.location) ?? {terms: [], missing: [], near: []}, kind = kindOf(doc);
    return {
      location: doc.location, title: unescapeHtml(doc.title), kind, paper: paperOf(doc), missing: [...missing],
      reasons: [unescapeHtml(describeReason(doc, entries)).trim(), ...near].filter(Boolean),
      excerpt: excerptWords(doc.text, new Set([...terms, ...query.all])),
    };
  });
  return {hits, suggestions: hits.length ? [] : suggestNames(query, names, index)};
}

let newest = 0; // query: one that is no longer asked needs no answer

addEventListener("message", async ({data: {type, data, ask}}) => {
  if (ask) postMessage({ask, answer: await answer(data)}); // the page of results
  if (type === 0) postMessage({type: 1});
  if (type !== 2) return;
  const query = ++newest, asked = performance.now(), {pagefind} = await loadLibrary();
  if (pagefind) await new Promise(done => setTimeout(done, PAUSE - (performance.now() - asked)));
  if (query !== newest) return;
  const items = await search(data);
  if (query === newest) postMessage({type: 3, data: {items}});
});
