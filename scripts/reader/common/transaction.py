"""Several files written as one: after any interruption all of them are there, or none.

What is to be written is staged under .pending/ first. The list of it, written last, is the point of no return: from then on
the files are put in their places, and if that is cut short, the next program to read the edition does the rest.
"""

import contextlib
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

FOLDER = ".pending"
LIST = "list.json"


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """No other program reads or writes the edition meanwhile; waits for one that does. Finishes what an interrupted one began."""
    with acquire_lock(root, "lock", "reading or writing the edition"):
        recover(root)
        yield


def acquire_lock(root: Path, name: str, work: str) -> IO[str]:
    """The file of a lock, open and locked until it is closed or this process ends; waits for the program that has it."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    lock = (folder / name).open("a")
    if not acquire(lock, wait=False):
        print(f"Another program is {work}; waiting for it ...", file=sys.stderr, flush=True)
        while not acquire(lock, wait=True):  # Windows gives up after ten seconds
            pass
    return lock


def acquire(lock: IO[str], wait: bool) -> bool:
    """Lock an open file, until it is closed or this process ends. Says whether it could."""
    try:
        if os.name == "nt":
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLOCK):
            raise
        return False
    return True


def changed_files(root: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of the files, by path under root, that are not there with this content."""
    return {path: data for path, data in files.items() if not (root / path).is_file() or (root / path).read_bytes() != data}


def write(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write all these files, by path under root, or none. Returns those that changed. To be called within locked()."""
    changed = changed_files(root, files)
    staged = root / FOLDER / "staged"
    clear(staged)
    try:
        names = {path: str(number) for number, path in enumerate(changed)}
        for path, data in changed.items():
            write_and_fsync(staged / names[path], data)
        write_and_fsync(staged / "list", json.dumps(names).encode())
        (staged / "list").replace(root / FOLDER / LIST)
    except BaseException:
        if not (root / FOLDER / LIST).exists():
            clear(staged)
        raise
    fsync_directory(root / FOLDER)
    recover(root)
    return list(changed)


def recover(root: Path) -> None:
    """Put what is staged in its place, if the list is complete; else forget it."""
    listed, staged = root / FOLDER / LIST, root / FOLDER / "staged"
    if not listed.exists():
        clear(staged)
        return
    for path, name in json.loads(listed.read_text(encoding="utf-8")).items():
        if (staged / name).exists():  # else it is in its place already
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).replace(root / path)
            fsync_directory((root / path).parent)
    listed.unlink()
    clear(staged)


def write_and_fsync(path: Path, data: bytes) -> None:
    """Write a file so that it survives a power cut."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def fsync_directory(folder: Path) -> None:
    """Have what was renamed in a folder survive a power cut, where the system can."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def describe_error(error: OSError) -> str:
    """What happened to a file, in words."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
