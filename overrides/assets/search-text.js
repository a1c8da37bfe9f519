/* Words for search: how a text is split, which forms of a word are one, and how an excerpt shows them. */

const QUESTION = new Set(("a about all also an and any are as at be because been between by can could did do does for from give had has have " +
  "how i if in into is it its me my of on or our please s say says should show so tell than that the their them there these they this " +
  "those to us was we were what whats when where which who whom whose why will with would you your mean means meaning define definition " +
  "explain according called").split(" "));
const EXCERPT = 46; // words

/** @param {string} text */
const foldSigns = text => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\bU\.\s?S\.(?:\s?A\.)?/g, "US").replace(/['’]s\b/g, "");

/**
 * @param {string} text
 * @returns {string[]}
 */
const splitWords = text => foldSigns(text).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Return one form for a word in singular and plural, in British and American spelling, and with its usual endings.
 * @param {string} word
 */
function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  return word
    .replace(/our(?=$|s$|ed$|ing$|al$)/, "or")
    .replace(/(ss|x|ch|sh|z)es$/, "$1")
    .replace(/ies$/, "y")
    .replace(/([^su])s$/, "$1")
    .replace(/^(.{4,}?)(?:i[sz](?:ation|ing|ed|er|e)|[ai]tion|ion|ing|ed|al|e)$/, "$1");
}

/** @param {string} text */
const stems = text => splitWords(text).map(stem);

/**
 * Return where in a list of words a sequence of words stands; -1 if nowhere.
 * @param {string[]} words
 * @param {string[]} sequence
 * @param {(word: string, other: string) => boolean} [matches]
 */
const indexOfSequence = (words, sequence, matches = (word, other) => word === other) =>
  words.findIndex((_, at) => at + sequence.length <= words.length && sequence.every((word, i) => matches(word, words[at + i])));

/**
 * Whether two words differ by no more than one letter (two from nine letters on): changed, added, dropped or swapped.
 * @param {string} a
 * @param {string} b
 */
function isSimilar(a, b) {
  const shorter = Math.min(a.length, b.length), allowed = shorter < 5 ? 0 : shorter < 9 ? 1 : 2;
  if (Math.abs(a.length - b.length) > allowed) return false;
  /** @type {number[]} */
  let before = [];
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length] <= allowed;
}

/** @param {string} text */
const escapeHtml = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** @param {string} html */
const unescapeHtml = html => html.replace(/<sup>.*?<\/sup>/g, "").replace(/<[^>]*>/g, " ")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

/**
 * Return the part of a text where most of the words stand, with the words marked, as HTML: the reading text, nothing added.
 * @param {string} html
 * @param {Set<string>} terms stems
 */
function excerpt(html, terms) {
  const words = unescapeHtml(html).split(/\s+/).filter(Boolean);
  const hits = words.map(word => stems(word).some(one => terms.has(one)));
  let best = 0, most = -1;
  for (let start = 0; start === 0 || start + EXCERPT <= words.length; start++) {
    const count = hits.slice(start, start + EXCERPT).filter(Boolean).length;
    if (count > most) [best, most] = [start, count];
  }
  const shown = words.slice(best, best + EXCERPT).map((word, i) => hits[best + i] ? `<mark>${escapeHtml(word)}</mark>` : escapeHtml(word));
  return (best ? "… " : "") + shown.join(" ") + (best + EXCERPT < words.length ? " …" : "");
}
