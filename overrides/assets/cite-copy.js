/* Copying lines, lists of strings and nodes, as HTML and as text. */

const statusLine = createElement("p", {class: "status", role: "status"});

/** @param {string} text */
const announce = text => (document.querySelector("dialog[open] .status") ?? statusLine).replaceChildren(...text ? [createElement("span", {}, text)] : []);

/** @typedef {(string | Node)[]} Line */

/** @param {string | Node} node */
const plainText = node => typeof node !== "string" && node.nodeName === "BR" ? "\n"
  : (typeof node === "string" ? node : node.textContent ?? "").replace(/\s+/g, " ");

/**
 * @param {Line[]} lines
 * @returns {Record<string, string>} the text of each type
 */
const textsOf = lines => ({
  "text/plain": lines.map(line => line.map(plainText).join("")).join("\n"),
  "text/html": lines.map(line => createElement("p", {}, ...line).outerHTML).join(""),
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
    if (!copyByEvent(await texts)) return announce("Your browser blocked copying.");
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
function copyHitCitation({href, pathname, hash}, title) {
  const root = new URL("../", searchPage()), page = pathname.slice(root.pathname.length, -1) || "index";
  copyCitation(title, [href], /^#p\d/.test(hash) ? hash.slice(2) : "", references(new URL(`cite/${page}.html`, root).href));
}

/** @param {Element} paragraph */
const numberOf = paragraph => paragraph.id.slice(1);

/**
 * Return a line with the link to a paragraph. In a released edition the canonical address is that of the living page, and what is cited
 * may be another page of the edition: from the two follows the address of this page in it.
 * @param {Element} paragraph
 * @param {string} [fragment]
 * @returns {Line}
 */
function linkTo(paragraph, fragment = "") {
  const folder = `editions/${document.documentElement.dataset.edition}/`;
  /** @type {(HTMLLinkElement | null)[]} */
  const [canonical, cited] = ["canonical", "cite-as"].map(relation => document.querySelector(`link[rel=${relation}]`));
  const page = (canonical ?? location).href.split("#")[0], [site, inFolder] = cited?.href.split(folder) ?? [];
  const href = `${inFolder === undefined ? page : page.replace(site, site + folder)}#${paragraph.id}${fragment}`;
  return [createElement("a", {href}, href)];
}

/** @param {Passage} passage */
function copyQuotation(passage) {
  const {parts, from, to, received} = passage, numbers = [...new Set([numberOf(from), numberOf(to)])];
  const lines = quotationText(parts, received, chosenStyle()).split("\n").flatMap((line, at) => at ? [createElement("br"), line] : line);
  copyLines("Quotation", page => {
    const block = referenceBlock(page, "work", ...numbers);
    const inText = page ? copyNodes(block, ".in-text") : [`(para. ${numbers.join("–")})`];
    return [[...lines, " ", ...inText], copyNodes(block, ".reference"), linkTo(from, buildTextFragment(passage))];
  });
}
