/* Passages on a page: its words as one string, what a selection holds of its paragraphs, and arriving by a link to some words. */

// Within a paragraph, an item or a cell, yet not of its text.
const NOT_TEXT = ".paragraph-number, .received-lines, .way-back, .footnote-backref, .where, .cited-on, .concordance a, .apparatus a, sup[id^=fnref]";
const NOT_QUOTED = "nav, .running-head, .place, .whose, .names, .imprint, #sources + ol, .footnote > p, #check-results, #search-results";

/**
 * Return the text of the page, with OBJECT for each character that is none of a paragraph's, and the pieces it is made of:
 * texts and, empty, the elements of words left out.
 */
function readPage() {
  /** @type {{node: Node, element: Element, data: string, begin: number}[]} */
  const pieces = [];
  const walker = document.createTreeWalker(document.body);
  let text = "";
  for (let node; (node = walker.nextNode());) {
    const data = node instanceof Text ? node.data : "", element = data ? node.parentElement : node;
    if (!(element instanceof Element) || !data && !element.matches(".omission") || element.closest("script, style, .quoting")) continue;
    pieces.push({node, element, data, begin: text.length});
    text += element.closest(NOT_TEXT) ? OBJECT.repeat(data.length) : data;
  }
  return {text, pieces};
}

/**
 * Return the address of the page of references of a page that is linked.
 * @param {HTMLAnchorElement} link
 */
const citePageOf = ({pathname}) => new URL(`cite/${pathname.slice(siteRoot.pathname.length).replace(/\/?(?:index\.html)?$/, "") || "index"}.html`, siteRoot).href;

/** @param {string} id of a note */
const numberOfNote = id => parseInt(document.getElementById(id.replace("fn", "fnref"))?.textContent ?? "");

/**
 * Return how a paragraph, an item or a cell is cited: by its number, or that of its note, and by another page if its words are from there.
 * @param {Element} paragraph
 */
function placeOf(paragraph) {
  /** @type {HTMLAnchorElement | null} */
  const link = paragraph.matches(".concordance li, .apparatus li") ? paragraph.querySelector("a:not([href^='#'])") : null;
  const id = (link ? link.hash.slice(1) : paragraph.closest("article [id]")?.id) ?? "", isNote = /^fn:/.test(id);
  const number = isNote ? `${numberOfNote(id)}` : /^p(\d+[a-z]*)(?:-e\d+)?$/.exec(id)?.[1] ?? "", source = link ? citePageOf(link) : undefined;
  return {id, number, isNote, source, href: link?.getAttribute("href")?.replace(/(?:index\.html)?#.*/, ""), kind: [isNote, Boolean(number), source].join()};
}

/** @param {string} sign */
const isOfWord = sign => /[\p{L}\p{N}]/u.test(sign);

/**
 * Return the pieces that can be quoted, with the paragraph, item or cell that each stands in, the emendation that it is of, and what a
 * range holds of it: of an emendation always the whole.
 * @param {ReturnType<typeof readPage>["pieces"]} pieces
 * @param {Range} range
 */
const quotablePieces = (pieces, range) => pieces.flatMap(({node, element, data, begin}) => {
  const paragraph = element.closest(NOT_TEXT) || element.closest(NOT_QUOTED) ? null : element.closest("article :is(p, li, td, dd)");
  if (!paragraph) return [];
  const isTouched = range.intersectsNode(node), end = begin + data.length;
  /** @type {HTMLElement | null} */
  const emendation = element.closest(".emendation");
  const from = node === range.startContainer && !emendation ? begin + range.startOffset : begin;
  const to = node === range.endContainer && !emendation ? begin + range.endOffset : end;
  return {paragraph, emendation, begin, end, data, isTouched, from, to};
});

/** @typedef {ReturnType<typeof quotablePieces>[number]} Piece */

/**
 * Return what is quoted, of all that a range holds: the paragraphs of a paper, or else what is cited like the first of it.
 * @param {Piece[]} pieces
 */
function piecesOfOneKind(pieces) {
  const words = pieces.filter(({isTouched, data, begin, from, to}) => isTouched && data.slice(from - begin, to - begin).trim());
  /** @param {Piece} piece */
  const isNumbered = ({paragraph}) => paragraph.querySelector(".paragraph-number");
  if (words.some(isNumbered)) return words.filter(isNumbered);
  return words.filter(({paragraph}) => placeOf(paragraph).kind === placeOf(words[0].paragraph).kind);
}

/**
 * Whether nothing is quoted by a part at an end of a selection. A word dropped there is quoted only with the whole paragraph.
 * @param {{paragraph: Element, emendation: Element | null, text: string}} part
 * @param {Range} range
 * @param {boolean} last
 */
const isIdle = ({paragraph, emendation, text}, range, last) => emendation
  ? !emendation.textContent && !range.isPointInRange(paragraph, last ? paragraph.childNodes.length : 0) : !text.trim();

/**
 * Return what a range holds of the paragraphs, and half a word as the whole: parts, each a text or a whole emendation, and where they
 * stand; null if nothing.
 * @param {Range} range
 */
function passageIn(range) {
  const {text: page, pieces: all} = readPage(), pieces = quotablePieces(all, range), words = piecesOfOneKind(pieces);
  if (!words.length) return null;
  const [first, last] = [words[0], words[words.length - 1]], inFirst = pieces.filter(({paragraph}) => paragraph === first.paragraph);
  const inLast = pieces.filter(({paragraph}) => paragraph === last.paragraph), {begin} = inFirst[0], {end: limit} = inLast[inLast.length - 1];
  let {from: start} = first, {to: end} = last;
  while (start > begin && isOfWord(page[start - 1]) && isOfWord(page[start])) start--;
  while (end < limit && isOfWord(page[end - 1]) && isOfWord(page[end])) end++;
  const kind = placeOf(first.paragraph).kind;
  const parts = pieces.filter(piece => (piece.data ? piece.begin < end && piece.end > start : piece.isTouched) && placeOf(piece.paragraph).kind === kind)
    .map(piece => ({...piece, text: piece.data.slice(Math.max(start - piece.begin, 0), end - piece.begin)}))
    .filter(({emendation}, at, parts) => !emendation || parts[at - 1]?.emendation !== emendation);
  while (isIdle(parts[0], range, false)) parts.shift();
  while (isIdle(parts[parts.length - 1], range, true)) parts.pop();
  return {parts, page, start, end, from: first.paragraph, to: last.paragraph, received: false};
}

/** @typedef {NonNullable<ReturnType<typeof passageIn>>} Passage */

runPart(() => {
  /**
   * Arrive by a link to some words. Browsers take them out of the location; Chromium tells them among its entries, and WebKit nowhere
   * once a page is loaded, but as one moves within it.
   * @param {Event} [event] of moving within the page
   */
  function arrive(event) {
    const told = event instanceof HashChangeEvent ? event.newURL : performance.getEntriesByType("navigation")[0]?.name;
    const fragment = [location.href, window.navigation?.currentEntry?.url, told].map(address => parseTextFragment(address ?? "")).find(Boolean);
    document.querySelector(".gone")?.remove();
    if (!fragment) return;
    if (!("fragmentDirective" in document)) location.replace(`#${fragment.id}`);
    loadScript("assets/cite-arrival.js").then(() => arriveAt(fragment));
  }
  addEventListener("hashchange", arrive);
  arrive();
});
