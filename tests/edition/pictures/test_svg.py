"""Every picture: well-formed, named, without styles or scripts, no wider than a phone, links that are big enough."""

import re
import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from scripts.reader.checks.article_markup import markup_problems
from scripts.reader.pictures.svg import TARGET, WIDTH, link, measure, number, wrap
from tests.conftest import KNOWN, TESTS, edition
from tests.edition.pictures.drawings import DRAWINGS, many_papers, shapes


@pytest.mark.parametrize("root", [KNOWN, TESTS / "toy"], ids=["real", "toy"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_well_formed_named_and_harmless(name, root):
    for drawing in DRAWINGS[name](edition(root)):
        assert list(markup_problems(drawing)) == []
        svg = etree.fromstring(drawing)
        described = svg.find("desc")
        assert svg.get("aria-label")
        assert svg.get("aria-describedby") == described.get("id")
        assert described.text
        assert not [name for element in svg.iter() for name in element.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 20])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_stands_for_any_number_of_papers(name, count):
    for drawing in DRAWINGS[name](many_papers(count)):
        svg = etree.fromstring(drawing)
        width, height = map(float, svg.get("viewBox").split()[2:])
        assert width == WIDTH
        assert height <= 2500
        for x, y, right, bottom in shapes(svg):
            assert (x >= -1, y >= -1, right <= WIDTH + 1, bottom <= height + 1) == (True, True, True, True)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_links_of_a_drawing_are_big_enough_for_a_finger(name):
    for drawing in DRAWINGS[name](edition(KNOWN)):
        for box in etree.fromstring(drawing).iter("rect"):
            if box.get("class") == "ground":
                assert float(box.get("height")) >= TARGET - 1
                assert float(box.get("width")) >= TARGET


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_shows_a_title_in_any_script_as_it_is(name):
    whole = edition(KNOWN)
    titles = ("روسیه و طالبان [@x] <b>", "Ёж & Ко")
    papers = tuple(
        replace(paper, index=replace(paper.index, record={**paper.index.record, "short_title": title}))
        for paper, title in zip(whole.papers, titles, strict=True)
    )
    for drawing in DRAWINGS[name](replace(whole, papers=papers)):
        assert not re.search(r"\[@|<b>", drawing)
        shown = " ".join("".join(etree.fromstring(drawing).itertext()).split())
        for word in ("روسیه", "Ёж"):
            assert word in shown


def test_numbers_have_one_decimal_at_most():
    assert [number(value) for value in (1, 1.0, 1.25, -0.5)] == ["1", "1", "1.2", "-0.5"]


def test_a_link_says_what_it_is_where_its_content_does_not():
    assert link("#p1", "1") == '<a href="#p1">1</a>'
    assert link("#p1", "1", "¶1", "quiet") == '<a href="#p1" aria-label="¶1" class="quiet"><title>¶1</title>1</a>'


def test_lines_are_no_wider_than_they_may_be():
    assert all(measure(line) <= 80 for line in wrap("Who belongs to what, and since when, in so many words", 80))
