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


def messages(root, code):
    return [(problem.path, problem.message) for problem in load.load_edition(root).problems if problem.code == code]


@pytest.mark.parametrize("target", ["../secret.txt", "/etc/hostname", "nowhere.txt", "link.txt", "../docs-2/a.txt"])
def test_a_link_out_of_docs_is_a_problem(toy, target):
    (toy / "secret.txt").write_text("secret")
    (toy / "docs-2").mkdir()
    (toy / "docs-2/a.txt").write_text("secret")
    (toy / "docs/link.txt").symlink_to(target)
    ((path, message),) = messages(toy, "P114")
    assert path == "docs/link.txt"
    assert "leads out of docs/" in message


def test_a_folder_out_of_docs_is_a_problem_and_a_link_within_is_none(toy):
    (toy / "docs/assets/inner.css").symlink_to("reader.css")
    assert messages(toy, "P114") == []
    (toy / "docs/folder").symlink_to(toy / "sources", target_is_directory=True)
    assert [path for path, _ in messages(toy, "P114")] == ["docs/folder"]


BACKUPS = ["notes.txt~", "a.md.bak", "a.md.orig", ".a.md.swp", "a.swp", "#a.md#", ".DS_Store", "._a.png", "Thumbs.db", "a.tmp", "~$a.docx"]


@pytest.mark.parametrize("name", BACKUPS)
def test_a_backup_is_a_problem(toy, name):
    (toy / "docs/about" / name).write_text("draft")
    assert [path for path, _ in messages(toy, "P114")] == [f"docs/about/{name}"]
