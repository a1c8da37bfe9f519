"""The build as a program: an engine renders the pages, and only then the files to take with you are made."""

import sys
from pathlib import Path

import pytest

from scripts import build
from scripts.reader.books import downloads
from scripts.reader.build import engines
from scripts.reader.releases import integrity


@pytest.fixture
def called(monkeypatch):
    """What the program calls, with what; the engine's exit code is called.code."""

    class Called(list):
        code = 0

    calls = Called()
    monkeypatch.setattr(engines, "render", lambda engine, root, site: calls.append((engine, site)) or calls.code)
    monkeypatch.setattr(downloads, "write_downloads", lambda root, site: calls.append(("books", site)) or 0)
    return calls


@pytest.mark.parametrize(
    ("arguments", "engine", "site"),
    [
        ([], "mkdocs", "site"),
        (["--engine", "zensical"], "zensical", "site"),
        (["--engine=properdocs", "-d", "elsewhere"], "properdocs", "elsewhere"),
    ],
)
def test_the_engine_and_the_folder_that_are_asked_for(called, monkeypatch, arguments, engine, site):
    monkeypatch.setattr(sys, "argv", ["build", *arguments])
    assert build.main() == 0
    assert called == [(engine, Path(site)), ("books", Path(site))]


def test_nothing_follows_a_site_that_does_not_build(called, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["build"])
    called.code = 1
    assert build.main() == 1
    assert called == [("mkdocs", Path("site"))]


def test_an_unknown_engine_is_refused(called, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["build", "--engine", "jekyll"])
    with pytest.raises(SystemExit):
        build.main()
    assert "choose from" in capsys.readouterr().err


def test_zensical_renders_nothing_where_a_released_edition_was_altered(toy, capsys):
    (toy / "editions/1.0.0").mkdir(parents=True)
    assert engines.render("zensical", toy, toy / "site") == 1
    assert f"editions/1.0.0/{integrity.SUMS}:1: M101" in capsys.readouterr().err
    assert not (toy / "site").exists()
