"""Write several files as one: after any interruption all of them are there, or none.

What is to be written is staged under .pending/ first. The list of it, written last, is the point of no return: from then on
the files are put in their places, and if that is cut short, the next program to read the edition does the rest.
"""

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

FOLDER = ".pending"
LIST = "list.json"


@contextlib.contextmanager
def lock(root: Path, name: str, work: str) -> Iterator[None]:
    """Hold a lock until the block is left or this process ends; wait for another program that has it, and say so.

    Args:
        root: the project.
        name: that of the lock.
        work: what a program that has the lock is doing, for the message.
    """
    (root / FOLDER).mkdir(exist_ok=True)
    held = FileLock(root / FOLDER / name, thread_local=False, fallback_to_soft=False)  # never one that outlives its process
    try:
        held.acquire(blocking=False)
    except Timeout:
        print(f"Another program is {work}; waiting for it ...", file=sys.stderr, flush=True)
        held.acquire()
    try:
        yield
    finally:
        held.release()


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other programs from reading or writing the edition meanwhile. Finishes first what an interrupted one began."""
    with lock(root, "lock", "reading or writing the edition"):
        recover(root)
        yield


def changed_files(root: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return those of the files, by path under root, that are not there with this content."""
    return {path: data for path, data in files.items() if not (root / path).is_file() or (root / path).read_bytes() != data}


def write(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write all these files, by path under root, or none, and return the paths of those that changed.

    To be called within locked().
    """
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
    """Put the staged files in their places, if the list of them is complete; else remove them."""
    list_file, staged = root / FOLDER / LIST, root / FOLDER / "staged"
    if not list_file.exists():
        clear(staged)
        return
    for path, name in json.loads(list_file.read_text(encoding="utf-8")).items():
        if (staged / name).exists():  # else it is in its place already
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).replace(root / path)
            fsync_directory((root / path).parent)
    list_file.unlink()
    clear(staged)


def write_and_fsync(path: Path, data: bytes) -> None:
    """Write a file so that it survives a power cut."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def fsync_directory(folder: Path) -> None:
    """Have the renaming of files in a folder survive a power cut, where the system can."""
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
    """Return what happened to a file, in words."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
