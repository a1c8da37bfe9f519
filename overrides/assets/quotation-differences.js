/* In what a quotation differs from a text. */

const NEGATION = /^(?:not|no|never|none|nor|neither|nothing|nobody|nowhere|cannot|without|hardly|\p{L}+n't)$/iu;

/** @param {string[]} words */
const joinWords = words => words.join(" ").replace(/ (?=[.,;:!?)%])|(?<=[(]) /g, "");

/**
 * Return runs of steps that differ, each with the words on both sides.
 * @param {Step[]} steps
 */
function differences(steps) {
  /** @type {{quoted: string[], source: string[]}[]} */
  const runs = [];
  let open = false;
  for (const {quoted, source, differs} of steps) {
    if (differs && !open) runs.push({quoted: [], source: []});
    open = Boolean(differs);
    if (open && quoted) runs[runs.length - 1].quoted.push(quoted.word);
    if (open && source) runs[runs.length - 1].source.push(source.word);
  }
  return runs.map(({quoted, source}) => [joinWords(quoted), joinWords(source)]);
}

/**
 * Return the words found, in pieces, each with the name of its element where the two sides differ.
 * @param {Step[]} steps
 */
function markedWords(steps) {
  /** @type {{text: string, name?: "del" | "ins"}[]} */
  const pieces = [];
  /**
   * @param {string} word
   * @param {"del" | "ins"} [name]
   */
  const add = (word, name) => {
    const space = pieces.length && !/^[.,;:!?)]/.test(word) ? " " : "";
    if (word) pieces.push({text: space}, {text: word, name});
  };
  let gap = false;
  for (const {quoted, source, skipped, differs} of steps) {
    const [was, is] = [quoted?.word, source?.word];
    if (skipped) add(gap ? "" : "…");
    else if (!differs) add(is ?? was ?? "");
    else {
      add(was ?? "", "del");
      add(is ?? "", "ins");
    }
    gap = Boolean(skipped);
  }
  return pieces;
}

/**
 * Return the words of denial, such as "not", that a quotation has dropped, and those that it has added, in brackets too.
 * @param {Step[]} steps
 */
function negations(steps) {
  /** @type {{dropped: string[], added: string[]}} */
  const found = {dropped: [], added: []};
  for (const {quoted, source, differs} of steps) {
    const [added, dropped] = [quoted, source].map(token => token && NEGATION.test(token.word));
    if (added === dropped || !differs && !quoted?.own) continue;
    if (dropped && source) found.dropped.push(source.word);
    if (added && quoted) found.added.push(quoted.word);
  }
  return found;
}
