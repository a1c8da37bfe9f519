"""The records that pre_render writes for the extensions, and the base of the extensions that read them."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from markdown.extensions import Extension

from scripts.reader.concepts.glossary import NameMatch, name_finder
from scripts.reader.text.section_outline import SectionOutline

RECORDS_PATH = "build/records.json"
TEXT = "text"  # the page with the whole text of a paper


class Records(NamedTuple):
    find: Callable[[str], list[NameMatch]]  # finds the names of entries in a text
    references: dict[str, str]  # Markdown, by key of the source
    lines: dict[str, dict[str, list[int]]]  # first and last line of the received text, by paper and paragraph
    outlines: dict[str, list[SectionOutline]]  # sections, by paper
    unlinked: dict[str, list[str]]  # slugs of entries that a paper does not mention though it has their names, by paper
    note_numbers: dict[tuple[str, str], dict[str, int]]  # of notes and sources, by label, on the pages of a paper's text
    further: dict[str, list[list[str]]]  # what to read after a paper, by paper: label, title and address of each


class RecordsExtension(Extension):
    """An extension whose one setting is the path of the records."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"records": [RECORDS_PATH, "the file that pre_render writes"]}
        super().__init__(**settings)

    def records_path(self) -> str:
        return str(self.getConfig("records"))


def load_records(path: str) -> Records:
    """Read the records again only if the file has changed, because an engine renders every page with a Markdown of its own."""
    return load_version(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=1)
def load_version(path: str, changed_ns: int) -> Records:
    """Read the records; `changed_ns`, the file's time of change, is a part of the cache's key."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    outlines = {paper: [SectionOutline(**section) for section in sections] for paper, sections in data["outlines"].items()}
    numbers = {
        (paper, page): data["note_numbers"][paper]
        for paper, sections in outlines.items()
        for page in (TEXT, *(section.slug for section in sections))
    }
    return Records(name_finder(data["names"]), data["references"], data["lines"], outlines, data["unlinked"], numbers, data["further"])
