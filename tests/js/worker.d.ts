/** What the worker of the search loads: overrides/assets/stemmer.js. */
declare function stemmer(value: string): string;
