"""Reading and writing files: whole or not at all."""

import os
from pathlib import Path

import pytest

from scripts.reader.common.files import read_text, write_if_changed


def test_a_file_is_written_with_its_folders(tmp_path):
    path = tmp_path / "a" / "b" / "file.md"
    assert write_if_changed(path, "é\n") is True
    assert path.read_bytes() == b"\xc3\xa9\n"
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_that_does_not_change_is_not_written(tmp_path):
    path = tmp_path / "file.md"
    path.write_bytes(b"same")
    os.utime(path, ns=(1, 1))
    assert write_if_changed(path, "same") is False
    assert path.stat().st_mtime_ns == 1
    assert write_if_changed(path, b"other") is True
    assert path.read_bytes() == b"other"


@pytest.mark.parametrize(("owner", "step"), [(os, "replace"), (Path, "write_bytes")])
def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch, owner, step):
    path = tmp_path / "file.md"
    path.write_bytes(b"before")

    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(OSError, match="disk full"):
        write_if_changed(path, b"after")
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["file.md"]


@pytest.mark.parametrize(
    ("content", "text", "message"),
    [
        (b"\xc3\xa9\r\n", "é\n", None),
        (b"abc\xe9", "", "not UTF-8: byte 3 is 0xe9"),
        (None, "", "cannot be read: No such file or directory"),
    ],
)
def test_a_file_is_read_or_a_problem_says_why_not(tmp_path, content, text, message):
    if content is not None:
        (tmp_path / "x.md").write_bytes(content)
    found, problems = read_text(tmp_path, "x.md")
    assert found == text
    assert [(problem.path, problem.code, problem.message) for problem in problems] == ([("x.md", "P101", message)] if message else [])
