"""Folders in which programs make things that are not finished."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from scripts.reader.common import transaction


@contextlib.contextmanager
def work_folder(root: Path, name: str) -> Iterator[Path]:
    """Give an empty folder of a project, and remove it afterwards, or before the next use if this program is killed.

    Only the program that holds a lock of the same work may use it.
    """
    folder = root.resolve() / transaction.FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
