/* What the search box and the page of results share: the worker that searches, what is shown of a hit, and the marks where it leads. */

/**
 * @typedef {{word: string, isSought: boolean}} ExcerptWord
 * @typedef {{shown: ExcerptWord[], isCutBefore: boolean, isCutAfter: boolean}} Excerpt
 * @typedef {object} Hit
 * @property {string} location address within the site
 * @property {string} title
 * @property {string} kind
 * @property {string} paper its slug, or none
 * @property {string[]} missing words of the query that it does not have
 * @property {string[]} reasons why it was found, where its own words do not say so
 * @property {string[]} words as written in it that were sought
 * @property {Excerpt} excerpt
 *
 * @typedef {{text: string, location: string, kind: string}} Suggestion a word to try, or an entry or a page, with its address
 * @typedef {{location: string, title: string, left: string, match: string, right: string}} ContextLine
 * @typedef {{title: string, paragraphs: number, found: number[]}} Strip of a paper: how many paragraphs it has, and which of them have a line
 * @typedef {object} Answer
 * @property {Hit[]} [hits]
 * @property {number} [count] of all that was found
 * @property {number} [complete] how many of them have all the words
 * @property {Suggestion[]} [suggestions] where nothing was found
 * @property {ContextLine[]} [lines]
 * @property {[string, number][]} [collocates]
 * @property {Strip[]} [strips]
 * @property {boolean} [isPartial] whether only some pages were looked through
 * @property {boolean} [hasFailed] whether what is searched could not be fetched
 */

/** @type {Record<string, [string, string]>} one, and several */
const HIT_KINDS = {
  entry: ["Entry", "Entries"], paragraph: ["Paragraph", "Paragraphs"], note: ["Note", "Notes"], event: ["Event", "Events"],
  source: ["Source", "Sources"], page: ["Page", "Pages"],
};
const QUERY_HINT = '"phrase" · -without · begin* · a NEAR/5 b · kind:note · paper:…';

const searchPage = () => /** @type {HTMLFormElement} */ (find(".search-form")).action;

/** @type {Worker | null} */
let searchWorker = null;
let searchesAsked = 0;

const startSearch = () => searchWorker ??= new Worker(trusted.createScriptURL(new URL("../assets/search-worker.js", searchPage()).href));

/** Have the worker fetch what it searches, before anything is asked. */
const prepareSearch = () => startSearch().postMessage({});

/**
 * Ask the worker, and return its answer; null if something else was asked before it came.
 * @param {object} question
 * @param {(answer: Answer) => void} [onFirst] gets what the names alone tell, if the texts are still to come
 * @returns {Promise<Answer | null>}
 */
function askSearch(question, onFirst) {
  const ask = ++searchesAsked, worker = startSearch();
  return new Promise(done => {
    /** @param {Answer | null} answer */
    function settle(answer) {
      worker.removeEventListener("message", hear);
      worker.removeEventListener("error", fail);
      done(answer);
    }
    /** @param {MessageEvent<{ask: number, answer: Answer, isWhole: boolean}>} message */
    function hear({data: {ask: answered, answer, isWhole}}) {
      if (answered > ask) settle(null);
      else if (answered === ask && isWhole) settle(answer);
      else if (answered === ask) onFirst?.(answer);
    }
    function fail() {
      searchWorker = null; // the next time it is started again
      settle({hasFailed: true});
    }
    worker.addEventListener("message", hear);
    worker.addEventListener("error", fail);
    worker.postMessage({ask, question});
  });
}

/**
 * @param {number} count
 * @param {number} complete
 */
const countHits = (count, complete) => !count ? "Nothing was found." : `${count} ${count === 1 ? "hit" : "hits"}` +
  (complete && complete < count ? `, ${complete} with all the words` : complete ? "" : ", none with all the words");

const SEARCH_FAILED = "What the search needs could not be fetched. Try again when there is a connection.";

/**
 * Return what is shown of a hit: its address and title, its kind, an excerpt with the sought words marked, and why it was found.
 * @param {Hit} hit
 */
function describeHit({location: place, title, kind, missing, reasons, excerpt: {shown, isCutBefore, isCutAfter}}) {
  const words = shown.flatMap(({word, isSought}) => [isSought ? createElement("mark", {}, word) : word, " "]);
  return {
    href: new URL(`../${place}`, searchPage()).href, title, kind: HIT_KINDS[kind][0],
    excerpt: [isCutBefore ? "… " : "", ...words, isCutAfter ? "…" : ""],
    why: [...reasons, ...missing.length ? [`without: ${missing.join(", ")}`] : []].join(" · "),
  };
}

const SOUGHT = "sought";

/**
 * Have the words of a hit marked where its link leads.
 * @param {HTMLAnchorElement} link
 * @param {string[]} words
 */
function rememberSought({href}, words) {
  try { sessionStorage.setItem(SOUGHT, JSON.stringify({to: href, words})); } catch { /* nothing is marked then */ }
}

/* The words that a hit was found by, in the text of the page that it leads to: painted, so that the page stays as it is. */
runPart(() => {
  if (!globalThis.Highlight) return;
  /** @returns {{to: string, words: string[]} | null} */
  function remembered() {
    try { return JSON.parse(sessionStorage.getItem(SOUGHT) || "null"); } catch { return null; }
  }
  function markSought() {
    const sought = remembered(), words = new Set(sought?.words);
    CSS.highlights.delete(SOUGHT);
    if (sought?.to !== location.href || !words.size) return;
    const ranges = [], texts = document.createTreeWalker(find("article"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = /** @type {Text} */ (texts.currentNode);
      for (const {0: word, index} of node.data.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        if (!words.has(word.toLowerCase())) continue;
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set(SOUGHT, new Highlight(...ranges));
  }
  addEventListener("hashchange", markSought);
  document.addEventListener("prerenderingchange", markSought);
  markSought();
});
