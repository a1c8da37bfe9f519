/* What was found in an essay, as a summary, as HTML and as a table. */

const LEVELS = {right: "right", wrong: "wrong", look: "to look at", other: "from elsewhere"};

/** @param {string} text */
const escapeText = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
const countOf = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/**
 * Return what is said of the version that a reference names.
 * @param {EssayReport["references"][number]} reference
 * @param {string} current
 */
function describeReference({state, versions, missing}, current) {
  const named = versions.join(", ");
  const sentences = {current: `Version ${current} is the current one.`, none: `It names no version; the current one is ${current}.`,
    older: `It names version ${named}; the current one is ${current}.`, unknown: `It names version ${named}, which this reader does not have; the current one is ${current}.`};
  return [sentences[/** @type {keyof typeof sentences} */ (state)], ...missing.map(path => `This reader has no page ${path}.`)].join(" ");
}

/**
 * Return what an essay comes to, in a few sentences.
 * @param {EssayReport} report
 */
function summarizeEssay({findings, citations, references, current, isForeign}) {
  /** @param {(finding: Finding) => boolean} test */
  const count = test => findings.filter(test).length;
  const isOurs = count(({verdict, citation}) => verdict !== "other" && (verdict !== "missing" || Boolean(citation))) > 0 || citations.count > 0 || references.length > 0;
  const language = isForeign ? ["The essay seems not to be in English: what it quotes in translation cannot be compared."] : [];
  if (!findings.length) return [isOurs ? "No quotation was found in this essay." : "No quotation from this reader and no citation of it was found in this essay.", ...language];
  if (!isOurs) return [`${countOf(findings.length, "quotation")}, none from this reader, and no citation of it.`, ...language];
  const parts = Object.entries(LEVELS).map(([name, words]) => [count(({level}) => level === name), words]).filter(([number]) => number).map(part => part.join(" "));
  return [`${countOf(findings.length, "quotation")}: ${parts.join(", ")}.`,
    ...citations.wrong.length ? [`${countOf(citations.wrong.length, "citation names", "citations name")} paragraphs that do not exist.`] : [],
    summarizeReferences(references, current), ...language];
}

/**
 * @param {EssayReport["references"]} references
 * @param {string} current version
 */
function summarizeReferences(references, current) {
  const old = references.filter(({state}) => state !== "current").length;
  if (!references.length) return "The list of references does not name this reader.";
  if (old) return `${countOf(old, "reference does", "references do")} not name the current version, ${current}.`;
  return `${references.length === 1 ? "The reference names" : "All references name"} the current version, ${current}.`;
}

/**
 * Return a link to a place of the site. Opened from the disk, a folder shows its files and not its page.
 * @param {string} href
 * @param {string} base
 */
const linkOf = (href, base) => `${base}${base.startsWith("file:") ? href.replace(/\/(?=#|$)/, "/index.html") : href}`;

/** @param {{text: string, name?: string}[]} pieces */
const markUp = pieces => pieces.map(({text, name}) => name ? `<${name}>${escapeText(text)}</${name}>` : escapeText(text)).join("");

/**
 * Return what is said of one quotation, as HTML.
 * @param {Finding} finding
 * @param {string} unit
 * @param {string} base the address of the site
 */
function findingHtml({verdict, level, text, at, citation, places, remarks, steps, nearest}, unit, base) {
  const links = places.map(({href, title}) => `<a href="${escapeText(linkOf(href, base))}">${escapeText(title)}</a>`).join(" and ");
  const isMissing = verdict === "missing" || verdict === "other", found = links && !isMissing ? [" In ", links, "."].join("") : "";
  const cited = citation ? [" Cited: ", citation.replace(/\[\^[^\]]+\]/g, "").replace(/\s+/g, " ").trim()].join("") : "";
  return [`<li data-level="${level}" data-verdict="${verdict}"><p><strong>${VERDICTS[verdict]}.</strong>${found}</p>`,
    `<blockquote>${escapeText(text.replace(/\s+/g, " "))}</blockquote>`,
    remarks.length ? `<p>${escapeText(remarks.join(" "))}</p>` : "",
    steps.some(({differs}) => differs) && !isMissing ? `<p class="difference">${markUp(markedWords(steps))}</p>` : "",
    nearest ? `<p>Nearest, in ${links}: “${escapeText(nearest)}”</p>` : "",
    `<p class="cited">Essay, ${unit} ${at}.${escapeText(cited)}</p></li>`].join("");
}

