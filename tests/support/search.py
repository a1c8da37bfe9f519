"""The search box as a reader uses it."""

from playwright.sync_api import Locator, Page, expect

HITS = "#searchHits [role=option]"


def search_field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search")


def search_for(page: Page, query: str, key: str = "/") -> Locator:
    """Open the search box by a key, unless it is open, and type a query; return the list of hits when the whole answer has come."""
    if not search_field(page).is_visible():
        page.keyboard.press(key)
    expect(search_field(page)).to_be_focused()
    search_field(page).fill(query)
    expect(page.locator("#searchHits")).to_have_attribute("aria-busy", "false")
    return page.locator(HITS)
