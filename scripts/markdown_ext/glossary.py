"""Glossary links: the first mention of each entry in a section, under any of its names, leads to the entry.

Never in headings, links, titles in italics, code or notes, and an entry never links to itself. The visible text does not change.

    the CSTO      the <a class="term" href="/glossary/csto.md" data-summary="Military alliance …" data-mentions="…">CSTO</a>
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import page_path
from scripts.markdown_ext.records import RECORDS, load
from scripts.reader.glossary import ADDRESS

FOLDERS = ("papers/", "glossary/")
BLOCKS = {"p", "li", "dd", "td"}
CLOSED = {"a", "abbr", "code", "em", "pre", "script", "style", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "details", "fieldset"}
BARRIER = "\ufffc"  # stands for an element that no mention may reach into or across


@dataclass
class Piece:
    """A stretch of a block's text: element.text or element.tail, the element that holds it, and where it begins."""

    holder: etree.Element
    element: etree.Element
    attribute: str
    start: int
    text: str


def pieces(block: etree.Element) -> Iterator[Piece]:
    """The text of a block in reading order, with a barrier for each part that must not be linked."""
    position = 0

    def piece(holder: etree.Element, element: etree.Element, attribute: str) -> Iterator[Piece]:
        nonlocal position
        text = getattr(element, attribute) or ""
        if text:
            yield Piece(holder, element, attribute, position, text)
            position += len(text)

    def walk(element: etree.Element) -> Iterator[Piece]:
        nonlocal position
        yield from piece(element, element, "text")
        for child in element:
            if child.tag in CLOSED or child.tag in BLOCKS or not isinstance(child.tag, str):
                yield Piece(element, child, "", position, BARRIER)
                position += 1
            else:
                yield from walk(child)
            yield from piece(element, child, "tail")

    yield from walk(block)


def wrap(first: Piece, last: Piece, start: int, end: int, link: etree.Element) -> None:
    """Put the text from offset start to end, and the elements between, into a link. Both pieces have one holder."""
    holder = first.holder
    before, after = first.text[: start - first.start], last.text[end - last.start :]
    position = 0 if first.attribute == "text" else list(holder).index(first.element) + 1
    if first is last:
        link.text = first.text[start - first.start : end - first.start]
    else:
        link.text = first.text[start - first.start :]
        last_position = list(holder).index(last.element)
        for child in list(holder)[position : last_position + 1]:
            holder.remove(child)
            link.append(child)
        last.element.tail = last.text[: end - last.start]
    setattr(first.element, first.attribute, before)
    link.tail = after
    holder.insert(position, link)


class GlossaryLinks(Treeprocessor):
    def __init__(self, md: Markdown, records: str) -> None:
        super().__init__(md)
        self.records = records

    def run(self, root: etree.Element) -> None:
        page = page_path(self.md)
        if page and (not page.startswith(FOLDERS) or page.endswith("/index.md")):
            return
        records = load(self.records)
        linked = {Path(page).stem} if page.startswith("glossary/") else set()
        for block in self.open_blocks(root):
            text = "".join(piece.text for piece in pieces(block))
            fresh = []
            for found in records.find(text):
                if found.slug not in linked and self.ends(block, found.start, found.end):
                    linked.add(found.slug)
                    fresh.append(found)
            for found in reversed(fresh):  # from the end, so that the offsets before stay true
                first, last = self.ends(block, found.start, found.end)
                link = etree.Element("a", {"class": "term", "href": ADDRESS.format(slug=found.slug)})
                link.set("data-summary", records.entries[found.slug]["summary"])
                link.set("data-mentions", records.entries[found.slug]["mentions"])
                wrap(first, last, found.start, found.end, link)

    def open_blocks(self, element: etree.Element) -> Iterator[etree.Element]:
        for child in element:
            if child.tag in CLOSED or child.get("class") == "footnote":
                continue
            if child.tag in BLOCKS:
                yield child
            yield from self.open_blocks(child)

    @staticmethod
    def ends(block: etree.Element, start: int, end: int) -> tuple[Piece, Piece] | None:
        """The pieces in which a mention begins and ends, if one link can hold both."""
        found = [piece for piece in pieces(block) if piece.start < end and piece.start + len(piece.text) > start]
        first, last = found[0], found[-1]
        return (first, last) if first.holder is last.holder and first.attribute and last.attribute else None


class GlossaryExtension(Extension):
    def __init__(self, **settings) -> None:
        self.config = {"records": [RECORDS, "the file that prepare writes"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        # After inline marks and notes (50 to 15) and attributes (8), before paragraph numbers (4) and relative links (0).
        md.treeprocessors.register(GlossaryLinks(md, self.getConfig("records")), "glossary", 6)


def makeExtension(**settings):
    return GlossaryExtension(**settings)
