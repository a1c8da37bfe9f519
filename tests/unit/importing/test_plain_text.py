"""From a received text to section pages."""

import pytest
import yaml

from scripts.reader.importing import plain_text
from scripts.reader.importing.plain_text import (
    Section,
    divide,
    escape,
    escape_line,
    heading,
    hyphenated_words,
    is_real_hyphen,
    pages,
    quote,
)
from tests.conftest import ROOT

TOY = (ROOT / "tests/toy/sources/toy.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        # the headings of the two texts
        (" ABSTRACT", "Abstract"),
        (" 1. Introduction", "Introduction"),
        ("2.Theoretical Framework", "Theoretical framework"),
        ("3. Methodology", "Methodology"),
        ("4. Results & Discussion", "Results and discussion"),
        ("5. Conclusions & Suggestions", "Conclusions and suggestions"),
        (" 1-INTRODUCTION", "Introduction"),
        ("2-THEORETICAL FRAMEWORK", "Theoretical framework"),
        ("4-RESULTS &DISCUSSION", "Results and discussion"),
        # their kin
        ("Introduction", "Introduction"),
        ("INTRODUCTION:", "Introduction"),
        ("IV. Findings", "Findings"),
        ("2.1. Research Background", "Research background"),
        ("3) Materials and Methods", "Materials and methods"),
        ("6 – Conclusion", "Conclusion"),
        ("Key words", "Key words"),
        ("7. Prussia and the Spartan", "Prussia and the Spartan"),
        ("7. PRUSSIA AND THE SPARTAN", "Prussia and the spartan"),
    ],
)
def test_a_line_that_is_a_heading(line, title):
    (found,) = divide(f"{line}\n\nText.")
    assert (found.heading, found.title) == (line.strip(), title)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1. Argentina is a country, as everybody knows.", id="numbered sentence"),
        pytest.param("2. The states of the region, whose borders,", id="numbered line of a list"),
        pytest.param("1979 was the year", id="year"),
        pytest.param("3. of the treaty", id="number at the end of a sentence"),
        pytest.param("introduction to the theory of realism", id="words that begin with a name"),
        pytest.param("According to the theorists of realism", id="sentence"),
        pytest.param("4. " + "A long line that goes on and on " * 3, id="too long"),
        pytest.param("5. The govern-", id="divided word"),
        pytest.param("This is the abstract: a short one", id="key word within a sentence"),
    ],
)
def test_a_line_that_is_no_heading(line):
    (found,) = divide(f"Text before.\n\n{line}\n\nText.")
    assert found.heading == ""


@pytest.mark.parametrize("text", ["Before.\n\n2. Articles of Faith\nand more.", "before\n2. Articles of Faith\n\nAnd more."])
def test_an_empty_line_on_one_side_sets_a_heading_apart(text):
    assert [section.title for section in divide(text)] == ["Front matter", "Articles of Faith"]


def test_a_numbered_line_within_a_paragraph_is_no_heading():
    (found,) = divide("The treaty has\n2. Articles of Faith\nand more.")
    assert found.heading == ""


@pytest.mark.parametrize(
    ("line", "heading_received", "title", "rest"),
    [
        ("Key Words: Athens Format, Geopolitics.", "Key Words:", "Key words", "Athens Format, Geopolitics."),
        ("Keywords — realism", "Keywords —", "Keywords", "realism"),
        ("ABSTRACT: These developments", "ABSTRACT:", "Abstract", "These developments"),
        ("1. Extended Abstract: Prussia", "1. Extended Abstract:", "Extended abstract", "Prussia"),
    ],
)
def test_a_run_in_heading_is_set_apart(line, heading_received, title, rest):
    (found,) = divide(line)
    assert (found.heading, found.title, found.text) == (heading_received, title, rest)


def test_sections_know_their_lines_and_texts():
    assert divide("Front.\n\n1. Introduction\none\n\nKey Words: two\nthree") == [
        Section("", "Front matter", "front-matter", "Front.\n", 1),
        Section("1. Introduction", "Introduction", "introduction", "\none\n", 3),
        Section("Key Words:", "Key words", "key-words", "two\nthree", 6),
    ]


@pytest.mark.parametrize("text", ["\n \n1. Introduction\n\nText.", "1. Introduction\n\nText."])
def test_white_space_before_the_first_heading_is_no_section(text):
    assert [section.slug for section in divide(text)] == ["introduction"]


@pytest.mark.parametrize(
    ("first", "second", "real"),
    [
        ("re", "emergence", True),
        ("descriptive", "analytical", True),
        ("non", "compliance", True),
        ("anti", "US", True),
        ("self", "help", True),
        ("coun", "tries", False),
        ("ne", "oclassical", False),
        ("inter", "national", False),
        ("govern", "ment", False),
        ("re", "mains", False),
        ("evi", "dence", False),
        ("Se", "curity", False),
        ("geopolit", "ical", False),
    ],
)
def test_hyphens_at_line_ends(first, second, real):
    assert is_real_hyphen(first, second, hyphenated=set()) is real


