"""Notes: what a note's number shows, and the way to the note and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.chromium import PHONE
from tests.support.screen import card, expect_below_header, words

SECTION = "papers/rise-of-the-taliban/introduction/"
BEGINNING = 'The first "which" is Russia (inference).'


def note_number(page, label="backyard"):
    return page.locator(f"[id='fnref:{label}'] a")


def note(page, label="backyard"):
    return page.locator(f"[id='fn:{label}']")


def test_the_number_of_every_note_shows_the_note_under_the_pointer(page):
    page.goto(SECTION)
    for number in page.locator("p[id] a.footnote-ref").all():
        number.hover()
        whole = page.locator(f"[id='{number.get_attribute('href')[1:]}']").inner_text()
        expect(card(page)).to_be_visible()
        assert re.fullmatch(r"Note \d+ Pin", words(card(page).locator(".headword").inner_text()))
        shown = words(card(page).locator("[id^=card-]").inner_text())
        page.keyboard.press("Escape")
        assert len(shown) > 20
        assert words(whole).startswith(shown)


def test_the_number_of_a_note_shows_the_note_under_the_keyboard(page):
    page.goto(SECTION)
    page.locator("#p4 a.term").last.focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(note_number(page)).to_be_focused()
    expect(card(page)).to_contain_text(BEGINNING)
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def test_a_first_tap_shows_a_note_and_a_second_leads_to_it(reader):
    page = reader(has_touch=True, is_mobile=True, viewport=PHONE)
    page.goto(SECTION)
    note_number(page).tap()
    expect(card(page)).to_contain_text(BEGINNING)
    expect(page).to_have_url(re.compile(f"{SECTION}$"))
    note_number(page).tap()
    expect(page).to_have_url(re.compile("#fn:backyard$"))
    expect(card(page)).to_have_count(0)
    expect_below_header(page, note(page))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_number_of_a_note_leads_to_the_note_and_the_note_leads_back(reader, scripts):
    page = reader(java_script_enabled=scripts)
    page.goto(SECTION)
    note_number(page).click()
    expect(page).to_have_url(re.compile("#fn:backyard$"))
    expect_below_header(page, note(page))
    note(page).locator(".footnote-backref").click()
    expect(page).to_have_url(re.compile("#fnref:backyard$"))
    expect_below_header(page, note_number(page))


def test_a_number_within_the_card_of_a_note_can_be_pointed_at_and_followed(page):
    page.goto(SECTION)
    note_number(page).hover()
    source = card(page).locator("a").first
    source.hover()
    expect(card(page)).to_contain_text(BEGINNING)
    source.click()
    expect(page).to_have_url(re.compile("#fn:khalid2021$"))
    expect(card(page)).to_have_count(0)


def test_a_note_leads_to_its_source_and_the_sources_to_the_bibliography(page):
    page.goto(SECTION)
    note(page).locator("a.footnote-ref").first.click()
    source = page.locator("[id='fn:khalid2021']")
    expect_below_header(page, source)
    page.get_by_role("link", name="All sources, and where each is cited").click()
    expect(page).to_have_url(re.compile("/bibliography/$"))
    expect(page.locator("#khalid2021")).to_contain_text("Central Asia: A New History")
