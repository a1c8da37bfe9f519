"""Reading the edition from its files."""

import pytest

from scripts.reader.common.problems import Problem
from scripts.reader.edition import load


def test_the_toy_edition_is_read(toy):
    edition = load.load_edition(toy)
    assert edition.problems == []
    assert [paper.slug for paper in edition.papers] == ["toy"]
    assert [section.slug for section in edition.papers[0].sections] == ["introduction", "method", "key-words"]
    assert list(edition.entries) == ["csto", "offensive-realism", "realism"]
    others = [page.path.removeprefix("docs/") for page in edition.other_pages]
    assert others == sorted(others)
    assert {"index.md", "glossary/index.md", "about/editing.md", "papers/toy/apparatus.md"} < set(others)
    assert list(edition.sources) == ["mearsheimer2001", "treaty1992"]
    assert load.editorial_rules(toy) == {"E1.4", "E2.1", "E2.5", "E3.1"}


def test_papers_stand_in_the_order_of_the_navigation(toy):
    for slug in ("another", "zebra"):
        (toy / "docs/papers" / slug).mkdir()
        (toy / "docs/papers" / slug / "index.md").write_text("")
    config = (toy / "mkdocs.yml").read_text()
    (toy / "mkdocs.yml").write_text(config.replace("  - Papers:\n", "  - Papers:\n      - papers/zebra/index.md\n"))
    assert load.paper_slugs(toy) == ["zebra", "toy", "another"]
    (toy / "mkdocs.yml").write_text("nav: [")
    assert load.paper_slugs(toy) == ["another", "toy", "zebra"]


def test_a_source_is_read_without_its_byte_order_mark(toy):
    (toy / "sources/toy.txt").write_bytes(b"\xef\xbb\xbfText.\r\n")
    assert load.read_source(toy, "toy") == ("Text.\n", [])


def test_a_page_that_is_not_utf8_is_one_problem(toy):
    (toy / "docs/bibliography.md").write_bytes(b"---\ntitle: Bibliograf\xeda\n---\n")
    assert load.load_edition(toy).problems == [Problem("docs/bibliography.md", 1, "P101", "not UTF-8: byte 21 is 0xed", "save it as UTF-8")]


def test_a_missing_bibliography_is_one_problem(toy):
    (toy / "bibliography.bib").unlink()
    edition = load.load_edition(toy)
    assert edition.problems == [Problem("bibliography.bib", 1, "B101", "cannot be read: No such file or directory")]


def test_an_edition_without_optional_files(toy):
    for path in ("docs/timeline.yaml", "docs/redirects.yaml", "sources/decisions/toy.tsv"):
        (toy / path).unlink(missing_ok=True)
    edition = load.load_edition(toy)
    assert (edition.events, edition.redirects, edition.decisions, edition.released) == ((), {}, {}, ())


def test_a_timeline_that_cannot_be_read_is_one_problem(toy):
    (toy / "docs/timeline.yaml").write_bytes(b"\xff")
    problems = load.read_timeline(toy, [], [])[1]
    assert problems == [Problem("docs/timeline.yaml", 1, "P101", "not UTF-8: byte 0 is 0xff", "save it as UTF-8")]


@pytest.mark.parametrize("text", [None, "", "nav: ["])
def test_settings_that_cannot_be_read_are_empty(tmp_path, text):
    if text is not None:
        (tmp_path / "mkdocs.yml").write_text(text)
    assert load.site_settings(tmp_path) == {}
