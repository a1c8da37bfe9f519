"""The edition as a whole."""

from scripts.reader.edition.edition import paragraph_references
from tests.conftest import ROOT, TESTS, edition


def test_entries_are_sorted_by_title():
    assert list(edition(TESTS / "toy").entries) == ["csto", "offensive-realism", "realism"]


def test_every_page_stands_once_in_the_order_of_the_site():
    pages = [page.path for page in edition(TESTS / "toy").pages]
    assert len(set(pages)) == len(pages)
    assert pages[:6] == [
        "docs/papers/toy/index.md",
        "docs/papers/toy/introduction.md",
        "docs/papers/toy/method.md",
        "docs/papers/toy/key-words.md",
        "docs/glossary/csto.md",
        "docs/glossary/offensive-realism.md",
    ]
    assert set(pages) == {path.relative_to(TESTS / "toy").as_posix() for path in (TESTS / "toy/docs").rglob("*.md")}


def test_the_places_of_all_paragraphs():
    assert paragraph_references(edition(TESTS / "toy").papers) == {"toy#p1", "toy#p2", "toy#p3", "toy#p4"}


def test_the_real_edition_has_no_problem():
    assert edition(ROOT).problems == []
