"""What ./run test starts, in which order, and what ends it."""

import pytest

from scripts.reader.scaffold import program_files
from tests.support import browsers, chromium, lint, suite


@pytest.fixture
def started(monkeypatch, tmp_path):
    """What is started, in order; lint complains and a program fails if its name is in `failing`."""

    class Started(list):
        failing = ()

        def start(self, *command):
            self.append(" ".join(command))
            return int(command[0] in self.failing)

    programs = Started()
    monkeypatch.setenv("CHROMIUM", "")
    monkeypatch.setattr(lint, "main", lambda: programs.start("lint"))
    monkeypatch.setattr(chromium, "find_browser", lambda: programs.append("browser") or "/the/browser")
    monkeypatch.setattr(chromium, "provide_fonts", lambda: programs.append("fonts"))
    monkeypatch.setattr(browsers, "find_programs", programs.append)
    (tmp_path / "tests/browser").mkdir(parents=True)
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    monkeypatch.setattr(suite, "python", lambda *command: programs.start(*command))
    return programs


WHOLE = ["lint", "browser", "fonts", "coverage erase", "coverage run -m pytest", "coverage combine --quiet", "coverage report"]


def test_lint_comes_first_and_coverage_last(started, monkeypatch):
    assert suite.main([]) == 0
    assert started == WHOLE
    assert suite.os.environ["CHROMIUM"] == "/the/browser"


def test_in_an_edition_of_others_the_quick_tests_are_enough_while_its_program_is_as_it_was(started, tmp_path):
    (tmp_path / "mkdocs.yml").write_text("plugins: []\n", encoding="utf-8")
    (tmp_path / "run").write_text("a program", encoding="utf-8")
    settings = program_files.program_settings("plugins: []\n")
    listed = program_files.list_text(program_files.checksums({"run": b"a program"}, settings))
    (tmp_path / program_files.LIST_PATH).write_text(listed, encoding="utf-8")
    assert suite.main(["--browsers", "all"]) == 0
    assert started == ["pytest -m not slow tests/unit"]
    (tmp_path / "run").write_text("another", encoding="utf-8")
    (tmp_path / "tests/browser").rmdir()
    assert suite.main([]) == 0
    assert started[1:] == ["lint", "coverage erase", "coverage run -m pytest", "coverage combine --quiet", "coverage report"]


def test_nothing_runs_behind_a_complaint_of_lint(started):
    started.failing = ("lint",)
    assert suite.main([]) == 1
    assert started == ["lint"]


def test_failed_tests_fail(started):
    started.failing = ("coverage",)
    assert suite.main([]) == 1
    assert started == WHOLE[:5]


def test_arguments_are_those_of_pytest(started):
    assert suite.main(["-k", "glossary"]) == 0
    assert started == ["browser", "fonts", "pytest -k glossary"]


def test_a_browser_is_for_tests_that_open_one(started):
    suite.main(["tests/unit/text", "-x"])
    suite.main(["tests/unit/text", "tests/browser/test_notes.py"])
    assert started == ["pytest tests/unit/text -x", "browser", "fonts", "pytest tests/unit/text tests/browser/test_notes.py"]


def test_quick_needs_neither_lint_nor_browser(started):
    assert suite.main(["--quick", "-x"]) == 0
    assert started == ["pytest -m not slow tests/unit -x"]


def test_no_tests_without_a_browser(started, monkeypatch, capsys):
    def none():
        raise chromium.NoBrowser("none to be had")

    monkeypatch.setattr(chromium, "find_browser", none)
    assert suite.main(["-x"]) == 1
    assert started == []
    assert capsys.readouterr().err == "none to be had\n"


@pytest.mark.parametrize("option", [["--browsers", "all"], ["--browsers=all"]], ids=["two words", "one word"])
def test_other_browsers_are_got_where_they_are_asked_for(started, option):
    suite.main(option)
    assert started[1:7] == ["browser", "fonts", "firefox", "webkit", "orca", "coverage erase"]
    assert started[7] == "coverage run -m pytest --browsers=all"
    started.clear()
    suite.main(["-k", "walk", *option])
    assert started == ["browser", "fonts", "firefox", "webkit", "orca", "pytest --browsers=all -k walk"]
