"""What editors save may have the line ends of Windows and a byte order mark: the edition and the site are the same."""

import codecs
from dataclasses import replace

import pytest

from scripts import import_paper
from scripts.reader.build.render import build
from scripts.reader.edition import load
from scripts.reader.edition.navigation import navigation_problems
from scripts.reader.releases import version_files
from tests.unit.releases.test_archive import contents

WRITTEN = ("bibliography.bib", "mkdocs.yml", "docs/**/*.md", "docs/*.yaml", "sources/README.md", "sources/decisions/*.tsv")
STYLED = ("overrides/**/*.html", "docs/assets/*.css")  # written with other programs, which write no byte order mark


def save_as_on_windows(root, mark=codecs.BOM_UTF8):
    """Save all that editors write as a Windows editor would; the received texts stay as they are."""
    (root / "docs/redirects.yaml").write_text('"old/": glossary/csto/\n')
    for patterns, begins in ((WRITTEN, mark), (STYLED, b"")):
        for path in (path for pattern in patterns for path in root.glob(pattern)):
            path.write_bytes(begins + path.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b""], ids=["with a byte order mark", "without"])
def test_the_edition_and_its_site_are_the_same(toy, built_toy, mark):
    before = load.load_edition(toy)
    save_as_on_windows(toy, mark)
    found = load.load_edition(toy)
    assert found.problems == []
    assert replace(found, redirects={}) == before
    assert list(found.redirects) == ["old/"]
    assert build(toy, toy / "site") == []
    pages = {path: data for path, data in contents(built_toy[1]).items() if path.endswith((".html", ".bib", ".ris", ".json"))}
    site = contents(toy / "site")
    assert [path for path, data in pages.items() if site.get(path) != data] == []


def test_import_and_release_read_them_too(toy):
    save_as_on_windows(toy)
    (toy / "new.txt").write_bytes(codecs.BOM_UTF8 + b"1. One\r\n\r\nA small state.\r\n\r\n2. Two\r\n\r\nAnother state.\r\n")
    assert import_paper.run(toy, toy / "new.txt", "", False) == 0
    edition = load.load_edition(toy)
    assert (edition.problems, [paper.slug for paper in edition.papers]) == ([], ["toy", "new"])
    settings, unreadable = load.read_text(toy, "mkdocs.yml")
    assert [*unreadable, *navigation_problems(settings, edition.papers)] == []
    assert (toy / "sources/new.txt").read_bytes() == (toy / "new.txt").read_bytes()
    assert 'version: "2.0.0"' in version_files.with_version({"mkdocs.yml": settings}, "2.0.0", "2027-01-31")["mkdocs.yml"]


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
@pytest.mark.parametrize("path", ["bibliography.bib", "docs/index.md", "docs/timeline.yaml", "sources/decisions/toy.tsv"])
def test_another_encoding_is_a_problem_that_names_the_file(toy, encoding, path):
    text = (toy / path).read_text(encoding="utf-8")
    (toy / path).write_bytes((text + "# é\n").encode(encoding, "replace"))
    found = [problem for problem in load.load_edition(toy).problems if problem.path == path and "not UTF-8" in problem.message]
    assert [problem.hint for problem in found] == ["save it as UTF-8"]
