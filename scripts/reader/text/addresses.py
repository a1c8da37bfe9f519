"""The address of a page within the site."""

import re

from scripts.reader.text.front_matter import Page


def page_address(page: Page) -> str:
    """The address of a page under the site's: papers/x/introduction/, or "" for the home page."""
    path = page.path.removeprefix("docs/").removesuffix(".md")
    return re.sub(r"(^|/)index$", r"\1", path) + ("" if path == "index" or path.endswith("/index") else "/")
