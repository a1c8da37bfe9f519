"""Every kind of page fits every window, from a small phone to a wide desktop, in a narrow typeface and in a wide one."""

import pytest
from playwright.sync_api import expect

from tests.support.search import search_field, search_for
from tests.support.typefaces import in_every_typeface

PAPER = "papers/rise-of-the-taliban/"
SECTION = f"{PAPER}results-and-discussion/"
PAGES = ["", PAPER, SECTION, f"{PAPER}apparatus/", f"{PAPER}received/", "side-by-side/", "glossary/csto/", "glossary/", "bibliography/"]
PAGES += [
    "introduction/",
    "teaching/",
    "about/project/",
    "timeline/",
    "concepts/",
    "about/editing/",
    "cite/papers/rise-of-the-taliban/introduction.html",
]
WIDTHS = (320, 360, 768, 1280, 1920)
HEADER_HEIGHT = 48  # min-height: 3rem
HIDDEN_TARGETS = """
() => {
  const header = document.querySelector(".md-header");
  return [...document.querySelectorAll("article :is(p, li, h2)[id]")].filter(target => {
    location.hash = target.id;
    const top = target.getBoundingClientRect().top;
    return target.checkVisibility() && (top < header.getBoundingClientRect().bottom || top >= innerHeight);
  }).map(target => target.id);
}
"""
pytestmark = in_every_typeface


@pytest.mark.parametrize("where", PAGES)
def test_a_page_does_not_scroll_sideways_and_its_text_is_in_the_window(page, where):
    page.goto(where)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        expect_no_sideways_scrolling(page, width)
        boxes = page.locator("article :is(h1, h2, p, li, dd, table.stacked td), main.cite *").evaluate_all(
            "elements => elements.map(element => element.getBoundingClientRect()).map(box => [box.left, box.right])"
        )
        assert boxes
        assert [box for box in boxes if box[0] < 0 or box[1] > width] == [], width
        expect(page.locator("h1")).to_be_in_viewport()


def test_a_section_does_not_scroll_sideways_where_both_texts_are_shown(page):
    page.goto(SECTION)
    page.get_by_label("Both").check()
    page.get_by_text("emendations on this page").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        expect_no_sideways_scrolling(page, width)


@pytest.mark.parametrize("where", ["", SECTION, "no/such/page/"])
def test_the_foot_begins_where_the_contents_and_the_text_begin(page, where):
    page.goto(where)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        edges = [part.bounding_box()["x"] for part in page.locator(".contents:visible, article").all()]
        assert page.locator(".foot p").first.bounding_box()["x"] == min(edges), width


def test_each_heading_in_the_contents_has_a_line_of_its_own_and_letters_share_lines(page):
    page.goto("")
    tops = [place.bounding_box()["y"] for place in page.locator(".places a").all()]
    assert len(tops) > 2
    assert tops == sorted(set(tops))
    page.goto("glossary/")
    tops = [place.bounding_box()["y"] for place in page.locator(".places a").all()]
    assert len(set(tops)) < len(tops) / 2


def test_the_header_has_one_height_and_hides_nothing_that_a_link_leads_to(page):
    page.goto(SECTION)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".md-header").bounding_box()["height"] == HEADER_HEIGHT, width
        controls = [box(control) for control in page.locator(".md-header > :visible").all()]
        assert all(top >= 0 and bottom < HEADER_HEIGHT for _, top, _, bottom in controls), (width, controls)
        assert page.evaluate(HIDDEN_TARGETS) == [], width


def test_the_search_box_fits_its_controls_side_by_side_at_every_width(page):
    page.goto(SECTION)
    search_for(page, "treaty")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        controls = [box(control) for control in (search_field(page), *page.locator("dialog.search form button").all())]
        assert len({(top, bottom) for _, top, _, bottom in controls}) == 1, width
        edges = [edge for left, _, right, _ in controls for edge in (left, right)]
        assert [*edges, width] == sorted([*edges, width])


def box(locator):
    """Return the left, top, right and bottom edge of an element, in pixels of the window."""
    found = locator.bounding_box()
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def expect_no_sideways_scrolling(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("scrollTo(1000, 0)")
    assert page.evaluate("scrollX") == 0
