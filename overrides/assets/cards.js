/* Cards: rest on a term, a note's number or an emendation, focus or touch it, and read what it has to say (WCAG 1.4.13). Esc dismisses a
   card; it stays while the pointer is on it, and for good once it is pinned. What a card holds can open another. Tab goes on from what
   has a card to the links in it. Without this script a term is a plain link.
   An emendation is no stop for Tab, which would make the text a row of stops: the list at the end and the key E lead to it. */

/** Pin the card that was opened last. */
const pinCard = runPart(() => {
  const TARGETS = "a.term, a.footnote-ref, .emendation";
  const GLOSSARY = "assets/glossary.js";
  const DELAY = 300;  // milliseconds, so that a sweep of the pointer opens none

  /** @type {{card: HTMLElement, owner: HTMLElement}[]} the cards that are open and not pinned, each opened from the one before */
  const chain = [];
  /** @type {HTMLElement | null} what is to have a card as soon as its words are there */
  let wanted = null;
  let timer = 0, made = 0;
  /** @type {{opened: HTMLElement | undefined} | null} */
  let touch = null;
  let silent = false;  // while the focus goes back to what has a card, which is not to open it again
  const isSheet = () => matchMedia("(max-width: 44.98em) and (pointer: coarse)").matches;

  /** @param {string} slug */
  const entryAddress = slug => new URL(`glossary/${slug}/`, siteRoot).href;

  /**
   * Return the headword of a card and what it says.
   * @param {HTMLElement} target
   * @returns {Promise<{head: string | Node, text: (string | Node)[]} | null>}
   */
  async function contentOf(target) {
    if (target.matches(".emendation")) return emendationContent(target.dataset);
    const link = /** @type {HTMLAnchorElement} */ (target);
    return link.matches(".term") ? termContent(link) : noteContent(link, Boolean(link.closest(".footnote")));
  }

  /** @param {HTMLAnchorElement} term */
  async function termContent(term) {
    const {href, pathname} = term, paragraph = term.closest("p[id]")?.id ?? "";
    await loadScript(GLOSSARY);
    const entry = glossaryCards[/([\w-]+)\/(?:index\.html)?$/.exec(pathname)?.[1] ?? ""];
    if (!entry) return null;
    const related = entry.related.flatMap((slug, place) =>
      [place ? ", " : "See also: ", createElement("a", {class: "term", href: entryAddress(slug), tabindex: "-1"}, glossaryCards[slug].title)]);
    const text = [entry.summary, entry.mentions && `Mentions: ${entry.mentions}.`, related].filter(part => part.length);
    return {head: createElement("a", {href, "data-from": paragraph}, entry.title), text: text.map(part => createElement("p", {}, ...[part].flat()))};
  }

  /** @param {DOMStringMap} emendation */
  function emendationContent({received = "", reason = ""}) {
    const words = received.trim();
    const label = words ? ["Received: ", createElement("b", {}, words)] : ["Not in the received text"];
    return {head: "Emendation", text: [createElement("p", {}, ...label), createElement("p", {}, reason)]};
  }

  /**
   * @param {HTMLAnchorElement} number
   * @param {boolean} [inNotes] whether it stands in a note
   */
  function noteContent({hash, textContent}, inNotes = false) {
    const note = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!note || isBeside?.(note)) return null;
    const copy = createElement("div", {}, ...note.cloneNode(true).childNodes);
    copy.querySelectorAll(".footnote-backref").forEach(link => link.remove());
    copy.querySelectorAll("[id]").forEach(part => part.removeAttribute("id"));
    // From one note to another it is not far, and the other is full of links.
    if (inNotes) copy.querySelectorAll("a").forEach(link => link.setAttribute("tabindex", "-1"));
    const kind = note.parentElement?.previousElementSibling?.id === "sources" ? "Source" : "Note";
    return {head: `${kind} ${parseInt(textContent)}`, text: [...copy.childNodes]};
  }

  /** @param {HTMLElement} owner */
  function giveFocusBack(owner) {
    silent = true;
    owner.focus({preventScroll: true});
    silent = false;
  }

  /**
   * Put a card below the last line of its target or above the first, never over it: what is pressed must still be there when it is let go.
   * On a phone the style sheet puts it at the foot, and the target is moved up.
   * @param {HTMLElement} card
   * @param {HTMLElement} target
   */
  function place(card, target) {
    const lines = [...target.getClientRects()], first = lines[0] || target.getBoundingClientRect(), last = lines.at(-1) || first;
    const below = last.bottom + card.offsetHeight + 8 < innerHeight || first.top < card.offsetHeight + 60;
    const left = Math.min(below ? last.left : first.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    card.style.top = `${(below ? last.bottom + 4 : first.top - card.offsetHeight - 4) + scrollY}px`;
    if (isSheet()) scrollBy(0, Math.max(0, last.bottom + 8 - card.getBoundingClientRect().top));
  }

  /** @param {Node} node */
  const levelOf = node => chain.findIndex(({card}) => card.contains(node));

  /** @param {HTMLElement} target */
  async function open(target) {
    clearTimeout(timer);
    wanted = target;
    if (chain.some(({owner}) => owner === target)) return;
    const content = await contentOf(target).catch(() => null);
    if (!content || wanted !== target) return;
    closeFrom(levelOf(target) + 1);
    if (target.matches(".emendation")) target.tabIndex = -1;  // so that the focus can go back to it
    const id = `card-${++made}`;
    const card = createElement("div", {class: "card"}, createElement("p", {class: "headword"}, content.head), createElement("div", {id}, ...content.text));
    card.firstElementChild?.append(isSheet() ? createButton("Close", () => closeFrom(levelOf(card))) : createButton("Pin", () => pin(card), {tabindex: "-1"}));
    document.body.append(card);
    target.setAttribute("aria-describedby", id);
    chain.push({card, owner: target});
    place(card, target);
  }

  /**
   * Close a card and those that were opened from it.
   * @param {number} level
   */
  function closeFrom(level) {
    for (const {card, owner} of chain.splice(level)) {
      if (card.contains(document.activeElement)) giveFocusBack(owner);
      card.remove();
      owner.removeAttribute("aria-describedby");
    }
  }
  function closeAll() {
    clearTimeout(timer);
    wanted = null;
    closeFrom(0);
  }

  /**
   * Let a card stay where it is on the window until it is closed.
   * @param {HTMLElement} card
   */
  function pin(card) {
    const {owner} = chain.splice(levelOf(card))[0], {left, top} = card.getBoundingClientRect();
    owner.removeAttribute("aria-describedby");
    card.classList.add("pinned");
    card.querySelectorAll("a").forEach(link => link.removeAttribute("tabindex"));
    Object.assign(card.style, {left: `${left}px`, top: `${top}px`});
    const close = createButton("Close", () => {
      card.remove();
      giveFocusBack(owner);
    });
    card.querySelector(".headword button")?.replaceWith(close);
    close.focus({preventScroll: true});
  }

  /**
   * Return the target around a node.
   * @param {EventTarget | null} node
   * @returns {HTMLElement | null}
   */
  const targetAround = node => node instanceof Element ? node.closest(TARGETS) : null;
  /** @param {EventTarget | null} node */
  const isAtCard = node => node instanceof Element && Boolean(node.closest(`.card, ${TARGETS}`));

  /** @param {MouseEvent} event */
  function onClick(event) {
    const target = targetAround(event.target), node = targetOf(event);
    if (touch && target && touch.opened !== target) {
      event.preventDefault();
      open(target);
    } else if (target?.matches(".emendation")) open(target);
    else if (node.closest("a") || !node.closest(".card")) closeAll();
  }

  if (document.querySelector("a.term")) {
    for (const name of ["pointerover", "focusin"]) document.addEventListener(name, () => loadScript(GLOSSARY).catch(() => {}), {once: true});
  }
  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch" || !isAtCard(event.target) && !isAtCard(event.relatedTarget)) return;
    clearTimeout(timer);
    const target = targetAround(event.target), opened = chain.findIndex(({owner}) => owner === target);
    const level = Math.max(opened, levelOf(targetOf(event)));
    timer = setTimeout(() => {
      if (target && opened < 0) open(target);
      else closeFrom(level + 1);
    }, DELAY);
  });
  document.addEventListener("focusin", event => {
    const target = targetAround(event.target);
    if (silent) return;
    if (target) open(target);
    else if (levelOf(targetOf(event)) < 0) closeAll();
  });
  // What a click is made with is told by the pointer before it: Safari's clicks do not say.
  document.addEventListener("pointerdown", event => { touch = event.pointerType === "touch" ? {opened: chain.at(-1)?.owner} : null; });
  document.addEventListener("click", onClick);

  /**
   * Return where a key moves the focus: from a target into its card, between the links of a card, and back.
   * @param {KeyboardEvent} event
   * @param {HTMLElement} focused
   * @returns {HTMLElement | undefined}
   */
  function nextStop({key, shiftKey}, focused) {
    /** @param {HTMLElement} card @param {string} which */
    const stops = (card, which) => /** @type {HTMLElement[]} */ ([...card.querySelectorAll(which)]);
    const own = chain.find(({owner}) => owner === focused), around = chain[levelOf(focused)];
    if (own && key === "Tab") return shiftKey ? undefined : stops(own.card, ":is(a, button):not([tabindex])")[0];
    if (!around) return undefined;
    const arrow = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    const list = stops(around.card, arrow ? "a" : ":is(a, button):not([tabindex])"), at = list.indexOf(focused);
    if (arrow) return list.at((at + arrow) % list.length);
    return shiftKey ? list[at - 1] ?? around.owner : list[at + 1];
  }

  /** @param {KeyboardEvent} event */
  function moveFocus(event) {
    const focused = /** @type {HTMLElement} */ (document.activeElement), next = nextStop(event, focused);
    if (next) {
      event.preventDefault();
      next.focus({preventScroll: true});
    } else chain[levelOf(focused)]?.owner.focus({preventScroll: true});  // and the browser goes on from there
  }
  document.addEventListener("keydown", event => {
    touch = null;
    if (event.key === "Escape") closeFrom(Math.max(0, chain.length - 1));
    else if (["Tab", "ArrowDown", "ArrowUp"].includes(event.key) && !isModified(event)) moveFocus(event);
  });
  addEventListener("resize", () => chain.forEach(({card, owner}) => place(card, owner)));

  return () => {
    const last = chain.at(-1);
    if (last && !isSheet()) pin(last.card);
  };
});
