"""The site without a server, and on paper."""

from playwright.sync_api import expect

from scripts.reader.text.paragraphs import paragraphs
from tests.support.screen import all_seen, card

SECTION = "papers/rise-of-the-taliban/introduction/"


def test_the_home_page_opens_from_the_disk(page, site):
    page.goto((site / "index.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".md-header")).to_have_css("position", "sticky")


def test_a_section_opens_from_the_disk_with_its_styles_and_cards(page, site, sections):
    page.goto((site / SECTION / "index.html").as_uri())
    expect(page.locator("#p4 .paragraph-number")).to_have_css("user-select", "none")
    page.locator("#p5 a.term").first.hover()
    expect(card(page)).to_be_visible()
    page.get_by_label("Received text").check()
    assert "it IS a country" in all_seen(page)["p4"]


def test_a_section_is_printed_with_its_text_and_without_the_furniture(page, sections):
    page.goto(SECTION)
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF-")
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator("#site-contents")).to_be_hidden()
    for paragraph in paragraphs(sections[SECTION]):
        expect(page.locator(f"#{paragraph.id}")).to_be_visible()
    expect(page.locator(".footnote")).to_be_visible()
