import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {SearchIndex, splitWords} = load(["stemmer", "search-text", "search-index"], ["SearchIndex", "splitWords"]);
const TEXTS = {
  a: "The stability of the region, and of the anti-ISIS coalition.", b: "Neo-classical realism and stable states.", c: "A neoclassical theory.",
  d: "Anti-ISIS drills in a sub-region of power.", e: "The United States left the country.", f: "A country of the country side: power.",
};
const index = new SearchIndex();
for (const [location, text] of Object.entries(TEXTS)) index.add({location: `x/#p${location}`, title: location, text});
const find = (words, isTyping = false) => {
  const found = index.search(index.slotsOf(splitWords(words), isTyping));
  return [...found].sort(([, one], [, other]) => other.score - one.score).map(([id]) => id.at(-1)).join("");
};

/* A query, and the texts that it finds, the best first. */
for (const [words, expected, isTyping] of [
  ["stability", "ab"],  // the word before its family
  ["neoclassical", "cb"],
  ["neo classical", "bc"],
  ["antiisis", "da"],
  ["subregion", "d"],
  ["postcoalition", "a"],
  ["usa", "e"],
  ["США", "e"],
  ["آمريكا", "e"],
  ["united states", "e"],
  ["prc", ""],
  ["stabilty", "a"],
  ["coun", ""],
  ["coun", "fe", true],
  ["country power", "fed"],
]) test(`what “${words}” finds`, () => assert.equal(find(words, isTyping), expected));

for (const word of ["Tachkent", "Ташкент", "в Ташкенте", "Taschkent"]) {
  test(`${word} is Tashkent`, () => {
    const places = new SearchIndex();
    ["In Tashkent", "In Kazan", "In Tiraspol"].forEach((text, i) => places.add({location: `#p${i}`, title: "", text}));
    assert.deepEqual([...places.search(places.slotsOf(splitWords(word), false)).keys()], ["#p0"]);
  });
}

test("a word that every text has counts for little in a name", () => {
  const names = new SearchIndex();
  const texts = ["Delos and trade", "Delos and war", "Delos and peace", "Delos and rain"];
  texts.forEach((text, i) => names.add({location: `#p${i}`, title: "", text}));
  names.add({location: "entry", title: "War of Delos", text: "In Delos", names: "War of Delos", entry: "war"});
  const found = names.search(names.slotsOf(["delos", "peace"], false));
  assert.ok(found.get("#p2").score > found.get("entry").score);
});

test("the words that a text does not have are known, and its share of the query", () => {
  const found = index.search(index.slotsOf(["country", "power"], false));
  assert.deepEqual([...found.get("x/#pe").missing], ["power"]);
  assert.equal(found.get("x/#pf").share, 1);
});
