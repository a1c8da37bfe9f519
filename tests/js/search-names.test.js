import assert from "node:assert/strict";
import {existsSync, readFileSync, readdirSync} from "node:fs";
import {test} from "node:test";
import {load} from "./load.js";

const {namesOf, mentionedEntries, namedEntries, titledPages, parseQuery} = load(["stemmer", "search-text", "search-names", "search-ranking"],
  ["namesOf", "mentionedEntries", "namedEntries", "titledPages", "parseQuery"]);
const entry = (slug, names, hidden = "") => ({location: `glossary/${slug}/`, title: names.split(" · ")[0], text: "", names, hidden, entry: slug});
const REALISM = entry("realism", "Realism"), OFFENSIVE = entry("offensive", "Offensive realism · Aggressive realism");
const CSTO = entry("csto", "CSTO · Collective Security Treaty Organization", "Tashkent Pact · With the Pact");
const NAMES = namesOf([{location: "papers/x/", title: "X", text: "realism"}, REALISM, OFFENSIVE, CSTO]);

test("the longest names come first", () => {
  assert.deepEqual(NAMES.map(({name}) => name),
    ["Collective Security Treaty Organization", "With the Pact", "Offensive realism", "Aggressive realism", "Tashkent Pact", "Realism", "CSTO"]);
});

for (const [text, expected] of [
  ["Of offensive realism and the CSTO", ["offensive", "csto"]],
  ["Offensive realism is a realism", ["offensive", "realism"]],
  ["the Tashkent Pact", ["csto"]],
  ["", []],
]) test(`what “${text}” mentions`, () => assert.deepEqual(mentionedEntries(text, NAMES).map(doc => doc.entry), expected));

/* A query, and the entries it names: slug, the name, whether it is misspelt, and the whole query. */
for (const [text, expected] of [
  ["offensive realism", [["offensive", "Offensive realism", 0, true]]],
  ["what is realism?", [["realism", "Realism", 0, true]]],
  ["realsm", [["realism", "Realism", 1, true]]],
  ["offensiverealism", [["offensive", "Offensive realism", 0, true]]],
  ["real-ism", [["realism", "Realism", 0, true]]],
  ["tashkent pact", [["csto", "Tashkent Pact", 0, true]]],
  ["CSTO and aggressive realism", [["offensive", "Aggressive realism", 0, false], ["csto", "CSTO", 0, false]]],
  ["realism in Russian foreign policy", [["realism", "Realism", 0, false]]],
  ["power with the pact", [["csto", "With the Pact", 0, false]]],  // as many words as tell, but not these
  ["power", []],
]) {
  test(`what the query “${text}” names`, () => {
    const found = namedEntries(parseQuery(text), NAMES);
    assert.deepEqual(found.map(({doc, name, slips, isWhole}) => [doc.entry, name, slips, isWhole]), expected);
  });
}

const PAGES = ["Introduction · Rise of the Spartan", "Timeline", "How to cite", "Introduction · Small State"].map(title => ({location: `${title}/`, title, text: ""}));
for (const [text, expected] of [
  ["rise of the spartan introduction", [0]],
  ["Introduction", [0, 3]],
  ["timelines", [1]],
  ["how do I cite", [2]],
  ["timeline of the war", []],
  ["spartan", []],
]) test(`the pages whose title is “${text}”`, () => {
  assert.deepEqual(titledPages(parseQuery(text), [...PAGES, CSTO]).map(({doc}) => doc), expected.map(i => PAGES[i]));
});

/* Every name of every entry finds it, also in the letters and signs that others write. */
const IS_KNOWN = existsSync(new URL("../edition/", import.meta.url)); // an edition of others is not tested, but the toy edition instead
const GLOSSARY = new URL(IS_KNOWN ? "../../docs/glossary/" : "../toy/docs/glossary/", import.meta.url);
const ENTRIES = readdirSync(GLOSSARY).filter(name => name !== "index.md").map(name => {
  const text = readFileSync(new URL(name, GLOSSARY), "utf8"), [, hidden] = /^hidden: \[(.*)\]$/m.exec(text) ?? ["", ""];
  return entry(name.replace(".md", ""), /^title: (.*)$/m.exec(text)[1], hidden.split(/, (?=(?:[^"]*"[^"]*")*[^"]*$)/).map(one => one.replace(/^"|"$/g, "")).join(" · "));
});
const VARIANTS = {
  "as it is": name => name, "in capitals": name => name.toUpperCase(), "in small letters": name => name.toLowerCase(),
  "with Arabic letters": name => name.replaceAll("ی", "ي").replaceAll("ک", "ك"), "with non-joiners": name => name.replace(/(?<=\p{Script=Arabic}) (?=\p{Script=Arabic})/gu, "\u200c"),
  "in the letters of a Persian keyboard": name => name.replace(/[ټډړڼځڅښږ]/gu, letter => ({"ټ": "ت", "ډ": "د", "ړ": "ر", "ڼ": "ن", "ځ": "ز", "څ": "س", "ښ": "ش", "ږ": "ژ"})[letter]),
  "with the Arabic article": name => name.replace(/(?<!\p{L})(?!ال)(?=\p{Script=Arabic}{3})/gu, "ال"),
  "written together": name => name.replace(/(?<=\p{Script=Arabic}) (?=\p{Script=Arabic})/gu, ""), "with ё": name => name.replace("е", "ё"),
};
for (const [how, change] of Object.entries(VARIANTS)) {
  test(`every name in another script finds its entry, ${how}`, () => {
    const all = namesOf(ENTRIES), foreign = all.filter(({name}) => /[\p{Script=Cyrillic}\p{Script=Arabic}]/u.test(name));
    assert.ok(!IS_KNOWN || foreign.length > 50);
    assert.deepEqual(foreign.filter(({name, doc}) => namedEntries(parseQuery(change(name)), all)[0]?.doc !== doc).map(({name}) => name), []);
  });
}

const WAYS = IS_KNOWN ? JSON.parse(readFileSync(new URL("../edition/romanized-names.json", import.meta.url), "utf8")) : [];
for (const [text, slug] of WAYS) {
  test(`“${text}” is found as a way to write a name`, () => assert.equal(namedEntries(parseQuery(text), namesOf(ENTRIES))[0]?.doc.entry, slug));
}

for (const text of ["kiss", "kids", "rick", "igloo"]) {
  test(`“${text}” is no name`, () => assert.deepEqual(namedEntries(parseQuery(text), namesOf(ENTRIES)).map(({doc}) => doc.entry), []));
}

test("a title word for word is known", () => {
  assert.deepEqual(["how to cite", "how do I cite"].map(text => titledPages(parseQuery(text), PAGES)[0].isVerbatim), [true, false]);
});
