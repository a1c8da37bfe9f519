"""A clone has the bytes that were committed, whatever git is told about line ends: checksums hold on Windows, too."""

import shutil
import subprocess

import pytest

from scripts.reader.checks.source_text import source_problems
from scripts.reader.edition import load
from scripts.reader.releases import integrity
from tests.conftest import ROOT
from tests.unit.releases.test_archive import commit, contents, git

FOLDERS = ("bibliography.bib", "docs", "mkdocs.yml", "overrides", "requirements", "scripts", "sources", "tests/golden", "tests/problems")
WINDOWS = (
    ["core.autocrlf=true"],
    ["core.autocrlf=true", "core.eol=crlf"],
    ["core.autocrlf=false", "core.eol=crlf"],
    ["core.autocrlf=input"],
)


@pytest.fixture(scope="module")
def committed(tmp_path_factory):
    """The project's files in a repository of their own, with an edition, and sources in every kind of line end."""
    root = tmp_path_factory.mktemp("committed") / "project"
    root.mkdir()
    for name in FOLDERS:
        place, copy = ROOT / name, root / name
        copy.parent.mkdir(exist_ok=True)
        shutil.copytree(place, copy, ignore=shutil.ignore_patterns("__pycache__")) if place.is_dir() else shutil.copy(place, copy)
    for name in (".gitattributes", ".gitignore"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "tests/problems/M102-page/editions", root / "editions", dirs_exist_ok=True)
    for name, data in (
        ("crlf", b"One\r\ntwo\r\n"),
        ("mixed", b"One\r\ntwo\nthree\r"),
        ("marked", b"\xef\xbb\xbfOne\n"),
        ("lone", b"One\r\r\n"),
    ):
        (root / f"sources/{name}.txt").write_bytes(data)
        (root / f"sources/{name}.html").write_bytes(data)
    git(root, "init", "-q")
    git(root, "config", "core.autocrlf", "false")
    commit(root)
    return root


@pytest.mark.parametrize("settings", WINDOWS, ids=" ".join)
def test_a_clone_has_the_bytes_that_were_committed(committed, tmp_path, settings):
    options = [word for setting in settings for word in ("-c", setting)]
    subprocess.run(["git", "clone", "-q", *options, str(committed), str(tmp_path / "clone")], check=True, capture_output=True)
    clone = tmp_path / "clone"
    assert git(clone, "status", "--porcelain") == ""
    shutil.rmtree(clone / ".git")
    found, expected = contents(clone), {path: data for path, data in contents(committed).items() if not path.startswith(".git/")}
    assert [path for path in expected if found.get(path) != expected[path]] == []
    edition = load.load_edition(clone)
    assert [problem for paper in edition.papers for problem in source_problems(clone, paper)] == []
    assert [problem for problem in integrity.problems(clone, edition) if "not the file" in problem.message] == []


def test_what_an_editor_on_windows_saves_is_committed_with_the_line_ends_of_all(committed, tmp_path):
    root = tmp_path / "windows"
    subprocess.run(["git", "clone", "-q", "-c", "core.autocrlf=true", str(committed), str(root)], check=True, capture_output=True)
    page, source = root / "docs/index.md", root / "sources/new.txt"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n") + b"\r\nMore.\r\n")
    source.write_bytes(b"As it came.\r\n")
    commit(root)
    assert b"\r" not in subprocess.run(["git", "show", "HEAD:docs/index.md"], cwd=root, check=True, capture_output=True).stdout
    assert subprocess.run(["git", "show", "HEAD:sources/new.txt"], cwd=root, check=True, capture_output=True).stdout == b"As it came.\r\n"
