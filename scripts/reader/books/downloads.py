"""Offer the whole edition for download once the site is built: an EPUB, a PDF, and a copy of the site that works offline.

Addresses stay the same from version to version; a browser saves the files under names with title and version. The EPUB and the
PDF are cached in build/take/ until their text or what they are made with changes.
"""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pypandoc
from lxml import html

from scripts.reader.books import book_formats, offline_copy
from scripts.reader.books.book import Book
from scripts.reader.books.book_formats import TEMPLATE_DIR, BookError, BookMetadata, write_epub, write_pdf
from scripts.reader.common.dates import format_date
from scripts.reader.common.files import write_if_changed
from scripts.reader.common.problems import Problem, report
from scripts.reader.common.site_paths import ALL_DOCUMENTS, base_url_of
from scripts.reader.edition import load
from scripts.reader.edition.edition import Edition
from scripts.reader.importing.slugs import slugify
from scripts.reader.text.addresses import page_address

DOWNLOADS, FILE_NAME = "take", "annotated-reader"
CACHE_DIR = Path("build/take")
DOWNLOAD_PARAGRAPH = re.compile(r'<p class="?take\b.*?</p>', re.DOTALL)  # what docs/index.md says where no files were made


def print_progress(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def book_html(edition: Edition, site: Path, base: str) -> str:
    """Return the edition as the body of one HTML document, made from its built pages."""
    addresses = [page_address(page) for page in edition.pages]
    articles = {address: html.parse(str(site / address / "index.html")).getroot().xpath(".//article")[0] for address in addresses}
    return Book(edition, base, articles).body_html()


def book_metadata(edition: Edition, home: html.HtmlElement, base: str) -> BookMetadata:
    """Return what the books say about themselves; `home` is the home page of the site and `base` its address."""
    release = f"Version {edition.version}, {format_date(edition.date)}"
    return {
        "title": f"{edition.name} ({release})",
        "name": edition.name,
        "description": home.xpath("string(//meta[@name='description']/@content)"),
        "release": release,
        "version": edition.version,
        "date": edition.date,
        "identifier": base,
    }


def cached_book(path: Path, make: Callable[[str, BookMetadata, Path], str], text: str, metadata: BookMetadata) -> tuple[bytes, str]:
    """Return a book and the letters that its fonts lack, from the cache or, if what it is made of has changed, made anew.

    Args:
        path: The book in the cache; the digest of what it was made of, and the letters, stand beside it.
        make: Writes the book to a path, and returns the letters.
        text: The body of the book, as HTML.
        metadata: What the book says about itself.
    """
    stamp = path.with_name(f"{path.name}.sha256")
    sources = [Path(__file__), Path(book_formats.__file__), *sorted(TEMPLATE_DIR.iterdir())]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in sources]
    versions = [pypandoc.get_pandoc_version(), version("typst")]
    key = hashlib.sha256(json.dumps([text, metadata, digests, versions]).encode()).hexdigest()
    made_of, _, missing = stamp.read_text(encoding="utf-8").partition(" ") if stamp.is_file() else ("", "", "")
    if not path.is_file() or made_of != key:
        print_progress(f"Making {path.name} ...")
        stamp.unlink(missing_ok=True)
        folder = path.with_name(f"{path.name}.unfinished")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        missing = make(text, metadata, folder / path.name)
        write_if_changed(path, (folder / path.name).read_bytes())
        shutil.rmtree(folder)
        write_if_changed(stamp, f"{key} {missing}")
    return path.read_bytes(), missing


