"""What git knows about the project: what is committed, and what has changed since."""

import subprocess
from pathlib import Path

from scripts.reader.common.files import read_text
from scripts.reader.releases import version_files
from scripts.reader.releases.version_files import VERSION_FILES, ReleaseRefused


def git(root: Path, *arguments: str) -> bytes:
    """Return what git prints. Raises ReleaseRefused if there is no git, or no repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True)
    except OSError as error:
        raise ReleaseRefused("git is needed, to release what was committed and nothing else.") from error
    if done.returncode:
        raise ReleaseRefused(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def uncommitted_files(root: Path, version: str) -> list[str]:
    """Return the files with changes that are not committed, apart from those that an interrupted release of this version made."""
    status = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames").decode()
    changed = [entry[3:] for entry in status.split("\0") if entry]
    return [path for path in changed if not (path in VERSION_FILES and differs_only_in_version(root, path, version))]


def differs_only_in_version(root: Path, path: str, version: str) -> bool:
    """Return whether a changed file is the committed one with this version and some date, as a release writes it."""
    committed, now = git(root, "show", f"HEAD:{path}").decode(), read_text(root, path)[0]
    try:
        return any(now == version_files.with_version({path: committed}, version, date)[path] for date in version_files.dates_in(now))
    except ReleaseRefused:
        return False


def copy_committed_files(root: Path, folder: Path) -> None:
    """Write all files that git tracks, as they are staged, into a folder."""
    git(root, "checkout-index", "--all", f"--prefix={folder}/")
