/* A quotation aligned with a text, word by word, and the verdict on it. */

const FOUND = .6;  // likeness from which on words are said to be there
// What it costs to read one token for another, to leave one out, or to skip a word where something was left out.
const COST = {sign: .15, kind: 3, letters: .3, slip: .6, word: 1.4, loneSign: .1, loneOwn: .2, lone: 1, skip: .002};

/**
 * @typedef {Token & {row?: Row, isFirst?: boolean, isLast?: boolean}} SourceToken the first and the last word of a paragraph are known as such
 * @typedef {object} Step of an alignment; without one of its words where one stands on one side only
 * @property {Token} [quoted]
 * @property {SourceToken} [source]
 * @property {boolean} [skipped] whether a gap of the quotation stands for the word
 * @property {boolean} [differs]
 */

/** @param {string} word */
const fold = word => word.toLowerCase();

/**
 * Whether inserting, deleting or replacing so many letters at most makes the rest of one word that of the other.
 * @param {string} one
 * @param {string} other
 * @param {number} edits
 * @param {number} [at] where the rest of the one begins
 * @param {number} [otherAt]
 * @returns {boolean}
 */
function isWithinEdits(one, other, edits, at = 0, otherAt = 0) {
  let same = 0;
  while (at + same < one.length && one[at + same] === other[otherAt + same]) same++;
  const from = at + same, otherFrom = otherAt + same;
  if (from === one.length || otherFrom === other.length) return one.length - from + other.length - otherFrom <= edits;
  return edits > 0 && (isWithinEdits(one, other, edits - 1, from + 1, otherFrom + 1) || isWithinEdits(one, other, edits - 1, from + 1, otherFrom) ||
    isWithinEdits(one, other, edits - 1, from, otherFrom + 1));
}

/**
 * Whether two words differ by one or two letters.
 * @param {string} one
 * @param {string} other
 */
const isSlip = (one, other) => Math.abs(one.length - other.length) <= 2 && Math.min(one.length, other.length) >= 4 && isWithinEdits(one, other, 2);

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
 * Return the number of the word of each token of a text, and a function that gives what it costs to read a token for each of these words.
 * @param {SourceToken[]} source
 */
function numberWords(source) {
  const distinct = [...new Map(source.map(token => [token.word, token])).values()];
  const numbers = new Map(distinct.map(({word}, number) => [word, number]));
  /** @type {Map<string, Float64Array>} */
  const known = new Map();
  const costsOf = (/** @type {Token} */ token, /** @type {boolean} */ first) => {
    const key = `${first || token.free || token.own} ${token.word}`;
    const costs = known.get(key) ?? Float64Array.from(distinct, other => token.gap || other.gap ? Infinity : substitutionCost(token, other, first));
    known.set(key, costs);
    return costs;
  };
  return {numbered: Int32Array.from(source, ({word}) => numbers.get(word) ?? 0), costsOf};
}

const SUBSTITUTED = 0, ONLY_QUOTED = 1, ONLY_SOURCE = 2;  // moves through the table of an alignment

/**
 * Return the cost of the best alignment of a quotation, wherever in a text it starts and ends, and where it does; and the least cost of
 * each of its beginnings. What leads there is written into a table of moves if there is one: for each token quoted, one for each place.
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {(token: SourceToken) => number} bias what it costs to begin at a token
 * @param {Uint8Array[]} [moves]
 */
