"""WCAG 2.2, level AA, as far as axe can tell: every kind of page, on phone and desktop, in both palettes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.site.conftest import DESKTOP, PHONE

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
PALETTES = {"light": "default", "dark": "slate"}
SECTION = "papers/islamic-emirate/results-and-discussion/"


def show_both(page):
    page.get_by_label("Both").check()
    page.get_by_text("emendations on this page").click()


def open_search(page):
    page.keyboard.press("/")
    page.keyboard.type("CSTO")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def open_card(page):
    page.locator("a.term").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()


PAGES = {
    "home": ("", None),
    "paper": ("papers/islamic-emirate/", None),
    "section": (SECTION, open_card),
    "section with both texts": (SECTION, show_both),
    "entry": ("glossary/csto/", None),
    "glossary": ("glossary/", None),
    "bibliography": ("bibliography/", None),
    "missing page": ("no/such/page/", None),
    "search": ("", open_search),
}
LONG_PAGES = {
    "apparatus": "papers/islamic-emirate/apparatus/",
    "received text": "papers/islamic-emirate/received/",
    "whole text": "papers/islamic-emirate/text/",
    "side by side": "side-by-side/",
    "timeline": "timeline/",
    "concepts": "concepts/",
    "how to cite a page": "cite/papers/islamic-emirate/introduction.html",
}


def violations(page):
    """What axe objects to on a page: rule, element, and why."""
    response = Axe().run(page, options=RULES).response
    assert len(response["passes"]) > 5  # axe has looked
    return [
        f"{found['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for found in response["violations"]
        for node in found["nodes"]
    ]


def violations_in(page, window, palette):
    """What axe objects to in a window of this size and in this palette."""
    page.set_viewport_size(window)
    page.locator("body").evaluate("(body, palette) => body.setAttribute('data-md-color-scheme', palette)", PALETTES[palette])
    return [f"{window['width']} px, {palette}: {violation}" for violation in violations(page)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_meets_wcag_in_every_window_and_palette(page, name):
    address, prepare = PAGES[name]
    page.goto(address)
    if prepare:
        prepare(page)
    assert [found for window in (DESKTOP, PHONE) for palette in PALETTES for found in violations_in(page, window, palette)] == []


@pytest.mark.parametrize("name", LONG_PAGES)
def test_a_long_page_meets_wcag_on_desktop_and_phone_and_in_either_palette(page, name):
    page.goto(LONG_PAGES[name])
    assert violations_in(page, DESKTOP, "light") + violations_in(page, PHONE, "dark") == []


@pytest.mark.parametrize("palette", PALETTES)
def test_the_palette_follows_the_reader_s_system_until_another_is_chosen(reader, palette):
    page = reader(color_scheme=palette)
    page.goto("")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[palette])
    [other] = [name for name in PALETTES if name != palette]
    page.get_by_title(f"Switch to the {other} palette").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[other])


def test_axe_finds_what_is_wrong(page):
    page.goto("")
    page.locator("article").evaluate("article => article.insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert [violation.split()[0] for violation in violations(page)] == ["image-alt"]
