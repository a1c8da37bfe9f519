/* Search that knows concepts, behind Material's own box. Material starts this file as its search worker:
   0 set up (answered at once with 1, ready), 2 a query, 3 its results, in groups of a page and its paragraphs.
   The documents (scripts/reader/search/search_documents.py) are loaded with the first query. In a large edition they are without the
   papers' texts (search-papers.js).

   The order follows these rules, and none knows a single query:
   1. Words that only make a question ("what is", "why") are left out, if others remain. Words count in any form of
      number, in British or American spelling, and with a slip of one letter in five or more.
   2. An entry whose name stands whole in the query, and is at least half of its telling words, comes first: the longest name
      before the shorter, a name in the right spelling before a misspelt one, a name that is the whole query before one that
      is a part; of two entries, the one that speaks of the other.
   3. Two words or more that stand so, word for word, in a text as read or as received, raise it above all but such entries
      whose name they are.
   4. Then by relevance (BM25), where every word of the query that is missing costs, and what mentions the concepts that the
      query names is raised.
   5. Words in quotation marks must stand so in the reading text, or in a name. */

importScripts("minisearch.js", "search-text.js", "search-names.js", "search-papers.js", "search-ranking.js");

const FIELDS = ["names", "hidden", "text", "unseen", "received"];
const PAUSE = 150; // milliseconds without another letter before Pagefind is asked: each beginning of a word has pieces of its own
// As Python has them (tests/unit/repository/test_shared_constants.py).
const PAPERS = "papers/";
const DOCUMENTS_PATH = "search/documents.json";

/**
 * @typedef {object} Library
 * @property {SearchEngine<SearchDocument>} engine
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
  const engine = new MiniSearch({
    idField: "location",
    fields: FIELDS,
    extractField: (doc, field) => String(doc[/** @type {keyof SearchDocument} */ (field)] ?? "").replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt);/g, " "),
    tokenize: splitWords,
    processTerm: stem,
  });
  engine.addAll(docs);
  return {engine, names: namesOf(docs), pagefind: await loading, frequent: frequent ?? [], docs: new Map(docs.map((/** @type {SearchDocument} */ doc) => [doc.location, doc]))};
}
const loadLibrary = () => library ??= fetchLibrary();

/**
 * Return the relevance of the documents that have words of a query.
 * @param {Library} library
 * @param {string[]} words
 */
function findRelevant({engine, docs}, words) {
  const found = engine.search(words.join(" "), {
    boost: {names: 1.5, hidden: 1.5, text: 1, unseen: 0.5, received: 0.2},
    prefix: (term, i, terms) => i === terms.length - 1 && term.length > 2,
    fuzzy: term => term.length > 8 ? 2 : term.length > 4 ? 1 : false,
    weights: {fuzzy: 0.2, prefix: 0.5},
    maxFuzzy: 2,
  });
  return new Map(found.map(({id, score, queryTerms, terms}) => {
    const share = new Set(queryTerms).size / new Set(words).size;
    return [id, {score: score * share * share * (docs.get(id)?.boost ?? 1), terms: new Set(terms)}];
  }));
}

/** @param {string} text */
async function search(text) {
  const loaded = await loadLibrary(), {names, docs, pagefind} = loaded, query = parseQuery(text);
  if (!query.words.length) return [];
  const entries = namedEntries(query.words, query.all, names);
  const asked = pagefind && await searchPagefind(loaded, pagefind, query, entries);
  const relevance = findRelevant(loaded, query.words), scores = scoreDocuments(docs, relevance, query, entries);
  /** @param {SearchDocument} doc */
  const score = doc => scores.get(doc.location) ?? 0;
  const found = [...scores.keys()].flatMap(id => docs.get(id) ?? []).filter(doc => (doc.text || doc.entry) && hasPhrases(doc, query.phrases) &&
    (!asked || !doc.location.startsWith(PAPERS) || asked.has(doc.location))); // not what another query brought
  return groupHits(found.sort((a, b) => score(b) - score(a)), docs, doc => ({
    location: doc.location,
    title: doc.title + describeReason(doc, entries),
    text: excerpt(doc.text, new Set([...relevance.get(doc.location)?.terms ?? [], ...query.words])),
    score: score(doc),
    terms: {},
  }));
}

let newest = 0; // query: one that is no longer asked needs no answer

addEventListener("message", async ({data: {type, data}}) => {
  if (type === 0) postMessage({type: 1});
  if (type !== 2) return;
  const query = ++newest, asked = performance.now(), {pagefind} = await loadLibrary();
  if (pagefind) await new Promise(done => setTimeout(done, PAUSE - (performance.now() - asked)));
  if (query !== newest) return;
  const items = await search(data);
  if (query === newest) postMessage({type: 3, data: {items}});
});
