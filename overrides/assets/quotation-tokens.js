/* What somebody pasted to have it compared: the words quoted, as tokens, and the place that a link in it names. */

const GAP = "…";
const ELLIPSIS = /[[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?/g;
const TOKEN = /[\p{L}\p{N}]+(?:[’.\u2010-][\p{L}\p{N}]+)*|…|[[\]]|[^\s\p{L}\p{N}]/gu;
const LETTER = /[\p{L}\p{N}]/u;
const CITED = /\b(?:19|20)\d\d\b|n\.d\.|paras?\.|pars?\.|¶/;  // in brackets behind a quotation

/**
 * @typedef {object} Token a word, a sign or a gap
 * @property {string} word
 * @property {boolean} [sign]
 * @property {boolean} [gap]
 * @property {boolean} [own] whether it stood in square brackets
 * @property {boolean} [joins] whether what follows belongs to the same word
 * @property {boolean} [free] whether it was put together of parts in brackets and outside: [T]he
 */

/** @param {Token} token */
const isWord = token => !token.sign && !token.gap;

/**
 * Write quotation marks, dashes, apostrophes, ellipses and [sic] in one way: marks and [sic] are left out.
 * @param {string} text
 */
const normalizeSigns = text => text.normalize("NFKC").replace(/\u00ad/g, "").replace(/[[(]\s*sic!?\s*[\])]/gi, " ")
  .replace(ELLIPSIS, ` ${GAP} `).replace(/["“”„‟«»‹›]/g, " ")
  .replace(/(?<=[\p{L}\p{N}])['‘ʼ´`](?=[\p{L}\p{N}])/gu, "’")
  .replace(/['’‘‚‛`´]/gu, (_, at, all) => LETTER.test(all[at - 1] ?? "") && LETTER.test(all[at + 1] ?? "") ? "’" : " ")
  .replace(/[‐‑–—−]/g, "-");

/**
 * Return a text as tokens.
 * @param {string} text
 */
function tokenize(text) {
  const plain = normalizeSigns(text);
  /** @type {Token[]} */
  const tokens = [];
  let own = false;
  for (const {0: word, index} of plain.matchAll(TOKEN)) {
    const last = tokens.at(-1);
    if (word === "[" || word === "]") {
      own = word === "[";
      if (last && LETTER.test(plain[index + (own ? -1 : 1)] ?? "")) last.joins = true;  // [T]he, state[s]
    } else if (last?.joins && LETTER.test(word)) Object.assign(last, {word: last.word + word, joins: false, free: true});
    else tokens.push(word === GAP ? {gap: true, word} : {word, own, sign: !LETTER.test(word)});
  }
  return tokens;
}

/**
 * Return the words that a link names after its paragraph, without those before and behind the passage.
 * @param {string} fragment
 */
function termsOf(fragment) {
  const [, directives = ""] = /:~:(.*)/.exec(fragment) ?? [], words = directives.split("&").findLast(directive => directive.startsWith("text="));
  return words?.slice("text=".length).split(",").filter(term => !term.endsWith("-") && !term.startsWith("-")).map(decodeTerm) ?? [];
}

/**
 * Return what was pasted: the words quoted, and the paper and paragraph that a link or a citation in it names.
 * A link alone quotes the words that it names; ends: whether these are but the first and the last.
 * @param {string} pasted
 * @returns {{text: string, paper?: string, id?: string, ends?: boolean}}
 */
function parsePasted(pasted) {
  const links = [...pasted.matchAll(/\b(?:https?|file):\/\/\S+/g)].map(([link]) => link);
  /** @param {RegExp} pattern */
  const last = pattern => links.map(link => pattern.exec(link)).filter(Boolean).at(-1);
  const place = last(/papers\/([a-z0-9-]+)\/(?:([a-z0-9-]+)\/)?(?:index\.html)?#(p\d+[a-z]?)(.*)/);
  const page = last(/\bpapers\/([a-z0-9-]+)(?:\/|$)/);
  const numbers = /(?:\bparas?\.|\bpars?\.|¶)\s*(\d+[a-z]?)/.exec(pasted);
  const named = {paper: (place ?? page)?.[1], id: place?.[3] ?? (numbers ? `p${numbers[1]}` : undefined)};
  if (!links.length || /\S\s+\S/.test(pasted)) return {...named, text: unwrapQuotation(pasted.trim())};
  const terms = termsOf(place?.[4] ?? "");
  return {...named, text: terms.join(` ${GAP} `), ends: terms.length > 1};
}

/** @type {Record<string, string>} */
const CLOSING_MARKS = {"“": "”", "‘": "’", '"': '"', "'": "'", "„": "“”", "«": "»"};

/**
 * Return a text without the signs at its end that are among some.
 * @param {string} text
 * @param {RegExp} signs
 */
function trimEnd(text, signs) {
  let end = text.length;
  while (end && signs.test(text[end - 1])) end--;
  return text.slice(0, end);
}

/**
 * Return a text without a citation in round brackets at its end, in which there may be others.
 * @param {string} text
 */
function withoutCitation(text) {
  const cited = trimEnd(text, /[.\s]/);
  if (!cited.endsWith(")")) return text;
  let at = cited.length, open = 0;
  do open += cited[--at] === ")" ? 1 : cited[at] === "(" ? -1 : 0;
  while (open && at);
  return !open && CITED.test(cited.slice(at)) ? trimEnd(cited.slice(0, at), /[\s.,;]/) : text;
}

/**
 * Return a text without the link at its end.
 * @param {string} text
 */
function withoutLink(text) {
  const trimmed = text.trimEnd(), word = trimmed.slice(Math.max(...[" ", "\n", "\t", "\u00a0"].map(space => trimmed.lastIndexOf(space))) + 1);
  const link = word.search(/\b(?:https?|file):\/\/\S/);
  return link < 0 ? text : trimmed.slice(0, trimmed.length - word.length + link);
}

/**
 * Return a quotation without its quotation marks, and without the citation, the reference and the link behind it.
 * @param {string} pasted
 */
function unwrapQuotation(pasted) {
  const closing = CLOSING_MARKS[pasted[0]] ?? "";
  for (let at = 1; at < pasted.length; at++) {
    const closes = closing.includes(pasted[at]) && /\S/.test(pasted[at - 1]);
    if (closes && /^[.,;]?\s*(?:$|\n|[([“‘"'«\d]|https?:)/.test(pasted.slice(at + 1))) return pasted.slice(1, at);
  }
  const lines = pasted.split("\n").filter(line => !/^\s*(?:https?|file):\/\/\S+\s*$/.test(line));
  return withoutCitation(withoutLink(lines.join("\n"))).trim();
}

const LONGEST_PASSAGE = 3000;  // characters; what is longer is no passage of a paper

/**
 * Whether what was pasted may be an essay: it is long, quotes more than once, or quotes in a sentence of its own.
 * @param {string} pasted
 */
function looksLikeEssay(pasted) {
  const text = pasted.trim(), words = unwrapQuotation(text);
  if (text.length > LONGEST_PASSAGE) return true;
  if (!text.startsWith(words, 1)) return /[“„«「]|(?<![^\s([])["‘'](?=\S)/.test(text);
  const [line] = text.slice(words.length + 2).replace(/\((?:[^()]|\([^()]*\))*\)/g, "").split("\n", 1);
  return line.split(/\s+/).filter(word => LETTER.test(word)).length > 5;
}
