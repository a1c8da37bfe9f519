"""Released editions on disk, and their place in the built site.

editions/<version>/manifest.jsonl   what the edition promises (scripts/reader/edition/manifest.py)
editions/<version>/site.tar.xz      its pages as they were built
editions/<version>/sbom.cdx.json    what it was built with (bill_of_materials.py)
editions/<version>/sha256           the checksums of all, as sha256sum writes and checks them
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Collection, Iterable, MutableMapping
from pathlib import Path, PurePosixPath

from scripts.reader.citing import citable_items
from scripts.reader.common.addresses import RELEASES_FOLDER, paper_slug
from scripts.reader.common.files import write_if_changed, write_output
from scripts.reader.edition import manifest, redirects
from scripts.reader.edition.edition import Edition
from scripts.reader.releases import frozen_pages, integrity, quotations
from scripts.reader.releases.bill_of_materials import BILL_NAME
from scripts.reader.releases.integrity import ARCHIVE, SUMS, sha256
from scripts.reader.search.search_documents import Document
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.web import slots

CHECK_PAGE = "about/check"
COMPARISON = ("quotation-tokens", "quotation-alignment", "quotation-comparison", "quotation-differences", "check-results", "check")
CHECK_SCRIPTS = "".join(
    f'<script src="{address}" defer></script>\n' for address in ("editions.js", *(f"../../assets/{name}.js" for name in COMPARISON))
)
OWN_TEXTS = "own-texts.js"
FOR_THE_HOST = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "robots.txt",
    "_headers",
    ".htaccess",
    ".caddy-headers.conf",
    ".nginx-headers.conf",
    ".well-known",
)  # of a whole site only
CACHE_DIR = "build/editions"  # unpacked, while the site is served


class AlteredRelease(Exception):
    """A released edition is not as it was released."""


def pack(site: Path) -> bytes:
    """The files of a site as an archive that depends on nothing but their names and bytes."""
    buffer, files = io.BytesIO(), (path for path in site.rglob("*") if path.is_file())
    with tarfile.open(fileobj=buffer, mode="w:xz", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(path for path in files if path.relative_to(site).parts[0] not in FOR_THE_HOST):
            member = tarfile.TarInfo(path.relative_to(site).as_posix())
            member.size, member.mode = path.stat().st_size, 0o644
            with path.open("rb") as file:
                archive.addfile(member, file)
    return buffer.getvalue()


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files of an archive into a folder. ValueError if one would not lie in it."""
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:xz") as opened:
        for member in opened:
            name = PurePosixPath(member.name)
            content = opened.extractfile(member) if member.isfile() else None
            if content is None or name.is_absolute() or ".." in name.parts:
                raise ValueError(f"{member.name} in the archive of an edition is not a file under it")
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def write_sums(folder: Path) -> None:
    """Write the checksums of an edition's files beside them."""
    write_if_changed(folder / SUMS, "".join(f"{sha256(folder / name)}  {name}\n" for name in (manifest.MANIFEST_NAME, ARCHIVE, BILL_NAME)))


def sums(root: Path, edition: Edition) -> dict[str, str]:
    """The sha256 of the checksums of every released edition, by version: what the next one remembers of them."""
    return {one.version: sha256(root / RELEASES_FOLDER / one.version / SUMS) for one in edition.released}


def titles(edition: Edition) -> dict[str, str]:
    """What every page is called where others are, too, by address."""
    papers = {f"docs/papers/{paper.slug}": paper for paper in edition.papers}

    def title(page: Page) -> str:
        name, paper = citable_items.page_title(page) if page_address(page) else edition.name, papers.get(page.path.rsplit("/", 1)[0])
        return name if not paper else paper.short_title if page is paper.index else f"{name} ({paper.short_title})"

    return {page_address(page): title(page) for page in edition.pages}


def write_manifest(root: Path, edition: Edition, version: str, date: str, site: str) -> None:
    pages = {address: (title, edition.paragraph_texts.get(address, {})) for address, title in titles(edition).items()}
    text = manifest.format_manifest(version, date, site, pages, sums(root, edition))
    write_if_changed(root / RELEASES_FOLDER / version / manifest.MANIFEST_NAME, text)


def living_base(edition: Edition, base: str) -> str:
    """The address of the living site; base is that of the site built, which is longer for a released edition."""
    return base.removesuffix(f"{RELEASES_FOLDER}/{edition.newest.version}/") if edition.newest else base


