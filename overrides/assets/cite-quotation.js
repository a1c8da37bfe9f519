/* The words of a quotation: what the emendations in it read, and its quotation marks. */

/**
 * @typedef {{dataset: DOMStringMap, textContent: string}} Emendation an element: the received words in its data, the edited ones in its text
 * @typedef {{paragraph: object, emendation: Emendation | null, text: string}} QuotedPart a piece of text, or a whole emendation
 */

/** @param {string} text */
const straightenQuotes = text => text.trim().replace(/[“”]/g, '"').replace(/[‘’]/g, "'");

/**
 * Return an emendation in a quotation: our words in brackets, or the received ones with [sic]. Quotation marks may differ silently.
 * @param {Emendation} emendation
 * @param {boolean} [received]
 */
function quoteEmendation({dataset: {received: was = ""}, textContent: is}, received) {
  if (straightenQuotes(was) === straightenQuotes(is)) return is;
  if (received) return was.trim() && was.replace(/\s*$/, " [sic]$&");
  return /^\s*\[.*\]\s*$/s.test(is) ? is : (is || was).replace(/\S.*\S|\S/s, is ? "[$&]" : "[…]");
}

/**
 * Say what was received where a passage has an emendation.
 * @param {Emendation} emendation
 */
function describeReceived({dataset: {received = ""}, textContent: is}) {
  const was = received.trim() ? `“${received.trim()}”` : "nothing";
  return is ? `${was} for “${is.trim()}”` : `${was}, left out here`;
}

/**
 * Whether a mark that leans to no side opens a quotation: behind nothing but space or an opening sign, before a word.
 * @param {string} before the character before it
 * @param {string} rest the text after it
 */
const opensQuotation = (before, rest) => /^[^\p{L}\p{N}.,;:!?…)\]]?$/u.test(before) && /^[^\s.,;:!?)\]]/.test(rest);

/**
 * Give nested quotation marks the other kind, level by level; apostrophes stay.
 * @param {string} text
 * @param {string} outer the marks around the whole, opening and closing
 * @param {string} inner
 */
function nestQuotes(text, outer, inner) {
  /** @type {boolean[]} */
  const open = [];  // for each level, whether its mark is a single one
  return text.replace(/["“”'‘’]/g, (mark, at) => {
    const single = /['‘’]/.test(mark), rest = text.slice(at + 1);
    const opens = /[“‘]/.test(mark) || /["']/.test(mark) && opensQuotation(text.charAt(at - 1), rest);
    const closesNothing = /^[\p{L}\p{N}]/u.test(rest) || !open.includes(true);
    const isApostrophe = opens ? mark === "'" && !/\S['’](?![\p{L}\p{N}])/u.test(rest) : closesNothing;
    if (single && isApostrophe) return mark;
    if (!opens) open.pop();
    const kind = open.length % 2 ? outer : inner;
    if (opens) open.push(single);
    return kind[opens ? 0 : 1];
  });
}

/**
 * Return the words of a passage as a quotation has them, a line for each paragraph.
 * @param {QuotedPart[]} parts
 * @param {boolean} [received]
 */
const quotedWords = (parts, received) => parts.map(({paragraph, emendation, text}, at) => {
  const words = (emendation ? quoteEmendation(emendation, received) : text).replace(/\s+/g, " ");
  return at && paragraph !== parts[at - 1].paragraph ? `\n${words}` : words;
}).join("").replace(/ +/g, " ").replace(/\s*\n\s*/g, "\n").trim();

/**
 * Return a passage as a quotation in a style of citation, with its marks.
 * @param {QuotedPart[]} parts
 * @param {boolean} received whether the received wording is quoted; of a gap alone nothing is received
 * @param {string} style
 */
function quotationText(parts, received, style) {
  const [outer, inner] = /harvard|mhra/.test(style) ? ["‘’", "“”"] : ["“”", "‘’"];
  return outer[0] + nestQuotes(quotedWords(parts, received) || quotedWords(parts), outer, inner) + outer[1];
}
