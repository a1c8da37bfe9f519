"""Collation: the received words of the pages against the source."""

import pytest

from scripts.reader.text.collation import Difference, block_boundaries, collate, source_words
from scripts.reader.text.emendations import Word


def words(text):
    """The words of a page's view, line by line."""
    return [Word(word, number) for number, line in enumerate(text.split("\n"), 1) for word in line.split()]


def section(*texts):
    return [words(text) for text in texts]


@pytest.mark.parametrize(
    ("pages", "source"),
    [
        pytest.param("a small state", "a small state", id="equal"),
        pytest.param("a small\nstate", "  a\tsmall \n\n\f state\n", id="white space and page breaks"),
        pytest.param("regional countries.", "regional coun-\ntries.", id="line-end hyphen joined"),
        pytest.param("the re-emergence of", "the re-\nemergence of", id="line-end hyphen kept"),
        pytest.param("regional countries", "regional coun-\n\n tries", id="word divided by a page break"),
        pytest.param("a non-com-pliance b", "a non-com-\npliance b", id="hyphen of the word and of the line"),
        pytest.param("one reemergence", "one re-\nemer-\ngence", id="divided twice"),
        pytest.param("a 1979-1989 war", "a 1979-1989 war", id="hyphen within a line"),
        pytest.param("one – two", "one –\ntwo", id="dash at a line end"),
        pytest.param("", " \n", id="nothing"),
    ],
)
def test_the_same_text(pages, source):
    assert list(collate(section(pages), source)) == []


@pytest.mark.parametrize(
    ("pages", "source", "told"),
    [
        pytest.param("a large state", "a\nsmall state", Difference(1, 2, "a small state", "a large state"), id="one word changed"),
        pytest.param("a state", "a\nsmall state", Difference(1, 2, "a small state", "a state"), id="one word dropped"),
        pytest.param("a very small state", "a small state", Difference(1, 1, "a small state", "a very small state"), id="one word added"),
        pytest.param("a small", "a small\nstate", Difference(1, 2, "a small state", "a small"), id="end missing"),
        pytest.param("a small state", "", Difference(0, 1, "", "a small state"), id="empty source"),
        pytest.param("", "a\nstate", Difference(0, 1, "a state", ""), id="empty pages"),
        pytest.param("a small state", "a small", Difference(2, 1, "a small", "a small state"), id="end added"),
        pytest.param("a State", "a state", Difference(1, 1, "a state", "a State"), id="capitals count"),
        pytest.param("a state,", "a state", Difference(1, 1, "a state", "a state,"), id="stops count"),
        pytest.param("coun tries", "coun-\ntries", Difference(0, 1, "countries", "coun tries"), id="division left in the page"),
        pytest.param("antiUS", "anti-US", Difference(0, 1, "anti-US", "antiUS"), id="hyphen within a line counts"),
    ],
)
def test_a_difference(pages, source, told):
    assert list(collate(section(pages), source)) == [told]


def test_a_difference_shows_four_words_on_each_side():
    source = "one two three four five six seven eight nine ten eleven"
    (told,) = collate(section(source.replace("six", "6")), source)
    assert told.source == "… two three four five six seven eight nine ten …"
    assert told.edition == "… two three four five 6 seven eight nine ten …"


def test_a_difference_four_words_from_the_ends_shows_the_whole_text():
    (told,) = collate(section("one two three four 5 six seven eight nine"), "one two three four five six seven eight nine")
    assert told.source == "one two three four five six seven eight nine"


def test_all_differences_are_told_in_order():
    found = list(collate(section("A b c d e", "f g h i J"), "a b c d e\nf g h i\nj"))
    assert [(difference.page_index, difference.source_line) for difference in found] == [(0, 1), (9, 3)]


def test_a_section_that_breaks_off_in_a_word_is_not_joined_to_the_next_heading():
    pages, source = section("the gov-", "", "2. Method"), "the gov-\n\n2. Method"
    assert block_boundaries(pages) == {("gov", "2.")}
    assert list(collate(pages, source)) == []


def test_the_words_of_a_source_know_their_lines():
    found, divided = source_words("one\ntwo coun-\n\ntries three\nfour", [])
    assert found == [Word("one", 1), Word("two", 2), Word("countries", 2), Word("three", 4), Word("four", 5)]
    assert divided == {"countries"}
