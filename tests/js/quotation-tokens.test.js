import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {tokenize, parsePasted} = load(["text-fragments", "quotation-tokens"], ["tokenize", "parsePasted"]);

/* A text, and its tokens: {own}, <sign>, …; words put together of parts have a + behind them. */
const TOKENS = [
  ["The state’s power", "The state’s power"],
  ["The state's \"power\"", "The state’s power"],
  ["“power” and ‘power’", "power and power"],
  ["states’ power, now.", "states power <,> now <.>"],
  ["anti–ISIS – or", "anti-ISIS <-> or"],
  ["of [the] states", "of {the} states"],
  ["[T]he state[s]", "The+ states+"],
  ["it IS [sic] a", "it IS a"],
  ["one […] two ... three (. . .) four", "one … two … three … four"],
  ["co\u00adoperate ﬁrst", "cooperate first"],
  ["", ""],
];
const written = ({word, own, sign, gap, free}) => gap ? "…" : sign ? `<${word}>` : own && !free ? `{${word}}` : word + (free ? "+" : "");

for (const [text, expected] of TOKENS) {
  test(`the tokens of ${JSON.stringify(text)}`, () => assert.equal(tokenize(text).map(written).join(" "), expected));
}

const REFERENCE = "\nIntroduction (Small State, section 1) (Annotated edition, v1.1.0). (2027). Prussia and Argentina: An Annotated Reader." +
  " https://reader.example/editions/1.1.0/papers/small-state/introduction/\nhttps://reader.example/papers/small-state/introduction/#p3";
const EMIRATE = {paper: "small-state", id: "p3"}, X = {paper: "x", id: "p3"};

/* What was pasted, the words quoted in it, and what is named. */
const PASTED = [
  [`“Every ‘strategic’ document” (Title, 2027, para. 3)${REFERENCE}`, "Every ‘strategic’ document", EMIRATE],
  [`‘Prussia’s “strategic” document’ (Title 2027, para. 3)${REFERENCE}`, "Prussia’s “strategic” document", EMIRATE],
  [`“Every document.\nIts second paragraph” (“Title,” pars. 3–4)${REFERENCE}`, "Every document.\nIts second paragraph", EMIRATE],
  [`“Every document” “Introduction (Small State),” Prussia and Argentina, para. 3.${REFERENCE}`, "Every document", EMIRATE],
  ['"Every document".', "Every document", {paper: undefined, id: undefined}],
  ["Every document (CSTO) of theirs (Title (Paper), 2027, para. 3).", "Every document (CSTO) of theirs", {paper: undefined, id: "p3"}],
  ["„Jedes Dokument“", "Jedes Dokument", {paper: undefined, id: undefined}],
  ["Every document https://reader.example/papers/x/", "Every document", {paper: "x", id: undefined}],
  [
    "https://reader.example/papers/x/y/#p3:~:text=before-,every%20%E2%80%9Cdocument,of%20them,-after",
    "every “document … of them", {...X, ends: true},
  ],
  ["https://reader.example/papers/x/y/#p3:~:x&text=one%20word", "one word", {...X, ends: false}],
  ["https://reader.example/papers/x/y/#p3", "", {...X, ends: false}],
  ["https://reader.example/papers/x/y/#p3:~:text=100%", "100%", {...X, ends: false}],
  ["file:///home/me/papers/x/y/index.html#p3", "", {...X, ends: false}],
];

for (const [pasted, text, named] of PASTED) {
  test(`what is quoted in ${JSON.stringify(pasted)}`, () => assert.deepEqual(parsePasted(pasted), {text, ...named}));
}

/* What would take hours if each sign were looked at again for each. */
for (const piece of ["(", ")", "()", "(2021 ", "2021) ", "[", "]", "[a]", ". ", " ", "a", "a ", "http://", "https://x.y/papers/a/ ", "https://x/papers/a#p1:~:text=", "“", "”", "'", "…", "[sic"]) {
  test(`${JSON.stringify(piece)}, two hundred thousand times`, () => {
    const pasted = piece.repeat(200_000);
    tokenize(parsePasted(pasted).text);
    tokenize(parsePasted(`“a b c ${pasted}x`).text);
    tokenize(parsePasted(`a b c (${pasted})`).text);
  });
}
