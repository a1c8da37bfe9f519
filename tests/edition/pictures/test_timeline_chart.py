"""The timeline to scale: dots where their dates are, none upon another, in the lanes of their papers."""

import xml.etree.ElementTree as etree
from itertools import combinations

import pytest

from scripts.reader.edition.timeline import Event
from scripts.reader.pictures.svg import WIDTH
from scripts.reader.pictures.timeline_chart import (
    BEARS_ON,
    MARGIN,
    MENTIONED,
    Scale,
    decimal_year,
    lanes,
    latest_mentioned,
    timeline_chart,
)
from tests.conftest import KNOWN, edition
from tests.edition.pictures.drawings import many_papers, svg_of

REAL = edition(KNOWN)
PAPERS = {paper.slug: paper for paper in REAL.papers}
SVG = etree.fromstring(svg_of(timeline_chart(REAL.events, PAPERS, "2026-11-22")))


def dots(svg):
    """The dots of the drawing, without those of its legend."""
    return [circle for circle in svg.iter("circle") if circle.find("title") is not None]


def test_every_event_is_a_dot_in_the_lane_of_each_paper_that_it_belongs_to():
    def is_tied(event, field, slug):
        return any(place.startswith(f"{slug}#") for place in getattr(event, field))

    mentioned = [(event, slug) for event in REAL.events for slug in PAPERS if is_tied(event, "mentioned", slug)]
    bearing = [(event, slug) for event in REAL.events for slug in PAPERS if is_tied(event, "bears_on", slug)]
    kinds = [dot.get("class", "") for dot in dots(SVG)]
    assert sum(kind.startswith(MENTIONED) for kind in kinds) == len(mentioned)
    assert sum(kind.startswith(BEARS_ON) for kind in kinds) == len(set(bearing) - set(mentioned))
    assert sum(kind in ("", "later") for kind in kinds) == sum(not event.mentioned and not event.bears_on for event in REAL.events)
    assert {kind for lane in lanes(REAL.events, PAPERS) for _, kind in lane.events} == {MENTIONED, BEARS_ON, ""}


def test_dots_stand_where_their_dates_are_and_none_covers_another():
    found = dots(SVG)
    places = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in found]
    for (x, y), (other_x, other_y) in combinations(places, 2):
        assert (x - other_x) ** 2 + (y - other_y) ** 2 >= 6**2
    by_date = sorted((decimal_year(event.date) for lane in lanes(REAL.events, PAPERS) for event, _ in lane.events))
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    scale = (right - left) / (by_date[-1] - by_date[0])
    assert sorted(x for x, _ in places) == pytest.approx([left + (year - by_date[0]) * scale for year in by_date], abs=0.2)


def test_later_events_stand_behind_the_line():
    last = latest_mentioned(REAL.events)
    assert last.date == max(event.date for event in REAL.events if event.mentioned)
    line = float(SVG.find("path[@class='last']").get("d")[1:].split()[0])
    scale = Scale(int(decimal_year(REAL.events[0].date)), 2027)
    later = [event for event in REAL.events if event.date > last.date]
    assert scale.place(decimal_year(later[-1].date)) > line
    assert len([dot for dot in dots(SVG) if "later" in dot.get("class", "")]) == sum(
        any(place.startswith(f"{slug}#") for place in event.bears_on) for event in later for slug in PAPERS
    ) + sum(not event.bears_on for event in later)


def test_the_description_counts_what_is_drawn():
    said = SVG.find("desc").text
    assert f"{len(REAL.events)} events in 3 lanes" in said
    for lane in lanes(REAL.events, PAPERS)[:2]:
        kinds = [kind for _, kind in lane.events]
        assert f"{lane.name}, {kinds.count(MENTIONED)} mentioned and {kinds.count(BEARS_ON)} bearing on it" in said


def test_the_numbers_of_the_scale_lead_to_years_with_events():
    years = {f"#y{event.date[:4]}" for event in REAL.events}
    links = [link.get("href") for link in SVG.iter("a")]
    assert links
    assert set(links) <= years


@pytest.mark.parametrize("today", ["", "2030-01-01"])
def test_one_event_of_one_day_is_drawn(today):
    drawing = timeline_chart((Event(1, "2021-08-15", "", "One.", ("key",), (), ()),), {}, today)
    [dot] = dots(etree.fromstring(svg_of(drawing)))
    assert MARGIN <= float(dot.get("cx")) <= WIDTH - MARGIN
    assert "Tied to no paper, 1" in drawing


def test_an_event_that_lasts_is_drawn_to_its_end():
    events = (Event(1, "1996", "2001", "They rule.", ("key",), (), ()), Event(2, "1997", "", "In between.", ("key",), (), ()))
    one, other = dots(etree.fromstring(svg_of(timeline_chart(events, {}, ""))))
    assert one.get("cy") != other.get("cy")


def test_of_many_papers_there_is_one_lane():
    whole = many_papers(20)
    papers = {paper.slug: paper for paper in whole.papers}
    events = (Event(1, "2001", "", "One.", ("key",), ("paper-3#p1",), ()), Event(2, "2002", "", "Two.", ("key",), (), ()))
    assert [(lane.name, len(lane.events)) for lane in lanes(events, papers)] == [("20 papers", 1), ("Tied to no paper", 1)]


def test_without_events_there_is_no_drawing():
    assert timeline_chart((), PAPERS, "2026-11-22") == ""


@pytest.mark.parametrize(("date", "year"), [("2021", 2021.5), ("2021-07", 2021.54), ("2021-01-01", 2021.0), ("2021-12-31", 2022.0)])
def test_a_date_as_a_number_of_years(date, year):
    assert decimal_year(date) == pytest.approx(year, abs=0.01)
