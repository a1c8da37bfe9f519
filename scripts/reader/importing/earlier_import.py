"""A paper that was imported before: whether editors have changed it since, and what differs in a newer version of its file."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.edition import load
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH
from scripts.reader.importing import paper_life
from scripts.reader.importing.cited_works import VERIFICATION
from scripts.reader.importing.paper_files import SOURCES_TABLE

REPORTS = "sources/reports"
MAX_SHOWN = 60  # lines of a difference


@dataclass(frozen=True)
class EarlierImport:
    """What an import of the same address wrote before."""

    papers: tuple[str, ...]  # their addresses
    files: tuple[str, ...]  # all that belongs to them now, by path under the root
    is_edited: bool  # whether anything of it was changed, added or removed since
    is_released: bool


def find(root: Path, slug: str) -> EarlierImport | None:
    """Return the earlier import of a paper; None if there was none, or if its report does not say what it wrote."""
    text, missing = read_text(root, f"{REPORTS}/{slug}.json")
    try:
        report = json.loads(text) if not missing else {}
        papers, written = tuple(map(str, report["papers"])), dict(report["written"])
    except (ValueError, KeyError, TypeError):
        return None
    files = [path for paper in papers for path in paper_life.files_of(root, paper)]
    own = {path for path in files if not path.startswith(f"{REPORTS}/")}
    is_edited = {path: digest((root / path).read_bytes()) for path in own} != written
    edition = load.load_edition(root)
    return EarlierImport(papers, tuple(files), is_edited, any(paper_life.released_pages(edition, paper) for paper in papers))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def written_files(files: Mapping[str, bytes], papers: Iterable[str]) -> dict[str, str]:
    """Return the digests of those of the files that belong to the papers alone, for the report, by path."""
    folders = tuple(start for paper in papers for start in (f"docs/papers/{paper}/", f"sources/{paper}."))
    return {path: digest(data) for path, data in files.items() if path.startswith(folders)}


def leftovers(root: Path, earlier: EarlierImport, files: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return what else changes when a newer version takes the place of an earlier import: files that go, their rows, and references.

    Only references go that nothing would cite, and that stand as import wrote them.

    Args:
        root: the project.
        earlier: what was imported before.
        files: what the newer version writes, by path under the root.
    """
    changes: dict[str, bytes | None] = {path: None for path in earlier.files if path not in files}
    lists = {path: files[path].decode() if path in files else read_text(root, path)[0] for path in (SOURCES_TABLE, BIBLIOGRAPHY_PATH)}
    for path in changes:
        name = re.escape(Path(path).name)
        lists[SOURCES_TABLE] = re.sub(rf"^\| \[{name}\].*\n", "", lists[SOURCES_TABLE], flags=re.MULTILINE)
    edition = load.load_edition(root)
    cited = {key for data in files.values() for key in re.findall(rb"@([\w-]+)", data)}
    for key in {key for paper in earlier.papers for key in paper_life.cited_by_it_alone(edition, paper)}:
        if key.encode() not in cited and edition.sources[key].entry.fields.get("verification") == VERIFICATION:
            lists[BIBLIOGRAPHY_PATH] = paper_life.without_entries(lists[BIBLIOGRAPHY_PATH], [key])
    return changes | {path: text.encode() for path, text in lists.items() if text}


def difference(root: Path, slug: str, text: str) -> list[Problem]:
    """Return how the text of a newer version differs from the one that was imported before, as a problem: I105."""
    path = f"sources/{slug}.txt"
    lines = [*unified_diff(read_text(root, path)[0].split("\n"), text.split("\n"), "before", "new", n=0, lineterm="")]
    more = len(lines) - MAX_SHOWN
    lines = [*lines[:MAX_SHOWN], *([f"and {more} more lines"] if more > 0 else [])]
    message = "\n    ".join(["the paper was imported before, and edited or released since", *(lines or ["the text is the same"])])
    return [Problem(path, 1, "I105", message, "carry over by hand what is new")]
