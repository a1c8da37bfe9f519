"""Search, by keyboard alone: what is found, what a hit says, and where it leads."""

import re
from functools import partial
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from scripts.reader.common import typography
from scripts.reader.text.paragraphs import paragraph_number, paragraphs
from tests.support.chromium import PHONE
from tests.support.screen import expect_below_header, words
from tests.support.search import HITS, search_field, search_for
from tests.support.server import PREFIX

RISE, EMIRATE = "papers/rise-of-the-taliban/", "papers/islamic-emirate/"
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def search(page):
    """Search for some words from the home page, by keyboard; gives the list of hits."""
    page.goto("")
    return partial(search_for, page)


@pytest.fixture
def titles(edition, sections):
    """The title of the hit at every paragraph, by address: number, section and paper."""
    papers = {paper.slug: paper.short_title for paper in edition.papers}
    return {
        f"{address}#{paragraph.id}": f"¶{paragraph_number(paragraph.id)} · {section.record['title']} · {papers[address.split('/')[1]]}"
        for address, section in sections.items()
        for paragraph in paragraphs(section)
    }


@pytest.mark.parametrize(
    ("query", "entry", "paragraph"),
    [
        ("EAEU", "eaeu", f"{RISE}introduction/#p5"),
        ("(CSTO)", "csto", f"{RISE}introduction/#p5"),
        ("aggressive realism", "offensive-realism", f"{RISE}theoretical-framework/#p7"),
        ("Tashkent Treaty", "csto", f"{RISE}introduction/#p5"),
        ("Collective Security Treaty Organization", "csto", f"{RISE}introduction/#p5"),
        ("Daesh", "islamic-state", f"{EMIRATE}results-and-discussion/#p8"),
        ("Mersheimer", "mearsheimer", f"{EMIRATE}theoretical-framework/#p5"),
    ],
)
def test_a_name_finds_its_entry_first_and_the_paragraph_that_mentions_it(search, titles, query, entry, paragraph):
    results = search(query)
    expect(results.first).to_have_attribute("href", re.compile(f"/glossary/{entry}/$"))
    expect(results.filter(has_text=titles[paragraph])).to_have_attribute("href", re.compile(f"{paragraph}$"))


