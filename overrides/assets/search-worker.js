/* Search that knows concepts, behind Material's own box. Material starts this file as its search worker:
   0 set up (answered at once with 1, ready), 2 a query, 3 its results, in groups of a page and its paragraphs.
   The documents (scripts/reader/search.py) are loaded with the first query. In a large edition they are without the papers' texts:
   those are found by Pagefind, whose index comes in pieces (scripts/pagefind_index.py), under all names of what the query names;
   what it finds is taken apart into paragraphs, which are then ordered among the other documents by the same rules.

   The order follows these rules, and none knows a single query:
   1. Words that only make a question ("what is", "why") are left out, if others remain. Words count in any form of
      number, in British or American spelling, and with a slip of one letter in five or more.
   2. An entry whose name stands whole in the query, and is at least half of its telling words, comes first: the longest name
      before the shorter, a name in the right spelling before a misspelt one, a name that is the whole query before one that
      is a part; of two entries, the one that speaks of the other.
   3. Two words or more that stand so, word for word, in a text as read or as received, raise it above all but such entries
      whose name they are.
   4. Then by relevance (BM25), where every word of the query that is missing costs, and what mentions the concepts that the
      query names is raised.
   5. Words in quotation marks must stand so in the reading text, or in a name. */

importScripts("minisearch.js");

const FIELDS = ["names", "hidden", "text", "unseen", "received"];
const QUESTION = new Set(("a about all also an and any are as at be because been between by can could did do does for from give had has have " +
  "how i if in into is it its me my of on or our please s say says should show so tell than that the their them there these they this " +
  "those to us was we were what whats when where which who whom whose why will with would you your mean means meaning define definition " +
  "explain according called").split(" "));
const EXCERPT = 46; // words
const MARK = "\ue000", RECEIVED = "\ue001"; // in what Pagefind keeps, before the anchor of each paragraph, and before its received wording
const SMALL = 0xe100, CAPITAL = 0xe180, ANCHOR = 0xe200; // there, where the signs of frequent words begin, those with a capital, and those of ASCII
const PAUSE = 150; // milliseconds without another letter before Pagefind is asked: each beginning of a word has pieces of its own
const PAGES = 20, FEW = 5, NAMES = 3; // pages taken from Pagefind; so few that each word is sought too; other names that are sought
const NOTE_BOOST = 0.5; // as in scripts/reader/search.py

const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\bU\.\s?S\.(?:\s?A\.)?/g, "US").replace(/['’]s\b/g, "");
const split = text => plain(text).toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

/* One form for a word in singular and plural, in British and American spelling, and with its usual endings. */
function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  return word
    .replace(/our(?=$|s$|ed$|ing$|al$)/, "or")
    .replace(/(ss|x|ch|sh|z)es$/, "$1")
    .replace(/ies$/, "y")
    .replace(/([^su])s$/, "$1")
    .replace(/^(.{4,}?)(?:i[sz](?:ation|ing|ed|er|e)|[ai]tion|ion|ing|ed|al|e)$/, "$1");
}

const stems = text => split(text).map(stem);
const contains = (words, part) => words.findIndex((_, at) => part.every((word, i) => words[at + i] === word));

/* Whether two words differ by no more than one letter (two from nine letters on): changed, added, dropped or swapped. */
function similar(a, b) {
  const allowed = Math.min(a.length, b.length) < 5 ? 0 : Math.min(a.length, b.length) < 9 ? 1 : 2;
  if (Math.abs(a.length - b.length) > allowed) return false;
  let before = [], row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length] <= allowed;
}

/* Pagefind, with the list of its pieces. */
async function start_pagefind() {
  const pagefind = await import(new URL("../pagefind/pagefind.js", location));
  await pagefind.options({basePath: new URL("../pagefind/", location).href, baseUrl: "/", noWorker: true});
  await pagefind.init();
  return pagefind;
}

let library = null;

