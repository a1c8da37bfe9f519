/* Copying lines, lists of strings and nodes, as HTML and as text. */

const statusLine = createElement("p", {class: "status", role: "status"});

/** @param {string} text */
const announce = text => (document.querySelector("dialog[open] .status") ?? statusLine).replaceChildren(...text ? [createElement("span", {}, text)] : []);

/** @typedef {(string | Node)[] & {isBlock?: boolean}} Line one that is set off is a block */

/** @param {string | Node} node */
const plainText = node => typeof node !== "string" && node.nodeName === "BR" ? "\n"
  : (typeof node === "string" ? node : node.textContent ?? "").replace(/\s+/g, " ");

/**
 * @param {Line[]} lines
 * @returns {Record<string, string>} the text of each type
 */
const textsOf = lines => ({
  "text/plain": lines.map(line => line.map(plainText).join("").replace(/^/gm, line.isBlock ? "    " : "")).join("\n"),
  "text/html": lines.map(line => createElement(line.isBlock ? "blockquote" : "p", {}, ...line).outerHTML).join(""),
});

/**
 * Copy in the way of old browsers.
 * @param {Record<string, string>} texts
 */
function copyByEvent(texts) {
  /** @param {ClipboardEvent} event */
  const onCopy = event => {
    event.preventDefault();
    for (const type in texts) event.clipboardData?.setData(type, texts[type]);
  };
  document.addEventListener("copy", onCopy);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", onCopy);
  return done;
}

/**
 * Copy lines. The clipboard gets promises: so it is the click that copies.
 * @param {string} what
 * @param {(page: Document | null) => Line[]} compose makes the lines from the page of references
 * @param {Promise<Document | null>} [source]
 */
async function copyLines(what, compose, source = references()) {
  const texts = source.then(page => textsOf(compose(page).filter(line => line.length)));
  /** @param {string} type */
  const blob = type => texts.then(found => new Blob([found[type]], {type}));
  announce("");
  try {
    await navigator.clipboard.write([new ClipboardItem({"text/plain": blob("text/plain"), "text/html": blob("text/html")})]);
  } catch {
    const found = await texts.catch(() => null);
    if (!found || !copyByEvent(found)) return announce(found ? "Your browser blocked copying." : "This could not be loaded. Are you offline?");
  }
  announce(`${what} copied`);
}

/**
 * Copy a citation in the text and a reference; without the page of references, a name and a link.
 * @param {string} name
 * @param {Line} link
 * @param {string} [number] of the paragraph that is cited
 * @param {Promise<Document | null>} [source]
 */
const copyCitation = (name, link, number, source) => copyLines("Citation", page => {
  const block = referenceBlock(page, "work", number);
  return page ? [copyNodes(block, ".in-text"), copyNodes(block, ".reference")] : [[name], link];
}, source);

/**
 * Copy the citation of a hit of the search.
 * @param {HTMLAnchorElement} hit
 * @param {string} title
 */
function copyHitCitation(hit, title) {
  copyCitation(title, [hit.href], /^#p\d/.test(hit.hash) ? hit.hash.slice(2) : "", references(citePageOf(hit)));
}

/** @param {Element} paragraph */
const numberOf = paragraph => paragraph.id.slice(1);

/**
 * Return a line with the link to a place. In a released edition the canonical address is that of the living page, and what is cited
 * may be another page of the edition: from the two follows the address of this page in it.
 * @param {string} id of what is there, or none
 * @param {string} [fragment]
 * @param {string} [other] address of the page as seen from this one, if it is another
 * @returns {Line}
 */
function linkTo(id, fragment = "", other = "") {
  const folder = `editions/${document.documentElement.dataset.edition}/`;
  /** @type {(HTMLLinkElement | null)[]} */
  const [canonical, cited] = ["canonical", "cite-as"].map(relation => document.querySelector(`link[rel=${relation}]`));
  const page = (canonical ?? location).href.split("#")[0], [site, inFolder] = cited?.href.split(folder) ?? [];
  const {href: place} = new URL(other, inFolder === undefined ? page : page.replace(site, site + folder));
  const href = `${place}${id || fragment ? "#" : ""}${id}${fragment}`;
  return [createElement("a", {href}, href)];
}

/** Load what makes a quotation of a passage. */
const loadQuoting = () => loadScript("assets/cite-quotation.js");

let copiedAs = "quotation";

/** Return a button that copies a passage, and the choice of what it is copied as. */
function createCopyControls(/** @type {Passage} */ passage) {
  const button = createButton(`Copy ${copiedAs}`, () => copyQuotation(passage, copiedAs), {"aria-keyshortcuts": "q"});
  const select = createElement("select", {"aria-label": "Copy as"});
  for (const name of ["quotation", "reference", "Markdown", "BibTeX key"]) select.add(new Option(name, name, false, name === copiedAs));
  select.addEventListener("change", () => {
    copiedAs = select.value;
    button.textContent = `Copy ${copiedAs}`;
  });
  return [button, select];
}

/**
 * @param {Passage} passage
 * @param {string} [as] what it is copied as
 */
function copyQuotation(passage, as = "quotation") {
  const source = Promise.all([references(placeOf(passage.from).source), loadQuoting()]).then(([page]) => page);
  copyLines(as[0].toUpperCase() + as.slice(1), page => quotedLines(page, passage, as), source);
}
