"""What git knows about the project: what is committed, and what has changed since."""

import subprocess
from pathlib import Path

from scripts.reader.releases.version_files import ReleaseRefused


def git(root: Path, *arguments: str) -> bytes:
    """Return what git prints. Raises ReleaseRefused if there is no git, or no repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True)
    except OSError as error:
        raise ReleaseRefused("git is needed, to release what was committed and nothing else.") from error
    if done.returncode:
        first, *_ = done.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {done.returncode}"]
        raise ReleaseRefused(f"git {arguments[0]} failed: {first}")  # of a full disk, it says so for each file
    return done.stdout


def uncommitted_files(root: Path) -> list[str]:
    """Return the files with changes that are not committed."""
    status = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames").decode()
    return [entry[3:] for entry in status.split("\0") if entry]


def copy_committed_files(root: Path, folder: Path) -> None:
    """Write all files that git tracks, as they are staged, into a folder."""
    git(root, "checkout-index", "--all", f"--prefix={folder}/")
