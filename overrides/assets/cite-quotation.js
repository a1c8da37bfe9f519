/* A quotation: its words, with what the emendations in it read, its marks, and what is copied of it. Loaded when something can be quoted. */

/**
 * @typedef {{dataset: DOMStringMap, textContent: string}} Emendation an element: the received words in its data, the edited ones in its text
 * @typedef {{paragraph: object, emendation: Emendation | null, text: string}} QuotedPart a piece of text, or a whole emendation
 */

/** @param {string} text */
const straightenQuotes = text => text.trim().replace(/[“”]/g, '"').replace(/[‘’]/g, "'");

/**
 * Return an emendation in a quotation: our words in brackets, or the received ones with [sic]. Quotation marks may differ silently.
 * @param {Emendation} emendation
 * @param {boolean} [received]
 */
function quoteEmendation({dataset: {received: was = ""}, textContent: is}, received) {
  if (straightenQuotes(was) === straightenQuotes(is)) return is;
  if (received) return was.trim() && was.replace(/\s*$/, " [sic]$&");
  return /^\s*\[.*\]\s*$/s.test(is) ? is : (is || was).replace(/\S.*\S|\S/s, is ? "[$&]" : "[…]");
}

/**
 * Whether a mark that leans to no side opens a quotation: behind nothing but space or an opening sign, before a word.
 * @param {string} before the character before it
 * @param {string} rest the text after it
 */
const opensQuotation = (before, rest) => /^[^\p{L}\p{N}.,;:!?…)\]]?$/u.test(before) && /^[^\s.,;:!?)\]]/.test(rest);

/**
 * Give nested quotation marks the other kind, level by level; apostrophes stay.
 * @param {string} text
 * @param {string} outer the marks around the whole, opening and closing
 * @param {string} inner
 */
function nestQuotes(text, outer, inner) {
  /** @type {boolean[]} */
  const open = [];  // for each level, whether its mark is a single one
  return text.replace(/["“”'‘’]/g, (mark, at) => {
    const single = /['‘’]/.test(mark), rest = text.slice(at + 1);
    const opens = /[“‘]/.test(mark) || /["']/.test(mark) && opensQuotation(text.charAt(at - 1), rest);
    const closesNothing = /^[\p{L}\p{N}]/u.test(rest) || !open.includes(true);
    const isApostrophe = opens ? mark === "'" && !/\S['’](?![\p{L}\p{N}])/u.test(rest) : closesNothing;
    if (single && isApostrophe) return mark;
    if (!opens) open.pop();
    const kind = open.length % 2 ? outer : inner;
    if (opens) open.push(single);
    return kind[opens ? 0 : 1];
  });
}

/**
 * Return the words of a passage as a quotation has them, a line for each paragraph.
 * @param {QuotedPart[]} parts
 * @param {boolean} [received]
 */
const quotedWords = (parts, received) => parts.map(({paragraph, emendation, text}, at) => {
  const words = (emendation ? quoteEmendation(emendation, received) : text).replace(/\s+/g, " ");
  return at && paragraph !== parts[at - 1].paragraph ? `\n${words}` : words;
}).join("").replace(/ +/g, " ").replace(/\s*\n\s*/g, "\n").trim();

const BLOCK = 40;  // words, from which on a quotation is set off

/**
 * Return a passage as a quotation in a style of citation: a line for each paragraph, with its marks, or set off without them from forty words
 * on; and the stop that stands behind its citation in parentheses.
 * @param {QuotedPart[]} parts
 * @param {boolean} received whether the received wording is quoted; of a gap alone nothing is received
 * @param {string} style
 */
function quotationText(parts, received, style) {
  const [outer, inner] = /harvard|mhra/.test(style) ? ["‘’", "“”"] : ["“”", "‘’"];
  const words = quotedWords(parts, received) || quotedWords(parts), isBlock = words.split(/\s+/).length >= BLOCK;
  if (isBlock) return {lines: nestQuotes(words, inner, outer).split("\n"), isBlock, stop: ""};
  const ends = !/chicago-notes|mhra/.test(style) && !/(?:\.\P{L}*|\p{L}\.\p{L})\.\P{L}*$/u.test(words) && /[.?!](?=["”'’]*$)/.exec(words);
  const text = ends && ends[0] === "." ? words.slice(0, ends.index) + words.slice(ends.index + 1) : words;
  return {lines: (outer[0] + nestQuotes(text, outer, inner) + outer[1]).split("\n"), isBlock, stop: ends ? "." : ""};
}

/**
 * Return a piece of a line in Markdown.
 * @param {string | Node} node
 * @returns {string}
 */
function markdownOf(node) {
  if (typeof node === "string" || node instanceof Text) return plainText(node).replace(/[\\`*_[\]<>#]/g, "\\$&");
  const inside = [...node.childNodes].map(markdownOf).join("");
  if (node.nodeName === "A") return `<${/** @type {HTMLAnchorElement} */ (node).href}>`;
  return /^(?:EM|I)$/.test(node.nodeName) ? `*${inside}*` : inside;
}

/** @param {Line} line */
const markdownLine = line => line.map(markdownOf).join("");

/**
 * @typedef {ReturnType<typeof quotationText> & Record<"inText" | "reference" | "link", Line> & {key: string, locator: string}} Quoted a passage
 * with its citation; the key is that of its reference in BibLaTeX, empty if that could not be had
 */

/**
 * What is copied of a passage, by what it is copied as.
 * @type {Record<string, (quoted: Quoted) => Line[]>}
 */
const COPIES = {
  quotation: ({lines, isBlock, stop, inText, reference, link}) => [
    Object.assign([...lines.flatMap((line, at) => at ? [createElement("br"), line] : line), " ", ...inText, stop], {isBlock}), reference, link],
  reference: ({reference, link}) => [reference.length ? reference : link],
  Markdown({lines, isBlock, stop, inText, reference, link}) {
    const mark = isBlock ? "> " : "", words = lines.map(line => mark + markdownLine([line]));
    const quotation = `${words.join(`\n${mark.trim() || " "}\n`)} ${markdownLine([...inText, stop])}`;
    return [...quotation.split("\n"), " ", ...reference.length ? [markdownLine(reference), " "] : [], markdownLine(link)].map(line => [line]);
  },
  "BibTeX key": ({key, locator, link}) => [key ? [`\\autocite${locator && `[${locator.replace(" ", "~").replace("–", "--")}]`}{${key}}`] : link],
};

/**
 * Return what is copied of a passage.
 * @param {Document | null} page of its references
 * @param {Passage} passage
 * @param {string} as
 */
function quotedLines(page, {parts, received, from, to, ...text}, as) {
  const first = placeOf(from), {isNote, number} = first, {number: last} = placeOf(to), locator = number && nameLocator(number, last, isNote);
  const block = referenceBlock(page, "work", number, last, isNote);
  return COPIES[as]({
    ...quotationText(parts, received, chosenStyle()), locator, reference: copyNodes(block, ".reference"),
    inText: page ? copyNodes(block, ".in-text") : locator ? [`(${locator})`] : [], key: page?.querySelector("[data-key]")?.getAttribute("data-key") ?? "",
    link: linkTo(first.id, buildTextFragment(text), first.href),
  });
}
