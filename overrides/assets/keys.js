/* Keys of one character. They never act in a field, and can be switched off (WCAG 2.1.4); "?" lists them. */
runPart(() => {
  const KEYS = [["/", "Search; also S or Ctrl+K"], ["n", "Next section"], ["p", "Previous section"], ["c", "Cite this page"], ["q", "Copy the selected passage as a quotation"],
    ["e", "Next emendation; with Shift, the one before"], ["k", "Keep the open card: pin it"], ["?", "This list"]];
  const FIELDS = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog, .quoting";
  let off = stored("keys") === "off";

  function openList() {
    const use = createElement("input", {type: "checkbox"});
    const rows = KEYS.map(([key, what]) => createElement("tr", {},
      createElement("th", {scope: "row"}, createElement("kbd", {}, key)), createElement("td", {}, what)));
    const dialog = createElement("dialog", {class: "keys", "aria-labelledby": "keys"}, createElement("h2", {id: "keys"}, "Keys"),
      createElement("table", {}, createElement("tbody", {}, ...rows)), createElement("p", {}, createElement("label", {}, use, " Use these keys")),
      createButton("Close", () => dialog.close()));
    use.checked = !off;
    use.addEventListener("change", () => {
      off = !use.checked;
      store("keys", off ? "off" : "on");
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  /**
   * Give an emendation the focus. Only then can it have it, as that divides the text for screen readers.
   * @param {HTMLElement | null | undefined} emendation
   */
  function focusEmendation(emendation) {
    if (!emendation) return;
    emendation.tabIndex = -1;
    emendation.focus();
  }
  const focusTarget = () => focusEmendation(document.querySelector(".emendation:target"));
  addEventListener("hashchange", focusTarget);
  focusTarget();

  /**
   * Move the focus to the emendation after the one that has it, or before it.
   * @param {boolean} back
   */
  function goToEmendation(back) {
    /** @type {NodeListOf<HTMLElement>} */
    const list = document.querySelectorAll("p .emendation");
    const emendations = [...list], focused = emendations.find(emendation => emendation === document.activeElement);
    const order = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const ahead = emendations.filter(emendation => focused ? focused.compareDocumentPosition(emendation) & order : !back);
    focusEmendation(ahead.at(back ? -1 : 0));
  }
  /** @param {string} selector */
  const follow = selector => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.click();

  const openSearch = () => searchBox?.open();

  /** @type {Record<string, () => void>} */
  const ACTIONS = {
    "/": openSearch, s: openSearch, f: openSearch, "?": openList,
    n: () => follow(".turn [rel=next]"), p: () => follow(".turn [rel=prev]"), c: () => follow(".cite-link"),
    k: () => pinCard?.(), e: () => goToEmendation(false), E: () => goToEmendation(true),
  };
  document.addEventListener("keydown", event => {
    const key = (event.ctrlKey || event.metaKey) && !event.altKey && event.key === "k" ? "/" : isModified(event) ? "" : event.key;
    if (off || targetOf(event).closest(FIELDS) || !Object.hasOwn(ACTIONS, key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ACTIONS[key]();
  }, true);

  /** @type {HTMLButtonElement} */
  const button = find(".keys-open");
  button.hidden = false;
  button.addEventListener("click", openList);
});
