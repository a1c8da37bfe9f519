/* The index of what search finds: BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.6). A word counts
   by how few documents have it in any field, so that a word which all texts have is not rare because few names have it. */

const FIELDS = {names: 2, text: 1, unseen: 1, received: 0.3}; // weights
const SATURATION = 1.2, NORMALIZATION = 0.75; // k1 and b of BM25
const FAMILY = 0.5, BEGINNING = 0.5, SLIPPED = 0.6, NEAR = 0.5; // weights of what is not the word itself
const LETTERS = 4; // of a word that may be written otherwise in Latin letters
const PARTS = 3; // letters of the shorter part of a word that is split
/* What usually stands before a word of its own, joined or with a hyphen. */
const PREFIXES = new Set("anti co counter cross ex extra inter intra macro micro mid multi neo non over post pre pro pseudo re semi sub super trans ultra under".split(" "));
/* States, in their usual abbreviations, with their people, in Russian and Persian; what stands in a line means one. */
const STATES = [
  "us|usa|america|american|united states|сша|امریکا", "uk|britain|british|united kingdom|great britain", "prc|china|chinese|китай|кнр|چین",
  "ussr|soviet|soviet union", "rf|russia|russian|russian federation|россия|рф|روسیه", "afghanistan|afghan|афганистан|افغانستان",
  "iran|iranian|иран|ایران", "pakistan|pakistani|пакистан|پاکستان", "india|indian|индия|هند", "tajikistan|tajik|таджикистан|تاجیکستان",
  "uzbekistan|uzbek|узбекистан|ازبکستان", "kazakhstan|kazakh|казахстан|قزاقستان", "kyrgyzstan|kyrgyz|قرقیزستان", "uae|emirates|united arab emirates",
  "ksa|saudi", "dprk|north korea", "rok|south korea", "eu|european union|ес", "un|uno|united nations", "nato|нато|ناتو",
  "moscow|москва|مسکو", "kabul|кабул|کابل",
].map(line => foldSigns(line).toLowerCase().split("|"));
const STATE_NAMES = new RegExp(`(?<![^ ])(?:${STATES.flat().filter(name => name.includes(" ")).join("|")})(?![^ ])`, "g"); // of several words
/** @param {string} name */
const abbreviateState = name => /** @type {string[]} */ (STATES.find(names => names.includes(name)))[0];

/**
 * @typedef {object} Slot what may stand in a document for one word of a query
 * @property {string} word as typed
 * @property {Map<string, number>} stems with their weights
 * @property {string[]} [near] words of like meaning that stand in its place
 */

class SearchIndex {
  constructor() {
    /** @type {Map<string, Map<string, number[]>>} */
    this.postings = new Map(); // how often a stem stands in each field of a document, by stem and address
    /** @type {Map<string, number[]>} */
    this.lengths = new Map(); // words in each field, by address
    this.totals = Object.keys(FIELDS).map(() => 0);
    /** @type {Map<string, string>} */
    this.words = new Map(); // the stem of every word
    /** @type {Map<string, Set<string>>} */
    this.families = new Map(); // stems, by their root
    /** @type {Map<string, string[]>} */
    this.thesaurus = new Map(); // words that the texts have, by the stem of a word that they do not have
  }

  /**
   * @param {SearchDocument} doc
   * @param {string} [unseen] all names of the entries that it mentions
   */
  add(doc, unseen = "") {
    const title = doc.entry || doc.kind === "source" || doc.location.includes("#p") || doc.location.includes("#fn:") ? "" : doc.title;
    const fields = [[title, doc.names, doc.hidden].filter(Boolean).join(" "), doc.text, unseen, doc.received];
    const lengths = fields.map((text, field) => {
      const words = splitCompounds(unescapeHtml(text ?? ""));
      for (const word of words) this.#count(word, doc.location, field);
      for (const [name] of words.join(" ").matchAll(STATE_NAMES)) this.#count(abbreviateState(name), doc.location, field);
      return words.length;
    });
    this.lengths.set(doc.location, lengths);
    lengths.forEach((length, field) => { this.totals[field] += length; });
  }

