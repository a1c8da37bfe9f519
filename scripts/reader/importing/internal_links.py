"""Links within a paper: written while its pages have no numbers yet, and resolved when they have."""

import re
from urllib.parse import quote, unquote

from scripts.reader.importing.marks import END, START

INTERNAL_LINK = re.compile(rf"(?<!\\)\[(?P<text>(?:\\.|[^\[\]\\])*)\]\({START}(?P<anchor>[^{END}]*){END}\)")


def internal_link(text: str, anchor: str) -> str:
    """Return Markdown for a link to a place in the paper, whose address is not known before its pages are numbered."""
    if not anchor or not text.strip() or "](" in text or "[^" in text:
        return text
    return f"[{text}]({START}{quote(anchor, safe='')}{END})"


def resolve_links(page: str, places: dict[str, str]) -> str:
    """Return a page with the addresses of its links to places in the paper; those that lead nowhere become their text alone."""

    def resolve(match: re.Match[str]) -> str:
        place = places.get(unquote(match["anchor"]))
        return f"[{match['text']}]({place})" if place else match["text"]

    return INTERNAL_LINK.sub(resolve, page)
