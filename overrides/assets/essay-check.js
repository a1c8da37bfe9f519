/* An essay checked: its quotations, its citations, and its references to this reader. */

/**
 * @typedef {object} EssayContext
 * @property {PassageIndex} index
 * @property {EditionName[]} editions
 * @property {Record<string, string>} titles of pages, by address
 * @property {Work} work
 *
 * @typedef {{text: string, at: number, citation: Citation | null, isWeak?: boolean, isOpen?: boolean, isApart?: boolean, isPaged?: boolean}} EssayQuotation
 * one that is apart has other words between it and its citation, one that is paged has but the number of a page behind it
 */

const LONGEST_TITLE = 16;  // words; such as “Results (Long Rivers, section 2)”
const ENGLISH = new Set(["the", "of", "and", "to", "in", "is", "that", "a", "for", "as"]);

/**
 * Join words that are divided at the ends of lines, which stay, and take numbers of notes from the ends of words to which they are stuck.
 * @param {string} text
 * @param {Set<string>} vocabulary decides whether a hyphen, or a number, belongs to the word
 */
const cleanWords = (text, vocabulary) => text.replace(/(\p{L}+)[-‐\u00ad]\n\s*(\p{L}+)/gu, (_, one, other) => {
  const isHyphened = !vocabulary.has((one + other).toLowerCase()) && vocabulary.has(one.toLowerCase()) && vocabulary.has(other.toLowerCase());
  return `${one}${isHyphened ? "-" : ""}${other}\n`;
}).replace(/(\p{L}{2,})([.,;:!?]?)(\d{1,2})(?![\d\p{L}]|[.,]\d)/gu, (all, word, sign) =>
  vocabulary.has(word.toLowerCase()) && !vocabulary.has(all.toLowerCase()) ? word + sign : all);

/**
 * Return blocks of which those belong together that a quotation goes through, or that are set off one after the other.
 * @param {Block[]} blocks
 */
function joinBlocks(blocks) {
  /** @type {Block[]} */
  const joined = [];
  for (let at = 0; at < blocks.length; at++) {
    const block = {...blocks[at]};
    while (block.kind === "quote" && blocks[at + 1]?.kind === "quote") block.text += `\n${blocks[++at].text}`;
    if (block.kind === "text" && findQuotations(block.text).at(-1)?.open) {
      let text = block.text;
      for (let next = at + 1; next < Math.min(at + 4, blocks.length) && blocks[next].kind === "text"; next++) {
        text += `\n${blocks[next].text.replace(/^["“„«‘]/, "")}`;
        if (findQuotations(text).at(-1)?.open) continue;
        block.text = text;
        at = next;
        break;
      }
    }
    joined.push(block);
  }
  return joined;
}

/**
 * Return the blocks of the list of references, and those anywhere that are references to this reader.
 * @param {Block[]} blocks
 * @param {(text: string) => Reference | null} parse
 */
function findReferences(blocks, parse) {
  /** @param {Block} block */
  const isAlone = ({kind, text}) => {
    const reference = kind === "text" && text.length < 700 && !/[“"][^“”"]{60}/.test(text) && !citedIds(text).length && parse(text);
    return reference && (reference.versions.length > 0 || /https?:/.test(text));
  };
  let listed = false;
  return new Set(blocks.filter(block => {
    const isBegin = REFERENCE_HEADING.test(block.text), isHeading = isBegin || block.kind === "heading" || NOTE_HEADING.test(block.text);
    if (isHeading) listed = isBegin;
    return !isHeading && (listed ? block.kind !== "note" : isAlone(block));
  }));
}

/**
 * Whether most of the words of a block stand in the reader in one place, without marks.
 * @param {string} text
 * @param {PassageIndex} index
 */
function isUnmarked(text, {pairs}) {
  const all = pairsOf(plainWords(withoutCitation(text)));
  /** @type {Record<number, number>} */
  const counts = {};
  for (const pair of all) for (const at of pairs.get(pair) ?? []) counts[at] = (counts[at] ?? 0) + 1;
  return all.length > 11 && Math.max(0, ...Object.values(counts)) > .8 * all.length;
}

