"""WCAG 2.2, level AA, as far as axe can tell: every kind of page, on phone and desktop, in both palettes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.chromium import DESKTOP, PHONE
from tests.support.screen import card
from tests.support.search import search_for

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
PALETTES = {"light": "default", "dark": "slate"}
SECTION = "papers/islamic-emirate/results-and-discussion/"


def show_both(page):
    page.get_by_label("Both").check()
    page.get_by_text("emendations on this page").click()


def open_search(page):
    search_for(page, "CSTO")
    page.keyboard.press("ArrowDown")


def open_search_without_hits(page):
    search_for(page, "zzqx")


def show_lines(page):
    expect(page.locator(".in-context tbody tr").first).to_be_visible()


def open_card(page):
    page.locator("a.term").first.focus()
    expect(card(page)).to_be_visible()


def open_note(page):
    page.locator("a.footnote-ref").first.focus()
    expect(page.locator("#notes + ol > .pointed")).to_be_visible()


def open_menu(page):
    page.locator(".paragraph-number").first.click()
    expect(page.get_by_role("menu")).to_be_visible()


def open_bar(page):
    page.locator("p[id]").first.evaluate("text => getSelection().selectAllChildren(text)")
    expect(page.get_by_role("toolbar")).to_be_visible()


def open_panel(page):
    page.locator(".cite-link").click()
    expect(page.get_by_role("dialog", name="Cite")).to_be_visible()


def open_keys(page):
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def open_contents(page):
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Contents").click()
    expect(page.locator("#site-contents:popover-open")).to_be_visible()


PAGES = {
    "home": ("", None),
    "paper": ("papers/islamic-emirate/", None),
    "section": (SECTION, open_card),
    "section with both texts": (SECTION, show_both),
    "entry": ("glossary/csto/", None),
    "words in context": ("search/?q=Taliban&view=context", show_lines),
}
OPENED = [open_note, open_menu, open_bar, open_panel, open_keys, open_contents, open_search, open_search_without_hits]
LONG_PAGES = {
    "glossary": "glossary/",
    "bibliography": "bibliography/",
    "missing page": "no/such/page/",
    "rules": "about/editing/",
    "apparatus": "papers/islamic-emirate/apparatus/",
    "received text": "papers/islamic-emirate/received/",
    "whole text": "papers/islamic-emirate/text/",
    "side by side": "side-by-side/",
    "timeline": "timeline/",
    "introduction": "introduction/",
    "teaching": "teaching/",
    "about the edition": "about/project/",
    "paper with a long argument": "papers/rise-of-the-taliban/",
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
    """Without scripts too; and the choice is remembered, and there before anything is painted."""

    def ground(page):
        return page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")

    grounds = {"light": "rgb(253, 252, 249)", "dark": "rgb(23, 25, 26)"}
    [other] = [name for name in PALETTES if name != palette]
    silent = reader(color_scheme=palette, java_script_enabled=False)
    for where in ("", "cite/papers/islamic-emirate/introduction.html"):
        silent.goto(where)
        assert ground(silent) == grounds[palette]
    page = reader(color_scheme=palette)
    page.goto("")
    assert ground(page) == grounds[palette]
    page.get_by_role("button", name=f"Switch to the {other} palette").click()
    assert ground(page) == grounds[other]
    expect(page.get_by_role("button", name=f"Switch to the {palette} palette")).to_be_focused()
    page.add_init_script("addEventListener('DOMContentLoaded', () => { window.first = document.documentElement.dataset.mdColorScheme; })")
    page.goto(SECTION)
    assert page.evaluate("window.first") == PALETTES[other]
    assert ground(page) == grounds[other]


def test_whatever_opens_meets_wcag(page):
    """Notes, the menu of a paragraph, the bar at a selection, the panel, the keys, the contents, search."""
    found = []
    for number, opened in enumerate(OPENED):
        page.set_viewport_size(DESKTOP)
        page.goto("papers/islamic-emirate/methodology/")
        opened(page)
        palette = list(PALETTES)[number % 2]
        page.locator("body").evaluate("(body, palette) => body.setAttribute('data-md-color-scheme', palette)", PALETTES[palette])
        found += [f"{opened.__name__}: {violation}" for violation in violations(page)]
    assert found == []


def test_axe_finds_what_is_wrong(page):
    page.goto("")
    page.locator("article").evaluate("article => article.append(Object.assign(new Image(), {src: 'data:,'}))")
    assert [violation.split()[0] for violation in violations(page)] == ["image-alt"]
