"""What prepare wrote for the extensions: names and entries of the glossary, references of the bibliography, places in the papers."""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scripts.reader.concepts.glossary import NameMatch, name_finder
from scripts.reader.text.section_outline import SectionOutline

RECORDS = "build/records.json"


class Records(NamedTuple):
    find: Callable[[str], list[NameMatch]]
    entries: dict[str, dict[str, str]]  # slug: title, summary
    references: dict[str, str]  # by key, in Markdown
    lines: dict[str, dict[str, list[int]]]  # paper: paragraph: first and last line of the source
    places: dict[str, list[SectionOutline]]  # paper: its sections


def load(path: str) -> Records:
    """Read the file, once for as long as it does not change: an engine renders every page with a Markdown of its own."""
    return load_version(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=1)
def load_version(path: str, changed: int) -> Records:
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    places = {paper: [SectionOutline(**place) for place in found] for paper, found in data["places"].items()}
    return Records(name_finder(data["names"]), data["entries"], data["references"], data["lines"], places)
