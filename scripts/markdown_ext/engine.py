"""The only file that knows which engine is running."""

from markdown import Markdown


def page_path(md: Markdown) -> str:
    """The path, under docs/, of the page that is being rendered; "" outside a site."""
    if "relpath" in md.treeprocessors:  # MkDocs and ProperDocs
        return md.treeprocessors["relpath"].file.src_uri
    for processor in md.preprocessors:  # Zensical
        if page := getattr(processor, "page", None):
            return page.path
    return ""


def paper_and_section(md: Markdown) -> tuple[str, str]:
    """The paper and the section that is being rendered; empty names on any other page."""
    match page_path(md).split("/"):
        case ["papers", paper, section]:
            return paper, section.removesuffix(".md")
    return "", ""
