/* The verdict on one quotation of an essay: where in this reader its words stand, and whether they are cited from there. */

const CANDIDATES = 5;  // passages compared word by word
const NEAR_SCORE = .25;  // of the score of the best one
const MOSTLY = .4;  // of the pairs of words of a quotation; with fewer, its words are not put together of ours
const SPLIT = 1.5;  // what it costs to take the words of one quotation from two places

/**
 * @typedef {object} PassageIndex
 * @property {Row[]} rows
 * @property {string[][]} words the plain words of each wording
 * @property {Map<string, number[]>} pairs which passages have two words beside each other
 * @property {Set<string>} vocabulary
 */

/**
 * Return an index of passages by the pairs of words in them.
 * @param {Row[]} rows
 * @returns {PassageIndex}
 */
function indexPassages(rows) {
  const words = rows.map(row => row.texts.flat().map(text => plainWords(normalizeSigns(text))));
  /** @type {Map<string, number[]>} */
  const pairs = new Map();
  const vocabulary = new Set(words.flatMap(wordings => wordings.flatMap(text => text.trim().split(" "))));
  for (const [at, wordings] of words.entries()) {
    for (const pair of new Set(wordings.flatMap(pairsOf))) {
      const places = pairs.get(pair);
      if (places) places.push(at);
      else pairs.set(pair, [at]);
    }
  }
  return {rows, words, pairs, vocabulary};
}

/** @param {string} words */
const pairsOf = words => {
  const list = words.trim().split(" ");
  return list.slice(1).map((word, at) => `${list[at]} ${word}`);
};

/**
 * Return the score of each passage by the pairs of words that it shares with a quotation, of which rare ones count more; how much of the
 * quotation has such pairs anywhere; and its plain words.
 * @param {PassageIndex} index
 * @param {string} text
 */
function scorePassages({pairs, words}, text) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  const plain = plainWords(text), all = [...new Set(pairsOf(plain))], known = all.filter(pair => pairs.has(pair));
  for (const pair of known) {
    const places = pairs.get(pair) ?? [];
    for (const at of places) scores.set(at, (scores.get(at) ?? 0) + 1 + 2 / places.length);
  }
  if (!all.length) words.forEach((wordings, at) => { if (wordings.some(wording => wording.includes(plain))) scores.set(at, 1); });  // a single word
  return {scores, plain, coverage: known.length / (all.length || 1)};
}

/**
 * Return the passages with the highest scores, in the order of the text, and the highest score; of those that have all words, one.
 * @param {PassageIndex} index
 * @param {ReturnType<typeof scorePassages>} scored
 * @param {(row: Row) => boolean} isWanted
 * @param {(row: Row) => boolean} isAsked those that are cited come first where they have the words, too
 */
function candidateRows({rows, words}, {scores, plain, coverage}, isWanted, isAsked) {
  const wanted = [...scores].filter(([at]) => isWanted(rows[at])).sort((a, b) => b[1] - a[1]).map(([at]) => at), most = scores.get(wanted[0]) ?? 0;
  const whole = wanted.filter(at => words[at].some(wording => wording.includes(plain))), best = whole.find(at => isAsked(rows[at])) ?? whole[0];
  const near = wanted.filter((at, place) => place < (coverage > MOSTLY ? CANDIDATES : 1) && (scores.get(at) ?? 0) > NEAR_SCORE * most || isAsked(rows[at]));
  const chosen = best === undefined ? near : [best];
  return {rows: chosen.sort((a, b) => a - b).map(at => rows[at]), score: most, isWhole: best !== undefined};
}

/**
 * @param {Pick<Judgement, "likeness">} judgement
 * @param {Token[]} quoted
 */
const costOf = ({likeness}, quoted) => (1 - likeness) * COST.word * quoted.filter(isWord).length;

/** @param {Pick<Judgement, "verdict">} judgement */
const isRight = ({verdict}) => verdict === "same" || verdict === "signs";

/**
 * Return a judgement in which words of the text are no difference where the quotation has others in square brackets instead; and whose
 * words are not there if it has too few of the text's.
 * @param {Judgement} judgement
 * @param {Token[]} quoted
 * @returns {Judgement}
 */
function withRegardToBrackets(judgement, quoted) {
  const {steps} = judgement;
  let isReplaced = false;  // by words in brackets before or behind
  /** @param {Step} step */
  const follow = step => {
    isReplaced = Boolean(step.quoted?.own) || isReplaced && !step.quoted;
    return isReplaced && !(step.quoted && !step.quoted.own);
  };
  const before = steps.map(follow);
  isReplaced = false;
  const behind = steps.toReversed().map(follow).reverse();
  /** @param {Step} step */
  const isEnding = ({quoted, source}) => quoted?.free && source && fold(quoted.word).slice(0, 3) === fold(source.word).slice(0, 3);  // power[s]
  const judged = steps.map((step, at) => ({...step, differs: step.differs && !before[at] && !behind[at] && !isEnding(step)}));
  const different = judged.filter(({differs}) => differs), words = quoted.filter(token => isWord(token) && !token.own).length;
  const shared = judged.filter(({quoted, source, differs}) => quoted && source && isWord(quoted) && !quoted.own && !differs).length;
  const verdict = judgement.verdict !== "changed" ? judgement.verdict : shared < FOUND * words ? "missing"
    : !different.length ? "same" : different.every(isSignStep) ? "signs" : "changed";
  return {...judgement, steps: judged, verdict};
}

