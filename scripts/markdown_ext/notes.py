"""Divide the notes at the foot of a page into the authors' own, those of this edition, and the sources.

mkdocs-bibtex turns citations into footnotes; this extension separates them and links the sources to the bibliography.
In a paper a note has one number on every page.
"""

import xml.etree.ElementTree as etree
from collections.abc import Mapping

from markdown import Markdown
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import paper_and_section
from scripts.markdown_ext.records import RecordsExtension, load_records

AUTHORS_NOTES, EDITION_NOTES, SOURCES = "Notes of the authors", "Notes of this edition", "Sources"
HEADING_IDS = {AUTHORS_NOTES: "authors-notes", EDITION_NOTES: "notes", SOURCES: "sources"}
NOTE_PREFIX = "fn:"
BACK_LABEL, BACK_LINK = "Back to the text", "footnote-backref"
BIBLIOGRAPHY = "/bibliography.md"


class NoteTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, records_path: str) -> None:
        super().__init__(md)
        self.records_path = records_path

    def run(self, root: etree.Element) -> None:
        close_up_note_marks(root)
        foot = next((child for child in root if child.get("class") == "footnote"), None)
        if foot is None:
            return
        records = load_records(self.records_path)
        keys, numbers = records.references, records.note_numbers.get(paper_and_section(self.md), {})
        number_references(root, numbers)
        for link in foot.iter("a"):
            if link.get("class") == BACK_LINK:  # screen readers have no word for its arrow
                link.attrib.pop("title", None)
                link.set("aria-label", BACK_LABEL)
                link.set("role", "doc-backlink")
        parts: dict[str, list[etree.Element]] = {name: [] for name in HEADING_IDS}
        for item in list(foot.iter("li")):
            key = label_of(item)
            if key in keys:  # a source is come to from a note that cites it, and often from several: back is the browser's
                remove_back_links(item)
            parts[SOURCES if key in keys else AUTHORS_NOTES if key.startswith("author-") else EDITION_NOTES].append(item)
        foot.clear()
        foot.attrib.update({"class": "footnote", "role": "doc-endnotes"})
        last = 0
        for name, items in parts.items():
            if items:
                etree.SubElement(foot, "h2", {"id": HEADING_IDS[name]}).text = name
                last = add_numbered(etree.SubElement(foot, "ol"), items, numbers, last)
                if name == SOURCES:
                    etree.SubElement(etree.SubElement(foot, "p"), "a", {"href": BIBLIOGRAPHY}).text = "All sources, and where each is cited"


def remove_back_links(note: etree.Element) -> None:
    """Remove the links back to the text from a note, with the space before them."""
    block = note[-1]
    for link in [child for child in block if child.get("class") == BACK_LINK]:
        block.remove(link)
    if len(block):
        block[-1].tail = (block[-1].tail or "").replace(NBSP_PLACEHOLDER, "")
    else:
        block.text = (block.text or "").replace(NBSP_PLACEHOLDER, "")


def add_numbered(listed: etree.Element, items: list[etree.Element], numbers: Mapping[str, int], last: int) -> int:
    """Put notes into a list in the order of their numbers, and return the last of these.

    Args:
        listed: The list.
        items: The notes.
        numbers: Their numbers, by label; those without one are numbered on.
        last: The number before the list.
    """
    for item in sorted(items, key=lambda item: numbers.get(label_of(item), last)):
        number = numbers.get(label_of(item), last + 1)
        if number != last + 1:
            item.set("value", str(number))
        elif not len(listed) and number > 1:
            listed.set("start", str(number))
        listed.append(item)
        last = number
    return last


def label_of(item: etree.Element) -> str:
    return item.get("id", "").removeprefix(NOTE_PREFIX)


def number_references(root: etree.Element, numbers: Mapping[str, int]) -> None:
    """Give the references to notes the numbers of these, and the role that screen readers know."""
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            link.set("role", "doc-noteref")
            link.text = str(numbers.get(link.get("href", "").removeprefix(f"#{NOTE_PREFIX}"), link.text))


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
