/* An essay as blocks, read from plain text and from Markdown. */

const NOTE_HEADING = /^\W*(?:foot|end)?notes?\W*$/i;
const REFERENCE_HEADING = /^\W*(?:\d+[.)]?\s*)?(?:(?:list of )?references?(?: list)?|works cited|bibliography|(?:primary |secondary )?sources|literature(?: cited)?|reading list)\W*$/i;
const BULLET = /^\s*(?:[-*•–]|\(?[\da-z]{1,2}[.)])\s/i;
const WRAPPED = 120;  // characters of a line; longer ones are whole paragraphs
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * @typedef {object} Block
 * @property {string} text [^3] in it refers to note 3; of a quotation that is set off, the lines
 * @property {"text" | "quote" | "heading" | "note"} kind a quotation is set off by its indentation, its style or >
 * @property {number} at the number of its line, paragraph or page
 * @property {string} [label] of a note
 *
 * @typedef {{unit: "line" | "paragraph" | "page", blocks: Block[]}} Essay
 */

/**
 * Write what refers to notes as [^3]: numbers set high, those in brackets behind a word or a sign, and those stuck to a closing mark.
 * @param {string} text
 */
const markNotes = text => text
  .replace(/[⁰¹²³⁴-⁹]+/g, digits => `[^${[...digits].map(digit => SUPERSCRIPTS.indexOf(digit)).join("")}]`)
  .replace(/(?<=\S)\[(\d{1,3})\]/g, "[^$1]")
  .replace(/(?<=[\p{L}\p{N}.,;:!?…)\]]["”»])(\d{1,3})(?=[\s.,;:)]|$)/gu, "[^$1]");

/**
 * Return lines of Markdown without what is no text of the essay; no line is taken away.
 * @param {string} text
 */
const blankMarkup = text => text
  .replace(/^---\n.*?\n(?:---|\.\.\.)(?=\n)|^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?\n {0,3}\1[ \t]*$|<!--.*?-->/gms, found => found.replace(/[^\n]/g, ""));

/**
 * Return the words of Markdown: without marks of emphasis, links and escapes.
 * @param {string} text
 */
const plainMarkdown = text => text
  .replace(/!?\[([^\][^]*)\]\(([^)\s]*)[^)]*\)/g, (_, words, address) => /^https?:/.test(address) && words !== address ? `${words} ${address}` : words)
  .replace(/<(https?:[^>\s]*)>/g, "$1").replace(/<\/?\w[^>]*>/g, "")
  .replace(/(?<![\\\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*])/gs, "$2").replace(/(?<![\\\w*])(\*|_)(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*])/gs, "$2")
  .replace(/\\([!-/:-@[-`{-~])/g, "$1");

/**
 * Return groups of lines between empty ones; where lines are whole paragraphs, each is a group.
 * @param {string} text
 */
function groupLines(text) {
  /** @type {{lines: string[], at: number}[]} */
  const groups = [];
  let open = false;
  for (const [index, line] of text.split("\n").entries()) {
    const filled = Boolean(line.trim()), last = groups.at(-1);
    const begins = /^ {0,3}(?:#{1,6}\s|\[\^[^\]\s]+\]:)/.test(line) || last?.lines[0].startsWith("#");
    if (filled && open && last && !begins && last.lines[0].trimStart().startsWith(">") === line.trimStart().startsWith(">")) last.lines.push(line);
    else if (filled) groups.push({lines: [line], at: index + 1});
    open = filled;
  }
  return groups.flatMap(({lines, at}) => lines.some(line => line.length > WRAPPED && !line.trimStart().startsWith(">"))
    ? lines.map((line, index) => ({lines: [line], at: at + index})) : [{lines, at}]);
}

/** @param {string} line */
const indentOf = line => line.replaceAll("\t", "    ").search(/[^ \u00a0\u3000]|$/);

/**
 * Return a group of lines as a block.
 * @param {{lines: string[], at: number}} group
 * @param {boolean} indented whether indentation sets off a quotation
 * @returns {Block}
 */
function blockOf({lines, at}, indented) {
  const text = lines.map(line => line.trim()).join("\n");
  const note = /^\[\^?([^\]\s]{1,20})\]:?\s+|^\[\^([^\]\s]+)\](?=\S)/.exec(markNotes(text));
  if (note && /^(?:\[\^[^\]]+\]:|\[\^?\d+\]|[⁰¹²³⁴-⁹])/.test(text)) {
    return {kind: "note", label: note[1] ?? note[2], at, text: markNotes(text).slice(note[0].length)};
  }
  if (/^#{1,6}\s/.test(text)) return {kind: "heading", at, text: text.replace(/^#+\s+|\s+#+$/g, "")};
  if (lines.every(line => /^\s*>/.test(line))) return {kind: "quote", at, text: lines.map(line => line.replace(/^[\s>]+/, "").trim()).join("\n")};
  const isSetOff = indented && lines.every(line => indentOf(line) >= 2) && !BULLET.test(lines[0]);
  return {kind: isSetOff ? "quote" : "text", at, text};
}

/**
 * Give notes that are listed under a heading their kind: 1. The first note.
 * @param {Block[]} blocks
 */
function findListedNotes(blocks) {
  let listed = false;
  for (const block of blocks) {
    if (NOTE_HEADING.test(block.text)) listed = true;
    else if (REFERENCE_HEADING.test(block.text)) listed = false;
    const found = listed && block.kind === "text" && /^(\d{1,3})[.)]?\s+/.exec(block.text);
    if (found) Object.assign(block, {kind: "note", label: found[1], text: block.text.slice(found[0].length)});
  }
  return blocks;
}

/**
 * Return the blocks of a plain text, or of Markdown.
 * @param {string} text
 * @param {boolean} [markdown]
 * @returns {Essay}
 */
function parseText(text, markdown = false) {
  const lines = text.replace(/^\ufeff/, "").replace(/\r\n?|[\u2028\u2029\f\v]/g, "\n");
  const groups = groupLines(markdown ? blankMarkup(lines) : lines);
  const indented = groups.filter(group => group.lines.every(line => indentOf(line) >= 2)).length;
  const blocks = groups.map(group => blockOf(group, indented <= groups.length / 2))
    .map(block => ({...block, text: markNotes(markdown ? plainMarkdown(block.text) : block.text)}));
  return {unit: "line", blocks: findListedNotes(blocks)};
}
