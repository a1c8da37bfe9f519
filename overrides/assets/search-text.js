/* Words for search: how a text is split, which forms of a word are one, and how an excerpt shows them. */

/* The usual English stop words (Snowball's list), what only makes a question or a request, and the most frequent of these in Russian,
   Persian and Pashto. "us" is not among them: it is also a state. */
const STOP_WORDS = new Set((
  "us a about above after again against all also am an and any are aren as at be because been before being below between " +
  "both but by can cannot could couldn d did didn do does doesn doing don down during each either few for from further get " +
  "give given gives had hadn has hasn have haven having he her here hers herself him himself his how however i if in into " +
  "is isn it its itself just ll m me more most much must my myself neither no nor not now of off on once only or other our " +
  "ours ourselves out over own please re s same say said says shall she should show so some such t tell than that the their " +
  "theirs them themselves then there these they this those through to too toward towards under until up upon ve very via " +
  "was wasn we were weren what whatever whats when where whether which while who whom whose why will with within without " +
  "won would wouldn you your yours yourself yourselves according call called define defined definition describe described " +
  "explain explained mean meaning means и в во на о об с со по из за к у от до для что такое кто как какой какая какие " +
  "почему это его их و در از به را که با برای این آن است چیست کیست چرا چگونه څه دی د په چې کې ).split("
).normalize("NFKD").replace(/\p{M}/gu, "").split(" "));
const EXCERPT = 46; // words

/* Letters of Arabic script that are written alike, or on a Persian keyboard for those of Pashto, each with the Persian one. */
/** @type {Record<string, string>} */
const ALIKE = {
  "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ك": "ک", "ګ": "گ", "ة": "ه", "ە": "ه", "ۀ": "ه", "ٱ": "ا",
  "ټ": "ت", "ډ": "د", "ړ": "ر", "ڼ": "ن", "ځ": "ز", "څ": "س", "ښ": "ش", "ږ": "ژ",
};
const ALIKE_LETTERS = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "gu");
const RUSSIAN_ENDING = /^(.{3,}?)(?:[ыио]м[ий]|[ая]ми|[ое]го|[ое]му|[ая]х|[аяое]м|[иыоеа][ия]|[ыи]х|[ое]в|[ое]е|[ыиаяуюеоь])$/u;
const COMPOUND = /[\p{L}\p{N}]+(?:[-\u2010\u2011\u200c\u00ad][\p{L}\p{N}]+)*/gu, JOINER = /[-\u2010\u2011\u200c\u00ad]/u; // hyphens, and the non-joiner of Persian

