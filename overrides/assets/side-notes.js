/* Notes beside the text, where the window is wide enough: the style sheet puts their list into the margin, and this puts each beside the line
   that refers to it; in the view of both texts the reasons of emendations stand among them. As they follow one another in a list, none can
   lie over another. A note that has less room than it is long shows its beginning, and all of it under the pointer or the focus. */

/** Whether a note stands in the margin. */
const isBeside = runPart(() => {
  const GAP = 10, LEAST = 96;  // pixels between two notes, and of a note that is cut
  const wide = matchMedia("screen and (min-width: 75em)");
  const article = /** @type {HTMLElement} */ (find("article"));
  /** @type {NodeListOf<HTMLOListElement>} the authors' notes, if they have any, and those of the edition */
  const lists = article.querySelectorAll(".footnote > :is(#authors-notes, #notes) + ol");
  const [list] = lists;
  if (!list) return () => false;
  const notes = /** @type {HTMLLIElement[]} */ ([...lists].flatMap(({children}) => [...children]));
  /** @type {Map<Element, Element>} the list of each at the foot, where that is narrow */
  const homes = new Map(notes.map(note => [note, /** @type {Element} */ (note.parentElement)]));
  // Each keeps its number wherever it stands among reasons.
  for (const {children, start, previousElementSibling} of lists) {
    [.../** @type {HTMLCollectionOf<HTMLLIElement>} */ (children)].reduce((number, note) => {
      note.classList.toggle("authors", previousElementSibling?.id === "authors-notes");
      return (note.value ||= number) + 1;
    }, start);
  }
  /** @type {[HTMLElement, Element][]} */
  let reasons = [];

  /** Put the reasons of all emendations among the notes, or take them away. */
  function updateReasons() {
    reasons.forEach(([reason]) => reason.remove());
    const both = wide.matches && document.querySelector(".views [value=both]:checked");
    /** @type {HTMLElement[]} */
    const emendations = [];
    if (both) emendations.push(.../** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll(".emendation")));
    reasons = emendations.map(emendation => [createElement("li", {class: "reason", "aria-hidden": "true"}, emendation.dataset.reason ?? ""), emendation]);
  }

  /** @param {Element} place */
  const lineOf = place => (place.getClientRects()[0] ?? place.getBoundingClientRect()).top;

  /** Put the notes back into their lists at the foot. */
  function returnHome() {
    if (!article.style.length) return;
    article.style.removeProperty("--notes-end");
    for (const note of notes) {
      note.removeAttribute("style");
      note.classList.remove("cut");
      homes.get(note)?.append(note);
    }
  }

  function align() {
    if (!wide.matches) return returnHome();
    /** @type {[HTMLElement, Element | null][]} */
    const placed = notes.map(note => [/** @type {HTMLElement} */ (note), document.getElementById(note.id.replace(/^fn/, "fnref"))]);
    const {top} = list.getBoundingClientRect();
    const items = [...placed, ...reasons].map(([item, place]) => ({item, line: place ? lineOf(place) - top : 0})).sort((a, b) => a.line - b.line);
    items.forEach(({item}) => item.removeAttribute("style"));
    notes.forEach(note => note.classList.remove("cut"));
    if (items.some(({item}, at) => item !== list.children[at])) list.append(...items.map(({item}) => item));
    const heights = items.map(({item}) => item.getBoundingClientRect().height);
    let bottom = -GAP;
    items.forEach(({item, line}, at) => {
      const start = Math.max(bottom + GAP, line), room = Math.max(LEAST, (items[at + 1]?.line ?? Infinity) - start - GAP);
      const height = Math.min(heights[at], heights[at] > room + 24 ? room : Infinity);
      item.style.setProperty("--space", `${start - Math.max(0, bottom)}px`);
      if (height < heights[at]) {
        item.style.setProperty("--room", `${height}px`);
        item.classList.add("cut");
      }
      bottom = start + height;
    });
    article.style.setProperty("--notes-end", `${bottom + list.offsetTop}px`);
  }

  function update() {
    updateReasons();
    align();
  }
  /** @param {Event} event */
  function point(event) {
    const number = targetOf(event).closest("a.footnote-ref");
    const note = number && document.getElementById(decodeURIComponent(/** @type {HTMLAnchorElement} */ (number).hash.slice(1)));
    notes.forEach(other => other.classList.toggle("pointed", other === note));
  }
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  document.addEventListener("change", update);
  wide.addEventListener("change", update);
  let isObserved = false;  // from the first call on, which only says that it is
  new ResizeObserver(() => {
    if (isObserved) align();
    isObserved = true;
  }).observe(article);
  update();
  /** @param {Element} note */
  return note => wide.matches && notes.some(other => other === note);
});
