/* Citations in the text of an essay, its notes and its list of references: which paper and paragraph of this reader they name. */

const LOCATOR = /(?:\bparas?\b\.?|\bpars?\b\.?|\bparagraphs?\b|¶{1,2})\s*((?:\d{1,3}[a-z]?\b)(?:(?:\s*(?:[-–—,&]|\band\b|\bto\b)\s*)+¶?\s*\d{1,3}[a-z]?\b)*)/giu;
const NOTE_LOCATOR = /\b(?:notes?|nn?\.)\s*(\d{1,3})\b/gi;
const VERSION = /\b(?:versions?|v\.?|editions?|ed\.)[\s/]*(\d+\.\d+(?:\.\d+)?)\b/gi;
const MOST_IN_RANGE = 50;
const PARENTHESES = /\((?:[^()]|\([^()]*\))*\)|\[[^[\]]*(?:\bpara?s?\b|¶)[^[\]]*\]/g;
const PAGE_PATH = /\b((?:papers|glossary)\/[a-z0-9-]+\/(?:[a-z0-9-]+\/)?)/g;
const AUTHOR_AND_YEAR = /\p{Lu}[\p{L}’'-]+[^()]*\b(?:(?:1[5-9]|20)\d\d[a-z]?\b|n\.d\.)/u;
const IBID = /\b(?:ibid(?:em)?|ebd|ebenda)\b\.?|\bid\.(?=[,\s)])/i;
const PAGES = /\bpp?\.\s*\d|\b\d{1,4}[-–]\d{1,4}\b/;

/**
 * @typedef {object} Work what this reader holds
 * @property {string} name
 * @property {string} version
 * @property {string[]} editors
 * @property {string[]} released versions
 * @property {Record<string, {title: string, short: string, sections: Record<string, string>}>} papers by slug; titles of sections by address
 *
 * @typedef {object} Citation
 * @property {string} text
 * @property {boolean} isOurs
 * @property {boolean} isOther whether it cites something else
 * @property {string[]} ids of paragraphs
 * @property {string[]} notes numbers of notes
 * @property {string[]} papers slugs
 * @property {string[]} sections titles
 */

/**
 * Return the words of a text as one string, in lower case, with a space at both ends.
 * @param {string} text
 */
const plainWords = text => ` ${(text.normalize("NFKD").toLowerCase().replace(/(?<=\p{L})['’](?=\p{L})|\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")} `;

/**
 * Return how many of a title's first words stand in a text together: all of a short one, three or more of a long one.
 * @param {string} words
 * @param {string} title
 */
function titleWords(words, title) {
  const parts = plainWords(title).trim().split(" ");
  for (let count = parts.length; count >= Math.min(parts.length, 3); count--) {
    if (words.includes(` ${parts.slice(0, count).join(" ")} `)) return count;
    if (parts.length < 5) return 0;
  }
  return 0;
}

/**
 * Return the papers that a text names, and whether it names this reader.
 * @param {string} text
 * @param {Work} work
 */
function namedPapers(text, {name, editors, papers}) {
  const words = plainWords(text), site = plainWords(name), others = words.replaceAll(site, "  ");
  const linked = Object.keys(papers).filter(paper => new RegExp(`\\bpapers/${paper}(?:/|$)`).test(text));
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [paper, {title, short}] of Object.entries(papers)) counts[paper] = Math.max(titleWords(others, title), titleWords(others, short));
  const most = Math.max(0, ...Object.values(counts)), siteCount = titleWords(others, name);
  const named = most && most > siteCount ? Object.keys(papers).filter(paper => counts[paper] === most) : [];
  const isNamed = words.includes(site) || siteCount > 0 || editors.some(editor => words.includes(plainWords(editor)));
  return {papers: linked.length ? linked : named.length < Object.keys(papers).length ? named : [], isNamed: isNamed || most > 0 || linked.length > 0};
}

/**
 * Return the ids of paragraphs that a text names.
 * @param {string} text
 */
