import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const SCRIPTS = ["text-fragments", "cite-quotation", "quotation-tokens", "quotation-alignment", "quotation-comparison", "quotation-differences", "essay-text", "essay-quotations",
  "essay-citations", "essay-verdicts", "essay-findings", "essay-check", "essay-report"];
const {checkEssay, parseText, parseCitation, parseReference, reportCsv, reportHtml, summarizeEssay} = load(SCRIPTS,
  ["checkEssay", "parseText", "parseCitation", "parseReference", "reportCsv", "reportHtml", "summarizeEssay"]);

const WORK = {name: "Rivers of the North: A Reader", version: "1.1.0", editors: [], released: ["1.0.0", "1.1.0"], papers: {
  "long-rivers": {title: "[Rivers and their towns after the flood]", short: "Long Rivers", sections: {"papers/long-rivers/introduction/": "Introduction", "papers/long-rivers/results/": "Results and discussion"}},
  "high-lakes": {title: "High Lakes and What They Feed", short: "High Lakes", sections: {"papers/high-lakes/introduction/": "Introduction"}},
}};
const row = (page, id, text, received) => ({id, texts: [received ? [text, received] : [text]], in: [[0, page], [0, page]]});
const data = () => ({
  editions: [{name: "Edition 1.0.0", root: "editions/1.0.0/"}, {name: "The living text", root: ""}], work: WORK, papers: [{"long-rivers": "0"}, {"high-lakes": "0"}], own: "0",
  texts: {
    "long-rivers": {titles: {"papers/long-rivers/introduction/": "Introduction (Long Rivers)", "papers/long-rivers/results/": "Results and discussion (Long Rivers)"}, paragraphs: [
      row("papers/long-rivers/introduction/", "p1", "The town’s council did not build a bridge before the great flood, and its people used boats. Trade was slow in the long-term view of the merchants."),
      row("papers/long-rivers/introduction/", "p2", "After the flood the river found another bed, so that the old harbour is now a field. Nobody remembers the ships.", "After the flood the river founds another bed, so that the old harbour IS now a field. Nobody remembers the ships."),
      row("papers/long-rivers/results/", "p3", "Floods change the course of rivers; towns which depend on them must move or learn a new trade. Fishermen became weavers in one generation."),
      {...row("papers/long-rivers/results/", "p4", "The weavers sold their cloth in the north."), texts: [["The weavers sold their linen in the south."], ["The weavers sold their cloth in the north."]], in: [[0, "papers/long-rivers/results/"], [1, "papers/long-rivers/results/"]]},
    ]},
    "high-lakes": {titles: {"papers/high-lakes/introduction/": "Introduction (High Lakes)"}, paragraphs: [
      row("papers/high-lakes/introduction/", "p1", "High lakes keep the snow of winter and feed the rivers in summer, when the plains are dry. Nobody remembers the ships.")]},
  },
  ownTexts: [
    {location: "papers/long-rivers/introduction/#fn:bridge", title: "Note 1 · Introduction · Long Rivers", text: "The first bridge was built of oak in 1412 and burnt forty years later."},
    {location: "glossary/flood/", title: "Flood", text: "A flood is water that covers land which is usually dry, for hours or for weeks."},
  ],
});
const check = (text, markdown) => checkEssay(data(), parseText(text, markdown));
const places = ({places}) => places.map(({page, id}) => `${page.replace(/^papers\/|\/$/g, "")}#${id}`).join(" ");
const verdicts = async (text, markdown) => (await check(text, markdown)).findings.map(finding => [finding.verdict, finding.level, places(finding)]);

