"""Number paragraphs: {: #p12 } behind a paragraph puts a 12 before it, which links to the paragraph.

In a paper, a link to the lines of the received text stands at the paragraph's end; it is visible in the view of both texts.
A section says where in its paper it stands, and links to the sections before and after it behind its text.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import paper_and_section
from scripts.markdown_ext.records import RecordsExtension, load_records
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
            add_section_outline(root, numbered[-1], records.outlines.get(paper, []), section)
            for paragraph in numbered:
                if paragraph.tag == "p" and (lines := records.lines.get(paper, {}).get(paragraph.get("id", ""))):
                    paragraph.append(received_link(paper, *lines))
        for block in numbered:
            add_number(block)


def add_section_outline(root: etree.Element, last: etree.Element, outlines: list[SectionOutline], section: str) -> None:
    """Add whose the text is and where the section stands behind the heading, and links to its neighbours behind its text.

    Args:
        root: The page.
        last: The last numbered paragraph or table on it.
        outlines: The sections of the paper.
        section: The slug of the page.
    """
    neighbours = section_outline.neighbours(outlines, section)
    if any(neighbours):
        position = next(position for position, block in reversed(list(enumerate(root))) if last in block.iter())
        root.insert(position + 1, neighbour_links(*neighbours))
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


def neighbour_links(before: SectionOutline | None, after: SectionOutline | None) -> etree.Element:
    """Return links to the sections before and after one, each with its title and the time it takes to read."""
    links = etree.Element("nav", {"class": "turn", "aria-label": "Sections"})
    for relation, label, outline in (("prev", "Previous", before), ("next", "Next", after)):
        if outline:
            link = etree.SubElement(links, "a", {"rel": relation, "href": f"{outline.slug}.md"})
            etree.SubElement(link, "small").text = f"{label} · {outline.time}"
            link[-1].tail = " " + outline.title
    return links


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
