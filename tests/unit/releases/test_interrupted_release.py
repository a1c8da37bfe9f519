"""A release beside another, on a full disk, or killed: all of an edition or nothing, and never more than a line to say why."""

import os
import signal
import subprocess
import sys

import pytest

from tests.support.project import without_coverage
from tests.unit.releases.test_archive import ENVIRONMENT, commit, git, project, released, start

__all__ = ["project"]

WAITING = "Another program is releasing an edition; waiting for it ...\n"
LIMITED = """
import resource, sys
from scripts.release import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main(["1.0.0"]))
"""


def leftovers(root):
    """What an unfinished release could leave."""
    folders = [path for path in (root / ".pending").glob("*") if path.is_dir()]
    return [*folders, *(root / "editions").glob(".*"), *root.glob("build/**/*.unfinished")]


@pytest.mark.parametrize(("second", "told"), [("1.0.0", "edition 1.0.0 was released already"), ("1.1.0", "these files are not committed")])
def test_of_two_releases_at_once_the_second_waits_and_is_refused(project, second, told):
    first = start(project, "1.0.0")
    assert "Building edition 1.0.0 ...\n" in iter(first.stdout.readline, "")
    other = start(project, second)
    assert other.stderr.readline() == WAITING
    assert first.communicate()[1].count("Traceback") == first.returncode == 0
    assert told in other.communicate()[1]
    assert other.returncode == 1
    assert [path.name for path in (project / "editions").iterdir()] == ["1.0.0"]
    assert leftovers(project) == []


@pytest.mark.skipif(os.name == "nt", reason="a limit that Windows does not have")
@pytest.mark.parametrize("limit", [50, 5_000, 100_000])
def test_a_limit_of_the_disk_is_told_in_words_and_nothing_is_written(project, limit):
    command = [sys.executable, "-c", LIMITED, str(limit)]
    done = subprocess.run(command, cwd=project, env=without_coverage(ENVIRONMENT), capture_output=True, text=True)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "Nothing was released: " in done.stderr
    assert git(project, "status", "--porcelain") == ""
    assert leftovers(project) == []


def test_a_place_that_cannot_be_written_is_told_in_words(project):
    (project / "editions").write_text("not a folder")
    commit(project)
    code, _, err = released(project, "1.0.0")
    assert (code, err.count("\n")) == (1, 1), err
    assert err.startswith("Nothing was released: ")
    assert "editions" in err
    assert git(project, "status", "--porcelain") == ""
    assert leftovers(project) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes")
@pytest.mark.parametrize("step", ["Building edition", "Checking the living site"])
def test_a_killed_release_leaves_nothing_that_the_next_does_not_remove(project, tmp_path, step):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = start(project, "1.0.0", TMPDIR=str(temporary))
    while not process.stdout.readline().startswith(step):
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert git(project, "status", "--porcelain") == ""
    assert sum(path.stat().st_size for path in temporary.rglob("*") if path.is_file()) == 0
    assert released(project, "1.0.0")[0] == 0
    assert [path.name for path in (project / "editions").iterdir()] == ["1.0.0"]
    assert leftovers(project) == []
