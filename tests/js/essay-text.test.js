import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {parseText} = load(["text-fragments", "cite-quotation", "quotation-tokens", "essay-text"], ["parseText"]);
const blocks = (text, markdown) => parseText(text, markdown).blocks.map(({kind, text, at, label}) => [kind, at, text, ...label ? [label] : []]);
const LONG = "a word ".repeat(30).trim();

const CASES = {
  "paragraphs and lines": ["One\ntwo.\r\n\r\nThree.", [["text", 1, "One\ntwo."], ["text", 4, "Three."]]],
  "lines that are paragraphs": [`Title\n${LONG}\nEnd.`, [["text", 1, "Title"], ["text", 2, LONG], ["text", 3, "End."]]],
  "what is indented": ["One.\n\n    Two\n    three.\n\nFour.", [["text", 1, "One."], ["quote", 3, "Two\nthree."], ["text", 6, "Four."]]],
  "what is indented by a tab": ["One.\n\n\tTwo.\n\nThree.", [["text", 1, "One."], ["quote", 3, "Two."], ["text", 5, "Three."]]],
  "a first line indented": ["One.\n\n    Two\nthree.\n\nFour.", [["text", 1, "One."], ["text", 3, "Two\nthree."], ["text", 6, "Four."]]],
  "all first lines indented": ["\tOne.\n\n\tTwo.\n\n\tThree.", [["text", 1, "One."], ["text", 3, "Two."], ["text", 5, "Three."]]],
  "a list that is indented": ["One.\n\n  - Two.\n\nThree.", [["text", 1, "One."], ["text", 3, "- Two."], ["text", 5, "Three."]]],
  "quoted lines": ["One.\n> Two\n> three.\nFour.", [["text", 1, "One."], ["quote", 2, "Two\nthree."], ["text", 4, "Four."]]],
  "notes and their numbers": ["One² two.[3]\n\n[3] Note.\n\n² Other.", [["text", 1, "One[^2] two.[^3]"], ["note", 3, "Note.", "3"], ["note", 5, "Other.", "2"]]],
  "listed notes": ["One.[1]\n\nNotes\n\n1. First.\n\n2 Second.\n\nReferences\n\n3 Miller.", [["text", 1, "One.[^1]"], ["text", 3, "Notes"],
    ["note", 5, "First.", "1"], ["note", 7, "Second.", "2"], ["text", 9, "References"], ["text", 11, "3 Miller."]]],
};
for (const [name, [text, expected]] of Object.entries(CASES)) test(`of a plain text: ${name}`, () => assert.deepEqual(blocks(text), expected));

const MARKDOWN = {
  "emphasis, links and escapes": ["*One* **two** _three_ [four](https://r.example/) 5\\. a_b_c 2*3*4", [["text", 1, "One two three four https://r.example/ 5. a_b_c 2*3*4"]]],
  "headings": ["# One\nTwo.\n## Three ##\n\nFour.", [["heading", 1, "One"], ["text", 2, "Two."], ["heading", 3, "Three"], ["text", 5, "Four."]]],
  "notes": ["One.[^a]\n\n[^a]: Note\n    goes on.", [["text", 1, "One.[^a]"], ["note", 3, "Note\ngoes on.", "a"]]],
  "front matter, code and comments": ["---\ntitle: “One”\n---\nTwo.\n\n```\n“three”\n```\n\n<!-- “four” -->\n\nFive.", [["text", 4, "Two."], ["text", 12, "Five."]]],
};
for (const [name, [text, expected]] of Object.entries(MARKDOWN)) test(`of Markdown: ${name}`, () => assert.deepEqual(blocks(text, true), expected));