/**
 * Return where a quotation is best divided, so that each part may stand elsewhere, and what the parts cost.
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 */
function bestSplit(quoted, source) {
  const {least: before} = findAlignment(quoted, source, () => 0);
  const after = findAlignment(quoted.toReversed(), source.toReversed(), () => 0).least.reverse();
  let best = {at: 0, cost: Infinity}, count = 0;
  const all = quoted.filter(isWord).length;
  for (const [at, token] of quoted.entries()) {
    if (count >= 3 && all - count >= 3 && before[at] + after[at] < best.cost) best = {at, cost: before[at] + after[at]};
    if (isWord(token)) count++;
  }
  return best;
}

/**
 * Return the judgements on the parts of a quotation: one, or several if its words are put together from several places.
 * @param {(quoted: Token[]) => Judgement} judgeWords
 * @param {Token[]} quoted
 * @param {SourceToken[]} source
 * @param {number} depth how often it may be divided
 * @returns {Judgement[]}
 */
function judgeParts(judgeWords, quoted, source, depth) {
  const whole = withRegardToBrackets(judgeWords(quoted), quoted);
  if (isRight(whole) || !depth || !source.length || costOf(whole, quoted) <= SPLIT) return [whole];
  const {at, cost} = bestSplit(quoted, source);
  if (cost + SPLIT >= costOf(whole, quoted)) return [whole];
  const parts = [quoted.slice(0, at), quoted.slice(at)].flatMap(part => judgeParts(judgeWords, part, source, depth - 1));
  return parts.every(({verdict}) => verdict !== "missing") ? parts : [whole];
}

/**
 * Whether words run on from one paragraph into the next, and are not put together of two.
 * @param {Judgement[]} parts
 * @param {Row[]} rows all, in the order of the text
 */
function runsOn(parts, rows) {
  if (parts.length > 1) return false;
  const used = parts[0].steps.filter(({source, quoted, skipped}) => source && isWord(source) && (quoted || skipped));
  return used.every(({source, skipped}, at) => {
    const before = used[at - 1]?.source;
    if (skipped || !source?.row || !before?.row || before.row === source.row) return !skipped;
    return Boolean(before.isLast && source.isFirst) && rows.indexOf(source.row) === rows.indexOf(before.row) + 1;
  });
}

/**
 * Return the judgements on a quotation in some passages.
 * @param {Row[]} rows
 * @param {Token[]} quoted
 * @param {EditionName} edition
 * @param {number} at its place among the editions
 * @param {(token: SourceToken) => number} bias
 * @param {number} depth how often the quotation may be divided
 */
function judgeInRows(rows, quoted, edition, at, bias, depth) {
  const reading = textsIn(rows, at, false), received = textsIn(rows, at, true).filter(({text}, index) => text !== reading[index].text);
  return judgeParts(words => editionJudge(words, bias)(edition, at, rows), quoted, sourceTokens([...reading, ...received]), depth);
}

/**
 * Return what a quotation is found to be, in the living text or else in the newest edition that has its words.
 * @param {PassageIndex} index
 * @param {EditionName[]} editions
 * @param {string} text
 * @param {Citation | null} citation
 */
function findQuoted(index, editions, text, citation) {
  const quoted = tokenize(text), last = editions.length - 1, scored = scorePassages(index, text);
  /** @param {Row} row */
  const isAsked = row => Boolean(citation?.ids.includes(row.id) && (!citation.papers.length || citation.papers.includes(row.paper ?? "")));
  /** @param {SourceToken} token */
  const bias = token => citation?.ids.length && token.row && !isAsked(token.row) ? ELSEWHERE : 0;
  /** @param {Judgement[]} parts */
  const likeness = parts => Math.min(...parts.map(part => part.verdict === "missing" ? 0 : part.likeness)) - (parts.length > 1 ? .05 : 0);
  const {rows, score, isWhole} = candidateRows(index, scored, row => !row.own, isAsked), depth = scored.coverage > MOSTLY ? 2 : 0;
  const ours = candidateRows(index, scored, row => Boolean(row.own), () => false);
  /** @returns {ReturnType<typeof judgeInRows>} */
  const judgeOurs = () => judgeInRows(ours.rows, quoted, editions[last], last, () => 0, 0);
  if (ours.isWhole && !isWhole) {
    const parts = judgeOurs();
    if (parts.every(isRight)) return {quoted, parts, edition: editions[last], rows: ours.rows};
  }
  const parts = judgeInRows(rows, quoted, editions[last], last, bias, depth);
  const living = {quoted, parts, edition: editions[last], rows};
  if (parts.every(isRight)) return living;
  const earlier = depth ? editions.map((edition, at) => ({edition, at})).slice(0, last).reverse() : [];
  for (const {edition, at} of earlier) {
    const parts = judgeInRows(rows, quoted, edition, at, bias, 0);
    if (isRight(parts[0])) return {...living, parts, edition};
  }
  if (ours.score < score) return living;
  const own = judgeOurs();
  return likeness(own) > likeness(parts) + .02 ? {...living, parts: own, rows: ours.rows} : living;
}
