"""What can be cited: addresses, names of files and keys, and the records of the toy edition."""

from dataclasses import replace

import pytest
from pybtex.database import parse_string

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citable_items import (
    MAX_ABSTRACT_LENGTH,
    article_item,
    citable_items,
    citation_key,
    cite_path,
    is_established,
    shorten_abstract,
)
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from tests.conftest import ROOT, TESTS, edition

BASE = "https://example.org/toy/"
TOY = edition(TESTS / "toy")
CITED = {page.path: cited for page, cited in citable_items(TOY, BASE)}


@pytest.mark.parametrize(
    ("path", "where", "files", "key"),
    [
        ("docs/index.md", "", "cite/index", "reader"),
        ("docs/timeline.md", "timeline/", "cite/timeline", "reader-timeline"),
        ("docs/glossary/index.md", "glossary/", "cite/glossary", "reader-glossary"),
        ("docs/glossary/csto.md", "glossary/csto/", "cite/glossary/csto", "reader-glossary-csto"),
        ("docs/papers/x/index.md", "papers/x/", "cite/papers/x", "reader-papers-x"),
        ("docs/papers/x/key-words.md", "papers/x/key-words/", "cite/papers/x/key-words", "reader-papers-x-key-words"),
    ],
)
def test_addresses_files_and_keys(path, where, files, key):
    page = Page(path, {}, "", 1)
    assert (page_address(page), cite_path(page), citation_key(page)) == (where, files, key)


def test_every_page_can_be_cited():
    assert list(CITED) == [page.path for page in TOY.pages]


def test_a_section():
    cited = CITED["docs/papers/toy/introduction.md"]
    assert (cited.kind, cited.title, cited.short) == ("page", "Introduction (Toy, section 1)", "Introduction (Toy)")
    assert (cited.container, cited.version, cited.date, cited.paragraphs) == ("Toy", "0.1.0", "2026-11-22", ("p1", "p2"))
    assert cited.abstract.startswith("Paragraphs 1–2 of [A toy paper]: […] to its neighbours, a small state is")
    assert cited.rights.startswith("Notes CC BY 4.0; the text remains")
    assert CITED["docs/papers/toy/method.md"].abstract.startswith("Paragraph 3 of ")


def test_other_pages():
    assert [
        CITED[f"docs/{path}.md"].title for path in ("index", "papers/toy/index", "papers/toy/apparatus", "glossary/csto", "timeline")
    ] == [
        "Toy",
        "[A toy paper]",
        "Apparatus (Toy)",
        "CSTO",
        "Timeline",
    ]
    assert CITED["docs/papers/toy/text.md"].paragraphs == ("p1", "p2", "p3", "p4")
    assert CITED["docs/glossary/csto.md"].abstract == "Military alliance of post-Soviet states."
    assert CITED["docs/timeline.md"].rights == "CC BY 4.0"


def test_a_long_abstract_is_cut_at_a_word():
    assert shorten_abstract("word " * 60) == "word " * 60
    cut = shorten_abstract("word " * 100)
    assert cut.endswith("word …")
    assert len(cut) <= MAX_ABSTRACT_LENGTH + 2


def paper(**record):
    (toy,) = TOY.papers
    return replace(toy, index=replace(toy.index, record={**toy.index.record, **record}))


def test_an_article_that_is_established():
    found = article_item(paper(published="established", authors=["Doe, Jane"], journal="J", year=2021, pages="149–173", doi="10.1/x"), None)
    assert found == CitableItem(
        "article-toy",
        "article",
        "[A toy paper]",
        "https://doi.org/10.1/x",
        container="J",
        date="2021",
        authors=("Doe, Jane",),
        pages="149-173",
        doi="10.1/x",
    )


def test_an_article_that_the_text_belongs_with():
    fields = "author = {{[author not established]}}, title = {{A {B} c}}, journal = {J}, year = {n.d.}, pages = {1--9}, number = {2}"
    text = f"@article{{k, {fields}}}"
    found = article_item(paper(), parse_string(text, "bibtex").entries["k"])
    assert found == CitableItem("article-toy", "article", "A B c", "", container="J", issue="2", pages="1-9")


def test_a_paper_of_which_nothing_is_known_has_no_article():
    assert article_item(paper(), None) is None


@pytest.mark.parametrize(
    ("record", "established"),
    [
        ({"published": "established", "authors": ["Doe, Jane"], "journal": "J", "year": 2021}, True),
        ({"published": "established", "authors": ["Doe, Jane"], "journal": "J"}, False),
        ({"published": "not established", "authors": ["Doe, Jane"], "journal": "J", "year": 2021}, False),
        ({}, False),
    ],
)
def test_what_is_established(record, established):
    assert is_established(record) is established


def test_the_ids_of_the_real_edition_are_unique():
    ids = [item.id for _, item in citable_items(edition(ROOT), BASE)]
    assert len(set(ids)) == len(ids) > 60
