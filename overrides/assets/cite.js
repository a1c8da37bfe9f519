/* Quote and cite: a quotation, an address, a reference of a selected passage, a paragraph, a page or a hit of the search.
   Without this script and those before it (cite-*.js) all links are plain. */

const isReceivedShown = () => Boolean(document.querySelector(".views [value=received]:checked"));

/* The bar at a selection and the menu of a paragraph, one at a time. Each stands in the page behind its paragraph. */
runPart(() => {
  /** @type {HTMLElement | null} */
  let box = null;
  /** @type {HTMLElement | null} the number of the paragraph whose menu is open */
  let owner = null;
  /** @type {Passage & {range: Range} | null} the passage whose bar is open */
  let selected = null;
  let held = false, inside = false, touch = false;  // of the pointer

  function close() {
    const back = box?.contains(document.activeElement) && owner;
    box?.remove();
    owner?.removeAttribute("aria-expanded");
    box = owner = selected = null;
    if (back) back.focus({preventScroll: true});
  }

  /**
   * Open a box behind a paragraph, near what it is for.
   * @param {HTMLElement} opened
   * @param {Element} paragraph
   * @param {HTMLElement | null} number
   * @param {DOMRectList | DOMRect[]} rects
   */
  function open(opened, paragraph, number, rects) {
    close();
    [box, owner] = [opened, number];
    (paragraph.closest("table, ol, ul, dl") ?? paragraph).after(box);
    references();
    loadQuoting().catch(() => {});
    const {left, top, width, height} = box.getBoundingClientRect(), last = rects[rects.length - 1];
    const y = [last.bottom + 6, rects[0].top - height - 6].find(y => y > 60 && y + height < innerHeight) ?? innerHeight - height - 8;
    const x = Math.max(8, Math.min(last.left, document.documentElement.clientWidth - width - 8));
    box.style.translate = `${x - left}px ${y - top}px`;
  }

  /** @param {Passage} passage */
  function createBar(passage) {
    const foot = touch || matchMedia("(max-width: 44.98em)").matches ? " at-foot" : "";
    const bar = createElement("div", {class: `quoting quote-bar${foot}`, role: "toolbar", "aria-label": "Quote and cite"},
      ...createCopyControls(passage), createStyleSelect());
    const emendations = passage.parts.flatMap(({emendation}) => emendation ? [describeReceived(emendation)] : []);
    if (emendations.length) {
      const instead = createElement("input", {type: "checkbox"});
      instead.checked = passage.received = isReceivedShown();
      instead.addEventListener("change", () => { passage.received = instead.checked; });
      bar.append(createElement("p", {}, `Received: ${emendations.join("; ")}.`), createElement("label", {}, instead, " Quote the received wording"));
    }
    return bar;
  }

  /**
   * Return the range of a selection; Firefox has one for each row that is selected in a table.
   * @param {Selection} selection
   */
  function rangeOf(selection) {
    const range = selection.getRangeAt(0).cloneRange(), last = selection.getRangeAt(selection.rangeCount - 1);
    range.setEnd(last.endContainer, last.endOffset);
    return range;
  }

  /**
   * Whether two ranges begin and end at the same places.
   * @param {Range} one
   * @param {Range} other
   */
  const isSame = (one, other) => [Range.START_TO_START, Range.END_TO_END].every(edge => !one.compareBoundaryPoints(edge, other));

  /** Offer the bar for what is selected, or take it away. */
  function offerBar() {
    const selection = getSelection();
    if (held || box && !selected) return;
    if (selection?.rangeCount && !selection.isCollapsed) offerBarFor(rangeOf(selection));
    else if (selected && !inside && !box?.contains(document.activeElement)) close();
  }

  /** @param {Range} range */
  function offerBarFor(range) {
    const passage = passageIn(range);
    if (!passage) return selected && close();
    if (selected && isSame(range, selected.range)) return;
    open(createBar(passage), passage.to, passage.from.querySelector(".paragraph-number"), range.getClientRects());
    selected = Object.assign(passage, {range});
  }

  /** @param {HTMLElement} number */
  function openMenu(number) {
    const paragraph = /** @type {HTMLElement} */ (number.parentElement), range = new Range();
    /** @type {HTMLInputElement | null} */
    const both = document.querySelector(".views [value=both]");
    /**
     * @param {string} text
     * @param {() => void} act
     */
    const item = (text, act) => createButton(text, () => { close(); act(); }, {role: "menuitem", tabindex: "-1"});
    range.selectNodeContents(paragraph);
    location.hash = paragraph.id;
    const menu = createElement("div", {class: "quoting paragraph-menu", role: "menu", "aria-label": number.getAttribute("aria-label") ?? ""},
      item("Copy link", () => copyLines("Link", () => [linkTo(paragraph.id)])),
      item("Copy citation", () => copyCitation(document.title, linkTo(paragraph.id), numberOf(paragraph))),
      item("Copy quotation", () => {
        const passage = passageIn(range);
        if (passage) copyQuotation({...passage, received: isReceivedShown()});
      }),
      item("Related passages", () => showRelated(paragraph)),
      ...both ? [item("Show both texts", () => {
        both.checked = true;
        paragraph.scrollIntoView();
      })] : []);
    open(menu, paragraph, number, [number.getBoundingClientRect()]);
    number.setAttribute("aria-expanded", "true");
    menuItems()[0].focus();
  }
  const menuItems = () => box && !selected ? /** @type {HTMLElement[]} */ ([...box.children]) : [];

  document.addEventListener("selectionchange", offerBar);
  document.addEventListener("pointerdown", event => {
    touch = event.pointerType !== "mouse";
    held = !touch;
    inside = Boolean(box?.contains(targetOf(event)));
    if (!inside && !selected) close();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      held = false;
      offerBar();
    });
  }
  document.addEventListener("click", event => {
    /** @type {HTMLAnchorElement | null} */
    const link = targetOf(event).closest(".paragraph-number, .cite-link");
    if (!link || isModified(event) || event.shiftKey) return;
    event.preventDefault();
    if (link.matches(".paragraph-number")) return openMenu(link);
    close();
    loadScript("assets/cite-panel.js").then(() => openCitePanel?.(link), () => location.assign(link.href));
  });
  document.addEventListener("focusin", event => targetOf(event).closest(".paragraph-number")?.setAttribute("aria-haspopup", "menu"));

  /** @param {KeyboardEvent} event */
  const arrowStep = ({key}) => key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  /** @param {Event} event */
  const numberAt = event => /** @type {HTMLElement | null} */ (targetOf(event).closest(".paragraph-number"));

  /**
   * What keys do, the first that fits; it takes the key from the browser, unless it passes it on.
   * @type {{when: (event: KeyboardEvent) => unknown, act: (event: KeyboardEvent) => unknown, passes?: boolean}[]}
   */
  const KEYS = [
    {when: ({key}) => key === "Escape" || key === "Tab" && menuItems().length, act: close, passes: true},
    {
      when: event => arrowStep(event) && menuItems().length,
      act: event => {
        const items = menuItems();
        items.at((items.indexOf(targetOf(event)) + arrowStep(event)) % items.length)?.focus();
      },
    },
    {when: event => isModified(event) || targetOf(event).matches("input, select, textarea, [contenteditable]"), act: () => {}, passes: true},
    {
      when: event => event.key === "Tab" && selected && !event.shiftKey && !box?.contains(targetOf(event)),
      act: () => box?.querySelector("button")?.focus(),
    },
    {when: ({key}) => key === "q" && selected, act: () => selected && copyQuotation(selected, copiedAs)},
    {when: event => "q ".includes(event.key) && numberAt(event), act: event => openMenu(/** @type {HTMLElement} */ (numberAt(event)))},
  ];
  document.addEventListener("keydown", event => {
    if (event.key === "q" && selected) offerBar();  // the selection may have changed since, and its event be still to come
    const handler = KEYS.find(({when}) => when(event));
    handler?.act(event);
    if (handler && !handler.passes) event.preventDefault();
  });
});

/* Where the received text is shown, it is copied. */
document.addEventListener("copy", event => {
  const selection = getSelection();
  if (!isReceivedShown() || !selection || selection.isCollapsed) return;
  const shown = createElement("div", {}, selection.getRangeAt(0).cloneContents());
  /** @type {NodeListOf<HTMLElement>} */
  const emendations = shown.querySelectorAll(".emendation");
  if (!emendations.length) return;
  emendations.forEach(emendation => emendation.replaceWith(emendation.dataset.received ?? ""));
  shown.querySelectorAll(`${NOT_TEXT}, .quoting`).forEach(other => other.remove());
  document.body.append(shown);
  event.clipboardData?.setData("text/plain", shown.innerText);
  event.preventDefault();
  shown.remove();
});
document.body.append(statusLine);