/* Load the index, once: documents by address, the engine over them, and every name with the entry it belongs to. */
function load() {
  library ??= fetch("../search/documents.json").then(answer => answer.json()).then(async ({papers, docs, frequent = []}) => {
    const here = location.protocol !== "blob:"; // where the copy of the site that is opened from disk starts this file: nothing can be fetched
    const loading = papers === "pagefind" && here ? start_pagefind() : null;
    const engine = new MiniSearch({
      idField: "location",
      fields: FIELDS,
      extractField: (doc, field) => String(doc[field] ?? "").replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt);/g, " "),
      tokenize: split,
      processTerm: stem,
    });
    engine.addAll(docs);
    const listed = (doc, field) => doc[field] ? doc[field].split(" · ").map(name => ({name, words: stems(name), doc, hidden: field === "hidden"})) : [];
    const names = docs.filter(doc => doc.entry).flatMap(doc => [...listed(doc, "names"), ...listed(doc, "hidden")])
      .sort((one, other) => other.words.length - one.words.length);
    return {engine, names, pagefind: await loading, frequent, docs: new Map(docs.map(doc => [doc.location, doc]))};
  });
  return library;
}

/* The entries that a text names, the longest name first, so that "realism" in "offensive realism" is not meant. */
function mentioned(text, names) {
  const words = stems(text), taken = new Set(), found = new Set();
  for (const {doc, words: own, hidden} of names) {
    if (hidden || !own.length) continue;
    for (let at = 0; at + own.length <= words.length; at++) {
      if (own.every((word, i) => words[at + i] === word && !taken.has(at + i))) {
        own.forEach((_, i) => taken.add(at + i));
        found.add(doc);
      }
    }
  }
  return [...found];
}

/* A page that Pagefind keeps, as the documents of its paragraphs and notes: what scripts/reader/search.py makes of it. */
function taken_apart({raw_url, meta, content}, names, frequent) {
  const [whole, ...parts] = content.replace(/[\ue100-\ue1ff]/g, sign => {
    const code = sign.charCodeAt(0), word = frequent[code - (code < CAPITAL ? SMALL : CAPITAL)] ?? "";
    return code < CAPITAL ? word : word.charAt(0).toUpperCase() + word.slice(1);
  }).replace(/[\ue200-\ue27f]/g, sign => String.fromCharCode(sign.charCodeAt(0) - ANCHOR)).split(MARK);
  let notes = 0;
  return [{location: raw_url, title: escape(meta.title), text: escape(whole)}, ...parts.map(part => {
    const [, anchor, both] = /^(\S+)\s*([^]*)$/.exec(part), [text, received] = both.split(RECEIVED).map(one => one.trim());
    const note = anchor.startsWith("fn:"), concepts = mentioned(text, names);
    return {
      location: `${raw_url}#${anchor}`,
      title: `${note ? `Note ${++notes}` : `¶${anchor.slice(1)}`} · ${escape(meta.title)}`,
      text: escape(text),
      concepts: concepts.map(doc => doc.entry).join(" "),
      unseen: concepts.map(doc => `${doc.names} · ${doc.hidden}`).join(" · "),
      ...(received ? {received: escape(received)} : {}),
      ...(note ? {boost: NOTE_BOOST} : {}),
    };
  })];
}

