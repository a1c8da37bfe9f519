"""Two programs at once: the second waits and says so, and each finds a project that is in order."""

import os
import subprocess
import sys

import pytest

from scripts.reader.edition import load
from tests.unit.releases.test_archive import contents

WAITING = "Another program is building the site; waiting for it ...\n"
PAPER = "1. One\n\nA small state looks after itself.\n\n2. Two\n\nAnother state does not.\n"
# Builds as ./run build does, but is halted once the pages are rendered, before the books are made.
HALTED = """
import sys
from scripts import build
from scripts.reader.books import downloads
def halted(*arguments, make=downloads.write_downloads):
    print("rendered", flush=True)
    input()
    return make(*arguments)
downloads.write_downloads = halted
sys.argv = ["build"]
sys.exit(build.main())
"""


def start(root, *command):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, *command], cwd=root, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, text=True, **pipes)


@pytest.fixture
def halted(toy):
    """A build of the toy edition that has rendered the pages and has yet to make the books."""
    (toy / "new.txt").write_text(PAPER)
    program = start(toy, "-c", HALTED)
    assert program.stdout.readline() == "rendered\n", program.communicate()
    yield program
    program.kill()
    program.communicate()


@pytest.mark.parametrize(
    ("second", "printed"),
    [
        (["scripts.build"], "Making annotated-reader.zip"),
        (["scripts.check"], ""),
        (["scripts.import_paper", "new.txt"], ""),
        (["mkdocs", "build", "--strict"], "Documentation built"),
        (["scripts.reader.build.pre_render"], ""),
    ],
    ids=lambda command: " ".join(command) if isinstance(command, list) else "",
)
def test_what_begins_beside_a_build_waits_for_the_books_and_both_succeed(toy, halted, second, printed):
    waiting = start(toy, "-m", *second)
    assert waiting.stderr.readline() == WAITING
    papers = {path.name for path in (toy / "docs/papers").iterdir()}
    assert papers == {"toy"}
    _, told = halted.communicate("\n")
    assert (halted.returncode, "Traceback" in told) == (0, False), told
    out, err = waiting.communicate()
    assert (waiting.returncode, printed in err, "Traceback" in err) == (0, True, False), out + err
    assert load.load_edition(toy).problems == []
    assert {f"take/annotated-reader.{suffix}" for suffix in ("epub", "pdf", "zip")} <= set(contents(toy / "site")) or "mkdocs" in second


def test_a_server_beside_a_build_waits_too(toy, halted):
    server = start(toy, "-m", "mkdocs", "serve", "--dirty", "-a", "127.0.0.1:0")
    told = server.stderr.readline()
    while told and told != WAITING:
        told = server.stderr.readline()
    assert told == WAITING
    halted.communicate("\n")
    assert halted.returncode == 0
    while told and "Serving on" not in told:
        told = server.stderr.readline()
    assert "Serving on" in told
    server.kill()
    server.communicate()


def test_twin_builds_make_the_site_that_one_makes(toy):
    first = [start(toy, "-m", "scripts.build") for _ in range(2)]
    ends = [(program.communicate()[1], program.returncode) for program in first]
    assert [code for _, code in ends] == [0, 0], ends
    assert sum(WAITING in told for told, _ in ends) == 1
    site = contents(toy / "site")
    assert site["take/annotated-reader.epub"].startswith(b"PK")
    assert subprocess.run([sys.executable, "-m", "scripts.build"], cwd=toy, capture_output=True).returncode == 0
    assert set(contents(toy / "site")) == set(site)


def test_an_engine_whose_build_was_killed_is_waited_for(toy):
    """The program that started it had the lock; the engine, which goes on, has one of its own."""
    holder = start(toy, "-c", "from pathlib import Path\nfrom scripts.reader.common.build_lock import render_lock\n"
                   "with render_lock(Path()): print(1, flush=True); input()")  # fmt: skip
    assert holder.stdout.readline()
    (toy / ".pending/build").unlink()  # what the lock of a killed program comes to: nobody has it
    waiting = start(toy, "-m", "scripts.build")
    told = waiting.stderr.readline()
    assert told == WAITING
    holder.communicate("\n")
    waiting.communicate()
    assert waiting.returncode == 0


def test_a_page_that_was_written_during_a_build_is_told_in_words(toy, halted):
    page = toy / "docs/glossary/realism.md"
    (toy / "docs/glossary/idealism.md").write_text(page.read_text().replace("Realism", "Idealism").replace("realism", "idealism"))
    _, told = halted.communicate("\n")
    assert halted.returncode == 1
    assert "docs/glossary/idealism.md:1: S107 the page was not there when the site was built\n    hint: ./run build once more\n" in told
