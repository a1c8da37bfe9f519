"""The received text line by line, and the paragraph that each line went into."""

from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.received_lines import line_places, paragraph_lines, received_text_list, word_places
from tests.conftest import TESTS, edition

SOURCE = " 1. A & B\n\nit IS a coun-\ntry.\n\nSecond. Third\nKey Words: two <three>\n"
ONE = """# {~~1. A & B~>A and B~~}{>>E1.4 x<<}

it {~~IS~>is~~}{>>E2.1 x<<} a country.
{: #p1 }

Second.[^n]
{: #p2 }

Third
{: #p3 }

[^n]: N.
"""
TWO = "# {~~Key Words:~>Key words~~}{>>E1.4 x<<}\n\n{++[…]++}{>>E3.1 x<<} two &lt;three&gt;\n{: #p4 }\n"


def paper(source=SOURCE):
    sections = Page("docs/papers/x/one.md", {"title": "A and B"}, ONE, 4), Page("docs/papers/x/two.md", {"title": "Key words"}, TWO, 4)
    return Paper("x", Page("docs/papers/x/index.md", {}, "", 1), sections, source)


def test_the_place_of_every_received_word():
    assert word_places(paper()) == (
        [("one", "")] * 4 + [("one", "p1")] * 4 + [("one", "p2")] + [("one", "p3")] + [("two", "")] * 2 + [("two", "p4")] * 2
    )


def test_the_places_of_every_line():
    lines = line_places(paper())
    assert lines == {
        1: [("one", "")],
        3: [("one", "p1")],
        4: [("one", "p1")],
        6: [("one", "p2"), ("one", "p3")],
        7: [("two", ""), ("two", "p4")],
    }


def test_the_lines_of_every_paragraph():
    assert paragraph_lines({1: [("a", "")], 3: [("a", "p1")], 4: [("a", "p1"), ("a", "p2")]}) == {"p1": (3, 4), "p2": (4, 4)}


def test_lines_have_no_places_where_the_texts_differ_in_length():
    assert line_places(paper(SOURCE + "more")) == {}


def test_the_listing_escapes_the_text_and_links_its_places():
    assert received_text_list(paper()).split("\n")[1:8] == [
        '<li id="line1"><span class="line"> 1. A &amp; B</span> <a href="../one/">A and B</a></li>',
        '<li id="line2"><span class="line"></span> </li>',
        '<li id="line3"><span class="line">it IS a coun-</span> <a href="../one/#p1">¶1</a></li>',
        '<li id="line4"><span class="line">try.</span> <a href="../one/#p1">¶1</a></li>',
        '<li id="line5"><span class="line"></span> </li>',
        '<li id="line6"><span class="line">Second. Third</span> <a href="../one/#p2">¶2</a> <a href="../one/#p3">¶3</a></li>',
        '<li id="line7"><span class="line">Key Words: two &lt;three&gt;</span> '
        '<a href="../two/">Key words</a> <a href="../two/#p4">¶4</a></li>',
    ]


def test_the_toy_text_goes_into_its_paragraphs():
    (toy,) = edition(TESTS / "toy").papers
    assert paragraph_lines(line_places(toy)) == {"p1": (3, 5), "p2": (7, 12), "p3": (16, 17), "p4": (19, 19)}
