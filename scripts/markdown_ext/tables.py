"""Tables that can be read on a phone: each cell carries the name of its column, for a style sheet that stacks them.

A last row {: #p12 } gives a table of the authors the number of a paragraph.
"""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

ATTRIBUTES = re.compile(r"\{: #(p[1-9]\d*[a-z]?)((?: \w+=\S+)*) \}")


class StackedTables(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for table in root.iter("table"):
            table.set("class", "stacked")
            rows = list(table.iterfind("tbody/tr"))
            if rows and len(rows[-1]) and (found := ATTRIBUTES.fullmatch((rows[-1][0].text or "").strip())):
                table.set("id", found[1])
                for name, value in re.findall(r"(lang|dir)=(\S+)", found[2]):
                    table.set(name, value)
                table.find("tbody").remove(rows[-1])
            names = [HTML_PLACEHOLDER_RE.sub("", "".join(head.itertext())).strip() for head in table.iter("th")]
            for row in table.iterfind("tbody/tr"):
                for name, cell in zip(names, row, strict=False):
                    cell.set("data-label", name)


class TableExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20), so that the names of columns are text.
        md.treeprocessors.register(StackedTables(md), "stacked-tables", 10)


def makeExtension(**settings):
    return TableExtension(**settings)
