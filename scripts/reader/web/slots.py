"""Named places in the pages that templates make, where a build puts mark-up: <!-- slot: head --><!-- /slot -->.

Between its two marks a slot holds what the page has there as it was rendered. overrides/main.html has the slots, and so have the pages
that are written without it: citing/cite_page.py and releases/frozen_pages.py.
"""

import re
from functools import cache

MARK = re.compile(r"<!-- slot: [\w-]+ -->|<!-- /slot -->\s*")
NAME = re.compile(r"<!--\s*slot:\s*([^\s>]*)", re.IGNORECASE)


class MissingSlot(Exception):
    """A page has not exactly one slot of a name."""


def content(page: str, slot: str) -> str:
    """Return what a slot of a page holds."""
    return found(page, slot)[1]


def fill(page: str, slot: str, markup: str) -> str:
    """Return a page with mark-up added to what its slot holds. MissingSlot if it has none, or several."""
    return replace(page, slot, content(page, slot) + markup)


def replace(page: str, slot: str, markup: str) -> str:
    """Return a page whose slot holds mark-up instead of what it held. MissingSlot if it has none, or several."""
    match = found(page, slot)
    return page[: match.start(1)] + markup + page[match.end(1) :]


def found(page: str, slot: str) -> re.Match[str]:
    matches = list(pattern(slot).finditer(page))
    if len(matches) != 1:
        raise MissingSlot(f'{len(matches)} slots "{slot}" in a page, where one is wanted (overrides/main.html)')
    return matches[0]


@cache
def pattern(slot: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- slot: {slot} -->(.*?)<!-- /slot -->", re.DOTALL)


def names(page: str) -> list[str]:
    """Return the names of the slots that a page has, in order."""
    return NAME.findall(page)


def without_marks(page: str) -> str:
    """Return a page without the marks of its slots, and without the white space behind each; what they hold stays."""
    return MARK.sub("", page)
