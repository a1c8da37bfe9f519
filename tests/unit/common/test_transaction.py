"""Several files are written as one, whichever step fails or is cut short: all of them are there, or what was before."""

import contextlib
import errno
import os
from itertools import count
from pathlib import Path

import pytest

from scripts.reader.common import transaction

BEFORE = {"mkdocs.yml": b"old", "sources/README.md": b"old", "docs/kept.md": b"kept"}
NEW = {
    "mkdocs.yml": b"new",
    "docs/papers/x/index.md": b"new",
    "sources/README.md": b"new",
    "sources/x.txt": b"new",
    "docs/kept.md": b"kept",
}
STEPS = [(Path, name) for name in ("replace", "mkdir", "unlink", "rmdir")] + [
    (transaction, name) for name in ("write_and_fsync", "fsync_directory")
]


def files(root):
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if not path.startswith(transaction.FOLDER)}


def folders(root):
    return {path.name for path in root.rglob("*") if path.is_dir()}


@pytest.fixture
def trees(tmp_path, monkeypatch):
    """Makes one project after another."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)

    def make():
        for number in count():
            root = tmp_path / str(number)
            for path, data in BEFORE.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
            yield root

    return make()


def write(root, faults=lambda number: None):
    """Write the new files with faults, which are called with the number of each step; return how many steps there were."""
    steps = count(1)
    with pytest.MonkeyPatch.context() as patch, transaction.locked(root):
        for owner, name in STEPS:
            patch.setattr(owner, name, counted(getattr(owner, name), steps, faults))
        transaction.write(root, NEW)
    return next(steps) - 1


def counted(real, steps, faults):
    def step(*arguments, **options):
        faults(next(steps))
        return real(*arguments, **options)

    return step


def fail():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "the/file")


def recovered(root):
    """What is there when the next program reads the edition."""
    with transaction.locked(root):
        assert not (root / transaction.FOLDER / transaction.LIST).exists()
        assert not (root / transaction.FOLDER / transaction.UNDO_LIST).exists()
        assert not (root / transaction.FOLDER / "staged").exists()
        return files(root)


def test_all_is_written(trees):
    root = next(trees)
    assert write(root) > 20
    assert recovered(root) == NEW


def test_a_step_that_fails_leaves_what_was_before(trees):
    for failing in range(1, write(next(trees)) + 1):
        root = next(trees)

        def fault(number, failing=failing):
            if number == failing:
                fail()

        try:
            write(root, fault)
        except transaction.HalfWrittenError:
            pytest.fail(f"step {failing} is not undone")
        except OSError:
            assert files(root) == BEFORE, failing
            assert "x" not in folders(root), failing
        assert recovered(root) in (BEFORE, NEW), failing


def test_whatever_fails_for_ever_no_edition_is_lost(trees):
    for failing in range(1, write(next(trees)) + 1):
        root = next(trees)

        def fault(number, failing=failing):
            if number >= failing:
                fail()

        try:
            write(root, fault)
        except transaction.HalfWrittenError:
            pass  # whatever is there, the next program mends it
        except OSError:
            assert files(root) == BEFORE, failing
        assert recovered(root) in (BEFORE, NEW), failing


def test_undoing_can_be_cut_short(trees):
    """A step fails, and the program is killed while it puts all back."""
    steps = write(next(trees))
    for failing in range(steps // 2, steps):
        for killed in range(failing + 1, failing + 12):
            root = next(trees)

            def fault(number, failing=failing, killed=killed):
                if number == failing:
                    fail()
                if number == killed:
                    raise KeyboardInterrupt

            with contextlib.suppress(KeyboardInterrupt, OSError):
                write(root, fault)
            assert recovered(root) in (BEFORE, NEW), (failing, killed)


@pytest.mark.parametrize("path", ["docs/" + 256 * "x", "docs/" + 100 * "é" + 60 * "x" + "/index.md"])
def test_a_name_that_is_too_long_is_found_before_anything_is_written(trees, path):
    root = next(trees)
    for attempt in (transaction.changed_files, transaction.write):
        with pytest.raises(OSError, match="File name too long"):
            attempt(root, {"a.md": b"a", path: b"b"})
        assert files(root) == BEFORE
        assert not (root / transaction.FOLDER).exists()


def test_a_folder_where_a_file_should_be_undoes_what_was_cut_short(trees, capsys):
    """A program was killed, and what it began cannot be finished: the next one undoes it, says so, and goes on."""
    root = next(trees)

    def kill(number):
        if number > 16:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(root, kill)
    assert (root / transaction.FOLDER / transaction.LIST).exists()
    (root / "sources/x.txt").mkdir()
    assert recovered(root) == BEFORE
    assert "What was being written, and was cut short, has been undone." in capsys.readouterr().err


def test_what_could_not_be_undone_is_told():
    error = transaction.HalfWrittenError(errno.EACCES, "Permission denied", "docs/x.md")
    assert transaction.describe_error(error) == f"docs/x.md: Permission denied. {transaction.NOT_UNDONE}"
