import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {quoteEmendation, describeReceived, nestQuotes, quotedWords, quotationText} = load(["cite-received", "cite-quotation"],
  ["quoteEmendation", "describeReceived", "nestQuotes", "quotedWords", "quotationText"]);
const emendation = (received, textContent) => ({dataset: {received}, textContent});

/* The received words, the edited ones; both as they are quoted, and how the bar names them. */
const EMENDATIONS = [
  ["of", "off", "[off]", "of [sic]", "“of” for “off”"],
  [" of\n", " off\n", " [off]\n", " of [sic]\n", "“of” for “off”"],
  ["", " is", " [is]", "", "nothing for “is”"],
  ["the the", "", "[…]", "the the [sic]", "“the the”, left out here"],
  ["'power'", "‘power’", "‘power’", "‘power’", "“'power'” for “‘power’”"],
  ["x", "[…]", "[…]", "x [sic]", "“x” for “[…]”"],
];

for (const [received, edited, edition, sic, description] of EMENDATIONS) {
  test(`“${edited}” for “${received}”`, () => {
    const one = emendation(received, edited);
    assert.deepEqual([quoteEmendation(one), quoteEmendation(one, true), describeReceived(one)], [edition, sic, description]);
  });
}

/* A text, and the same between double quotation marks, and between single ones. */
const NESTED = [
  ["no marks", "no marks", "no marks"],
  ["a “word” here", "a ‘word’ here", "a “word” here"],
  ["a ‘word’ here", "a ‘word’ here", "a “word” here"],
  ['a "word" here', "a ‘word’ here", "a “word” here"],
  ["“one ‘two’ one”", "‘one “two” one’", "“one ‘two’ one”"],
  ["Prussia's and states’ power", "Prussia's and states’ power", "Prussia's and states’ power"],
  ["it’s ‘states’ power’", "it’s ‘states’ power’", "it’s “states” power’"],
  ["the '90s", "the '90s", "the '90s"],
  ["(“word”)", "(‘word’)", "(“word”)"],
];

for (const [text, inDouble, inSingle] of NESTED) {
  test(`quotation marks in ${text}`, () => {
    assert.equal(nestQuotes(text, "“”", "‘’"), inDouble);
    assert.equal(nestQuotes(text, "‘’", "“”"), inSingle);
  });
}

const [first, second] = [{id: "p1"}, {id: "p2"}];
const PARTS = [
  {paragraph: first, emendation: null, text: "The  state\n "},
  {paragraph: first, emendation: emendation("seek", "seeks"), text: "seek"},
  {paragraph: first, emendation: null, text: " “power”. "},
  {paragraph: second, emendation: null, text: "\nEvery state"},
];

test("a quotation has a line for each paragraph, and its emendations", () => {
  assert.equal(quotedWords(PARTS), "The state [seeks] “power”.\nEvery state");
  assert.equal(quotedWords(PARTS, true), "The state seek [sic] “power”.\nEvery state");
});

const quoted = (text, style) => {
  const {lines, isBlock, stop} = quotationText([{paragraph: first, emendation: null, text}], false, style);
  return [lines.join("\n"), isBlock, stop];
};

test("its marks are those of the style", () => {
  assert.deepEqual(quotationText(PARTS, false, "apa").lines, ["“The state [seeks] ‘power’.", "Every state”"]);
  assert.deepEqual(quotationText(PARTS, false, "harvard").lines, ["‘The state [seeks] “power”.", "Every state’"]);
});

test("of a gap alone the edited words are quoted", () => {
  assert.deepEqual(quotationText([{paragraph: first, emendation: emendation("", "is"), text: "is"}], true, "mla").lines, ["“[is]”"]);
});

/* Words, a style, and the words with their marks and the stop behind their citation. */
const STOPS = [
  ["It ends.", "apa", "“It ends”", "."],
  ["it goes on", "apa", "“it goes on”", ""],
  ["Does it end?", "mla", "“Does it end?”", "."],
  ["It is “so.”", "apa", "“It is ‘so’”", "."],
  ["It ends.", "harvard", "‘It ends’", "."],
  ["It ends.", "chicago-notes", "“It ends.”", ""],
  ["It ends.", "mhra", "‘It ends.’", ""],
  ["in the U.S.", "apa", "“in the U.S.”", ""],
  ["and so on . . .", "apa", "“and so on . . .”", ""],
  ["and so on …", "apa", "“and so on …”", ""],
];

for (const [text, style, marked, stop] of STOPS) {
  test(`the stop of ${text} in ${style}`, () => assert.deepEqual(quoted(text, style), [marked, false, stop]));
}

test("from forty words on a quotation is set off, without marks of its own", () => {
  const words = `${"word ".repeat(37)}and “more”.`;
  assert.deepEqual(quoted(words, "apa"), [`“${"word ".repeat(37)}and ‘more’”`, false, "."]);
  assert.deepEqual(quoted(`One ${words}`, "apa"), [`One ${words}`, true, ""]);
  assert.deepEqual(quoted(`One ${words}`, "mhra"), [`One ${words.replace("“more”", "‘more’")}`, true, ""]);
});
