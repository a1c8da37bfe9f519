"""A new edition: whole and right with any title, or refused in one sentence with nothing half done."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest
import yaml
from lxml import html

from scripts import import_paper, new_edition
from scripts.reader.build import check
from scripts.reader.edition import load
from scripts.reader.importing import paper_life
from scripts.reader.scaffold import new_edition as scaffold
from scripts.reader.scaffold import program_files
from tests.conftest import ROOT, TESTS

TITLES = [
    "Small States: A Reader",
    "The \"Little\" Entente’s 'Papers' & others: a: b",
    "# 100 % *starred* [x](y) `code` {{ x }} [[ title ]] @key $HOME \\ back",
    "قصه‌های کوتاه: با یادداشت‌ها",
    "🎓 Letters é\u0301 — Ünï",
    "- yes: no #",
    "x" * scaffold.LONGEST_TITLE,
]
REFUSED = [
    ("", "no letter"),
    ("  ", "no letter"),
    ("🎓", "no letter"),
    ("A\nB", "line break"),
    ("A\x07B", "control character"),
    ("A <b>bold</b> title", "mark-up"),
    ("x" * (scaffold.LONGEST_TITLE + 1), "121 characters"),
]


@pytest.fixture
def make(monkeypatch, capsys):
    """Run the command in this project; the exit code, and what is printed on both streams."""
    monkeypatch.chdir(ROOT)

    def make(folder, title):
        code = new_edition.main([str(folder), "--title", title])
        return code, *capsys.readouterr()

    return make


@pytest.mark.parametrize("title", TITLES)
def test_a_title_comes_out_as_it_went_in(engine, title):
    files = scaffold.first_files(scaffold.clean_title(title), date(2027, 1, 31))
    wanted = scaffold.clean_title(title)
    settings = yaml.safe_load(files["mkdocs.yml"].decode().replace("!ENV", ""))
    assert settings["site_name"] == wanted
    assert settings["extra"]["edition"]["date"] == "2027-01-31"
    assert yaml.safe_load(files["CITATION.cff"])["title"] == wanted
    assert yaml.safe_load(files["docs/index.md"].decode().split("---")[1])["title"] == wanted
    heading = html.fragment_fromstring(engine().convert(files["docs/index.md"].decode().split("---\n")[2]), create_parent="div")[0]
    assert (heading.tag, heading.text_content()) == ("h1", wanted)
    assert f'"{wanted}"' in files["LICENSE"].decode()
    for path in (scaffold.pictures.ICON_PICTURE, scaffold.pictures.SHARED_PICTURE):
        assert files[path].startswith(b"\x89PNG")


@pytest.mark.parametrize(("title", "told"), REFUSED)
def test_a_title_that_is_none_is_refused(make, tmp_path, title, told):
    code, out, err = make(tmp_path / "new", title)
    assert (code, out) == (1, "")
    assert told in err
    assert err.endswith(" Nothing was written.\n")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_places_that_are_taken_are_refused(make, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").write_text("x")
    (tmp_path / "link").symlink_to("nowhere")
    before = sorted(tmp_path.rglob("*"))
    for name, told in (("file", "is a file"), ("full", "is not empty"), ("link", "is a file"), ("no/such", "There is no folder")):
        code, out, err = make(tmp_path / name, "A Reader")
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert told in err
    assert sorted(tmp_path.rglob("*")) == before
    assert "within the program's own folder" in make(ROOT / "docs/inner", "A Reader")[2]
    assert not (ROOT / "docs/inner").exists()


def test_a_folder_that_cannot_be_written(make, tmp_path, monkeypatch):
    def refuse(*arguments, **options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "new"))

    monkeypatch.setattr(scaffold, "write_files", refuse)
    code, _, err = make(tmp_path / "new", "A Reader")
    assert (code, err) == (1, f"{tmp_path / 'new'}: Permission denied. Nothing was written.\n")


@pytest.mark.parametrize("interruption", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()])
def test_what_is_interrupted_leaves_nothing(tmp_path, monkeypatch, interruption):
    """A disk that is full, or a person who stops it, when half of the files are written."""
    write, written = Path.write_bytes, []

    def write_some(path, data):
        written.append(path)
        if len(written) > 20:
            raise interruption
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_some)
    (tmp_path / "empty").mkdir()
    with pytest.raises(type(interruption)):
        scaffold.make_edition(ROOT, tmp_path / "empty", "A Reader", date(2027, 1, 31))
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_new_edition_stands_and_takes_a_paper(make, tmp_path, monkeypatch):
    """With the titles that are hardest to write: it passes its check empty, and with a paper."""
    root = tmp_path / "new edition"
    root.mkdir()
    code, out, err = make(root, TITLES[1])
    assert (code, err) == (0, "")
    assert "./run import FILE" in out
    assert [path for path in program_files.OWN if path.startswith("tests") and (root / path).exists()] == []
    assert os.access(root / "run", os.X_OK)
    assert load.load_edition(root).problems == []
    monkeypatch.chdir(root)
    paper = TESTS / "toy/sources/toy.txt"
    assert import_paper.main([str(paper), "--title", "A toy"]) == 0
    lines, problems = check.check_edition(root)
    assert [problem for problem in problems if not problem.code.startswith("D")] == []
    assert lines
    changes, problems = paper_life.removal(root, "toy")
    assert problems == []
    assert (changes["mkdocs.yml"] or b"").decode().count("papers.md") == 1
