/* Passages on a page: its words as one string, what a selection holds of its paragraphs, and arriving by a link to some words. */

const CHECK_PAGE = "about/check";  // as Python has it
const NOT_TEXT = ".paragraph-number, .received-lines, .way-back, sup[id^=fnref]";  // within a paragraph, yet not of its text

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
 * Whether a place in a text is within a word.
 * @param {string} text
 * @param {number} at
 */
const isInWord = (text, at) => /^[\p{L}\p{N}]{2}/u.test(text.slice(at - 1)) && at > 0;

/**
 * Return what a range holds of a piece of a paragraph, and where that stands: of a word and of an emendation always the whole.
 * @param {ReturnType<typeof readPage>["pieces"][number]} piece
 * @param {Range} range
 */
function partOf({node, element, data, begin}, range) {
  const paragraph = element.closest("p");
  /** @type {HTMLElement | null} */
  const emendation = element.closest(".emendation");
  if (!range.intersectsNode(node) || !paragraph?.querySelector(".paragraph-number") || element.closest(NOT_TEXT)) return [];
  let from = node === range.startContainer ? range.startOffset : 0, to = node === range.endContainer ? range.endOffset : data.length;
  while (isInWord(data, from)) from--;
  while (isInWord(data, to)) to++;
  const [start, end] = emendation ? [begin, begin + data.length] : [begin + from, begin + to];
  return {paragraph, emendation, text: data.slice(from, to), isOmission: !data, start, end};
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
 * Return what a range holds of the paragraphs: parts, each a text or a whole emendation, and where they stand; null if nothing.
 * @param {Range} range
 */
function passageIn(range) {
  const {text: page, pieces} = readPage(), found = pieces.flatMap(piece => partOf(piece, range)), words = found.filter(({text}) => text.trim());
  if (!words.length) return null;
  const parts = found.filter(({emendation, text, isOmission}) => !emendation || text || isOmission)
    .filter(({emendation}, at, all) => !emendation || all[at - 1]?.emendation !== emendation);
  while (isIdle(parts[0], range, false)) parts.shift();
  while (isIdle(parts[parts.length - 1], range, true)) parts.pop();
  const {start} = words[0], {end} = words[words.length - 1];
  return {parts, page, start, end, from: parts[0].paragraph, to: parts[parts.length - 1].paragraph, received: false};
}

/** @typedef {NonNullable<ReturnType<typeof passageIn>>} Passage */

runPart(() => {
  /**
   * Say below a paragraph that it has no such words any more.
   * @param {Element} paragraph
   * @param {string} address
   */
  function sayChanged(paragraph, address) {
    const note = createElement("p", {class: "gone", role: "status"});
    paragraph.after(note);
    /** @type {HTMLAnchorElement} */
    const home = find(".site");
    const check = new URL(`${CHECK_PAGE}/`, home.href), href = `${check}?quotation=${encodeURIComponent(address)}`;
    // Screen readers say what is put into an element that is there already.
    requestAnimationFrame(() => note.append("This passage has changed since it was quoted. ",
      createElement("a", {href}, "Compare it with every edition.")));
  }

  /**
   * Mark the words between two places of the page's text until something is pressed.
   * @param {ReturnType<typeof readPage>["pieces"]} pieces
   * @param {number} start
   * @param {number} end
   */
  function highlight(pieces, start, end) {
    for (const {node, element, data, begin} of pieces) {
      if (begin >= end || begin + data.length <= start || !data || element.closest(NOT_TEXT)) continue;
      const range = new Range(), mark = createElement("mark");
      range.setStart(node, Math.max(start - begin, 0));
      range.setEnd(node, Math.min(end - begin, data.length));
      range.surroundContents(mark);
      document.addEventListener("pointerdown", () => mark.replaceWith(...mark.childNodes), {once: true});
    }
  }

  /**
   * Return the text fragment in the address. Browsers take it out of the location; Chromium tells it among its entries, and WebKit nowhere
   * once a page is loaded, but as one moves within it.
   * @param {Event} [event] of moving within the page
   */
  function fragmentOf(event) {
    const told = event instanceof HashChangeEvent ? event.newURL : performance.getEntriesByType("navigation")[0]?.name;
    return [location.href, window.navigation?.currentEntry?.url, told].map(address => parseTextFragment(address ?? "")).find(Boolean);
  }

  /**
   * Arrive by a link to some words. Most browsers mark them.
   * @param {Event} [event]
   */
  function arrive(event) {
    const fragment = fragmentOf(event);
    const paragraph = document.querySelector(`p[id="${fragment?.id}"] > .paragraph-number`)?.parentElement;
    document.querySelector(".gone")?.remove();
    if (!fragment || !paragraph) return;
    const isMarkedByBrowser = "fragmentDirective" in document, {text, pieces} = readPage();
    const offset = pieces.find(({element}) => paragraph.contains(element))?.begin ?? 0;
    const found = findTextFragment(fragment, text.slice(offset));
    if (!isMarkedByBrowser) location.replace(`#${fragment.id}`);
    if (!found || found.context > paragraph.textContent.length) sayChanged(paragraph, fragment.address);
    else if (!isMarkedByBrowser) highlight(pieces, offset + found.start, offset + found.end);
  }
  addEventListener("hashchange", arrive);
  arrive();
});
