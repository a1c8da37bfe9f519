import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

globalThis.document = {currentScript: {src: "https://example.org/assets/dom.js"}};
const {runPart} = load(["dom"], ["runPart"]);

test("an error in one part is reported and stops no other", () => {
  /** @type {string[]} */
  const reported = [];
  globalThis.reportError = error => { reported.push(error.message); };
  assert.equal(runPart(() => { throw new Error("blocked"); }), undefined);
  assert.equal(runPart(() => 3), 3);
  assert.deepEqual(reported, ["blocked"]);
});
