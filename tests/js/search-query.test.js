import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {readQuery, meetsConditions, kindOf, paperOf} = load(["stemmer", "search-text", "search-names", "search-papers", "search-ranking", "search-query"],
  ["readQuery", "meetsConditions", "kindOf", "paperOf"]);

const P1 = {location: "papers/rise-of-power/introduction/#p1", title: "¶1 · Introduction · Rise of Power", text: "Drugs go to Prussia, where hegemony ends.", received: "drugs went"};
const NOTE = {location: "papers/small-state/abstract/#fn:one", title: "Note 1 · Abstract · Small State", text: "One hegemon"};
const ENTRY = {location: "glossary/csto/", title: "CSTO", text: "An alliance", entry: "csto", names: "CSTO · Tashkent Treaty"};
const EVENT = {location: "timeline/#d1994", title: "1994", text: "The movement emerges", kind: "event"};
const PAGE = {location: "about/citing/", title: "How to cite", text: ""};
const ALL = [P1, NOTE, ENTRY, EVENT, PAGE];

test("what a document is, and of which paper", () => {
  assert.deepEqual(ALL.map(kindOf), ["paragraph", "note", "entry", "event", "page"]);
  assert.deepEqual(ALL.map(paperOf), ["rise-of-power", "small-state", "", "", ""]);
});

/* A query, the words that are sought, and which of the documents meet its conditions. */
for (const [text, words, expected] of [
  ["hegemony", ["hegemony"], ALL],
  ["hegemony kind:note", ["hegemony"], [NOTE]],
  ["kind:entries", [], [ENTRY]],
  ["Kind:Event kind:page", [], [EVENT, PAGE]],
  ["paper:state x", ["x"], [NOTE]],
  ['paper:"rise power"', [], [P1]],
  ["-hegemony one", ["one"], [NOTE, ENTRY, EVENT, PAGE]],
  ['-"to Prussia" x', ["x"], [NOTE, ENTRY, EVENT, PAGE]],
  ["-treaty x", ["x"], [P1, NOTE, EVENT, PAGE]],
  ["hegemon*", ["hegemon"], [P1, NOTE]],
  ["drug NEAR/3 Prussia", ["drug", "prussia"], [P1]],
  ["drugs NEAR/2 Prussia", ["drugs", "prussia"], []],
  ["drugs NEAR ends", ["drugs", "ends"], []],
]) test(`the query ${text}`, () => {
  const query = readQuery(text);
  assert.deepEqual([query.words, ALL.filter(doc => meetsConditions(doc, query))], [words, expected]);
});

for (const text of ["", "-", "*", "**", '"', '"" -"', "kind:", "kind:nothing", "paper:", "NEAR", "a NEAR/", "NEAR/5 b", "- - -", "-*", "|", "((", "\\", "[a", "a NEAR NEAR/0 b", "\u0000", "kind:note:event", "x -"]) {
  test(`odd input is a query like any other: ${JSON.stringify(text)}`, () => assert.ok(Array.isArray(readQuery(text).words)));
}

test("a hyphen inside a word, and a year, take nothing away", () => {
  assert.deepEqual(readQuery("anti-ISIS 1979-1989").without, []);
});
