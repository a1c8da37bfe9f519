import assert from "node:assert/strict";
import {test} from "node:test";
import {load} from "./load.js";

globalThis.document = {currentScript: null};
const {movedAddress} = load(["moved"], ["movedAddress"]);
const PLACES = {p3: "../y/#p9", p4: "../z/"};

for (const [asked, expected] of [
  ["", "../x/"],
  ["p1", "../x/#p1"],
  ["p3", "../y/#p9"],
  ["p4", "../z/#p4"],
  ["p3:~:text=some%20words", "../y/#p9:~:text=some%20words"],
  [":~:text=words", "../x/#:~:text=words"],
  ["constructor", "../x/#constructor"],
  ["__proto__", "../x/#__proto__"],
]) test(`a page that has moved leads from #${asked} to ${expected}`, () => assert.equal(movedAddress("../x/", PLACES, asked), expected));
