import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {buildTextFragment, parseTextFragment, findTextFragment, OBJECT} = load(["text-fragments"],
  ["buildTextFragment", "parseTextFragment", "findTextFragment", "OBJECT"]);

const LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";

/* A page, the words quoted in it, and their text fragment. */
const FRAGMENTS = [
  ["few words are named whole", "The state seeks power.", "seeks power", "seeks%20power."],
  ["signs that the syntax uses are encoded", "A (well-known) ‘state’, it’s said!", "(well-known) ‘state’, it’s", "%28well%2dknown%29%20%E2%80%98state%E2%80%99%2C%20it%E2%80%99s"],
  ["of many words, the first and the last five", `Zero ${LONG} fifteen.`, LONG, "one%20two%20three%20four%20five,ten%20eleven%20twelve%20thirteen%20fourteen"],
  ["words that stand twice take a word after them", "a state is; a state was", "a state", "a%20state,-is%3B"],
  ["or before them", "A state is, every state is", "state", "A-,state"],
  ["a part of a word is the whole word", "The states seek", "tate", "states"],
  ["places that overlap are two", "It was so so so, ha ha ha and so so.", "ha and", "ha%20and"],
  ["and what stands behind tells them apart", "ha ha ha", "ha", "ha,-ha%20ha"],
  ["the number of a note is left out", `Power${OBJECT} matters here`, "Power", ""],
  ["words that cannot be told apart have none", "so so so so so so so so so so so so so so so so so so so so so", "so", ""],
];

for (const [name, page, words, expected] of FRAGMENTS) {
  test(`text fragment: ${name}`, () => {
    const start = page.indexOf(words);
    assert.equal(buildTextFragment({page, start, end: start + words.length}), expected && `:~:text=${expected}`);
  });
}

const ADDRESSES = [
  ["https://r.example/x/#p3:~:text=some%20words", {id: "p3", before: undefined, words: "some%20words", after: undefined}],
  ["https://r.example/x/#p3:~:text=be-,first,last,-af", {id: "p3", before: "be", words: "first,last", after: "af"}],
  ["#p12a:~:other=1&text=words&text=more", {id: "p12a", before: undefined, words: "more", after: undefined}],
  ["#p3:~:text=first,last", {id: "p3", before: undefined, words: "first,last", after: undefined}],
  ["#p3:~:text=words,-after", {id: "p3", before: undefined, words: "words", after: "after"}],
  ["#p3:~:text=one,two,three", null],  // no such thing; and a pattern of many gaps would never end
  [`#p3:~:text=${"a,-".repeat(9000)}`, null],
  ["https://r.example/x/#p3", null],
  ["https://r.example/x/#:~:text=words", null],
  ["", null],
];

for (const [address, expected] of ADDRESSES) {
  test(`what the address ${address} names`, () => assert.deepEqual(parseTextFragment(address), expected && {address, ...expected}));
}

/* A text, a text fragment, and the words it finds. */
const PLACES = [
  ["The state seeks power.", {words: "state%20seeks"}, "state seeks"],
  ["The STATE\n seeks", {words: "state%20seeks"}, "STATE\n seeks"],
  [`state${OBJECT} seeks`, {words: "state%20seeks"}, `state${OBJECT} seeks`],
  ["a state is, a state was", {words: "state", after: "was"}, "state", 14],
  ["a state is, the state was", {before: "the", words: "state"}, "state", 16],
  ["first words and the last ones", {words: "first,last"}, "first words and the last"],
  ["100% of it", {words: "100%"}, "100%"],
  ["a.b axb", {words: "a.b"}, "a.b"],
  ["a “state’s” power", {words: "%22state's%22"}, "“state’s”"],
  ["a \"state's\" power", {words: "%E2%80%9Cstate%E2%80%99s%E2%80%9D"}, "\"state's\""],
  ["other words", {words: "state"}, null],
];

for (const [text, fragment, expected, at] of PLACES) {
  test(`what ${JSON.stringify(fragment)} finds in ${JSON.stringify(text)}`, () => {
    const found = findTextFragment(fragment, text);
    assert.equal(found && text.slice(found.start, found.end), expected);
    if (at) assert.equal(found.start, at);
  });
}

test("what is built is found again", () => {
  const page = `In ${LONG} (so-called) “words”, a state and a state are two.`;
  const words = [...page.matchAll(/\S+/g)];
  for (const first of words) {
    for (const last of words.slice(words.indexOf(first))) {
      const [start, end] = [first.index, last.index + last[0].length], fragment = buildTextFragment({page, start, end});
      const found = findTextFragment(parseTextFragment(`#p1${fragment}`), page);
      assert.equal(page.slice(found.start, found.end), page.slice(start, end));
    }
  }
});
