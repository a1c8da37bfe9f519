/* The panel that "Cite" opens: what is cited, its style, and the reference to copy. Loaded when it is first opened. */
const openCitePanel = runPart(() => {
  /** Return the numbers of the paragraphs to choose from. */
  function createNumberSelect() {
    const select = createElement("select", {"aria-label": "Paragraph"});
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll("p > .paragraph-number");
    for (const {hash} of links) select.add(new Option(`¶${hash.slice(2)}`, hash.slice(2), false, hash === location.hash));
    return select;
  }

  /**
   * Return the choice of what is cited: the paper or page, a paragraph of it, a page of the paper by itself, the paper as it was published.
   * @param {Document} page
   * @param {HTMLSelectElement} number
   */
  function createObjectChoice(page, number) {
    const fieldset = createElement("fieldset", {}, createElement("legend", {}, "What is cited"));
    /** @param {string} name */
    const title = name => page.querySelector(`[data-object=${name}] h2`)?.textContent;
    const objects = {work: title("work"), paragraph: number.length && "This paragraph", page: title("page"), original: title("original")};
    for (const [value, label] of Object.entries(objects)) {
      const input = createElement("input", {type: "radio", name: "cited", value});
      if (label) fieldset.append(createElement("div", {}, createElement("label", {}, input, ` ${label} `), value === "paragraph" ? number : ""));
    }
    /** @type {HTMLInputElement | null} */
    const first = fieldset.querySelector("input");
    if (first) first.checked = true;
    return fieldset;
  }

  /**
   * Return what the page of references says of an object, with a heading and a button for each part.
   * @param {Document} page
   * @param {string} object
   * @param {string} [number]
   */
  function createResults(page, object, number) {
    const block = referenceBlock(page, object, number);
    const names = [[".reference", "Reference"], [".in-text", /notes|mhra/.test(chosenStyle()) ? "Note" : "In the text"]];
    for (const [selector, name] of names) {
      const nodes = copyNodes(block, selector), place = block.querySelector(selector);
      place?.before(createElement("h3", {}, name));
      place?.after(createButton("Copy", () => copyLines(name, () => [nodes]), {"aria-label": `Copy: ${name}`}));
    }
    return [block, ...page.querySelectorAll(`[data-object=${object}] > .missing, .files`)];
  }

  /**
   * Return the form of the panel, and what the choices in it say.
   * @param {Document} page
   */
  function createContent(page) {
    const number = createNumberSelect(), results = createElement("div");
    const form = createElement("form", {}, createObjectChoice(page, number), createElement("label", {}, "Style ", createStyleSelect()));
    const cited = /** @type {RadioNodeList} */ (form.elements.namedItem("cited"));
    const show = () => {
      const isParagraph = cited.value === "paragraph";
      results.replaceChildren(...createResults(page, isParagraph ? "work" : cited.value, isParagraph ? number.value : ""));
    };
    form.addEventListener("change", event => {
      if (event.target === number) cited.value = "paragraph";
      show();
    });
    show();
    return [form, results];
  }

  /**
   * Open the panel at once, and fill it when the page of references is there; without that, follow the link.
   * @param {HTMLAnchorElement} link
   */
  return async link => {
    const heading = createElement("h2", {}, "Cite");
    const dialog = createElement("dialog", {class: "quoting cite-panel md-typeset", "aria-label": "Cite"}, heading,
      createElement("p", {class: "status", role: "status"}), createButton("Close", () => dialog.close()));
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    const page = await references();
    if (!dialog.open) return;
    if (!page) {
      dialog.close();
      return location.assign(link.href);
    }
    heading.after(...createContent(page));
    dialog.querySelector("input")?.focus();
  };
});
