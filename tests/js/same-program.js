/* Reads pairs of scripts as JSON, and fails if one of a pair is another program than the other: what a minifier must not make of it. */
import {readFileSync} from "node:fs";
import {parse} from "espree";

/** @param {string} source */
const tree = source => JSON.stringify(parse(source, {ecmaVersion: 2023}), (key, value) => ["start", "end", "range", "loc", "raw"].includes(key) ? undefined : value);

const different = Object.entries(JSON.parse(readFileSync(0, "utf8"))).filter(([, [one, other]]) => tree(one) !== tree(other));
process.stdout.write(different.map(([name]) => name).join("\n"));
