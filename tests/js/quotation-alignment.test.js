import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

const {tokenize, isSlip, substitutionCost, align, judge} = load(["text-fragments", "quotation-tokens", "quotation-alignment"],
  ["tokenize", "isSlip", "substitutionCost", "align", "judge"]);

for (const [one, other, expected] of [
  ["power", "powre", true],
  ["state", "states", true],
  ["violence", "violance", true],
  ["fighting", "war", false],
  ["war", "wars", false],  // short words are others at once
  ["government", "governance", false],
]) test(`${one} and ${other} differ by ${expected ? "a slip" : "more"}`, () => assert.equal(isSlip(one, other), expected));

const word = text => tokenize(text)[0];
for (const [quoted, source, first, expected] of [
  ["state", "state", false, 0],
  ["State", "state", true, 0],
  ["State", "state", false, .3],
  ["[S]tate", "state", false, 0],
  [",", ";", false, .15],
  [",", "state", false, 3],
  ["power", "powre", false, .6],
  ["power", "peace", false, 1.4],
]) test(`${quoted} for ${source}${first ? " at the start" : ""} costs ${expected}`, () => assert.equal(substitutionCost(word(quoted), word(source), first), expected));

const ROW = {id: "p1"};
const source = text => tokenize(text).map(token => ({...token, own: false, row: ROW}));

/* A quotation, a text, and how they are aligned: both sides of each step. */
for (const [quoted, text, expected] of [
  ["seeks power", "The state seeks power now.", "seeks=seeks power=power"],
  ["state … power", "The state seeks power now.", "state=state ~seeks power=power"],
  ["state sought power", "The state seeks power.", "state=state sought=seeks power=power"],
  ["state seeks more power", "The state seeks power.", "state=state seeks=seeks more= power=power"],
  ["the state power now", "The state seeks power now.", "the=The state=state =seeks power=power now=now"],
]) {
  test(`${quoted} in ${text}`, () => {
    const {steps} = align(tokenize(quoted), source(text));
    assert.equal(steps.map(one => one.skipped ? `~${one.source.word}` : `${one.quoted?.word ?? ""}=${one.source?.word ?? ""}`).join(" "), expected);
  });
}

/* A quotation, a text, and the verdict. */
const TEXT = "In this way the state seeks power, and every other state follows.";
for (const [quoted, verdict] of [
  ["the state seeks power", "same"],
  ["The state seeks power.", "same"],  // where a quotation begins and ends is the writer's choice
  ["the state seeks power and every other", "signs"],
  ["the state sought power", "changed"],
  ["the state seeks more power", "changed"],
  ["the state … every other state", "same"],
  ["[e]very other state", "same"],
  ["the state seeks [great] power", "same"],
  ["purple elephants dance tonight", "missing"],
  ["[the] [state] [seeks]", "missing"],  // all of it the writer's own
  ["the state seeks power ".repeat(50), "missing"],  // longer than the text
  ["", "missing"],
]) {
  test(`“${quoted}” is ${verdict}`, () => {
    const found = judge(tokenize(quoted), source(TEXT));
    assert.equal(found.verdict, verdict);
    assert.deepEqual(found.rows, verdict === "missing" ? found.rows : [ROW]);
  });
}

test("what is aligned may be long", () => {
  const words = Array.from({length: 3000}, (_, at) => `word${at % 700}x${at}`), quoted = words.with(1500, "other").slice(10, -10).join(" ");
  const found = judge(tokenize(quoted), source(words.join(" ")));
  assert.equal(found.verdict, "changed");
  assert.deepEqual(found.steps.filter(step => step.differs).map(step => [step.quoted?.word, step.source?.word]), [["other", words[1500]]]);
});
