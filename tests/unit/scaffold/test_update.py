"""A newer program for an edition: all of it or nothing, and the edition's content as it was."""

import os
import shutil
from datetime import date

import pytest

from scripts import update_edition
from scripts.reader.scaffold import new_edition, program_files
from scripts.reader.scaffold import update as update_program
from scripts.reader.scaffold.program_files import LIST_PATH
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An edition, and a newer program: one with a changed, a new and a dropped file, and changed settings."""
    folder = tmp_path_factory.mktemp("update")
    new_edition.make_edition(ROOT, folder / "edition", "A Reader", date(2027, 1, 31))
    newer = folder / "newer"
    shutil.copytree(folder / "edition", newer)
    (newer / "run").write_text("#!/usr/bin/env python3\nprint('newer')\n")
    (newer / "scripts/added.py").write_text('"""New."""\n')
    (newer / "scripts/export.py").unlink()
    settings = (newer / "mkdocs.yml").read_text(encoding="utf-8")
    changed = settings.replace("  - attr_list\n", "  - attr_list\n  - abbr\n").replace("use_directory_urls: true\n", "")
    (newer / "mkdocs.yml").write_text(changed.replace("A Reader", "Another"), encoding="utf-8")
    return folder


@pytest.fixture
def update(first, tmp_path, monkeypatch, capsys):
    """Update a copy of the edition, changed as a test wishes; the copy, the exit code and what is printed."""
    root = tmp_path / "edition"
    shutil.copytree(first / "edition", root)
    monkeypatch.chdir(first / "newer")

    def update(*options):
        code = update_edition.main([str(root), *options])
        return code, *capsys.readouterr()

    return root, update


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".pending" not in path.parts
    }


def test_the_program_is_replaced_and_the_content_left_alone(update):
    root, run = update
    (root / "docs/index.md").write_text("---\ntitle: Mine\n---\n\n# Mine\n")
    (root / "docs/papers/x").mkdir(parents=True)
    (root / "docs/papers/x/index.md").write_text("mine")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace('contact: ""', "contact: mailto:me@example.org")
    (root / "mkdocs.yml").write_text(settings + "\nextra_css: [mine.css]\n", encoding="utf-8")
    before = contents(root)
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "wrote mkdocs.yml",
        f"wrote {LIST_PATH}",
        "wrote run",
        "wrote scripts/added.py",
        "removed scripts/export.py",
    ]
    after = contents(root)
    assert {path for path in before | after if before.get(path) != after.get(path)} == {line.split()[1] for line in out.splitlines()}
    written = after["mkdocs.yml"].decode()
    assert "contact: mailto:me@example.org" in written
    assert 'site_name: "A Reader"' in written
    assert "extra_css: [mine.css]" in written
    assert "  - attr_list\n  - abbr\n" in written
    assert "use_directory_urls" not in written
    assert os.access(root / "run", os.X_OK)
    assert run() == (0, "Nothing to do: the edition has this program already.\n", "")


def test_a_dry_run_changes_nothing(update):
    root, run = update
    before = contents(root)
    code, out, _ = run("--dry-run")
    assert code == 0
    assert "would write run\n" in out
    assert contents(root) == before


def test_what_was_changed_in_the_edition_is_named_and_kept(update):
    root, run = update
    (root / "run").write_text("mine")
    (root / "scripts/added.py").write_text("mine")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", "language: de")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    before = contents(root)
    code, out, err = run()
    assert (code, out) == (1, "")
    assert err.splitlines()[1:4] == ["  mkdocs.yml:theme", "  run", "  scripts/added.py"]
    assert err.endswith("Nothing was changed.\n")
    assert contents(root) == before
    assert run("--overwrite")[0] == 0
    assert "newer" in (root / "run").read_text()
    assert "language: en" in (root / "mkdocs.yml").read_text(encoding="utf-8")


def test_what_is_no_edition_of_its_own_is_refused(first, update, tmp_path, monkeypatch):
    root, run = update
    (root / LIST_PATH).unlink()
    code, _, err = run()
    assert (code, err.count("\n")) == (1, 1)
    assert "is no edition that ./run new made" in err
    assert update_edition.main([str(first / "newer")]) == 1
    assert update_edition.main([str(tmp_path / "absent")]) == 1
    assert not (tmp_path / "absent").exists()


def test_new_pages_of_the_program_are_listed():
    nav = "nav:\n  - About:\n      - about/project.md\n      - about/mine.md\nextra: {}\n"
    found = update_program.with_new_pages(nav, ["docs/about/data.md", "docs/about/project.md", "run"])
    assert found == nav.replace("extra", "      - about/data.md\nextra")
    assert update_program.with_new_pages("nav: []\n", ["docs/about/data.md"]) == "nav: []\n"


SETTINGS = "a: 1\n\n# of b\nplugins:\n  - x\n\n# of theme\ntheme: {name: y}\nextra:\n  z: 1\n"


def test_settings_of_the_program_are_put_where_they_stood():
    found = program_files.program_settings(SETTINGS)
    assert set(found) == {"plugins", "theme"}
    assert program_files.with_program_settings(SETTINGS, found) == SETTINGS
    changed = program_files.with_program_settings(SETTINGS, {"plugins": "plugins: []\n", "hooks": "hooks: [h]\n"})
    assert program_files.with_program_settings(SETTINGS, {"plugins": ""}) == SETTINGS.replace("plugins:\n  - x\n\n", "")
    assert changed == "a: 1\n\n# of b\nplugins: []\n\n# of theme\ntheme: {name: y}\nextra:\n  z: 1\n\nhooks: [h]\n"