/**
 * Return the quotations of a block, each with its citation.
 * @param {Block} block
 * @param {string} following the text of the block behind it
 * @param {Map<string, string>} notes
 * @param {EssayContext} context
 * @param {Essay["unit"]} unit
 * @returns {EssayQuotation[]}
 */
function quotationsOf(block, following, notes, {index, work}, unit) {
  const text = cleanWords(block.text, index.vocabulary), {at, kind} = block;
  /** @param {string} words */
  const isKnown = words => index.words.some(wordings => wordings.some(one => one.includes(plainWords(words))));
  const spans = findQuotations(text, isKnown);
  const isWhole = kind === "quote" || !spans.length && isUnmarked(text, index);
  if (isWhole && (kind !== "quote" || !spans.length || isUnmarked(text, index) || spans[0].start === 0)) {
    const tail = /^\s*\(/.test(following) ? ` ${following}` : "", words = unwrapQuotation(text.replace(/\[\^[^\]\s]+\]/g, " "));
    const citation = citationOf(`${text}${tail}`, {start: 0, end: Math.min(words.length, text.length), text: words}, [], notes, work);
    return [{text: words, at, citation, isWeak: true}];
  }
  return spans.map(span => ({
    text: span.text.replace(/\[\^[^\]\s]+\]/g, "").replace(/^[`',<>\u200b]+|[`'<>\u200b]+$/g, "").trim(), isOpen: span.open,
    at: unit === "line" ? at + text.slice(0, span.start).split("\n").length - 1 : at,
    citation: citationOf(text, span, spans, notes, work), isApart: !/^[\s,.;:!?]*[([]/.test(text.slice(span.end)), isPaged: /^\s*\(\d{1,4}(?:[-–]\d{1,4})?\)/.test(text.slice(span.end)),
  }));
}

/**
 * Whether one or two words are a quotation: they are cited, and in this reader; those apart from their citation are in the paragraph cited.
 * @param {EssayQuotation} quotation
 * @param {PassageIndex} index
 * @param {string} words
 */
const isShortQuotation = ({citation, isApart}, {rows, words: wordings}, words) => Boolean(citation?.ids.length) && wordings.some((all, row) =>
  (!isApart || citation?.ids.includes(rows[row].id)) && all.some(one => one.includes(words)));

/** @param {Finding} finding */
const isMissing = ({verdict}) => verdict === "missing" || verdict === "other";

/**
 * Whether a quotation is none of ours as a whole, and may quote ours: it is not found, or is cited from another work and has other words, too.
 * @param {Finding} finding
 * @param {Citation | null} citation
 */
const mayQuoteOurs = (finding, citation) => isMissing(finding) || finding.verdict === "changed" && citation?.isOther;

/**
 * Return what is said of the quotations within one that are right, or to be looked at.
 * @param {EssayQuotation} quotation
 * @param {EssayContext} context
 */
const innerFindings = ({text, at, citation}, context) => findInnerQuotations(text).filter(span => plainWords(span.text).trim().split(" ").length > 2)
  .map(span => describeQuotation({text: span.text, at, citation}, context)).filter(({level}) => level !== "wrong" && level !== "other")
  .map(one => ({...one, remarks: ["Quoted within another quotation.", ...one.remarks]}));

/**
 * Return what is said of a quotation or, if it is none of ours, of those of ours within it; nothing of titles, and of one or two words that are
 * not cited.
 * @param {EssayQuotation} quotation
 * @param {EssayContext} context
 * @param {Set<string>} names plain words of titles
 * @returns {Finding[]}
 */
function findingsOf(quotation, context, names) {
  const {text, at, citation, isOpen} = quotation, words = plainWords(text), isShort = words.trim().split(" ").length < 3;
  if (isOpen) return [{verdict: "unclosed", level: "look", text: text.slice(0, 80), at, places: [], remarks: [], steps: []}];
  const isCompared = isShort ? isShortQuotation(quotation, context.index, words) : !names.has(words.trim());
  if (!words.trim() || !isCompared) return [];
  const finding = describeQuotation(quotation, context), isTitle = words.split(" ").length < LONGEST_TITLE && [...names].some(name => words.startsWith(` ${name} `) || ` ${name} `.startsWith(words));
  if (isMissing(finding) && isTitle) return [];
  const inner = mayQuoteOurs(finding, citation) ? innerFindings(quotation, context) : [];
  return inner.length ? inner : [finding];
}

/**
 * Return the citations of this reader in parentheses and notes whose paragraphs do not exist, and how many there are.
 * @param {Block[]} blocks
 * @param {EssayContext} context
 */
function checkCitations(blocks, {index, work}) {
  const all = blocks.flatMap(({text, at, kind}) => (kind === "note" ? [text] : (text.match(PARENTHESES) ?? [])).map(words => ({at, ...parseCitation(words, work)})));
  const ours = all.filter(({isOurs}) => isOurs);
  const wrong = ours.flatMap(citation => {
    const absent = absentIds(citation, index);
    return absent.length ? [{text: citation.text.replace(/\s+/g, " "), at: citation.at, absent: nameParagraphs(absent)}] : [];
  });
  return {count: ours.length, wrong};
}

/**
 * Return the passages of papers that are loaded, and of this edition's own texts.
 * @param {Editions} data
 * @returns {Row[]}
 */
const loadedRows = data => [
  ...Object.entries(data.texts).flatMap(([paper, {paragraphs}]) => paragraphs.map(row => ({...row, paper}))),
  ...(data.ownTexts ?? []).map(own => {
    const [page, id = ""] = own.location.split("#");
    return {id, texts: [[own.text]], in: data.editions.map(() => /** @type {[number, string]} */ ([0, page])), own};
  }),
];

/**
 * Return all that is found in an essay, compared with what is loaded.
 * @param {Editions} data
 * @param {Essay} essay
 */
function checkLoaded(data, {unit, blocks: written}) {
  const {work, editions} = data, all = expandIbid(written, work), index = indexPassages(loadedRows(data));
  const titles = Object.assign({}, ...Object.values(data.texts).map(text => text.titles)), context = {index, editions, titles, work};
  const pages = Object.entries(work.papers).flatMap(([paper, {sections}]) => [...Object.keys(sections), ...["", "text/", "apparatus/", "received/"].map(page => `papers/${paper}/${page}`)]);
  const known = new Set([...pages, ...index.rows.flatMap(row => row.in.map(place => place?.[1]))]), isPage = (/** @type {string} */ path) => known.has(path);
  const names = new Set([work.name, ...Object.values(work.papers).flatMap(({title, short, sections}) => [title, short, ...Object.values(sections)]),
    ...(data.ownTexts ?? []).map(({title}) => title)].map(title => plainWords(title).trim()));
  const references = findReferences(all, text => parseReference(text, work, isPage));
  const notes = new Map(all.flatMap(({label, text}) => label ? [/** @type {[string, string]} */ ([label, text])] : []));
  const blocks = joinBlocks(all.filter(block => !references.has(block) && block.kind !== "heading"));
  const findings = blocks.flatMap((block, at) => quotationsOf(block, blocks[at + 1]?.text ?? "", notes, context, unit))
    .flatMap(quotation => findingsOf(quotation, context, names));
  const words = plainWords(all.map(({text}) => text).join(" ")).trim().split(" ");
  return {
    unit, findings, citations: checkCitations(blocks, context),
    references: [...references].flatMap(({text, at}) => [parseReference(text, work, isPage) ?? []].flat().map(found => ({...found, at}))),
    count: words.length, isForeign: words.length > 80 && words.filter(word => ENGLISH.has(word)).length < words.length / 12,
    current: work.version,
  };
}

/** @typedef {ReturnType<typeof checkLoaded>} EssayReport */

/**
 * Return all that is found in an essay: compared with the papers that it names and, if it has other quotations, with all.
 * @param {Editions} data
 * @param {Essay} essay
 * @param {(papers: Record<string, string>) => unknown} [load]
 */
async function checkEssay(data, essay, load = () => {}) {
  const text = essay.blocks.map(block => block.text).join("\n"), all = Object.assign({}, ...data.papers);
  const {papers: named} = namedPapers(text, data.work), linked = Object.keys(all).filter(paper => named.includes(paper) || titleWords(plainWords(text), data.work.papers[paper]?.short ?? ""));
  if (linked.length) await load(Object.fromEntries(linked.map(paper => [paper, all[paper]])));
  const found = linked.length && checkLoaded(data, essay);
  if (found && !found.findings.some(isMissing)) return found;
  await load(all);
  return checkLoaded(data, essay);
}
