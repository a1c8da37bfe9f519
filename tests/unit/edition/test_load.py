"""Reading and writing files: whole or not at all."""

import os
from pathlib import Path

import pytest

from scripts.reader.common.files import read_text, write_if_changed
from scripts.reader.common.problems import Problem
from scripts.reader.edition import load


def test_a_file_is_written_with_its_folders(tmp_path):
    path = tmp_path / "a" / "b" / "file.md"
    assert write_if_changed(path, "é\n") is True
    assert path.read_bytes() == b"\xc3\xa9\n"
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_that_does_not_change_is_not_written(tmp_path):
    path = tmp_path / "file.md"
    path.write_bytes(b"same")
    os.utime(path, ns=(1, 1))
    assert write_if_changed(path, "same") is False
    assert path.stat().st_mtime_ns == 1
    assert write_if_changed(path, b"other") is True
    assert path.read_bytes() == b"other"


@pytest.mark.parametrize(("owner", "step"), [(os, "replace"), (Path, "write_bytes")])
def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch, owner, step):
    path = tmp_path / "file.md"
    path.write_bytes(b"before")

    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(OSError, match="disk full"):
        write_if_changed(path, b"after")
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["file.md"]


@pytest.mark.parametrize(
    ("content", "text", "message"),
    [
        (b"\xc3\xa9\r\n", "é\n", None),
        (b"abc\xe9", "", "not UTF-8: byte 3 is 0xe9"),
        (None, "", "cannot be read: No such file or directory"),
    ],
)
def test_a_file_is_read_or_a_problem_says_why_not(tmp_path, content, text, message):
    if content is not None:
        (tmp_path / "x.md").write_bytes(content)
    found, problems = read_text(tmp_path, "x.md")
    assert found == text
    assert [(problem.path, problem.code, problem.message) for problem in problems] == ([("x.md", "P101", message)] if message else [])


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
