/* Cards: hover, focus or touch a term, a note's number or an emendation and read what it has to say (WCAG 1.4.13).
   Esc dismisses a card, and it stays while the pointer is on it. Without this script a term is a plain link.
   An emendation is no stop for Tab, which would make the text a row of stops: the list at the end and the key E lead to it. */
runPart(() => {
  const TARGETS = "a.term, a.footnote-ref, .emendation";

  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLElement | null} */
  let owner = null;
  let closing = 0;
  /** @type {{opened: HTMLElement | null} | null} */
  let touch = null;

  /**
   * Return what the card of a term, of an emendation or of a note's number holds.
   * @param {HTMLElement} target
   */
  function content(target) {
    if (target.matches(".emendation")) return emendationContent(target.dataset);
    const link = /** @type {HTMLAnchorElement} */ (target);
    return link.matches(".term") ? termContent(link) : noteContent(link);
  }

  /** @param {HTMLAnchorElement} term */
  function termContent({href, dataset: {summary = "", mentions}}) {
    return [createElement("p", {}, summary), createElement("p", {}, `Mentions: ${mentions}. `, createElement("a", {href}, "Open the entry"))];
  }

  /** @param {DOMStringMap} emendation */
  function emendationContent({received = "", reason = ""}) {
    const words = received.trim();
    const label = words ? ["Received: ", createElement("b", {}, words)] : ["Not in the received text"];
    return [createElement("p", {}, ...label), createElement("p", {}, reason)];
  }

  /** @param {HTMLAnchorElement} number */
  function noteContent({hash}) {
    const copy = document.createElement("div");
    copy.append(...document.getElementById(decodeURIComponent(hash.slice(1)))?.cloneNode(true).childNodes ?? []);
    copy.querySelectorAll(".footnote-backref, .all-citations").forEach(link => link.remove());
    copy.querySelectorAll("[id]").forEach(part => part.removeAttribute("id"));
    return [...copy.childNodes];
  }

  /**
   * Put a card below the last line of its target or above the first, never over it: what is pressed must still be there when it is let go.
   * @param {HTMLElement} shown
   * @param {HTMLElement} target
   */
  function place(shown, target) {
    const lines = [...target.getClientRects()], first = lines[0] || target.getBoundingClientRect(), last = lines.at(-1) || first;
    const below = last.bottom + shown.offsetHeight + 8 < innerHeight || first.top < shown.offsetHeight + 60;
    const left = Math.min(below ? last.left : first.left, document.documentElement.clientWidth - shown.offsetWidth - 8);
    shown.style.left = `${Math.max(8, left) + scrollX}px`;
    shown.style.top = `${(below ? last.bottom + 4 : first.top - shown.offsetHeight - 4) + scrollY}px`;
  }

  /** @param {HTMLElement} target */
  function open(target) {
    clearTimeout(closing);
    if (owner === target) return;
    close();
    const parts = content(target);
    if (!parts.length) return;
    card = createElement("div", {class: "card", id: "card"}, ...parts);
    document.body.append(card);
    owner = target;
    owner.setAttribute("aria-describedby", "card");
    place(card, owner);
  }

  function close() {
    clearTimeout(closing);
    card?.remove();
    owner?.removeAttribute("aria-describedby");
    card = owner = null;
  }

  /**
   * Return the card or the target around a node.
   * @param {EventTarget | null} node
   * @returns {HTMLElement | null}
   */
  const around = node => node instanceof Element ? node.closest(".card") ?? node.closest(TARGETS) : null;

  /** @param {MouseEvent} event */
  function onClick(event) {
    const target = around(event.target);
    if (!target) return close();
    if (target === card) {
      if (targetOf(event).closest("a")) close();
    } else if (touch && touch.opened !== target) {
      event.preventDefault();
      open(target);
    } else if (target.matches(".emendation")) open(target);
    else close();
  }

  document.querySelectorAll(".emendation").forEach(emendation => { /** @type {HTMLElement} */ (emendation).tabIndex = -1; });
  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const target = around(event.target);
    if (!target) return;
    if (target === card) clearTimeout(closing);
    else open(target);
  });
  document.addEventListener("pointerout", event => {
    if (event.pointerType === "touch" || !card || around(event.relatedTarget)) return;
    closing = setTimeout(close, 300);
  });
  document.addEventListener("focusin", event => {
    const target = around(event.target);
    if (!target) close();
    else if (target !== card) open(target);
  });
  // What a click is made with is told by the pointer before it: Safari's clicks do not say.
  document.addEventListener("pointerdown", event => { touch = event.pointerType === "touch" ? {opened: owner} : null; });
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", event => {
    touch = null;
    if (event.key === "Escape") close();
  });
  addEventListener("resize", () => { if (card && owner) place(card, owner); });
});
