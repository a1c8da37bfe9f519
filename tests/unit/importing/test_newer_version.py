"""A newer version of a paper replaces what was imported before, unless editors have changed that."""

import pytest

from scripts import import_paper
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.edition import load
from scripts.reader.edition.navigation import navigation_problems
from scripts.reader.importing.import_file import import_file

OLD = """---
title: Small states
references:
- {id: a, type: book, title: Old book, publisher: P, issued: 2001, author: [{family: Doe, given: A.}]}
---
# One

Text of [@a].

# Two

More.
"""
NEW = OLD.replace("# Two", "# Three").replace("Old book", "New book").replace("2001", "2002").replace("More.", "More words.")


def contents(root):
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if not path.startswith(".pending")}


def come_in(root, tmp_path, text, name="a.md"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return import_file(root, tmp_path / name, "new")


def all_problems(root):
    edition = load.load_edition(root)
    found = [*edition.problems, *navigation_problems((root / "mkdocs.yml").read_text("utf-8"), edition.papers)]
    for paper in edition.papers:
        found += [*collation_problems(root, paper)[1], *source_problems(root, paper)]
    return found


def test_a_newer_version_is_what_it_would_be_alone(toy, tmp_path):
    fresh = contents(toy)
    come_in(toy, tmp_path, NEW)
    wanted = contents(toy)
    for path in set(wanted) - set(fresh):
        (toy / path).unlink()
    for path, data in fresh.items():
        (toy / path).write_bytes(data)
    come_in(toy, tmp_path, OLD)
    assert come_in(toy, tmp_path, NEW).problems == []
    assert contents(toy) == wanted
    assert all_problems(toy) == []


def test_where_the_file_came_from_stays_and_so_does_the_place_in_the_navigation(toy, tmp_path):
    come_in(toy, tmp_path, OLD)
    table, settings = toy / "sources/README.md", toy / "mkdocs.yml"
    table.write_text(table.read_text("utf-8").replace("not established", "Sent by its author"), encoding="utf-8")
    come_in(toy, tmp_path, NEW)
    assert "Sent by its author" in table.read_text("utf-8")
    assert "papers/new/three.md\n" in settings.read_text("utf-8")
    assert "papers/new/two.md" not in settings.read_text("utf-8")
    assert all_problems(toy) == []


def test_a_file_of_another_format_takes_the_place_of_the_one_before(toy, tmp_path):
    come_in(toy, tmp_path, OLD)
    assert (
        come_in(
            toy, tmp_path, "<html><head><title>Small states</title></head><body><h1>One</h1><p>Text.</p></body></html>", "a.html"
        ).problems
        == []
    )
    assert not (toy / "sources/new.md").exists()
    assert "new.md]" not in (toy / "sources/README.md").read_text("utf-8")
    assert "Old book" not in (toy / "bibliography.bib").read_text("utf-8")
    assert all_problems(toy) == []


@pytest.mark.parametrize(
    ("path", "edit"),
    [
        ("docs/papers/new/one.md", lambda text: text.replace("Text of", "{~~Text~>Words~~}{>>E2.1 x<<} of")),
        ("docs/papers/new/index.md", lambda text: text + "\nOurs.\n"),
        ("docs/papers/new/argument.yaml", lambda text: "{}\n"),
    ],
)
def test_what_was_edited_stays_and_the_difference_is_shown(toy, tmp_path, monkeypatch, capsys, path, edit):
    come_in(toy, tmp_path, OLD)
    before = (toy / path).read_text("utf-8") if (toy / path).exists() else ""
    (toy / path).write_text(edit(before), encoding="utf-8")
    kept = contents(toy)
    (tmp_path / "a.md").write_text(NEW, encoding="utf-8")
    monkeypatch.chdir(toy)
    assert import_paper.main([str(tmp_path / "a.md"), "--paper", "new"]) == 1
    said = capsys.readouterr().err
    assert "sources/new.txt:1: I105 the paper was imported before, and edited or released since\n    --- before\n" in said
    assert "    -More.\n    +More words.\n" in said
    assert contents(toy) == kept
