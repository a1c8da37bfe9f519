"""Tables that can be read on a phone: each cell carries the name of its column, for a style sheet that stacks them."""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class StackedTables(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for table in root.iter("table"):
            table.set("class", "stacked")
            names = ["".join(head.itertext()).strip() for head in table.iter("th")]
            for row in table.iterfind("tbody/tr"):
                for name, cell in zip(names, row, strict=False):
                    cell.set("data-label", name)


class TableExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20), so that the names of columns are text.
        md.treeprocessors.register(StackedTables(md), "stacked-tables", 10)


def makeExtension(**settings):
    return TableExtension(**settings)
