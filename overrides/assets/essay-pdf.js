/* An essay as blocks, read from the pieces of text on the pages of a PDF, each with its place. */

const PAGE_NUMBER = /^\W*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|\/)\s*\d+)?\W*$/i;
const FURNITURE_LINES = 2;  // at the head and at the foot of a page; these can be running heads

/**
 * @typedef {{text: string, x: number, y: number, width: number, size: number}} PdfItem in points, from the left and from the foot of the page
 * @typedef {{text: string, x: number, y: number, right: number, size: number, page: number}} PdfLine
 */

/**
 * Return the lines of a page, in the order of the file. A small number set high refers to a note.
 * @param {PdfItem[]} items
 * @param {number} page
 */
function linesOfPage(items, page) {
  /** @type {PdfLine[]} */
  const lines = [];
  for (const {text, x, y, width, size} of items) {
    const line = lines.at(-1), em = Math.max(line?.size ?? 0, size);
    if (line && Math.abs(y - line.y) < .6 * em && x > line.right - 2 * em) addToLine(line, {text, x, y, width, size});
    else if (text.trim()) lines.push({text, x, y, right: x + width, size, page});
  }
  return lines.map(line => ({...line, text: line.text.trim()}));
}

/**
 * @param {PdfLine} line
 * @param {PdfItem} item
 */
function addToLine(line, {text, x, y, width, size}) {
  const isSpaced = x - line.right > .16 * line.size && !/\s$/.test(line.text) && !/^\s/.test(text);
  const isHigh = size < .8 * line.size && y > line.y + .1 * line.size && /^\d{1,3}$/.test(text.trim());
  const isLower = size > 1.25 * line.size && text.trim().length > 2;  // what came first was the high number
  line.text += isHigh ? `[^${text.trim()}]` : (isSpaced ? " " : "") + text;
  Object.assign(line, {right: x + width}, isLower ? {y, size} : {});
}

/**
 * Return the value that most letters have.
 * @param {PdfLine[]} lines
 * @param {(line: PdfLine) => number} valueOf
 */
function mostCommon(lines, valueOf) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const line of lines) counts.set(valueOf(line), (counts.get(valueOf(line)) ?? 0) + line.text.length);
  return [...counts].reduce((best, one) => one[1] > best[1] ? one : best, [0, 0])[0];
}

/**
 * Return the lines of pages without page numbers and running heads.
 * @param {PdfLine[][]} pages
 */
function withoutFurniture(pages) {
  /** @param {PdfLine[]} lines */
  const outer = lines => {
    const sorted = lines.toSorted((a, b) => b.y - a.y);
    return new Set([...sorted.slice(0, FURNITURE_LINES), ...sorted.slice(-FURNITURE_LINES)]);
  };
  /** @param {PdfLine} line */
  const shape = line => line.text.replace(/\d+/g, "#");
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const lines of pages) for (const key of new Set([...outer(lines)].map(shape))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return pages.map(lines => {
    const edges = outer(lines);
    return lines.filter(line => !edges.has(line) || !PAGE_NUMBER.test(line.text) && ((counts.get(shape(line)) ?? 0) < Math.max(2, pages.length / 3) || line.text.length > 90));
  });
}

/**
 * Return the notes at the foot of a page, and the lines above them.
 * @param {PdfLine[]} lines
 * @param {number} size that of the essay
 */
function divideNotes(lines, size) {
  const isSmall = (/** @type {PdfLine} */ line) => line.size < .93 * size, lowest = Math.min(...lines.filter(line => !isSmall(line)).map(({y}) => y));
  const foot = lines.filter(line => isSmall(line) && line.y < lowest);
  /** @type {Block[]} */
  const notes = [];
  for (const {text, page} of foot) {
    const found = /^(?:\[\^(\d{1,3})\]|(\d{1,3})[.)]?)\s*(?=\D)/.exec(text), last = notes.at(-1);
    if (found) notes.push({kind: "note", label: found[1] ?? found[2], text: text.slice(found[0].length), at: page});
    else if (last) last.text += `\n${text}`;
    else notes.push({kind: "text", text, at: page});
  }
  return {notes, body: lines.filter(line => !foot.includes(line))};
}

/**
 * Return groups of lines that are paragraphs.
 * @param {PdfLine[]} lines
 * @param {number} margin
 * @param {number} step from line to line
 */
function groupPdfLines(lines, margin, step) {
  const right = Math.max(...lines.map(line => line.right));
  /** @param {PdfLine} line */
  const isIndented = line => line.x > margin + .8 * line.size;
  /**
   * Whether a line begins a paragraph: behind a gap, or where the lines before are indented otherwise.
   * @param {PdfLine} line
   * @param {PdfLine[]} group those before
   */
  const isFirst = (line, group) => {
    const before = group[group.length - 1], shift = (line.x - before.x) / line.size;
    const isFull = before.right > right - .2 * (right - margin), isEnd = !isFull || /[.!?:;"”’»)\]]$/.test(before.text);
    const isBack = shift < -.8 && group.length > 1 && group.every(isIndented), isIn = shift > .8 && isEnd;
    if (before.page !== line.page) return isEnd && /^[\p{Lu}"“‘«„(]/u.test(line.text) && (!isFull || isIndented(line));
    return isBack || isIn || before.y - line.y > 1.35 * step || Math.abs(line.size - before.size) > .15 * line.size;
  };
  /** @type {PdfLine[][]} */
  const groups = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (!group || isFirst(line, group)) groups.push([line]);
    else group.push(line);
  }
  return groups;
}

/**
 * Return the blocks of a PDF.
 * @param {PdfItem[][]} pages
 * @returns {Essay}
 */
function parsePdf(pages) {
  const lines = withoutFurniture(pages.map((items, at) => linesOfPage(items, at + 1))), size = mostCommon(lines.flat(), line => Math.round(line.size * 2) / 2);
  const divided = lines.map(page => divideNotes(page, size)), body = divided.flatMap(page => page.body);
  const margin = mostCommon(body, line => Math.round(line.x));
  const steps = body.slice(1).flatMap((line, at) => line.page === body[at].page && body[at].y > line.y ? [body[at].y - line.y] : []).sort((a, b) => a - b);
  const groups = body.length ? groupPdfLines(body, margin, steps[Math.floor(steps.length / 2)] ?? 1.2 * size) : [];
  const blocks = groups.map(group => {
    const isSetOff = group.every(line => line.x > margin + 1.2 * size) && (group.length > 1 || group[0].text.length > 60);
    return {kind: /** @type {Block["kind"]} */ (isSetOff ? "quote" : "text"), text: group.map(line => line.text).join("\n"), at: group[0].page};
  });
  return {unit: "page", blocks: findListedNotes([...blocks, ...divided.flatMap(page => page.notes)])};
}
