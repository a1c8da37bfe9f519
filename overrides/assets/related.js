/* What is related to a paragraph: passages that are near it in meaning, events, its notes (scripts/reader/build/vector_files.py). The data
   of a page are fetched when they are first asked for. */

/**
 * @typedef {object} Related addresses within the site, titles and first words
 * @property {[string, string, string, string[]][]} passages each with the concepts that both mention
 * @property {[string, string, string][]} events
 */

/** @type {Promise<Record<string, Related>> | null} */
let relatedData = null;

/**
 * Return what is related to the paragraphs of the page; null where it cannot be had, and then it is tried again the next time.
 * @returns {Promise<Record<string, Related> | null>}
 */
const loadRelated = () => (relatedData ??= fetch("related.json").then(answer => answer.ok ? answer.json() : Promise.reject(new TypeError(answer.statusText))))
  .catch(() => relatedData = null);

/**
 * @param {string} heading
 * @param {HTMLElement[]} items
 */
const relatedList = (heading, items) => items.length ? [createElement("h3", {}, heading), createElement("ul", {}, ...items)] : [];

/**
 * @param {string} address
 * @param {string} title
 * @param {string} text
 * @param {string[]} [shared]
 */
const relatedItem = (address, title, text, shared = []) => createElement("li", {},
  createElement("a", {href: new URL(`../../../${address}`, location.href).href}, title), ` ${text}`,
  ...shared.length ? [createElement("br"), createElement("small", {}, `Both mention: ${shared.join(", ")}`)] : []);

/** @param {HTMLElement} paragraph */
async function showRelated(paragraph) {
  const found = (await loadRelated())?.[paragraph.id];
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const notes = paragraph.querySelectorAll("a.footnote-ref");
  const dialog = createElement("dialog", {class: "quoting cite-panel md-typeset", "aria-label": "Related passages"},
    createElement("h2", {}, `Related to ¶${numberOf(paragraph)}`),
    ...found?.passages.length ? [] : [createElement("p", {}, found ? "No other passage is near it in meaning." : "What is related to it could not be loaded.")],
    ...found ? relatedList("Passages near it in meaning", found.passages.map(one => relatedItem(...one))) : [],
    ...found ? relatedList("In the timeline", found.events.map(one => relatedItem(...one))) : [],
    ...relatedList("Its notes", [...notes].map(({href, textContent}) => createElement("li", {}, createElement("a", {href}, textContent)))),
    createButton("Close", () => dialog.close()));
  dialog.addEventListener("click", event => { if (targetOf(event).closest("a")) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    /** @type {HTMLElement} */ (paragraph.querySelector(".paragraph-number")).focus({preventScroll: true});
  });
  document.body.append(dialog);
  dialog.showModal();
}
