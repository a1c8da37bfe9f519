/* Files of essays, read in the browser: nothing of them leaves the device. */

const MAX_FILE = 50_000_000, MAX_UNPACKED = 200_000_000;  // bytes
const PDF_SCRIPTS = ["pdf.min.mjs", "pdf.worker.min.mjs"];
const OFFICE_PARTS = ["word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml", "styles.xml"];
const LETTERS_PER_PAGE = 20;  // pages with fewer on average are pictures

/** What a reader is told of a file that cannot be read. */
class UnreadableFile extends Error {}

const DAMAGED = "This file is damaged. Open it in its own program and save it once more.";
const PASSWORD = "This file has a password. Save it without one, or paste the text.";

/**
 * Return what a stream gives, up to a number of bytes.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most
 */
async function readStream(stream, most) {
  const reader = stream.getReader(), chunks = [];
  let size = 0;
  for (let {done, value} = await reader.read(); !done; {done, value} = await reader.read()) {
    size += value?.length ?? 0;
    if (size > most) throw new UnreadableFile("This file unpacks to too much. Paste the text.");
    if (value) chunks.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/**
 * Return the entries of a zip archive, by path, each with a function that unpacks it.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function openZip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new UnreadableFile(DAMAGED);
  /** @type {Record<string, () => Promise<Uint8Array>>} */
  const entries = Object.create(null);
  for (let count = view.getUint16(end + 10, true), at = view.getUint32(end + 16, true); count > 0; count--) {
    const [flags, method] = [8, 10].map(offset => view.getUint16(at + offset, true)), size = view.getUint32(at + 20, true);
    const [name, extra, comment] = [28, 30, 32].map(offset => view.getUint16(at + offset, true)), header = view.getUint32(at + 42, true);
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name));
    entries[path] = async () => {
      if (flags & 1) throw new UnreadableFile(PASSWORD);
      const begin = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true), data = bytes.subarray(begin, begin + size);
      if (method === 0) return data;
      if (method !== 8) throw new UnreadableFile(DAMAGED);
      return readStream(new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw")), MAX_UNPACKED);
    };
    at += 46 + name + extra + comment;
  }
  return entries;
}

/**
 * @param {Element} element
 * @returns {XmlNode}
 */
const xmlTree = element => ({
  name: element.localName,
  attributes: Object.fromEntries([...element.attributes].map(({localName, value}) => [localName, value])),
  children: [...element.childNodes].flatMap(child => /** @type {(XmlNode | string)[]} */ (
    child instanceof Element ? [xmlTree(child)] : child instanceof Text ? [child.data] : [])),
});

/**
 * Return the essay in a file of Word or OpenDocument.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function readOffice(bytes) {
  const entries = openZip(bytes), isWord = "word/document.xml" in entries;
  if (!isWord && !("content.xml" in entries)) throw new UnreadableFile("This is neither a .docx nor an .odt file. Save it as one of these, or paste the text.");
  /** @param {string} path */
  const read = async path => new TextDecoder().decode(await entries[path]?.());
  if ((await read("META-INF/manifest.xml")).includes("encryption-data")) throw new UnreadableFile(PASSWORD);
  /** @type {Record<string, XmlNode>} */
  const parts = {};
  for (const path of OFFICE_PARTS.filter(path => path in entries)) {
    const xml = parseDocument(await read(path), "application/xml"), isBroken = xml.querySelector("parsererror");
    if (!isBroken) parts[path] = xmlTree(xml.documentElement);
    else if (/document|content/.test(path)) throw new UnreadableFile(DAMAGED);
  }
  return isWord ? parseWord(parts) : parseOpenDocument(parts);
}

/**
 * Return the library that reads PDFs, pdf.js. From disk a browser imports nothing but what is in its memory.
 * @param {string} folder
 */
async function loadPdfLibrary(folder) {
  let [library, worker] = PDF_SCRIPTS.map(name => `${folder}${name}`);
  if (location.protocol === "file:") {
    [library, worker] = await Promise.all([library, worker].map(async address =>
      URL.createObjectURL(new Blob([await (await fetch(address)).text()], {type: "text/javascript"}))));
    await import(worker);  // its messages need no worker
  }
  const pdf = await import(library);
  if (location.protocol !== "file:") pdf.GlobalWorkerOptions.workerPort = new Worker(trusted.createScriptURL(worker), {type: "module"});
  return pdf;
}

/**
 * Return the essay in a PDF.
 * @param {Uint8Array} bytes
 * @param {string} folder of the scripts
 * @param {(done: number, all: number) => boolean} goOn
 */
async function readPdf(bytes, folder, goOn) {
  const pdf = await loadPdfLibrary(folder).catch(cause => { throw new UnreadableFile("What reads PDFs could not be loaded. Try again, or paste the text.", {cause}); });
  const task = pdf.getDocument({data: bytes, disableFontFace: true, useWorkerFetch: false, useWasm: false, isEvalSupported: false});
  try {
    const opened = await task.promise, pages = [];
    for (let number = 1; number <= opened.numPages && goOn(number - 1, opened.numPages); number++) {
      const {items} = await (await opened.getPage(number)).getTextContent({disableNormalization: false});
      pages.push(items.flatMap((/** @type {any} */ {str, transform, width, height}) => str
        ? [{text: str, x: transform[4], y: transform[5], width, size: Math.hypot(transform[2], transform[3]) || height}] : []));
    }
    const letters = pages.flat().reduce((sum, {text}) => sum + text.trim().length, 0);
    if (letters < LETTERS_PER_PAGE * pages.length) throw new UnreadableFile("This PDF has no text, only pictures of pages. Run a program for character recognition (OCR) over it, or paste the text.");
    return parsePdf(pages);
  } finally {
    task.destroy();
  }
}

/**
 * Return the text of a file.
 * @param {Uint8Array} bytes
 */
function decodeText(bytes) {
  const [first, second] = bytes, utf16 = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "";
  if (!utf16 && bytes.includes(0)) throw new UnreadableFile("This is no file of text. Save it as .docx, .odt, .pdf, .md or .txt, or paste the text.");
  try {
    return new TextDecoder(utf16 || "utf-8", {fatal: true}).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Return the essay in a file; an error of the kind UnreadableFile says why there is none.
 * @param {File} file
 * @param {string} folder of the scripts
 * @param {(done: number, all: number) => boolean} [goOn]
 */
async function readEssay(file, folder, goOn = () => true) {
  if (file.size > MAX_FILE) throw new UnreadableFile("This file has more than 50 MB. Make its pictures smaller, or paste the text.");
  const bytes = new Uint8Array(await file.arrayBuffer()), head = String.fromCharCode(...bytes.subarray(0, 1024));
  if (!head.trim()) throw new UnreadableFile("This file is empty.");
  if (head.startsWith("\xd0\xcf\x11\xe0")) throw new UnreadableFile("This is a Word file of before 2007, or has a password. Save it as .docx without a password, or paste the text.");
  if (head.startsWith("{\\rtf")) throw new UnreadableFile("This is an .rtf file. Save it as .docx or .odt, or paste the text.");
  try {
    if (head.startsWith("PK")) return await readOffice(bytes);
    if (head.includes("%PDF-")) return await readPdf(bytes, folder, goOn);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(/** @type {Error} */ (error).name === "PasswordException" ? PASSWORD : DAMAGED, {cause: error});
  }
  return parseText(decodeText(bytes), /\.(?:md|markdown)$/i.test(file.name));
}
