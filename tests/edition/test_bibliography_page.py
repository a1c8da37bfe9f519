"""The bibliography: from A to Z, with kinds, titles that lead to the works, and the pages that cite them by what these belong to."""

import re

import pytest

from scripts.reader.edition.bibliography import parse_bibliography
from scripts.reader.pages.bibliography_page import MAX_CITING_PAGES, CitingPage, bibliography_list, cited_in, linked_reference
from tests.conftest import KNOWN, TESTS, edition

REAL = edition(KNOWN)
PAGE = bibliography_list(REAL)


def test_every_source_stands_once_under_its_letter():
    letter, found = "", []
    for line in PAGE.splitlines():
        if line.startswith("## "):
            letter = line[3]
        elif match := re.match(r"\{: #(\S+) \.source", line):
            found.append(match[1])
            assert REAL.sources[match[1]].sort[0].lstrip("[").upper().startswith(letter)
    assert sorted(found) == sorted(REAL.sources)


@pytest.mark.parametrize(
    "source", [source for source in REAL.sources.values() if "url" in source.entry.fields][::10], ids=lambda one: one.key
)
def test_a_title_leads_to_the_work_whose_address_is_kept_for_paper(source):
    text = linked_reference(source)
    assert text.count("{: .work }") == text.count('<span class="address">. URL: ') == 1
    assert re.sub(r'\[((?:\\.|[^\]\\])*)\]\([^)]*\)\{: \.work \}|<span class="address">(.*)</span>', r"\1\2", text) == source.reference


def test_a_work_without_an_address_has_no_link():
    sources, _ = parse_bibliography("x.bib", "@book{a, author = {A. Bee}, title = {One}, publisher = {P}, year = {2001}}")
    assert linked_reference(sources["a"]) == sources["a"].reference
    assert sources["a"].kind == "Book"


def test_kinds_are_words_that_readers_know():
    assert {source.kind for source in REAL.sources.values()} == {"Article", "Book", "Chapter", "Document", "Report", "Web page"}


def test_pages_that_cite_are_listed_by_what_they_belong_to():
    pages = [
        CitingPage("*Toy*", "head-note", "/papers/toy/index.md"),
        CitingPage("*Toy*", "Method", "/papers/toy/method.md"),
        CitingPage("Glossary", "CSTO", "/glossary/csto.md"),
        CitingPage("", "Timeline", "/timeline.md"),
    ]
    assert cited_in(pages) == (
        "*Toy*: [head-note](/papers/toy/index.md), [Method](/papers/toy/method.md); Glossary: [CSTO](/glossary/csto.md);"
        " [Timeline](/timeline.md)"
    )


def test_of_very_many_pages_only_the_first_are_named():
    pages = [CitingPage("Glossary", f"T{number}", f"/glossary/t{number}.md") for number in range(MAX_CITING_PAGES + 3)]
    assert cited_in(pages).endswith(" and 3 more pages")
    assert cited_in(pages[:-2]).endswith(" and 1 more page")
    assert cited_in([]) == ""


def test_an_edition_without_sources_has_nothing_to_filter():
    toy = edition(TESTS / "toy")
    assert "filter-here" in bibliography_list(toy)
    assert bibliography_list(type(toy)((), {}, (), {})).strip() == ""
