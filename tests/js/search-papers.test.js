import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {splitIntoParagraphs, pagefindQueries, searchPagefind, namesOf, parseQuery, namedEntries, ...SIGNS} = load(
  ["stemmer", "search-text", "search-names", "search-ranking", "search-papers"],
  ["splitIntoParagraphs", "pagefindQueries", "searchPagefind", "namesOf", "parseQuery", "namedEntries",
    "PARAGRAPH_MARK", "RECEIVED_MARK", "LOWERCASE_BASE", "CAPITALIZED_BASE", "ASCII_BASE"]);
const FREQUENT = ["the", "of"];
const CSTO = {location: "glossary/csto/", title: "CSTO", text: "", entry: "csto", names: "CSTO · Collective Security Treaty Organization", hidden: "Tashkent Pact"};
const NAMES = namesOf([CSTO]);

const anchor = name => [...name].map(letter => String.fromCharCode(SIGNS.ASCII_BASE + letter.charCodeAt(0))).join("");
const the = String.fromCharCode(SIGNS.LOWERCASE_BASE), Of = String.fromCharCode(SIGNS.CAPITALIZED_BASE + 1);
const content = `Whole ${SIGNS.PARAGRAPH_MARK}${anchor("p1")} ${Of} ${the} CSTO & <more> ${SIGNS.RECEIVED_MARK} ${Of} CSTO ` +
  `${SIGNS.PARAGRAPH_MARK}${anchor("fn:note")} A note ${SIGNS.PARAGRAPH_MARK}${anchor("p2")} Power`;
const PAGE = {raw_url: "papers/x/y/", meta: {title: "Y & Z"}, content};

test("a page that Pagefind keeps is split into its paragraphs and notes", () => {
  const none = {concepts: ""};
  assert.deepEqual(splitIntoParagraphs(PAGE, NAMES, FREQUENT), [
    {location: "papers/x/y/", title: "Y &amp; Z", text: "Whole "},
    {
      location: "papers/x/y/#p1", title: "¶1 · Y &amp; Z", text: "Of the CSTO &amp; &lt;more&gt;", received: "Of CSTO",
      concepts: "csto",
    },
    {location: "papers/x/y/#fn:note", title: "Note 1 · Y &amp; Z", text: "A note", ...none, boost: 0.5},
    {location: "papers/x/y/#p2", title: "¶2 · Y &amp; Z", text: "Power", ...none},
  ]);
});

/* A query, and what Pagefind is asked: for it, and for the entries that it names. */
for (const [text, own, others] of [
  ["what is power", ["power"], []],
  ["CSTO", ["CSTO"], ['"collective security treaty organization"']],
  ["Tashkent Pact", ["Tashkent Pact"], ["csto", '"collective security treaty organization"']],
  ["“balance of power”", ["balance power"], []],
  ["“great powers” of “the CSTO”", ['"great powers"', "csto"], []],
]) {
  test(`what Pagefind is asked for ${text}`, () => {
    const query = parseQuery(text);
    assert.deepEqual(pagefindQueries(query, namedEntries(query, NAMES), FREQUENT), {own, others});
  });
}

test("what Pagefind finds is put among the documents, once", async () => {
  const asked = [], added = [];
  const pagefind = {search: async text => {
    asked.push(text);
    return {results: [{id: "a", score: 1, data: async () => PAGE}]};
  }};
  const library = {index: {add: doc => added.push(doc.location)}, names: NAMES, frequent: FREQUENT, docs: new Map()};
  const locations = ["papers/x/y/", "papers/x/y/#p1", "papers/x/y/#fn:note", "papers/x/y/#p2"];
  for (let time = 0; time < 2; time++) {
    const found = await searchPagefind(library, pagefind, parseQuery("great power"), []);
    assert.deepEqual([...found], locations);
  }
  assert.deepEqual([added, [...library.docs.keys()]], [locations, locations]);
  assert.deepEqual(asked.slice(0, 3), ["great power", "great", "power"]);  // few pages: each word is sought, too
});
