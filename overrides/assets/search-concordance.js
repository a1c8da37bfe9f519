/* The concordancer: every place of a word in the texts, one line each, with what stands before and after it. Words count as they are
   written, in capitals or not; hegemon* finds all that begin so, a | b either, and a NEAR/5 b the first where the second is near. */

const CONTEXT = 80; // characters on each side
const COLLOCATES = 12, COLLOCATION = 5; // how many, and within how many words
const WRITTEN = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * @typedef {{text: string, isPrefix: boolean}} WordPattern
 * @typedef {{words: WordPattern[], near: {words: WordPattern[], distance: number} | null}} PlacePattern
 * @typedef {{word: string, start: number, end: number}} WrittenWord
 * @typedef {{location: string, title: string, left: string, match: string, right: string}} ConcordanceLine
 */

/** @param {string} word */
const foldCase = word => word.normalize("NFKC").toLowerCase();

/**
 * @param {string} text
 * @returns {WrittenWord[]}
 */
const writtenWords = text => [...text.matchAll(WRITTEN)].map(match => ({word: foldCase(match[0]), start: match.index, end: match.index + match[0].length}));

/**
 * @param {string} text
 * @returns {WordPattern[]}
 */
const wordPatterns = text => [...text.matchAll(/([\p{L}\p{N}\p{M}]+)(\*?)/gu)].map(([, word, star]) => ({text: foldCase(word), isPrefix: star !== ""}));

/**
 * Return what a query seeks in context: alternatives, each a sequence of words.
 * @param {string} text
 * @returns {PlacePattern[]}
 */
function placePatterns(text) {
  const plain = text.replace(/(?:^|\s)(?:kind|paper):(?:"[^"]*"|\S*)/gi, " ");
  return plain.split(/\||\sOR\s/).flatMap(alternative => {
    const [one, distance, other] = alternative.split(/\sNEAR(?:\/(\d{1,3}))?\s/);
    const words = wordPatterns(one), others = wordPatterns(other ?? "");
    return words.length ? [{words, near: others.length ? {words: others, distance: Number(distance ?? NEAR_WORDS)} : null}] : [];
  });
}

/**
 * @param {WrittenWord[]} written
 * @param {WordPattern[]} patterns
 */
const placesOf = (written, patterns) => written.flatMap((_, at) => at + patterns.length <= written.length && patterns.every(({text, isPrefix}, i) =>
  isPrefix ? written[at + i].word.startsWith(text) : written[at + i].word === text) ? [at] : []);

/**
 * Return where patterns stand in words: the first and the last word of each place, each place once.
 * @param {WrittenWord[]} written
 * @param {PlacePattern[]} patterns
 */
function findPlaces(written, patterns) {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const {words, near} of patterns) {
    const others = near ? placesOf(written, near.words) : [];
    for (const at of placesOf(written, words)) {
      if (!near || others.some(other => other !== at && Math.abs(other - at) <= near.distance)) found.set(at, Math.max(found.get(at) ?? at, at + words.length - 1));
    }
  }
  return [...found].sort(([one], [other]) => one - other);
}

/**
 * Return every place of what a query seeks in documents, and the words that stand by it most often.
 * @param {string} text
 * @param {Iterable<SearchDocument>} docs
 * @param {boolean} isReceived whether in the wording as received
 */
function concordance(text, docs, isReceived) {
  const patterns = placePatterns(text);
  /** @type {ConcordanceLine[]} */
  const lines = [];
  /** @type {Map<string, number>} */
  const beside = new Map();
  for (const {location, title, text: reading, received} of docs) {
    const plain = unescapeHtml(isReceived ? received ?? reading : reading), written = writtenWords(plain);
    for (const [first, last] of findPlaces(written, patterns)) {
      const {start} = written[first], {end} = written[last];
      lines.push({location, title: unescapeHtml(title), left: plain.slice(Math.max(0, start - CONTEXT), start), match: plain.slice(start, end), right: plain.slice(end, end + CONTEXT)});
      const around = [...written.slice(Math.max(0, first - COLLOCATION), first), ...written.slice(last + 1, last + 1 + COLLOCATION)];
      for (const {word} of around) if (word.length > 1 && !STOP_WORDS.has(word)) beside.set(word, (beside.get(word) ?? 0) + 1);
    }
  }
  const collocates = [...beside].filter(([, count]) => count > 1).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, COLLOCATES);
  return {lines, collocates};
}

/**
 * Return where lines stand in their papers: how many paragraphs each paper has, and which of them have a line.
 * @param {ConcordanceLine[]} lines
 * @param {SearchDocument[]} docs
 */
function stripsOf(lines, docs) {
  const found = new Set(lines.map(({location}) => location));
  /** @type {Map<string, SearchDocument[]>} */
  const papers = new Map();
  for (const doc of docs) if (kindOf(doc) === "paragraph") papers.set(paperOf(doc), [...papers.get(paperOf(doc)) ?? [], doc]);
  return [...papers.values()].flatMap(paragraphs => {
    const places = paragraphs.flatMap(({location}, at) => found.has(location) ? [at] : []);
    return places.length ? [{title: unescapeHtml(paragraphs[0].title.split(NAME_SEPARATOR).at(-1) ?? ""), paragraphs: paragraphs.length, found: places}] : [];
  });
}
