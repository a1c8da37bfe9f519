"""Concepts: their mentions in context, the map, the lists that can be sorted and filtered, and search by any name."""

import json
import re
from functools import partial

import pytest
from lxml import html
from playwright.sync_api import expect
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from tests.support.chromium import PHONE
from tests.support.screen import straight
from tests.support.search import search_for

# The received text of the first paper says Taliban 16 times: two of them stand in names of "Political engagement", and one that
# is counted here stands in the opening that the edition restored.
COUNTS = ("15 mentions: Taliban 14, Taliban government 1.", "17 mentions: Islamic Emirate 13, Taliban 4.")


@pytest.fixture
def found(page):
    """Search for some words; gives the hits."""
    page.goto("")
    return partial(search_for, page)


def test_every_mention_stands_in_its_context_and_leads_to_its_paragraph(site, edition):
    for slug in edition.entries:
        tree = html.parse(str(site / "glossary" / slug / "index.html"))
        mentions = [mention for mention in edition.mentions if mention.slug == slug]
        rows = tree.xpath('//ol[@class="concordance"]/li')
        assert [row.find("a").get("href") for row in rows] == [f"../../{mention.address[1:].replace('.md', '/')}" for mention in mentions]
        assert [" ".join(row.find("span/mark").text_content().split()) for row in rows] == [mention.name for mention in mentions]
        for row, mention in zip(rows, mentions, strict=True):
            assert straight(row.find("span").text_content()).strip("… ") in straight(mention.text)


def test_counts_by_name_are_those_of_the_texts(site):
    text = html.parse(str(site / "glossary/islamic-emirate/index.html")).getroot().text_content()
    for counts in COUNTS:
        assert counts in " ".join(text.split())


def test_the_map_is_sorted_by_frequency_and_back_by_name(page):
    page.goto("concepts/")
    rows = page.locator(".map:not(.matrix) tbody tr th")
    by_name = rows.all_text_contents()
    page.get_by_role("button", name="All").click()
    page.get_by_role("button", name="All").click()
    expect(rows.first).to_have_text("Islamic Emirate / Taliban")
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("button", name="Concept").press("Enter")
    assert rows.all_text_contents() == by_name


def test_a_cell_of_the_map_leads_to_the_first_mention(page, edition):
    first = next(mention for mention in edition.mentions if mention.slug == "moscow-format")
    page.goto("concepts/")
    page.get_by_role("row", name=re.compile("^Moscow Format")).locator("td a").first.click()
    expect(page).to_have_url(re.compile(f"/papers/{first.paper}/{first.section}/#{first.paragraph}$"))


def test_the_map_can_be_moved_on_a_phone_while_the_names_stay(reader):
    page = reader(viewport=PHONE)
    page.goto("concepts/")
    region, name = page.get_by_role("region", name="Concepts and sections"), page.locator(".map tbody th").first
    before = name.bounding_box()
    region.evaluate("element => { element.scrollLeft = 60; }")
    assert abs(name.bounding_box()["x"] - before["x"]) < 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_glossary_is_filtered_by_letters(page):
    page.goto("glossary/")
    page.get_by_role("searchbox", name="Filter terms").fill("tashkent treaty")
    expect(page.locator("dt:visible")).to_have_text(["Tashkent Treaty"])
    expect(page.get_by_role("status").filter(has_text="1 term shown")).to_be_visible()
    page.get_by_role("searchbox", name="Filter terms").fill("")
    expect(page.get_by_role("link", name="CSTO", exact=True).first).to_be_visible()


def test_events_are_filtered_by_paper_and_words(page, edition):
    page.goto("timeline/")
    events = page.locator(".timeline > li")
    expect(events.filter(visible=True)).to_have_count(len(edition.events))
    page.get_by_role("combobox", name="Kind").select_option("Islamic Emirate")
    named = [event for event in edition.events if any(place.startswith("islamic") for place in (*event.mentioned, *event.bears_on))]
    expect(page.get_by_role("status").filter(has_text=f"{len(named)} events shown")).to_be_visible()
    expect(events.filter(visible=True)).to_have_count(len(named))
    page.get_by_role("searchbox", name="Filter events").fill("soviet troops leave")
    expect(events.filter(visible=True)).to_have_count(1)
    expect(page.locator("h2:visible")).to_have_text(["1989"])


