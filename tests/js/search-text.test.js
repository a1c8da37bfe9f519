import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {stemmer} from "stemmer";
import {load} from "./load.js";

const {STOP_WORDS, splitWords, splitCompounds, stems, stem, root, indexOfSequence, countSlips, isSimilar, escapeHtml, unescapeHtml, excerptWords} = load(["stemmer", "search-text"],
  ["STOP_WORDS", "splitWords", "splitCompounds", "stems", "stem", "root", "indexOfSequence", "countSlips", "isSimilar", "escapeHtml", "unescapeHtml", "excerptWords"]);

for (const [text, expected] of [
  ["Anti-ISIS, or: state’s", "anti isis or state"],
  ["the U.S. and the U. S. A.", "the us and the us"],
  ["Tājik ﬁrst №5", "tajik first no5"],
  ["О.Д.К.Б. Ещё Ёлка", "одкб еще елка"],
  ["طالبان‌ي كابل", "طالبان ی کابل"],
  ["۱۴۰۰ ٢", "1400 2"],
  ["Da’esh", "daesh"],
  ["…", ""],
]) test(`the words of ${text}`, () => assert.equal(splitWords(text).join(" "), expected));

test("what is written with a hyphen or a non-joiner is also one word", () => {
  assert.equal(splitCompounds("Neo-classical واقع\u200cگرایی").join(" "), "neo classical neoclassical واقع گرایی واقعگرایی");
});

test("the stemmer is the one that npm has", () => {
  const words = readFileSync(new URL("word-families.txt", import.meta.url), "utf8").match(/[a-z]+/g);
  assert.deepEqual(words.map(globalThis.stemmer), words.map(stemmer));
});

test("words of a family have a root in common, as WordNet has families", () => {
  const pairs = readFileSync(new URL("word-families.txt", import.meta.url), "utf8").split("\n").filter(line => line && !line.startsWith("#"));
  const met = pairs.filter(pair => new Set(pair.split(" ").map(stem).map(root)).size === 1);
  assert.equal(pairs.length, 400);
  assert.ok(met.length / pairs.length > 0.75, `${met.length}`);
});

for (const words of [["stabilisation", "stability", "stabilize"], ["legitimise", "legitimacy", "legitimate"], ["hegemon", "hegemony", "hegemonic"]]) {
  test(`one family: ${words.join(", ")}`, () => assert.equal(new Set(words.map(stem).map(root)).size, 1));
}

for (const word of ["does", "this", "there", "these", "whose", "because", "your", "please", "called", "definition", "according", "и", "چیست"]) {
  test(`${word} only makes a question`, () => assert.ok(STOP_WORDS.has(splitWords(word)[0])));
}

for (const words of [
  ["state", "states"],
  ["centre", "center"],
  ["defence", "defense"],
  ["analyse", "analyze"],
  ["programme", "program"],
  ["талибана", "талибан"],
  ["афганистане", "афганистан"],
  ["policy", "policies"],
  ["approach", "approaches"],
  ["neighbour", "neighbor", "neighbours", "neighbors"],
  ["organization", "organisation", "organize", "organised", "organizing"],
  ["secured", "secure"],
]) test(`one stem: ${words.join(", ")}`, () => assert.equal(new Set(words.map(stem)).size, 1));

for (const [one, other] of [["status", "state"], ["war", "wary"], ["2019s", "2019"], ["four", "for"], ["course", "corse"]]) {
  test(`two stems: ${one}, ${other}`, () => assert.notEqual(stem(one), stem(other)));
}

for (const [one, other, expected] of [
  ["spartan", "sparan", true],
  ["spartan", "spratan", true],  // two letters that changed places
  ["csto", "cstp", false],  // four letters have no slip
  ["realism", "realsm", true],
  ["realism", "realty", false],
  ["neorealism", "neoreelizm", true],  // two slips from eight letters on
  ["neorealism", "neoreelizmo", false],
  ["neorealism", "meorealizm", false],  // not with another first letter
]) test(`${one} and ${other} are ${expected ? "" : "not "}similar`, () => assert.equal(isSimilar(one, other), expected));

for (const [word, likely, other] of [["delosov", "delosof", "delosot"], ["hegemony", "hegrmony", "heglmony"], ["spartan", "sparatn", "spartans"]]) {
  test(`${likely} is nearer to ${word} than ${other} is`, () => assert.ok(countSlips(word, likely) < countSlips(word, other)));
}

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
  const text = `${"no ".repeat(60)}states &amp; power ${"no ".repeat(60)}`, {shown, isCutBefore, isCutAfter} = excerptWords(text, new Set(stems("state power")));
  assert.equal(shown.length, 46);
  assert.ok(isCutBefore && isCutAfter);
  assert.deepEqual(shown.filter(({isSought}) => isSought).map(({word}) => word), ["states", "power"]);
  assert.deepEqual(excerptWords("a <em>b</em> &lt;i&gt;", new Set()).shown.map(({word}) => word), ["a", "b", "<i>"]);
});
