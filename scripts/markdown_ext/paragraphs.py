"""Number paragraphs: {: #p12 } behind a paragraph puts a 12 before it, which links to the paragraph.

In a paper, a link to the lines of the received text stands at the paragraph's end; it is visible in the view of both texts.
A section says where in its paper it stands, and links to the sections before and after it behind its text.
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from copy import deepcopy

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import paper_and_section
from scripts.markdown_ext.records import TEXT, Records, RecordsExtension, load_records
from scripts.reader.text import section_outline
from scripts.reader.text.paragraphs import PARAGRAPH_ID, paragraph_number
from scripts.reader.text.section_outline import SectionOutline

NUMBERED_TAGS = ("p", "table")
AUTHORSHIP = "The authors' text, as edited here. Paragraph numbers, links and notes were added by the editors."
AUTHORSHIP_WITH_NOTES = (
    "The authors' text, as edited here. "
    "Paragraph numbers and links to the glossary were added by the editors; the notes say whose they are."
)


class ParagraphTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, records_path: str) -> None:
        super().__init__(md)
        self.records_path = records_path

    def run(self, root: etree.Element) -> None:
        numbered = [block for block in root.iter() if block.tag in NUMBERED_TAGS and PARAGRAPH_ID.fullmatch(block.get("id", ""))]
        if not numbered:
            return
        paper, section = paper_and_section(self.md)
        if paper:
            records = load_records(self.records_path)
            add_section_outline(root, numbered[-1], records, paper, section)
            for paragraph in numbered:
                if paragraph.tag == "p" and (lines := records.lines.get(paper, {}).get(paragraph.get("id", ""))):
                    paragraph.append(received_link(paper, *lines))
        for block in numbered:
            add_number(block)


def add_section_outline(root: etree.Element, last: etree.Element, records: Records, paper: str, section: str) -> None:
    """Add whose the text is and where the section stands behind the heading, and where to go on behind its text and its notes.

    Args:
        root: The page.
        last: The last numbered paragraph or table on it.
        records: What the extensions read.
        paper: The slug of the paper.
        section: The slug of the page.
    """
    outlines = records.outlines.get(paper, [])
    before, after = section_outline.neighbours(outlines, section)
    is_end = section in (TEXT, outlines[-1].slug if outlines else "")
    links = list(neighbour_links(before, after, records.further.get(paper, []) if is_end else []))
    if links:
        position = next(position for position, block in reversed(list(enumerate(root))) if last in block.iter())
        root.insert(position + 1, navigation(links, "Sections"))
        if root[-1].get("class") == "footnote":
            root.append(navigation(links, "Sections, after the notes"))
    if root[0].tag == "h1":
        authors_notes = any(mark.get("id", "").startswith("fnref:author-") for mark in root.iter("sup"))
        lines = {
            "place": section_outline.outline_text(outlines, section),
            "whose": AUTHORSHIP_WITH_NOTES if authors_notes else AUTHORSHIP,
        }
        for position, (name, text) in enumerate(filter(lambda line: line[1], lines.items()), 1):
            line = etree.Element("p", {"class": name})
            line.text = text
            root.insert(position, line)


def neighbour_links(before: SectionOutline | None, after: SectionOutline | None, further: list[list[str]]) -> Iterator[etree.Element]:
    """Yield links to the sections before and after one, with the time they take to read, and to what comes after the paper."""
    found = [("prev", f"Previous · {before.time}", before.title, f"{before.slug}.md")] if before else []
    if after:
        found.append(("next", f"Next · {after.time}", after.title, f"{after.slug}.md"))
    found += [("" if place else "next", label, title, address) for place, (label, title, address) in enumerate(further)]
    for relation, label, title, address in found:
        link = etree.Element("a", {"rel": relation, "href": address} if relation else {"href": address})
        etree.SubElement(link, "small").text = label
        link[-1].tail = " " + title
        yield link


def navigation(links: list[etree.Element], name: str) -> etree.Element:
    element = etree.Element("nav", {"class": "turn", "aria-label": name})
    element.extend(map(deepcopy, links))
    return element


def add_number(block: etree.Element) -> None:
    """Add the number of a paragraph, or of a table as its caption, as a link to itself."""
    id = block.get("id", "")
    link = etree.Element("a", {"class": "paragraph-number", "href": f"#{id}"})
    link.set("aria-label", f"Paragraph {paragraph_number(id)}")
    link.text = paragraph_number(id)
    if block.tag == "table":
        caption = etree.Element("caption")
        caption.append(link)
        block.insert(0, caption)
    else:
        link.tail, block.text = " " + (block.text or ""), None  # the space, for where no style sheet sets them apart
        block.insert(0, link)


def received_link(paper: str, first: int, last: int) -> etree.Element:
    """Return a link to the first of a paragraph's lines in the received text."""
    link = etree.Element("a", {"class": "received-lines", "hidden": "hidden", "href": f"/papers/{paper}/received.md#line{first}"})
    link.text = f"Received text, lines {first}–{last}" if last > first else f"Received text, line {first}"
    return link


class ParagraphExtension(RecordsExtension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After attr_list (8), which sets the ids, and after the glossary's links (6), which look at the words alone.
        md.treeprocessors.register(ParagraphTreeprocessor(md, self.records_path()), "paragraph-numbers", 4)


makeExtension = ParagraphExtension
