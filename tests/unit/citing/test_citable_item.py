"""Something that can be cited: names of authors, and what is not established."""

import pytest

from scripts.reader.citing.citable_item import CitableItem, name_parts
from tests.support.citable_items import cited


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Doe, Jane", {"family": "Doe", "given": "Jane"}),
        ("United Nations", {"literal": "United Nations"}),
        ("United Nations,", {"literal": "United Nations"}),
    ],
)
def test_names(author, parts):
    assert name_parts(author) == parts


def test_the_fields_of_an_article_that_are_not_established_are_named():
    assert CitableItem("x", "article", "[A title]", "", date="2021").unknown_fields == [
        "the author",
        "the title (the one in square brackets is supplied)",
        "the journal",
        "the volume",
        "the issue",
        "the pages",
    ]
    assert cited("article", "one").unknown_fields == cited("page").unknown_fields == []
