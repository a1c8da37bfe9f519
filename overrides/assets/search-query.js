/* The query language: "phrase", -without, kind:note, paper:states, hegemon*, power NEAR/5 state. What is odd in a query is a word like
   any other. */

const KINDS = ["entry", "paragraph", "note", "event", "source", "page"];
const NEAR_WORDS = 5; // within which NEAR finds the other word, unless it says how many
const QUOTED = "[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]";

/**
 * @typedef {object} Conditions
 * @property {string[][]} without words that must not stand so
 * @property {string[]} kinds of what is found
 * @property {string[][]} papers words of their titles
 * @property {string[]} prefixes beginnings of words
 * @property {{words: string[], distance: number}[]} near words that must stand near each other
 * @typedef {Query & Conditions} ReadQuery
 */

/**
 * Return the kind that a word names; undefined if none.
 * @param {string} word
 */
const kindNamed = word => KINDS.find(kind => [kind, `${kind}s`].includes(word.toLowerCase())) ?? (/^entries$/i.test(word) ? "entry" : undefined);

/**
 * Return a query with its conditions.
 * @param {string} text
 * @returns {ReadQuery}
 */
function readQuery(text) {
  /** @type {Conditions} */
  const found = {without: [], kinds: [], papers: [], prefixes: [], near: []};
  const rest = text
    .replace(/(\S+)\s+NEAR(?:\/(\d{1,3}))?\s+(?=(\S+))/g, (_, one, distance, other) => {
      const words = [one, other].flatMap(side => splitWords(side).slice(0, 1));
      if (words.length > 1) found.near.push({words, distance: Number(distance ?? NEAR_WORDS)});
      return `${one} `;
    })
    .replace(new RegExp(`(?<=^|\\s)-(?:${QUOTED}|([\\p{L}\\p{N}]\\S*))`, "gu"), (_, phrase, word) => {
      found.without.push(splitWords(phrase ?? word));
      return "";
    })
    .replace(new RegExp(`(?<=^|\\s)(kind|paper):(?:${QUOTED}|(\\S+))`, "giu"), (all, name, phrase, word) => {
      const value = phrase ?? word, kind = kindNamed(value), words = splitWords(value);
      if (name.toLowerCase() === "kind" ? !kind : !words.length) return all;
      if (name.toLowerCase() === "kind") found.kinds.push(/** @type {string} */ (kind));
      else found.papers.push(words);
      return "";
    })
    .replace(/([\p{L}\p{N}]{2,})\*/gu, (_, beginning) => {
      found.prefixes.push(...splitWords(beginning));
      return beginning;
    });
  return {...parseQuery(rest.trim()), ...found};
}

/** @param {SearchDocument} doc */
const kindOf = doc => doc.entry ? "entry" : doc.kind ?? (/#p\d/.test(doc.location) ? "paragraph" : doc.location.includes("#fn:") ? "note" : "page");

/** @param {SearchDocument} doc */
const paperOf = ({location}) => location.startsWith("papers/") ? location.split("/")[1] : "";

/**
 * Whether two words, in any form, stand near each other.
 * @param {string[]} words
 * @param {{words: string[], distance: number}} near
 */
function standNear(words, {words: [one, other], distance}) {
  /** @param {string} sought */
  const places = sought => words.flatMap((word, at) => stem(word) === stem(sought) ? [at] : []);
  const others = places(other);
  return places(one).some(at => others.some(place => place !== at && Math.abs(place - at) <= distance));
}

/**
 * Whether a document meets the conditions of a query.
 * @param {SearchDocument} doc
 * @param {ReadQuery} query
 */
function meetsConditions(doc, {without, kinds, papers, prefixes, near}) {
  if (kinds.length && !kinds.includes(kindOf(doc))) return false;
  const paper = paperOf(doc);
  if (papers.length && !papers.some(words => paper && words.every(word => splitWords(`${paper} ${doc.title}`).includes(word)))) return false;
  const texts = [...wordsOf(doc), splitWords(`${doc.title} ${doc.names ?? ""}`)];
  return !without.some(words => texts.some(text => indexOfSequence(text.map(stem), words.map(stem)) >= 0)) &&
    prefixes.every(beginning => texts.some(text => text.some(word => word.startsWith(beginning)))) &&
    near.every(pair => texts.some(text => standNear(text, pair)));
}
