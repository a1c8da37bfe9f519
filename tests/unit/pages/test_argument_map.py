"""The argument map: boxes that hold their words, links that lead to paragraphs, and the same content in the list."""

import re

import pytest
from lxml import html

from scripts.reader.edition.data_file import Item
from scripts.reader.pages import about_pages
from scripts.reader.pages.argument_list import argument_fragment, critical_questions, passages
from scripts.reader.pages.argument_map import INDENT, LETTER, PADDING, argument_map, boxes
from scripts.reader.pictures.svg import WIDTH, measure, wrap
from tests.conftest import KNOWN, edition

REAL = edition(KNOWN)


@pytest.fixture(scope="module", params=REAL.papers, ids=lambda paper: paper.slug)
def paper(request):
    return request.param


@pytest.fixture(scope="module")
def drawing(paper):
    return html.fromstring(argument_map(paper, REAL.arguments[paper.slug]))


def test_a_map_has_a_name_and_a_description(drawing):
    [svg] = drawing.xpath("//svg")
    for attribute in ("aria-labelledby", "aria-describedby"):
        [described] = svg.xpath(f"./*[@id='{svg.get(attribute)}']")
        assert described.text


def test_a_map_has_no_styles_and_nothing_that_acts(drawing):
    assert drawing.xpath("//@style | //script | //style | //foreignobject | //@*[starts-with(name(), 'on')]") == []


def test_every_box_is_a_link_to_a_paragraph_or_a_source(paper, drawing):
    sections = {f"{section.slug}/" for section in paper.sections}
    for link in drawing.xpath("//a"):
        page, _, target = link.get("href").partition("#")
        assert (page in sections and re.fullmatch(r"p\d+[a-z]?", target)) or page == "../../bibliography/"
    assert len(drawing.xpath("//a")) == len(list(boxes(paper, REAL.arguments[paper.slug])))


def test_boxes_lie_below_each_other_and_hold_their_words(drawing):
    bottom = 0.0
    for link in drawing.xpath("//a"):
        [box] = link.xpath("./rect")
        x, y, width, height = (float(box.get(name)) for name in ("x", "y", "width", "height"))
        assert y >= bottom
        assert x + width <= WIDTH
        bottom = y + height
        for line in link.xpath(".//tspan"):
            assert y < float(line.get("y")) < bottom
            assert line.get("class") or measure(line.text, LETTER) <= width - 2 * PADDING
    assert bottom < float(drawing.xpath("string(//@viewbox | //@viewBox)").split()[-1])


def test_the_list_says_what_the_map_says(paper):
    argument = REAL.arguments[paper.slug]
    text = argument_fragment(paper, argument, REAL.sources).partition("</figure>")[2]
    for box in boxes(paper, argument):
        assert box.text in text
        assert text.count("Evidence: none given.") == sum("none given" in box.label for box in boxes(paper, argument))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one", ["one"]),
        ("one two", ["one two"]),
        ("one unbreakablyandunspeakablylongword two", ["one", "unbreakablyandunspeakablylongword", "two"]),
    ],
)
def test_lines_are_as_wide_as_a_box(text, lines):
    assert wrap(text, WIDTH - 12 * INDENT, LETTER) == lines


def test_words_from_a_file_are_escaped():
    toy = REAL.papers[0]
    drawn = argument_map(toy, Item(1, {"question": Item(1, {"text": 'a & "b" <', "at": ("p1",)})}))
    assert "a &amp; &quot;b&quot; &lt;" in drawn


def test_passages_and_questions_name_their_paragraphs(paper):
    argument = REAL.arguments[paper.slug]
    assert passages(paper, argument).count("> “") == passages(paper, argument).count("([¶") == len(argument.items("passages"))
    assert critical_questions(paper, argument, REAL.sources).count("\n- ") == len(argument.items("critical")) - 1


@pytest.mark.parametrize(
    ("editors", "sentence"),
    [
        (("Ada Lovelace",), "Editor: Ada Lovelace.\n"),
        (("Ada Lovelace", "Alan Turing"), "Editors: Ada Lovelace and Alan Turing.\n"),
        (("A", "B", "C"), "Editors: A, B and C.\n"),
    ],
)
def test_editors_are_named(editors, sentence):
    assert about_pages.responsible(editors) == sentence


def test_without_editors_the_page_says_so():
    assert "No editor is named" in about_pages.responsible(())
