/* Arriving by a link to some words: most browsers mark them, and where they are gone the page says so. Loaded by such a link. */

const CHECK_PAGE = "about/check";  // as Python has it

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
 * Look for the words of a text fragment in their paragraph.
 * @param {NonNullable<ReturnType<typeof parseTextFragment>>} fragment
 */
function arriveAt(fragment) {
  const paragraph = document.querySelector(`p[id="${fragment.id}"] > .paragraph-number`)?.parentElement;
  if (!paragraph) return;
  const {text, pieces} = readPage();
  const offset = pieces.find(({element}) => paragraph.contains(element))?.begin ?? 0;
  const found = findTextFragment(fragment, text.slice(offset));
  if (!found || found.context > paragraph.textContent.length) sayChanged(paragraph, fragment.address);
  else if (!("fragmentDirective" in document)) highlight(pieces, offset + found.start, offset + found.end);
}
