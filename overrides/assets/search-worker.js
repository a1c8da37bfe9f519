/* Search that knows concepts. The page posts {ask, question} and gets {ask, answer, isWhole}: first what the names alone tell, if the texts
   are still to come, then the whole. A message without a question has what is searched fetched.
   The documents (scripts/reader/search/search_parts.py) come in three parts: names, texts, and what never stands before a text with all
   the words, which is fetched only where no text has them. In a large edition they are without the papers' texts (search-papers.js).

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
const MARKED = 12; // words at most, of those that were sought, that are marked where a hit leads
// As Python has them (tests/unit/repository/test_shared_constants.py).
const PAPERS = "papers/";
const PART_PATHS = ["search/names.json", "search/texts.json", "search/others.json"];
const THESAURUS_PATH = "search/thesaurus.txt";
const LISTS = [["Glossary", "glossary/"], ["Concepts", "concepts/"]]; // pages that name all there is
const NAMES = 1, TEXTS = 2, ALL = 3; // how many parts

/**
 * @typedef {object} Library
 * @property {SearchIndex} index
 * @property {EntryName[]} names
 * @property {Pagefind | null} pagefind
 * @property {string[]} frequent words that Pagefind does not know
 * @property {Map<string, SearchDocument>} docs by address
 *
 * @typedef {object} Question
 * @property {string} text
 * @property {number} [limit] of the hits that are told
 * @property {boolean} [isWhole] whether all parts are searched
 * @property {boolean} [isInContext] whether it asks for lines
 * @property {boolean} [withNotes]
 * @property {boolean} [isReceived]
 */

/**
 * Return a function that remembers what it returned, but not that it failed.
 * @template K, T
 * @param {(key: K) => Promise<T>} load
 * @returns {(key: K) => Promise<T>}
 */
function loadOnce(load) {
  /** @type {Map<K, Promise<T>>} */
  const loading = new Map();
  return key => {
    const known = loading.get(key) ?? load(key).catch(error => {
      loading.delete(key);
      throw error;
    });
    loading.set(key, known);
    return known;
  };
}

class NotFetched extends Error {}

/** @param {string} path */
async function fetchFile(path) {
  const response = await fetch(`../${path}`).catch(() => null);
  if (!response?.ok) throw new NotFetched(path);
  return response;
}

const fetchPart = loadOnce(async (/** @type {string} */ path) => /** @type {{docs: (Partial<SearchDocument> & {location: string})[], frequent?: string[]}} */ (await (await fetchFile(path)).json()));
/** @type {(folder: string) => Promise<Pagefind>} */
const loadPagefind = loadOnce(() => startPagefind());

const loadLibrary = loadOnce(async (/** @type {number} */ parts) => {
  const fetched = await Promise.all(PART_PATHS.slice(0, parts).map(fetchPart)), [{frequent}] = fetched;
  /** @type {Map<string, SearchDocument>} */
  const docs = new Map();
  for (const doc of fetched.flatMap(part => part.docs)) docs.set(doc.location, {title: "", text: "", ...docs.get(doc.location), ...doc}); // the text of a page may be still to come
  // Pagefind is not in the copy of the site that is opened from disk, whose documents are all here.
  const pagefind = frequent && parts > NAMES ? await loadPagefind(PAGEFIND_FOLDER) : null, index = new SearchIndex(), names = namesOf([...docs.values()]);
  for (const doc of docs.values()) index.add(doc, namesMentioned(doc, names));
  return {index, names, pagefind, frequent: frequent ?? [], docs};
});

/** The thesaurus, which is fetched when a word is not in the texts; without it, the word is one that they do not have. */
const fetchThesaurus = loadOnce(async (/** @type {string} */ path) => parseThesaurus(await (await fetchFile(path)).text()));

/**
 * Return the documents that a query finds in a library, in their order, and all that is known of them.
 * @param {ReadQuery} query
 * @param {Library} library
 */
async function findDocuments(query, library) {
  const {index, names, docs, pagefind} = library;
  const entries = query.words.length ? namedEntries(query, names) : [];
  const asked = query.words.length && pagefind ? await searchPagefind(library, pagefind, query, entries) : null;
  const slots = query.words.length ? index.slotsOf(query.words, /[\p{L}\p{N}]$/u.test(query.text), query.prefixes) : [];
  const relevance = index.search(slots), isFiltered = query.kinds.length > 0 || query.papers.length > 0;
  const scores = query.words.length ? scoreDocuments(docs, relevance, query, entries) : new Map(isFiltered ? [...docs.keys()].map(id => [id, 1]) : []);
  /** @param {SearchDocument} doc */
  const score = doc => scores.get(doc.location) ?? 0;
  const found = [...scores.keys()].flatMap(id => docs.get(id) ?? []).filter(doc => score(doc) > 0 && hasPhrases(doc, query.phrases) &&
    meetsConditions(doc, query) && (!asked || !doc.location.startsWith(PAPERS) || asked.has(doc.location))); // not what another query brought
  /** @param {SearchDocument} doc */
  const isComplete = doc => !relevance.get(doc.location)?.missing.size;
  return {found: found.sort((a, b) => score(b) - score(a)), complete: found.filter(isComplete).length, query, entries, relevance, library};
}