const ONE = "long-rivers/introduction#p1", TWO = "long-rivers/introduction#p2", THREE = "long-rivers/results#p3";
const CASES = {
  "word for word": ["It says “the river found another bed, so that the old harbour is now a field” (Long Rivers, 2026, para. 2).", ["same", "right", TWO]],
  "straight marks and apostrophes": ["It says \"The town's council did not build a bridge\" (Long Rivers, para. 1).", ["same", "right", ONE]],
  "a comma inside the marks, and the citation in front": ["As (Long Rivers, para. 2) has it, “the river found another bed,” and so on.", ["same", "right", TWO]],
  "in single marks, with an apostrophe": ["It says ‘The town’s council did not build a bridge’ (Long Rivers, para. 1).", ["same", "right", ONE]],
  "over a line end": ["It says “the river found\nanother bed, so that the old\nharbour is now a field” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "divided at a line end": ["It says “the river found an-\nother bed, so that the old har-\nbour is now a field” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "divided at its own hyphen": ["It says “Trade was slow in the long-\nterm view of the merchants” (Long Rivers, para. 1).", ["same", "right", ONE]],
  "with a ligature": ["It says “the ﬂood the river found another bed” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "with the number of a note in it": ["It says “the river found another bed,² so that the old harbour[3] is now a field” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "one word changed": ["It says “the river found a deeper bed, so that the old harbour is now a field” (Long Rivers, para. 2).", ["changed", "wrong", TWO]],
  "not dropped": ["It says “The town’s council did build a bridge before the great flood” (Long Rivers, para. 1).", ["changed", "wrong", ONE]],
  "another paragraph cited": ["It says “the river found another bed, so that the old harbour is now a field” (Long Rivers, para. 3).", ["misplaced", "wrong", TWO]],
  "another paper cited": ["It says “the river found another bed, so that the old harbour is now a field” (High Lakes, para. 2).", ["misplaced", "wrong", TWO]],
  "another section named": ["It says “the river found another bed” (Long Rivers, 2026, Results and discussion section).", ["misplaced", "wrong", TWO]],
  "the same words in two papers, one cited": ["It says “Nobody remembers the ships” (High Lakes, para. 1).", ["same", "right", "high-lakes/introduction#p1"]],
  "the same words in two papers, the other cited": ["It says “Nobody remembers the ships” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "joined with an ellipsis": ["It says “The town’s council did not build a bridge … towns which depend on them must move” (Long Rivers, paras. 1–3).", ["joined", "look", `${ONE} ${THREE}`]],
  "joined the other way round": ["It says “Fishermen became weavers in one generation … The town’s council did not build a bridge” (Long Rivers, paras. 1, 3).", ["joined", "look", `${THREE} ${ONE}`]],
  "joined without an ellipsis": ["It says “The town’s council did not build a bridge towns which depend on them must move” (Long Rivers, paras. 1–3).", ["joined", "look", `${ONE} ${THREE}`]],
  "joined, one paragraph cited": ["It says “The town’s council did not build a bridge … towns which depend on them must move” (Long Rivers, para. 1).", ["joined", "wrong", `${ONE} ${THREE}`]],
  "running on into the next paragraph": ["It says “Nobody remembers the ships. Floods change the course of rivers” (Long Rivers, paras. 2–3).", ["same", "right", `${TWO} ${THREE}`]],
  "an ellipsis": ["It says “The town’s council … used boats” (Long Rivers, para. 1).", ["same", "right", ONE]],
  "an ellipsis of dots, in brackets": ["It says “The town’s council [. . .] used boats” (Long Rivers, para. 1).", ["same", "right", ONE]],
  "words in brackets": ["It says “[its] council did not build [any] bridge before the great flood” (Long Rivers, para. 1).", ["same", "right", ONE]],
  "words left out silently": ["It says “The town’s council did not build a bridge, and its people used boats and so on” (Long Rivers, para. 1).", ["changed", "wrong", ONE]],
  "sic": ["It says “the river founds [sic] another bed” (Long Rivers, para. 2).", ["received", "look", TWO]],
  "the received wording": ["It says “the old harbour IS now a field” (Long Rivers, para. 2).", ["received", "look", TWO]],
  "an earlier edition": ["It says “The weavers sold their linen in the south” (Long Rivers, para. 4).", ["earlier", "look", "long-rivers/results#p4"]],
  "an entry": ["It says “water that covers land which is usually dry” (Long Rivers, para. 2).", ["entry", "look", "glossary/flood#"]],
  "an entry cited as such": ["It says “water that covers land which is usually dry” (“Flood,” 2026).", ["entry", "right", "glossary/flood#"]],
  "a note": ["It says “The first bridge was built of oak” (Long Rivers, para. 1).", ["note", "look", "long-rivers/introduction#fn:bridge"]],
  "a note cited as such": ["It says “The first bridge was built of oak” (Long Rivers, para. 1, note 1).", ["note", "right", "long-rivers/introduction#fn:bridge"]],
  "invented": ["It says “the miller drowned with all his green geese” (Long Rivers, para. 1).", ["missing", "wrong", null]],
  "of another work": ["It says “the miller drowned with all his green geese” (Miller, 2001, p. 4).", ["other", "other", null]],
  "invented, and not cited": ["It says “the miller drowned with all his green geese”.", ["missing", "look", null]],
  "within another quotation": ["Miller writes: “Here we read that ‘the river found another bed’ and weep” (Miller, 2001, p. 4).", ["same", "right", TWO]],
  "most of another quotation": ["Miller writes: “We read of ‘the river found another bed, so that the old harbour is now a field’ in that paper” (Miller, 2001, p. 4).", ["same", "right", TWO]],
  "changed, and cited from another work": ["Miller writes: “the river found a deeper bed, so that the old harbour is now a field” (Miller, 2001, p. 4).", ["changed", "wrong", TWO]],
  "within a sentence of ours that is changed": ["It says “We read of ‘the river found another bed, so that the old harbour is now a field’ in that paper” (Long Rivers, para. 2).", ["changed", "wrong", TWO]],
  "no citation": ["It says “the river found another bed, so that the old harbour is now a field”.", ["same", "right", TWO]],
  "cited in the sentence": ["In paragraph 3 we read: “the river found another bed, so that the old harbour is now a field”.", ["misplaced", "wrong", TWO]],
  "one citation for two quotations": ["It says “the river found another bed” and “the old harbour is now a field” (Long Rivers, para. 2).", ["same", "right", TWO], ["same", "right", TWO]],
  "two citations in a sentence": ["It says “the river found another bed” (para. 2) and “used boats” (para. 3).", ["same", "right", TWO], ["misplaced", "wrong", ONE]],
  "several works in one citation": ["It says “the river found another bed” (Miller, 2001, p. 4; Long Rivers, 2026, para. 2).", ["same", "right", TWO]],
  "its title, and words in marks": ["“Rivers and their towns after the flood” is on ‘weavers’ and “a field”.", ...[]],
  "cited by a title in marks": ["It says “the river found another bed” (“Results and Discussion (Long Rivers),” para. 2).", ["misplaced", "wrong", TWO]],
  "cited by a full note in the text": ["It says “the river found another bed,” “Introduction (Long Rivers, Section 1),” Annotated edition, v1.1.0, Rivers of the North: A Reader, para. 2.", ["same", "right", TWO]],
  "two words that are cited": ["The “old harbour” (Long Rivers, para. 2) is gone.", ["same", "right", TWO]],
  "one word that is cited": ["The “harbour” (Long Rivers, para. 2) is gone.", ["same", "right", TWO]],
  "one word, wrongly cited": ["The “harbour” (Long Rivers, para. 3) is gone.", ["misplaced", "wrong", TWO]],
  "one word in marks before another quotation, which is cited": ["The ‘summer’ of “the river found another bed” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "cited by ibid., with another paragraph": ["“used boats” (Long Rivers, para. 1), “Nobody remembers the ships” (ibid., para. 2).", ["same", "right", ONE], ["same", "right", TWO]],
  "cited by ibid. alone": ["“the river found another bed” (Long Rivers, para. 2), “Nobody remembers the ships” (ibid.).", ["same", "right", TWO], ["same", "right", TWO]],
  "cited by ibid. after another paper": ["“Nobody remembers the ships” (High Lakes, para. 1), “feed the rivers in summer” (ebd., para. 2).", ["same", "right", "high-lakes/introduction#p1"], ["misplaced", "wrong", "high-lakes/introduction#p1"]],
  "cited by ibid. after another work": ["“the river found another bed” (Long Rivers, para. 2), “of geese” (Miller, 2001, p. 4), “the miller drowned with all his green geese” (ibid., p. 5).", ["same", "right", TWO], ["other", "other", null]],
  "cited by ibid. in a note": ["“used boats”[^1] and “the river found another bed”[^2].\n\n[^1]: Long Rivers, para. 1.\n\n[^2]: Ibid., para. 3.", ["same", "right", ONE], ["misplaced", "wrong", TWO]],
  "cited by a note whose number is stuck to its mark": ["It says \"the river found another bed.\"1 And so on.\n\nNotes\n\n1. Long Rivers, para. 3.", ["misplaced", "wrong", TWO]],
  "of another work, of which the page alone is given": ["In Miller’s words, “the miller drowned with all his green geese” (29).", ["other", "other", null]],
  "the beginning of a title": ["It says “the river found another bed” (“Rivers and their towns,” para. 2).", ["same", "right", TWO]],
  "cited in square brackets": ["It says “the river found another bed” [Long Rivers, para. 3].", ["misplaced", "wrong", TWO]],
  "with another ending in brackets": ["It says “the river found another bed, so that the old harbour[s are] now a field” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "with numbers of notes stuck to its words": ["It says “After the flood3 the river found another bed,4 so that” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "two words, wrongly cited": ["The “old harbour” (Long Rivers, para. 3) is gone.", ["misplaced", "wrong", TWO]],
  "no other mark": ["It says “the river found another bed (Long Rivers, para. 2).", ["unclosed", "look", ""]],
  "over two paragraphs of the essay": ["It says “the river found another bed, so that\n\nthe old harbour is now a field” (Long Rivers, para. 2).", ["same", "right", TWO]],
  "its paragraph in a note": ["It says “the river found another bed”[^1] in 1400.\n\n[^1]: Long Rivers, para. 3.", ["misplaced", "wrong", TWO]],
  "set off": ["As we read:\n\n    the river found another bed, so that the old\n    harbour is now a field (Long Rivers, para. 3)\n\nThat is all.", ["misplaced", "wrong", TWO]],
  "set off by Markdown": ["As we read:\n\n> the river found another bed, so that the old\n> harbour is now a field (Long Rivers, para. 2)\n\nThat is all.", ["same", "right", TWO]],
  "set off, the citation behind it": ["As we read:\n\n> the river found another bed, so that the old harbour is now a field\n\n(Long Rivers, para. 3)", ["misplaced", "wrong", TWO]],
  "a paragraph without marks": ["I begin.\n\nAfter the flood the river found another bed, so that the old harbour is now a field. Nobody remembers the ships. (Long Rivers, para. 2)", ["same", "right", TWO]],
};
for (const [name, [text, ...expected]] of Object.entries(CASES)) {
  test(`the verdict on what is ${name}`, async () => {
    const found = await verdicts(text);
    assert.deepEqual(found.map(([verdict, level, place], at) => [verdict, level, expected[at]?.[2] === null ? null : place]), expected);
  });
}

test("a dropped or added word of denial is named", async () => {
  const {findings: [dropped, added]} = await check("It says “The town’s council did build a bridge” and “towns which depend on them must not move or learn” (Long Rivers, paras. 1–3).");
  assert.match(dropped.remarks.join(" "), /drops “not”/);
  assert.match(added.remarks.join(" "), /adds “not”/);
});

test("a word of denial in brackets is named, too", async () => {
  const {findings: [one]} = await check("It says “the old harbour is [not] now a field” (Long Rivers, para. 2).");
  assert.match(one.remarks.join(" "), /adds “not”/);
});

test("the line of a quotation", async () => assert.deepEqual((await check("One.\n\nIt says\n“the river found another bed” and\n“used boats by the river” here.")).findings.map(({at}) => at), [4, 5]));

test("links lead to the words", async () => {
  const {findings: [one]} = await check("It says “the river found another bed” (Long Rivers, para. 2).");
  assert.equal(one.places[0].href, "papers/long-rivers/introduction/#p2:~:text=the%20river%20found%20another%20bed%2C");
});

test("a link has the signs of the page", async () => {
  const straight = data();
  straight.texts["long-rivers"].paragraphs[0].texts[0][0] = "The town's council did not build a bridge.";
  const {findings: [one]} = await checkEssay(straight, parseText("It says “The town’s council did not build” (Long Rivers, para. 1)."));
  assert.equal(one.places[0].href, "papers/long-rivers/introduction/#p1:~:text=The%20town%E2%80%99s%20council%20did%20not%20build");
});

test("no words of a link have the number of a note between them", async () => {
  const noted = data();
  noted.texts["long-rivers"].paragraphs[1].notes = ["After the flood the river".length];
  const {findings: [one]} = await checkEssay(noted, parseText("It says “the flood the river found another bed” (Long Rivers, para. 2)."));
  assert.equal(one.places[0].href, "papers/long-rivers/introduction/#p2:~:text=the%20flood%20the,found%20another%20bed%2C");
});

const CITATIONS = {
  "(Long Rivers, 2026, Results and discussion section, para. 3)": [["long-rivers"], ["p3"], ["Results and discussion"]],
  "([Rivers and their towns after the flood], 2026, para. 3)": [["long-rivers"], ["p3"], []],
  "(“Rivers and Their Towns,” par. 3)": [["long-rivers"], ["p3"], []],
  "(Rivers of the North: A Reader 2026, para. 3)": [[], ["p3"], []],
  "(Rivers of the North: A Reader, High Lakes, ¶¶ 1–3)": [["high-lakes"], ["p1", "p2", "p3"], []],
  "(High Lakes, paras. 2, 4 and 6a)": [["high-lakes"], ["p2", "p4", "p6a"], []],
  "(para. 12)": [[], ["p12"], []],
  "(Results and discussion, para. 3)": [["long-rivers"], ["p3"], ["Results and discussion"]],
  "https://r.example/papers/high-lakes/introduction/#p1": [["high-lakes"], ["p1"], ["Introduction"]],
  "(paragraphs 11–13)": [[], ["p11", "p12", "p13"], []],
};
for (const [text, expected] of Object.entries(CITATIONS)) {
  test(`what ${text} cites`, () => {
    const {papers, ids, sections, isOurs} = parseCitation(text, WORK);
    assert.deepEqual([papers, ids, sections, isOurs], [...expected, true]);
  });
}
for (const text of ["(Miller, 2001, p. 4)", "(Miller & Smith, 2020, para. 4)", "(see below)", "(2001)", "(pp. 3–5)"]) {
  test(`${text} cites nothing of ours`, () => assert.equal(parseCitation(text, WORK).isOurs, false));
}

const isPage = path => path === "papers/long-rivers/text/";
const REFERENCES = {
  "[Rivers and their towns after the flood] (Version 1.1.0). (2026). Rivers of the North: A Reader. https://r.example/papers/long-rivers/text/": ["current", []],
  "“Rivers and their towns.” Rivers of the North: A Reader, v1.0.0, 2026.": ["older", []],
  "“Rivers and their towns.” Rivers of the North: A Reader, version 0.9.0, 2026.": ["unknown", []],
  "Rivers and their towns after the flood. 2026. Rivers of the North: A Reader.": ["none", []],
  "Rivers of the North: A Reader. https://r.example/editions/1.1.0/papers/long-rivers/nowhere/": ["current", ["papers/long-rivers/nowhere/"]],
};
for (const [text, [state, missing]] of Object.entries(REFERENCES)) {
  test(`the version that is named in ${text}`, () => {
    const found = parseReference(text, WORK, isPage);
    assert.deepEqual([found.state, found.missing], [state, missing]);
  });
}
test("a reference to something else", () => assert.equal(parseReference("Miller, A. (2001). Rivers of the South. Press.", WORK, isPage), null));

test("references are no quotations, and are compared", async () => {
  const {findings, references} = await check("It says “used boats on the river”.\n\nWorks Cited\n\n“Results and Discussion of the Whole Thing.” Rivers of the North: A Reader, version 1.1.0, 2026.\n\nMiller, Ann. “A Title of Many Words.” 2001.");
  assert.deepEqual([findings.length, references.map(({state, at}) => [state, at])], [1, [["current", 5]]]);
});

test("citations of paragraphs that do not exist", async () => {
  const report = await check("The river moved (Long Rivers, para. 99), and the town too (Long Rivers, para. 2).");
  assert.deepEqual([report.citations.count, report.citations.wrong.map(({absent}) => absent)], [2, ["paragraph 99"]]);
  assert.deepEqual(summarizeEssay(report)[0], "No quotation was found in this essay.");
});

test("what is said in sum", async () => {
  const said = async text => summarizeEssay(await check(text));
  assert.deepEqual(await said("Nothing at all."), ["No quotation from this reader and no citation of it was found in this essay."]);
  assert.deepEqual(await said("He says “the miller drowned with his geese” (Miller, 2001, p. 4)."), ["1 quotation, none from this reader, and no citation of it."]);
  assert.deepEqual(await said("He says “the miller drowned with his geese”."), ["1 quotation, none from this reader, and no citation of it."]);
  assert.deepEqual(await said("It says “the river found another bed” (Long Rivers, para. 2), and “the miller drowned with his geese” (para. 2)."),
    ["2 quotations: 1 right, 1 wrong.", "The list of references does not name this reader."]);
  const german = "Der Fluss fand nach der Flut ein anderes Bett, und niemand erinnert sich an die Schiffe, die einst dort lagen und Tuch in den Norden brachten. ".repeat(4);
  assert.match((await said(`${german} Er sagt: „Der alte Hafen ist heute ein Feld“ (Long Rivers, para. 2).`)).at(-1), /not to be in English/);
});

test("the report holds nothing that could act, and its table no formula", async () => {
  const report = await check("It says “<img src=x onerror=alert(1)> & the river found \"another\" bed” (Long Rivers, para. 2). And “=HYPERLINK(1) the geese”.");
  assert.doesNotMatch(reportHtml(report, "https://r.example/"), /<img/);
  assert.match(reportCsv(report, "https://r.example/"), /"'=HYPERLINK\(1\) the geese"/);
});

test("an essay of many quotations", async () => {
  const text = Object.values(CASES).map(([words]) => words).join("\n\n").repeat(2);
  assert.ok((await check(text)).findings.length > 90);
});
