import js from "@eslint/js";
import {builtinRules} from "eslint/use-at-your-own-risk";

// Functions of at most so many lines, as the rule of ESLint's own, which leaves closures that hold a part of a page's scripts out of account:
// (() => { … })(). With runPart(() => { … }) they are called in another way.
const maxLines = builtinRules.get("max-lines-per-function");
const maxLinesPerFunction = {
  meta: maxLines.meta,
  create: context => maxLines.create(Object.create(context, {report: {value: found => {
    if (found.node.parent.callee?.name !== "runPart") context.report(found);
  }}})),
};

const FAULTS = {
  "array-callback-return": "error",
  "camelcase": ["error", {properties: "never", allow: ["raw_url"]}],  // as Pagefind names it
  "complexity": ["error", 12],
  "consistent-this": "error",
  "default-case-last": "error",
  "eqeqeq": "error",
  "max-lines": ["error", 250],
  "reader/max-lines-per-function": ["error", 40],
  "no-constructor-return": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-param-reassign": "error",
  "no-promise-executor-return": "off",
  "no-self-compare": "error",
  "no-sequences": "error",
  "no-template-curly-in-string": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unreachable-loop": "error",
  "no-unused-expressions": "error",
  "no-use-before-define": ["error", {functions: false, variables: false}],
  "no-useless-return": "error",
  "no-var": "error",
  "prefer-const": "error",
  "require-atomic-updates": "error",
};

export default [
  js.configs.recommended,
  {ignores: ["**/overrides/assets/stemmer.js", "**/overrides/assets/*.mjs"]},  // as published
  {linterOptions: {reportUnusedDisableDirectives: "error"}, plugins: {reader: {rules: {"max-lines-per-function": maxLinesPerFunction}}}, rules: FAULTS},
  {
    // Classic scripts: what one names at its top is known to the others. That names exist is what tsc checks.
    files: ["overrides/assets/*.js", "scripts/reader/books/*.js"],
    languageOptions: {ecmaVersion: 2023, sourceType: "script"},
    rules: {"no-undef": "off", "no-unused-vars": ["error", {vars: "local", argsIgnorePattern: "^_$"}]},
  },
  {files: ["tests/js/*.js", "scripts/reader/essays/*.mjs"], languageOptions: {globals: {process: "readonly", Buffer: "readonly", URL: "readonly"}}},
];
