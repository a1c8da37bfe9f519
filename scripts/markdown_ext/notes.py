"""Divide the notes at the foot of a page into the authors' own, those of this edition, and the sources.

mkdocs-bibtex turns citations into footnotes; this extension separates them and links each source to the bibliography.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.records import RecordsExtension, load_records

AUTHORS_NOTES, EDITION_NOTES, SOURCES = "Notes of the authors", "Notes of this edition", "Sources"
HEADING_IDS = {AUTHORS_NOTES: "authors-notes", EDITION_NOTES: "notes", SOURCES: "sources"}
NOTE_PREFIX = "fn:"
BACK_LABEL = "Back to the text"
BIBLIOGRAPHY = "/bibliography.md#{key}"


class NoteTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, records_path: str) -> None:
        super().__init__(md)
        self.records_path = records_path

    def run(self, root: etree.Element) -> None:
        close_up_note_marks(root)
        foot = next((child for child in root if child.get("class") == "footnote"), None)
        if foot is None:
            return
        keys = load_records(self.records_path).references
        for link in foot.iter("a"):
            if link.get("class") == "footnote-backref":  # screen readers have no word for its arrow
                link.attrib.pop("title", None)
                link.set("aria-label", BACK_LABEL)
        parts: dict[str, list[etree.Element]] = {name: [] for name in HEADING_IDS}
        for item in list(foot.iter("li")):
            key = item.get("id", "").removeprefix(NOTE_PREFIX)
            parts[SOURCES if key in keys else AUTHORS_NOTES if key.startswith("author-") else EDITION_NOTES].append(item)
            if key in keys:
                link = etree.SubElement(item[-1], "a", {"class": "all-citations", "href": BIBLIOGRAPHY.format(key=key)})
                link.text = "Where cited"
        foot.clear()
        foot.set("class", "footnote")
        start = 1
        for name, items in parts.items():
            if items:
                etree.SubElement(foot, "h2", {"id": HEADING_IDS[name]}).text = name
                listed = etree.SubElement(foot, "ol", {"start": str(start)} if start > 1 else {})
                listed.extend(items)
                start += len(items)


def close_up_note_marks(root: etree.Element) -> None:
    """Remove the space between a word and the number of its note, and put a comma between two numbers."""
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


class NoteExtension(RecordsExtension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After footnotes have their back links (15), before the table of contents reads the headings (5).
        md.treeprocessors.register(NoteTreeprocessor(md, self.records_path()), "notes", 12)


makeExtension = NoteExtension
