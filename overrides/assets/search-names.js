/* The names of entries: those that a text mentions, and those that a query means. */

/**
 * @typedef {object} SearchDocument what scripts/reader/search/search_documents.py makes
 * @property {string} location
 * @property {string} title
 * @property {string} text
 * @property {string} [names] of an entry
 * @property {string} [hidden] names under which it is found, but not shown
 * @property {string} [received] received wording
 * @property {string} [concepts] slugs of the entries it mentions
 * @property {string} [entry] its own slug
 * @property {string} [kind] event or source
 * @property {number} [boost]
 *
 * @typedef {{name: string, words: string[], joined: string, latin: string, doc: SearchDocument, hidden: boolean}} EntryName its words as stems, joined, and so in Latin letters
 * @typedef {EntryName & {at: number, span: number, slips: number, rank: number, isWhole: boolean}} NamedEntry
 */

const ACRONYM = 3; // letters; so few must be the same in another script
const NAME_SEPARATOR = " \u00b7 ";  // as Python has it

/**
 * Return all names of the entries among documents, the longest first.
 * @param {SearchDocument[]} docs
 */
function namesOf(docs) {
  /**
   * @param {SearchDocument} doc
   * @param {"names" | "hidden"} field
   */
  const listed = (doc, field) => (doc[field]?.split(NAME_SEPARATOR) ?? []).filter(Boolean)
    .map(name => ({name, words: stems(name), joined: splitWords(name).join(""), latin: splitWords(name).map(transliterate).join(""), doc, hidden: field === "hidden"}));
  return docs.filter(doc => doc.entry).flatMap(doc => [...listed(doc, "names"), ...listed(doc, "hidden")])
    .sort((one, other) => other.words.length - one.words.length);
}

/**
 * Return all names of the entries that a document, not itself an entry, mentions.
 * @param {SearchDocument} doc
 * @param {EntryName[]} names
 */
function namesMentioned({entry, concepts}, names) {
  const slugs = new Set(entry ? [] : concepts?.split(" "));
  return slugs.size ? names.filter(({doc}) => doc.entry && slugs.has(doc.entry)).map(({name}) => name).join(NAME_SEPARATOR) : "";
}

/**
 * Return the entries that a text mentions, the longest name first, so that "realism" in "offensive realism" is not meant.
 * @param {string} text
 * @param {EntryName[]} names
 */
function mentionedEntries(text, names) {
  const words = stems(text), taken = new Set(), found = new Set();
  for (const {doc, words: own} of names) {
    if (!own.length) continue;
    for (let at = 0; at + own.length <= words.length; at++) {
      if (own.every((word, i) => words[at + i] === word && !taken.has(at + i))) {
        own.forEach((_, i) => taken.add(at + i));
        found.add(doc);
      }
    }
  }
  return /** @type {SearchDocument[]} */ ([...found]);
}

/**
 * Return where words stand that are a name written apart or together; null if nowhere.
 * @param {string[]} sequence words of the query
 * @param {string} joined
 */
function findJoined(sequence, joined) {
  for (let at = 0; at < sequence.length; at++) {
    let run = "";
    for (let end = at; end < sequence.length && run.length < joined.length; end++) {
      run += sequence[end];
      if (run === joined) return {at, span: end + 1 - at, slips: 0};
    }
  }
  return null;
}

/**
 * Return where a query has a name: as it is, written apart or together, or misspelt; null if it does not.
 * @param {EntryName} entryName
 * @param {Query} query
 */
function locateName({words, joined, latin}, {all, sequence}) {
  const exact = indexOfSequence(all, words);
  if (exact >= 0) return {at: exact, span: words.length, slips: 0};
  const written = findJoined(sequence, joined);
  if (written) return written;
  const bare = indexOfSequence(all.map(withoutArticle), words.map(withoutArticle));
  if (bare >= 0) return {at: bare, span: words.length, slips: 0};
  const other = latin.length < ACRONYM ? null : findJoined(sequence.map(transliterate), latin);
  if (other && isCyrillic(joined) !== isCyrillic(sequence[other.at]) && (latin.length > ACRONYM || sequence[other.at].length === ACRONYM)) return other;
  if (other && latin.length > ACRONYM + 1) return {...other, slips: 1};
  const at = indexOfSequence(all, words, (word, other) => word === other || isSimilar(word, other));
  return at < 0 ? null : {at, span: words.length, slips: 1};
}

