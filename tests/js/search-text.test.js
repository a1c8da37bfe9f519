import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {splitWords, stems, stem, indexOfSequence, isSimilar, escapeHtml, unescapeHtml, excerpt} = load(["search-text"],
  ["splitWords", "stems", "stem", "indexOfSequence", "isSimilar", "escapeHtml", "unescapeHtml", "excerpt"]);

for (const [text, expected] of [
  ["Anti-ISIS, or: state’s", "anti isis or state"],
  ["the U.S. and the U. S. A.", "the us and the us"],
  ["Tājik ﬁrst №5", "tajik first no5"],
  ["…", ""],
]) test(`the words of ${text}`, () => assert.equal(splitWords(text).join(" "), expected));

for (const words of [
  ["state", "states"],
  ["policy", "policies"],
  ["approach", "approaches"],
  ["neighbour", "neighbor", "neighbours", "neighbors"],
  ["organization", "organisation", "organize", "organised", "organizing"],
  ["secured", "secure"],
]) test(`one stem: ${words.join(", ")}`, () => assert.equal(new Set(words.map(stem)).size, 1));

for (const [one, other] of [["status", "state"], ["war", "wary"], ["2019s", "2019"]]) {
  test(`two stems: ${one}, ${other}`, () => assert.notEqual(stem(one), stem(other)));
}

for (const [one, other, expected] of [
  ["taliban", "talban", true],
  ["taliban", "tailban", true],  // two letters that changed places
  ["csto", "cstp", false],  // four letters have no slip
  ["realism", "realsm", true],
  ["realism", "realty", false],
  ["neorealism", "neoreelizm", true],  // two slips from nine letters on
  ["neorealism", "neoreelizmo", false],
]) test(`${one} and ${other} are ${expected ? "" : "not "}similar`, () => assert.equal(isSimilar(one, other), expected));

test("where a sequence of words stands", () => {
  const words = "a b a b c".split(" ");
  assert.deepEqual([["a", "b", "c"], ["b"], ["c", "d"], ["b", "a", "c"]].map(sequence => indexOfSequence(words, sequence)), [2, 1, -1, -1]);
});

test("HTML is escaped and read back", () => {
  const text = "<b> & \"c\" > &amp;";
  assert.equal(escapeHtml(text), "&lt;b&gt; &amp; &quot;c&quot; &gt; &amp;amp;");
  assert.equal(unescapeHtml(escapeHtml(text)), text);
  assert.equal(unescapeHtml("<p>word<sup>1</sup> <em>two</em></p>").trim(), "word  two");
});

test("an excerpt is the part with most of the words, marked", () => {
  const text = `${"no ".repeat(60)}states &amp; power ${"no ".repeat(60)}`, found = excerpt(text, new Set(stems("state power")));
  assert.match(found, /^… (no )*<mark>states<\/mark> &amp; <mark>power<\/mark>( no)* …$|^… .*<mark>power<\/mark> …$/);
  assert.equal(found.replace(/<[^>]*>/g, "").split(" ").length, 48);
  assert.equal(excerpt("a <em>b</em> &lt;i&gt;", new Set()), "a b &lt;i&gt;");
});