function citedIds(text) {
  const ids = [...text.matchAll(/#(p\d+[a-z]?)\b/g)].map(([, id]) => id);
  for (const [, numbers] of text.matchAll(LOCATOR)) {
    for (const [, first, last] of numbers.matchAll(/(\d+[a-z]?)(?:\s*(?:[-–—]|\bto\b)\s*¶?\s*(\d+[a-z]?))?/g)) {
      ids.push(`p${first}`);
      const end = last && last.length < first.length ? first.slice(0, -last.length) + last : last ?? first;  // 12–4 is 12–14
      const between = Math.min(Math.max(0, parseInt(end) - parseInt(first) - 1), MOST_IN_RANGE);
      ids.push(...Array.from({length: between}, (_, at) => `p${parseInt(first) + 1 + at}`), `p${end}`);
    }
  }
  return [...new Set(ids)];
}

/**
 * Return what a citation names.
 * @param {string} text
 * @param {Work} work
 * @returns {Citation}
 */
function parseCitation(text, work) {
  const parts = text.split(/;\s/);
  if (parts.length > 1) {
    const found = parts.map(part => parseCitation(part, work)), ours = found.filter(({isOurs}) => isOurs);
    if (ours.length) return {...ours[0], text, ids: ours.flatMap(({ids}) => ids), papers: [...new Set(ours.flatMap(({papers}) => papers))]};
  }
  const named = namedPapers(text, work), ids = citedIds(text), words = plainWords(text);
  const isForeign = !named.isNamed && (AUTHOR_AND_YEAR.test(text) || PAGES.test(text.replace(LOCATOR, "")));
  const isOurs = named.isNamed || ids.length > 0 && !isForeign;
  const holders = Object.entries(work.papers).filter(([paper]) => !named.papers.length || named.papers.includes(paper))
    .map(([paper, {sections}]) => ({paper, titles: Object.values(sections).filter(title => words.includes(plainWords(title)))})).filter(({titles}) => titles.length);
  const isDecided = !named.papers.length && holders.length === 1 && isOurs;
  return {
    text, isOurs, isOther: isForeign, ids,
    papers: isDecided ? [holders[0].paper] : named.papers,
    sections: isOurs ? [...new Set(holders.flatMap(({titles}) => titles))] : [],
    notes: [...text.matchAll(NOTE_LOCATOR)].map(([, number]) => number),
  };
}

/** @param {Citation} citation */
const isCitation = ({isOurs, isOther}) => isOurs || isOther;

/**
 * Return a citation in which "ibid." stands behind what was cited before.
 * @param {string} text
 * @param {string} before
 */
const withIbid = (text, before) => text.replace(before ? IBID : /$^/, ibid =>
  `${before.replace(/^\(|\)$/g, "").replace(citedIds(text).length ? LOCATOR : /$^/, "").replace(/[\s,]+$/, "")}, ${ibid}`);

/**
 * Return blocks in which each "ibid.", in parentheses and in notes, stands behind what was cited before it.
 * @param {Block[]} blocks
 * @param {Work} work
 */
function expandIbid(blocks, work) {
  const last = {text: "", note: ""};
  /** @type {(place: "text" | "note") => (found: string) => string} */
  const expandIn = place => found => {
    const text = withIbid(found, last[place]);
    if (isCitation(parseCitation(text, work))) last[place] = text;
    return text;
  };
  return blocks.map(block => ({...block, text: block.kind === "note" ? expandIn("note")(block.text) : block.text.replace(PARENTHESES, expandIn("text"))}));
}

/**
 * Return where the sentence ends that goes on at a place; full stops in parentheses and of abbreviations end none.
 * @param {string} text
 * @param {number} from
 */
function sentenceEnd(text, from) {
  const masked = text.replace(PARENTHESES, found => "·".repeat(found.length));
  const rest = masked.slice(from), begins = /^\s+\p{Lu}/u.test(rest) && /[.!?]\W*$/.test(text.slice(0, from));
  const end = begins ? 0 : rest.search(/(?<!\b(?:para?s?|e\.g|i\.e|cf|vs|no|Dr|Mr|St|U\.S)\.?)[.!?]["”’»)]*(?:\[\^[^\]]+\])*\s+["“‘«„(]?\p{Lu}/u);
  return end < 0 ? text.length : from + end + (begins ? 0 : (/^.["”’»)]*(?:\[\^[^\]]+\])*/.exec(rest.slice(end))?.[0].length ?? 0));
}

/**
 * Return where the sentence begins in which a place stands.
 * @param {string} text
 * @param {number} to
 */
function sentenceStart(text, to) {
  const before = text.slice(0, to).replace(PARENTHESES, found => "·".repeat(found.length));
  return Math.max(0, ...[...before.matchAll(/(?<!\b(?:para?s?|e\.g|i\.e|cf|vs|no|Dr|Mr|St|U\.S)\.?)[.!?]["”’»)]*(?:\[\^[^\]]+\])*\s+(?=\p{Lu}|["“‘«„(])/gu)].map(found => found.index + found[0].length));
}

/**
 * Return the citation that belongs to a quotation: behind it in its sentence, in its note, or before it.
 * @param {string} text of the block
 * @param {Span} span
 * @param {Span[]} spans all quotations of the block
 * @param {Map<string, string>} notes their texts, by label
 * @param {Work} work
 * @returns {Citation | null}
 */
function citationOf(text, span, spans, notes, work) {
  const tail = text.slice(span.end, sentenceEnd(text, span.end)), start = sentenceStart(text, span.start);
  const behind = [...tail.matchAll(PARENTHESES)].map(([found]) => parseCitation(found, work)).find(isCitation);
  if (behind) return behind;
  const next = spans.find(other => other.start >= span.end)?.start ?? text.length;
  const labels = [...(text.slice(Math.max(span.start, span.end - 12), Math.min(next, span.end + tail.length))).matchAll(/\[\^([^\]\s]+)\]/g)];
  const note = labels.flatMap(([, label]) => notes.get(label) ?? []).map(words => parseCitation(words, work)).find(isCitation);
  if (note) return note;
  const lead = text.slice(start, span.start), own = spans.some(other => other.end <= span.start && other.start >= start) ? "" : lead;
  const before = [...own.matchAll(PARENTHESES)].map(([found]) => parseCitation(found, work)).findLast(isCitation);
  if (before) return before;
  // In running text a short title may be but a name, such as that of a government.
  const words = `${lead} ${tail}`, full = Object.entries(work.papers).filter(([, {title}]) => plainWords(words).includes(plainWords(title)));
  const ids = citedIds(words);
  return ids.length || full.length ? {...parseCitation("", work), text: words.trim(), isOurs: true, ids, papers: full.map(([paper]) => paper)} : null;
}

/**
 * Return what an entry of the list of references says of this reader; null if it is of something else.
 * @param {string} text
 * @param {Work} work
 * @param {(path: string) => boolean} isPage
 */
function parseReference(text, work, isPage) {
  const {papers, isNamed} = namedPapers(text, work), isSite = plainWords(text).includes(plainWords(work.name));
  const paths = [...text.matchAll(PAGE_PATH)].map(([path]) => path), ours = paths.filter(isPage);
  const isTitled = papers.some(paper => plainWords(text).includes(plainWords(work.papers[paper].title)));
  if (!isSite && !ours.length && !(isNamed && isTitled)) return null;
  const versions = [...new Set([...text.matchAll(VERSION)].map(([, version]) => version))];
  const state = !versions.length ? "none" : versions.includes(work.version) ? "current" : versions.some(version => work.released.includes(version)) ? "older" : "unknown";
  return {text: text.replace(/\s+/g, " ").trim(), papers, versions, state, missing: paths.filter(path => !isPage(path))};
}

/** @typedef {NonNullable<ReturnType<typeof parseReference>>} Reference */
