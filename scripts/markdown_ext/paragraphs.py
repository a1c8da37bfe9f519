"""Paragraph numbers: {: #p12 } behind a paragraph puts a 12 before it, which links to the paragraph.

In a paper, a link to the lines of the received text stands at the paragraph's end; it is shown in the view of both texts.
"""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import paper_and_section
from scripts.markdown_ext.records import RECORDS, load
from scripts.reader.paragraphs import ID, number

WHOSE = "The authors' text, as edited here. Numbers, links and notes are this edition's."


class ParagraphNumbers(Treeprocessor):
    def __init__(self, md: Markdown, records: str) -> None:
        super().__init__(md)
        self.records = records

    def run(self, root: etree.Element) -> None:
        numbered = [paragraph for paragraph in root.iter("p") if ID.fullmatch(paragraph.get("id", ""))]
        paper, _ = paper_and_section(self.md)
        lines = load(self.records).lines.get(paper, {}) if paper else {}
        if paper and numbered and len(root) and root[0].tag == "h1":
            told = etree.Element("p", {"class": "whose"})
            told.text = WHOSE
            root.insert(1, told)
        for paragraph in numbered:
            name = paragraph.get("id", "")
            link = etree.Element("a", {"class": "paragraph-number", "href": f"#{name}"})
            link.set("aria-label", f"Paragraph {number(name)}")
            link.text, link.tail = number(name), paragraph.text
            paragraph.text = None
            paragraph.insert(0, link)
            if name in lines:
                paragraph.append(received_lines(paper, *lines[name]))


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
