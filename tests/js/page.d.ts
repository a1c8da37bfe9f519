/** What the scripts of a page find there. */
interface Window {
  /** The data of the page that checks quotations: assets of about/check/, written by scripts/reader/releases/archive.py. */
  readerEditions?: Editions;
}