def test_sources_are_filtered_by_kind(page, edition):
    page.goto("bibliography/")
    page.get_by_role("combobox", name="Kind").select_option("Chapter")
    chapters = [source for source in edition.sources.values() if source.kind == "Chapter"]
    expect(page.locator("p.source:visible")).to_have_count(len(chapters))
    expect(page.get_by_role("link", name="The Afghanistan Accords")).to_have_attribute("href", re.compile("^https://doi.org/"))


def test_without_scripts_nothing_that_needs_them_is_there(reader):
    page = reader(java_script_enabled=False)
    for address in ("glossary/", "concepts/", "timeline/", "bibliography/", "papers/islamic-emirate/apparatus/"):
        page.goto(address)
        expect(page.locator("article button, article input[type=search], article select")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "entry", "reason"),
    [
        ("aggressive realism", "offensive-realism", "also: aggressive realism"),
        ("Mearshimer", "mearsheimer", ""),
        ("Taleban", "islamic-emirate", "found by: Taleban"),
        ("what is offensive realism", "offensive-realism", ""),
        ("revisionist state", "revisionist-state", ""),
        ("who are the Taliban?", "islamic-emirate", "also: Taliban"),
    ],
)
def test_a_concept_is_found_under_any_name_and_says_why(found, query, entry, reason):
    first = found(query).first
    expect(first).to_have_attribute("href", re.compile(f"/glossary/{entry}/$"))
    expect(first).to_contain_text(reason)


def test_words_in_quotation_marks_stand_so_in_what_is_found(found):
    results = found('"walking on a tightrope"')
    expect(results.first).to_have_attribute("href", re.compile(r"conclusions-and-suggestions/#p15$"))
    for text in results.all_text_contents():
        assert "tightrope" in text


def test_a_paragraph_found_by_another_name_says_what_it_mentions(found):
    expect(found("Tashkent Treaty").filter(has_text="¶5 ·")).to_contain_text("mentions CSTO")


def test_every_entry_describes_itself_and_leads_to_the_whole_glossary(site, edition):
    graph = Graph().parse(str(site / "glossary.jsonld"), format="json-ld")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(edition.entries)
    for slug, entry in edition.entries.items():
        tree = html.parse(str(site / "glossary" / slug / "index.html"))
        assert tree.xpath('//head/link[@rel="describedby"][@type="application/ld+json"]/@href') == ["../../glossary.jsonld"]
        data = [json.loads(script.text) for script in tree.xpath('//script[@type="application/ld+json"]')]
        [concept] = [node for node in data if "skos:Concept" in node["@type"]]
        assert concept["prefLabel"] == {"en": entry.title}


def test_printed_numbers_of_the_map_are_black_on_a_shade_that_is_printed(page):
    page.goto("concepts/")
    page.emulate_media(media="print")
    styles = page.locator(".map td[class]").evaluate_all(
        "cells => [...new Set(cells.map(cell => getComputedStyle(cell)).map(style => `${style.color} ${style.printColorAdjust}`))]"
    )
    assert styles == ["rgb(0, 0, 0) exact"]
    heads = page.locator("th.sortable, .sort")
    assert set(heads.evaluate_all("heads => heads.map(head => getComputedStyle(head, '::after').content)")) == {"none"}


def test_the_names_of_the_matrix_stay_in_view_on_a_phone(reader):
    page = reader(viewport=PHONE)
    page.goto("concepts/")
    frame = page.get_by_role("region", name="Concepts that occur together")
    frame.evaluate("frame => frame.scrollTo(400, 0)")
    name = frame.get_by_role("rowheader").last
    assert name.bounding_box()["x"] >= frame.bounding_box()["x"]
