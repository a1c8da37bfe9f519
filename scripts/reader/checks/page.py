"""A built page as the checks read it, and its address."""

from dataclasses import dataclass

from lxml import html


@dataclass(frozen=True)
class BuiltPage:
    """A built page: its path in the site, its tree, and the ids that a link can lead to."""

    path: str
    tree: html.HtmlElement

    @property
    def anchors(self) -> set[str]:
        return {*self.tree.xpath("//@id"), *self.tree.xpath("//a/@name")}


def page_address(path: str) -> str:
    """The address of a file under the root of the site: papers/x/index.html is served at /papers/x/."""
    return "/" + (path.removesuffix("index.html") if path.split("/")[-1] == "index.html" else path)
