"""The edition as a whole, read from its files: pages, papers, sources, events, releases, redirects."""
