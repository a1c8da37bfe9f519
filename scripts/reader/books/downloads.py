"""After the site is built: the whole edition to take with you, as an EPUB, a PDF and a copy of the site that works without a network.

The addresses stay the same from version to version; a browser saves the files under names that tell the version.
The EPUB and the PDF are kept in build/take/ until the text or the means of making them change.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypandoc
import typst
from lxml import html

from scripts.reader.books import offline_copy
from scripts.reader.books.book import Book
from scripts.reader.common.dates import format_date
from scripts.reader.common.files import write_if_changed
from scripts.reader.common.problems import Problem, report
from scripts.reader.common.site_paths import ALL_DOCUMENTS, base_url_of
from scripts.reader.edition import load
from scripts.reader.edition.edition import Edition
from scripts.reader.text.addresses import page_address

DOWNLOADS, FILE_NAME = "take", "annotated-reader"
CACHE_DIR = Path("build/take")
TEMPLATE_DIR = Path(__file__).parent / "templates"  # templates, styles, and a font for the letters that Typst's own fonts lack
DOWNLOAD_PARAGRAPH = re.compile(r'<p class="?take\b.*?</p>', re.DOTALL)  # what docs/index.md says where no files were made
FROM_HTML = "--from=html+epub_html_exts"
BookMetadata = dict[str, str]


MISSING_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')


class BookError(Exception):
    """What a program said when it could not make a book."""


def print_progress(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def book_html(edition: Edition, site: Path, base: str) -> str:
    """The edition as the body of one HTML document, from its built pages."""
    pages = [page_address(page) for page in edition.pages]
    return Book(edition, base, {page: html.parse(str(site / page / "index.html")).getroot().find(".//article") for page in pages}).text()


def book_metadata(edition: Edition, home: html.HtmlElement, base: str) -> BookMetadata:
    """What the books say of themselves."""
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


def run_pandoc(text: str, date: str, *options: str) -> str:
    """What pandoc makes of a body of HTML; it dates what it makes as the edition is dated, so that two builds give the same bytes."""
    made = datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()
    command = [pypandoc.get_pandoc_path(), FROM_HTML, "--wrap=none", *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(made))}
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", env=environment)
    if done.returncode or done.stderr:
        raise BookError(f"pandoc: {done.stderr.strip()}")
    return done.stdout


def compile_typst(source: bytes | Path, about: BookMetadata, **settings: object) -> bytes:
    """What Typst makes of a document; with the fonts that it brings and our own, and none of this machine's."""
    try:
        made, warnings = typst.compile_with_warnings(
            source, root=TEMPLATE_DIR, font_paths=[TEMPLATE_DIR], ignore_system_fonts=True, sys_inputs=about, **settings
        )
    except typst.TypstError as error:
        raise BookError(error.diagnostic) from error
    if warnings:
        raise BookError("\n".join(f"typst: {warning.message}" for warning in warnings))
    return made


def write_epub(text: str, about: BookMetadata, path: Path) -> None:
    cover = path.with_suffix(".png")
    write_if_changed(cover, compile_typst(TEMPLATE_DIR / "cover-page.typ", about, format="png", ppi=216.0))
    fields = {key: about[key] for key in ("title", "description", "date", "identifier")} | {
        "lang": "en-GB",
        "rights": "Notes, entries and head-notes: CC BY 4.0. The papers' text remains its authors'.",
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText"],
        "accessibilityHazards": ["none"],
        "accessibilitySummary": "Text with headings, linked notes and numbered paragraphs. The only picture is the cover.",
    }
    metadata = path.with_suffix(".json")
    write_if_changed(metadata, json.dumps(fields))
    options = [
        "--to=epub3",
        f"--output={path}",
        f"--metadata-file={metadata}",
        f"--epub-cover-image={cover}",
        f"--css={TEMPLATE_DIR / 'epub.css'}",
    ]
    run_pandoc(text, about["date"], *options, "--toc", "--toc-depth=2", "--split-level=2")


def write_pdf(text: str, about: BookMetadata, path: Path) -> None:
    source = run_pandoc(
        text, about["date"], "--to=typst-smart", f"--template={TEMPLATE_DIR / 'book.typ'}", f"--lua-filter={TEMPLATE_DIR / 'typst.lua'}"
    )
    write_if_changed(path.with_suffix(".typ"), source)
    write_if_changed(path, compile_typst(source.encode(), about, pdf_standards=["ua-1"], format="pdf"))


