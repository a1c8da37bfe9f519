"""Turn elements of parsed HTML back into text, and text into HTML."""

from html import escape

from lxml import html
from lxml.html import HtmlElement


def escape_in_fragment(text: str, quote: bool = True) -> str:
    """Return text for the HTML of a fragment, within an element. Markdown looks for citations, [@key], even there."""
    return escape(text, quote).replace("[@", "[&#64;")


def inner_html(element: HtmlElement) -> str:
    """Return the HTML inside an element."""
    return escape(element.text or "", quote=False) + "".join(html.tostring(child, encoding="unicode") for child in element)


def outer_html(element: HtmlElement) -> str:
    """Return the HTML of an element without the text behind it."""
    return html.tostring(element, encoding="unicode", with_tail=False)
