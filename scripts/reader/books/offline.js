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
      const files = ${JSON.stringify(files)}, load = self.importScripts.bind(self);
      const named = address => files[String(address).split("?")[0].split("/").pop()];
      self.importScripts = (...names) => load(...names.map(name => URL.createObjectURL(new Blob([named(name)]))));
      self.fetch = async address => new Response(named(address));
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

  /* Data comes as a script; a page comes in a hidden frame, which sends its own text to the page that asks. */
  const PAGE = "the text of this page";
  /**
   * @param {MessageEventSource | null} target
   * @param {unknown} message
   */
  const post = (target, message) => /** @type {WindowProxy} */ (target).postMessage(message, "*");
  if (window.parent !== window) post(window.parent, {[PAGE]: null});
  addEventListener("message", ({source, data}) => {
    if (data === PAGE) post(source, {[PAGE]: document.documentElement.outerHTML});
  });

  /**
   * Return the text of a page.
   * @param {string} address
   * @returns {Promise<string>}
   */
  const loadPage = address => new Promise(resolve => {
    const frame = Object.assign(document.createElement("iframe"), {src: address, hidden: true});
    /** @param {MessageEvent} event */
    const receive = ({source, data}) => {
      if (source !== frame.contentWindow || !data || !(PAGE in data)) return;
      if (data[PAGE] === null) {
        frame.onload = () => post(source, PAGE);
        return;
      }
      removeEventListener("message", receive);
      frame.remove();
      resolve(data[PAGE]);
    };
    addEventListener("message", receive);
    document.body.append(frame);
  });

  /** @param {string | URL | Request} request */
  async function fetchFromCopy(request) {
    const {href} = new URL(request instanceof Request ? request.url : request, document.baseURI), address = href.split(/[?#]/)[0];
    if (!address.startsWith(root)) throw new TypeError(`${address} is not in this copy of the site`);
    if (/(\.html|\/)$/.test(address)) return new Response(await loadPage(address.replace(/\/$/, "/index.html")));
    await loadScript(`${address}.js`);
    return new Response(offline.files[address.slice(root.length)]);
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