def test_a_paragraph_is_reached_with_arrows_and_enter_and_its_words_are_marked(search, page):
    hits = search("EAEU", key="s")
    wanted = next(at for at, hit in enumerate(hits.all()) if hit.get_attribute("href").endswith("#p5"))
    for _ in range(wanted + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(search_field(page)).to_have_attribute("aria-activedescendant", hits.nth(wanted).get_attribute("id"))
    expect(page.locator("#searchHits [aria-selected=true]")).to_have_attribute("href", re.compile("#p5$"))
    expect(search_field(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{RISE}introduction/#p5$"))
    expect_below_header(page, page.locator("#p5"))
    assert "EAEU" in page.evaluate("() => [...CSS.highlights.get('sought')].map(String)")


def test_home_and_end_choose_the_first_and_the_last_hit_and_typing_chooses_none(search, page):
    hits, field = search("Taliban"), search_field(page)
    field.press("ArrowUp")
    expect(hits.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(hits.first).to_have_attribute("aria-selected", "true")
    field.press("End")
    expect(hits.last).to_have_attribute("aria-selected", "true")
    field.press("Home")
    expect(hits.first).to_have_attribute("aria-selected", "true")
    search("Taliban s")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(""))


def hold_texts(page):
    """Keep back what search needs; gives what was kept back."""
    held = []
    page.route("**/search/texts.json", lambda request: held.append(request))
    with page.expect_request("**/search/texts.json"):
        page.goto("")
        page.keyboard.press("/")
        page.keyboard.type("EAEU")
    return held


def test_an_entry_is_found_before_the_texts_have_come_and_they_when_they_come(page):
    held = hold_texts(page)
    expect(page.locator(HITS)).to_have_count(1)
    expect(page.locator(HITS)).to_contain_text("EAEU")
    expect(page.locator("#searchHits")).to_have_attribute("aria-busy", "true")
    for request in held:
        request.continue_()
    expect(page.locator(HITS).nth(1)).to_be_visible()


def test_enter_opens_the_first_hit_of_the_query_as_typed_when_its_answer_comes(page):
    held = hold_texts(page)
    expect(page.locator(HITS)).to_have_count(1)
    search_field(page).fill("what is aggressive realism")
    page.keyboard.press("Enter")
    for request in held:
        request.continue_()
    expect(page).to_have_url(re.compile("/glossary/offensive-realism/$"))


def test_enter_follows_the_first_hit(search, page):
    expect(search("Tashkent Treaty").first).to_contain_text("CSTO")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/glossary/csto/$"))


@pytest.mark.parametrize("key", ["/", "s", "Control+k"])
def test_escape_leaves_the_search_and_the_focus_goes_back(page, key):
    page.goto(f"{RISE}introduction/")
    for link in (page.locator("#p5 a.term").first, page.locator("#p5 .paragraph-number")):
        link.focus()
        search_for(page, "EAEU", key)
        page.keyboard.press("Escape")
        expect(page.locator("dialog.search")).not_to_be_visible()
        expect(link).to_be_focused()


def test_the_box_opens_by_its_button_and_a_hit_on_the_page_closes_it(page):
    page.goto(f"{RISE}introduction/#p4")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(search_field(page)).to_be_focused()
    search_for(page, "EAEU").and_(page.locator("[href$='introduction/#p5']")).click()
    expect(page.locator("dialog.search")).not_to_be_visible()
    expect(page).to_have_url(re.compile(f"{RISE}introduction/#p5$"))
    page.keyboard.press("/")
    expect(search_field(page)).to_have_value("EAEU")


def test_what_search_needs_is_fetched_as_the_pointer_comes_near(page):
    page.goto("")
    with page.expect_request("**/search/texts.json"):
        page.get_by_role("button", name="Search", exact=True).hover()


def test_how_much_was_found_is_said_and_all_of_it_is_a_page(search, page):
    hits = search("Taliban")
    told = page.locator(".search-told[role=status]")
    expect(told).to_have_text(re.compile(r"^\d+ hits"))
    assert hits.count() < int(told.text_content().split()[0])
    page.get_by_role("link", name="All hits").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=Taliban$"))
    expect(page.locator(".hits > li").first).to_be_visible()


def test_where_nothing_is_found_spellings_and_lists_are_offered(search, page):
    offered = search('"hegemonik stabilty"')
    expect(page.locator(".search-told")).to_have_text("Nothing was found. Try:")
    assert {"Glossary", "Concepts"} <= set(offered.locator(".hit").all_text_contents())
    expect(offered.first.locator(".kind")).to_have_text(re.compile("Entry|Word"))


def test_what_could_not_be_fetched_is_said_and_fetched_the_next_time(page):
    page.route("**/search/texts.json", lambda request: request.abort())
    page.goto("")
    search_for(page, "Taliban")
    expect(page.locator(".search-told")).to_contain_text("could not be fetched")
    page.unroute("**/search/texts.json")
    expect(search_for(page, "Taliban emirate").first).to_be_visible()


def test_a_phone_has_the_whole_screen_and_large_targets(reader):
    page = reader(viewport=PHONE, has_touch=True)
    page.goto("")
    page.get_by_role("button", name="Search", exact=True).tap()
    search_for(page, "Taliban")
    box = page.locator("dialog.search")
    assert box.bounding_box() == {"x": 0, "y": 0, **PHONE}
    for target in box.locator("input, button, [role=option], .search-all").all():
        assert target.bounding_box()["height"] >= 44
    expect(page.locator(".search-keys")).to_be_hidden()


def excerpts(hits):
    """What the hits show of their pages, by address within the site, without title and reason."""
    expect(hits).not_to_have_count(0)
    found = {}
    for hit in hits.all():
        found[hit.get_attribute("href").partition(PREFIX)[2]] = words(hit.locator(".excerpt").text_content()).strip("… ")
    return found


@pytest.mark.parametrize("query", ["Taliban", "Mersheimer", "Daesh", "ODKB"])
def test_the_excerpt_of_a_paragraph_is_its_reading_text(search, page, sections, query):
    reading = {f"{address}#{paragraph.id}": paragraph.reading for address, section in sections.items() for paragraph in paragraphs(section)}
    for place, excerpt in excerpts(search(query).filter(has=page.get_by_text("Paragraph", exact=True))).items():
        assert len(excerpt) > 40
        assert excerpt in typography.typeset(reading[place])


@pytest.mark.parametrize("query", ["ODKB", "Mearshimer"])
def test_a_name_that_is_only_searched_is_not_written_into_what_is_found(search, query):
    for excerpt in excerpts(search(query)).values():
        assert query.casefold() not in excerpt.casefold()


def test_the_excerpt_of_an_entry_has_no_numbers_of_notes_in_it(search):
    [excerpt, *_] = excerpts(search("Tashkent Treaty")).values()
    assert "Tashkent on 15 May 1992. Armenia, Belarus" in excerpt


def test_hits_stand_in_their_own_order_and_say_what_is_missing(search):
    results = search("Crocus drones")
    expect(results.first).to_contain_text("Crocus")
    expect(results.first).to_contain_text("without: drones")


@pytest.mark.parametrize(
    ("query", "location"),
    [("timeline", "timeline/"), ("how to cite", "about/citing/"), ("rise of the taliban introduction", f"{RISE}introduction/")],
)
def test_the_title_of_a_page_finds_it_first(search, query, location):
    expect(search(query).first).to_have_attribute("href", re.compile(f"{location}$"))


def test_mark_up_in_a_query_is_text(search, page):
    expect(search(f"CSTO {MARKUP}").first).to_contain_text("CSTO")
    expect(page.locator("dialog.search").locator("img, script")).to_have_count(0)


def test_mark_up_in_an_address_is_text(page):
    page.goto(f"?q={quote(MARKUP)}")
    expect(search_field(page)).to_have_value(MARKUP)
    expect(page.locator("main img, dialog img")).to_have_count(0)
