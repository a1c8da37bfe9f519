/** What the scripts of a page find there. */
interface Window {
  /** The data of the page that checks quotations: assets of about/check/, written by scripts/reader/releases/archive.py. */
  readerEditions?: Editions;
}

/** Trusted Types, which not all browsers have: https://w3c.github.io/trusted-types/dist/spec/ */
interface TrustedRules {
  createScriptURL: (address: string) => string;
  createHTML: (text: string) => string;
}
declare var trustedTypes: {createPolicy: (name: string, rules: TrustedRules) => TrustedRules} | undefined;

/** What the cards of terms say, by slug of the entry: assets/glossary.js, written by scripts/reader/build/glossary_data.py. */
declare const glossaryCards: Record<string, {title: string, summary: string, mentions: string, related: string[]}>;