function findAlignment(quoted, source, bias, moves) {
  const {numbered, costsOf} = numberWords(source), lone = Float64Array.from(source, loneCost), initial = quoted.findIndex(isWord);
  let costs = Float64Array.from({length: source.length + 1}, (_, j) => j < source.length ? bias(source[j]) : 1);
  let starts = Int32Array.from(costs.keys());
  const least = [0];
  for (const [i, token] of quoted.entries()) {
    const substitution = costsOf(token, i <= initial), alone = loneCost(token);
    const next = new Float64Array(costs.length), nextStarts = new Int32Array(costs.length), row = moves?.[i];
    next[0] = costs[0] + alone;
    if (row) row[0] = ONLY_QUOTED;
    for (let j = 1; j < costs.length; j++) {
      const substituted = costs[j - 1] + substitution[numbered[j - 1]], above = costs[j] + alone;
      const across = next[j - 1] + (token.gap ? COST.skip : lone[j - 1]);
      next[j] = Math.min(substituted, above, across);
      const move = substituted <= next[j] + 1e-9 ? SUBSTITUTED : above <= next[j] + 1e-9 ? ONLY_QUOTED : ONLY_SOURCE;
      nextStarts[j] = move === SUBSTITUTED ? starts[j - 1] : move === ONLY_QUOTED ? starts[j] : nextStarts[j - 1];
      if (row) row[j] = move;
    }
    [costs, starts] = [next, nextStarts];
    least.push(costs.reduce((a, b) => a < b ? a : b));
  }
  const end = costs.reduce((best, cost, at) => cost < costs[best] ? at : best, 0);
  return {total: costs[end], start: starts[end], end, least};
}

/**
 * Align a quotation with the best place for it in a text: all that stands before and behind is free, and so is what a gap leaves out.
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {(token: SourceToken) => number} [bias]
 */
function align(quoted, source, bias = () => 0) {
  const {total, start, end} = findAlignment(quoted, source, bias), passage = source.slice(start, end);
  const moves = quoted.map(() => new Uint8Array(passage.length + 1));
  findAlignment(quoted, passage, bias, moves);
  /** @type {Step[]} */
  const steps = [];
  let i = quoted.length, j = passage.length;
  while (i > 0) {
    const token = quoted[i - 1], move = moves[i - 1][j];
    if (move === SUBSTITUTED) steps.push({quoted: quoted[--i], source: passage[--j]});
    else if (move === ONLY_SOURCE) steps.push({source: passage[--j], skipped: token.gap});
    else {
      if (!token.gap) steps.push({quoted: token});
      i--;
    }
  }
  return {total, steps: steps.reverse()};
}

/**
 * Return a function that says whether the two sides of a step differ.
 * @param {Step[]} steps
 */
function differenceIn(steps) {
  const first = steps.findIndex(step => step.quoted && !step.quoted.sign);
  return (/** @type {Step} */ {quoted, source, skipped}, /** @type {number} */ at) => {
    if (skipped || source?.gap && !quoted) return false;
    if (!quoted || !source) return !quoted?.own;
    return substitutionCost(quoted, source, first >= at) > 0;
  };
}

/** @param {Step} step */
const isSignStep = ({quoted, source}) => Boolean((quoted ?? source)?.sign && (source ?? quoted)?.sign);

/**
 * Leave out steps at both ends that differ in signs only: where a quotation begins and ends is the writer's choice.
 * @param {Step[]} steps
 */
function trimSigns(steps) {
  const isDifference = differenceIn(steps), isFirm = (/** @type {Step} */ step, /** @type {number} */ at) => !isSignStep(step) || !isDifference(step, at);
  return steps.slice(Math.max(steps.findIndex(isFirm), 0), steps.findLastIndex(isFirm) + 1);
}

/**
 * Return how a quotation stands in one text, and where: "same", "signs" (only punctuation differs), "changed" or "missing".
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {(token: SourceToken) => number} [bias]
 */
function judge(quoted, source, bias) {
  const isQuoted = (/** @type {Token} */ token) => isWord(token) && (!token.own || token.free);
  const words = quoted.filter(isWord).length, most = (1 - FOUND) * COST.word * words;
  const surplus = quoted.filter(isQuoted).length - source.filter(isWord).length;  // so many at least stand in the quotation only
  const {total, steps: all} = surplus * COST.lone > most ? {total: Infinity, steps: []} : align(quoted, source, bias);
  const steps = trimSigns(all), isDifference = differenceIn(steps), judged = steps.map((step, at) => ({...step, differs: isDifference(step, at)}));
  const different = judged.filter(step => step.differs), likeness = words ? Math.max(1 - total / (COST.word * words), 0) : 0;
  const rows = [...new Set(steps.flatMap(step => step.quoted && isQuoted(step.quoted) && step.source?.row || []))];
  const verdict = !rows.length || likeness < FOUND ? "missing" : !different.length ? "same" : different.every(isSignStep) ? "signs" : "changed";
  return {verdict, likeness, steps: judged, rows};
}
