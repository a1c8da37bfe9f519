"""Check the edition and the site that is built from it. Prints every problem, then fails if there is one.

    ./run check
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from lxml import html

from scripts import edition as disk
from scripts import prepare
from scripts.edition import Edition
from scripts.reader import emendations, navigation, site
from scripts.reader.collation import collate
from scripts.reader.concordance import Paper
from scripts.reader.problems import Problem, report
from scripts.reader.site import Built

SOURCES = "sources/README.md"


def collation_problems(root: Path, paper: Paper) -> tuple[int, list[Problem]]:
    """The number of words of a paper's source that were compared with its pages, and where they differ (T201)."""
    path = f"sources/{paper.slug}.txt"
    source, unreadable = disk.read_text(root, path)
    if unreadable:
        return 0, [Problem(path, 1, "T201", f"the source of {paper.index.path} {unreadable[0].message}", "./run import stores it there")]
    words, pages = [], []
    for section in paper.sections:
        found = emendations.words(emendations.view(section.body, "received"), section.body_line)
        words += found
        pages += [section.path] * len(found)
    problems = []
    for difference in collate(words, source.removeprefix("\ufeff")):
        place, line = (pages[difference.page_index], words[difference.page_index].line) if words else (paper.index.path, 1)
        message = f"the text differs from {path}:{difference.source_line}\n    source:  {difference.source}\n    edition: {difference.edition}"
        problems.append(Problem(place, line, "T201", message, "restore it, or mark the change as an emendation with its reason"))
    return len(words), problems


def source_problems(root: Path, paper: Paper) -> Iterator[Problem]:
    """Whether a source is still the file that was received (T202)."""
    path = root / "sources" / f"{paper.slug}.txt"
    table, _ = disk.read_text(root, SOURCES)
    if path.is_file():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        row = re.search(rf"^\| \[{re.escape(path.name)}\].*?`([0-9a-f]{{64}})`", table, re.MULTILINE)
        if not row:
            yield Problem(SOURCES, 1, "T202", f"{path.name} has no row in the table", f"its sha256 is {digest}")
        elif row[1] != digest:
            line = emendations.line_at(table, row.start())
            yield Problem(SOURCES, line, "T202", f"{path.name} is not the file received: its sha256 is {digest}", "sources are never edited: restore the file")


def navigation_problems(root: Path, edition: Edition) -> Iterator[Problem]:
    """Whether the navigation lists the sections of each paper in their order (P107)."""
    text, unreadable = disk.read_text(root, "mkdocs.yml")
    try:
        listed = navigation.paths(text)
    except yaml.YAMLError as error:
        yield Problem("mkdocs.yml", 1, "P107", f"not YAML: {error}")
        return
    yield from unreadable
    for paper in edition.papers:
        folder = f"papers/{paper.slug}/"
        wanted = [f"{folder}index.md", *(f"{folder}{section.slug}.md" for section in paper.sections)]
        if [path for path in listed if path.startswith(folder)] != wanted:
            hint = "list under nav, in this order: " + ", ".join(wanted)
            yield Problem("mkdocs.yml", 1, "P107", f"nav and the record of {paper.slug} disagree about its sections", hint)


def build(root: Path, folder: Path) -> list[Problem]:
    """Build the site into a folder, as ./run build does; a problem holds the engine's own words if it fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if done.returncode == 0:
        return []
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("WARNING", "ERROR", "Aborted", "Error"))]
    return [Problem("mkdocs.yml", 1, "S101", "the site does not build\n    " + "\n    ".join(told or done.stderr.splitlines()[-5:]))]


def site_problems(folder: Path) -> Iterator[Problem]:
    """Check the built site (S101 to S103)."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {path: Built(path, html.parse(str(folder / path)).getroot()) for path in sorted(files) if path.endswith(".html")}
    base = urlsplit(pages["index.html"].tree.xpath("string(//link[@rel='canonical']/@href)")).path or "/"
    yield from site.link_problems(pages, files, base)
    for page in pages.values():
        yield from site.left_over_problems(page)
        yield from site.request_problems(page)
    for path in sorted(files):
        if path.endswith(".css"):
            yield from site.style_problems(path, (folder / path).read_text(encoding="utf-8"))


def run(root: Path) -> tuple[list[str], list[Problem]]:
    """All checks: what was compared, a line for each paper, and all problems."""
    edition = prepare.run(root)
    problems, lines = [*edition.problems, *navigation_problems(root, edition)], []
    for paper in edition.papers:
        count, differences = collation_problems(root, paper)
        lines.append(f"{paper.slug}: {count} words of the received text compared, {len(differences) or 'no'} differences")
        problems += [*differences, *source_problems(root, paper)]
    if problems:
        lines.append("The site was not built: mend these first.")
        return lines, problems
    with tempfile.TemporaryDirectory() as temporary:
        problems += build(root, Path(temporary))
        if not problems:
            problems += site_problems(Path(temporary))
    return lines, problems


def main() -> int:
    lines, problems = run(Path.cwd())
    print("\n".join(lines))
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print("No problems.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
