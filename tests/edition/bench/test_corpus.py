"""The made-up papers that large editions are measured with: a valid edition, and prose that compresses as prose does."""

import gzip

import pytest

from bench import corpus
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.edition import load
from scripts.reader.edition.navigation import navigation_problems
from tests.conftest import KNOWN

PAPERS = 8


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("corpus") / "made"
    corpus.make(KNOWN, root, PAPERS)
    return root, load.load_edition(root)


def test_the_edition_is_valid_but_for_what_only_a_build_shows(made):
    root, edition = made
    assert len(edition.papers) == PAPERS
    assert edition.problems == []
    assert list(navigation_problems((root / "mkdocs.yml").read_text(encoding="utf-8"), edition.papers)) == []
    for paper in edition.papers:
        count, problems = collation_problems(root, paper)
        assert (problems, list(source_problems(root, paper))) == ([], [])
        assert count > 900


def test_every_made_up_paper_has_what_papers_have(made):
    _, edition = made
    mentioned = {mention.paper for mention in edition.mentions}
    for paper in edition.papers[2:]:
        body = "".join(section.body for section in paper.sections)
        assert len(paper.sections) == 5
        assert all(mark in body for mark in ("{~~", "[^note-", "[@", "{: #p1 }"))
        assert paper.slug in mentioned


def test_its_prose_compresses_as_prose_does(made):
    _, edition = made
    text = "".join(paper.received for paper in edition.papers[2:]).encode()
    assert 2.5 < len(text) / len(gzip.compress(text, 9)) < 3.5


def test_the_same_seed_makes_the_same_papers(made, tmp_path):
    root, _ = made
    corpus.make(KNOWN, tmp_path / "again", PAPERS)
    name = f"sources/paper-{PAPERS}.txt"
    assert (tmp_path / "again" / name).read_bytes() == (root / name).read_bytes()
    corpus.make(KNOWN, tmp_path / "other", PAPERS, seed=8)
    assert (tmp_path / "other" / name).read_bytes() != (root / name).read_bytes()
