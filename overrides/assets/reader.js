/* The way back: from a paragraph to the entry whose list of mentions led there, and from an entry to the paragraph whose term did. */
runPart(() => {
  const STORED = "way-back";
  document.addEventListener("click", event => {
    /** @type {HTMLAnchorElement | null} */
    const link = targetOf(event).closest(".concordance a, .picture a, p[id] a.term, .headword a");
    if (!link) return;
    const title = find("h1").textContent, [page] = location.href.split("#"), paragraph = link.dataset.from ?? link.closest("p[id]")?.id ?? "";
    const from = /^p\d/.test(paragraph) ? {title: `¶${paragraph.slice(1)}, ${title}`, href: `${page}#${paragraph}`} : {title, href: page};
    try { sessionStorage.setItem(STORED, JSON.stringify({...from, to: new URL(link.getAttribute("href") ?? "", location.href).href})); } catch { /* there is no way back then */ }
  });
  /** @returns {{title: string, href: string, to: string} | null} */
  function storedWay() {
    try { return JSON.parse(sessionStorage.getItem(STORED) || "null"); } catch { return null; }
  }
  function offerWayBack() {
    document.querySelector(".way-back")?.remove();
    const way = storedWay();
    if (way?.to !== location.href) return;
    const place = location.hash ? document.getElementById(location.hash.slice(1)) : document.querySelector(".cite-link, h1");
    place?.after(createElement("a", {class: "way-back", href: way.href}, `Back to ${way.title}`));
  }
  addEventListener("hashchange", offerWayBack);
  document.addEventListener("prerenderingchange", offerWayBack);
  offerWayBack();
});

/* Where the reader is: the title in the header once the heading has gone, with the paragraph; the section in the contents; how far the paper is read. */
runPart(() => {
  /** @type {HTMLElement} */
  const heading = find("h1");
  const total = parseInt(/\bof (\d+)\w* · [^·]*$/.exec(document.querySelector(".place")?.textContent ?? "")?.[1] ?? "");
  const here = createElement("a", {class: "here", href: "#", title: "Back to the top"});
  here.hidden = true;
  find(".site").after(here);
  /** @type {HTMLElement} */
  const header = find(".md-header");
  /** @type {NodeListOf<HTMLElement>} */
  const paragraphs = document.querySelectorAll("article p[id]:has(> .paragraph-number)");
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const places = document.querySelectorAll(".places a");
  const targets = [...places].map(({hash}) => document.getElementById(decodeURIComponent(hash.slice(1))));
  const LINE = 140;  // pixels from the top: what is read stands below the header

  function tell() {
    const bottom = heading.getBoundingClientRect().bottom, gone = bottom < 48;
    /** @param {(Element | null)[]} elements */
    const lastAbove = elements => elements.findLastIndex(element => element && element.getBoundingClientRect().top < LINE);
    const paragraph = paragraphs[lastAbove([...paragraphs])]?.id.slice(1);
    here.hidden = !gone;
    const number = paragraph ? [`¶${paragraph}`, ...total ? [total] : []].join(" of ") : "";
    if (gone) here.textContent = [...number ? [number] : [], heading.innerText].join(" · ");
    document.documentElement.classList.toggle("scrolled", gone);
    header.style.setProperty("--read", `${gone && paragraph && total ? parseInt(paragraph) / total : 0}`);
    const place = lastAbove(targets);
    places.forEach((link, at) => {
      if (at === place) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  }
  let asked = 0;
  addEventListener("scroll", () => { asked ||= requestAnimationFrame(() => { asked = 0; tell(); }); }, {passive: true});
  addEventListener("load", () => scrollY && tell());
});

/* What the panel of citations shows is got ready as soon as it is likely to be opened. */
for (const name of ["pointerover", "focusin", "touchstart"]) {
  document.addEventListener(name, event => {
    if (!(event.target instanceof Element && event.target.closest(".cite-link"))) return;
    references();
    loadScript("assets/cite-panel.js").catch(() => {}); // it is asked for again when it is opened
  }, {passive: true});
}

/* What the reader chose is remembered: the palette and the view. The head of the page puts it back before anything is painted. */
runPart(() => {
  const root = document.documentElement;
  /** @type {HTMLButtonElement} */
  const button = find(".palette");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  /** Return the palette after the one that is shown: the other than the system's, the same as that, and then the system's own again. */
  function nextPalette() {
    const [same, other] = dark.matches ? ["slate", "default"] : ["default", "slate"], chosen = root.dataset.mdColorScheme;
    return chosen === other ? same : chosen === same ? "" : other;
  }
  function nameButton() {
    button.title = `Switch to the ${{slate: "dark", default: "light", "": "system’s"}[nextPalette()]} palette`;
    button.setAttribute("aria-label", button.title);
  }
  button.addEventListener("click", () => {
    const scheme = nextPalette();
    if (scheme) root.dataset.mdColorScheme = scheme;
    else delete root.dataset.mdColorScheme;
    store("palette", scheme);
    nameButton();
  });
  dark.addEventListener("change", nameButton);
  nameButton();
  document.querySelectorAll(".palette").forEach(part => { /** @type {HTMLElement} */ (part).hidden = false; });

  // In the received view our wordings stay in the page, hidden by the style sheet; they are not to be heard.
  const view = () => /** @type {HTMLInputElement | null} */ (document.querySelector(".views :checked"))?.value ?? "";
  function hideFromScreenReaders() {
    const received = view() === "received";
    document.querySelectorAll(".emendation > span").forEach(edited => {
      if (received) edited.setAttribute("aria-hidden", "true");
      else edited.removeAttribute("aria-hidden");
    });
  }
  document.querySelector(".views")?.addEventListener("change", () => store("view", view()));
  document.addEventListener("click", hideFromScreenReaders);
  document.addEventListener("change", hideFromScreenReaders);
  hideFromScreenReaders();
});

/* The foot of printed pages names the page, too. */
runPart(() => {
  const imprint = find(".foot p").textContent.trim(), [site] = imprint.split(", version");
  document.documentElement.style.setProperty("--imprint", JSON.stringify(document.title.replace(site, imprint)));
});
