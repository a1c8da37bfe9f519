/* References: what the page that "Cite" leads to says, in the styles that it has. It is fetched when needed. */

let citationStyle = "apa";

/** Return the style that the reader chose. */
const chosenStyle = () => stored("citation-style") ?? citationStyle;

function createStyleSelect() {
  const select = createElement("select", {"aria-label": "Style"});
  select.style.minWidth = "9em";
  references().then(page => page?.querySelectorAll("[data-object=work] > [data-style]").forEach(block => {
    const value = block.getAttribute("data-style") ?? "";
    select.add(new Option(block.querySelector("h3")?.textContent ?? "", value, false, value === chosenStyle()));
  }));
  select.addEventListener("change", () => {
    citationStyle = select.value;
    store("citation-style", citationStyle);
  });
  return select;
}

/**
 * Fetch a page of references, without its styles, which the policy of this page would refuse. It cannot be had at a file:// address,
 * but for the copy of the site that is opened from disk.
 * @param {string} href
 */
async function fetchReferences(href) {
  if (!/^http/.test(href) && typeof offline === "undefined") throw new TypeError(href);
  const response = await fetch(href);
  if (!response.ok) throw new TypeError(href);
  const page = parseDocument((await response.text()).replace(/<style.*?<\/style>/gs, ""), "text/html");
  for (const link of page.querySelectorAll("a")) link.href = new URL(link.getAttribute("href") ?? "", href).href;
  return page;
}

/** @type {Record<string, Promise<Document | null>>} */
const fetchedReferences = {};

/**
 * Return the page of references of this page, or at an address; null where it cannot be had.
 * @param {string} [href]
 */
const references = (href = /** @type {HTMLAnchorElement | null} */ (document.querySelector(".cite-link"))?.href ?? "") =>
  fetchedReferences[href] ??= fetchReferences(href).catch(() => {
    delete fetchedReferences[href];  // the next time it is tried again
    return null;
  });

/**
 * Return a day as a style writes it.
 * @param {Date} date
 * @param {string} style
 */
function formatAccessed(date, style) {
  const words = date.toLocaleDateString(/mla|harvard|mhra|iso/.test(style) ? "en-GB" : "en-US", {dateStyle: "long"});
  return style === "mla" ? words.replace(/[A-Z]\w{4,}/, month => `${month.slice(0, month[0] === "S" ? 4 : 3)}.`) : words;
}

/**
 * Return the place of a quotation in words: paras. 4–6.
 * @param {string} first number of a paragraph or a note
 * @param {string} last
 * @param {boolean} isNote
 */
const nameLocator = (first, last, isNote) => `${isNote ? "note" : "para"}${first === last ? "" : "s"}${isNote ? "" : "."} ${first === last ? first : `${first}–${last}`}`;

/**
 * Return a copy of what a page of references says of an object in the chosen style; empty without the page.
 * @param {Document | null} page
 * @param {string} object
 */
function copyBlock(page, object) {
  const blocks = page?.querySelector(`[data-object=${object}]`);
  const found = blocks?.querySelector(`[data-style="${CSS.escape(chosenStyle())}"]`) ?? blocks?.querySelector("[data-style]");
  return found ? /** @type {HTMLElement} */ (found.cloneNode(true)) : createElement("div");
}

/**
 * Return what a page of references says of an object in the chosen style, with what is cited of it.
 * @param {Document | null} page
 * @param {string} object
 * @param {string} [first] number of the paragraph that is cited, or the first of several
 * @param {string} [last]
 * @param {boolean} [isNote] whether these are numbers of notes
 */
function referenceBlock(page, object, first = "", last = first, isNote = false) {
  const block = copyBlock(page, object), texts = [[".accessed", formatAccessed(new Date(), chosenStyle())], [".first", first], [".last", last]];
  const form = !first || !block.querySelector("[data-form=one]") ? "whole" : isNote || first === last ? "one" : "range";
  block.querySelectorAll(`h3, [data-form]:not([data-form=${form}])`).forEach(other => other.remove());
  block.querySelectorAll(".locator").forEach(place => place.replaceWith(...isNote ? [nameLocator(first, last, true)] : place.childNodes));
  for (const [name, text] of texts) block.querySelectorAll(name).forEach(place => place.replaceWith(text));
  return block;
}

/**
 * @param {Element} block
 * @param {string} selector
 */
const copyNodes = (block, selector) => [...block.querySelector(selector)?.cloneNode(true).childNodes ?? []];
