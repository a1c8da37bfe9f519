"""Tables that can be read on a phone: each cell carries the name of its column, for a style sheet that stacks the cells.

A last row {: #p12 } gives a table of the authors the number of a paragraph.
"""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

ATTRIBUTES = re.compile(r"\{: #(p[1-9]\d*[a-z]?)((?: \w+=\S+)*) \}")


class TableTreeprocessor(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for table in root.iter("table"):
            table.set("class", "stacked")
            for body in table.iterfind("tbody"):
                take_attributes(table, body)
            names = [HTML_PLACEHOLDER_RE.sub("", "".join(head.itertext())).strip() for head in table.iter("th")]
            for row in table.iterfind("tbody/tr"):
                for name, cell in zip(names, row, strict=False):
                    cell.set("data-label", name)


def take_attributes(table: etree.Element, body: etree.Element) -> None:
    """Set the attributes that the last row of a table's body holds, and remove that row."""
    if len(body) and len(body[-1]) and (attributes := ATTRIBUTES.fullmatch((body[-1][0].text or "").strip())):
        table.set("id", attributes[1])
        for name, value in re.findall(r"(lang|dir)=(\S+)", attributes[2]):
            table.set(name, value)
        body.remove(body[-1])


class TableExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns (20), so that the names of columns are text.
        md.treeprocessors.register(TableTreeprocessor(md), "stacked-tables", 10)


makeExtension = TableExtension
