"""Make a release: freeze the site as an edition under editions/ that never changes.

All is made and checked in a copy of the committed files. The edition's folder comes into the project last and as a whole:
where it is, the release is done; one that was interrupted before can be started again.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urljoin

from scripts.reader.books import downloads
from scripts.reader.build import pre_render
from scripts.reader.build.check import check_edition
from scripts.reader.build.render import build
from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN
from scripts.reader.common.files import read_text, write_if_changed
from scripts.reader.common.problems import Problem, report
from scripts.reader.edition.settings import parse_settings
from scripts.reader.releases import archive, version_files, working_tree
from scripts.reader.releases.version_files import SETTINGS, VERSION_FILES, ReleaseRefused

STAGED_PREFIX = ".being-released-"


def make_release(root: Path, version: str, date: str, show_progress: Callable[[str], object]) -> None:
    """Release a version of the edition, or raise ReleaseRefused with nothing written.

    Args:
        root: the project.
        version: three numbers, such as 1.0.0.
        date: the day of the edition, in ISO 8601.
        show_progress: called with a line before each long step.
    """
    site = site_address(read_text(root, SETTINGS)[0])
    released = [path.name for path in (root / RELEASES_FOLDER).glob("*/") if VERSION_PATTERN.fullmatch(path.name)]
    if reasons := list(version_files.refusal_reasons(version, date, site, released)):
        raise ReleaseRefused("\n".join(reasons))
    if changed := working_tree.uncommitted_files(root, version):
        paths = "\n".join(f"  {path}" for path in changed)
        raise ReleaseRefused(f"these files are not committed; commit them first, or take them out of the way:\n{paths}")
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "project"
        working_tree.copy_committed_files(root, copy)
        write_version(copy, version, date)
        make_edition(copy, version, date, site, show_progress)
        show_progress("Checking the living site with it ...")
        refuse_if(check_edition(copy)[1])
        install(root, copy, version)


def site_address(settings: str) -> str:
    """Return the address of the living site, as mkdocs.yml and the environment give it, with a slash at its end."""
    return str(parse_settings(settings).get("site_url") or "").rstrip("/") + "/"


def write_version(root: Path, version: str, date: str) -> None:
    """Write a version and its date into the files that say which version this is."""
    texts = {path: read_text(root, path)[0] for path in VERSION_FILES if (root / path).exists()}
    for path, text in version_files.with_version(texts, version, date).items():
        write_if_changed(root / path, text)


def make_edition(root: Path, version: str, date: str, site: str, show_progress: Callable[[str], object]) -> None:
    """Make editions/<version>/ of the project, or raise ReleaseRefused with all problems.

    Args:
        root: the project, a copy of the real one, whose files carry the version already.
        version: three numbers, such as 1.0.0.
        date: the day of the edition, in ISO 8601.
        site: the address of the living site.
        show_progress: called with a line before each long step.
    """
    edition, folder = pre_render.run(root), root / RELEASES_FOLDER / version
    refuse_if([*edition.problems, *archive.problems(root, edition)])
    show_progress(f"Building edition {version} ...")
    archive.write_manifest(root, edition, version, date, site)
    with tempfile.TemporaryDirectory() as temporary:
        built = Path(temporary)
        refuse_if(build(root, built, SITE_URL=urljoin(site, f"{RELEASES_FOLDER}/{version}/")))
        if downloads.write_downloads(root, built):
            raise ReleaseRefused("the books could not be made.")
        write_if_changed(folder / archive.ARCHIVE, archive.pack(built))
    archive.write_sums(folder)


def refuse_if(problems: Iterable[Problem]) -> None:
    if text := report(problems):
        raise ReleaseRefused(f"the edition has problems; ./run check tells them, too:\n{text}")


def install(root: Path, copy: Path, version: str) -> None:
    """Bring the edition from the copy into the project: the version first, the finished folder last, in one step."""
    releases = root / RELEASES_FOLDER
    releases.mkdir(exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=STAGED_PREFIX, dir=releases))
    shutil.copytree(copy / RELEASES_FOLDER / version, staged, dirs_exist_ok=True)
    staged.chmod(0o755)
    if (releases / version).exists():
        raise ReleaseRefused(f"edition {version} was released meanwhile.")
    for path in VERSION_FILES:
        if (copy / path).exists():
            write_if_changed(root / path, (copy / path).read_bytes())
    os.rename(staged, releases / version)
    for abandoned in releases.glob(f"{STAGED_PREFIX}*"):  # by interrupted releases
        shutil.rmtree(abandoned, ignore_errors=True)
