import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {parsePdf} = load(["text-fragments", "cite-quotation", "quotation-tokens", "essay-text", "essay-pdf"], ["parsePdf"]);
const item = (text, y, x = 72, size = 12) => ({text, x, y, width: text.length * size / 2, size});
const FULL = "these are the words of a line that is full to its right edge xx";  // 63 letters
const SHORT = "and this one ends early.";
const page = (...lines) => [item("Smith, An Essay", 800), ...lines, item("– 3 –", 40, 290)];
const blocks = pages => parsePdf(pages).blocks.map(({kind, text, at, label}) => [kind, at, text, ...label ? [label] : []]);

test("lines become paragraphs, without running heads and page numbers", () => assert.deepEqual(
  blocks([page(item(FULL, 700), item(SHORT, 684), item(FULL, 650), item(FULL, 634)), page(item(SHORT, 700), item(FULL, 666), item(SHORT, 650))]),
  [["text", 1, `${FULL}\n${SHORT}`], ["text", 1, `${FULL}\n${FULL}\n${SHORT}`], ["text", 2, `${FULL}\n${SHORT}`]]));

test("indented first lines begin paragraphs; lines that are all indented are set off", () => assert.deepEqual(
  blocks([[item(FULL, 700), item(SHORT, 684), item(FULL.slice(6), 668, 108), item(FULL.slice(6), 652, 108), item("an end.", 636, 108), item(FULL, 620), item(SHORT, 604),
    item(FULL.slice(6), 588, 108), item(FULL, 572), item(SHORT, 556)]]),
  [["text", 1, `${FULL}\n${SHORT}`], ["quote", 1, `${FULL.slice(6)}\n${FULL.slice(6)}\nan end.`], ["text", 1, `${FULL}\n${SHORT}`], ["text", 1, `${FULL.slice(6)}\n${FULL}\n${SHORT}`]]));

test("small high numbers refer to notes, which stand at the foot in small letters", () => assert.deepEqual(
  blocks([[item("one two", 700), {...item("1", 705, 114.5, 7), width: 4}, item(" three and", 700, 119), item(FULL, 684), item(FULL, 668), item("1", 104, 72, 6), item(" A note that goes", 100, 76, 9), item("on.", 88, 72, 9)]]),
  [["text", 1, `one two[^1] three and\n${FULL}\n${FULL}`], ["note", 1, "A note that goes\non.", "1"]]));

test("pieces of a line are put together", () => assert.deepEqual(
  blocks([[item("un", 700), item("broken", 700, 84), item("words", 700, 124), item(" ", 700, 154), item("here", 700, 160)]]), [["text", 1, "unbroken words here"]]));

test("no pages, no blocks", () => assert.deepEqual(blocks([[], []]), []));
