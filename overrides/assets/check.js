/* The page that checks quotations: its form, and what it does with what is pasted, dropped or chosen. */
runPart(() => {
  const place = document.getElementById("check-quotation");
  if (!window.readerEditions || !place) return;
  const data = window.readerEditions, folder = "../../assets/", site = new URL("../../", location.href).href;
  Object.setPrototypeOf(data.texts, null);  // a paper may be called constructor
  // Loaded, in this order, for the first essay.
  const essayScripts = ["essay-text.js", "essay-quotations.js", "essay-citations.js", "essay-verdicts.js", "essay-findings.js", "essay-check.js",
    "essay-report.js", "essay-office.js", "essay-pdf.js", "essay-files.js"];
  /** @type {HTMLElement} */
  const status = find("#check-status");
  /** @type {HTMLElement} */
  const results = find("#check-results");
  const field = createElement("textarea", {id: "quotation", rows: "6", spellcheck: "false", "aria-describedby": "quotation-help"});
  const chosen = createElement("input", {id: "essay-file", type: "file", accept: ".docx,.odt,.pdf,.md,.txt"});
  const form = createElement("form", {},
    createElement("p", {}, createElement("label", {for: field.id}, "Quotation or link, or a whole essay")), field,
    createElement("p", {id: "quotation-help"}, "Three words or more."),
    createElement("button", {}, "Compare"),
    createElement("p", {class: "file"}, createElement("label", {for: chosen.id}, "Or a file (.docx, .odt, .pdf, .md, .txt)"), " ", chosen));
  let asks = 0;

  /**
   * Run a script; from disk a browser loads data as scripts, too. One that does not come is missing.
   * @param {string} src
   * @returns {Promise<void>}
   */
  const loadScript = src => new Promise(done => {
    const script = createElement("script", {src: trusted.createScriptURL(src)});
    script.async = false;
    script.onload = script.onerror = () => {
      script.remove();
      done();
    };
    document.head.append(script);
  });
  /** @param {Record<string, string>} papers by their digests */
  const load = papers => Promise.all(Object.entries(papers).map(([paper, digest]) => data.texts[paper]
    ? new Promise(done => setTimeout(done)) : loadScript(`editions/${paper}.js?${digest}`)));  // the one leaves the browser time for others
  const loadOwn = () => data.ownTexts ? undefined : loadScript(`own-texts.js?${data.own}`);

  /** @type {Promise<unknown> | undefined} */
  let essayLoaded;
  const loadEssayScripts = () => essayLoaded ??= Promise.all([loadQuoting().catch(() => {}), ...essayScripts.map(name => loadScript(`${folder}${name}`))]);

  /**
   * @param {(string | Node)[]} said
   * @param {(string | Node)[]} [below]
   */
  function show(said, below = []) {
    status.replaceChildren(...said);
    results.replaceChildren(...below);
  }

  /**
   * Return a function that says how far a work has come, in quarters, so that it is not always said; and whether it is still wanted.
   * @param {string} [what]
   */
  function startProgress(what = "Looked through") {
    const ask = ++asks;
    let announced = -1;
    return (/** @type {number} */ done, /** @type {number} */ all, unit = "papers") => {
      if (ask !== asks) return false;
      const quarter = Math.floor(4 * done / all);
      if (quarter > announced && done < all) status.textContent = done ? `${what} ${done} of ${all} ${unit} …` : "Comparing …";
      announced = Math.max(announced, quarter);
      return true;
    };
  }

  /**
   * @param {string} name
   * @param {string} type
   * @param {string} content
   */
  function save(name, type, content) {
    const address = URL.createObjectURL(new Blob([content], {type})), link = createElement("a", {href: address, download: name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  /**
   * Check an essay, and show its report.
   * @param {Essay} essay
   * @param {string} name of its file
   * @param {() => boolean} isWanted
   */
  async function checkWhole(essay, name, isWanted) {
    await loadOwn();
    const report = await checkEssay(data, essay, load), missing = Object.keys(Object.assign({}, ...data.papers)).filter(paper => !data.texts[paper]);
    if (!isWanted()) return;
    const parsed = parseDocument(reportHtml(report, site), "text/html"), title = `Quotations in ${name}`, stem = name.replace(/\.\w+$/, "");
    show([...summarizeEssay(report), ...missing.length && report.findings.some(({verdict}) => verdict === "missing") ? [`${missing.length} papers were not looked through.`] : []].map(createParagraph), [
      createElement("p", {class: "report-actions"}, createButton("Print", () => print()),
        createButton("Save as HTML", () => save(`${stem}-quotations.html`, "text/html", reportPage(report, title, site))),
        createButton("Save as CSV", () => save(`${stem}-quotations.csv`, "text/csv", `\ufeff${reportCsv(report, site)}`))),
      ...document.importNode(parsed.body, true).childNodes,
    ]);
    status.scrollIntoView({block: "nearest"});
  }

  /**
   * Compare what was pasted as one quotation; words that no paper has are sought in what this edition itself says. Returns what is to be
   * said, and whether the words are there; null if something else was asked meanwhile.
   */
  async function compare() {
    const goOn = startProgress(), ask = asks, found = await compareQuotation(data, field.value, load, goOn);
    if (!found) return null;
    const {asked, count, comparison} = found;
    if (!comparison) return {status: [whyNotCompared(asked, count)], results: [], isFound: false, isShort: true};
    const own = comparison.editions.every(({verdict}) => verdict === "missing") && await findOwn(asked.text);
    const isFound = Boolean(own) || /^(?:same|signs)$/.test(comparison.editions.at(-1)?.verdict ?? "");
    return ask === asks ? {...own ? describeOwnText(own) : describeComparison(asked, comparison), isFound, isShort: false} : null;
  }

  /**
   * @param {Place} asked
   * @param {number} count of words
   */
  function whyNotCompared({id, paper}, count) {
    if (count >= 3) return "This is too long to be compared at once. Paste a part of it.";
    return id && paper && !count ? "This link names a paragraph, but no words. Paste the words, too." : "Paste three words or more.";
  }

  /** @param {string} text */
  async function findOwn(text) {
    await loadOwn();
    return findOwnText(data, text);
  }

  /** Check what was pasted: an essay, unless it is a passage with quotation marks in it. */
  async function check() {
    const text = field.value, mayBeEssay = looksLikeEssay(text);
    results.replaceChildren();
    const compared = text.length < LONGEST_PASSAGE || !mayBeEssay ? await compare() : undefined;
    if (compared === null) return;
    if (!compared || mayBeEssay && !compared.isFound) {
      const goOn = startProgress();
      await loadEssayScripts();
      return checkWhole(parseText(text, /^\s*(?:#{1,6} |\[\^[^\]]+\]:)/m.test(text)), "essay", () => goOn(1, 1));
    }
    show(compared.status, compared.results);
    if (compared.isShort) field.focus();
    else status.scrollIntoView({block: "nearest"});
  }

  /** @param {File | undefined | null} file */
  async function checkFile(file) {
    if (!file) return;
    const goOn = startProgress("Read"), isWanted = () => goOn(1, 1);
    show([`Reading ${file.name} …`]);
    await loadEssayScripts();
    try {
      const essay = await readEssay(file, new URL(folder, location.href).href, (done, all) => goOn(done, all, "pages"));
      if (isWanted()) await checkWhole(essay, file.name, isWanted);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      if (isWanted()) show([`${file.name}: ${error.message}`]);
    }
  }

  place.append(form);
  form.addEventListener("submit", event => {
    event.preventDefault();
    check();
  });
  field.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  chosen.addEventListener("change", () => {
    checkFile(chosen.files?.[0]);
    chosen.value = "";
  });
  for (const kind of ["dragover", "drop"]) {
    form.addEventListener(kind, event => {
      const {dataTransfer} = /** @type {DragEvent} */ (event);
      if (!dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (kind === "drop") checkFile(dataTransfer.files[0]);
    });
  }
  const given = new URLSearchParams(location.search).get("quotation");
  if (given) {
    field.value = given;
    check();
  }
});
