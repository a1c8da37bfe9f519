"""Whether every released edition is the one that was released.

Each edition has the checksums of its files, and remembers those of the editions before it; mkdocs.yml remembers the newest.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN, version_sort_key
from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.common.yaml_nodes import InvalidYaml
from scripts.reader.edition import manifest
from scripts.reader.edition.edition import Edition
from scripts.reader.edition.manifest import Release
from scripts.reader.edition.settings import SETTINGS_PATH, setting_line

ARCHIVE, SUMS = "site.tar.xz", "sha256"
RESTORE = "a released edition never changes: git restore {}"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems(root: Path, edition: Edition) -> Iterator[Problem]:
    """Check the files of all released editions (M101)."""
    for folder in sorted((root / RELEASES_FOLDER).glob("[!.]*")):
        if VERSION_PATTERN.fullmatch(folder.name):
            yield from file_problems(root, f"{RELEASES_FOLDER}/{folder.name}")
        else:
            hint = "only ./run release writes here: move it elsewhere"
            yield Problem(f"{RELEASES_FOLDER}/{folder.name}", 1, "M101", "not an edition", hint)
    for release in edition.released:
        yield from earlier_problems(root, release)
    yield from newest_problems(root, *edition.newest_recorded)


def file_problems(root: Path, where: str) -> Iterator[Problem]:
    """Check the files of the edition in the folder `where` against its checksums."""
    text, unreadable = read_text(root, f"{where}/{SUMS}")
    if unreadable:
        yield from (Problem(found.path, 1, "M101", found.message, RESTORE.format(where)) for found in unreadable)
        return
    known = {name: digest for digest, _, name in (line.partition("  ") for line in text.splitlines())}
    for name in sorted({manifest.MANIFEST_NAME, ARCHIVE, *known, *(path.name for path in (root / where).iterdir())} - {SUMS}):
        path = root / where / name
        if not path.is_file():
            yield Problem(f"{where}/{name}", 1, "M101", "the file is gone", RESTORE.format(f"{where}/{name}"))
        elif name not in known:
            yield Problem(f"{where}/{name}", 1, "M101", f"{SUMS} does not name the file", "only ./run release writes here")
        elif sha256(path) != known[name]:
            yield Problem(f"{where}/{name}", 1, "M101", "not the file that was released", RESTORE.format(f"{where}/{name}"))


def earlier_problems(root: Path, release: Release) -> Iterator[Problem]:
    """Check that the editions that a release remembers are there, with the checksums that they had."""
    for version, digest in release.earlier.items():
        where = f"{RELEASES_FOLDER}/{version}"
        if not (root / where).is_dir():
            yield Problem(where, 1, "M101", f"edition {version}, released before {release.version}, is gone", RESTORE.format(where))
        elif has_other_sums(root, version, digest):
            message = f"not the checksums that edition {version} had when {release.version} was released"
            yield Problem(f"{where}/{SUMS}", 1, "M101", message, RESTORE.format(where))


def newest_problems(root: Path, recorded: str, digest: str) -> Iterator[Problem]:
    """Check that the newest edition is the one that mkdocs.yml records, which no later edition remembers yet.

    Args:
        root: the project.
        recorded: the version that mkdocs.yml records; "" for none.
        digest: the sha256 that it records of the edition's checksums.
    """
    folders = [path.name for path in (root / RELEASES_FOLDER).glob("*/") if VERSION_PATTERN.fullmatch(path.name)]
    newest, where = max(folders, key=version_sort_key, default=""), f"{RELEASES_FOLDER}/{recorded}"
    if recorded and recorded not in folders:
        yield Problem(where, 1, "M101", f"edition {recorded}, the newest by {SETTINGS_PATH}, is gone", RESTORE.format(where))
    elif newest != recorded:
        try:
            line = setting_line(read_text(root, SETTINGS_PATH)[0], "extra", "edition", "released")
        except InvalidYaml:  # reported by navigation_problems
            return
        message = f"extra.edition.released is {recorded or 'absent'}, and the newest edition is {newest}"
        hint = f"./run release writes both: git restore {SETTINGS_PATH} {RELEASES_FOLDER}"
        yield Problem(SETTINGS_PATH, line, "M101", message, hint)
    elif (root / where / SUMS).is_file() and has_other_sums(root, recorded, digest):  # if it is gone, that is reported already
        message = f"not the checksums that {SETTINGS_PATH} records of edition {recorded}"
        yield Problem(f"{where}/{SUMS}", 1, "M101", message, RESTORE.format(where))


def has_other_sums(root: Path, version: str, digest: str) -> bool:
    """Return whether the file of checksums of an edition is gone, or has another sha256."""
    path = root / RELEASES_FOLDER / version / SUMS
    return not path.is_file() or sha256(path) != digest