def make_books(root: Path, site: Path, edition: Edition) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the EPUB and the PDF of a built site by suffix, and what is wrong if they cannot be made (S107), or lack letters (D103)."""
    if unbuilt := [page.path for page in edition.pages if not (site / page_address(page) / "index.html").is_file()]:
        message, hint = "the page was not there when the site was built", "./run build once more"
        return {}, [Problem(path, 1, "S107", message, hint) for path in unbuilt]
    base, home = base_url_of(site), html.parse(str(site / "index.html")).getroot()
    metadata, text = book_metadata(edition, home, base), book_html(edition, site, base)
    books: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        for suffix, make in (("epub", write_epub), ("pdf", write_pdf)):
            books[suffix], missing = cached_book(root / CACHE_DIR / f"{FILE_NAME}.{suffix}", make, text, metadata)
            problems += missing_letter_problems(root, missing)
    except BookError as error:
        told = [line for line in str(error).splitlines() if re.match(r"[a-z]", line)]  # without the lines that draw where it was
        problems.append(Problem("docs", 1, "S107", "\n    ".join(told)))
    return books, problems


def missing_letter_problems(root: Path, letters: str) -> Iterator[Problem]:
    """Report the letters that the PDF cannot print, each file at the first place where it has one (D103)."""
    paths = [*sorted(root.glob("docs/**/*.md")), *root.glob("docs/*.yaml"), root / "bibliography.bib"] if letters else []
    hint = (
        "add a font that has them to scripts/reader/books/templates/, and its name to the fonts in scripts/reader/books/templates/book.typ"
    )
    left = set(letters)
    for path in paths:
        text = path.read_text(encoding="utf-8")
        places = {place: letter for letter in left if (place := text.find(letter)) >= 0}
        if places:
            shown = " ".join(places[place] for place in sorted(places))
            message = f"no font of the PDF has the letters {shown}: it prints {book_formats.SUBSTITUTE} for each"
            yield Problem(path.relative_to(root).as_posix(), text.count("\n", 0, min(places)) + 1, "D103", message, hint)
        left -= set(places.values())


def make_offline_zip(root: Path, site: Path, edition: Edition) -> bytes:
    """Return the site as a zip file, with all that its search finds."""
    documents = json.loads((root / ALL_DOCUMENTS).read_text(encoding="utf-8"))
    date, folder = datetime.fromisoformat(edition.date), f"{FILE_NAME}-{edition.version}"
    return offline_copy.pack_site(site, documents, base_url_of(site), folder, date, leave_out=(DOWNLOADS, "editions", "pagefind"))


def format_size(size: int) -> str:
    """Return a number of bytes in MB or kB."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(round(size / 1000), 1)} kB"


def download_list(name: str, version: str, sizes: dict[str, int]) -> str:
    """Return the list of the files for the home page, as HTML.

    Args:
        name: The name of the edition; what stands before a colon is in the names under which browsers save the files.
        version: Its version, which is in them, too.
        sizes: The size of each file in bytes, by suffix; 0 if it is not yet known.
    """
    uses = {
        "epub": "EPUB for e-readers and phones",
        "pdf": "PDF for printing",
        "zip": "Offline copy of this site: unzip it and open index.html",
    }
    items, saved = "", slugify(name.partition(": ")[0]) or FILE_NAME
    for suffix, size in sizes.items():
        items += f'<li><a href="{DOWNLOADS}/{FILE_NAME}.{suffix}" download="{saved}-{version}.{suffix}">{uses[suffix]}</a>'
        items += f" ({format_size(size)})</li>" if size else "</li>"
    return f'<ul class="take">{items}</ul>'


def write_downloads(root: Path, site: Path) -> int:
    """Write the files of a built site under site/take/, link them from its home page, and return an exit code."""
    edition = load.load_edition(root)
    books, problems = make_books(root, site, edition)
    if problems:
        print_progress(report(problems))
    if any(not problem.is_to_do for problem in problems):
        return 1
    for suffix, data in books.items():
        write_if_changed(site / DOWNLOADS / f"{FILE_NAME}.{suffix}", data)
    home = site / "index.html"
    before, sizes = home.read_text(encoding="utf-8"), {suffix: len(data) for suffix, data in books.items()} | {"zip": 0}
    listed = partial(download_list, edition.name, edition.version)
    write_if_changed(home, DOWNLOAD_PARAGRAPH.sub(lambda _: listed(sizes), before))
    print_progress(f"Making {FILE_NAME}.zip ...")
    zipped = make_offline_zip(root, site, edition)
    write_if_changed(site / DOWNLOADS / f"{FILE_NAME}.zip", zipped)
    write_if_changed(home, DOWNLOAD_PARAGRAPH.sub(lambda _: listed(sizes | {"zip": len(zipped)}), before))
    return 0
