"""A built page as the checks read it."""

from dataclasses import dataclass

from lxml import html


@dataclass(frozen=True)
class BuiltPage:
    """A built page: its path in the site and its tree."""

    path: str
    tree: html.HtmlElement

    @property
    def anchors(self) -> set[str]:
        """The ids and names that a link can lead to."""
        return {*self.tree.xpath("//@id"), *self.tree.xpath("//a/@name")}
