"""What a release refuses, and what it changes in the files that say which version this is."""

import pytest
import yaml

from scripts.reader.edition.settings import parse_settings
from scripts.reader.releases import frozen_pages, version_files
from scripts.reader.web import slots
from tests.conftest import ROOT, TESTS

SITE = "https://reader.example.ac.uk/"


@pytest.mark.parametrize("root", [ROOT, TESTS / "toy"])
def test_the_version_is_set_and_nothing_else_changes(root):
    before = (root / "mkdocs.yml").read_text(encoding="utf-8")
    after = version_files.settings_with_version(before, "1.2.3", "2027-01-31")
    changed = [(old, new) for old, new in zip(before.split("\n"), after.split("\n"), strict=True) if old != new]
    assert [new.strip() for _, new in changed] == ['version: "1.2.3"', "date: 2027-01-31"]
    assert str(parse_settings(after)["extra"]["edition"]["date"]) == "2027-01-31"
    assert version_files.settings_with_version(after, "1.2.3", "2027-01-31") == after


def test_the_citation_file_is_set():
    before = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    after = yaml.safe_load(version_files.citation_with_version(before, "1.2.3", "2027-01-31"))
    assert after == yaml.safe_load(before) | {"version": "1.2.3", "date-released": "2027-01-31"}


@pytest.mark.parametrize("text", ["", "extra:\n  edition:\n    date: 2027-01-31\n", "edition:\n    version: 1\n    date: 2\n"])
def test_settings_that_are_not_there(text):
    with pytest.raises(ValueError, match="has no"):
        version_files.settings_with_version(text, "1.0.0", "2027-01-31")
    with pytest.raises(ValueError, match="has not one line"):
        version_files.citation_with_version(text, "1.0.0", "2027-01-31")


@pytest.mark.parametrize(
    ("version", "date", "site", "told"),
    [
        ("1.1.0", "2027-01-31", SITE, []),
        ("1.0", "2027-01-31", SITE, ["1.0 is not a version"]),
        ("../1", "2027-01-31", SITE, ["../1 is not a version"]),
        ("1.0.0", "2027-01-31", SITE, ["was released already, and a released edition never changes. The next could be 1.0.1."]),
        ("0.9.0", "2027-01-31", SITE, ["would be older than 1.0.0"]),
        ("1.1.0", "31 January", SITE, ["is not a day"]),
        ("1.1.0", "2027-02-30", SITE, ["is not a day"]),
        ("x", "y", "https://example.org/", ["not a version", "not a day", "has no address yet"]),
        ("1.1.0", "2027-01-31", "http://localhost:8000/", ["has no address yet"]),
    ],
)
def test_what_is_refused(version, date, site, told):
    found = list(version_files.refusal_reasons(version, date, site, ["1.0.0", "0.10.0"]))
    assert len(found) == len(told)
    assert all(words in sentence for words, sentence in zip(told, found, strict=True))


PAGE = (
    '<html lang="en"><head>'
    '<link rel="canonical" href="https://x.example/editions/1.0.0/a/b/"><!-- slot: head --><!-- /slot --></head>'
    '<body><a href="../../editions/0.9.0/">0.9.0</a>'
    '<article class="md"><!-- slot: article-start --><!-- /slot --><h1>B</h1></article></body></html>'
)


def test_a_frozen_page_says_so_and_leads_to_the_living_one():
    page = frozen_pages.freeze(PAGE, "a/b/index.html", "https://x.example/", "1.0.0", "2027-01-31")
    assert slots.without_marks(page) == (
        '<html data-edition="1.0.0" lang="en"><head><link rel="canonical" href="https://x.example/a/b/">'
        '<meta name="robots" content="noindex"></head>'
        '<body><a href="../../../../editions/0.9.0/">0.9.0</a><article class="md">\n'
        '<p class="frozen">Edition 1.0.0, 31 January 2027. This page never changes. Newer, perhaps corrected: '
        '<a href="../../../../a/b/">the living page</a>.</p><h1>B</h1></article></body></html>'
    )


def test_a_page_without_a_place_for_that_line_is_refused():
    with pytest.raises(slots.MissingSlot):
        frozen_pages.freeze("<p>", "a/b/index.html", "https://x.example/", "1.0.0", "2027-01-31")
