"""Find out which page is being rendered: the only module that knows which engine is running."""

from typing import Any, cast

from markdown import Markdown


def page_path(md: Markdown) -> str:
    """Return the path under docs/ of the page that is being rendered, or "" outside a site."""
    if "relpath" in md.treeprocessors:  # MkDocs and ProperDocs
        return str(cast(Any, md.treeprocessors["relpath"]).file.src_uri)
    for processor in md.preprocessors:  # Zensical
        if page := getattr(processor, "page", None):
            return str(page.path)
    return ""


def paper_and_section(md: Markdown) -> tuple[str, str]:
    """Return the slugs of the paper and the section that is being rendered, or two empty strings on any other page."""
    match page_path(md).split("/"):
        case ["papers", paper, section]:
            return paper, section.removesuffix(".md")
    return "", ""
