"""Paragraphs, their numbers, and notes."""

import pytest

from scripts.reader.text.front_matter import Page
from scripts.reader.text.paragraphs import Block, blocks, paragraph_number, paragraph_problems, paragraph_sort_key, paragraphs

PAGE = """# {~~1. A~>A~~}{>>E1.4 x<<}

One {++[…]++}{>>E3.1 lost<<} two.[^note]
Three.
{: #p1 }

<!-- look
again -->

Four.
{: #p1a .wide }

--8<-- "papers/toy.md"

[^note]: A note, (inference).

    Its second paragraph.

Five.
"""


def section(body, path="docs/papers/x/one.md"):
    return Page(path, {"title": "One"}, body, 5)


def told(*pages):
    return [(problem.path.rsplit("/")[-1], problem.line, problem.code, problem.message) for problem in paragraph_problems(pages)]


def test_the_blocks_of_a_page():
    found = blocks(section(PAGE))
    assert [block.line for block in found] == [5, 7, 11, 14, 17, 23]
    assert [block.is_heading for block in found] == [True, False, False, False, False, False]
    assert [block.is_paragraph for block in found] == [False, True, False, True, False, True]
    assert [block.id for block in found] == ["", "p1", "", "p1a", "", ""]


def test_the_reading_text_is_one_line():
    assert blocks(section(PAGE))[1].reading == "One […] two. Three."


def test_words_that_hold_an_emendation_and_not_their_neighbours():
    block = Block("It {~~IS~>is~~}{>>E2.1 x<<} so{++, too++}{>>E2.5 x<<}; {--river --}{>>E2.1 x<<}the end[^n]\n{: #p1 }", 1)
    assert block.reading == "It is so, too; the end"
    assert "".join("x" if emended else "." for emended in block.emended) == "...xx.xxx.xxxx........"


def test_numbered_paragraphs_only():
    assert [paragraph.id for paragraph in paragraphs(section(PAGE))] == ["p1", "p1a"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Text.\n{: #p12 }", "p12"),
        ("Text.\n{:#p12}", "p12"),
        ("Text.\n{: .wide #p12 title='x' }", "p12"),
        ("Text. {: #p12 }", "p12"),
        ("Text.\n{: .wide }", ""),
        ("{: #p12 }\nText.", ""),
        ("Text.", ""),
    ],
)
def test_the_id_of_a_block(text, name):
    assert Block(text, 1).id == name


def test_numbers_as_readers_see_them():
    assert [paragraph_number(name) for name in ("p1", "p12a")] == ["1", "12a"]


def test_the_order_of_numbers():
    names = ["p1", "p2", "p2a", "p2b", "p10", "p100"]
    assert sorted(["p10", "p2b", "p100", "p2a", "p1", "p2"], key=paragraph_sort_key) == names


def test_a_right_page_has_no_problem():
    assert told(section(PAGE.replace("\nFive.\n", ""))) == []


@pytest.mark.parametrize(
    ("body", "line", "code", "message"),
    [
        pytest.param("Text.\n{: #p1 }\n", 5, "P103", "the section does not begin with a heading", id="no heading"),
        pytest.param("## A\n\nText.\n{: #p1 }\n", 5, "P103", "the section does not begin with a heading", id="heading of the second level"),
        pytest.param("", 5, "P103", "the section does not begin with a heading", id="empty page"),
        pytest.param("# A\n\n# B\n", 7, "P103", "a second heading of the first level", id="second heading"),
        pytest.param("# A\n\nText\nmore.\n", 7, "P104", 'the paragraph "Text more.…" has no number', id="no number"),
        pytest.param("# A\n\nText.\n{: #p01 }\n", 7, "P104", '"p01" is not a paragraph number', id="number with a nought before it"),
        pytest.param("# A\n\nText.\n{: #twelve }\n", 7, "P104", '"twelve" is not a paragraph number', id="word for a number"),
        pytest.param("# A\n\nOne.[^a]\n{: #p1 }\n", 7, "P106", 'note "a" is not defined on this page', id="note not defined"),
        pytest.param("# A\n\n[^a]: Ours (inference).\n", 7, "P106", 'nothing refers to note "a"', id="note not referred to"),
        pytest.param("# A\n\nOne.[^a]\n{: #p1 }\n\n[^a]: Ours.\n", 10, "B203", 'note "a" has no source', id="note without a source"),
    ],
)
def test_a_wrong_page(body, line, code, message):
    assert told(section(body)) == [("one.md", line, code, message)]


@pytest.mark.parametrize(
    "note",
    [
        "Said before. [@key]",
        "Probably so (inference).",
        "Conjecture: so.",
        "The text says so.",
        "This received text is older.",
        "See [¶12](/papers/x/one.md#p12).",
    ],
)
def test_a_note_that_has_its_source(note):
    assert told(section(f"# A\n\nOne.[^a]\n{{: #p1 }}\n\n[^a]: {note}\n")) == []


def test_numbers_run_through_all_sections():
    one = section("# A\n\nText.\n{: #p1 }\n\nText.\n{: #p3 }\n")
    two = section("# B\n\nText.\n{: #p2 }\n\nText.\n{: #p3 }\n", "docs/papers/x/two.md")
    assert told(one, two) == [
        ("two.md", 7, "P105", '"p2" comes after "p3"'),
        ("two.md", 10, "P105", '"p3" is also a paragraph of docs/papers/x/one.md:10'),
    ]


def test_a_label_stands_once_in_a_paper():
    body = "# A\n\nOne.[^a]\n{: #p%d }\n\n[^a]: Ours (inference).\n"
    assert told(section(body % 1), section(body % 2, "docs/papers/x/two.md")) == [
        ("two.md", 10, "P106", 'note "a" is also defined at docs/papers/x/one.md:10')
    ]
