"""The walk of a student: from the home page to a paragraph, to what a term means, to where else it is used, and back."""

import re

import pytest
from playwright.sync_api import expect

from scripts.reader.common import typography
from scripts.reader.text.paragraphs import paragraphs
from tests.support.chromium import PHONE
from tests.support.screen import card, expect_below_header

SECTION = "papers/rise-of-the-taliban/introduction/"
SILENT_CLICKS = """
addEventListener("click", event => Object.defineProperty(event, "pointerType", {value: undefined}), true);
"""


@pytest.fixture
def summary(edition):
    return summary_of(edition.entries["csto"])


def term(page):
    return page.locator("#p5 a.term", has_text="Collective Security Treaty Organization")


def entry_of(link, edition):
    """The entry that a term leads to."""
    return edition.entries[link.get_attribute("href").rstrip("/").rsplit("/", 1)[-1]]


def summary_of(entry):
    """The summary of an entry as a card shows it."""
    return typography.typeset_prose(entry.summary)


def elsewhere(page):
    return page.get_by_text("Text shown")


def test_a_student_walks_from_the_home_page_to_a_paragraph_by_way_of_a_term(page, summary, sections):
    page.goto("")
    page.get_by_role("link", name="Start reading").first.click()
    expect(page).to_have_url(re.compile("papers/rise-of-the-taliban/abstract/$"))
    page.get_by_role("navigation", name="Sections", exact=True).get_by_role("link", name="Introduction").click()
    expect(page).to_have_url(re.compile(f"{SECTION}$"))
    term(page).click()
    expect(page).to_have_url(re.compile(r"/glossary/csto/$"))
    expect(page.locator("h1")).to_have_text("CSTO")
    page.locator("article").get_by_role("link", name="¶5").first.click()
    expect(page).to_have_url(re.compile(f"{SECTION}#p5$"))
    paragraph = page.locator("#p5")
    expect_below_header(page, paragraph)
    assert background(paragraph) != background(page.locator("#p6"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/glossary/csto/$"))
    expect(page.locator("h1")).to_have_text("CSTO")


def test_a_paragraph_leads_back_to_the_entry_that_led_to_it(page):
    page.goto("glossary/csto/")
    page.locator("article").get_by_role("link", name="¶5").first.click()
    page.get_by_role("link", name="Back to CSTO").click()
    expect(page).to_have_url(re.compile(r"/glossary/csto/$"))
    page.goto(f"{SECTION}#p5")
    expect(page.locator("#p5")).to_be_in_viewport()


def test_an_entry_leads_back_to_the_paragraph_whose_term_led_to_it(page):
    page.goto(SECTION)
    term(page).click()
    page.get_by_role("link", name="Back to ¶5, Introduction").click()
    expect(page).to_have_url(re.compile(f"{SECTION}#p5$"))
    page.goto("glossary/csto/#where-the-papers-mention-it")
    expect(page.locator(".way-back")).to_have_count(0)


def test_the_header_tells_where_the_reader_is_once_the_heading_has_gone(page):
    page.goto(SECTION)
    here = page.locator(".here")
    expect(here).to_be_hidden()
    page.locator("#p6").evaluate("paragraph => paragraph.scrollIntoView()")
    expect(here).to_have_text("¶6 of 17 · Introduction")
    here.click()
    expect(here).to_be_hidden()
    assert page.evaluate("scrollY") == 0


def test_the_contents_mark_the_section_that_is_read(page):
    page.goto("papers/rise-of-the-taliban/text/")
    page.locator("#p13").evaluate("paragraph => paragraph.scrollIntoView()")
    expect(page.locator(".places [aria-current=location]")).to_have_text("Results and discussion")


def test_what_the_panel_of_citations_shows_is_there_before_it_is_opened(page):
    page.goto(SECTION)
    with (
        page.expect_response(re.compile(r"/cite/papers/.*\.html$")) as fetched,
        page.expect_response(re.compile(r"/assets/cite-panel\.js$")) as script,
    ):
        page.locator(".cite-link").hover()
    for response in (fetched, script):
        response.value.finished()
    page.context.set_offline(True)
    page.locator(".cite-link").click()
    expect(page.get_by_role("dialog", name="Cite")).to_be_visible()


def background(locator):
    return locator.evaluate("element => getComputedStyle(element).backgroundColor")


def test_the_last_paragraph_of_every_section_can_be_landed_on_below_the_header(page, sections):
    for address, section in sections.items():
        last = paragraphs(section)[-1].id
        page.goto(f"{address}#{last}")
        expect_below_header(page, page.locator(f"#{last}"))


def test_a_paragraph_number_gives_the_address_of_its_paragraph(page):
    page.goto(SECTION)
    page.get_by_role("link", name="Paragraph 6").click()
    expect(page).to_have_url(re.compile(f"{SECTION}#p6$"))
    expect_below_header(page, page.locator("#p6"))


def test_a_card_opens_over_a_term_stays_under_the_pointer_and_goes_with_it(page, summary):
    page.clock.install()
    page.goto(SECTION)
    term(page).hover()
    page.clock.run_for(300)
    expect(card(page)).to_contain_text(summary)
    card(page).hover()
    page.clock.run_for(5000)
    expect(card(page)).to_contain_text(summary)
    elsewhere(page).hover()
    page.clock.run_for(5000)
    expect(card(page)).to_have_count(0)


def test_a_sweep_of_the_pointer_opens_no_card(page, summary):
    page.clock.install(time=0)
    page.goto(SECTION)
    page.clock.pause_at(60_000)
    term(page).hover()
    page.clock.run_for(299)
    expect(card(page)).to_have_count(0)
    elsewhere(page).hover()
    page.clock.run_for(1000)
    expect(card(page)).to_have_count(0)
    term(page).hover()
    page.clock.run_for(300)
    expect(card(page)).to_contain_text(summary)


def test_a_card_carries_its_headword_and_can_be_pinned(page, edition):
    page.goto(SECTION)
    term(page).focus()
    expect(card(page).locator(".headword")).to_contain_text(edition.entries["csto"].title)
    page.keyboard.press("k")
    pinned = page.locator(".card.pinned")
    expect(pinned.get_by_role("button", name="Close")).to_be_focused()
    page.locator("#p6 a.term").first.hover()
    expect(card(page)).to_have_count(2)
    elsewhere(page).hover()
    expect(card(page)).to_have_count(1)
    expect(pinned).to_be_visible()
    pinned.get_by_role("button", name="Close").click()
    expect(card(page)).to_have_count(0)
    expect(term(page)).to_be_focused()


def test_a_card_opens_from_another_and_escape_closes_them_one_by_one(page, edition):
    page.goto(SECTION)
    term(page).focus()
    expect(card(page)).to_be_visible()
    related = edition.entries["csto"].related[0]
    page.keyboard.press("Tab")
    expect(card(page).locator(".headword a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(card(page)).to_have_count(2)
    expect(card(page).last).to_contain_text(summary_of(edition.entries[related]))
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(term(page)).to_be_focused()


def test_tab_goes_from_a_term_into_its_card_and_on_to_the_next(page):
    page.goto(SECTION)
    terms = page.locator("#p5 a.term")
    terms.nth(0).focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(card(page).locator(".headword a")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(terms.nth(0)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    after = "first => !document.activeElement.closest('.card') && first.compareDocumentPosition(document.activeElement)"
    assert terms.nth(0).evaluate(after) == 4  # DOCUMENT_POSITION_FOLLOWING


def test_a_card_is_a_sheet_at_the_foot_of_a_phone(reader, summary):
    page = reader(has_touch=True, is_mobile=True, viewport=PHONE)
    page.goto(SECTION)
    term(page).tap()
    expect(card(page)).to_contain_text(summary)
    box = card(page).bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, PHONE["width"], PHONE["height"])
    card(page).get_by_role("button", name="Close").tap()
    expect(card(page)).to_have_count(0)


def test_escape_dismisses_a_card_without_moving_the_pointer(page, summary):
    page.goto(SECTION)
    term(page).hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def test_a_term_shows_its_card_and_is_described_by_it_under_the_keyboard(page, edition):
    summary = summary_of(edition.entries["us-withdrawal-2021"])
    page.goto(SECTION)
    page.get_by_role("link", name="Paragraph 5").focus()
    page.keyboard.press("Tab")
    first = page.locator("#p5 a.term").first
    expect(first).to_be_focused()
    expect(card(page)).to_contain_text(summary)
    expect(first).to_have_accessible_description(re.compile(f"^{re.escape(summary)}"))
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/glossary/us-withdrawal-2021/$"))


@pytest.mark.parametrize("width", [320, 1280])
def test_the_card_of_every_term_stays_within_the_window(reader, width):
    page = reader(viewport={"width": width, "height": 700})
    page.goto(SECTION)
    for link in page.locator("a.term").all():
        link.hover()
        box = card(page).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["width"] > 200  # not squeezed in at the edge
        page.keyboard.press("Escape")


def test_a_card_never_lies_over_what_it_belongs_to(reader, edition):
    """A term that runs over two lines can be clicked on either."""
    page = reader(viewport={"width": 320, "height": 700})
    page.goto(SECTION)
    broken = [link for link in page.locator("a.term").all() if link.evaluate("link => link.getClientRects().length") > 1]
    assert broken
    for link in broken:
        link.scroll_into_view_if_needed()
        x, y = link.evaluate(
            "link => [...link.getClientRects()].map(line => [line.left + line.width / 2, line.top + line.height / 2]).at(-1)"
        )
        page.mouse.move(x, y)
        expect(card(page)).to_contain_text(summary_of(entry_of(link, edition)))
        assert link.evaluate("(link, [x, y]) => link.contains(document.elementFromPoint(x, y))", [x, y])
        page.keyboard.press("Escape")


def test_a_card_stays_within_the_window_when_the_window_becomes_narrower(page):
    page.goto(SECTION)
    term(page).focus()
    page.set_viewport_size({"width": 320, "height": 700})
    expect(card(page)).to_have_count(1)
    page.wait_for_function("document.documentElement.scrollWidth <= 320")


@pytest.mark.parametrize("clicks", ["tell what made them", "do not tell, as in Safari"])
def test_a_first_tap_opens_the_card_and_a_second_follows_the_term(reader, summary, clicks):
    page = reader(has_touch=True, is_mobile=True, viewport=PHONE)
    if "Safari" in clicks:
        page.add_init_script(SILENT_CLICKS)
    page.goto(SECTION)
    term(page).tap()
    expect(card(page)).to_contain_text(summary)
    expect(page).to_have_url(re.compile(f"{SECTION}$"))
    elsewhere(page).tap()
    expect(card(page)).to_have_count(0)
    term(page).tap()
    expect(card(page)).to_contain_text(summary)
    term(page).tap()
    expect(page).to_have_url(re.compile(r"/glossary/csto/$"))


def test_a_card_closes_when_another_opens(page, edition):
    page.goto(SECTION)
    for link in page.locator("#p5 a.term").all()[:3]:
        link.hover()
        expect(card(page)).to_have_count(1)
        expect(card(page)).to_contain_text(summary_of(entry_of(link, edition)))


def test_without_scripts_a_term_is_a_link_to_its_entry(reader):
    page = reader(java_script_enabled=False)
    page.goto(SECTION)
    term(page).click()
    expect(page).to_have_url(re.compile(r"/glossary/csto/$"))
    expect(page.locator("h1")).to_have_text("CSTO")