def cached_book(root: Path, name: str, make: Callable[[str, BookMetadata, Path], None], text: str, about: BookMetadata) -> bytes:
    """A book as bytes; made anew if its text, its particulars or the means of making it have changed."""
    path, stamp = root / CACHE_DIR / name, root / CACHE_DIR / f"{name}.sha256"
    means = [hashlib.sha256(file.read_bytes()).hexdigest() for file in [Path(__file__), *sorted(TEMPLATE_DIR.iterdir())]]
    versions = [pypandoc.get_pandoc_version(), typst.__version__]
    key = hashlib.sha256(json.dumps([text, about, means, versions]).encode()).hexdigest()
    if not (path.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == key):
        print_progress(f"Making {name} ...")
        stamp.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            make(text, about, Path(folder, name))
            write_if_changed(path, Path(folder, name).read_bytes())
        write_if_changed(stamp, key)
    return path.read_bytes()


def format_size(count: int) -> str:
    """A number of bytes as a reader says it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(round(count / 1000), 1)} kB"


def download_list(version: str, sizes: dict[str, int]) -> str:
    """The list of the files on the home page: what each is for, and its size unless that is 0, not yet known."""
    uses = {"epub": "EPUB, for e-readers and phones", "pdf": "PDF, for paper", "zip": "This site as a zip file: unpack it, open index.html"}
    items = ""
    for kind, count in sizes.items():
        items += f'<li><a href="{DOWNLOADS}/{FILE_NAME}.{kind}" download="{FILE_NAME}-{version}.{kind}">{uses[kind]}</a>'
        items += f" ({format_size(count)})</li>" if count else "</li>"
    return f'<ul class="take">{items}</ul>'


def make_books(root: Path, site: Path, edition: Edition) -> tuple[dict[str, bytes], list[Problem]]:
    """The EPUB and the PDF of a built site, and what is wrong if they cannot be made (S107)."""
    base, home = base_url_of(site), html.parse(str(site / "index.html")).getroot()
    about, text = book_metadata(edition, home, base), book_html(edition, site, base)
    made: dict[str, bytes] = {}
    try:
        for kind, maker in (("epub", write_epub), ("pdf", write_pdf)):
            made[kind] = cached_book(root, f"{FILE_NAME}.{kind}", maker, text, about)
    except BookError as failure:
        letters = sorted(set(MISSING_LETTER.findall(str(failure))))
        return made, [missing_letter_problem(root, letter) for letter in letters] or [Problem("docs", 1, "S107", str(failure).strip())]
    return made, []


def missing_letter_problem(root: Path, letter: str) -> Problem:
    """A letter that the PDF cannot print, with the first place where it is written."""
    paths = [*sorted(root.glob("docs/**/*.md")), *root.glob("docs/*.yaml"), root / "bibliography.bib"]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    path = next((path for path, text in texts.items() if letter in text), "docs")
    line = texts.get(path, "").partition(letter)[0].count("\n") + 1
    hint = "add a font that has it to scripts/reader/books/templates/, and its name to the fonts in scripts/reader/books/templates/book.typ"
    return Problem(path, line, "S107", f'no font of the PDF has the letter "{letter}"', hint)


def make_offline_zip(root: Path, site: Path, edition: Edition) -> bytes:
    """The site as a zip file, with all that its search finds."""
    documents = json.loads((root / ALL_DOCUMENTS).read_text(encoding="utf-8"))
    date, folder = datetime.fromisoformat(edition.date), f"{FILE_NAME}-{edition.version}"
    return offline_copy.pack_site(site, documents, base_url_of(site), folder, date, leave_out=(DOWNLOADS, "editions", "pagefind"))


def write_downloads(root: Path, site: Path) -> int:
    """Write the files of a built site under site/take/ and link them from its home page; an exit code."""
    edition = load.load_edition(root)
    made, problems = make_books(root, site, edition)
    if problems:
        print_progress(report(problems))
        return 1
    for kind, data in made.items():
        write_if_changed(site / DOWNLOADS / f"{FILE_NAME}.{kind}", data)
    home = site / "index.html"
    before, sizes = home.read_text(encoding="utf-8"), {kind: len(data) for kind, data in made.items()} | {"zip": 0}
    write_if_changed(home, DOWNLOAD_PARAGRAPH.sub(lambda _: download_list(edition.version, sizes), before))
    print_progress(f"Making {FILE_NAME}.zip ...")
    zipped = make_offline_zip(root, site, edition)
    write_if_changed(site / DOWNLOADS / f"{FILE_NAME}.zip", zipped)
    write_if_changed(home, DOWNLOAD_PARAGRAPH.sub(lambda _: download_list(edition.version, sizes | {"zip": len(zipped)}), before))
    return 0
