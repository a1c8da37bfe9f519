/* A quotation compared with the paragraphs of every edition. */

const PAPERS_AT_ONCE = 16, PAPERS_COMPARED = 3;  // loaded together; compared word by word
const MOST_TOKENS = 12_000;  // of a quotation; more would keep the page busy for many seconds
const NEAR = .8;  // likeness at which no other paper is asked
const ELSEWHERE = .3;  // what it costs to read another paragraph than the one that is asked for

/**
 * @typedef {object} Row a paragraph in every edition
 * @property {string} id
 * @property {string[][]} texts its wordings: as it reads and, where that differs, as it was received
 * @property {([number, string] | null)[]} in for each edition, which wording it has, and the address of the page; null without the paragraph
 * @property {string} [paper]
 * @property {number[]} [notes] where its reading text of today has numbers of notes
 * @property {OwnText} [own] what it is a part of, if it is no paragraph of a paper
 *
 * @typedef {object} OwnText a note, an entry or another page of this edition
 * @property {string} location its address
 * @property {string} title
 * @property {string} text
 *
 * @typedef {{name: string, date?: string, root: string}} EditionName
 * @typedef {{titles: Record<string, string>, paragraphs: Row[]}} PaperText
 * @typedef {object} Editions what the page of comparison loads (scripts/reader/releases/archive.py)
 * @property {EditionName[]} editions
 * @property {Record<string, string>[]} papers the digest of each, in groups that are read as one
 * @property {Record<string, PaperText>} texts those that are loaded
 * @property {Work} work
 * @property {string} own the digest of this edition's own texts
 * @property {OwnText[]} [ownTexts] once they are loaded
 *
 * @typedef {{paper?: string, id?: string}} Place what was asked for
 */

/**
 * Return paragraphs with their text in one edition, as it reads or as it was received.
 * @param {Row[]} rows
 * @param {number} edition
 * @param {boolean} received
 */
const textsIn = (rows, edition, received) => rows.flatMap(row => {
  const place = row.in[edition];
  if (!place) return [];
  const [text, other = text] = row.texts[place[0]];
  return [{row, text: received ? other : text}];
});

/** @type {WeakMap<Row, Map<string, SourceToken[]>>} */
const knownTokens = new WeakMap();  // of each paragraph, by text: an essay is compared with the same ones again and again

/**
 * Return the words of texts in order; each knows its paragraph.
 * @param {ReturnType<typeof textsIn>} texts
 * @returns {SourceToken[]}
 */
const sourceTokens = texts => texts.flatMap(({row, text}) => {
  const known = knownTokens.get(row)?.get(text);
  if (known) return known;
  const tokens = tokenize(text), first = tokens.findIndex(isWord), last = tokens.findLastIndex(isWord);
  const found = tokens.map((token, at) => ({...token, own: false, row, isFirst: at === first, isLast: at === last}));
  knownTokens.set(row, new Map(knownTokens.get(row)).set(text, found));
  return found;
});

/**
 * Return a function that scores a paragraph by the words it shares with those quoted: pairs count more than single ones.
 * @param {Token[]} quoted
 */
function scorer(quoted) {
  const words = quoted.filter(isWord).map(token => fold(token.word));
  const known = new Set(words), pairs = new Set(words.map((word, at) => `${words[at - 1]} ${word}`));
  return (/** @type {Row} */ row) => {
    const shared = new Set();
    for (const text of row.texts.flat()) {
      let before = "";  // the word before, if it is one of those quoted
      for (const token of tokenize(text)) {
        if (token.sign) continue;
        const word = fold(token.word), pair = `${before} ${word}`;
        before = known.has(word) ? word : "";
        if (before) shared.add(word);
        if (before && pairs.has(pair)) shared.add(pair);
      }
    }
    return [...shared].reduce((sum, words) => sum + (words.includes(" ") ? 3 : .2), 0);
  };
}

