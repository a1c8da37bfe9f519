"""A new edition: the program, and the pages and settings that its editors begin with."""

import json
import os
import shutil
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from scripts.reader.edition.settings import parse_settings
from scripts.reader.scaffold import pictures, program_files
from scripts.reader.scaffold.program_files import RefusedError
from scripts.reader.text import escapes
from scripts.reader.text.unsafe_markup import has_markup

TEMPLATE = Path(__file__).parent / "template"
LONGEST_TITLE = 120


def clean_title(title: str) -> str:
    """Return a title in its usual form. Raises RefusedError if it cannot be the title of an edition."""
    clean = unicodedata.normalize("NFC", " ".join(title.split(" "))).strip()
    if not any(letter.isalnum() for letter in clean):
        raise RefusedError('The title has no letter: give one, as in --title "Small States: A Reader".')
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in clean):
        raise RefusedError("The title holds a line break or a control character: give it in one line.")
    if has_markup(clean):
        raise RefusedError("The title holds mark-up: give it in plain words, without tags.")
    if len(clean) > LONGEST_TITLE:
        raise RefusedError(f"The title has {len(clean)} characters, and {LONGEST_TITLE} are the most: shorten it.")
    return clean


def check_place(source: Path, folder: Path) -> None:
    """Raise RefusedError if a new edition cannot stand in a folder."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise RefusedError(f"{folder} is a file: name a folder that is new or empty.")
    if folder.is_dir() and any(folder.iterdir()):
        raise RefusedError(f"{folder} is not empty: name a folder that is new or empty.")
    if not folder.absolute().parent.is_dir():
        raise RefusedError(f"There is no folder {folder.absolute().parent}: make it first.")
    if folder.resolve().is_relative_to(source.resolve()):
        raise RefusedError(f"{folder} is within the program's own folder: name a folder outside of it.")


def first_files(title: str, day: date) -> dict[str, bytes]:
    """Return what the editors of a new edition begin with, by path: its settings, pages, lists and pictures."""
    engine = Environment(  # braces are Markdown's and BibTeX's
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        variable_start_string="[[ ",
        variable_end_string=" ]]",
        block_start_string="[[%",
        comment_start_string="[[#",
    )
    engine.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)  # as YAML and JSON write it
    engine.filters["as_markdown"] = lambda text: escapes.escape_hashes(escapes.escape(text))
    values = {"title": title, "today": day.isoformat(), "year": day.year}
    files = {}
    for path in sorted(TEMPLATE.rglob("*")):
        name = path.relative_to(TEMPLATE).as_posix()
        if path.suffix == ".svg":
            files[name] = path.read_bytes()
        elif path.is_file():
            files[name] = engine.from_string(path.read_text(encoding="utf-8")).render(values).encode()
    description = parse_settings(files[program_files.SETTINGS_PATH].decode())["site_description"]
    return files | pictures.draw(files[pictures.ICON].decode(), title, description)


def all_files(source: Path, title: str, day: date) -> dict[str, bytes]:
    """Return all files of a new edition, by path, with the program of the edition under source."""
    program, files = program_files.read_program(source), first_files(title, day)
    settings = program_files.program_settings((source / program_files.SETTINGS_PATH).read_text(encoding="utf-8"))
    own = files[program_files.SETTINGS_PATH].decode()
    files[program_files.SETTINGS_PATH] = program_files.with_program_settings(own, settings).encode()
    files[program_files.LIST_PATH] = program_files.list_text(program_files.checksums(program, settings)).encode()
    return program | files


def make_edition(source: Path, folder: Path, title: str, day: date) -> list[str]:
    """Write a new edition into a folder that is new or empty, all of it or nothing, and return the paths of its files.

    Raises RefusedError, with nothing written, and OSError, with nothing left behind.
    """
    title = clean_title(title)
    check_place(source, folder)
    files = all_files(source, title, day)
    place = folder.absolute()
    unfinished = place.with_name(f".{place.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)  # of one that was interrupted
    try:
        write_files(unfinished, files, source)
        if place.is_dir():
            place.rmdir()
        unfinished.replace(place)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return sorted(files)


def write_files(folder: Path, files: Mapping[str, bytes], source: Path) -> None:
    """Write files under a folder; those that can be started under source can be started there, too."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        if (source / path).is_file() and os.access(source / path, os.X_OK):
            (folder / path).chmod(0o755)
