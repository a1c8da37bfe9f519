"""Link the first mention of each glossary entry in a section, under any of its names, to the entry.

Never in headings, links, titles in italics, code or notes, and an entry never links to itself. The visible text does not change.

    the CSTO      the <a class="term" href="/glossary/csto.md">CSTO</a>
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import page_path, paper_and_section
from scripts.markdown_ext.records import RecordsExtension, load_records
from scripts.reader.concepts.glossary import ENTRY_LINK

FOLDERS = ("papers/", "glossary/")
BLOCK_TAGS = {"p", "li", "dd", "td"}
CLOSED_TAGS = {"a", "abbr", "code", "em", "pre", "script", "style", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "details", "fieldset"}
BARRIER = "\ufffc"  # stands for an element that no mention may reach into or across


@dataclass
class Segment:
    """A stretch of a block's text: element.text or element.tail, and its offset in the text of the block."""

    path: tuple[etree.Element, ...]  # from the block to the element that holds the text
    element: etree.Element
    attribute: str  # "" for a barrier
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def segments(block: etree.Element) -> list[Segment]:
    """Return the text of a block in reading order, with a barrier for each part that must not be linked."""
    found: list[Segment] = []

    def add(path: tuple[etree.Element, ...], element: etree.Element, attribute: str) -> None:
        text = (getattr(element, attribute) or "") if attribute else BARRIER
        if text:
            found.append(Segment(path, element, attribute, found[-1].end if found else 0, text))

    def walk(path: tuple[etree.Element, ...]) -> None:
        add(path, path[-1], "text")
        for child in path[-1]:
            if child.tag in CLOSED_TAGS or child.tag in BLOCK_TAGS or not isinstance(child.tag, str):
                add(path, child, "")
            else:
                walk((*path, child))
            add(path, child, "tail")

    walk((block,))
    return found


@dataclass
class LinkRange:
    """What one link can enclose: in `parent`, from `first` to `last`, each a segment of its own text or a whole child."""

    parent: etree.Element
    first: Segment | etree.Element
    last: Segment | etree.Element


def link_range(block: etree.Element, start: int, end: int) -> LinkRange | None:
    """Return what a link around a mention encloses, or None if the mention takes a part of an element and something besides.

    Args:
        block: The block that holds the mention.
        start: The offset of its first character in the text of the block.
        end: The offset behind its last character.
    """
    found = segments(block)
    touched = [segment for segment in found if segment.start < end and segment.end > start]
    if not all(segment.attribute for segment in touched):
        return None
    one, two = touched[0].path, touched[-1].path
    depth = max(level for level in range(min(len(one), len(two))) if one[level] is two[level])
    first = touched[0] if len(one) == depth + 1 else one[depth + 1]
    last = touched[-1] if len(two) == depth + 1 else two[depth + 1]
    for side in (first, last):
        if not isinstance(side, Segment) and any(side in part.path and (part.start < start or part.end > end) for part in found):
            return None
    return LinkRange(one[depth], first, last)


def wrap(enclosed: LinkRange, start: int, end: int, link: etree.Element) -> None:
    """Move a mention, from offset `start` to `end` in its block, with the elements in it into a link."""
    parent, first, last = enclosed.parent, enclosed.first, enclosed.last
    children = list(parent)
    if isinstance(first, Segment):
        position = 0 if first.attribute == "text" else children.index(first.element) + 1
        before, link.text = first.text[: start - first.start], first.text[start - first.start : end - first.start]
    else:
        position = children.index(first)
    if first is not last:
        closing = last.element if isinstance(last, Segment) else last
        for child in children[position : children.index(closing) + 1]:
            parent.remove(child)
            link.append(child)
    if isinstance(last, Segment):
        link.tail = last.text[end - last.start :]
        if first is not last:
            last.element.tail = last.text[: end - last.start]
    else:
        link.tail, last.tail = last.tail, None
    if isinstance(first, Segment):
        setattr(first.element, first.attribute, before)
    parent.insert(position, link)


class GlossaryTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, records_path: str) -> None:
        super().__init__(md)
        self.records_path = records_path

    def run(self, root: etree.Element) -> None:
        page = page_path(self.md)
        if page and (not page.startswith(FOLDERS) or page.endswith("/index.md")):
            return
        records = load_records(self.records_path)
        linked = {Path(page).stem} if page.startswith("glossary/") else set()
        linked |= set(records.unlinked.get(paper_and_section(self.md)[0], ()))
        for block in linkable_blocks(root):
            first_mentions = []
            for mention in records.find("".join(segment.text for segment in segments(block))):
                if mention.slug not in linked and link_range(block, mention.start, mention.end):
                    linked.add(mention.slug)
                    first_mentions.append(mention)
            for mention in reversed(first_mentions):  # from the end, so that the offsets before stay true
                link = etree.Element("a", {"class": "term", "href": ENTRY_LINK.format(slug=mention.slug)})
                if enclosed := link_range(block, mention.start, mention.end):
                    wrap(enclosed, mention.start, mention.end, link)


def linkable_blocks(element: etree.Element) -> Iterator[etree.Element]:
    """Yield the blocks in an element in which terms are linked, those within others behind them."""
    for child in element:
        if child.tag in CLOSED_TAGS or child.get("class") == "footnote":
            continue
        if child.tag in BLOCK_TAGS:
            yield child
        yield from linkable_blocks(child)


class GlossaryExtension(RecordsExtension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline marks and notes (50 to 15) and attributes (8), before paragraph numbers (4) and relative links (0).
        md.treeprocessors.register(GlossaryTreeprocessor(md, self.records_path()), "glossary", 6)


makeExtension = GlossaryExtension
