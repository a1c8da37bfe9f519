import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {namesOf, mentionedEntries, namedEntries, parseQuery} = load(["search-text", "search-names", "search-ranking"],
  ["namesOf", "mentionedEntries", "namedEntries", "parseQuery"]);
const entry = (slug, names, hidden = "") => ({location: `glossary/${slug}/`, title: names.split(" · ")[0], text: "", names, hidden, entry: slug});
const REALISM = entry("realism", "Realism"), OFFENSIVE = entry("offensive", "Offensive realism · Aggressive realism");
const CSTO = entry("csto", "CSTO · Collective Security Treaty Organization", "Tashkent Pact");
const NAMES = namesOf([{location: "papers/x/", title: "X", text: "realism"}, REALISM, OFFENSIVE, CSTO]);

test("the longest names come first", () => {
  assert.deepEqual(NAMES.map(({name}) => name),
    ["Collective Security Treaty Organization", "Offensive realism", "Aggressive realism", "Tashkent Pact", "Realism", "CSTO"]);
});

for (const [text, expected] of [
  ["Of offensive realism and the CSTO", ["offensive", "csto"]],
  ["Offensive realism is a realism", ["offensive", "realism"]],
  ["the Tashkent Pact", []],  // hidden names are for queries only
  ["", []],
]) test(`what “${text}” mentions`, () => assert.deepEqual(mentionedEntries(text, NAMES).map(doc => doc.entry), expected));

/* A query, and the entries it names: slug, the name, whether it is misspelt, the whole query, at least half of it. */
for (const [text, expected] of [
  ["offensive realism", [["offensive", "Offensive realism", 0, true, true]]],
  ["what is realism?", [["realism", "Realism", 0, true, true]]],
  ["realsm", [["realism", "Realism", 1, true, true]]],
  ["tashkent pact", [["csto", "Tashkent Pact", 0, true, true]]],
  ["CSTO and aggressive realism", [["offensive", "Aggressive realism", 0, false, true], ["csto", "CSTO", 0, false, false]]],
  ["realism in Russian foreign policy", [["realism", "Realism", 0, false, false]]],
  ["power", []],
]) {
  test(`what the query “${text}” names`, () => {
    const {words, all} = parseQuery(text), found = namedEntries(words, all, NAMES);
    assert.deepEqual(found.map(({doc, name, slips, isWhole, isMain}) => [doc.entry, name, slips, isWhole, isMain]), expected);
  });
}
