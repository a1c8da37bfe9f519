"""Write several files as one: after any interruption all of them are there, or none.

What is to be written is staged under .pending/ first, beside a copy of each file that it replaces. The list of it, written last,
is the point of no return: from then on the files are put in their places, and if that is cut short, the next program to read the
edition does the rest. If a step fails, all is put back as it was: the list is renamed first, so that this is finished, too.
"""

import contextlib
import errno
import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from scripts.reader.common.problems import printable

FOLDER = ".pending"
LIST = "list.json"  # of what is being put in place: the staged file and, if one is replaced, its copy, by path
UNDO_LIST = "undo.json"  # the same, when it is being put back
MAX_NAME = 255  # bytes of a file's name, and, on Windows, characters of a path
NOT_UNDONE = f"The files are half written: {FOLDER}/ holds those of before, and the next command puts them back once the cause is gone"


class HalfWrittenError(OSError):
    """Some files are written and could not be taken back yet."""


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
    """Keep other programs from reading or writing the edition meanwhile. Finishes or undoes first what an interrupted one began."""
    with lock(root, "lock", "reading or writing the edition"):
        if error := recover(root):
            print(f"{describe_error(error)}. What was being written, and was cut short, has been undone.", file=sys.stderr, flush=True)
        yield


Files = Mapping[str, bytes | None]  # content by path under the root; None for a file that is removed


def changed_files(root: Path, files: Files) -> dict[str, bytes | None]:
    """Return those of the files, by path under root, that are not there with this content. Raises OSError if a path is too long."""
    check_lengths(root, files)
    return {path: data for path, data in files.items() if content(root / path) != data}


def content(path: Path) -> bytes | None:
    """Return the content of a file; None if there is no such file."""
    return path.read_bytes() if path.is_file() else None


def write(root: Path, files: Files) -> list[str]:
    """Write or remove all these files, by path under root, or none, and return the paths of those that changed.

    To be called within locked(). Raises HalfWrittenError if a step fails and cannot be undone either, and any other OSError if
    nothing was written.
    """
    changed = changed_files(root, files)
    staged = root / FOLDER / "staged"
    clear(staged)
    try:
        names: dict[str, tuple[str | None, str | None]] = {}
        for number, (path, data) in enumerate(changed.items()):
            before = content(root / path)
            names[path] = f"{number}" if data is not None else None, f"{number}-before" if before is not None else None
            if data is not None:
                write_and_fsync(staged / f"{number}", data)
            if before is not None:
                write_and_fsync(staged / f"{number}-before", before)
        write_and_fsync(staged / "list", json.dumps(names).encode())
        (staged / "list").replace(root / FOLDER / LIST)
    except BaseException:
        if not (root / FOLDER / LIST).exists():
            clear(staged)
        raise
    if error := recover(root):
        raise error
    return list(changed)


def check_lengths(root: Path, paths: Iterable[str]) -> None:
    """Check that the system takes these paths under root. Raises OSError."""
    for path in paths:
        full = str(root.absolute() / path)
        if any(len(os.fsencode(name)) > MAX_NAME for name in Path(path).parts) or (os.name == "nt" and len(full) > MAX_NAME):
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), path)


def recover(root: Path) -> OSError | None:
    """Put the staged files in their places if the list of them is complete, and else remove them.

    Returns the error that made it put all back as it was, if there was one. Raises HalfWrittenError if it cannot do that either.
    """
    folder, failed = root / FOLDER, None
    if (folder / LIST).exists():
        try:
            put_in_place(root, read_list(folder / LIST))
        except OSError as error:
            failed = error
    try:
        if failed:
            (folder / LIST).replace(folder / UNDO_LIST)
        if (folder / UNDO_LIST).exists():
            put_back(root, read_list(folder / UNDO_LIST))
    except OSError as error:
        raise HalfWrittenError(error.errno, error.strerror, error.filename) from failed
    clear(folder / "staged")
    return failed


def read_list(path: Path) -> dict[str, tuple[str | None, str | None]]:
    return {name: (new, before) for name, (new, before) in json.loads(path.read_text(encoding="utf-8")).items()}


def put_in_place(root: Path, names: Mapping[str, tuple[str | None, str | None]]) -> None:
    """Move the staged files to their places, remove what is to go, and then the list of them."""
    staged = root / FOLDER / "staged"
    fsync_directory(root / FOLDER)
    for path, (new, _) in names.items():
        if new is None:
            (root / path).unlink(missing_ok=True)
            remove_empty_folders(root, path)
        elif (staged / new).exists():  # else it is in its place already
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / new).replace(root / path)
            fsync_directory((root / path).parent)
    (root / FOLDER / LIST).unlink()


def put_back(root: Path, names: Mapping[str, tuple[str | None, str | None]]) -> None:
    """Restore the files that were replaced, remove those that are new, and then the list of them. Needs no space."""
    staged = root / FOLDER / "staged"
    for path, (new, before) in names.items():
        if new is not None and (staged / new).exists():  # it has not got to its place
            continue
        if before is None:
            (root / path).unlink(missing_ok=True)
        elif (staged / before).exists():  # else it is back already
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / before).replace(root / path)
    for path in names:
        remove_empty_folders(root, path)
    with contextlib.suppress(OSError):
        for folder in {(root / path).parent for path in names}:
            fsync_directory(folder)
    (root / FOLDER / UNDO_LIST).unlink()


def remove_empty_folders(root: Path, path: str) -> None:
    """Remove the folders of a file that is gone, as far as they are empty."""
    with contextlib.suppress(OSError):  # not empty, or not there
        for folder in list(Path(path).parents)[:-1]:
            (root / folder).rmdir()


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
    """Remove a folder. What cannot be removed is overwritten by the next that needs the place."""
    shutil.rmtree(folder, ignore_errors=True)


def describe_error(error: OSError) -> str:
    """Return what happened to a file, in words and one line."""
    name = error.filename2 or error.filename or open_file(error)
    cause = f"{name}: {error.strerror}" if name else str(error.strerror or error)
    return f"{cause}. {NOT_UNDONE}" if isinstance(error, HalfWrittenError) else cause


def describe_failure(error: OSError, undone: str) -> str:
    """Return what stopped a command, in one line that can be printed, and, unless files are half written, the sentence `undone`."""
    sentence = f"{printable(describe_error(error))}."
    return sentence if isinstance(error, HalfWrittenError) else f"{sentence} {undone}"


def open_file(error: OSError) -> str:
    """Return the name of the file that was open where an error was raised, because a failing write does not name it; "" for none."""
    opened = [one for frame, _ in traceback.walk_tb(error.__traceback__) for one in frame.f_locals.values() if isinstance(one, io.IOBase)]
    paths = [str(getattr(one, "name", "<")) for one in opened]
    return next((path for path in reversed(paths) if not path.startswith("<") and not path.isdigit()), "")
