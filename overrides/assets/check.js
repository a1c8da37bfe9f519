/* Is my quotation still there? What was pasted is aligned, word by word, with the paragraphs of every edition: editions.js names the papers,
   and each has a script with its text (scripts/editions.py).
   Everything above the page's own part is pure, and is what the tests call. */
const quotations = (() => {
  const FEW = 16, LIKELY = 3, NEAR = .8;  // papers loaded at once, and compared word by word; likeness at which no other paper is asked
  const GAP = "…", MARKS = /["“”„‟«»‹›]/g;
  const ELLIPSIS = /[[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?/g;
  const TOKEN = /[\p{L}\p{N}]+(?:['.\u2010-][\p{L}\p{N}]+)*|…|[[\]]|[^\s\p{L}\p{N}]/gu;
  const WORD = /[\p{L}\p{N}]/u;
  const CITATION = /[\s.,;]*\((?:[^()]|\([^()]*\))*(?:\b(?:19|20)\d\d\b|n\.d\.|paras?\.|pars?\.|¶)(?:[^()]|\([^()]*\))*\)[.\s]*$/u;

  /* A text as tokens: words, signs and gaps; quotation marks are left out, apostrophes and dashes are of one kind, [sic] is dropped.
     Words in square brackets are known as such: {word, own}. */
  function tokens(text) {
    const plain = text.normalize("NFKC").replace(/\u00ad/g, "").replace(/[[(]\s*sic!?\s*[\])]/gi, " ").replace(ELLIPSIS, ` ${GAP} `)
      .replace(MARKS, " ").replace(/(?<=[\p{L}\p{N}])[’‘ʼ´`](?=[\p{L}\p{N}])/gu, "'").replace(/['’‘‚‛`´]/gu, (mark, at, all) =>
        WORD.test(all[at - 1] ?? "") && WORD.test(all[at + 1] ?? "") ? "'" : " ").replace(/[‐‑–—−]/g, "-");
    const found = [];
    let own = false, glued = false;
    for (const {0: word, index} of plain.matchAll(TOKEN)) {
      if (word === "[" || word === "]") {
        glued = WORD.test(plain[index + (word === "[" ? -1 : 1)] ?? "") && found.length > 0;  // [T]he, state[s]
        if (word === "[" && glued) found.at(-1).joins = true;
        if (word === "]" && glued) found.at(-1).joins = true;
        own = word === "[";
      } else if (found.at(-1)?.joins && WORD.test(word)) Object.assign(found.at(-1), {word: found.at(-1).word + word, joins: false, free: true});
      else found.push(word === GAP ? {gap: true, word} : {word, own, sign: !WORD.test(word)});
    }
    return found;
  }

  /* What was pasted: the words quoted, and the paper, page and paragraph that a link in it names. */
  function read(pasted) {
    const links = [...pasted.matchAll(/\b(?:https?|file):\/\/\S+/g)].map(([link]) => link);
    const place = links.map(link => /papers\/([a-z0-9-]+)\/(?:([a-z0-9-]+)\/)?(?:index\.html)?#(p\d+[a-z]?)(.*)/.exec(link)).filter(Boolean).at(-1);
    const page = links.map(link => /\bpapers\/([a-z0-9-]+)(?:\/|$)/.exec(link)).filter(Boolean).at(-1);
    const numbers = /(?:\bparas?\.|\bpars?\.|¶)\s*(\d+[a-z]?)/.exec(pasted);
    const found = {text: unwrap(pasted.trim()), paper: (place ?? page)?.[1], id: place?.[3] ?? (numbers ? `p${numbers[1]}` : undefined)};
    if (/^\S*$/.test(pasted.trim()) && links.length) {
      const [, words = ""] = /:~:(?:.*&)?text=([^&]*)/.exec(place?.[4] ?? "") ?? [];
      const terms = words.split(",").filter(term => !term.endsWith("-") && !term.startsWith("-")).map(decode);
      return {...found, text: terms.join(` ${GAP} `), ends: terms.length > 1};
    }
    return found;
  }
  function decode(term) {
    try { return decodeURIComponent(term); } catch { return term; }
  }

  /* A quotation without its quotation marks, and without the citation, the reference and the link behind it. */
  function unwrap(pasted) {
    const closing = {"“": "”", "‘": "’", '"': '"', "'": "'", "„": "“”", "«": "»"}[pasted[0]];
    if (closing) {
      for (let at = 1; at < pasted.length; at++) {
        if (closing.includes(pasted[at]) && /^[.,;]?\s*(?:$|\n|[([“‘"'«\d]|https?:)/.test(pasted.slice(at + 1)) && /\S/.test(pasted[at - 1])) return pasted.slice(1, at);
      }
    }
    const lines = pasted.split("\n").filter(line => !/^\s*(?:https?|file):\/\/\S+\s*$/.test(line));
    return lines.join("\n").replace(/\b(?:https?|file):\/\/\S+\s*$/, "").replace(CITATION, "").trim();
  }

  const fold = word => word.toLowerCase();
  function slips(a, b) {  // whether two words differ by one or two letters
    if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 4) return false;
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (Math.min(...next) > 2) return false;
      row = next;
    }
    return row[b.length] <= 2;
  }

  /* What it costs to read one token for the other; initials may differ where a sentence was begun or joined: at the start, and in [T]he. */
  function cost(mine, theirs, first) {
    if (mine.word === theirs.word) return 0;
    if (mine.sign || theirs.sign) return mine.sign && theirs.sign ? .15 : 3;
    if ((first || mine.free || mine.own) && mine.word.slice(1) === theirs.word.slice(1) && fold(mine.word[0]) === fold(theirs.word[0])) return 0;
    if (fold(mine.word) === fold(theirs.word)) return .3;
    return slips(fold(mine.word), fold(theirs.word)) ? .6 : 1.4;
  }
  const lone = token => token.gap ? 0 : token.sign ? .1 : token.own ? .2 : 1;

  /* The best place for the words quoted among others: all of theirs before and behind it are free, and so is what a gap leaves out.
     Steps: {mine, theirs}, one of them undefined where a word stands on one side only; skipped, where a gap stands for it. */
  function align(mine, theirs, bias = () => 0) {
    const width = theirs.length + 1, rows = [Float64Array.from({length: width}, (_, j) => j < theirs.length ? bias(theirs[j]) : 1)];
    const initial = mine.findIndex(token => !token.sign && !token.gap);
    for (let i = 1; i <= mine.length; i++) {
      const token = mine[i - 1], above = rows[i - 1], row = new Float64Array(width);
      row[0] = above[0] + lone(token);
      for (let j = 1; j < width; j++) {
        const other = theirs[j - 1];
        const across = row[j - 1] + (token.gap ? .002 : lone(other));
        row[j] = token.gap ? Math.min(above[j], across) : Math.min(above[j] + lone(token), across, other.gap ? Infinity : above[j - 1] + cost(token, other, i - 1 <= initial));
      }
      rows.push(row);
    }
    let j = 0;
    const last = rows[mine.length];
    for (let k = 1; k < width; k++) if (last[k] < last[j]) j = k;
    const total = last[j], steps = [];
    for (let i = mine.length; i > 0;) {
      const token = mine[i - 1], other = theirs[j - 1], here = rows[i][j];
      const near = value => Math.abs(value - here) < 1e-9;
      if (token.gap) {
        if (j && near(rows[i][j - 1] + .002) && !near(rows[i - 1][j])) { steps.push({theirs: other, skipped: true}); j--; } else i--;
      } else if (j && !other.gap && near(rows[i - 1][j - 1] + cost(token, other, i - 1 <= initial))) { steps.push({mine: token, theirs: other}); i--; j--; }
      else if (near(rows[i - 1][j] + lone(token))) { steps.push({mine: token}); i--; }
      else { steps.push({theirs: other}); j--; }
    }
    return {total, steps: steps.reverse()};
  }

  const differs = ({mine, theirs, skipped}, at, steps) => !skipped && !(theirs?.gap && !mine) &&
    (!mine || !theirs ? !(mine?.own && !theirs) : cost(mine, theirs, steps.findIndex(step => step.mine && !step.mine.sign) >= at) > 0);
  const isSign = step => (step.mine ?? step.theirs).sign && (step.theirs ?? step.mine).sign;

  /* How a quotation stands in one text: same, signs (only punctuation differs), changed or gone; and where. */
  function judge(mine, stream, bias) {
    const {total, steps} = align(mine, stream, bias), words = mine.filter(token => !token.sign && !token.gap).length;
    while (steps.length && isSign(steps.at(-1)) && differs(steps.at(-1), steps.length - 1, steps)) steps.pop();  // the end of a quotation is the writer's
    while (steps.length && isSign(steps[0]) && differs(steps[0], 0, steps)) steps.shift();
    const wrong = steps.filter(differs), likeness = words ? 1 - total / (1.4 * words) : 0;
    const found = [...new Set(steps.filter(step => step.mine && step.theirs && !step.mine.sign).map(step => step.theirs.at))];
    const verdict = !found.length || likeness < .6 ? "gone" : !wrong.length ? "same" : wrong.every(isSign) ? "signs" : "changed";
    return {verdict, likeness, steps: steps.map((step, at) => ({...step, differs: wrong.includes(step)})), found};
  }

  /* The words of paragraphs in one edition, reading or received, in order; each knows its paragraph. */
  function stream(rows, edition, received) {
    return rows.filter(row => row.in[edition]).flatMap(row => {
      const [text, other = text] = row.texts[row.in[edition][0]];
      return tokens(received ? other : text).map(token => ({...token, own: false, at: row}));
    });
  }

  /* How rare the words are that a paragraph shares with those quoted: pairs count more than single ones. */
  function scoring(mine) {
    const words = mine.filter(token => !token.sign && !token.gap).map(token => fold(token.word));
    const known = new Set(words), pairs = new Set(words.map((word, at) => `${words[at - 1]} ${word}`));
    return row => {
      const seen = new Set();
      for (const text of row.texts.flat()) {
        let before = "";  // the word before, if it is one of those quoted
        for (const token of tokens(text)) {
          if (token.sign) continue;
          const word = fold(token.word), pair = `${before} ${word}`;
          before = known.has(word) ? word : "";
          if (before) seen.add(word);
          if (before && pairs.has(pair)) seen.add(pair);
        }
      }
      return [...seen].reduce((sum, one) => sum + (one.includes(" ") ? 3 : .2), 0);
    };
  }

  /* How a quotation stands in the paragraphs of papers: for each edition, the verdict on the reading text and, if it is nearer, the received one. */
  function judgeAll(editions, rows, mine, asked) {
    const meant = row => row.id === asked.id && (!asked.paper || row.paper === asked.paper), bias = token => asked.id && !meant(token.at) ? .3 : 0;
    const found = editions.map((edition, at) => {
      const [reading, received] = [false, true].map(received => ({edition, received, ...judge(mine, stream(rows, at, received), bias)}));
      const one = received.likeness > reading.likeness + 1e-6 && received.verdict !== "gone" ? {...received, reading} : reading;
      return {...one, places: one.found.map(row => ({id: row.id, page: row.in[at][1]}))};
    });
    const best = found.filter(one => one.verdict !== "gone").reduce((most, one) => Math.max(most, one.likeness), 0);
    return {editions: found, best, whole: found.some(one => one.verdict === "same" && (!asked.id || one.found.some(meant)))};
  }

  /* All that can be said of what was pasted. data: the editions, the papers in groups that are read as one, and the texts of those that are loaded;
     load(papers) loads more. The papers that are named come first; the others, a few at a time, only if these do not have the words, and
     until they are found whole. goOn(done, all) is asked before each step: null, if it says no. */
  async function compare(data, pasted, load = () => {}, goOn = () => true) {
    const asked = read(pasted), mine = tokens(asked.text), count = mine.filter(token => !token.sign && !token.gap).length;
    if (count < 3) return {asked, count, editions: []};
    const score = scoring(mine), isNamed = group => Object.hasOwn(group, asked.paper ?? "");
    const named = data.papers.filter(isNamed), others = data.papers.filter(group => !isNamed(group)), steps = named.length ? [named] : [];
    for (let at = 0; at < others.length; at += FEW) steps.push(others.slice(at, at + FEW));
    const all = data.papers.flatMap(Object.keys).length, missing = [];
    let likely = [], done = 0;
    for (const step of steps) {
      if (!goOn(done, all)) return null;
      const papers = Object.assign({}, ...step);
      await load(papers);
      done += Object.keys(papers).length;
      missing.push(...Object.keys(papers).filter(paper => !data.texts[paper]));
      for (const group of step) {
        const names = Object.keys(group).filter(paper => data.texts[paper]).sort((a, b) => (b === asked.paper) - (a === asked.paper));
        const rows = names.flatMap(paper => data.texts[paper].paragraphs.map(row => ({...row, paper})));
        const value = rows.reduce((most, row) => Math.max(most, score(row)), 0) + (isNamed(group) ? 1 : 0);
        if (rows.length) likely.push({value, isNamed: isNamed(group), names, rows});
      }
      likely = likely.sort((a, b) => b.value - a.value).slice(0, LIKELY);
      for (const one of likely) if (!one.editions) Object.assign(one, judgeAll(data.editions, one.rows, mine, asked));
      if (likely.some(one => one.whole || one.isNamed && one.best >= NEAR)) break;
    }
    if (!goOn(done, all)) return null;
    const rank = one => one.best + (one.isNamed ? .01 : 0);
    const best = likely.reduce((a, b) => rank(b) > rank(a) ? b : a, likely[0]);
    const titles = Object.assign({}, ...(best?.names ?? []).map(paper => data.texts[paper].titles));
    return {asked, count, editions: best?.editions ?? [], titles, all, done, missing, early: best?.whole && !best.isNamed && done < all};
  }

  return {read, compare};
})();

/* The page. */
(() => {
  const data = window.readerEditions, place = document.getElementById("check-quotation");
  if (!data || !place) return;
  const status = document.getElementById("check-status"), results = document.getElementById("check-results");
  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...content);
    return element;
  };
  const field = make("textarea", {id: "quotation", rows: 6, spellcheck: false, "aria-describedby": "quotation-help"});
  const form = make("form", {},
    make("p", {}, make("label", {for: field.id}, "Quotation or link")), field,
    make("p", {id: "quotation-help"}, "Three words or more."), make("button", {}, "Compare"));
  const VERDICTS = {
    same: "The words stand unchanged.",
    signs: "The words stand unchanged; the punctuation differs.",
    changed: "The words stand here, but not as quoted.",
    gone: "These words are not here.",
  };
  const number = id => id.slice(1);

  let titles = {}, asks = 0;

  /* The texts of papers, each by its digest, as scripts: from disk a browser loads nothing else. One that does not come is missing. */
  const load = papers => Promise.all(Object.entries(papers).map(([paper, digest]) => new Promise(done => {
    if (data.texts[paper]) return setTimeout(done);  // leaves the browser time for others
    const script = make("script", {src: `editions/${paper}.js?${digest}`});
    script.onload = script.onerror = () => {
      script.remove();
      done();
    };
    document.head.append(script);
  })));

  function where(places) {
    const pages = [...new Set(places.map(place => place.page))];
    return pages.map(page => {
      const ids = places.filter(place => place.page === page).map(place => number(place.id));
      return `${ids.length > 1 ? `paragraphs ${ids[0]}–${ids.at(-1)}` : `paragraph ${ids[0]}`} of ${titles[page] ?? page}`;
    }).join(", ");
  }
  // Opened from the disk, a folder shows its files and not its page.
  const file = location.protocol === "file:" ? "index.html" : "";
  const link = ({edition, places}) => make("a", {href: `../../${edition.root}${places[0].page}${file}#${places[0].id}`}, where(places));

  /* Runs of steps that differ, each with the words on both sides. */
  function differences(steps) {
    const runs = [];
    let open = null;
    for (const step of steps) {
      if (!step.differs) open = null;
      else {
        if (!open) runs.push(open = {mine: [], theirs: []});
        if (step.mine) open.mine.push(step.mine.word);
        if (step.theirs) open.theirs.push(step.theirs.word);
      }
    }
    return runs.map(run => [run.mine, run.theirs].map(words => spaced(words)));
  }
  const spaced = words => words.join(" ").replace(/ (?=[.,;:!?)%])|(?<=[(]) /g, "");

  function marked(steps) {
    const block = make("p", {class: "difference"});
    let gap = false;
    const put = (name, word) => block.append(block.childNodes.length && !/^[.,;:!?)]/.test(word) ? " " : "", name ? make(name, {}, word) : word);
    for (const {mine, theirs, skipped, differs} of steps) {
      if (skipped) {
        if (!gap) put("", "…");
      } else if (!differs) put("", (theirs ?? mine).word);
      else {
        if (mine) put("del", mine.word);
        if (theirs) put("ins", theirs.word);
      }
      gap = skipped;
    }
    return block;
  }

  function told(runs) {
    return make("ul", {}, ...runs.map(([mine, theirs]) => make("li", {},
      ...mine && theirs ? ["for ", make("b", {}, mine), " the text has ", make("b", {}, theirs)]
        : mine ? [make("b", {}, mine), " is not in the text"] : ["the text has also ", make("b", {}, theirs)])));
  }

  function item(one) {
    const {edition, verdict, received, reading} = one, name = make("h3", {}, edition.date ? `${edition.name}, ${edition.date}` : edition.name);
    if (verdict === "gone") return make("section", {}, name, make("p", {}, VERDICTS.gone));
    const parts = [make("p", {}, make("strong", {}, VERDICTS[verdict]), " In ", link(one), ".")];
    if (received && verdict === "changed") parts.push(make("p", {}, "Compared here with the wording as it was received, which is nearer to yours than the edition's:"));
    else if (received) parts.push(make("p", {}, "You quote the wording as it was received. The edition reads otherwise:"), told(differences(reading.steps)));
    if (verdict === "changed" || verdict === "signs") parts.push(marked(one.steps), told(differences(one.steps)));
    return make("section", {"data-verdict": verdict}, name, ...parts);
  }

  /* Says how far the comparison has come, in quarters, so that it is not always said; and whether it is still wanted. */
  function telling() {
    const ask = ++asks;
    let told = -1;
    return (done, all) => {
      if (ask !== asks) return false;
      const quarter = Math.floor(4 * done / all);
      if (quarter > told && done < all) status.textContent = done ? `Looked through ${done} of ${all} papers …` : "Comparing …";
      told = Math.max(told, quarter);
      return true;
    };
  }

  async function show() {
    results.replaceChildren();
    const found = await quotations.compare(data, field.value, load, telling());
    if (!found) return;  // something else was asked meanwhile
    const {asked, count, editions, all, done, missing, early} = found;
    ({titles} = found);
    if (count < 3) {
      status.textContent = asked.id && asked.paper && !count ? "This link names a paragraph, but no words. Paste the words, too."
        : "Paste three words or more.";
      return field.focus();
    }
    const newest = editions.at(-1), known = editions.findLast(one => one.verdict !== "gone");
    const lacking = missing?.length ? [make("p", {}, `${missing.length} of ${all} papers could not be loaded and were not compared. Try again.`)] : [];
    status.replaceChildren(make("p", {}, !known ? lacking.length ? "These words were not found." : "These words stand in no paragraph of this reader, in no edition."
      : newest.verdict !== "gone" ? `${newest.edition.name}: ${where(newest.places)}. ${VERDICTS[newest.verdict]}`
        : `${newest.edition.name}: these words are no longer there. ${known.edition.name} has them: ${where(known.places)}.`), ...lacking);
    if (!known) return results.append(make("p", {}, "Look for a slip in a rare word, or paste a longer piece. Notes and glossary entries are not compared."));
    const same = editions.filter(one => one.verdict === "same").length;
    results.append(make("h2", {}, "In each edition"), make("p", {}, same === editions.length
      ? editions.length > 1 ? `The words are the same in all ${editions.length} texts.` : "There is one text to compare with; no difference."
      : "Words of yours that the text does not have are struck through; words of the text that you do not have are underlined."));
    if (asked.ends) results.append(make("p", {}, "The link gives only the first and the last words of the passage. Those between them were not compared: paste them, too."));
    if (early) results.append(make("p", {}, `The words were found whole, so only ${done} of ${all} papers were looked through; others may have them, too. Paste the link, if the paper is not the one you mean.`));
    results.append(...editions.toReversed().map(item));
  }

  place.append(form);
  form.addEventListener("submit", event => {
    event.preventDefault();
    show();
  });
  const given = new URLSearchParams(location.search).get("quotation");
  if (given) {
    field.value = given;
    show();
  }
})();