  /**
   * @param {string} word
   * @param {string} id
   * @param {number} field
   */
  #count(word, id, field) {
    let form = this.words.get(word);
    if (form === undefined) {
      form = stem(word);
      this.words.set(word, form);
      const family = root(form);
      this.families.set(family, (this.families.get(family) ?? new Set()).add(form));
    }
    let posting = this.postings.get(form);
    if (!posting) this.postings.set(form, posting = new Map());
    let counts = posting.get(id);
    if (!counts) posting.set(id, counts = this.totals.map(() => 0));
    counts[field]++;
  }

  /**
   * Return the words that a word misspells: those with the fewest slips.
   * @param {string} word
   */
  #similar(word) {
    let fewest = Infinity;
    /** @type {Set<string>} */
    let found = new Set();
    const latin = transliterate(isCyrillic(word) ? stem(word) : word);
    for (const [other, form] of this.words) {
      const slips = latin.length >= LETTERS && latin === transliterate(other) ? LIKELY : countSlips(isCyrillic(word) ? latin : word, other);
      if (slips < fewest) [fewest, found] = [slips, new Set()];
      if (slips === fewest && slips < Infinity) found.add(form);
    }
    return {found, fewest};
  }

  /**
   * Return the two words that are written together in an unknown word; undefined if it is none.
   * @param {string} word
   */
  #split(word) {
    for (let at = word.length - PARTS; at >= 2; at--) {
      const [first, rest] = [word.slice(0, at), word.slice(at)];
      if (this.words.has(rest) && (PREFIXES.has(first) || at >= PARTS && this.words.has(first))) return [first, rest];
    }
    return undefined;
  }

  /**
   * Return whether the texts do not have a word in any form.
   * @param {string} word
   */
  isUnknown(word) {
    return !this.#slotOf(word, true).stems.size;
  }

  /**
   * Return what may stand for each word of a query.
   * @param {string[]} typed
   * @param {boolean} isTyping whether the last may be the beginning of a word
   * @param {string[]} [prefixes] words that stand for all that begin so
   * @returns {Slot[]}
   */
  slotsOf(typed, isTyping, prefixes = []) {
    const words = typed.join(" ").replace(STATE_NAMES, abbreviateState).split(" ");
    return words.flatMap((word, at) => {
      const slot = this.#slotOf(word, isTyping && at === words.length - 1);
      if (prefixes.includes(word)) for (const [other, form] of this.words) if (other.startsWith(word)) slot.stems.set(form, 1);
      for (const joined of [words[at - 1] + word, word + words[at + 1]]) if (this.words.has(joined)) slot.stems.set(stem(joined), 1);
      if (slot.stems.size) return [slot];
      const near = this.thesaurus.get(stem(word));
      if (near) return [{word, near, stems: new Map(near.map(other => [stem(other), NEAR]))}];
      const parts = this.#split(word);
      if (parts) return parts.filter(part => this.words.has(part)).map(part => ({...this.#slotOf(part, false), word}));
      const {found, fewest} = this.#similar(word);
      return [{word, stems: new Map([...found].map(form => [form, SLIPPED / Math.max(1, fewest)]))}];
    });
  }

  /**
   * @param {string} word
   * @param {boolean} isBeginning
   * @returns {Slot}
   */
  #slotOf(word, isBeginning) {
    const form = stem(word);
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const kindred of this.families.get(root(form)) ?? []) found.set(kindred, FAMILY);
    for (const name of STATES.filter(names => names.some(one => stem(one) === form)).flat().map(stem)) if (this.postings.has(name)) found.set(name, FAMILY);
    if (this.postings.has(form)) found.set(form, 1);
    if (isBeginning && word.length > 2 && !this.words.has(word)) {
      [...this.words].filter(([other, whole]) => other.startsWith(word) && !found.has(whole)).forEach(([, whole]) => found.set(whole, BEGINNING));
    }
    return {word, stems: found};
  }

  /**
   * Return how often a slot is filled in each document, by the weights of fields and their lengths, and how rare that is.
   * @param {Slot} slot
   */
  #weigh({stems: alternatives}) {
    const size = this.lengths.size, weights = Object.values(FIELDS), averages = this.totals.map(total => total / size || 1);
    /** @type {Map<string, number>} */
    const frequencies = new Map();
    let most = 0;
    for (const [form, weight] of alternatives) {
      const posting = this.postings.get(form) ?? new Map();
      for (const [id, counts] of posting) {
        const lengths = this.lengths.get(id) ?? [];
        let frequency = frequencies.get(id) ?? 0;
        weights.forEach((own, field) => {
          if (counts[field]) frequency += weight * own * counts[field] / (1 - NORMALIZATION + NORMALIZATION * lengths[field] / averages[field]);
        });
        frequencies.set(id, frequency);
      }
      most = Math.max(most, [...posting.values()].filter(counts => counts[0] || counts[1]).length || posting.size);
    }
    return {frequencies, rarity: Math.log(1 + (size - most + 0.5) / (most + 0.5))};
  }

  /**
   * Return the relevance of the documents that have words of a query.
   * @param {Slot[]} slots
   * @returns {Map<string, Relevance>}
   */
  search(slots) {
    /** @type {Map<string, Relevance>} */
    const found = new Map();
    let whole = 0;
    for (const slot of slots) {
      const {frequencies, rarity} = this.#weigh(slot);
      whole += rarity;
      for (const [id, frequency] of frequencies) {
        const one = found.get(id) ?? {score: 0, share: 0, terms: new Set(), missing: new Set(slots.map(({word}) => word)), near: []};
        one.score += rarity * frequency * (SATURATION + 1) / (frequency + SATURATION);
        one.share += rarity;
        one.missing.delete(slot.word);
        for (const form of slot.stems.keys()) if (this.postings.get(form)?.has(id)) one.terms.add(form);
        const near = slot.near?.filter(other => one.terms.has(stem(other)));
        if (near?.length) one.near.push(`${slot.word} → ${near.join(", ")}`);
        found.set(id, one);
      }
    }
    for (const one of found.values()) one.share /= whole;
    return found;
  }
}