/* Put the paragraphs that Pagefind finds among the documents: for the query, and for each entry that it names, under other names. */
async function fetch_papers({engine, names, pagefind, frequent, docs}, phrases, query, entries) {
  const telling = text => text.split(/\s+/).filter(word => split(word).some(part => !QUESTION.has(stem(part)))).join(" ");
  const sequence = words => {  // Pagefind knows no order over the frequent words: then all of the others; whether they stand so is seen in what it finds
    const kept = words.filter(word => !frequent.includes(word));
    return kept.length === words.length && kept.length > 1 ? `"${kept.join(" ")}"` : kept.join(" ");
  };
  const own = (phrases.length ? phrases.map(sequence) : [telling(query)]).filter(Boolean);
  const others = phrases.length ? [] : entries.flatMap(({doc, name}) =>
    doc.names.split(" · ").filter(other => other !== name || entries.some(one => one.slips || one.hidden)).slice(0, NAMES).map(name => sequence(split(name))));
  const scores = new Map();
  const seek = async (text, weight) => {
    for (const result of (await pagefind.search(text))?.results ?? []) {
      const before = scores.get(result.id);
      if (!before || before.score < result.score * weight) scores.set(result.id, {result, score: result.score * weight});
    }
  };
  await Promise.all([...own.map(text => seek(text, 1)), ...others.map(text => seek(text, 0.8))]);
  if (scores.size < FEW && !phrases.length && own.length) await Promise.all(split(own[0]).map(word => seek(word, 0.1)));
  const best = [...scores.values()].sort((a, b) => b.score - a.score).slice(0, phrases.length ? 3 * PAGES : PAGES);
  const pages = await Promise.all(best.map(({result}) => result.data()));
  const found = pages.flatMap(page => taken_apart(page, names, frequent));
  for (const doc of found) {
    if (!docs.has(doc.location)) {
      docs.set(doc.location, doc);
      engine.add(doc);
    }
  }
  return new Set(found.map(doc => doc.location));
}

/* The entries that a query names (rule 2): the best name of each, with its rank. */
function named(words, all, names) {
  const found = new Map();
  for (const {name, words: own, doc, hidden} of names) {
    if (!own.length || own.length > all.length) continue;
    let slips = 0, at = contains(all, own);
    if (at < 0) {
      at = all.findIndex((_, start) => own.every((word, i) => all[start + i] && (word === all[start + i] || similar(word, all[start + i]))));
      slips = 1;
    }
    if (at < 0 || (own.length === 1 && QUESTION.has(own[0]))) continue;
    const whole = own.length >= words.length;
    const rank = own.length * 4 + own.join("").length / 100 + whole * 2 - slips * 3;
    if (!found.has(doc.location) || found.get(doc.location).rank < rank) found.set(doc.location, {doc, name, hidden, own, at, slips, rank, whole, first: own.length * 2 >= words.length});
  }
  // A name inside a longer one that was found is not meant: "realism" in "offensive realism".
  const kept = [...found.values()].sort((a, b) => b.rank - a.rank);
  return kept.filter((one, i) => !kept.slice(0, i).some(other => other.at <= one.at && other.at + other.own.length >= one.at + one.own.length && other.doc !== one.doc));
}

const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const unescape = text => text.replace(/<sup>.*?<\/sup>/g, "").replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

/* The part of a text where most of the words stand, with the words marked: the reading text, nothing added. */
function excerpt(text, terms) {
  const words = unescape(text).split(/\s+/).filter(Boolean);
  const hits = words.map(word => stems(word).some(one => terms.has(one)));
  let best = 0, most = -1;
  for (let start = 0; start === 0 || start + EXCERPT <= words.length; start++) {
    const count = hits.slice(start, start + EXCERPT).filter(Boolean).length;
    if (count > most) [best, most] = [start, count];
  }
  const shown = words.slice(best, best + EXCERPT).map((word, i) => hits[best + i] ? `<mark>${escape(word)}</mark>` : escape(word));
  return (best ? "… " : "") + shown.join(" ") + (best + EXCERPT < words.length ? " …" : "");
}

/* Why a document was found, where its own words do not say so. */
function reason(doc, entries) {
  const entry = entries.find(one => one.doc === doc);
  if (entry && entry.name.toLowerCase() !== unescape(doc.title).toLowerCase()) return ` <small>${entry.hidden ? "found by" : "also"}: ${escape(entry.name)}</small>`;
  const meant = entries.filter(one => (doc.concepts || "").split(" ").includes(one.doc.entry) && contains(stems(unescape(doc.text)), one.own) < 0);
  return meant.length ? ` <small>mentions ${meant.map(one => one.doc.title).join(", ")}</small>` : "";
}

