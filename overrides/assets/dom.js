/* What the scripts of a page share. They are classic scripts, so that pages work from disk: the names at the top of one are known
   to those after it, in the order of extra_javascript in mkdocs.yml. */

/**
 * Run a part of a page's scripts on its own, and return what it gives: the build joins them, and an error in one must not stop the others.
 * @template T
 * @param {() => T} part
 * @returns {T | undefined}
 */
const runPart = part => {
  try {
    return part();
  } catch (error) {
    reportError(error);
  }
};

const siteRoot = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);

/** @type {Record<string, Promise<unknown>>} */
const loadedScripts = {};

/**
 * Load a script that few readers need; the next time again, should it fail.
 * @param {string} path within the site
 */
const loadScript = path => loadedScripts[path] ??= new Promise((resolve, reject) => {
  const script = createElement("script", {src: trusted.createScriptURL(new URL(path, siteRoot).href)});
  script.addEventListener("load", resolve);
  script.addEventListener("error", () => {
    delete loadedScripts[path];
    reject(new TypeError(path));
  });
  document.head.append(script);
});

/**
 * Return the first element that matches a selector, on a page that is known to have one.
 * @template {Element} T
 * @param {string} selector
 * @returns {T}
 */
const find = selector => /** @type {T} */ (document.querySelector(selector));

/**
 * Return the element on which an event happened.
 * @param {Event} event
 */
const targetOf = event => /** @type {HTMLElement} */ (event.target);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} [attributes]
 * @param {...(string | Node)} content
 */
const createElement = (name, attributes, ...content) => {
  const element = document.createElement(name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...content);
  return element;
};

/**
 * @param {string} text
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, string>} [attributes]
 */
const createButton = (text, onClick, attributes) => {
  const button = createElement("button", {type: "button", ...attributes}, text);
  button.addEventListener("click", onClick);
  return button;
};

/* A browser that requires Trusted Types takes the address of a worker, and text to be parsed, only from a policy. This one knows two uses:
   scripts of this site, and documents without a window, in which nothing runs. */
const trusted = (globalThis.trustedTypes ?? {createPolicy: (/** @type {string} */ _, /** @type {TrustedRules} */ rules) => rules}).createPolicy("reader", {
  createScriptURL: address => {
    const {protocol, host} = new URL(address, location.href);
    if (protocol !== location.protocol || host !== location.host) throw new TypeError(address);
    return address;
  },
  createHTML: text => text,
});

/**
 * @param {string} text
 * @param {DOMParserSupportedType} type
 */
const parseDocument = (text, type) => new DOMParser().parseFromString(trusted.createHTML(text), type);

/** @param {KeyboardEvent | MouseEvent} event */
const isModified = event => event.ctrlKey || event.metaKey || event.altKey;

/**
 * Remember a choice of the reader; where nothing can be stored, it lasts as long as the page.
 * @param {string} name
 * @param {string} value
 */
const store = (name, value) => {
  try { localStorage[name] = value; } catch { /* as said */ }
};

/**
 * @param {string} name
 * @returns {string | undefined}
 */
const stored = name => {
  try { return localStorage[name]; } catch { /* as said */ }
};
