/* A quotation aligned with a text, word by word, and the verdict on it. */

const FOUND = .6;  // likeness from which on words are said to be there
// What it costs to read one token for another, to leave one out, or to skip a word where something was left out.
const COST = {sign: .15, kind: 3, letters: .3, slip: .6, word: 1.4, loneSign: .1, loneOwn: .2, lone: 1, skip: .002};

/**
 * @typedef {Token & {row?: Row}} SourceToken
 * @typedef {object} Step of an alignment; without one of its words where one stands on one side only
 * @property {Token} [quoted]
 * @property {SourceToken} [source]
 * @property {boolean} [skipped] whether a gap of the quotation stands for the word
 * @property {boolean} [differs]
 */

/** @param {string} word */
const fold = word => word.toLowerCase();

/**
 * Whether two words differ by one or two letters.
 * @param {string} one
 * @param {string} other
 */
function isSlip(one, other) {
  if (Math.abs(one.length - other.length) > 2 || Math.min(one.length, other.length) < 4) return false;
  let row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    if (Math.min(...next) > 2) return false;
    row = next;
  }
  return row[other.length] <= 2;
}

/**
 * Whether two words differ at most in the case of their first letters.
 * @param {string} one
 * @param {string} other
 */
const isSameButInitial = (one, other) => one.slice(1) === other.slice(1) && fold(one[0]) === fold(other[0]);

/**
 * Return what it costs to read one token for the other. Initials may differ where a sentence was begun or joined: at the start, and in [T]he.
 * @param {Token} quoted
 * @param {Token} source
 * @param {boolean} first whether nothing but signs stands before the token in the quotation
 */
function substitutionCost(quoted, source, first) {
  if (quoted.word === source.word) return 0;
  if (quoted.sign || source.sign) return quoted.sign && source.sign ? COST.sign : COST.kind;
  if ((first || quoted.free || quoted.own) && isSameButInitial(quoted.word, source.word)) return 0;
  const one = fold(quoted.word), other = fold(source.word);
  if (one === other) return COST.letters;
  return isSlip(one, other) ? COST.slip : COST.word;
}

/**
 * Return what it costs that a token stands on one side only.
 * @param {Token} token
 */
const loneCost = token => token.gap ? 0 : token.sign ? COST.loneSign : token.own ? COST.loneOwn : COST.lone;

/**
 * Return the costs of the best alignments of the beginnings of a quotation with those of a text, wherever in the text they start.
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {(token: SourceToken) => number} bias what it costs to begin at a token
 * @param {number} initial the index of the first word quoted
 */
function alignmentCosts(quoted, source, bias, initial) {
  const width = source.length + 1, rows = [Float64Array.from({length: width}, (_, j) => j < source.length ? bias(source[j]) : 1)];
  for (const [i, token] of quoted.entries()) {
    const above = rows[i], row = new Float64Array(width);
    row[0] = above[0] + loneCost(token);
    for (let j = 1; j < width; j++) {
      const other = source[j - 1], across = row[j - 1] + (token.gap ? COST.skip : loneCost(other));
      const substituted = token.gap || other.gap ? Infinity : above[j - 1] + substitutionCost(token, other, i <= initial);
      row[j] = Math.min(above[j] + loneCost(token), across, substituted);
    }
    rows.push(row);
  }
  return rows;
}

/**
 * Align a quotation with the best place for it in a text: all that stands before and behind is free, and so is what a gap leaves out.
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {(token: SourceToken) => number} [bias]
 */
function align(quoted, source, bias = () => 0) {
  const initial = quoted.findIndex(isWord), rows = alignmentCosts(quoted, source, bias, initial);
  /** @type {Step[]} */
  const steps = [];
  const last = rows[quoted.length];
  let i = quoted.length, j = 0;
  last.forEach((cost, at) => { if (cost < last[j]) j = at; });
  const total = last[j];
  while (i > 0) {
    const token = quoted[i - 1], other = source[j - 1], here = rows[i][j];
    /** @param {number} value */
    const isHere = value => Math.abs(value - here) < 1e-9;
    const isSubstituted = j && !token.gap && !other.gap && isHere(rows[i - 1][j - 1] + substitutionCost(token, other, i - 1 <= initial));
    if (isSubstituted) steps.push({quoted: quoted[--i], source: source[--j]});
    else if (isHere(rows[i - 1][j] + loneCost(token))) {
      if (!token.gap) steps.push({quoted: token});
      i--;
    } else steps.push({source: source[--j], skipped: token.gap});
  }
  return {total, steps: steps.reverse()};
}

/**
 * Whether the two sides of a step differ.
 * @param {Step} step
 * @param {number} at
 * @param {Step[]} steps
 */
function isDifference({quoted, source, skipped}, at, steps) {
  if (skipped || source?.gap && !quoted) return false;
  if (!quoted || !source) return !quoted?.own;
  return substitutionCost(quoted, source, steps.findIndex(step => step.quoted && !step.quoted.sign) >= at) > 0;
}

/** @param {Step} step */
const isSignStep = ({quoted, source}) => Boolean((quoted ?? source)?.sign && (source ?? quoted)?.sign);

/**
 * Drop steps at both ends that differ in signs only: where a quotation begins and ends is the writer's choice.
 * @param {Step[]} steps
 */
function trimSigns(steps) {
  const isLoose = (/** @type {number} */ at) => isSignStep(steps[at]) && isDifference(steps[at], at, steps);
  while (steps.length && isLoose(steps.length - 1)) steps.pop();
  while (steps.length && isLoose(0)) steps.shift();
  return steps;
}

/**
 * Return how a quotation stands in one text, and where: "same", "signs" (only punctuation differs), "changed" or "missing".
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {(token: SourceToken) => number} [bias]
 */
function judge(quoted, source, bias) {
  const alignment = align(quoted, source, bias), steps = trimSigns(alignment.steps), words = quoted.filter(isWord).length;
  const different = steps.filter(isDifference), likeness = words ? 1 - alignment.total / (COST.word * words) : 0;
  const rows = [...new Set(steps.flatMap(step => step.quoted && !step.quoted.sign && step.source?.row || []))];
  const verdict = !rows.length || likeness < FOUND ? "missing" : !different.length ? "same" : different.every(isSignStep) ? "signs" : "changed";
  return {verdict, likeness, steps: steps.map(step => ({...step, differs: different.includes(step)})), rows};
}
