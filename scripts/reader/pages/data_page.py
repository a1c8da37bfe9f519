"""The fragments of the page about data: the files of each paper, with links relative to /about/data/, and examples."""

import json

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.edition.edition import Edition

MOST_PAPERS = 3  # in an example
FILES = {
    "tei.xml": "TEI P5",
    "paragraphs.json": "paragraphs with numbers, checksums and entries, JSON",
    "apparatus.json": "emendations, JSON",
}


EXAMPLES = {
    "How often each entry is mentioned, in Python:": """\
import json
from collections import Counter
from urllib.request import urlopen

site = "https://example.org/reader/"
counts = Counter()
for paper in %(papers)s:
    for paragraph in json.load(urlopen(f"{site}papers/{paper}/paragraphs.json")):
        counts.update(paragraph["terms"])
for entry, count in counts.most_common(3):
    print(entry, count)
""",
    "The received text of a paper from its TEI, in Python:": """\
from urllib.request import urlopen
from xml.etree import ElementTree

site = "https://example.org/reader/"
tei = "{http://www.tei-c.org/ns/1.0}"
document = ElementTree.parse(urlopen(f"{site}papers/%(paper)s/tei.xml"))
for parent in document.iter():
    for child in list(parent):
        if child.tag in (tei + "corr", tei + "supplied", tei + "note"):
            child.text, tail = "", child.tail
            child.clear()
            child.tail = tail
for paragraph in document.iterfind(f".//{tei}body//{tei}p"):
    print(" ".join("".join(paragraph.itertext()).split()))
""",
    "The paragraphs of a section that have a word, on the command line:": """\
curl -s https://example.org/reader/papers/%(paper)s/%(section)s/text.txt | grep -i the
""",
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


def examples(edition: Edition) -> str:
    """Return programs that read the files, with the names of this edition's papers.

    They are HTML, because engines differ in how they colour code.
    """
    paper = next((paper for paper in edition.papers if paper.sections), None)
    if paper is None:
        return "They come with the first paper.\n"
    slugs = json.dumps([paper.slug for paper in edition.papers][:MOST_PAPERS])
    names = {"papers": slugs, "paper": paper.slug, "section": paper.sections[0].slug}
    return "".join(
        f'<p>{title}</p>\n<pre tabindex="0"><code>{escape_in_fragment(code % names, quote=False)}</code></pre>\n'
        for title, code in EXAMPLES.items()
    )
