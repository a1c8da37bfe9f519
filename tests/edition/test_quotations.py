"""What the page that compares quotations loads of this edition."""

from dataclasses import replace

import pytest

from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.edition.redirects import Redirect
from scripts.reader.releases import archive, integrity
from tests import conftest
from tests.unit.releases.test_quotations import written

INTRODUCTION = "papers/islamic-emirate/introduction/"


@pytest.fixture(scope="module")
def edition():
    return conftest.edition(conftest.KNOWN)


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