/**
 * Return a name as a query has it, with its rank; null if it does not.
 * @param {EntryName} entryName
 * @param {Query} query
 * @returns {NamedEntry | null}
 */
function matchName(entryName, query) {
  const {words, joined} = entryName;
  if (!words.length || words.length === 1 && STOP_WORDS.has(joined)) return null;
  const place = locateName(entryName, query);
  if (!place) return null;
  const isWhole = query.sequence.every((word, at) => at >= place.at && at < place.at + place.span || !query.words.includes(word));
  const rank = place.span * 4 + joined.length / 100 + (isWhole ? 2 : 0) - place.slips * 3;
  return {...entryName, ...place, rank, isWhole};
}

/**
 * Return the entries that a query names (rule 2), each with the best of its names.
 * @param {Query} query
 * @param {EntryName[]} names
 */
function namedEntries(query, names) {
  /** @type {Map<SearchDocument, NamedEntry>} */
  const best = new Map();
  for (const entryName of names) {
    const match = matchName(entryName, query);
    if (match && match.rank > (best.get(match.doc)?.rank ?? -Infinity)) best.set(match.doc, match);
  }
  // A name inside a longer one that was found is not meant: "realism" in "offensive realism".
  const ranked = [...best.values()].sort((a, b) => b.rank - a.rank);
  /**
   * @param {NamedEntry} one
   * @param {NamedEntry} other
   */
  const isInside = (one, other) => other.at <= one.at && other.at + other.span >= one.at + one.span && other.doc !== one.doc;
  return ranked.filter((one, i) => !ranked.slice(0, i).some(other => isInside(one, other)));
}

/**
 * Return the pages whose title a query is, or whose section's, and whether word for word: its words in any order, and no others.
 * @param {Query} query
 * @param {Iterable<SearchDocument>} docs
 */
function titledPages({words, sequence}, docs) {
  const sought = new Set(words.map(stem));
  return [...docs].flatMap(doc => {
    if (doc.entry || doc.kind || /#(?:p\d|fn:)/.test(doc.location)) return [];
    const titles = [doc.title, doc.title.split(NAME_SEPARATOR)[0]].map(title => splitWords(unescapeHtml(title)));
    const isTitle = titles.some(title => {
      const own = new Set(title.filter(word => !STOP_WORDS.has(word)).map(stem));
      return own.size > 0 && own.size === sought.size && [...own].every(word => sought.has(word));
    });
    return isTitle ? [{doc, isVerbatim: titles.some(title => title.join(" ") === sequence.join(" "))}] : [];
  });
}

const SUGGESTIONS = 5;

/**
 * Return names of entries, and words of the texts, that look like the words of a query: what to try where nothing is found.
 * @param {Query} query
 * @param {EntryName[]} names
 * @param {SearchIndex} index
 */
function suggestNames({words, sequence}, names, index) {
  /** @param {string} text */
  const pairs = text => new Set(Array.from({length: Math.max(0, text.length - 1)}, (_, at) => text.slice(at, at + 2)));
  /**
   * @param {Set<string>} one
   * @param {Set<string>} other
   */
  const likeness = (one, other) => 2 * [...one].filter(pair => other.has(pair)).length / (one.size + other.size || 1);
  const sought = [sequence.join(" "), ...words].map(pairs);
  const texts = new Set([...names.filter(({hidden}) => !hidden).map(({name}) => name), ...index.words.keys()]);
  return [...texts].map(text => {
    const own = pairs(splitWords(text).join(" "));
    return {text, near: Math.max(...sought.map(one => likeness(one, own)))};
  }).filter(({near}) => near >= 0.5).sort((a, b) => b.near - a.near).slice(0, SUGGESTIONS).map(({text}) => text);
}
