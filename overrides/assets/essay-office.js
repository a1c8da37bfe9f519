/* An essay as blocks, read from the XML of Word (ECMA-376) and of OpenDocument. */

const QUOTE_STYLE = /quot|block.?text|zitat|cita|цитат/i, HEADING_STYLE = /^(?:heading|title|subtitle|überschrift|titre|título)/i;
const SET_OFF = 400;  // twips, 7 mm; what is indented by more is set off

/**
 * @typedef {object} XmlNode
 * @property {string} name without its prefix
 * @property {Record<string, string>} attributes by names without their prefix
 * @property {(XmlNode | string)[]} children
 *
 * @typedef {{isQuote?: boolean, isHeading?: boolean, indent?: number, hangs?: boolean, parent?: string}} ParagraphStyle
 */

/**
 * Return the elements of a name below an element, in order.
 * @param {XmlNode | undefined} node
 * @param {string} name
 * @returns {XmlNode[]}
 */
const elementsOf = (node, name) => (node?.children ?? []).flatMap(child => typeof child === "string" ? []
  : child.name === name ? [child] : elementsOf(child, name));

/**
 * @param {XmlNode | undefined} node
 * @param {string} name
 */
const childOf = (node, name) => /** @type {XmlNode | undefined} */ (node?.children.find(child => typeof child !== "string" && child.name === name));

/**
 * Return what the styles that a style is based on say of it.
 * @param {Record<string, ParagraphStyle>} styles
 * @param {string | undefined} name
 * @param {number} depth
 * @returns {ParagraphStyle}
 */
const inheritedStyle = (styles, name = "", depth = 0) => Object.hasOwn(styles, name) && depth < 20
  ? {...inheritedStyle(styles, styles[name].parent, depth + 1), ...styles[name]} : {};

/**
 * @param {ParagraphStyle} style
 * @returns {Block["kind"]}
 */
const kindOf = ({isQuote, isHeading, indent = 0, hangs}) => isHeading ? "heading" : isQuote || indent >= SET_OFF && !hangs ? "quote" : "text";

/**
 * Return the properties of a paragraph of Word.
 * @param {XmlNode | undefined} properties
 * @returns {ParagraphStyle}
 */
function wordProperties(properties) {
  const [indent, outline, numbered] = ["ind", "outlineLvl", "numPr"].map(name => childOf(properties, name));
  const {left, start = left, hanging} = indent?.attributes ?? {};
  /** @type {ParagraphStyle} */
  const style = {};
  if (start !== undefined) style.indent = Number.parseInt(start);
  if (hanging !== undefined || numbered) style.hangs = Boolean(numbered) || Number.parseInt(hanging) > 0;
  if (Number(outline?.attributes.val) < 9) style.isHeading = true;
  return style;
}

/**
 * @param {XmlNode | undefined} root
 * @returns {Record<string, ParagraphStyle>}
 */
const wordStyles = root => Object.fromEntries(elementsOf(root, "style").map(style => {
  const {styleId = ""} = style.attributes, [name, parent] = ["name", "basedOn"].map(part => childOf(style, part));
  const title = name?.attributes.val ?? "";
  /** @type {ParagraphStyle} */
  const named = QUOTE_STYLE.test(`${styleId} ${title}`) ? {isQuote: true} : HEADING_STYLE.test(title) ? {isHeading: true} : {};
  return [styleId, {...wordProperties(childOf(style, "pPr")), ...named, parent: parent?.attributes.val}];
}));

