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
