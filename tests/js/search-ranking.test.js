import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {parseQuery, scoreDocuments, hasPhrases, describeReason, namesOf, namedEntries} = load(["stemmer", "search-text", "search-names", "search-papers", "search-ranking"],
  ["parseQuery", "scoreDocuments", "hasPhrases", "describeReason", "namesOf", "namedEntries"]);

const ENTRY = {location: "glossary/csto/", title: "CSTO", text: "A treaty.", entry: "csto", names: "CSTO · Collective Security", hidden: "Tashkent Pact", concepts: ""};
const OTHER = {location: "glossary/treaty/", title: "Treaty", text: "Such as the CSTO.", entry: "treaty", names: "Treaty", hidden: "", concepts: "csto"};
const MENTION = {location: "papers/x/y/#p1", title: "¶1", text: "The alliance grows.", concepts: "csto"};
const VERBATIM = {location: "papers/x/y/#p2", title: "¶2", text: "Grown", received: "security of the &amp; state", concepts: ""};
const PAGE = {location: "papers/x/y/", title: "Y", text: ""};
const DOCS = new Map([ENTRY, OTHER, PAGE, MENTION, VERBATIM].map(doc => [doc.location, doc]));
const NAMES = namesOf([...DOCS.values()]);
const entriesOf = query => namedEntries(query, NAMES);

for (const [text, expected] of [
  ["What is the CSTO?", {sequence: ["what", "is", "the", "csto"], phrases: [], all: ["what", "is", "the", "csto"], isTelling: true, words: ["csto"]}],
  ["what is it", {sequence: ["what", "is", "it"], phrases: [], all: ["what", "is", "it"], isTelling: false, words: ["what", "is", "it"]}],
  ["“great powers” \"…\" now", {sequence: ["great", "powers", "now"], phrases: [["great", "powers"]], all: ["great", "power", "now"], isTelling: true, words: ["great", "powers"]}],
  ["", {sequence: [], phrases: [], all: [], isTelling: false, words: []}],
]) test(`the query ${text}`, () => assert.deepEqual(parseQuery(text), {text, ...expected}));

/* A query, what the engine finds relevant, and the order of what is found. */
for (const [text, relevance, expected] of [
  ["CSTO", {[MENTION.location]: 9, [OTHER.location]: 5}, ["glossary/csto/", "papers/x/y/#p1", "glossary/treaty/"]],
  ["CSTO treaty", {[MENTION.location]: 9}, ["papers/x/y/#p1", "glossary/treaty/", "glossary/csto/"]],  // what has all words, then the entry that speaks of the other
  ["security of the state", {[MENTION.location]: 9}, ["papers/x/y/#p2", "papers/x/y/#p1"]],
  ["nothing here", {}, []],
]) {
  test(`the order of what “${text}” finds`, () => {
    const query = parseQuery(text), found = new Map(Object.entries(relevance).map(([id, score]) => [id, {score, share: 1, terms: new Set(), missing: new Set(score < 9 ? ["x"] : [])}]));
    const scores = scoreDocuments(DOCS, found, query, entriesOf(query));
    assert.deepEqual([...scores].sort(([, a], [, b]) => b - a).map(([id]) => id), expected);
  });
}

test("words that stand so raise a paragraph above all, and what is about the texts only twice", () => {
  const lesser = {...VERBATIM, location: "bibliography/#x", boost: 0.3}, docs = new Map([VERBATIM, lesser].map(doc => [doc.location, doc]));
  const found = new Map([...docs.keys()].map(id => [id, {score: 9, share: 1, terms: new Set(), missing: new Set()}]));
  const scores = scoreDocuments(docs, found, parseQuery("security of the state"), []);
  assert.ok(scores.get(VERBATIM.location) > 1e5);
  assert.ok(scores.get(lesser.location) < 10);
});

test("words in quotation marks must stand so in the text as read or as received, or in a name", () => {
  assert.deepEqual([ENTRY, VERBATIM, MENTION].map(doc => hasPhrases(doc, [["security"]])), [true, true, false]);
  assert.ok(hasPhrases(VERBATIM, []));
});

for (const [text, doc, expected] of [
  ["CSTO", ENTRY, ""],
  ["collective security", ENTRY, "also: Collective Security"],
  ["tashkent pact", ENTRY, "found by: Tashkent Pact"],
  ["tashkent pact", MENTION, "mentions CSTO"],
  ["CSTO", OTHER, ""],  // its text says it
  ["CSTO", VERBATIM, ""],
]) test(`why “${text}” finds ${doc.title}`, () => assert.equal(describeReason(doc, entriesOf(parseQuery(text))), expected));
