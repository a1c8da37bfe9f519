"""The text of a paper: front matter, paragraphs, emendations, collation with its source."""
