import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {parseWord, parseOpenDocument} = load(["essay-office"], ["parseWord", "parseOpenDocument"]);
const node = (name, attributes = {}, ...children) => ({name, attributes, children});
const blocks = ({blocks}) => blocks.map(({kind, text, at, label}) => [kind, at, text, ...label ? [label] : []]);

const run = (text, ...properties) => node("r", {}, node("rPr", {}, ...properties), node("t", {}, text));
const paragraph = (properties, ...content) => node("p", {}, node("pPr", {}, ...properties), ...content);
const word = (...content) => ({
  "word/styles.xml": node("styles", {}, node("style", {styleId: "Q1"}, node("name", {val: "Block Text"})),
    node("style", {styleId: "Q2"}, node("basedOn", {val: "Q1"})), node("style", {styleId: "H"}, node("name", {val: "heading 1"}))),
  "word/footnotes.xml": node("footnotes", {}, node("footnote", {type: "separator", id: "0"}, paragraph([], run("—"))), node("footnote", {id: "2"}, paragraph([], run("A note.")))),
  "word/document.xml": node("document", {}, node("body", {}, ...content)),
});

test("paragraphs of Word with their kinds", () => assert.deepEqual(blocks(parseWord(word(
  paragraph([node("pStyle", {val: "H"})], run("Title")),
  paragraph([], run("One "), run("two"), node("r", {}, node("footnoteReference", {id: "2"})), node("hyperlink", {}, run(" three"))),
  paragraph([node("pStyle", {val: "Q2"})], run("Set off by its style.")),
  paragraph([node("ind", {left: "720"})], run("Set off by its indentation.")),
  paragraph([node("ind", {left: "720", hanging: "720"})], run("A reference.")),
  paragraph([node("ind", {left: "720"}), node("numPr")], run("An item.")),
  paragraph([]),
))), [["heading", 1, "Title"], ["text", 2, "One two[^f2] three"], ["quote", 3, "Set off by its style."], ["quote", 4, "Set off by its indentation."],
  ["text", 5, "A reference."], ["text", 6, "An item."], ["note", 2, "A note.", "f2"]]));

test("of what was changed in Word, what it is now", () => assert.deepEqual(blocks(parseWord(word(paragraph([],
  run("One "), node("del", {}, node("r", {}, node("delText", {}, "no "))), node("ins", {}, run("two")), run("hidden", node("vanish")), run("3", node("vertAlign", {val: "superscript"})),
  node("r", {}, node("t", {}, "non"), node("noBreakHyphen"), node("t", {}, "stop"), node("tab"), node("softHyphen"), node("instrText", {}, "PAGE")),
)))), [["text", 1, "One two[^3]non-stop"], ["note", 1, "A note.", "f2"]]));

test("frames and tables of Word, once", () => assert.deepEqual(blocks(parseWord(word(
  paragraph([], run("One"), node("r", {}, node("AlternateContent", {}, node("Choice", {}, node("txbxContent", {}, paragraph([], run("In a frame")))),
    node("Fallback", {}, node("txbxContent", {}, paragraph([], run("In a frame"))))))),
  node("tbl", {}, node("tr", {}, node("tc", {}, paragraph([], run("In a cell"))))),
))).slice(0, 3), [["text", 1, "One"], ["text", 2, "In a frame"], ["text", 3, "In a cell"]]));

test("paragraphs of OpenDocument with their kinds", () => assert.deepEqual(blocks(parseOpenDocument({
  "styles.xml": node("styles", {}, node("style", {name: "Quotations", family: "paragraph"}), node("style", {name: "In", family: "paragraph"}, node("paragraph-properties", {"margin-left": "1.25cm"}))),
  "content.xml": node("document", {}, node("automatic-styles", {}, node("style", {name: "P1", family: "paragraph", "parent-style-name": "Quotations"})), node("body", {}, node("text", {},
    node("tracked-changes", {}, node("p", {}, "Deleted")),
    node("h", {}, "Title"),
    node("p", {}, "One", node("s", {c: "1"}), node("span", {}, "two\n  three"), node("note", {}, node("note-citation", {}, "1"), node("note-body", {}, node("p", {}, "A note."))), node("annotation", {}, node("p", {}, "A comment"))),
    node("p", {"style-name": "P1"}, "Set off."), node("p", {"style-name": "In"}, "Indented."),
    node("list", {}, node("list-item", {}, node("p", {"style-name": "In"}, "An item."))),
  ))),
})), [["heading", 1, "Title"], ["text", 2, "One two three[^n1]"], ["quote", 3, "Set off."], ["quote", 4, "Indented."], ["text", 5, "An item."], ["note", 2, "A note.", "n1"]]));