/**
 * Return what is said of one quotation, in lines of plain text.
 * @param {Finding} finding
 */
function describeFinding({verdict, text, citation, places, remarks, steps, nearest}) {
  const isMissing = verdict === "missing" || verdict === "other", titles = places.map(({title}) => title).join(" and ");
  const changes = isMissing ? [] : differences(steps).map(([quoted, source]) => `${quoted || "–"} → ${source || "–"}`);
  return [`“${text.replace(/\s+/g, " ")}”`, `${VERDICTS[verdict]}.${titles && !isMissing ? [" In ", titles, "."].join("") : ""}`, ...remarks,
    ...nearest ? [`Nearest, in ${titles}: “${nearest}”`] : [],
    ...changes.length ? [changes.join("; ")] : [], ...citation ? [`Cited: ${citation.replace(/\s+/g, " ").trim()}`] : []];
}

/**
 * Return the report on an essay as HTML.
 * @param {EssayReport} report
 * @param {string} base the address of the site
 */
function reportHtml(report, base) {
  const {findings, citations, references, unit, current} = report;
  const wrong = citations.wrong.map(({text, at, absent}) => `<li data-level="wrong"><p>${escapeText(text)}: there is no ${absent}.</p><p class="cited">Essay, ${unit} ${at}.</p></li>`);
  const listed = references.map(reference => `<li data-level="${reference.state === "current" && !reference.missing.length ? "right" : "wrong"}"><p>${escapeText(reference.text)}</p><p><strong>${escapeText(describeReference(reference, current))}</strong></p><p class="cited">Essay, ${unit} ${reference.at}.</p></li>`);
  return [
    findings.length ? `<h2>Quotations</h2><ol class="findings">${findings.map(finding => findingHtml(finding, unit, base)).join("")}</ol>` : "",
    wrong.length ? `<h2>Citations</h2><ul class="findings">${wrong.join("")}</ul>` : "",
    listed.length ? `<h2>References to this reader</h2><ul class="findings">${listed.join("")}</ul>` : "",
  ].join("");
}

/**
 * Return the report as a page that stands alone.
 * @param {EssayReport} report
 * @param {string} title
 * @param {string} base
 */
const reportPage = (report, title, base) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)}</title><meta name="viewport" content="width=device-width">
<style>body{font:1rem/1.5 serif;margin:2rem auto;max-width:44rem;padding:0 1rem}blockquote{border-left:2px solid;margin:.5rem 0;padding-left:.8rem}li{break-inside:avoid;margin-bottom:1.2rem}p{margin:.3rem 0}ins{font-weight:700}</style></head>
<body><h1>${escapeText(title)}</h1>${summarizeEssay(report).map(sentence => `<p>${escapeText(sentence)}</p>`).join("")}${reportHtml(report, base)}</body></html>
`;

/**
 * Return the quotations and their verdicts as a table in CSV (RFC 4180), in which no cell is a formula.
 * @param {EssayReport} report
 * @param {string} base
 */
function reportCsv({findings, unit}, base) {
  /** @param {string} cell */
  const quote = cell => `"${cell.replace(/\s+/g, " ").replace(/^(?=[=+\-@])/, "'").replaceAll('"', '""')}"`;
  const rows = findings.map(({verdict, level, text, at, citation = "", places, remarks, steps}) => [String(at), VERDICTS[verdict], level, text, citation,
    places.map(({title}) => title).join(" and "), places[0] ? linkOf(places[0].href, base) : "", remarks.join(" "),
    verdict === "missing" || verdict === "other" ? "" : differences(steps).map(([quoted, source]) => `${quoted || "–"} → ${source || "–"}`).join("; ")]);
  return [[unit, "verdict", "level", "quotation", "cited", "found in", "link", "remarks", "differences"], ...rows].map(row => `${row.map(quote).join(",")}\r\n`).join("");
}
