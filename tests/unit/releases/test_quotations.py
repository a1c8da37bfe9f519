"""What the page that compares quotations loads: a file for each paper, and which papers are read as one."""

import json
from dataclasses import replace

import pytest

from scripts.reader.edition import load
from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.releases import archive, integrity, quotations
from tests.conftest import KNOWN


@pytest.fixture(scope="module")
def edition():
    return load.load_edition(KNOWN)


@pytest.mark.parametrize(
    ("leads", "groups"),
    [
        ({}, [["a"], ["b"], ["c"], ["d"]]),
        ({"papers/b/x/#p4": "papers/a/y/#p9"}, [["a", "b"], ["c"], ["d"]]),
        ({"papers/d/": "papers/b/", "papers/a/x/": "papers/d/x/"}, [["a", "b", "d"], ["c"]]),
        ({"papers/a/x/": "papers/a/y/", "papers/b/x/#p4": "about/editing/", "papers/gone/x/": "papers/c/x/"}, [["a"], ["b"], ["c"], ["d"]]),
    ],
)
def test_papers_between_which_paragraphs_moved_are_read_as_one(leads, groups):
    assert quotations.group_by_redirects(["a", "b", "c", "d"], leads) == groups


def written(edition, folder, changed=None, frozen=False):
    """The data of the page in a folder: what names the papers, and the texts."""
    archive.write_comparison(edition, folder, archive.titles(edition), frozen, changed)
    index = (folder / "editions.js").read_text(encoding="utf-8").removeprefix("window.readerEditions = ").removesuffix(";\n")
    texts = {}
    for path in (folder / "editions").glob("*.js"):
        text = path.read_text(encoding="utf-8").removeprefix(f'readerEditions.texts["{path.stem}"] = ').removesuffix(";\n")
        texts[path.stem] = json.loads(text)
    return json.loads(index), texts


def test_a_released_edition_has_no_living_text(edition, tmp_path):
    own = Release("1.0.0", "2027-01-31", titles={"papers/old/x/": "X"}, paragraphs={"papers/old/x/": {"p1": ParagraphText("A.", "A.")}})
    index, texts = written(replace(edition, released=(own,)), tmp_path, frozen=True)
    assert (index["papers"], list(texts)) == ([{"old": integrity.sha256(tmp_path / "editions/old.js")[:8]}], ["old"])
    assert index["editions"] == [{"name": "Edition 1.0.0", "date": "31 January 2027", "root": ""}]
    assert texts["old"]["paragraphs"][0]["in"] == [[0, "papers/old/x/"]]


def test_what_the_edition_itself_says_is_all_that_search_finds_but_paragraphs():
    documents = [
        {"location": "papers/x/introduction/", "title": "Introduction", "text": ""},
        {"location": "papers/x/introduction/#p12a", "title": "¶12a", "text": "A paragraph."},
        {"location": "papers/x/introduction/#fn:one", "title": "Note 1 · X", "text": "A note &amp; <i>more</i>."},
        {"location": "glossary/csto/", "title": "CSTO", "text": "An alliance."},
    ]
    assert quotations.own_texts(documents) == [
        {"location": "papers/x/introduction/#fn:one", "title": "Note 1 · X", "text": "A note & more ."},
        {"location": "glossary/csto/", "title": "CSTO", "text": "An alliance."},
    ]
