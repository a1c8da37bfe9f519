"""What the page that compares quotations loads: a file for each paper, and which papers are read as one."""

import json
from dataclasses import replace

import pytest

from scripts.reader.edition import load
from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.edition.redirects import Redirect
from scripts.reader.releases import archive, integrity, quotations
from tests.conftest import ROOT

INTRODUCTION = "papers/islamic-emirate/introduction/"


@pytest.fixture(scope="module")
def edition():
    return load.load_edition(ROOT)


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


def test_each_paper_has_a_file_that_is_asked_for_by_its_digest(edition, tmp_path):
    gone = Release("1.0.0", "2027-01-31", titles={"papers/old/x/": "X"}, paragraphs={"papers/old/x/": {"p1": ParagraphText("A.", "a.")}})
    moved = {"papers/old/": Redirect("papers/old/", "papers/islamic-emirate/", 1)}
    index, texts = written(replace(edition, released=(gone,), redirects=moved), tmp_path)
    assert [list(group) for group in index["papers"]] == [["islamic-emirate", "old"], ["rise-of-the-taliban"]]
    digests = {paper: digest for group in index["papers"] for paper, digest in group.items()}
    assert digests == {paper: integrity.sha256(tmp_path / f"editions/{paper}.js")[:8] for paper in texts}
    assert texts["old"] == {
        "titles": {"papers/old/x/": "X"},
        "paragraphs": [{"id": "p1", "texts": [["A.", "a."]], "in": [[0, "papers/old/x/"], None]}],
    }
    assert texts["islamic-emirate"]["titles"][INTRODUCTION] == "Introduction (Islamic Emirate)"
    assert [one["root"] for one in index["editions"]] == ["editions/1.0.0/", ""]


def test_a_released_edition_has_no_living_text(edition, tmp_path):
    own = Release("1.0.0", "2027-01-31", titles={"papers/old/x/": "X"}, paragraphs={"papers/old/x/": {"p1": ParagraphText("A.", "A.")}})
    index, texts = written(replace(edition, released=(own,)), tmp_path, frozen=True)
    assert (index["papers"], list(texts)) == ([{"old": integrity.sha256(tmp_path / "editions/old.js")[:8]}], ["old"])
    assert index["editions"] == [{"name": "Edition 1.0.0", "date": "31 January 2027", "root": ""}]
    assert texts["old"]["paragraphs"][0]["in"] == [[0, "papers/old/x/"]]


def test_only_the_papers_whose_pages_changed_are_written_anew(edition, tmp_path):
    whole = written(edition, tmp_path)
    for path in (tmp_path / "editions").iterdir():
        path.write_text("old")
    archive.write_comparison(edition, tmp_path, archive.titles(edition), False, {f"docs/{INTRODUCTION[:-1]}.md", "docs/glossary/csto.md"})
    assert (tmp_path / "editions/rise-of-the-taliban.js").read_text() == "old"
    assert integrity.sha256(tmp_path / "editions/islamic-emirate.js")[:8] == whole[0]["papers"][0]["islamic-emirate"]
    (tmp_path / "editions/rise-of-the-taliban.js").unlink()
    assert written(edition, tmp_path, changed=set()) == whole  # one that is missing is written in any case


def test_a_paragraph_tells_where_it_has_notes(edition, tmp_path):
    _, texts = written(edition, tmp_path)
    (row,) = (row for row in texts["islamic-emirate"]["paragraphs"] if row["id"] == "p6")
    text = row["texts"][0][0]
    assert [text[:place].rpartition(" ")[2] for place in row["notes"]] == ["methodology", "data"]


def test_what_citations_can_name(edition, tmp_path):
    index, _ = written(edition, tmp_path)
    work = index["work"]
    assert (work["name"], work["version"], work["released"]) == (edition.name, edition.version, [])
    assert work["papers"]["islamic-emirate"]["short"] == "Islamic Emirate"
    assert work["papers"]["islamic-emirate"]["sections"][INTRODUCTION] == "Introduction"


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
