import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {parseQuery, scoreDocuments, hasPhrases, describeReason, groupHits, namesOf, namedEntries} = load(["search-text", "search-names", "search-ranking"],
  ["parseQuery", "scoreDocuments", "hasPhrases", "describeReason", "groupHits", "namesOf", "namedEntries"]);

const ENTRY = {location: "glossary/csto/", title: "CSTO", text: "A treaty.", entry: "csto", names: "CSTO · Collective Security", hidden: "Tashkent Pact", concepts: ""};
const OTHER = {location: "glossary/treaty/", title: "Treaty", text: "Such as the CSTO.", entry: "treaty", names: "Treaty", hidden: "", concepts: "csto"};
const MENTION = {location: "papers/x/y/#p1", title: "¶1", text: "The alliance grows.", concepts: "csto"};
const VERBATIM = {location: "papers/x/y/#p2", title: "¶2", text: "Grown", received: "security of the &amp; state", concepts: ""};
const PAGE = {location: "papers/x/y/", title: "Y", text: ""};
const DOCS = new Map([ENTRY, OTHER, PAGE, MENTION, VERBATIM].map(doc => [doc.location, doc]));
const NAMES = namesOf([...DOCS.values()]);
const entriesOf = query => namedEntries(query.words, query.all, NAMES);

for (const [text, expected] of [
  ["What is the CSTO?", {sequence: ["what", "is", "the", "csto"], phrases: [], all: ["what", "is", "the", "csto"], isTelling: true, words: ["csto"]}],
  ["what is it", {sequence: ["what", "is", "it"], phrases: [], all: ["what", "is", "it"], isTelling: false, words: ["what", "is", "it"]}],
  ["“great powers” \"…\" now", {sequence: ["great", "powers", "now"], phrases: [["great", "powers"]], all: ["great", "power", "now"], isTelling: true, words: ["great", "power", "now"]}],
  ["", {sequence: [], phrases: [], all: [], isTelling: false, words: []}],
]) test(`the query ${text}`, () => assert.deepEqual(parseQuery(text), {text, ...expected}));

/* A query, what the engine finds relevant, and the order of what is found. */
for (const [text, relevance, expected] of [
  ["CSTO", {[MENTION.location]: 9, [OTHER.location]: 5}, ["glossary/csto/", "papers/x/y/#p1", "glossary/treaty/"]],
  ["CSTO treaty", {[MENTION.location]: 9}, ["glossary/treaty/", "glossary/csto/", "papers/x/y/#p1"]],  // of two entries, the one that speaks of the other
  ["security of the state", {[MENTION.location]: 9}, ["papers/x/y/#p2", "papers/x/y/#p1"]],
  ["nothing here", {}, []],
]) {
  test(`the order of what “${text}” finds`, () => {
    const query = parseQuery(text), found = new Map(Object.entries(relevance).map(([id, score]) => [id, {score, terms: new Set()}]));
    const scores = scoreDocuments(DOCS, found, query, entriesOf(query));
    assert.deepEqual([...scores].sort(([, a], [, b]) => b - a).map(([id]) => id), expected);
  });
}

test("words in quotation marks must stand so in the reading text or in a name", () => {
  const phrases = [["security"]];
  assert.deepEqual([ENTRY, VERBATIM].map(doc => hasPhrases(doc, phrases)), [true, false]);
  assert.ok(hasPhrases(VERBATIM, []));
});

for (const [text, doc, expected] of [
  ["CSTO", ENTRY, ""],
  ["collective security", ENTRY, " <small>also: Collective Security</small>"],
  ["tashkent pact", ENTRY, " <small>found by: Tashkent Pact</small>"],
  ["tashkent pact", MENTION, " <small>mentions CSTO</small>"],
  ["CSTO", OTHER, ""],  // its text says it
  ["CSTO", VERBATIM, ""],
]) test(`why “${text}” finds ${doc.title}`, () => assert.equal(describeReason(doc, entriesOf(parseQuery(text))), expected));

test("hits come in groups of a page, those near the best together, with the page behind them", () => {
  const scores = {[VERBATIM.location]: 9, [MENTION.location]: 4, [ENTRY.location]: 2};
  const groups = groupHits([VERBATIM, MENTION, ENTRY], DOCS, doc => ({location: doc.location, title: doc.title, text: "", score: scores[doc.location], terms: {}}));
  assert.deepEqual(groups.map(hits => hits.map(({location, score}) => [location, score])), [
    [["papers/x/y/#p2", 9], ["papers/x/y/#p1", 9], ["papers/x/y/", 0]],
    [["glossary/csto/", 2]],
  ]);
});
