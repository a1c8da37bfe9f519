/* The papers' texts in a large edition: found by Pagefind, whose index comes in pieces (scripts/reader/search/pagefind_index.py),
   under all names of what the query names; what it finds is split into paragraphs, which are ordered by the same rules as all else. */

// As Python has them (tests/unit/repository/test_shared_constants.py). In what Pagefind keeps: what stands before the anchor of each
// paragraph, and before its received wording; where the signs of frequent words begin, those with a capital, and those of ASCII.
const PARAGRAPH_MARK = "\ue000";
const RECEIVED_MARK = "\ue001";
const LOWERCASE_BASE = 57600;
const CAPITALIZED_BASE = 57728;
const ASCII_BASE = 57856;
const NOTE_BOOST = 0.5;
const PAGEFIND_FOLDER = "pagefind";

const PAGES = 20, FEW_PAGES = 5; // pages taken from Pagefind; so few that each word is sought too
const OTHER_NAMES = 3; // of an entry, that are sought

/**
 * @typedef {{raw_url: string, meta: {title: string}, content: string}} PagefindPage
 * @typedef {{id: string, score: number, data: () => Promise<PagefindPage>}} PagefindResult
 * @typedef {object} Pagefind
 * @property {(options: object) => Promise<void>} options
 * @property {() => Promise<void>} init
 * @property {(text: string) => Promise<{results: PagefindResult[]} | null>} search
 */

/** Start Pagefind, with the list of its pieces. */
async function startPagefind() {
  const basePath = new URL(`../${PAGEFIND_FOLDER}/`, location.href).href;
  /** @type {Pagefind} */
  const pagefind = await import(`${basePath}pagefind.js`);
  await pagefind.options({basePath, baseUrl: "/", noWorker: true});
  await pagefind.init();
  return pagefind;
}

/**
 * Write the words and anchors of a page that Pagefind keeps in letters again.
 * @param {string} content
 * @param {string[]} frequent
 */
const decodeContent = (content, frequent) => content.replace(/[\ue000-\uf8ff]/g, sign => {
  const code = sign.charCodeAt(0);
  if (code >= ASCII_BASE) return String.fromCharCode(code - ASCII_BASE);
  if (code < LOWERCASE_BASE) return sign;
  const isCapitalized = code >= CAPITALIZED_BASE, word = frequent[code - (isCapitalized ? CAPITALIZED_BASE : LOWERCASE_BASE)] ?? "";
  return isCapitalized ? word.charAt(0).toUpperCase() + word.slice(1) : word;
});

/**
 * Return a page that Pagefind keeps as the documents of its paragraphs and notes: what scripts/reader/search/search_documents.py makes of it.
 * @param {PagefindPage} page
 * @param {EntryName[]} names
 * @param {string[]} frequent
 * @returns {SearchDocument[]}
 */
function splitIntoParagraphs({raw_url: address, meta, content}, names, frequent) {
  const [whole, ...parts] = decodeContent(content, frequent).split(PARAGRAPH_MARK), title = escapeHtml(meta.title);
  let notes = 0;
  return [{location: address, title, text: escapeHtml(whole)}, ...parts.map(part => {
    const [, anchor, both] = /** @type {RegExpExecArray} */ (/^(\S+)\s*([^]*)$/.exec(part));
    const [text, received] = both.split(RECEIVED_MARK).map(wording => wording.trim());
    const isNote = anchor.startsWith("fn:"), concepts = mentionedEntries(text, names);
    return {
      location: `${address}#${anchor}`,
      title: `${isNote ? `Note ${++notes}` : `¶${anchor.slice(1)}`}${NAME_SEPARATOR}${title}`,
      text: escapeHtml(text),
      concepts: concepts.map(doc => doc.entry).join(" "),
      ...(received ? {received: escapeHtml(received)} : {}),
      ...(isNote ? {boost: NOTE_BOOST} : {}),
    };
  })];
}

/**
 * Return what Pagefind is asked for some words: in this order. It knows no order over the frequent words: then all of the others;
 * whether they stand so is seen in what it finds.
 * @param {string[]} words
 * @param {string[]} frequent
 */
function pagefindPhrase(words, frequent) {
  const kept = words.filter(word => !frequent.includes(word));
  return kept.length === words.length && kept.length > 1 ? `"${kept.join(" ")}"` : kept.join(" ");
}

/**
 * Return what Pagefind is asked for a query: its phrases or its telling words, and other names of the entries that it names.
 * @param {Query} query
 * @param {NamedEntry[]} entries
 * @param {string[]} frequent
 */
function pagefindQueries({text, phrases}, entries, frequent) {
  const telling = text.split(/\s+/).filter(word => splitWords(word).some(part => !STOP_WORDS.has(part))).join(" ");
  const own = (phrases.length ? phrases.map(words => pagefindPhrase(words, frequent)) : [telling]).filter(Boolean);
  const isUncertain = entries.some(entry => entry.slips || entry.hidden);
  const others = phrases.length ? [] : entries.flatMap(({doc, name}) => (doc.names ?? "").split(NAME_SEPARATOR)
    .filter(other => other !== name || isUncertain).slice(0, OTHER_NAMES).map(other => pagefindPhrase(splitWords(other), frequent)));
  return {own, others};
}

/**
 * Put the paragraphs that Pagefind finds for a query among the documents, and return their addresses.
 * @param {Library} library
 * @param {Pagefind} pagefind
 * @param {Query} query
 * @param {NamedEntry[]} entries
 */
async function searchPagefind({index, names, frequent, docs}, pagefind, query, entries) {
  const {own, others} = pagefindQueries(query, entries, frequent), isPhrase = query.phrases.length > 0;
  /** @type {Map<string, {result: PagefindResult, score: number}>} */
  const best = new Map();
  /**
   * @param {string} text
   * @param {number} weight
   */
  const seek = async (text, weight) => {
    for (const result of (await pagefind.search(text))?.results ?? []) {
      const score = result.score * weight;
      if (score > (best.get(result.id)?.score ?? -Infinity)) best.set(result.id, {result, score});
    }
  };
  await Promise.all([...own.map(text => seek(text, 1)), ...others.map(text => seek(text, 0.8))]);
  if (best.size < FEW_PAGES && !isPhrase && own.length) await Promise.all(splitWords(own[0]).map(word => seek(word, 0.1)));
  const results = [...best.values()].sort((a, b) => b.score - a.score).slice(0, isPhrase ? 3 * PAGES : PAGES);
  const pages = await Promise.all(results.map(({result}) => result.data()));
  const found = pages.flatMap(page => splitIntoParagraphs(page, names, frequent));
  for (const doc of found) {
    if (!docs.has(doc.location)) {
      docs.set(doc.location, doc);
      index.add(doc, namesMentioned(doc, names));
    }
  }
  return new Set(found.map(doc => doc.location));
}
