"""Notes: what a note's number shows, and the way to the note and back."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.support.chromium import PHONE
from tests.support.screen import card, expect_below_header, words

SECTION = "papers/rise-of-the-taliban/introduction/"
NARROW = {"width": 1000, "height": 900}  # where notes stand at the foot
BEGINNING = "The first “which” is Russia (inference)."


@pytest.fixture
def page(reader):
    return reader(viewport=NARROW)


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


# The notes in the margin and the reasons among them: where each stands, and the line that it belongs to.
# What has to be put elsewhere for a new width has been once the second frame begins.
BESIDE = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return [...document.querySelectorAll(".footnote > h2:first-child + ol > li")].map(item => {
    const place = item.id ? document.getElementById(item.id.replace("fn:", "fnref:")) : null, box = item.getBoundingClientRect();
    const {top, bottom, left, right} = box;
    return {top, bottom, left, right, line: place?.getClientRects()[0].top, text: item.textContent};
  });
}"""
WIDE = [{"width": 1200, "height": 800}, {"width": 1280, "height": 900}, {"width": 1920, "height": 1080}]


def expect_beside(page, size):
    """Expect that notes stand to the right of the text, none over another, and each where its line is or close behind the note before."""
    items = page.evaluate(BESIDE)
    right = page.locator("article p[id]").first.bounding_box()
    for item in items:
        assert right["x"] + right["width"] < item["left"] < item["right"] <= size["width"]
    for item, following in pairwise(items):
        assert following["top"] >= item["bottom"]
    for before, item in zip([None, *items], items, strict=False):
        assert item["line"] is None or item["top"] >= item["line"] - 1
        assert item["line"] is None or item["top"] <= max(item["line"], before["bottom"] + 10 if before else 0) + 1
    assert page.locator(".foot").bounding_box()["y"] >= items[-1]["bottom"]
    return items


@pytest.mark.parametrize("size", WIDE, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("path", ["papers/islamic-emirate/introduction/", "papers/rise-of-the-taliban/text/"])
def test_on_a_wide_window_notes_stand_beside_their_lines(reader, path, size):
    page = reader(viewport=size)
    page.goto(path)
    assert len(expect_beside(page, size)) > 5
    page.set_viewport_size({"width": size["width"] + 100, "height": size["height"]})
    expect_beside(page, {"width": size["width"] + 100})
    page.locator("a.footnote-ref").first.hover()
    expect(page.locator("#notes + ol > li").first).to_have_class(re.compile("pointed"))
    page.set_viewport_size(NARROW)
    note = page.locator("#notes + ol > li").first
    expect(note).not_to_have_attribute("style", re.compile("."))
    assert note.bounding_box()["y"] > page.locator("article p[id]").last.bounding_box()["y"]


ZOOM = (1, 1.1, 1.25, 1.5, 1.75, 2)


def test_at_no_zoom_do_notes_beside_the_text_lie_over_one_another(reader):
    """To a page, zooming is a window with fewer and larger pixels."""
    page = reader(viewport={"width": 2560, "height": 1440}, device_scale_factor=1.5)
    page.goto("papers/islamic-emirate/introduction/")
    for zoom in ZOOM:
        size = {"width": round(2560 / zoom), "height": round(1440 / zoom)}
        page.set_viewport_size(size)
        for view in ("Both, with reasons", "Reading text"):
            page.get_by_label(view).check()
            assert len(expect_beside(page, size)) > 5


AUTHORS_NOTE = (
    '<h2 id="authors-notes">Notes of the authors</h2>\n<ol>\n<li id="fn:author-1"><p>Of theirs. '
    '<a class="footnote-backref" href="#fnref:author-1">↩</a></p></li>\n</ol>\n<h2 id="notes">'
)


def test_notes_of_the_authors_stand_among_those_of_the_edition_and_say_whose_they_are(reader):
    page = reader(viewport=WIDE[1])

    def add_note(route):
        body = route.fetch().text().replace('<h2 id="notes">', AUTHORS_NOTE)
        reference = '<sup id="fnref:author-1"><a class="footnote-ref" href="#fn:author-1">1</a></sup>'
        route.fulfill(body=body.replace('</p>\n<p id="p6">', f'{reference}</p>\n<p id="p6">'), content_type="text/html")

    page.route(f"**/{SECTION}", add_note)
    page.goto(SECTION)
    items = expect_beside(page, WIDE[1])
    before, theirs = next((before, item) for before, item in pairwise(items) if "Of theirs" in item["text"])
    assert before["line"] <= theirs["line"]
    label = note(page, "author-1").locator("p").evaluate("text => getComputedStyle(text, '::before').content")
    assert label == '"Authors: "'
    page.set_viewport_size(NARROW)
    expect(page.locator("#authors-notes + ol > li")).to_have_count(1)
    expect(page.locator("#notes + ol > li")).to_have_count(len(items) - 1)


def test_beside_its_line_a_note_leads_back_only_once_it_has_been_followed(reader):
    page = reader(viewport=WIDE[1])
    page.goto(SECTION)
    back = note(page).locator(".footnote-backref")
    expect(back).to_be_hidden()
    note_number(page).press("Enter")
    expect(back).to_be_visible()
    back.press("Enter")
    expect(page).to_have_url(re.compile("#fnref:backyard$"))


def test_on_a_wide_window_the_reasons_of_emendations_stand_beside_both_texts(reader):
    page = reader(viewport=WIDE[1])
    page.goto("papers/islamic-emirate/introduction/")
    notes = page.locator("#notes + ol > li").count()
    page.get_by_label("Both, with reasons").check()
    reasons = page.locator(".emendation").evaluate_all("all => all.map(emendation => emendation.dataset.reason)")
    texts = [item["text"] for item in expect_beside(page, WIDE[1])]
    assert len(texts) == notes + len(reasons)
    assert [text for text in texts if text in reasons] == reasons
    inline = page.locator(".emendation").first.evaluate("emendation => getComputedStyle(emendation, '::after').fontSize")
    assert inline == "0px"
    page.get_by_label("Reading text").check()
    assert len(expect_beside(page, WIDE[1])) == notes


def test_a_note_that_is_cut_is_shown_whole_under_the_focus(reader):
    page = reader(viewport=WIDE[1])
    page.goto("papers/islamic-emirate/introduction/")
    cut = page.locator("#notes + ol > .cut").first
    expect(cut).to_have_css("clip-path", "inset(0px)")
    cut.locator("a").first.focus()
    expect(cut).to_have_css("clip-path", "none")
