"""Whatever interrupts a program, pages, sources and settings are whole afterwards: as before, or as they should be."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import import_paper
from scripts.reader.build import pre_render
from scripts.reader.common import transaction
from scripts.reader.edition import load
from scripts.reader.edition.navigation import navigation_problems
from tests.conftest import ROOT
from tests.support.project import without_coverage
from tests.unit.importing.test_import_paper import contents

TEXT = "\n\n".join(f"{number}. Section of {number}\n\nA small state looks after itself {number} times." for number in range(1, 13))
SLOW = """
import os, sys, time
from scripts import import_paper
from scripts.reader.common import transaction
for name in ("write_and_fsync", "fsync_directory"):
    def slow(*arguments, real=getattr(transaction, name)):
        time.sleep(0.004)
        real(*arguments)
    setattr(transaction, name, slow)
sys.exit(import_paper.main(sys.argv[1:]))
"""


def edition(root):
    """What must be whole: everything but what programs make anew."""
    return {path: data for path, data in contents(root).items() if not path.startswith(("build/", "site/", "scripts/"))}


def start(root, *command):
    return subprocess.Popen(
        [sys.executable, *command], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}
    )


@pytest.fixture
def received(toy):
    (toy / "new.txt").write_text(TEXT)
    return toy


@pytest.mark.parametrize("seed", range(5))
def test_an_import_that_is_killed_leaves_the_paper_whole_or_away(received, seed):
    """Killed at a random step of its writing; the next program that reads the edition finds none of it or all of it."""
    before = edition(received)
    program = start(received, "-c", SLOW, "new.txt")
    staged = received / transaction.FOLDER
    while program.poll() is None and not (staged / "staged").exists():
        time.sleep(0.001)
    time.sleep(random.Random(seed).uniform(0, 0.25))
    program.send_signal(signal.SIGKILL)
    program.communicate()
    with transaction.locked(received):
        after = edition(received)
    if after != before:
        assert {"sources/new.txt", "docs/papers/new/index.md"} <= set(after)
        assert load.load_edition(received).problems == []
        assert list(navigation_problems((received / "mkdocs.yml").read_text(encoding="utf-8"), load.load_edition(received).papers)) == []
    assert not list(received.glob("docs/**/.*")) + list(received.glob("sources/.*"))
    assert import_paper.run(received, received / "new.txt", "", False) == 0
    assert load.load_edition(received).problems == []


STEPS = ["staged/0", "staged/9", "staged/list", "list.json", "docs/papers/new/index.md", "sources/README.md", "mkdocs.yml"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_leaves_all_or_nothing(received, monkeypatch, step):
    """Cut off right before each file gets into its place: before the list is complete nothing was written, after it everything is."""
    before = edition(received)
    import_paper.run(received, received / "new.txt", "", True)

    def stop(path):
        if str(path).endswith(step):
            raise KeyboardInterrupt

    settle, replace = transaction.write_and_fsync, Path.replace
    monkeypatch.setattr(transaction, "write_and_fsync", lambda path, data: (stop(path), settle(path, data)))
    monkeypatch.setattr(Path, "replace", lambda path, target: (stop(target), replace(path, target))[1])
    with pytest.raises(KeyboardInterrupt):
        import_paper.run(received, received / "new.txt", "", False)
    monkeypatch.undo()
    pre_render.run(received)
    after = edition(received)
    assert (after == before) == (step.startswith("staged") or step == "list.json")
    assert load.load_edition(received).problems == []
    assert (
        after == before
        or list(navigation_problems((received / "mkdocs.yml").read_text(encoding="utf-8"), load.load_edition(received).papers)) == []
    )


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("command", ["scripts.reader.build.pre_render", "scripts.check", "mkdocs build"])
def test_a_build_that_is_killed_changes_no_page_and_no_source(toy, command, seed):
    before = edition(toy)
    program = start(toy, "-m", *command.split())
    time.sleep(random.Random(f"{command}{seed}").uniform(0.2, 1.2))
    program.send_signal(signal.SIGKILL)
    program.communicate()
    assert edition(toy) == before
    pre_render.run(toy)
    assert edition(toy) == before


def test_imports_at_once_do_not_disturb_each_other(toy):
    names = ["one", "two", "three"]
    for name in names:
        (toy / f"{name}.txt").write_text(TEXT.replace("small", name))
    programs = [start(toy, "-c", SLOW, f"{name}.txt") for name in names]
    told = [program.communicate()[1].decode() for program in programs]
    assert [program.returncode for program in programs] == [0, 0, 0], told
    found = load.load_edition(toy)
    assert found.problems == []
    assert {"one", "two", "three"} < {paper.slug for paper in found.papers}
    assert list(navigation_problems((toy / "mkdocs.yml").read_text(encoding="utf-8"), found.papers)) == []
    table = (toy / "sources/README.md").read_text()
    assert all(f"| [{name}.txt]" in table for name in names)


def test_who_waits_says_so(toy):
    hold = (
        "import pathlib; from scripts.reader.common import transaction\n"
        "with transaction.lock(pathlib.Path(), '%s', ''): print(1, flush=True); input()"
    )
    for lock, command, work in (
        ("lock", "scripts.reader.build.pre_render", "reading or writing the edition"),
        ("build", "mkdocs build -q", "building the site"),
    ):
        holder = subprocess.Popen([sys.executable, "-c", hold % lock], cwd=toy, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holder.stdout.readline()
        waiting = start(toy, "-m", *command.split())
        told = waiting.stderr.readline().decode()
        while told and work not in told:  # Material's notice comes first
            told = waiting.stderr.readline().decode()
        assert told == f"Another program is {work}; waiting for it ...\n"
        holder.communicate("\n")
        waiting.communicate()
        assert waiting.returncode == 0


def full(*arguments, **settings):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "the/file")


@pytest.mark.parametrize("step", ["write_and_fsync", "fsync_directory"])
def test_a_full_disk_is_told_in_words_and_nothing_is_written(received, monkeypatch, capsys, step):
    monkeypatch.chdir(received)
    before = edition(received)
    monkeypatch.setattr(transaction, step, full)
    assert import_paper.main(["new.txt"]) == 1
    told = capsys.readouterr().err
    assert "new.txt:1: I101 the file cannot be imported: the/file: No space left on device\n    hint: " in told
    assert told.endswith("1 problem in 1 file. Nothing was written.\n")
    assert edition(received) == before
    monkeypatch.undo()
    pre_render.run(received)
    assert edition(received) == before


@pytest.mark.skipif(os.name == "nt", reason="a limit that Windows does not have")
@pytest.mark.parametrize("program", ["import", "prepare", "check", "build"])
def test_a_limit_of_the_disk_is_told_in_words_by_every_program(received, program):
    command = {
        "import": "from scripts.import_paper import main; sys.exit(main(['new.txt']))",
        "prepare": "from scripts.reader.build.pre_render import main; sys.exit(main())",
        "check": "from scripts.check import main; sys.exit(main())",
        "build": "sys.argv = ['mkdocs', 'build']; runpy.run_module('mkdocs', run_name='__main__')",
    }[program]
    limit = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); "
    before = edition(received)
    environment = without_coverage(os.environ)
    done = subprocess.run([sys.executable, "-c", limit + command], cwd=received, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert edition(received) == before


@pytest.mark.skipif(os.name == "nt", reason="a limit that Windows does not have")
@pytest.mark.parametrize(("limit", "file"), [(100, "build/records.json"), (20_000, "site/assets/"), (150_000, "site/assets/")])
def test_a_build_on_a_full_disk_names_the_file_in_one_line(toy, limit, file):
    code = f"import resource, sys; from scripts import build; sys.argv = ['build']; size = {limit}\n"
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); sys.exit(build.main())"
    done = subprocess.run([sys.executable, "-c", code], cwd=toy, env=without_coverage(os.environ), capture_output=True, text=True)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    (told,) = [line for line in done.stderr.splitlines() if "File too large" in line]
    assert file in told
    assert told.endswith(": File too large")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes")
@pytest.mark.parametrize("step", ["Building documentation", "Making annotated-reader.epub", "Making annotated-reader.zip"])
def test_after_a_build_that_was_killed_the_next_makes_the_whole_site(toy, built_toy, step):
    before = edition(toy)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "scripts.build"]
    program = subprocess.Popen(command, cwd=toy, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while step not in program.stderr.readline():
        assert program.poll() is None
    os.killpg(program.pid, signal.SIGKILL)
    program.communicate()
    assert edition(toy) == before
    done = subprocess.run(command, cwd=toy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    site = contents(toy / "site")
    assert set(contents(built_toy[1])) < set(site)
    assert {path for path in site if path.startswith("take/")} == {f"take/annotated-reader.{suffix}" for suffix in ("epub", "pdf", "zip")}
    assert not list(toy.glob("build/**/*.unfinished"))


def test_what_programs_leave_behind_is_ignored_by_git():
    ignored = (ROOT / ".gitignore").read_text().split()
    assert {"/.pending/", "/build/", "/site/"} <= set(ignored)