const WORD_SKIPPED = new Set(["del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "p"]);
/** @type {Record<string, string>} */
const WORD_TEXT = {tab: " ", br: "\n", cr: "\n", noBreakHyphen: "-"};

/**
 * Return the text of a piece of a paragraph of Word.
 * @param {XmlNode} node
 * @returns {string}
 */
function wordText(node) {
  return node.children.map(child => {
    if (typeof child === "string") return node.name === "t" ? child : "";
    if (Object.hasOwn(WORD_TEXT, child.name)) return WORD_TEXT[child.name];
    if (/^(?:foot|end)noteReference$/.test(child.name)) return `[^${child.name[0]}${child.attributes.id}]`;
    return WORD_SKIPPED.has(child.name) ? "" : child.name === "r" ? wordRunText(child) : wordText(child);
  }).join("");
}

/**
 * Return the text of a run of Word: nothing if it is hidden; a number set high refers to a note.
 * @param {XmlNode} run
 */
function wordRunText(run) {
  const properties = childOf(run, "rPr"), text = wordText(run), high = childOf(properties, "vertAlign");
  if (childOf(properties, "vanish")) return "";
  return high?.attributes.val === "superscript" && /^\d{1,3}$/.test(text.trim()) ? `[^${text.trim()}]` : text;
}

/**
 * Return the paragraphs below an element of Word, in order; those in frames behind the one that holds the frame.
 * @param {XmlNode} node
 * @returns {XmlNode[]}
 */
const wordParagraphs = node => node.children.flatMap(child => typeof child === "string" || child.name === "Fallback" || child.name === "del" ? []
  : child.name === "p" ? [child, ...wordParagraphs(child)] : wordParagraphs(child));

/**
 * Return the blocks of a file of Word.
 * @param {Record<string, XmlNode>} parts of the file, by path
 * @returns {Essay}
 */
function parseWord(parts) {
  const styles = wordStyles(parts["word/styles.xml"]);
  const blocks = wordParagraphs(parts["word/document.xml"]).map((paragraph, at) => {
    const properties = childOf(paragraph, "pPr"), named = inheritedStyle(styles, childOf(properties, "pStyle")?.attributes.val);
    return {kind: kindOf({...named, ...wordProperties(properties)}), text: wordText(paragraph).trim(), at: at + 1};
  });
  /** @type {Block[]} */
  const notes = ["footnote", "endnote"].flatMap(name => elementsOf(parts[`word/${name}s.xml`], name)
    .filter(({attributes}) => !attributes.type || attributes.type === "normal")
    .map(note => ({kind: "note", label: `${name[0]}${note.attributes.id}`, text: wordParagraphs(note).map(wordText).join("\n").trim(), at: 0})));
  return {unit: "paragraph", blocks: withPlaces(blocks, notes)};
}

/**
 * Return blocks that have text, and notes behind them with the places where they are referred to.
 * @param {Block[]} blocks
 * @param {Block[]} notes
 */
const withPlaces = (blocks, notes) => [...blocks.filter(({text}) => text),
  ...notes.map(note => ({...note, at: blocks.find(({text}) => text.includes(`[^${note.label}]`))?.at ?? 1}))];

/** @type {Record<string, number>} */
const TWIPS = {cm: 567, mm: 56.7, in: 1440, pt: 20, pc: 240, px: 15};

/** @param {string} [length] */
const twipsOf = (length = "") => {
  const [, number, unit] = /^(-?[\d.]+)([a-z]+)$/.exec(length) ?? [];
  return Number(number ?? 0) * (Object.hasOwn(TWIPS, unit ?? "") ? TWIPS[unit] : 0);
};

/**
 * @param {XmlNode | undefined} root
 * @returns {Record<string, ParagraphStyle>}
 */
const openStyles = root => Object.fromEntries(elementsOf(root, "style").filter(({attributes}) => attributes.family === "paragraph").map(style => {
  const {name = "", "display-name": title = name, "parent-style-name": parent} = style.attributes;
  const {"margin-left": margin, "text-indent": first} = Object.assign({}, ...elementsOf(style, "paragraph-properties").map(({attributes}) => attributes));
  /** @type {ParagraphStyle} */
  const named = QUOTE_STYLE.test(`${name} ${title}`) ? {isQuote: true} : HEADING_STYLE.test(title) ? {isHeading: true} : {};
  return [name, {...margin ? {indent: twipsOf(margin)} : {}, ...first ? {hangs: twipsOf(first) < 0} : {}, ...named, parent}];
}));

const OPEN_SKIPPED = new Set(["annotation", "annotation-end", "tracked-changes", "bookmark", "frame", "ruby-text"]);

/**
 * Return the text of a piece of a paragraph of OpenDocument.
 * @param {XmlNode} node
 * @param {Block[]} notes those in it are added
 * @returns {string}
 */
function openText(node, notes) {
  return node.children.map(child => {
    if (typeof child === "string") return child.replace(/\s+/g, " ");
    if (child.name === "s") return " ".repeat(Number(child.attributes.c ?? 1));
    if (child.name === "tab") return " ";
    if (child.name === "line-break") return "\n";
    if (OPEN_SKIPPED.has(child.name)) return "";
    if (child.name !== "note") return openText(child, notes);
    const label = `n${notes.length + 1}`, paragraphs = elementsOf(child, "note-body").flatMap(body => elementsOf(body, "p"));
    notes.push({kind: "note", label, text: paragraphs.map(paragraph => openText(paragraph, [])).join("\n"), at: 0});
    return `[^${label}]`;
  }).join("");
}

/**
 * Return the paragraphs and headings below an element of OpenDocument, in order, without deleted ones, and whether they are of a list.
 * @param {XmlNode} node
 * @param {boolean} listed
 * @returns {{paragraph: XmlNode, listed: boolean}[]}
 */
const openParagraphs = (node, listed = false) => node.children.flatMap(child => typeof child === "string" || child.name === "tracked-changes" ? []
  : child.name === "p" || child.name === "h" ? [{paragraph: child, listed}] : openParagraphs(child, listed || child.name === "list"));

/**
 * Return the blocks of a file of OpenDocument.
 * @param {Record<string, XmlNode>} parts of the file, by path
 * @returns {Essay}
 */
function parseOpenDocument(parts) {
  const styles = {...openStyles(parts["styles.xml"]), ...openStyles(parts["content.xml"])};
  /** @type {Block[]} */
  const notes = [], body = elementsOf(parts["content.xml"], "body")[0];
  const blocks = openParagraphs(body ?? parts["content.xml"]).map(({paragraph, listed}, at) => {
    const style = inheritedStyle(styles, paragraph.attributes["style-name"]), kind = paragraph.name === "h" ? "heading" : listed ? "text" : kindOf(style);
    return {kind: /** @type {Block["kind"]} */ (kind), text: openText(paragraph, notes).trim(), at: at + 1};
  });
  return {unit: "paragraph", blocks: withPlaces(blocks, notes)};
}