/**
 * Return a function that judges a quotation in an edition of paragraphs: the verdict on the reading text or, if it is nearer, the received one.
 * @param {Token[]} quoted
 * @param {(token: SourceToken) => number} bias
 */
function editionJudge(quoted, bias) {
  /** @type {Map<string, ReturnType<typeof judge>>} */
  const known = new Map();  // most editions have the same words
  /** @param {ReturnType<typeof textsIn>} texts */
  const judgeOnce = texts => {
    const key = JSON.stringify(texts.map(({row, text}) => [row.paper, row.id, text])), judged = known.get(key) ?? judge(quoted, sourceTokens(texts), bias);
    known.set(key, judged);
    return judged;
  };
  return (/** @type {EditionName} */ edition, /** @type {number} */ at, /** @type {Row[]} */ rows) => {
    const [reading, received] = [false, true].map(received => ({edition, received, ...judgeOnce(textsIn(rows, at, received))}));
    const isNearer = received.likeness > reading.likeness + 1e-6 && received.verdict !== "missing";
    const nearest = isNearer ? received : reading;
    return {...nearest, reading, places: nearest.rows.map(row => ({id: row.id, page: row.in[at]?.[1] ?? ""}))};
  };
}

/** @typedef {ReturnType<ReturnType<typeof editionJudge>>} Judgement */

/**
 * Return how a quotation stands in the paragraphs of papers, for each edition.
 * @param {EditionName[]} editions
 * @param {Row[]} rows
 * @param {Token[]} quoted
 * @param {Place} asked
 */
function judgeEditions(editions, rows, quoted, asked) {
  /** @param {Row} row */
  const isAsked = row => row.id === asked.id && (!asked.paper || row.paper === asked.paper);
  /** @param {SourceToken} token */
  const bias = token => asked.id && token.row && !isAsked(token.row) ? ELSEWHERE : 0;
  const judgeIn = editionJudge(quoted, bias), found = editions.map((edition, at) => judgeIn(edition, at, rows));
  const likeness = Math.max(0, ...found.map(one => one.verdict === "missing" ? 0 : one.likeness));
  return {editions: found, likeness, isWhole: found.some(one => one.verdict === "same" && (!asked.id || one.rows.some(isAsked)))};
}

/**
 * Return the groups of papers in steps: those that are asked for, and the others, a few at a time.
 * @param {Record<string, string>[]} groups
 * @param {(group: Record<string, string>) => boolean} isAsked
 */
function stepsOf(groups, isAsked) {
  const asked = groups.filter(isAsked), others = groups.filter(group => !isAsked(group)), steps = asked.length ? [asked] : [];
  for (let at = 0; at < others.length; at += PAPERS_AT_ONCE) steps.push(others.slice(at, at + PAPERS_AT_ONCE));
  return steps;
}

/**
 * @typedef {object} Candidate a group of papers in which the words may stand
 * @property {number} score
 * @property {boolean} isAsked
 * @property {string[]} papers
 * @property {Row[]} rows
 * @property {ReturnType<typeof judgeEditions>} [judged]
 */

/** @param {Candidate} candidate */
const rank = ({judged, isAsked}) => (judged?.likeness ?? 0) + (isAsked ? .01 : 0);

/**
 * Return the groups of papers that are loaded as candidates.
 * @param {Editions} data
 * @param {Record<string, string>[]} groups
 * @param {Token[]} quoted
 * @param {string} [asked] the paper that is asked for
 */
function candidatesOf(data, groups, quoted, asked = "") {
  const score = scorer(quoted);
  return groups.flatMap(group => {
    const papers = Object.keys(group).filter(paper => data.texts[paper]).sort((a, b) => Number(b === asked) - Number(a === asked));
    const rows = papers.flatMap(paper => data.texts[paper].paragraphs.map(row => ({...row, paper})));
    const isAsked = Object.hasOwn(group, asked), most = rows.reduce((most, row) => Math.max(most, score(row)), 0);
    return rows.length ? [{score: most + (isAsked ? 1 : 0), isAsked, papers, rows}] : [];
  });
}

