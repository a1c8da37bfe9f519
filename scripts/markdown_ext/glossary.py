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
from scripts.reader.concepts.glossary import ENTRY_LINK

FOLDERS = ("papers/", "glossary/")
BLOCKS = {"p", "li", "dd", "td"}
CLOSED = {"a", "abbr", "code", "em", "pre", "script", "style", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "details", "fieldset"}
BARRIER = "\ufffc"  # stands for an element that no mention may reach into or across


@dataclass
class Piece:
    """A stretch of a block's text: element.text or element.tail, and where it begins."""

    path: tuple[etree.Element, ...]  # from the block to the element that holds the text
    element: etree.Element
    attribute: str  # "" for a barrier
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces(block: etree.Element) -> list[Piece]:
    """The text of a block in reading order, with a barrier for each part that must not be linked."""
    found: list[Piece] = []

    def add(path: tuple[etree.Element, ...], element: etree.Element, attribute: str) -> None:
        text = (getattr(element, attribute) or "") if attribute else BARRIER
        if text:
            found.append(Piece(path, element, attribute, found[-1].end if found else 0, text))

    def walk(path: tuple[etree.Element, ...]) -> None:
        add(path, path[-1], "text")
        for child in path[-1]:
            if child.tag in CLOSED or child.tag in BLOCKS or not isinstance(child.tag, str):
                add(path, child, "")
            else:
                walk((*path, child))
            add(path, child, "tail")

    walk((block,))
    return found


@dataclass
class Place:
    """Where one link can hold a mention: in holder, from first to last, each a piece of holder's text or a whole child."""

    holder: etree.Element
    first: Piece | etree.Element
    last: Piece | etree.Element


def place_of(block: etree.Element, start: int, end: int) -> Place | None:
    """The place of a mention, or None if it takes a part of an element and something besides."""
    found = pieces(block)
    touched = [piece for piece in found if piece.start < end and piece.end > start]
    if not all(piece.attribute for piece in touched):
        return None
    one, two = touched[0].path, touched[-1].path
    depth = max(level for level in range(min(len(one), len(two))) if one[level] is two[level])
    first = touched[0] if len(one) == depth + 1 else one[depth + 1]
    last = touched[-1] if len(two) == depth + 1 else two[depth + 1]
    for side in (first, last):
        if not isinstance(side, Piece) and any(side in piece.path and (piece.start < start or piece.end > end) for piece in found):
            return None
    return Place(one[depth], first, last)


def wrap(place: Place, start: int, end: int, link: etree.Element) -> None:
    """Put a mention, from offset start to end, into a link, with the elements that it holds."""
    holder, first, last = place.holder, place.first, place.last
    children = list(holder)
    if isinstance(first, Piece):
        position = 0 if first.attribute == "text" else children.index(first.element) + 1
        before, link.text = first.text[: start - first.start], first.text[start - first.start : end - first.start]
    else:
        position = children.index(first)
    if first is not last:
        closing = last.element if isinstance(last, Piece) else last
        for child in children[position : children.index(closing) + 1]:
            holder.remove(child)
            link.append(child)
    if isinstance(last, Piece):
        link.tail = last.text[end - last.start :]
        if first is not last:
            last.element.tail = last.text[: end - last.start]
    else:
        link.tail, last.tail = last.tail, None
    if isinstance(first, Piece):
        setattr(first.element, first.attribute, before)
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
                if found.slug not in linked and place_of(block, found.start, found.end):
                    linked.add(found.slug)
                    fresh.append(found)
            for found in reversed(fresh):  # from the end, so that the offsets before stay true
                link = etree.Element("a", {"class": "term", "href": ENTRY_LINK.format(slug=found.slug)})
                link.set("data-summary", records.entries[found.slug]["summary"])
                link.set("data-mentions", records.entries[found.slug]["mentions"])
                wrap(place_of(block, found.start, found.end), found.start, found.end, link)

    def open_blocks(self, element: etree.Element) -> Iterator[etree.Element]:
        for child in element:
            if child.tag in CLOSED or child.get("class") == "footnote":
                continue
            if child.tag in BLOCKS:
                yield child
            yield from self.open_blocks(child)


class GlossaryExtension(Extension):
    def __init__(self, **settings) -> None:
        self.config = {"records": [RECORDS, "the file that prepare writes"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        # After inline marks and notes (50 to 15) and attributes (8), before paragraph numbers (4) and relative links (0).
        md.treeprocessors.register(GlossaryLinks(md, self.getConfig("records")), "glossary", 6)


def makeExtension(**settings):
    return GlossaryExtension(**settings)
