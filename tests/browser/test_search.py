"""Search, by keyboard alone: what is found, what a hit says, and where it leads."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from scripts.reader.common import typography
from scripts.reader.text.paragraphs import paragraph_number, paragraphs
from tests.support.screen import expect_below_header, words
from tests.support.server import PREFIX

RISE, EMIRATE = "papers/rise-of-the-taliban/", "papers/islamic-emirate/"
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def search(page):
    """Search for some words from the home page, by keyboard; gives the list of results."""
    page.goto("")

    def search(query, key="/"):
        page.keyboard.press(key)
        expect(page.get_by_role("textbox", name="Search")).to_be_focused()
        page.keyboard.insert_text(query[:-1])
        page.keyboard.type(query[-1])
        expect(page.get_by_text(re.compile(r"^\d+ matching documents?$"))).to_be_visible()
        return page.locator(".md-search-result__list")

    return search


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
    expect(results.get_by_role("link").first).to_have_attribute("href", re.compile(f"/glossary/{entry}/$"))
    expect(results.locator(f"a[href$='{paragraph}']").locator("h1, h2")).to_contain_text(titles[paragraph])


def test_a_paragraph_is_reached_with_arrows_and_enter(search, page):
    results = search("EAEU", key="s")
    expect(results.locator("a[href$='#p5']")).to_be_visible()
    for link in results.get_by_role("link").all():
        page.keyboard.press("ArrowDown")
        expect(link).to_be_focused()
        if link.get_attribute("href").endswith("#p5"):
            break
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{RISE}introduction/#p5$"))
    expect_below_header(page, page.locator("#p5"))


def test_words_typed_before_the_index_has_come_are_found_when_it_comes(page):
    held = []
    page.route("**/search/documents.json", lambda request: held.append(request))
    with page.expect_request("**/search/documents.json"):
        page.goto("")
        page.keyboard.press("/")
        page.keyboard.type("EAEU")
    expect(page.get_by_role("textbox", name="Search")).to_have_value("EAEU")
    for request in held:
        request.continue_()
    expect(page.locator(".md-search-result__list").get_by_role("link").first).to_contain_text("EAEU")


def test_enter_follows_the_first_hit(search, page):
    results = search("Tashkent Treaty")
    expect(results.get_by_role("link").first).to_contain_text("CSTO")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/glossary/csto/$"))


def test_escape_leaves_the_search(search, page):
    search("EAEU")
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Search")).not_to_be_focused()
    expect(page.locator(".md-search-result__list")).not_to_be_in_viewport()


def excerpts(hits):
    """What the hits show of their pages, by address within the site, without title and reason."""
    expect(hits).not_to_have_count(0)
    found = {}
    for hit in hits.all():
        title = hit.locator("h1, h2").text_content()
        shown = words(hit.text_content().removeprefix(title))
        found[hit.get_attribute("href").partition(PREFIX)[2]] = shown.removeprefix("… ").removesuffix(" …")
    return found


@pytest.mark.parametrize("query", ["Taliban", "Mersheimer", "Daesh", "ODKB"])
def test_the_excerpt_of_a_paragraph_is_its_reading_text(search, sections, query):
    reading = {f"{address}#{paragraph.id}": paragraph.reading for address, section in sections.items() for paragraph in paragraphs(section)}
    for place, excerpt in excerpts(search(query).locator("a[href*='/papers/'][href*='#p']")).items():
        assert len(excerpt) > 40
        assert excerpt in typography.typeset(reading[place])


@pytest.mark.parametrize("query", ["ODKB", "Mearshimer"])
def test_a_name_that_is_only_searched_is_not_written_into_what_is_found(search, query):
    for excerpt in excerpts(search(query).get_by_role("link")).values():
        assert query.casefold() not in excerpt.casefold()


def test_the_excerpt_of_an_entry_has_no_numbers_of_notes_in_it(search):
    [excerpt, *_] = excerpts(search("Tashkent Treaty").get_by_role("link")).values()
    assert "Tashkent on 15 May 1992. Armenia, Belarus" in excerpt


def test_hits_stand_in_their_own_order_and_say_what_is_missing(search):
    results = search("Crocus drones")
    expect(results.get_by_role("link").first).to_contain_text(re.compile("Crocus"))
    expect(results.get_by_role("link").first).to_contain_text("Missing: drones")
    expect(results.locator("[data-md-score='0.00']")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "location"),
    [("timeline", "timeline/"), ("how to cite", "about/citing/"), ("rise of the taliban introduction", f"{RISE}introduction/")],
)
def test_the_title_of_a_page_finds_it_first(search, query, location):
    expect(search(query).get_by_role("link").first).to_have_attribute("href", re.compile(f"{location}$"))


def test_mark_up_in_a_query_is_text(page):
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type(f"CSTO {MARKUP}")
    results = page.locator(".md-search-result")
    expect(results).to_contain_text("CSTO")
    expect(results.locator("img, script")).to_have_count(0)


def test_mark_up_in_an_address_is_text(page):
    page.goto(f"?q={quote(MARKUP)}")
    expect(page.get_by_role("textbox", name="Search")).to_have_value(MARKUP)
    expect(page.locator("main img, .md-search img")).to_have_count(0)


def test_search_stays_open_and_the_address_the_same_where_it_names_a_place(page):
    """The theme's script, which comes with the first search, goes to that place as it starts, and would close search."""
    page.goto(f"{RISE}introduction/#p5")
    page.keyboard.press("/")
    page.keyboard.type("Tashkent Treaty")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Search")).to_have_value("Tashkent Treaty")
    page.wait_for_url(f"**/{RISE}introduction/#p5")
