"""Convert the body of the book to EPUB with pandoc, and to PDF with pandoc and Typst."""

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pypandoc
import typst

from scripts.reader.common.files import write_if_changed
from scripts.reader.common.pandoc import pandoc_environment

TEMPLATE_DIR = Path(__file__).parent / "templates"  # templates, styles, and a font for the letters that Typst's own fonts lack
BookMetadata = dict[str, str]  # title, name, description, release, version, date and identifier of the edition


MISSING_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')  # a warning of Typst's
SUBSTITUTE = "\ufffd"  # printed for a letter that no font has


class BookError(Exception):
    """What a program reported when it could not make a book."""


def run_pandoc(text: str, date: str, *options: str) -> str:
    """Return what pandoc makes of a body of HTML. It is dated as the edition, so that two builds give the same bytes."""
    timestamp = datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()
    command = [pypandoc.get_pandoc_path(), "--from=html+epub_html_exts", "--wrap=none", *options]
    environment = pandoc_environment(SOURCE_DATE_EPOCH=str(int(timestamp)))
    result = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", env=environment)
    if result.returncode or result.stderr:
        raise BookError(f"pandoc: {result.stderr.partition('HasCallStack')[0].strip()}")
    return result.stdout


def compile_typst(source: bytes | Path, metadata: BookMetadata, **settings: Any) -> bytes:
    """Return what Typst makes of a document, with the fonts that it brings and those of the templates, and none of the machine's."""
    try:
        output, warnings = typst.compile_with_warnings(
            source, root=TEMPLATE_DIR, font_paths=[TEMPLATE_DIR], ignore_system_fonts=True, sys_inputs=metadata, **settings
        )
    except typst.TypstError as error:
        raise BookError(error.diagnostic) from error
    if warnings:
        raise BookError("\n".join(f"typst: {warning.message}" for warning in warnings))
    return cast(bytes, output)


def write_epub(text: str, metadata: BookMetadata, path: Path) -> str:
    """Write the body of a book as an EPUB 3, with the files it is made of beside it; BookError if it cannot be made.

    Returns the letters that no font of it has: none, because it is read with the fonts of the reader's machine.
    """
    cover = path.with_suffix(".png")
    write_if_changed(cover, compile_typst(TEMPLATE_DIR / "cover-page.typ", metadata, format="png", ppi=216.0))
    fields = {key: metadata[key] for key in ("title", "description", "date", "identifier")} | {
        "lang": "en-GB",
        "rights": "Notes, entries and head-notes: CC BY 4.0. The papers’ text remains its authors’.",
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText"],
        "accessibilityHazards": ["none"],
        "accessibilitySummary": "Text with headings, linked notes and numbered paragraphs. The only picture is the cover.",
    }
    metadata_file = path.with_suffix(".json")
    write_if_changed(metadata_file, json.dumps(fields))
    options = [
        "--to=epub3",
        "--mathml",
        f"--output={path}",
        f"--metadata-file={metadata_file}",
        f"--epub-cover-image={cover}",
        f"--css={TEMPLATE_DIR / 'epub.css'}",
    ]
    run_pandoc(text, metadata["date"], *options, "--toc", "--toc-depth=2", "--split-level=2")
    return ""


def write_pdf(text: str, metadata: BookMetadata, path: Path) -> str:
    """Write the body of a book as an accessible PDF (PDF/UA-1), with its source for Typst beside it; BookError if it cannot be made.

    Returns the letters that none of its fonts has: a sign stands for each of them. A formula that Typst cannot print is no
    reason to have no book: all formulas then stand as TeX.
    """
    options = ["--to=typst-smart", f"--template={TEMPLATE_DIR / 'book.typ'}", f"--lua-filter={TEMPLATE_DIR / 'typst.lua'}"]
    try:
        output, missing = compile_book(run_pandoc(text, metadata["date"], *options), metadata, path)
    except BookError:
        if "<math" not in text:
            raise
        output, missing = compile_book(run_pandoc(text, metadata["date"], *options, "--variable=formulas-as-tex:1"), metadata, path)
    write_if_changed(path, output)
    return missing


def compile_book(source: str, metadata: BookMetadata, path: Path) -> tuple[bytes, str]:
    """Return a PDF, and the letters that none of its fonts has; the other arguments are those of write_pdf."""
    missing = set[str]()
    while True:
        write_if_changed(path.with_suffix(".typ"), source)
        try:
            return compile_typst(source.encode(), metadata, pdf_standards=["ua-1"], format="pdf"), "".join(sorted(missing))
        except BookError as error:
            letters = {letter for text in MISSING_LETTER.findall(str(error)) for letter in text} - {SUBSTITUTE} - missing
            if not letters:
                raise
            missing |= letters
            source = re.sub(f"[{re.escape(''.join(sorted(letters)))}]", SUBSTITUTE, source)
