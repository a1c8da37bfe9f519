/* Loads classic scripts of the site as a page or the worker would, and gives tests the names at their top. */
import {readFileSync} from "node:fs";
import {runInThisContext} from "node:vm";

const ASSETS = new URL("../../overrides/assets/", import.meta.url);

/**
 * Run scripts, each of which may use the names of those before it, and return some names of the last.
 * @param {string[]} scripts
 * @param {string[]} names
 * @returns {Record<string, any>}
 */
export function load(scripts, names) {
  for (const script of scripts) {
    const path = new URL(`${script}.js`, ASSETS);
    runInThisContext(readFileSync(path, "utf8"), {filename: path.pathname});
  }
  return runInThisContext(`({${names}})`);
}
