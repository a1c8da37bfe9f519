"""Prepare brings build/ up to date, and touches nothing that is up to date."""

import pytest

from scripts.reader.build import pre_render
from scripts.reader.pages.fragments import fragments


def contents(folder):
    """What lies in a folder, but for what builds keep for the next."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text(encoding="utf-8") for name, path in files.items() if not name.startswith("cache/")}


def test_the_fragments_are_written(toy):
    edition = pre_render.run(toy)
    assert contents(toy / "build") == fragments(edition)


def test_what_is_no_longer_wanted_is_removed_and_nothing_else(toy):
    pre_render.run(toy)
    before = contents(toy / "build")
    (toy / "build/entries/old.md").write_text("old")
    (toy / "build/references.jsonl").write_text("kept")
    pre_render.run(toy)
    assert contents(toy / "build") == {**before, "references.jsonl": "kept"}


def test_a_second_run_writes_nothing(toy):
    pre_render.run(toy)
    times = {path: path.stat().st_mtime_ns for path in (toy / "build").rglob("*.md")}
    pre_render.run(toy)
    assert {path: path.stat().st_mtime_ns for path in times} == times


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Group", "CSTO", {"mentions/csto.md", "papers/toy/text.md"}),
        ("title: Method", "title: Design", {"papers/toy.md", "records.json"}),
        ("as written", "as written [@treaty1992]", {"papers/toy/text.md", "records.json"}),
    ],
)
def test_a_change_of_a_page_changes_its_fragments(toy, old, new, changed):
    pre_render.run(toy)
    before = contents(toy / "build")
    page = toy / "docs/papers/toy/method.md"
    page.write_text(page.read_text().replace(old, new))
    pre_render.run(toy)
    after = contents(toy / "build")
    assert {path for path in after if after[path] != before[path]} >= changed


def test_the_program_tells_problems(toy, monkeypatch, capsys):
    monkeypatch.chdir(toy)
    assert pre_render.main() == 0
    (toy / "docs/index.md").write_text("# Home\n")
    assert pre_render.main() == 1
    assert capsys.readouterr().err.startswith("docs/index.md:1: P101 the page has no front matter\n")
