"""The fragment of the page about data: the files of each paper, with links relative to /about/data/."""

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.edition.edition import Edition

FILES = {
    "tei.xml": "TEI P5",
    "paragraphs.json": "paragraphs with numbers, checksums and entries, JSON",
    "apparatus.json": "emendations, JSON",
}


def file_list(edition: Edition) -> str:
    """Return the files of every paper as a list."""
    if not edition.papers:
        return "The edition has no paper yet.\n"
    rows = []
    for paper in edition.papers:
        links = (f'<a href="../../papers/{paper.slug}/{name}">{name}</a> ({what})' for name, what in FILES.items())
        rows.append(f"<li><cite>{escape_in_fragment(paper.short_title)}</cite>: {', '.join(links)}</li>")
    return "\n".join(["<ul>", *rows, "</ul>", ""])
