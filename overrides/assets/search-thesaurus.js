/* The thesaurus: common words that the texts do not have, each with words that they have (scripts/reader/search/thesaurus.py). */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"; // as Python has them (tests/unit/repository/test_shared_constants.py)

/**
 * Return the words that are found, the nearest first, by the stem of each word of a thesaurus.
 * @param {string} text
 */
function parseThesaurus(text) {
  const [first, ...lines] = text.trimEnd().split("\n"), targets = first.split(" ");
  let width = 1;
  while (targets.length > DIGITS.length ** width) width++;
  const number = new RegExp(`.{${width}}`, "g");
  let word = "";
  return new Map(lines.map(line => {
    const [, same, rest, numbers] = /** @type {RegExpExecArray} */ (/^(\d)(\S*) (\S+)$/.exec(line));
    word = word.slice(0, Number(same)) + rest;
    const found = (numbers.match(number) ?? []).map(digits => targets[[...digits].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0)]);
    return [stem(word), found];
  }));
}
