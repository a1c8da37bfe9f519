/* The names of entries: those that a text mentions, and those that a query means. */

/**
 * @typedef {object} SearchDocument what scripts/reader/search/search_documents.py makes
 * @property {string} location
 * @property {string} title
 * @property {string} text
 * @property {string} [names] of an entry
 * @property {string} [hidden] names under which it is found, but not shown
 * @property {string} [unseen] other names of what a paragraph mentions
 * @property {string} [received] received wording
 * @property {string} [concepts] slugs of the entries it mentions
 * @property {string} [entry] its own slug
 * @property {number} [boost]
 *
 * @typedef {{name: string, words: string[], doc: SearchDocument, hidden: boolean}} EntryName
 * @typedef {EntryName & {at: number, slips: number, rank: number, isWhole: boolean, isMain: boolean}} NamedEntry
 */

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
    .map(name => ({name, words: stems(name), doc, hidden: field === "hidden"}));
  return docs.filter(doc => doc.entry).flatMap(doc => [...listed(doc, "names"), ...listed(doc, "hidden")])
    .sort((one, other) => other.words.length - one.words.length);
}

/**
 * Return the entries that a text mentions, the longest name first, so that "realism" in "offensive realism" is not meant.
 * @param {string} text
 * @param {EntryName[]} names
 */
function mentionedEntries(text, names) {
  const words = stems(text), taken = new Set(), found = new Set();
  for (const {doc, words: own, hidden} of names) {
    if (hidden || !own.length) continue;
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
 * Return a name as a query has it, with its rank; null if it does not.
 * @param {EntryName} entryName
 * @param {string[]} all words of the query
 * @param {number} telling how many of them are telling
 * @returns {NamedEntry | null}
 */
function matchName(entryName, all, telling) {
  const {words} = entryName;
  if (!words.length || words.length === 1 && QUESTION.has(words[0])) return null;
  const exact = indexOfSequence(all, words), slips = exact < 0 ? 1 : 0;
  const at = slips ? indexOfSequence(all, words, (word, other) => word === other || isSimilar(word, other)) : exact;
  if (at < 0) return null;
  const isWhole = words.length >= telling;
  const rank = words.length * 4 + words.join("").length / 100 + (isWhole ? 2 : 0) - slips * 3;
  return {...entryName, at, slips, rank, isWhole, isMain: words.length * 2 >= telling};
}

/**
 * Return the entries that a query names (rule 2), each with the best of its names.
 * @param {string[]} words telling words of the query
 * @param {string[]} all
 * @param {EntryName[]} names
 */
function namedEntries(words, all, names) {
  /** @type {Map<SearchDocument, NamedEntry>} */
  const best = new Map();
  for (const entryName of names) {
    const match = matchName(entryName, all, words.length);
    if (match && match.rank > (best.get(match.doc)?.rank ?? -Infinity)) best.set(match.doc, match);
  }
  // A name inside a longer one that was found is not meant: "realism" in "offensive realism".
  const ranked = [...best.values()].sort((a, b) => b.rank - a.rank);
  /**
   * @param {NamedEntry} one
   * @param {NamedEntry} other
   */
  const isInside = (one, other) => other.at <= one.at && other.at + other.words.length >= one.at + one.words.length && other.doc !== one.doc;
  return ranked.filter((one, i) => !ranked.slice(0, i).some(other => isInside(one, other)));
}
