/* Search: the theme's script, which it needs, is loaded when it is opened, or asked for in the address. Its box opens by a button, too,
   and when it closes the focus goes back to where it was. */
const searchBox = runPart(() => {
  /** @type {HTMLInputElement} */
  const toggle = find("#__search");
  /** @type {HTMLInputElement} */
  const input = find(".md-search__input");
  /** @type {Element | null} */
  let focusedBefore = null;

  const root = () => new URL(JSON.parse(find("#__config").textContent ?? "").base, location.href);

  function loadTheme() {
    /** @type {HTMLScriptElement | null} */
    const inert = document.querySelector("script[type=for-search]");
    const {href} = location;
    if (!inert) return;
    // What it stores by these functions, which the theme's templates would define, is of no use here.
    Object.assign(window, {__md_get: () => null, __md_set: () => {}, __md_hash: () => 0});
    // As it starts, the theme's script goes to the place that the address names, and closes search: for so long the address names none.
    const script = createElement("script", {src: inert.src});
    /** @param {string} address */
    const rename = address => history.replaceState(history.state, "", address);
    rename(href.split("#")[0]);
    script.addEventListener("load", () => setTimeout(rename, 0, href));
    script.addEventListener("error", () => rename(href));
    inert.replaceWith(script);
  }
  function open() {
    const own = document.getElementById("q");
    if (own) return own.focus();
    focusedBefore = document.activeElement;
    if (!toggle.checked) toggle.click();
    input.focus();
  }
  function close() {
    if (toggle.checked) toggle.click();
  }
  function giveFocusBack() {
    if (toggle.checked || document.activeElement !== input && document.activeElement !== document.body) return;
    /** @type {HTMLElement} */ (focusedBefore ?? document.body).focus({preventScroll: true});
  }

  // The theme shows an excerpt only below a link to the page; the title of each hit says its page already.
  const list = find(".md-search-result__list");
  new MutationObserver(() => list.querySelectorAll("a:not(:only-child) > [data-md-score='0.00']").forEach(article => article.parentElement?.remove()))
    .observe(list, {childList: true});

  input.addEventListener("focus", loadTheme);
  toggle.addEventListener("change", loadTheme);
  const page = document.getElementById("search-results"); // which has a box of its own
  if (new URLSearchParams(location.search).has("q") && !page) loadTheme();
  const all = createElement("a", {class: "search-all", href: new URL("search/", root()).href}, "All hits, by kind and paper, and in context");
  find(".md-search__output").prepend(all);
  const nameAll = () => { all.search = input.value ? `?${new URLSearchParams({q: input.value})}` : ""; };
  all.addEventListener("focus", nameAll);
  all.addEventListener("pointerdown", nameAll);
  toggle.addEventListener("change", () => setTimeout(giveFocusBack));
  find(".search-open").addEventListener("click", open);
  document.querySelector(".search-here")?.append(createButton("Search this reader", open));
  find(".search-close").addEventListener("click", close);
  // The theme does this too, but only once its script is there.
  /** @type {HTMLElement} */ (find(".md-search")).addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    close();
    input.blur();
  });
  return {open};
});
