"""The list of events: under their years, with their papers, and what the papers cannot know apart."""

from lxml import html

from scripts.reader.edition.timeline import Event
from scripts.reader.pages.timeline_page import timeline_page
from tests.conftest import KNOWN, edition

REAL = edition(KNOWN)
PAPERS = {paper.slug: paper for paper in REAL.papers}
PAGE = timeline_page(REAL.events, PAPERS, REAL.sources, REAL.date)


def test_every_event_stands_under_its_year():
    year = ""
    for line in PAGE.splitlines():
        if line.startswith("## "):
            year = line[3:7]
        elif line.startswith("<li id="):
            assert line.startswith(f'<li id="d{year}')
    assert PAGE.count("<li id=") == len(REAL.events)


def test_every_event_names_the_papers_that_the_filter_offers():
    items = html.fromstring(f"<div>{PAGE}</div>").xpath("//li[@data-kinds]")
    for item, event in zip(items, REAL.events, strict=True):
        slugs = {place.partition("#")[0] for place in (*event.mentioned, *event.bears_on)}
        assert item.get("data-kinds").split("; ") == ([PAPERS[slug].short_title for slug in PAPERS if slug in slugs] or [""])


def test_what_the_papers_cannot_know_is_said_once_and_before_it():
    assert PAGE.count("The last event that the papers mention is that of 7 September 2021.") == 1
    before, after = PAGE.split("The last event that the papers mention")
    assert 'id="d2021-09-07"' in before
    assert 'id="d2021-10-20"' in after


def test_events_of_one_day_have_ids_of_their_own():
    events = tuple(Event(line, "2021", "", "One.", ("key",), (), ()) for line in (1, 2, 3))
    page = timeline_page(events, {}, {}, "")
    assert [f'id="d2021{end}"' in page for end in ("", "-2", "-3", "-4")] == [True, True, True, False]
    assert "The last event" not in page


def test_without_events_the_page_has_nothing_to_filter():
    assert timeline_page((), PAPERS, {}, "2026-11-22").strip() == ""
