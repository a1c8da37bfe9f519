/* Where quotations begin and end in a text, by their marks, of whatever language. */

const MARK_FAMILIES = ["\"“”„‟＂", "'‘’‚‛", "«»", "‹›", "「」", "『』"];
const ALWAYS_OPEN = "„‚‟‛「『", ALWAYS_CLOSE = "」』";
const MARK = /["“”„‟＂'‘’‚‛«»‹›「」『』]/g;
const LONGEST = 4000;  // characters of a quotation; what is longer has lost its other mark

/**
 * @typedef {object} Mark
 * @property {string} mark
 * @property {number} at
 * @property {string} family
 * @property {boolean} opens whether it can open a quotation
 * @property {boolean} closes
 *
 * @typedef {object} Span of a quotation in a text, with its marks
 * @property {number} start
 * @property {number} end
 * @property {string} text without the marks
 * @property {boolean} [open] whether its other mark is missing
 */

/**
 * Write quotation marks of typewriters as such, without changing the length of the text.
 * @param {string} text
 */
const normalizeMarks = text => text.replace(/``|<<(?=\S)/g, found => `${found[0] === "<" ? "«" : "“"}\u200b`)
  .replace(/''|(?<=\S)>>/g, found => `${found[0] === ">" ? "»" : "”"}\u200b`).replace(/(?<!\S),,(?=\S)/g, "„\u200b");

/**
 * Return the marks of a text, each with what it can do there. An apostrophe in a word does nothing.
 * @param {string} text
 * @returns {Mark[]}
 */
const marksOf = text => [...text.matchAll(MARK)].flatMap(({0: mark, index: at}) => {
  const before = text.slice(0, at).replace(/(?:\[\^[^\]\s]+\]|\u200b)+$/, "").at(-1) ?? "", rest = text.slice(at + 1).replace(/^\u200b/, "");
  const isInWord = /['‘’"]/.test(mark) && LETTER.test(before) && /^[\p{L}\p{N}]/u.test(rest);
  const family = MARK_FAMILIES.find(signs => signs.includes(mark)) ?? "";
  return isInWord || /['‘’]/.test(mark) && /^\d\ds?\b/.test(rest) ? [] : [{mark, at, family, ...roleOf(mark, before, rest)}];
});

/**
 * Return what a mark can do between the character before it and what follows.
 * @param {string} mark
 * @param {string} before
 * @param {string} rest
 */
function roleOf(mark, before, rest) {
  if (ALWAYS_OPEN.includes(mark)) return {opens: true, closes: false};
  if (ALWAYS_CLOSE.includes(mark)) return {opens: false, closes: true};
  const isPlaced = opensQuotation(/[\u2012-\u2015/]/.test(before) ? " " : before, rest.replace(/^\.\s?\.[\s.]*/, ""));
  const isBehind = !/^$|[\s([{]/u.test(before);  // something that it can close
  if ("’”»›".includes(mark)) return {opens: isPlaced && mark !== "’", closes: !isPlaced || mark === "’"};
  return {opens: isPlaced || "“‘«‹".includes(mark) && !isBehind || "“‘".includes(mark) && /^[\p{L}\p{N}]/u.test(rest), closes: isBehind};
}

/**
 * Whether a single mark that closes may as well be an apostrophe: the states’ leaders.
 * @param {string} text
 * @param {Mark} mark
 */
const mayBeApostrophe = (text, {at, family}) => family.startsWith("'") && /s$/i.test(text.slice(0, at)) && /^ \p{Ll}/u.test(text.slice(at + 1));

/**
 * Return the mark that closes what the first of some marks opens; undefined without one.
 * @param {string} text
 * @param {Mark[]} marks
 * @param {(words: string) => boolean} isKnown whether words stand in the reader; decides between an apostrophe and a mark
 */
function closingMark(text, [first, ...others], isKnown) {
  const same = others.filter(({family, at}) => family === first.family && at - first.at < LONGEST);
  if (first.family.startsWith("'")) {
    const next = same.findIndex(({mark, opens, closes}) => opens && !closes || mark === "‘");
    const closing = (next < 0 ? same : same.slice(0, next)).filter(({closes}) => closes);
    const known = closing.findLast(({at}) => isKnown(text.slice(first.at + 1, at)));
    return known ?? closing.find(mark => !mayBeApostrophe(text, mark)) ?? closing[0];
  }
  let depth = 1;
  for (const mark of same) {
    depth += mark.closes && !(mark.opens && LETTER.test(text[mark.at + 1] ?? "")) ? -1 : 1;
    if (!depth) return mark;
  }
  return same.find(({closes}) => closes);
}

/**
 * Return the quotations of a text, without those within others. One whose other mark is missing is open.
 * @param {string} text
 * @param {(words: string) => boolean} [isKnown]
 * @returns {Span[]}
 */
function findQuotations(text, isKnown = () => false) {
  const written = normalizeMarks(text), marks = marksOf(written);
  /** @type {Span[]} */
  const found = [];
  for (let at = 0; at < marks.length; at++) {
    const first = marks[at];
    if (!first.opens) continue;
    const last = closingMark(written, marks.slice(at), isKnown);
    if (last) {
      found.push({start: first.at, end: last.at + 1, text: text.slice(first.at + 1, last.at)});
      at = marks.indexOf(last);
    } else if (!first.family.startsWith("'")) {
      found.push({start: first.at, end: text.length, text: text.slice(first.at + 1), open: true});
      break;
    }
  }
  return found;
}

/**
 * Return the quotations within one.
 * @param {string} text
 */
const findInnerQuotations = text => findQuotations(text).filter(({open}) => !open);
