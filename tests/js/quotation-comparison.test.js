import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {compareQuotation, stepsOf} = load(["text-fragments", "quotation-tokens", "quotation-alignment", "quotation-comparison"], ["compareQuotation", "stepsOf"]);

const WORDS = "the state seeks power in every region";
const EDITIONS = [{name: "Edition 1.0.0", root: "editions/1.0.0/"}, {name: "Living edition", root: ""}];
const row = (page, id, ...wordings) => ({id, texts: wordings.map(text => [].concat(text)), in: EDITIONS.map((_, at) => [Math.min(at, wordings.length - 1), page])});

/** Return data of some papers, each with one paragraph, and a function that loads them. */
function edition(papers) {
  const data = {editions: EDITIONS, papers: Object.keys(papers).map(paper => ({[paper]: "0"})), texts: {}}, loaded = [];
  const load = names => {
    loaded.push(Object.keys(names));
    for (const paper of Object.keys(names)) {
      const rows = papers[paper];
      if (rows) data.texts[paper] = {titles: {[`papers/${paper}/x/`]: paper}, paragraphs: rows};
    }
  };
  return {data, load, loaded};
}
const many = (count, papers) => ({...Object.fromEntries(Array.from({length: count}, (_, at) => [`other-${at}`, [row(`papers/other-${at}/x/`, "p1", "Nothing of the kind.")]])), ...papers});
const HERE = {here: [row("papers/here/x/", "p2", `First, ${WORDS}.`)]};
const verdicts = ({comparison}) => comparison.editions.map(one => [one.verdict, one.received, one.places.map(place => `${place.page}#${place.id}`).join(" ")]);

test("less than three words are not compared", async () => {
  const {data, load, loaded} = edition(HERE);
  assert.deepEqual(await compareQuotation(data, "the state", load), {asked: {text: "the state", paper: undefined, id: undefined}, count: 2});
  assert.deepEqual(loaded, []);
});

test("more than can be compared at once is not compared", async () => {
  const {data, load, loaded} = edition(HERE);
  assert.equal((await compareQuotation(data, `${WORDS} `.repeat(3000), load)).comparison, undefined);
  assert.deepEqual(loaded, []);
});

test("each edition has its verdict", async () => {
  const {data, load} = edition({here: [row("papers/here/x/", "p2", "First, the state sought power in every region.", `First, ${WORDS}.`)]});
  assert.deepEqual(verdicts(await compareQuotation(data, WORDS, load)), [["changed", false, "papers/here/x/#p2"], ["same", false, "papers/here/x/#p2"]]);
});

test("the received wording is known as such where it is nearer", async () => {
  const {data, load} = edition({here: [row("papers/here/x/", "p2", [`First, ${WORDS}.`, "First, the state seek power in every region."])]});
  const found = await compareQuotation(data, "the state seek power in every region", load);
  assert.deepEqual(verdicts(found), [["same", true, "papers/here/x/#p2"], ["same", true, "papers/here/x/#p2"]]);
  assert.equal(found.comparison.editions[0].reading.verdict, "changed");
});

test("papers are loaded a few at a time, until the words are found whole", async () => {
  const {data, load, loaded} = edition({...HERE, ...many(40)});
  const {comparison} = await compareQuotation(data, WORDS, load);
  assert.deepEqual([loaded.length, loaded[0].length, comparison.done, comparison.all, comparison.early], [1, 16, 16, 41, true]);
});

test("the paper that a link names comes first, and alone if it has the words", async () => {
  const {data, load, loaded} = edition(many(40, HERE));
  const {comparison} = await compareQuotation(data, `https://r.example/papers/here/x/#p2:~:text=${encodeURIComponent(WORDS)}`, load);
  assert.deepEqual([loaded, comparison.early, comparison.titles], [[["here"]], false, {"papers/here/x/": "here"}]);
});

test("of two paragraphs with the same words the one that is asked for is meant", async () => {
  for (const id of ["p2", "p7"]) {
    const {data, load} = edition({here: [row("papers/here/x/", "p2", WORDS), row("papers/here/x/", "p7", WORDS)]});
    const found = await compareQuotation(data, `https://r.example/papers/here/x/#${id}:~:text=${encodeURIComponent(WORDS)}`, load);
    assert.deepEqual(verdicts(found)[1], ["same", false, `papers/here/x/#${id}`]);
  }
});

test("a paper that cannot be loaded is missing", async () => {
  const {data, load} = edition({...HERE, lost: null});
  const {comparison} = await compareQuotation(data, "purple elephants dance tonight", load);
  assert.deepEqual([comparison.missing, comparison.done], [["lost"], 2]);
});

test("it ends when it is no longer wanted", async () => {
  const {data, load, loaded} = edition(many(40));
  assert.equal(await compareQuotation(data, WORDS, load, done => done < 16), null);
  assert.equal(loaded.length, 1);
});

test("steps: those asked for, then the others", () => {
  const groups = Array.from({length: 20}, (_, at) => ({[`paper-${at}`]: "0"}));
  assert.deepEqual(stepsOf(groups, group => "paper-19" in group).map(step => step.length), [1, 16, 3]);
  assert.deepEqual(stepsOf([], () => true), []);
});
