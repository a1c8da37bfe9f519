import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {findQuotations, findInnerQuotations} = load(["text-fragments", "cite-quotation", "quotation-tokens", "essay-quotations"], ["findQuotations", "findInnerQuotations"]);
const quoted = text => findQuotations(text).map(span => span.open ? `${span.text} …open` : span.text.replace(/^[`',<>]|[`'<>]$/g, "").trim());

const CASES = [
  // marks of many languages
  ['He says "one two three" here.', ["one two three"]],
  ["He says “one two three” here.", ["one two three"]],
  ["Er sagt „eins zwei drei“ hier.", ["eins zwei drei"]],
  ["Mówi „jeden dwa trzy” tutaj.", ["jeden dwa trzy"]],
  ["Il dit « un deux trois » ici.", ["un deux trois"]],
  ["Il dit «un deux trois» ici.", ["un deux trois"]],
  ["Er sagt »eins zwei drei« hier.", ["eins zwei drei"]],
  ["Он сказал: «один „два три“ четыре».", ["один „два три“ четыре"]],
  ["Il dit ‹ un deux trois › ici, ‹quatre›.", ["un deux trois", "quatre"]],
  ["彼は「一二三」と言った。『四五』も。", ["一二三", "四五"]],
  ["Han säger ”ett två tre” här.", ["ett två tre"]],
  ["Hän sanoo »yksi kaksi» näin.", ["yksi kaksi"]],
  ["او گفت «یک دو سه» و رفت.", ["یک دو سه"]],
  ["He says ``one two three'' here.", ["one two three"]],
  ["He says ,,one two three” here.", ["one two three"]],
  ["He says <<one two three>> here.", ["one two three"]],
  // typed wrongly
  ["He says “one two three“ here.", ["one two three"]],
  ["He says ”one two three” here.", ["one two three"]],
  ['He says “one two three" here.', ["one two three"]],
  ['He says "one two three” here, and “four five".', ["one two three", "four five"]],
  // single marks and apostrophes
  ["He says 'one two three' here.", ["one two three"]],
  ["He says ‘one two three’ here.", ["one two three"]],
  ["Prussia's view isn't the Spartan's.", []],
  ["Prussia’s view isn’t the Spartan’s, nor the states’.", []],
  ["He says ‘Prussia’s view isn’t one’ here.", ["Prussia’s view isn’t one"]],
  ["He says 'Prussia's view isn't one' here.", ["Prussia's view isn't one"]],
  ["The ’90s and '80s, rock ’n’ roll, ’tis.", []],
  ["In the ‘90s he said “one two three”.", ["one two three"]],
  ["The states’ leaders said ‘one two’ to the Spartan’s.", ["one two"]],
  ["It says ‘the states’ leaders agreed on it’ (para. 4).", ["the states’ leaders agreed on it"]],
  ["The ‘regional powers’ and the ‘backyard’.", ["regional powers", "backyard"]],
  ["A ‘great power’s’ view of the ‘near abroad’.", ["great power’s", "near abroad"]],
  ["James' book and the boss's car.", []],
  ["O'Neill's, D'Arcy’s and l’État.", []],
  // nested
  ["He says “one ‘two three’ four” here.", ["one ‘two three’ four"]],
  ["He says ‘one “two three” four’ here.", ["one “two three” four"]],
  ['He says "one \'two three\' four" here.', ["one 'two three' four"]],
  ["He says “one ‘two three’” and “four.”", ["one ‘two three’", "four."]],
  ["«Один „два“ три»", ["Один „два“ три"]],
  // where they stand
  ["“One, two.” “Three, four.”", ["One, two.", "Three, four."]],
  ["(“one two three”)", ["one two three"]],
  ["It says—“one two three”—that.", ["one two three"]],
  ['It says—"one two three"—that.', ["one two three"]],
  ["It says “one,\ntwo three” there.", ["one,\ntwo three"]],
  ["It says “one two three”[^1] and “four five.”[^2] Then.", ["one two three", "four five."]],
  ["It says 'one two three'[^1].", ["one two three"]],
  ['It says "one two three"[^1] and "four".', ["one two three", "four"]],
  ["It says “[o]ne … two” and “… three [sic] four”.", ["[o]ne … two", "… three [sic] four"]],
  ['It says "[o]ne two" and "...three".', ["[o]ne two", "...three"]],
  // no quotations
  ['The table is 5\'10" high and 6" wide.', []],
  ["The pipe of 12″ and 5′.", []],
  ["Nothing here.", []],
  // without their other mark
  ["He says “one two three and goes on.", ["one two three and goes on. …open"]],
  ["It ends here” and goes on.", []],
  ["He says “one two three”, then “four five.", ["one two three", "four five. …open"]],
];

for (const [text, expected] of CASES) test(`the quotations of ${text}`, () => assert.deepEqual(quoted(text), expected));

test("where words stand in the reader, an apostrophe is told from a mark", () => {
  const text = "He says ‘the states’ leaders agreed’ here.";
  assert.deepEqual(findQuotations(text, words => words === "the states").map(span => span.text), ["the states"]);
});

test("where a quotation begins and ends in its text", () => {
  const text = "He says “one two” and.", [{start, end}] = findQuotations(text);
  assert.equal(text.slice(start, end), "“one two”");
});

test("the quotations within one", () => assert.deepEqual(findInnerQuotations("he said ‘one two’ and “three”").map(span => span.text), ["one two", "three"]));
