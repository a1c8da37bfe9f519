"""Every kind of page fits every window, from a small phone to a desktop."""

import pytest
from playwright.sync_api import expect

PAPER = "papers/rise-of-the-taliban/"
SECTION = f"{PAPER}results-and-discussion/"
PAGES = ["", PAPER, SECTION, f"{PAPER}apparatus/", f"{PAPER}received/", "side-by-side/", "glossary/csto/", "glossary/", "bibliography/"]
PAGES += ["timeline/", "concepts/", "about/editing/", "cite/papers/rise-of-the-taliban/introduction.html"]


@pytest.mark.parametrize("where", PAGES)
def test_a_page_does_not_scroll_sideways_and_its_text_is_in_the_window(page, where):
    page.goto(where)
    for width in (1280, 390, 320):
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
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        expect_no_sideways_scrolling(page, width)


def expect_no_sideways_scrolling(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("scrollTo(1000, 0)")
    assert page.evaluate("scrollX") == 0
