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
from lxml import etree, html

from scripts.reader.books import book_files
from scripts.reader.build import pre_render
from scripts.reader.checks import built_site, citation_tags
from scripts.reader.checks.built_site import Built
from scripts.reader.common import transaction
from scripts.reader.common.problems import Problem, report
from scripts.reader.concepts.mentions import Paper
from scripts.reader.edition import load, navigation
from scripts.reader.edition.edition import Edition
from scripts.reader.releases import archive
from scripts.reader.text import emendations
from scripts.reader.text.apparatus import apparatus
from scripts.reader.text.collation import collate
from scripts.reader.text.paragraphs import paragraphs

SOURCES = "sources/README.md"


def collation_problems(root: Path, paper: Paper) -> tuple[int, list[Problem]]:
    """The number of words of a paper's source that were compared with its pages, and where they differ (T201)."""
    path = f"sources/{paper.slug}.txt"
    source, unreadable = load.received(root, paper.slug)
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
    """Whether a paper's source, and the file that its text was taken from, are still those received (T202)."""
    table, _ = load.read_text(root, SOURCES)
    for path in sorted((root / "sources").glob(f"{paper.slug}.*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        row = re.search(rf"^\| \[{re.escape(path.name)}\].*?`([0-9a-f]{{64}})`", table, re.MULTILINE)
        if not row:
            yield Problem(SOURCES, 1, "T202", f"{path.name} has no row in the table", f"its sha256 is {digest}")
        elif row[1] != digest:
            line, told = emendations.line_at(table, row.start()), f"{path.name} is not the file received: its sha256 is {digest}"
            yield Problem(SOURCES, line, "T202", told, "sources are never edited: restore the file")
    for name in re.findall(rf"^\| \[({re.escape(paper.slug)}\.\w+)\]", table, re.MULTILINE):
        if not (root / "sources" / name).is_file() and not name.endswith(".txt"):  # the want of the text itself is T201
            yield Problem(SOURCES, 1, "T202", f"{name} has a row in the table, but there is no such file", "restore it")


def navigation_problems(root: Path, edition: Edition) -> Iterator[Problem]:
    """Whether the navigation lists the sections of each paper in their order (P107)."""
    text, unreadable = load.read_text(root, "mkdocs.yml")
    try:
        listed = navigation.paths(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield Problem("mkdocs.yml", mark.line + 1 if mark else 1, "P107", f"not YAML: {getattr(error, 'problem', error)}")
        return
    yield from unreadable
    for paper in edition.papers:
        folder = f"papers/{paper.slug}/"
        slugs = ["index", *(section.slug for section in paper.sections), "text", "apparatus", "received"]
        wanted = [f"{folder}{slug}.md" for slug in slugs]
        if [path for path in listed if path.startswith(folder)] != wanted:
            hint = "list under nav, in this order: " + ", ".join(wanted)
            yield Problem("mkdocs.yml", 1, "P107", f"nav and the record of {paper.slug} disagree about its sections", hint)


def build(root: Path, folder: Path, **variables: str) -> list[Problem]:
    """Build the site into a folder, as ./run build does; a problem holds the engine's own words if it fails.

    variables are added to the environment.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables})
    if done.returncode == 0:
        return []
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("WARNING", "ERROR", "Aborted", "Error"))]
    return [Problem("mkdocs.yml", 1, "S101", "the site does not build\n    " + "\n    ".join(told or done.stderr.splitlines()[-5:]))]


def site_problems(folder: Path) -> Iterator[Problem]:
    """Check the built site (S101 to S106). The pages that can be cited are those of the site map.

    Pages of released editions are not checked again: they passed when they were released, and can no longer be mended.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {path: Built(path, html.parse(str(folder / path)).getroot()) for path in sorted(files) if is_living(path)}
    address = pages["index.html"].tree.xpath("string(//link[@rel='canonical']/@href)")
    yield from built_site.link_problems(pages, files, urlsplit(address).path or "/")
    for page in pages.values():
        yield from built_site.left_over_problems(page)
        yield from built_site.request_problems(page)
        yield from built_site.acting_problems(page)
        yield from citation_tags.trap_problems(page, site_name(pages["index.html"]))
    listed = site_map(folder, address)
    cited = {path: page for path, page in pages.items() if path in listed}
    for path, page in cited.items():
        own = address + path.removesuffix("index.html")
        yield from citation_tags.tag_problems(page, own, citation_tags.cited_at(path, address, files))
    texts = {path: (folder / path).read_bytes().decode() for path in files if re.match(r"cite/.*\.(ris|bib|json)$", path)}
    yield from citation_tags.abstract_problems(cited)
    moved = {path for path, page in pages.items() if page.tree.xpath("//head/meta[@http-equiv='refresh']")}
    yield from citation_tags.file_problems(cited, address, files - moved, texts)
    for path in sorted(files):
        if path.endswith(".css") and not citation_tags.RELEASED.match(path):
            yield from built_site.style_problems(path, (folder / path).read_text(encoding="utf-8"))


def is_living(path: str) -> bool:
    """Whether a file is a page, and not one of a released edition."""
    return path.endswith(".html") and not citation_tags.RELEASED.match(path)


def site_map(folder: Path, base: str) -> set[str]:
    """The pages that the site map lists, by path in the site; base is the site's address."""
    path = folder / "sitemap.xml"
    listed = etree.parse(str(path)).findall(".//{*}loc") if path.is_file() else []
    return {(place.text or "").strip().removeprefix(base) + "index.html" for place in listed}


def site_name(home: Built) -> str:
    return str(home.tree.xpath("string(//meta[@name='z:websiteTitle']/@content)"))


def counts(edition: Edition, compared: dict[str, int]) -> list[str]:
    """What the edition holds, for each paper and in all, as the lines of a table. compared: words, by paper."""
    columns = {}
    for paper in edition.papers:
        columns[paper.slug] = {
            "words compared with the source": compared[paper.slug],
            "sections": len(paper.sections),
            "paragraphs": sum(len(paragraphs(section)) for section in paper.sections),
            "emendations": len(list(apparatus(paper))),
            "notes": sum(len(emendations.FOOTNOTE_DEFINITION.findall(section.body)) for section in paper.sections),
            "defects decided": len(edition.decisions.get(paper.slug, ())),
            "mentions of glossary entries": sum(mention.paper == paper.slug for mention in edition.mentions),
            "events of the timeline": sum(
                any(place.startswith(f"{paper.slug}#") for place in (*event.mentioned, *event.bears_on)) for event in edition.events
            ),
        }
    width = max(map(len, [*columns, "in all"]), default=0) + 2
    rows = list(next(iter(columns.values()), {}))
    lines = [" " * 31 + "".join(f"{name:>{width}}" for name in [*columns, "in all"])]
    for row in rows:
        values = [column[row] for column in columns.values()]
        whole = len(edition.events) if row.startswith("events") else sum(values)
        lines.append(f"{row:31}" + "".join(f"{value:{width}}" for value in [*values, whole]))
    return [*lines, f"Glossary: {len(edition.entries)} entries. Bibliography: {len(edition.sources)} sources."]


def run(root: Path) -> tuple[list[str], list[Problem]]:
    """All checks: what the edition holds and what was compared, as lines of a table, and all problems."""
    edition = pre_render.run(root)
    problems, compared = [*edition.problems, *navigation_problems(root, edition), *archive.problems(root, edition)], {}
    for paper in edition.papers:
        compared[paper.slug], differences = collation_problems(root, paper)
        problems += [*differences, *source_problems(root, paper)]
    lines = counts(edition, compared)
    if problems:
        lines.append("The site was not built: mend these first.")
        return lines, problems
    with tempfile.TemporaryDirectory() as temporary:
        problems += build(root, Path(temporary))
        if not problems:
            problems += site_problems(Path(temporary))
        if not problems:
            problems += book_files.make(root, Path(temporary), edition)[1]
    return lines, problems


def main() -> int:
    try:
        lines, problems = run(Path.cwd())
    except OSError as error:
        print(transaction.told(error), file=sys.stderr)
        return 1
    print("\n".join(lines))
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print("No problems.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
