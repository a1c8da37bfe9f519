/* What must be true of the parsers in the site's scripts, whatever they are given. Reads checks from standard input, one a line in JSON,
   [name, what it is given], and writes for each null, or why it failed: tests/support/fuzz.py draws what is given. */
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createInterface} from "node:readline";
import {load} from "./load.js";

globalThis.document = {currentScript: null};
const worker = readFileSync(new URL("../../overrides/assets/search-worker.js", import.meta.url), "utf8");
const [, imported] = /importScripts\((.*?)\)/s.exec(worker);
const ofSearch = [...imported.matchAll(/"([\w-]+)\.js"/g)].map(([, name]) => name);
const {parsePasted, tokenize, normalizeSigns, isWord, judge, quotationText} =
  load(["text-fragments", "quotation-tokens", "quotation-alignment", "cite-quotation"],
    ["parsePasted", "tokenize", "normalizeSigns", "isWord", "judge", "quotationText"]);
const {buildTextFragment, parseTextFragment, findTextFragment, OBJECT} = load([], ["buildTextFragment", "parseTextFragment", "findTextFragment", "OBJECT"]);
const {movedAddress} = load(["moved"], ["movedAddress"]);
const {SearchIndex, parseQuery, excerptWords, unescapeHtml, namesOf, namedEntries} = load(ofSearch, ["SearchIndex", "parseQuery", "excerptWords", "unescapeHtml", "namesOf", "namedEntries"]);

/** @param {string} text */
const letters = text => text.replace(/[^\p{L}\p{N}]/gu, "");

const CHECKS = {
  /** All letters that are quoted are compared, in their order. */
  pasted(text) {
    const {text: quoted, id, paper} = parsePasted(text);
    assert.equal(letters(tokenize(quoted).map(token => token.word).join("")), letters(normalizeSigns(quoted)));
    assert.match(`${paper ?? "a"} ${id ?? "p1"}`, /^[a-z0-9-]+ p\d+[a-z]?$/);
  },

  /** The words of a text stand in it unchanged, wherever they begin and end. */
  quotation({words, start, size}) {
    const row = {id: "p1"}, quoted = tokenize(words.slice(start, start + size).join(" "));
    if (quoted.filter(isWord).length < 3) return;
    const {verdict, steps} = judge(quoted, tokenize(words.join(" ")).map(token => ({...token, own: false, row})));
    assert.equal(verdict, "same");
    assert.deepEqual(steps.map(step => step.quoted?.word.toLowerCase()), steps.map(step => step.source?.word.toLowerCase()));
  },

  /** What names a passage leads to it. */
  fragment({page, start, size}) {
    const passage = page.slice(start, start + size).replaceAll(OBJECT, " "), built = passage.trim() && buildTextFragment({page, start, end: start + size});
    if (!built) return;
    const found = findTextFragment(parseTextFragment(`https://r.example/x/#p1${built}`), page);
    assert.ok(found);
    assert.ok(found.context <= found.start && found.start < start + size && start < found.end);
  },

  /** Any address can be read, and its words looked for. */
  address(text) {
    const found = parseTextFragment(text);
    if (found) findTextFragment(found, `some words of a page ${text}`);
  },

  /** Every place of a page that has moved leads somewhere. */
  moved({places, asked}) {
    assert.equal(typeof movedAddress("../x/", places, asked), "string");
  },

  /** Marks of emendations and quotation marks lose no word. */
  copied({parts, style}) {
    const {lines} = quotationText(parts.map(({is, was, paragraph}) => ({
      paragraph, text: is, emendation: was === null ? null : {dataset: {received: was}, textContent: is},
    })), false, style);
    for (const {is, was} of parts) if (was === null) assert.ok(letters(lines.join("\n")).includes(letters(is)));
  },

  /** Any query finds what it finds, and an excerpt has the words of the text. */
  search({texts, query}) {
    const docs = texts.map(([title, text], at) => ({location: `x/#p${at}`, title, text: text.replace(/[<>&]/g, sign => ({"<": "&lt;", ">": "&gt;", "&": "&amp;"})[sign]),
      names: at % 2 ? title : "", entry: at % 2 ? `entry-${at}` : ""}));
    const index = new SearchIndex();
    for (const doc of docs) index.add(doc);
    const parsed = parseQuery(query);
    namedEntries(parsed, namesOf(docs));
    const found = parsed.words.length ? index.search(index.slotsOf(parsed.words, true)) : new Map();
    for (const doc of docs) {
      const {shown} = excerptWords(doc.text, new Set([...found.get(doc.location)?.terms ?? [], ...parsed.words]));
      assert.ok(unescapeHtml(doc.text).split(/\s+/).filter(Boolean).join(" ").includes(shown.map(({word}) => word).join(" ")));
    }
  },
};

for await (const line of createInterface({input: process.stdin})) {
  const [name, given] = JSON.parse(line);
  let failed = null;
  try { CHECKS[name](given); } catch (error) { failed = error.stack; }
  process.stdout.write(`${JSON.stringify(failed)}\n`);
}
