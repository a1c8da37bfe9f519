"""Folders in which programs make things that are not finished."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.reader.common import transaction


@contextlib.contextmanager
def work_folder(root: Path, name: str) -> Iterator[Path]:
    """Give an empty folder of a project, and remove it afterwards, or before the next use if this program is killed.

    To be used by one program at a time. The folder is a new one each time, because programs that a killed one started may write on.
    """
    folder = root.resolve() / transaction.FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield Path(tempfile.mkdtemp(dir=folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
