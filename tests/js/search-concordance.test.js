import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {concordance} = load(["stemmer", "search-text", "search-names", "search-papers", "search-ranking", "search-query", "search-concordance"], ["concordance"]);

const DOCS = [
  {location: "#p1", title: "¶1 &amp; more", text: "Great powers seek hegemony. A hegemon, and Hegemonic great powers &amp; drugs."},
  {location: "#p2", title: "¶2", text: "Prussia’s drugs; the drug of Prussia.", received: "Prussias drugs"},
];
const places = (text, isReceived = false) => concordance(text, DOCS, isReceived).lines.map(({location, match}) => [location, match]);

for (const [text, expected] of [
  ["hegemon", [["#p1", "hegemon"]]],
  ["hegemon*", [["#p1", "hegemony"], ["#p1", "hegemon"], ["#p1", "Hegemonic"]]],
  ["great powers", [["#p1", "Great powers"], ["#p1", "great powers"]]],
  ['"great power*" | drug', [["#p1", "Great powers"], ["#p1", "great powers"], ["#p2", "drug"]]],
  ["drug OR drugs", [["#p1", "drugs"], ["#p2", "drugs"], ["#p2", "drug"]]],
  ["drug* NEAR/2 Prussia", [["#p2", "drugs"], ["#p2", "drug"]]],
  ["drugs NEAR hegemony", []],
  ["powers NEAR/1 seek", [["#p1", "powers"]]],
  ["PRUSSIA", [["#p2", "Prussia"], ["#p2", "Prussia"]]],
  ["amp", []],
  ["", []],
  ["|*|", []],
  ["NEAR/5", []],
]) test(`${text} in context`, () => assert.deepEqual(places(text), expected));

test("a line has what stands before and after, as it is written", () => {
  const {lines: [line]} = concordance("hegemon", DOCS, false);
  assert.deepEqual(line, {location: "#p1", title: "¶1 & more", left: "Great powers seek hegemony. A ", match: "hegemon", right: ", and Hegemonic great powers & drugs."});
});

test("in the text as received", () => assert.deepEqual(places("Prussias", true), [["#p2", "Prussias"]]));

test("words that stand by it more than once are counted, without stop words", () => {
assert.deepEqual(concordance("powers", DOCS, false).collocates, [["great", 2], ["hegemon", 2]]);
});