/**
 * Return the groups of papers in which the words most likely stand, judged. The papers that are asked for come first; the others
 * only if these do not have the words, and until they are found whole. Null if it is no longer wanted.
 * @param {Editions} data
 * @param {Token[]} quoted
 * @param {Place} asked
 * @param {(papers: Record<string, string>) => unknown} load
 * @param {(done: number) => boolean} goOn
 */
async function findCandidates(data, quoted, asked, load, goOn) {
  /** @type {Candidate[]} */
  let candidates = [];
  /** @type {string[]} */
  const tried = [];
  for (const groups of stepsOf(data.papers, group => Object.hasOwn(group, asked.paper ?? ""))) {
    if (!goOn(tried.length)) return null;
    const papers = Object.assign({}, ...groups);
    await load(papers);
    tried.push(...Object.keys(papers));
    candidates.push(...candidatesOf(data, groups, quoted, asked.paper));
    candidates = candidates.sort((a, b) => b.score - a.score).slice(0, PAPERS_COMPARED);
    for (const candidate of candidates) candidate.judged ??= judgeEditions(data.editions, candidate.rows, quoted, asked);
    if (candidates.some(({judged, isAsked}) => judged?.isWhole || isAsked && judged && judged.likeness >= NEAR)) break;
  }
  return goOn(tried.length) ? {candidates, tried} : null;
}

/**
 * Return what is said of the best candidate.
 * @param {Editions} data
 * @param {{candidates: Candidate[], tried: string[]}} found
 */
function describeBest(data, {candidates, tried}) {
  /** @type {Candidate | undefined} */
  const best = candidates.reduce((a, b) => rank(b) > rank(a) ? b : a, candidates[0]), judged = best?.judged;
  const all = data.papers.flatMap(Object.keys).length, missing = tried.filter(paper => !data.texts[paper]);
  /** @type {Record<string, string>} */
  const titles = Object.assign({}, ...(best?.papers ?? []).map(paper => data.texts[paper].titles));
  const early = Boolean(judged?.isWhole && !best?.isAsked && tried.length < all);
  return {editions: judged?.editions ?? [], titles, all, done: tried.length, missing, early};
}

/**
 * Return all that can be said of what was pasted; null if goOn, which is asked before each step, says no.
 * @param {Editions} data
 * @param {string} pasted
 * @param {(papers: Record<string, string>) => unknown} [load] loads more papers
 * @param {(done: number, all: number) => boolean} [goOn]
 */
async function compareQuotation(data, pasted, load = () => {}, goOn = () => true) {
  const asked = parsePasted(pasted), quoted = tokenize(asked.text), count = quoted.filter(isWord).length;
  if (count < 3 || quoted.length > MOST_TOKENS) return {asked, count};
  const all = data.papers.flatMap(Object.keys).length, found = await findCandidates(data, quoted, asked, load, done => goOn(done, all));
  return found && {asked, count, comparison: describeBest(data, found)};
}

/** @typedef {ReturnType<typeof describeBest>} Comparison */

/**
 * Return what this edition itself says in the words of a quotation: a note, an entry or another page; null if nothing.
 * @param {Editions} data
 * @param {string} text
 */
function findOwnText(data, text) {
  const quoted = tokenize(text), score = scorer(quoted), edition = data.editions[data.editions.length - 1];
  const rows = (data.ownTexts ?? []).map(own => ({id: own.location, texts: [[own.text]], in: [/** @type {[number, string]} */ ([0, own.location])], own}));
  const scored = rows.map(row => ({row, score: score(row)})).sort((a, b) => b.score - a.score).slice(0, PAPERS_COMPARED);
  const judged = scored.map(({row}) => ({own: row.own, judgement: editionJudge(quoted, () => 0)(edition, 0, [row])}));
  const best = judged.reduce((a, b) => b.judgement.likeness > a.judgement.likeness ? b : a, judged[0]);
  return best && best.judgement.verdict !== "missing" ? best : null;
}
