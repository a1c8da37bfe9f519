/* For the copy of the site that is opened from disk (scripts/reader/books/offline_copy.py), where a browser refuses workers and fetch.
   Loaded before all other scripts of a page. */
"use strict";
const offline = {files: {}, worker: null};

{
  const root = new URL("../", document.currentScript.src).href;
  const load = address => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), {src: address, onload: resolve, onerror: reject});
    document.head.append(script);
  });

  /* A worker may be started from the page's own memory. What it would load from the site comes with it. */
  const RealWorker = window.Worker;
  window.Worker = class extends EventTarget {
    #started;
    constructor() {
      super();
      this.#started = load(`${root}assets/offline-worker.js`).then(() => {
        const {script, files} = offline.worker;
        const opening = `{
          const files = ${JSON.stringify(files)}, load = self.importScripts.bind(self);
          const named = address => files[String(address).split("?")[0].split("/").pop()];
          self.importScripts = (...names) => load(...names.map(name => URL.createObjectURL(new Blob([named(name)]))));
          self.fetch = async address => new Response(named(address));
        }\n`;
        const worker = new RealWorker(URL.createObjectURL(new Blob([opening, script], {type: "text/javascript"})));
        worker.onmessage = ({data}) => this.dispatchEvent(new MessageEvent("message", {data}));
        return worker;
      });
    }
    postMessage(message) { this.#started.then(worker => worker.postMessage(message)); }
    terminate() { this.#started.then(worker => worker.terminate()); }
  };

  /* Data comes as a script; a page comes in a hidden frame, which sends its own text to the page that asks. */
  const PAGE = "the text of this page";
  if (window.parent !== window) window.parent.postMessage({[PAGE]: null}, "*");
  addEventListener("message", ({source, data}) => {
    if (data === PAGE) source.postMessage({[PAGE]: document.documentElement.outerHTML}, "*");
  });
  const framed = address => new Promise(resolve => {
    const frame = Object.assign(document.createElement("iframe"), {src: address, hidden: true});
    const receive = ({source, data}) => {
      if (source !== frame.contentWindow || !data || !(PAGE in data)) return;
      if (data[PAGE] === null) return frame.onload = () => source.postMessage(PAGE, "*");
      removeEventListener("message", receive);
      frame.remove();
      resolve(data[PAGE]);
    };
    addEventListener("message", receive);
    document.body.append(frame);
  });
  window.fetch = async request => {
    const url = new URL(request.url ?? request, document.baseURI), address = url.href.split(/[?#]/)[0], name = address.slice(root.length);
    if (!address.startsWith(root)) throw new TypeError(`${address} is not in this copy of the site`);
    if (/(\.html|\/)$/.test(address)) return new Response(await framed(address.replace(/\/$/, "/index.html")));
    await load(`${address}.js`);
    return new Response(offline.files[name]);
  };

  /* Links that scripts make, such as search results, lead to folders. */
  for (const kind of ["click", "auxclick"]) {
    document.addEventListener(kind, event => {
      const link = event.target.closest?.("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }, true);
  }
}
