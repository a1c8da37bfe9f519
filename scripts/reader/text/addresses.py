"""The address of a page within the site."""

import re

from scripts.reader.text.front_matter import Page


def page_address(page: Page) -> str:
    """Return the address of a page, relative to that of the site: papers/x/introduction/, or "" for the home page."""
    path = page.path.removeprefix("docs/").removesuffix(".md")
    return re.sub(r"(^|/)index$", r"\1", path) + ("" if path == "index" or path.endswith("/index") else "/")
