/* Text fragments (https://wicg.github.io/scroll-to-text-fragment/): the one that names a passage, and the passage that one names.
   The text of a page is a string here, in which OBJECT stands for each character that is no word of a paragraph, as in the number of a note. */
const OBJECT = "\ufffc";

/**
 * Return what finds words, whether their quotation marks are straight or curly.
 * @param {string[]} words
 * @param {string} space what may stand between them, as a pattern
 */
const wordsPattern = (words, space) => words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  .join(space).replace(/['‘’]/g, "['‘’]").replace(/["“”]/g, '["“”]');

/**
 * Whether a pattern is found at one place in a text; places may overlap, as in "so so so".
 * @param {RegExp} pattern with the flag g
 * @param {string} text
 */
function isFoundOnce(pattern, text) {
  const found = pattern.exec(text);
  if (!found) return false;
  pattern.lastIndex = found.index + 1;
  return !pattern.test(text);
}

/**
 * @template T
 * @typedef {(first: number, last: number) => T} OfWords takes the first and the last of some words
 */

/**
 * Return the text fragment of a passage: all its words if few, else the first and the last ones, without numbers of notes between them,
 * which to a browser are words; with what it takes before or after to be found once. Empty if nothing does.
 * @param {{page: string, start: number, end: number}} passage where it begins and ends in the text of the page
 */
function buildTextFragment({page, start, end}) {
  const words = [...page.matchAll(/[^\s\ufffc]+/g)];
  /** @type {OfWords<string[]>} */
  const wordsFrom = (first, last) => words.slice(first, last + 1).map(word => word[0]);
  /** @type {OfWords<string>} */
  const encode = (first, last) => encodeURIComponent(wordsFrom(first, last).join(" "))
    .replace(/[-!'()*~]/g, sign => `%${sign.charCodeAt(0).toString(16)}`);
  /** @type {OfWords<boolean>} */
  const isText = (first, last) => words[first] && words[last] &&
    !/\ufffc.|[\p{L}\p{N}]\ufffc$/su.test(page.slice(words[first].index, words[last].index + words[last][0].length + 1));
  /** @type {OfWords<boolean>} */
  const isUnique = (first, last) => isText(first, last) && isFoundOnce(new RegExp(wordsPattern(wordsFrom(first, last), "\\s+"), "giu"), page);
  /**
   * Return the term for some words, with as few as it takes before or after them to be found once.
   * @param {number} first
   * @param {number} last
   * @param {boolean} before whether words before them may be named
   * @param {boolean} after
   */
  const uniqueTerm = (first, last, before, after) => {
    for (let size = 0; size < 9; size++) {
      for (let prefix = before ? size : 0; prefix >= (after ? 0 : size); prefix--) {
        const from = first - prefix, to = last + size - prefix;
        if (isUnique(from, to)) {
          return [prefix && `${encode(from, first - 1)}-`, encode(first, last), to - last && `-${encode(last + 1, to)}`].filter(Boolean);
        }
      }
    }
  };

  let a = words.findIndex(word => word.index + word[0].length > start), b = words.findLastIndex(word => word.index < end);
  while (a < b && !isText(a, a)) a++;
  while (a < b && !isText(b, b)) b--;
  let c = a, d = b;
  while (c < a + 4 && isText(a, c + 1)) c++;
  while (d > b - 4 && isText(d - 1, b)) d--;
  const terms = isText(a, b) && b - a < 12 ? [uniqueTerm(a, b, true, true)] : [uniqueTerm(a, c, true, false), uniqueTerm(d, b, false, true)];
  return terms.includes(undefined) ? "" : `:~:text=${terms}`;
}

/** @param {string} term */
const decodeTerm = term => {
  try { return decodeURIComponent(term); } catch { return term; }
};

/**
 * Return what the text fragment of an address names: the id of its paragraph, the words, and those before and after them, all encoded.
 * @param {string} address
 */
function parseTextFragment(address) {
  const found = /#(\w+):~:(?:.*&)?text=(?:([^,&]*)-,)?([^,&]*(?:,[^,&]*)??)(?:,-([^,&]*))?(?:&|$)/.exec(address);
  return found && {address, id: found[1], before: found[2], words: found[3], after: found[4]};
}

/**
 * Return where the words of a text fragment begin and end in a text, and where the words before them begin; null if they are not there.
 * @param {{before?: string, words: string, after?: string}} fragment
 * @param {string} text
 */
function findTextFragment({before, words, after}, text) {
  const space = `[\\s${OBJECT}]`;
  /** @param {string} [term] */
  const pattern = (term = "") => wordsPattern(decodeTerm(term).split(" "), `${space}+`);
  const between = words.split(",").map(term => pattern(term)).join("[^]*?");
  const found = new RegExp(`(${pattern(before)}${space}*)(${between})${space}*${pattern(after)}`, "iu").exec(text);
  if (!found) return null;
  const start = found.index + found[1].length;
  return {context: found.index, start, end: start + found[2].length};
}
