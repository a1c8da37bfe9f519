"""Give no heading an id that the theme's scripts look for, such as __config: those begin with two underscores."""

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Mapping
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import unique
from markdown.treeprocessors import Treeprocessor

OF_THE_THEME = "__"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class HeadingTreeprocessor(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        used = {element.get("id", "") for element in root.iter()}
        renamed: dict[str, str] = {}
        for heading in root.iter():
            id = heading.get("id", "")
            if heading.tag in HEADINGS and id.startswith(OF_THE_THEME):
                renamed[id] = unique(f"section-{id.strip('_')}", used, {})
                heading.set("id", renamed[id])
        if renamed:
            rename_tokens(getattr(self.md, "toc_tokens", ()), renamed)


def rename_tokens(tokens: Iterable[dict[str, Any]], renamed: Mapping[str, str]) -> None:
    """Write the new ids into the headings that the table of contents lists."""
    for token in tokens:
        token["id"] = renamed.get(token["id"], token["id"])
        rename_tokens(token["children"], renamed)


class HeadingExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After the table of contents (5), which gives headings their ids.
        md.treeprocessors.register(HeadingTreeprocessor(md), "heading-ids", 4.5)


makeExtension = HeadingExtension
