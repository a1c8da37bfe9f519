"""Paragraph numbers: {: #p12 } behind a paragraph puts a 12 before it, which links to the paragraph.

In a paper, a link to the lines of the received text stands at the paragraph's end; it is shown in the view of both texts.
A section says where in its paper it stands, and behind its text leads to the sections before and after it.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import paper_and_section
from scripts.markdown_ext.records import RECORDS, load
from scripts.reader.text import section_outline
from scripts.reader.text.paragraphs import PARAGRAPH_ID, paragraph_number
from scripts.reader.text.section_outline import SectionOutline

NUMBERED = ("p", "table")
WHOSE = "The authors' text, as edited here. Numbers, links and notes are this edition's."
WHOSE_NOTED = "The authors' text, as edited here. Numbers and links to the glossary are this edition's; the notes say whose they are."


class ParagraphNumbers(Treeprocessor):
    def __init__(self, md: Markdown, records: str) -> None:
        super().__init__(md)
        self.records = records

    def run(self, root: etree.Element) -> None:
        numbered = [paragraph for paragraph in root.iter() if paragraph.tag in NUMBERED and PARAGRAPH_ID.fullmatch(paragraph.get("id", ""))]
        paper, section = paper_and_section(self.md)
        records = load(self.records)
        lines, found = (records.lines.get(paper, {}), records.places.get(paper, [])) if paper else ({}, [])
        neighbours = section_outline.neighbours(found, section)
        if numbered and any(neighbours):
            last = next(place for place, block in reversed(list(enumerate(root))) if numbered[-1] in block.iter())
            root.insert(last + 1, turn(*neighbours))
        if paper and numbered and len(root) and root[0].tag == "h1":
            noted = any(reference.get("id", "").startswith("fnref:author-") for reference in root.iter("sup"))
            for name, text in (("whose", WHOSE_NOTED if noted else WHOSE), ("place", section_outline.outline_text(found, section))):
                if text:
                    root.insert(1, told(name, text))
        for paragraph in numbered:
            name = paragraph.get("id", "")
            link = etree.Element("a", {"class": "paragraph-number", "href": f"#{name}"})
            link.set("aria-label", f"Paragraph {paragraph_number(name)}")
            link.text = paragraph_number(name)
            if paragraph.tag == "table":
                caption = etree.Element("caption")
                caption.append(link)
                paragraph.insert(0, caption)
                continue
            link.tail, paragraph.text = " " + (paragraph.text or ""), None  # the space, for where no style sheet sets them apart
            paragraph.insert(0, link)
            if name in lines:
                paragraph.append(received_lines(paper, *lines[name]))


def told(name: str, text: str) -> etree.Element:
    line = etree.Element("p", {"class": name})
    line.text = text
    return line


def turn(before: SectionOutline | None, after: SectionOutline | None) -> etree.Element:
    """Links to the sections before and after one, each with its title and the time it takes."""
    links = etree.Element("nav", {"class": "turn", "aria-label": "Sections"})
    for relation, name, place in (("prev", "Previous", before), ("next", "Next", after)):
        if place:
            link = etree.SubElement(links, "a", {"rel": relation, "href": f"{place.slug}.md"})
            etree.SubElement(link, "small").text = f"{name} · {place.time}"
            link[-1].tail = " " + place.title
    return links


def received_lines(paper: str, first: int, last: int) -> etree.Element:
    link = etree.Element("a", {"class": "received-lines", "hidden": "hidden", "href": f"/papers/{paper}/received.md#line{first}"})
    link.text = f"Received text, lines {first}–{last}" if last > first else f"Received text, line {first}"
    return link


class ParagraphExtension(Extension):
    def __init__(self, **settings) -> None:
        self.config = {"records": [RECORDS, "the file that prepare writes"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        # After attr_list (8), which sets the ids, and after the glossary's links (6), which look at the words alone.
        md.treeprocessors.register(ParagraphNumbers(md, self.getConfig("records")), "paragraph-numbers", 4)


def makeExtension(**settings):
    return ParagraphExtension(**settings)
