"""Make a release: freeze the site as an edition under editions/ that never changes.

All is made and checked in a copy of the committed files. The edition, its version and its checksums then come into the project
as one change: after any interruption all of it is there, or nothing.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urljoin

from scripts.reader.books import downloads
from scripts.reader.build import package_licences, pre_render
from scripts.reader.build.check import check_edition
from scripts.reader.build.render import build
from scripts.reader.build.work_folder import work_folder
from scripts.reader.common import transaction
from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.files import read_text, write_if_changed
from scripts.reader.common.problems import Problem, report
from scripts.reader.edition.settings import edition_settings, missing_names, parse_settings
from scripts.reader.edition.to_do import to_do
from scripts.reader.releases import archive, bill_of_materials, integrity, version_files, working_tree
from scripts.reader.releases.version_files import SETTINGS, VERSION_FILES, ReleaseRefused


def make_release(root: Path, version: str, date: str, show_progress: Callable[[str], object]) -> None:
    """Release a version of the edition, or raise ReleaseRefused with nothing written.

    Args:
        root: the project.
        version: three numbers, such as 1.0.0.
        date: the day of the edition, in ISO 8601.
        show_progress: called with a line before each long step.
    """
    with transaction.lock(root, "release", "releasing an edition"), work_folder(root, "release-work") as work:
        copy = work / "project"
        with build_lock(root), transaction.locked(root):
            site = site_address(read_text(root, SETTINGS)[0])
            refuse_early(root, version, date, site)
            working_tree.copy_committed_files(root, copy)
        for warning in missing_names(edition_settings(read_text(copy, SETTINGS)[0], os.environ.get("CONTACT", ""))[0]):
            show_progress(f"Warning: {warning}")
        write_version(copy, version, date)
        make_edition(copy, version, date, site, show_progress)
        write_version(copy, version, date, integrity.sha256(copy / RELEASES_FOLDER / version / integrity.SUMS))
        show_progress("Checking the living site with it ...")
        refuse_if(check_edition(copy)[1])
        install(root, copy, version, date)


def refuse_early(root: Path, version: str, date: str, site: str) -> None:
    """Raise ReleaseRefused if this version cannot be released, or not from the project as it stands."""
    released = [path.name for path in (root / RELEASES_FOLDER).glob("*/") if VERSION_PATTERN.fullmatch(path.name)]
    if reasons := list(version_files.refusal_reasons(version, date, site, released)):
        raise ReleaseRefused("\n".join(reasons))
    if changed := working_tree.uncommitted_files(root):
        paths = "\n".join(f"  {path}" for path in changed)
        raise ReleaseRefused(f"these files are not committed; commit them first, or take them out of the way:\n{paths}")


def site_address(settings: str) -> str:
    """Return the address of the living site, as mkdocs.yml and the environment give it, with a slash at its end."""
    return str(parse_settings(settings).get("site_url") or "").rstrip("/") + "/"


def write_version(root: Path, version: str, date: str, digest: str = "") -> None:
    """Write a version into the files that say which version this is: see version_files.with_version."""
    for path, text in version_texts(root, version, date, digest).items():
        write_if_changed(root / path, text)


def version_texts(root: Path, version: str, date: str, digest: str) -> dict[str, str]:
    """Return the files that say which version this is, by path, with this version."""
    texts = {path: read_text(root, path)[0] for path in VERSION_FILES if (root / path).exists()}
    return version_files.with_version(texts, version, date, digest)


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
    lock, unreadable = read_text(root, bill_of_materials.LOCK_PATH)
    refuse_if([*edition.problems, *unreadable, *integrity.problems(root, edition), *to_do(edition)])
    show_progress(f"Building edition {version} ...")
    archive.write_manifest(root, edition, version, date, site)
    with work_folder(root, "built") as built:
        refuse_if(build(root, built, SITE_URL=urljoin(site, f"{RELEASES_FOLDER}/{version}/")))
        if downloads.write_downloads(root, built):
            raise ReleaseRefused("the books could not be made.")
        write_if_changed(folder / integrity.ARCHIVE, archive.pack(built))
    scripts = [path.read_text(encoding="utf-8") for path in sorted(root.glob("overrides/assets/*js"))]
    licences = package_licences.licences(bill_of_materials.pinned_names(lock))
    bill = bill_of_materials.bill_of_materials(edition.name, version, date, lock, scripts, licences)
    write_if_changed(folder / bill_of_materials.BILL_NAME, bill)
    archive.write_sums(folder)


def refuse_if(problems: Iterable[Problem]) -> None:
    if text := report(problems):
        raise ReleaseRefused(f"the edition has problems; ./run check tells them, too:\n{text}")


def install(root: Path, copy: Path, version: str, date: str) -> None:
    """Bring the edition and its version from the copy into the project, as one change, or raise ReleaseRefused."""
    folder = f"{RELEASES_FOLDER}/{version}"
    files = {f"{folder}/{path.name}": path.read_bytes() for path in (copy / folder).iterdir()}
    digest = integrity.sha256(copy / folder / integrity.SUMS)
    with build_lock(root), transaction.locked(root):
        if (root / folder).exists():
            raise ReleaseRefused(f"edition {version} was released meanwhile.")
        texts = version_texts(root, version, date, digest)
        transaction.write(root, files | {path: text.encode() for path, text in texts.items()})