def apply(
    edition: Edition,
    site: Path,
    pages: MutableMapping[str, str],
    base: str,
    documents: Iterable[Document] = (),
    changed: Collection[str] | None = None,
) -> None:
    """Give the page that compares quotations its data; freeze a released edition, or give a living site its redirects.

    Args:
        edition: The edition.
        site: The folder of the built site.
        pages: Its pages, by path.
        base: The address of the site.
        documents: All that search finds.
        changed: The pages (docs/...) that have changed, if the data of the other papers still stand from an earlier build.
    """
    living, names, check_page = living_base(edition, base), titles(edition), f"{CHECK_PAGE}/index.html"
    if check_page in pages:
        write_comparison(edition, site / CHECK_PAGE, names, base != living, changed, documents)
        if changed is None or f"docs/{CHECK_PAGE}.md" in changed:
            pages[check_page] = slots.fill(pages[check_page], "scripts", CHECK_SCRIPTS)
    if edition.newest and base != living:
        for path in list(pages):
            pages[path] = frozen_pages.freeze(pages[path], path, living, edition.newest.version, edition.newest.date)
    else:
        redirect(edition, pages, base, names)


def write_comparison(
    edition: Edition,
    folder: Path,
    names: dict[str, str],
    frozen: bool,
    changed: Collection[str] | None,
    documents: Iterable[Document] = (),
) -> None:
    """Write what the page in a folder compares quotations with.

    That is a script with the text of each paper, one with the texts of this edition itself, and one that names them all.

    They are scripts because from disk a browser loads nothing else. Each is asked for with its digest, so that none is an old one.

    Args:
        edition: The edition.
        folder: The folder of the page.
        names: What every page is called, by address.
        frozen: Whether the page is that of a released edition.
        changed: The pages (docs/...) that have changed, if only some have.
        documents: All that search finds.
    """
    papers = quotations.list_papers(edition, frozen)
    paths = {paper: folder / "editions" / f"{paper}.js" for paper in papers}
    slugs = None if changed is None else {paper_slug(path.removeprefix("docs/")) for path in changed}
    wanted = [paper for paper in papers if slugs is None or paper in slugs or not paths[paper].is_file()]
    for paper, found in quotations.paper_data(edition, names, wanted, frozen).items():
        write_output(paths[paper], f"readerEditions.texts[{as_json(paper)}] = {as_json(found)};\n")
    write_output(folder / OWN_TEXTS, f"readerEditions.ownTexts = {as_json(quotations.own_texts(documents))};\n")
    groups = quotations.group_by_redirects(papers, redirects.redirect_targets(edition.redirects))
    index = {
        "editions": quotations.list_editions(edition, frozen),
        "work": quotations.describe_work(edition),
        "papers": [{paper: sha256(paths[paper])[:8] for paper in group} for group in groups],
        "own": sha256(folder / OWN_TEXTS)[:8],
        "texts": {},
    }
    write_output(folder / "editions.js", f"window.readerEditions = {as_json(index)};\n")


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def redirect(edition: Edition, pages: MutableMapping[str, str], base: str, names: dict[str, str]) -> None:
    """Add the pages that lead from old addresses to new ones, and lines under the ids of paragraphs that left a page."""
    leads = redirects.redirect_targets(edition.redirects)
    places: dict[str, dict[str, str]] = {}
    for old, new in leads.items():
        page, mark, place = old.partition("#")
        if mark:
            places.setdefault(page, {})[place] = new
    for page, found in places.items():
        for address in {page, f"papers/{paper_slug(page)}/text/"} & edition.addresses:
            path = f"{address}index.html"
            missing = {place: new for place, new in found.items() if f'id="{place}"' not in pages[path]}
            if missing:
                pages[path] = frozen_pages.with_moved_places(pages[path], address, missing, names)
    for old, new in leads.items():
        if "#" not in old:
            pages[f"{old}index.html"] = frozen_pages.moved_page(edition.name, base, old, new, places.get(old, {}))
            cite = [f"cite/{address.partition('#')[0].strip('/') or 'index'}.html" for address in (old, new)]
            if cite[1] in pages:
                pages[cite[0]] = frozen_pages.moved_page(edition.name, base, cite[0], cite[1], {})


def publish(edition: Edition, site: Path, root: Path, for_development: bool = False) -> None:
    """Put every released edition into the living site, byte for byte.

    Args:
        edition: The edition.
        site: The folder of the built site.
        root: The project.
        for_development: Whether the site is made anew with every change that an editor saves: editions are then unpacked once and linked.

    Raises:
        AlteredRelease: A released edition is not as it was released.
    """
    wrong = [str(problem) for problem in integrity.problems(root, edition)]
    if wrong:
        raise AlteredRelease("\n".join(wrong))
    for one in edition.released:
        archive = (root / RELEASES_FOLDER / one.version / ARCHIVE).read_bytes()
        place = site / RELEASES_FOLDER / one.version
        if not for_development:
            unpack(archive, place)
        elif not place.is_dir():  # a server that renders only what changed leaves it where it is
            kept = root / CACHE_DIR / hashlib.sha256(archive).hexdigest()
            if not kept.is_dir():
                staged = kept.with_name(f".{kept.name}")
                shutil.rmtree(staged, ignore_errors=True)
                unpack(archive, staged)
                staged.rename(kept)
            shutil.copytree(kept, place, copy_function=link)


def link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # some file systems have no links
        shutil.copyfile(old, new)
