/** What the worker of the search finds: it loads overrides/assets/minisearch.js. */
type SearchEngine<T> = import("minisearch").default<T>;
declare const MiniSearch: typeof import("minisearch").default;
