"""Freeze the site as an edition that never changes.

    ./run release 1.0.0 [--date 2027-01-31]

Builds the site with that version in its tags and citations, checks it, and writes editions/1.0.0/ and the version in mkdocs.yml and
CITATION.cff: one change, to be committed. Writes nothing if anything is wrong. The folder comes last and as a whole:
where it is, the release is done; a release that was stopped before can be started again.
"""

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin

from scripts.reader.books import downloads
from scripts.reader.build import pre_render
from scripts.reader.build.check import check_edition
from scripts.reader.build.render import build
from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN
from scripts.reader.common.files import read_text, write_if_changed
from scripts.reader.common.problems import report
from scripts.reader.edition.settings import parse_settings
from scripts.reader.releases import archive, version_files

SETTINGS, CITATION = "mkdocs.yml", "CITATION.cff"
STAGED = ".being-released-"


class Refused(Exception):
    """Why nothing was released, in words."""


def git(root: Path, *arguments: str) -> bytes:
    """What git answers; Refused if there is no git, or no repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True)
    except OSError as error:
        raise Refused("git is needed, to release what was committed and nothing else.") from error
    if done.returncode:
        raise Refused(f"git {arguments[0]} failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def versioned(texts: dict[str, str], version: str, date: str) -> dict[str, str]:
    """The files that say which version this is, with another one."""
    try:
        changed = {SETTINGS: version_files.with_setting(texts[SETTINGS], version, date)}
        return changed | ({CITATION: version_files.with_citation(texts[CITATION], version, date)} if CITATION in texts else {})
    except ValueError as error:
        raise Refused(f"{error}.") from error


def uncommitted(root: Path, version: str) -> list[str]:
    """Changed files that are not committed, apart from what a release of this version that was stopped has written."""
    listed = git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames").decode().split("\0")
    changed = [line[3:] for line in listed if line]
    return [path for path in changed if not (path in (SETTINGS, CITATION) and differs_only_in_version(root, path, version))]


def differs_only_in_version(root: Path, path: str, version: str) -> bool:
    """Whether a changed file differs from the committed one by the version alone, as if a release had written it."""
    before, now = git(root, "show", f"HEAD:{path}").decode(), read_text(root, path)[0]
    change = version_files.with_setting if path == SETTINGS else version_files.with_citation
    try:
        return any(now == change(before, version, date) for date in version_files.dates(now))
    except ValueError:
        return False


def site_address(text: str) -> str:
    """The address of the living site, as mkdocs.yml and the environment give it."""
    return str(parse_settings(text).get("site_url") or "").rstrip("/") + "/"


def make(copy: Path, version: str, date: str, site: str) -> None:
    """In a copy of the project, make the edition, and check the copy with it. Refused with all problems, if there are any."""
    texts = {path: read_text(copy, path)[0] for path in (SETTINGS, CITATION) if (copy / path).exists()}
    for path, text in versioned(texts, version, date).items():
        write_if_changed(copy / path, text)
    edition, folder = pre_render.run(copy), copy / RELEASES_FOLDER / version
    refuse(report([*edition.problems, *archive.problems(copy, edition)]))
    print(f"Building edition {version} ...", flush=True)
    archive.write_manifest(copy, edition, version, date, site)
    with tempfile.TemporaryDirectory() as temporary:
        refuse(report(build(copy, Path(temporary), SITE_URL=urljoin(site, f"{RELEASES_FOLDER}/{version}/"))))
        if downloads.write_downloads(copy, Path(temporary)):
            raise Refused("the books could not be made.")
        write_if_changed(folder / archive.ARCHIVE, archive.pack(Path(temporary)))
    archive.write_sums(folder)
    print("Checking the living site with it ...", flush=True)
    refuse(report(check_edition(copy)[1]))


def refuse(problems: str) -> None:
    if problems:
        raise Refused(f"the edition has problems; ./run check tells them, too:\n{problems}")


def install(root: Path, copy: Path, version: str) -> None:
    """Bring the edition from the copy into the project: the version first, the finished folder last, in one step."""
    (root / RELEASES_FOLDER).mkdir(exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=STAGED, dir=root / RELEASES_FOLDER))
    shutil.copytree(copy / RELEASES_FOLDER / version, staged, dirs_exist_ok=True)
    staged.chmod(0o755)
    if (root / RELEASES_FOLDER / version).exists():
        raise Refused(f"edition {version} was released meanwhile.")
    for path in (SETTINGS, CITATION):
        if (copy / path).exists():
            write_if_changed(root / path, (copy / path).read_bytes())
    os.rename(staged, root / RELEASES_FOLDER / version)
    for left in (root / RELEASES_FOLDER).glob(f"{STAGED}*"):  # by releases that were stopped
        shutil.rmtree(left, ignore_errors=True)


def run(root: Path, version: str, date: str) -> None:
    """Release a version. Refused, with nothing written, if anything is wrong."""
    settings, _ = read_text(root, SETTINGS)
    site = site_address(settings)
    known = [path.name for path in (root / RELEASES_FOLDER).glob("*/") if VERSION_PATTERN.fullmatch(path.name)]
    refused = list(version_files.refusals(version, date, site, known))
    if refused:
        raise Refused("\n".join(refused))
    changed = uncommitted(root, version)
    if changed:
        told = "\n".join(f"  {path}" for path in changed)
        raise Refused(f"these files are not committed; commit them first, or take them out of the way:\n{told}")
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "project"
        git(root, "checkout-index", "--all", f"--prefix={copy}/")
        make(copy, version, date, site)
        install(root, copy, version)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run release", description="Freeze the site as an edition that never changes.")
    parser.add_argument("version", help="three numbers, such as 1.0.0")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the day of the edition, if it is not today: 2027-01-31")
    given = parser.parse_args(arguments)
    try:
        run(Path.cwd(), given.version, given.date)
    except Refused as reason:
        print(f"Nothing was released: {reason}", file=sys.stderr)
        return 1
    print(
        f"Edition {given.version} is in {RELEASES_FOLDER}/{given.version}/. Commit it, and tag the commit:\n"
        f"  git add {RELEASES_FOLDER} {SETTINGS} {CITATION}\n  git commit -m 'Edition {given.version}'\n  git tag v{given.version}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