async function search(query) {
  const loaded = await load(), {engine, names, docs} = loaded;
  const phrases = [...query.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map(match => split(match[1])).filter(words => words.length);
  const all = stems(query);
  const telling = all.filter(word => !QUESTION.has(word));
  const words = telling.length ? telling : all;
  if (!words.length) return [];

  const entries = named(words, all, names);
  const now = loaded.pagefind ? await fetch_papers(loaded, phrases, query, entries) : null;
  const asked = id => !now || !id.startsWith("papers/") || now.has(id); // not what another query brought
  const mentions = doc => (doc.concepts || "").split(" ").filter(slug => entries.some(one => one.doc.entry === slug));
  const sequence = split(query);
  const verbatim = doc => sequence.length > 1 && telling.length && [doc.text, doc.received].some(text => text && contains(split(unescape(text)), sequence) >= 0);
  const found = engine.search(words.join(" "), {
    boost: {names: 1.5, hidden: 1.5, text: 1, unseen: 0.5, received: 0.2},
    prefix: (term, i, terms) => i === terms.length - 1 && term.length > 2,
    fuzzy: term => term.length > 8 ? 2 : term.length > 4 ? 1 : false,
    weights: {fuzzy: 0.2, prefix: 0.5},
    maxFuzzy: 2,
  });
  const scores = new Map(), terms = new Map();
  for (const {id, score, queryTerms, terms: matched} of found) {
    const doc = docs.get(id);
    const share = new Set(queryTerms).size / new Set(words).size;
    scores.set(id, score * share * share * (doc.boost ?? 1));
    terms.set(id, new Set(matched));
  }
  for (const [id, doc] of docs) {
    const meant = mentions(doc).length;
    if (meant) scores.set(id, (scores.get(id) ?? 1) * (1 + meant));
    if (verbatim(doc)) scores.set(id, (scores.get(id) ?? 0) * (doc.boost ?? 1) + 1e5);
  }
  for (const {doc, rank, first, whole} of entries) {
    if (first) scores.set(doc.location, 1e4 + (whole ? 1e6 : 0) + rank * 100 + mentions(doc).length * 1e3);
    else scores.set(doc.location, (scores.get(doc.location) ?? 1) * 2);
  }

  const hits = [...scores].filter(([id]) => asked(id)).filter(([id]) => {
    const doc = docs.get(id);
    const texts = [split(unescape(doc.text)), ...`${doc.names || ""} · ${doc.hidden || ""}`.split(" · ").map(split)];
    return (doc.text || doc.entry) && phrases.every(phrase => texts.some(text => contains(text, phrase) >= 0));
  }).sort(([, a], [, b]) => b - a);

  const groups = new Map();
  for (const [id, score] of hits) {
    const doc = docs.get(id), page = id.split("#")[0];
    const marked = new Set([...(terms.get(id) ?? []), ...words]);
    const item = {location: id, title: doc.title + reason(doc, entries), text: excerpt(doc.text, marked), score, terms: {}};
    if (!groups.has(page)) groups.set(page, []);
    groups.get(page).push(item);
  }
  for (const [page, items] of groups) {
    const best = items[0].score;
    items.forEach(item => { if (item.score > best / 3) item.score = best; }); // shown at once, the others behind "more"
    if (!items.some(item => item.location === page) && docs.has(page)) items.push({...docs.get(page), text: "", score: 0, terms: {}});
  }
  return [...groups.values()];
}

let newest = 0; // query: one that is no longer asked needs no answer

addEventListener("message", async ({data: {type, data}}) => {
  if (type === 0) postMessage({type: 1});
  if (type !== 2) return;
  const query = ++newest, asked = performance.now(), {pagefind} = await load();
  if (pagefind) await new Promise(done => setTimeout(done, PAUSE - (performance.now() - asked)));
  if (query !== newest) return;
  const items = await search(data);
  if (query === newest) postMessage({type: 3, data: {items}});
});
