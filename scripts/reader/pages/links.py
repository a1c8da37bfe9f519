"""Titles and addresses of pages, as links in Markdown have them."""

from scripts.reader.concepts.glossary import Entry
from scripts.reader.text.escapes import escape
from scripts.reader.text.front_matter import Page


def title_of(page: Page) -> str:
    return str(page.record.get("title", page.slug))


def source_address(page: Page) -> str:
    """Return the address of a page's file from the root of docs/, which the engine turns into that of the page."""
    return "/" + page.path.removeprefix("docs/")


def page_link(page: Page) -> str:
    return f"[{escape(title_of(page))}]({source_address(page)})"


def entry_link(entry: Entry) -> str:
    return f"[{escape(entry.title)}](/glossary/{entry.slug}.md)"
