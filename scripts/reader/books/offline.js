/* For the copy of the site that is opened from disk (scripts/reader/books/offline_copy.py), where a browser refuses workers and fetch.
   Loaded before all other scripts of a page. */
"use strict";

/** @type {{files: Record<string, string>, worker: {script: string, files: Record<string, string>}}} what the scripts of the copy put here */
const offline = {files: {}, worker: {script: "", files: {}}};

(() => {
  const root = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

  /** @param {string} address */
  const loadScript = address => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), {src: address, onload: resolve, onerror: reject});
    document.head.append(script);
  });

  /* A worker may be started from the page's own memory. What it would load from the site comes with it. */
  const BrowserWorker = window.Worker;
  async function startWorker() {
    await loadScript(`${root}assets/offline-worker.js`);
    const {script, files} = offline.worker;
    const opening = `{
      const files = ${JSON.stringify(files)};
      self.fetch = async address => new Response(files[String(address).split("/").pop()]);
    }\n`;
    return new BrowserWorker(URL.createObjectURL(new Blob([opening, script], {type: "text/javascript"})));
  }
  class OfflineWorker extends EventTarget {
    #started = startWorker().then(worker => {
      worker.onmessage = ({data}) => this.dispatchEvent(new MessageEvent("message", {data}));
      return worker;
    });

    /** @param {unknown} message */
    async postMessage(message) {
      (await this.#started).postMessage(message);
    }
    async terminate() {
      (await this.#started).terminate();
    }
  }

  /* Data comes as a script each, and all pages that scripts fetch as one: a frame, which tells its text, does not in WebKit. */
  /** @param {string | URL | Request} request */
  async function fetchFromCopy(request) {
    const {href} = new URL(request instanceof Request ? request.url : request, document.baseURI), address = href.split(/[?#]/)[0];
    const name = address.slice(root.length), fails = () => { throw new TypeError(`${address} is not in this copy of the site`); };
    if (!address.startsWith(root)) fails();
    if (!(name in offline.files)) await loadScript(name.endsWith(".html") ? `${root}assets/offline-pages.js` : `${address}.js`);
    return new Response(offline.files[name] ?? fails());
  }
  Object.assign(window, {Worker: OfflineWorker, fetch: fetchFromCopy});

  /* Links that scripts make, such as search results, lead to folders. */
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, event => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true);
  }
})();
