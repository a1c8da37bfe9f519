"""Read and write files. With edition/load.py and common/transaction.py, the only place below importing that does."""

import os
import threading
from pathlib import Path

from scripts.reader.common.problems import Problem


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, or "" and a problem that says why it cannot be read (P101).

    Line ends of any system become one, and a byte order mark, as some editors write, is left out.
    """
    try:
        return (root / path).read_text(encoding="utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        return "", [Problem(path, 1, "P101", f"not UTF-8: byte {error.start} is {error.object[error.start]:#04x}", "save it as UTF-8")]
    except OSError as error:
        return "", [Problem(path, 1, "P101", f"cannot be read: {error.strerror}")]


def write_output(path: Path, content: str | bytes) -> None:
    """Write a file of the site. Not atomic on purpose: site/ is rebuilt from scratch after an interruption."""
    data = content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_if_changed(path: Path, content: str | bytes) -> bool:
    """Write a file atomically, and only if its content changes. Returns whether it changed."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno:
            error.filename = str(path)  # not the temporary one
        raise
    return True
