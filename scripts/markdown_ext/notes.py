"""Notes and sources: the list at the foot of a page in parts, the authors' own notes, ours, and the sources they cite.

mkdocs-bibtex turns citations into footnotes; this sets them apart and links each source to the bibliography.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.records import RECORDS, load

AUTHORS, NOTES, SOURCES = "Notes of the authors", "Notes of this edition", "Sources"
ADDRESSES = {AUTHORS: "authors-notes", NOTES: "notes", SOURCES: "sources"}
PREFIX = "fn:"
BACK = "Back to the text"
BIBLIOGRAPHY = "/bibliography.md#{key}"


class NotesAndSources(Treeprocessor):
    def __init__(self, md: Markdown, records: str) -> None:
        super().__init__(md)
        self.records = records

    def run(self, root: etree.Element) -> None:
        close_up(root)
        foot = next((child for child in root if child.get("class") == "footnote"), None)
        if foot is None:
            return
        keys = load(self.records).references
        for link in foot.iter("a"):
            if link.get("class") == "footnote-backref":  # its sign says nothing aloud
                link.attrib.pop("title", None)
                link.set("aria-label", BACK)
        parts: dict[str, list[etree.Element]] = {name: [] for name in ADDRESSES}
        for item in list(foot.iter("li")):
            key = item.get("id", "").removeprefix(PREFIX)
            parts[SOURCES if key in keys else AUTHORS if key.startswith("author-") else NOTES].append(item)
            if key in keys:
                link = etree.SubElement(item[-1], "a", {"class": "all-citations", "href": BIBLIOGRAPHY.format(key=key)})
                link.text = "Where cited"
        foot.clear()
        foot.set("class", "footnote")
        start = 1
        for name, items in parts.items():
            if items:
                etree.SubElement(foot, "h2", {"id": ADDRESSES[name]}).text = name
                listed = etree.SubElement(foot, "ol", {"start": str(start)} if start > 1 else {})
                listed.extend(items)
                start += len(items)


def close_up(root: etree.Element) -> None:
    """Set the number of a note close behind its word, and a comma between two numbers."""
    for parent in root.iter():
        for position, child in enumerate(parent):
            if child.tag != "sup" or not child.get("id", "").startswith("fnref"):
                continue
            before = parent[position - 1] if position else None
            if before is None:
                parent.text = (parent.text or "").rstrip(" ")
            elif before.tag == "sup" and not (before.tail or "").strip():
                before[-1].tail, before.tail = ",", None
            else:
                before.tail = (before.tail or "").rstrip(" ")


class NotesExtension(Extension):
    def __init__(self, **settings) -> None:
        self.config = {"records": [RECORDS, "the file that prepare writes"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        # After footnotes have their back links (15), before the table of contents reads the headings (5).
        md.treeprocessors.register(NotesAndSources(md, self.getConfig("records")), "notes", 12)


def makeExtension(**settings):
    return NotesExtension(**settings)