/**
 * Return what a query finds: among the texts, and if none of them has all the words, or a word is in none, among all.
 * @param {ReadQuery} query
 * @param {boolean} isWhole whether among all in any case
 */
async function findAmongAll(query, isWhole) {
  /** @param {Library} library */
  const hasUnknown = ({index}) => query.words.some(word => index.isUnknown(word)); // once Pagefind has brought its texts
  if (!isWhole && !query.kinds.some(kind => ["source", "page"].includes(kind))) {
    const first = await findDocuments(query, await loadLibrary(TEXTS));
    if (first.complete && !hasUnknown(first.library)) return first;
  }
  const all = await findDocuments(query, await loadLibrary(ALL));
  if (!hasUnknown(all.library)) return all;
  all.library.index.thesaurus = await fetchThesaurus(THESAURUS_PATH).catch(() => new Map());
  return findDocuments(query, all.library);
}

/**
 * Return the excerpt of a document where the sought words stand; of an entry, the beginning, which defines it.
 * @param {SearchDocument} doc
 * @param {Set<string>} terms stems
 */
function hitExcerpt({entry, text}, terms) {
  const words = text.split(" ");
  return entry ? {...excerptWords(words.slice(0, EXCERPT).join(" "), terms), isCutAfter: words.length > EXCERPT} : excerptWords(text, terms);
}

/**
 * Return what the page shows of the documents that are found.
 * @param {Awaited<ReturnType<typeof findDocuments>>} found
 * @param {number} [limit]
 */
function describeHits({found, complete, query, entries, relevance, library}, limit) {
  const hits = found.slice(0, limit).map(doc => {
    const {terms, missing, near} = relevance.get(doc.location) ?? {terms: [], missing: [], near: []}, sought = new Set([...terms, ...query.all]);
    const words = splitWords(unescapeHtml(doc.text)).filter(word => sought.has(stem(word)));
    return {
      location: doc.location, title: unescapeHtml(doc.title), kind: kindOf(doc), paper: paperOf(doc), missing: [...missing],
      reasons: [describeReason(doc, entries), ...near].filter(Boolean), words: [...new Set(words)].slice(0, MARKED), excerpt: hitExcerpt(doc, sought),
    };
  });
  return {hits, count: found.length, complete, suggestions: found.length ? [] : suggest(query, library)};
}

/**
 * Return what to try where nothing was found: words and entries that look like those of the query, and the pages that list what there is.
 * @param {ReadQuery} query
 * @param {Library} library
 */
function suggest(query, {names, index}) {
  const entries = new Map(names.map(({name, doc}) => [name, doc.location]));
  const near = suggestNames(query, names, index).map(text => ({text, location: entries.get(text) ?? "", kind: entries.has(text) ? "entry" : "word"}));
  return [...near, ...LISTS.map(([text, location]) => ({text, location, kind: "page"}))];
}

/**
 * Return the lines of a query in context, and where in the papers they stand.
 * @param {Question} question
 */
async function describeLines({text, withNotes, isReceived}) {
  const {query, library: {docs, pagefind}} = await findAmongAll(readQuery(text), true);
  const kinds = withNotes ? ["paragraph", "note"] : ["paragraph"];
  const sought = [...docs.values()].filter(doc => kinds.includes(kindOf(doc)) && meetsConditions(doc, {...query, prefixes: [], near: [], without: []}));
  const answer = concordance(text, sought, isReceived ?? false), isPartial = pagefind !== null;
  return {...answer, isPartial, strips: isPartial ? [] : stripsOf(answer.lines, [...docs.values()])};
}

/** @param {Question} question */
const describeAnswer = async question => question.isInContext ? describeLines(question)
  : describeHits(await findAmongAll(readQuery(question.text), question.isWhole ?? false), question.limit);

/**
 * Return the entries that a query names, before the texts have come.
 * @param {Question} question
 */
async function describeNamed({text, limit}) {
  const first = await findDocuments(readQuery(text), await loadLibrary(NAMES));
  const found = first.found.filter(doc => first.entries.some(entry => entry.doc === doc && !entry.slips));
  return {...describeHits({...first, found}, limit), count: found.length, complete: found.length, suggestions: []};
}

let newest = 0; // question: one that is no longer asked needs no answer
let hasTexts = false;
const loadTexts = () => loadLibrary(TEXTS).then(library => {
  hasTexts = true;
  return library;
});

addEventListener("message", async ({data: {ask, question}}) => {
  if (!question) return void loadTexts().catch(() => {}); // it is told when something is asked
  newest = ask;
  /** @type {(answer: object, isWhole: boolean) => void} */
  const tell = (answer, isWhole) => { if (ask === newest) postMessage({ask, answer, isWhole}); };
  try {
    if (!hasTexts && !question.isWhole) tell(await describeNamed(question), false);
    const {pagefind} = await (question.isWhole ? loadLibrary(ALL) : loadTexts());
    if (pagefind) await new Promise(done => setTimeout(done, PAUSE));
    if (ask === newest) tell(await describeAnswer(question), true);
  } catch (error) {
    tell({hasFailed: true}, true);
    if (!(error instanceof NotFetched)) throw error;
  }
});
