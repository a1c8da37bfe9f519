import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {parseThesaurus, SearchIndex, DIGITS} = load(["stemmer", "search-text", "search-index", "search-thesaurus"], ["parseThesaurus", "SearchIndex", "DIGITS"]);

test("a thesaurus is read by the stems of its words", () => {
  assert.deepEqual([...parseThesaurus("force war\n0army AB\n1zure B\n")], [["armi", ["force", "war"]], ["azur", ["war"]]]);
});

test("numbers have as many digits as the last needs", () => {
  const targets = Array.from({length: 65}, (_, number) => `w${number}`);
  assert.deepEqual(parseThesaurus(`${targets.join(" ")}\n0army ${DIGITS[1]}${DIGITS[0]}\n`).get("armi"), ["w64"]);
});

test("a word that no text has finds what has words of like meaning, and says so; a word that one has is not replaced", () => {
  const index = new SearchIndex();
  index.add({location: "#p1", title: "", text: "The use of force"});
  index.add({location: "#p2", title: "", text: "Armies meet"});
  assert.deepEqual([index.isUnknown("troops"), index.isUnknown("armies")], [true, false]);
  index.thesaurus = new Map([["troop", ["force", "armies"]], ["armi", ["force"]]]);
  const found = index.search(index.slotsOf(["troops"], false));
  assert.deepEqual([...found].map(([id, {near}]) => [id, near]), [["#p1", ["troops → force"]], ["#p2", ["troops → armies"]]]);
  assert.deepEqual([...index.search(index.slotsOf(["armies"], false))].map(([id, {near}]) => [id, near]), [["#p2", []]]);
});