def test_a_hyphen_that_the_text_writes_within_a_line_is_real():
    hyphenated = hyphenated_words("the long-term view; the\ncounter-\nweight")
    assert hyphenated == {"long-term"}
    assert is_real_hyphen("Long", "term", hyphenated)
    assert not is_real_hyphen("counter", "weight", hyphenated)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="empty line behind a sentence"),
        pytest.param("One\ntwo.", ["One two."], id="line end"),
        pytest.param("One and\n\ntwo.", ["One and two."], id="page break within a sentence"),
        pytest.param("One.\n\ntwo.", ["One. two."], id="page break before a small letter"),
        pytest.param("One (\n\nTwo).", ["One ( Two)."], id="page break before a capital"),
        pytest.param("coun-\n\n\ntries.", ["countries."], id="page break within a word"),
        pytest.param("re-\nemerge", ["re-emerge"], id="real hyphen"),
        pytest.param("“One.”\n\nTwo", ["“One.”", "Two"], id="quotation mark behind the stop"),
        pytest.param("One -\ntwo", ["One - two"], id="dash"),
        pytest.param("\n \n", [], id="nothing"),
    ],
)
def test_paragraphs(text, found):
    assert list(plain_text.paragraphs(text, hyphenated=set())) == found


def test_a_long_text_without_an_empty_line_is_one_paragraph():
    """A hundred thousand lines; each is looked at once, and not again with all that stand before it."""
    text = "one two hy-\nphen three\n" * 50_000
    (paragraph,) = plain_text.paragraphs(text, hyphenated=set())
    assert paragraph.split() == ["one", "two", "hyphen", "three"] * 50_000


def test_one_sentence_a_line():
    paragraph = 'Prussia reacts. "So it is." (It is so.) U.S. forces left, e.g. in 2021. Is it so? yes! The End.'
    assert plain_text.sentences(paragraph) == [
        "Prussia reacts.",
        '"So it is."',
        "(It is so.)",
        "U.S. forces left, e.g. in 2021.",
        "Is it so? yes!",
        "The End.",
    ]


@pytest.mark.parametrize(
    ("received", "written"),
    [
        ("3*4_5`6`", "3\\*4\\_5\\`6\\`"),
        ("[sic] [^1] [@key]", "\\[sic\\] \\[&#94;1\\] \\[&#64;key\\]"),
        ("a < b > c", "a &lt; b &gt; c"),
        ("R&D & more", "R&D & more"),
        ("&lt; &#60;", "&amp;lt; &amp;#60;"),
        ("{--a--}", "&#123;--a--&#125;"),
        ("a~>b|c", "a&#126;&gt;b&#124;c"),
        ("C:\\temp", "C:&#92;temp"),
    ],
)
def test_markup_in_the_text_is_text(received, written):
    assert escape(received) == written


@pytest.mark.parametrize(
    ("received", "written"),
    [
        ("# one", "\\# one"),
        ("- one", "\\- one"),
        ("+ one", "\\+ one"),
        ("! one", "\\! one"),
        ("#", "\\#"),
        ("1. one", "&#49;. one"),
        ("2021. one", "&#50;021. one"),
        ("2021 was", "2021 was"),
        (": one", "&#58; one"),
        ("===", "&#61;=="),
        ("one - two", "one - two"),
    ],
)
def test_a_line_of_text_begins_no_list_or_heading(received, written):
    assert escape_line(received) == written


@pytest.mark.parametrize(
    ("received", "title", "line"),
    [
        ("", "Front matter", "# {++Front matter++}{>>E1.4 heading supplied<<}"),
        ("Introduction", "Introduction", "# Introduction"),
        ("1-A *B*", "A *B*", "# {~~1-A \\*B\\*~>A \\*B\\*~~}{>>E1.4 heading regularized<<}"),
    ],
)
def test_the_heading_of_a_page(received, title, line):
    assert heading(received, title) == line


@pytest.mark.parametrize(
    "value", ["Introduction", "A: b", '"A"', "Yes", "null", "2021", "2021-07-02", "a\\b", "[A]", "A # b", "é", "1e3", "- a"]
)
def test_quoted_values_are_read_back(value):
    assert yaml.safe_load(f"title: {quote(value)}") == {"title": value}


def test_the_pages_of_the_toy_paper(golden):
    for slug, page in pages(divide(TOY), TOY).items():
        golden(f"golden/toy/import/{slug}.md", page)
