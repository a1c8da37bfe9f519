"""Compare the pages of a paper with its source, and its source with the table of sources."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.reader.common.files import read_text
from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.edition import load
from scripts.reader.text import emendations
from scripts.reader.text.collation import collate
from scripts.reader.text.paper import Paper

SOURCES = "sources/README.md"


def collation_problems(root: Path, paper: Paper) -> tuple[int, list[Problem]]:
    """Compare the pages of a paper with its source. Returns the number of words compared, and the differences (T201)."""
    path = f"sources/{paper.slug}.txt"
    source, unreadable = load.read_source(root, paper.slug)
    if unreadable:
        return 0, [Problem(path, 1, "T201", f"the source of {paper.index.path} {unreadable[0].message}", "./run import stores it there")]
    blocks, words = [], []
    for section in paper.sections:
        for found in emendations.block_words(section.body, "received", section.body_line):
            blocks.append(found)
            words += [(section.path, word.line) for word in found]
    problems = []
    for difference in collate(blocks, source):
        place, line = words[difference.page_index] if words else (paper.index.path, 1)
        message = (
            f"the text differs from {path}:{difference.source_line}\n    source:  {difference.source}\n    edition: {difference.edition}"
        )
        problems.append(Problem(place, line, "T201", message, "restore it, or mark the change as an emendation with its reason"))
    return len(words), problems


def source_problems(root: Path, paper: Paper) -> Iterator[Problem]:
    """Check that a paper's source, and the file that its text was taken from, are still those received (T202)."""
    table, _ = read_text(root, SOURCES)
    for path in sorted((root / "sources").glob(f"{paper.slug}.*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        row = re.search(rf"^\| \[{re.escape(path.name)}\].*?`([0-9a-f]{{64}})`", table, re.MULTILINE)
        if not row:
            yield Problem(SOURCES, 1, "T202", f"{path.name} has no row in the table", f"its sha256 is {digest}")
        elif row[1] != digest:
            line, message = line_at(table, row.start()), f"{path.name} is not the file received: its sha256 is {digest}"
            yield Problem(SOURCES, line, "T202", message, "sources are never edited: restore the file")
    for name in re.findall(rf"^\| \[({re.escape(paper.slug)}\.[\w.]+)\]", table, re.MULTILINE):
        if not (root / "sources" / name).is_file() and not name.endswith(".txt"):  # the want of the text itself is T201
            yield Problem(SOURCES, 1, "T202", f"{name} has a row in the table, but there is no such file", "restore it")
