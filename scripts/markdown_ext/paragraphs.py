"""Paragraph numbers: {: #p12 } behind a paragraph puts a 12 before it, which links to the paragraph."""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.reader.paragraphs import ID, number


class ParagraphNumbers(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for paragraph in root.iter("p"):
            name = paragraph.get("id", "")
            if ID.fullmatch(name):
                link = etree.Element("a", {"class": "paragraph-number", "href": f"#{name}"})
                link.set("aria-label", f"Paragraph {number(name)}")
                link.text, link.tail = number(name), paragraph.text
                paragraph.text = None
                paragraph.insert(0, link)


class ParagraphExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After attr_list (8), which sets the ids, and after the glossary's links (6), which look at the words alone.
        md.treeprocessors.register(ParagraphNumbers(md), "paragraph-numbers", 4)


def makeExtension(**settings):
    return ParagraphExtension(**settings)