/** @param {string} text */
const foldSigns = text => text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "")
  .replace(ALIKE_LETTERS, letter => ALIKE[letter])
  .replace(/[\u0660-\u0669\u06f0-\u06f9]/gu, digit => String(digit.charCodeAt(0) & 15))
  .replace(/\bU\.\s?S\.(?:\s?A\.)?/gi, "US").replace(/(?<![\p{L}.])(?:\p{L}\.){2,}/gu, letters => letters.replaceAll(".", "") + " ")
  .replace(/['’]s\b/g, "").replace(/(?<=\p{L})['’ʼ`](?=\p{L})/gu, "");

/**
 * @param {string} text
 * @returns {string[]}
 */
const splitWords = text => foldSigns(text).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Return the words of a text, and in addition what is written with a hyphen as if it were one word.
 * @param {string} text
 */
const splitCompounds = text => (foldSigns(text).toLowerCase().match(COMPOUND) ?? []).flatMap(word => {
  const parts = word.split(JOINER);
  return parts.length > 1 ? [...parts, parts.join("")] : parts;
});

/**
 * Return a word in American spelling; the stems of both spellings are compared, so that a wrong guess does no harm.
 * @param {string} word
 */
const americanize = word => word
  .replace(/^(.*[^f].)our(?=$|s$|ed$|er|ing|al|ab|ite|hood|ly|ism|less|ful)/, "$1or")
  .replace(/(.{2}[^aeiou]|.{3})is(?=(?:e[drs]?|ers|ing|ation(?:s|al)?)$)/, "$1iz")
  .replace(/ys(?=(?:e[drs]?|ing)$)/, "yz")
  .replace(/([bt])re(?=s?$)/, "$1er")
  .replace(/ence(?=s?$)/, "ense")
  .replace(/ogue(?=s?$)/, "og")
  .replace(/mme(?=s?$)/, "m")
  .replace(/ae|oe(?=[mdst])/, "e");

/**
 * Return a function that remembers what it returned.
 * @template T
 * @param {(text: string) => T} compute
 * @returns {(text: string) => T}
 */
function remember(compute) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return text => {
    let value = known.get(text);
    if (value === undefined) known.set(text, value = compute(text));
    return value;
  };
}

/** @param {string} word */
const withoutArticle = word => word.replace(/^ال(?=\p{L}{3})/u, ""); // of Arabic

/* Cyrillic letters in Latin ones; what is left out has none. */
const CYRILLIC = "абвгдежзийклмнопрстуфхцчшщыэюя";
const LATIN = "a b v g d e zh z i i k l m n o p r s t u f h ts ch sh sh i e iu ia".split(" ");

/**
 * Return one form for the ways in which a word of another script is written in Latin letters: Tachkent, Tashkent, Ташкент.
 * @type {(word: string) => string}
 */
const transliterate = remember(word => word
  .replace(/\p{Script=Cyrillic}/gu, letter => LATIN[CYRILLIC.indexOf(letter)] ?? "")
  .replace(/shch|sch/g, "sh").replace(/tch/g, "ch").replace(/kh/g, "h").replace(/gh/g, "g").replace(/ph/g, "f")
  .replace(/ou|oo/g, "u").replace(/ee/g, "i").replace(/ck|c(?!h)|q/g, "k").replace(/w/g, "v").replace(/x/g, "ks")
  .replace(/[yj]e/g, "e").replace(/[yj]/g, "i").replace(/(.)\1+/g, "$1"));

/** @param {string} text */
const isCyrillic = text => /\p{Script=Cyrillic}/u.test(text);

/** Return one form for a word in singular and plural, in British and American spelling, and with its usual endings. */
const stem = remember(word => {
  if (/^[a-z]{4,}$/.test(word)) return stemmer(americanize(word));
  return /^\p{Script=Cyrillic}{5,}$/u.test(word) ? word.replace(RUSSIAN_ENDING, "$1") : word;
});

/** Return the stems of what stands between two spaces. */
const compoundStems = remember(text => splitCompounds(text).map(stem));

/** @param {string} text */
const stems = text => splitWords(text).map(stem);

/* Endings that make a word of the same family, on what the stemmer leaves: a stem, or a stem and endings of its own. */
const ENDINGS = "aci abl ibl abil ibil al anc ens enc ent ant anti enti at ator ativ ment ist ism iz is iti it iv ion ic ou ous ful les nes ship " +
  "hood ar ari or er ori ian an li ly i y e";
const ENDING = new RegExp(`(?:${ENDINGS.replaceAll(" ", "|")})$`);

/**
 * Return what the words of a family have in common: stability, stabilise; legitimacy, legitimise.
 * @param {string} form a stem
 */
function root(form) {
  if (!/^[a-z]{5,}$/.test(form)) return form;
  let rest = form, longer = "";
  while (rest !== longer) {
    longer = rest;
    rest = rest.replace(ENDING, "");
    if (rest.length < 5) rest = longer;
  }
  return rest.replace(/(.{4})[ei]$/, "$1").replace(/bil$/, "bl").replace(/(.{4})(.)\2$/, "$1$2");
}

/**
 * Return where in a list of words a sequence of words stands; -1 if nowhere.
 * @param {string[]} words
 * @param {string[]} sequence
 * @param {(word: string, other: string) => boolean} [matches]
 */
const indexOfSequence = (words, sequence, matches = (word, other) => word === other) =>
  words.findIndex((_, at) => at + sequence.length <= words.length && sequence.every((word, i) => matches(word, words[at + i])));

/** @param {number} length of the longer of two words */
const allowedSlips = length => length < 5 ? 0 : length < 8 ? 1 : 2;

/* Letters that are typed for one another: neighbours on a keyboard, and those that sound alike. */
const LIKELY = 0.75; // a slip of these, or a swap, counts so
const KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"], ALIKE_IN_SOUND = ["aeiouy", "ckqs", "sz", "fv", "bp", "dt", "gj"];
const EXCHANGED = new Set([
  ...KEYBOARD.flatMap((keys, row) => [...keys].flatMap((key, at) => [keys[at + 1], KEYBOARD[row + 1]?.[at - 1], KEYBOARD[row + 1]?.[at]].map(other => key + other))),
  ...ALIKE_IN_SOUND.flatMap(letters => [...letters].flatMap(one => [...letters].map(other => one + other))),
].flatMap(([one, other]) => [one + other, other + one]));

/**
 * Return how many changes make one word of the other, at most so many; else Infinity.
 * @param {string} a
 * @param {string} b
 * @param {number} allowed
 */
function countChanges(a, b, allowed) {
  /** @type {number[]} */
  let before = [], row = Array.from({length: b.length + 1}, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i], one = a[i - 1];
    for (let j = 1; j <= b.length; j++) {
      const other = b[j - 1], change = one === other ? 0 : EXCHANGED.has(one + other) ? LIKELY : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change);
      if (i > 1 && one === b[j - 2] && a[i - 2] === other) next[j] = Math.min(next[j], before[j - 2] + LIKELY);
    }
    if (Math.min(...next) > allowed) return Infinity;
    [before, row] = [row, next];
  }
  return row[b.length] > allowed ? Infinity : row[b.length];
}

/**
 * Return how many letters two words differ by: changed, added, dropped or swapped. More than the length of the longer word allows
 * are Infinity; so are two, if the first letter is another. What is often typed for another counts a little less.
 * @param {string} a
 * @param {string} b
 */
function countSlips(a, b) {
  const usual = allowedSlips(Math.max(a.length, b.length)), allowed = a[0] === b[0] ? usual : Math.min(usual, 1);
  if (Math.abs(a.length - b.length) > allowed) return Infinity;
  const shorter = Math.min(a.length, b.length);
  let start = 0, end = 0; // letters that are the same
  while (start < shorter && a[start] === b[start]) start++;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return countChanges(a.slice(start, a.length - end), b.slice(start, b.length - end), allowed);
}

/**
 * @param {string} a
 * @param {string} b
 */
const isSimilar = (a, b) => countSlips(a, b) < Infinity;

/** @param {string} text */
const escapeHtml = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** @param {string} html */
const unescapeHtml = html => html.replace(/<sup>.*?<\/sup>/g, "").replace(/<[^>]*>/g, " ")
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

/**
 * Return the part of a text where most of the words stand: the reading text, nothing added, each word with whether it was sought.
 * @param {string} html
 * @param {Set<string>} terms stems
 */
function excerptWords(html, terms) {
  const words = unescapeHtml(html).split(/\s+/).filter(Boolean);
  const hits = words.map(word => compoundStems(word).some(one => terms.has(one)));
  let best = 0, most = -1;
  for (let start = 0; start === 0 || start + EXCERPT <= words.length; start++) {
    const count = hits.slice(start, start + EXCERPT).filter(Boolean).length;
    if (count > most) [best, most] = [start, count];
  }
  const shown = words.slice(best, best + EXCERPT).map((word, i) => ({word, isSought: hits[best + i]}));
  return {shown, isCutBefore: best > 0, isCutAfter: best + EXCERPT < words.length};
}
