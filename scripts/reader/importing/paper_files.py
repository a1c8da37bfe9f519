"""The files that an import writes: those of the paper, and the lists that gain rows. And the conflicts that stop it."""

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.common.yaml_nodes import InvalidYaml
from scripts.reader.edition import bibliography, navigation
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH
from scripts.reader.importing import cited_works
from scripts.reader.importing.extract import Extracted
from scripts.reader.importing.paper_pages import record_page, view_pages
from scripts.reader.importing.record_text import quote
from scripts.reader.importing.slugs import MAX_LENGTH, number_slug, slugify

SETTINGS = "mkdocs.yml"
SOURCES_TABLE = "sources/README.md"
SOURCES_MARKER = "<!-- ./run import adds the next source above this line -->"


class ReceivedFile(NamedTuple):
    """The file of a paper as it came: the ending of its name, without the dot, and its content."""

    ending: str
    data: bytes


class References(NamedTuple):
    """A paper's references in bibliography.bib: those that it lacks, by key, and the keys of all."""

    new_entries: Mapping[str, cited_works.Reference] = {}
    keys: tuple[str, ...] = ()  # of all of the paper's references, in order


class Lists(NamedTuple):
    """The files that gain rows when a paper is added: the settings with the navigation, the table of sources, the bibliography."""

    settings: str
    table: str
    bibliography: str


def files_to_write(
    root: Path, received: ReceivedFile, extracted: Extracted, slug: str, replaced: Collection[str] = ()
) -> tuple[dict[str, bytes], list[tuple[str, Extracted]], list[Problem]]:
    """Return all files that an import writes, by path under root, and its papers with their addresses; or no files, and all that is wrong.

    Args:
        root: the project.
        received: the file as it came, which is stored under sources/.
        extracted: the paper in it, and the other papers that it holds.
        slug: the paper's address under papers/.
        replaced: files of an earlier import that nobody has edited, by path under root.
    """
    lists, problems = read_lists(root)
    new, files = lists, dict[str, bytes]()
    taken: dict[str, int] = {}
    papers = []
    for paper in (extracted, *extracted.parts):
        address = number_slug(part_slug(slug, paper.part), taken)
        own, new, wrong = files_of_paper(received, paper, address, slug, new)
        problems += [*wrong, *conflicts(root, {path: data for path, data in own.items() if path not in replaced})]
        files |= own
        papers.append((address, paper))
    if problems:
        return {}, [], problems
    paths = {BIBLIOGRAPHY_PATH: (lists.bibliography, new.bibliography), SOURCES_TABLE: (lists.table, new.table)}
    paths[SETTINGS] = (lists.settings, new.settings)
    return files | {path: text.encode() for path, (before, text) in paths.items() if text != before}, papers, []


def read_lists(root: Path) -> tuple[Lists, list[Problem]]:
    read = [read_text(root, path) for path in (SETTINGS, SOURCES_TABLE, BIBLIOGRAPHY_PATH)]
    return Lists(*(text for text, _ in read)), [problem for _, problems in read[:2] for problem in problems]


def part_slug(slug: str, part: str) -> str:
    """Return the address of a paper that stands in the file of another: the other's, with what it is behind it."""
    suffix = slugify(part)
    return f"{slug[: MAX_LENGTH - len(suffix) - 3].rstrip('-')}-{suffix}" if suffix else slug


def files_of_paper(
    received: ReceivedFile, extracted: Extracted, slug: str, main: str, lists: Lists
) -> tuple[dict[str, bytes], Lists, list[Problem]]:
    """Return the files of one paper, by path under the root, the lists with its rows, and all that is wrong.

    Args:
        received: the file as it came.
        extracted: the paper.
        slug: its address under papers/.
        main: the address of the paper that has the file; another if this one is a part of it.
        lists: the lists as they are.
    """
    short_title = extracted.short_title or slug.replace("-", " ").capitalize()
    references, problems = match_references(lists.bibliography, extracted.references)
    pages = {"index": record_page(short_title, extracted, slug, references.keys), **extracted.pages, **view_pages(slug)}
    sources = source_files(received, extracted, slug)
    if slug != main:
        sources.pop(f"{slug}.{received.ending}", None)
    rows = source_rows(sources, extracted, f"{main}.{received.ending}", slug)
    bibliography_text = cited_works.with_entries(lists.bibliography, references.new_entries)
    table, wrong = sources_table_with(lists.table, rows)
    problems += wrong
    settings, wrong = navigation_with(lists.settings, short_title, [f"papers/{slug}/{page}.md" for page in pages])
    return paper_files(slug, sources, pages, extracted.figures), Lists(settings, table, bibliography_text), [*problems, *wrong]


def source_files(received: ReceivedFile, extracted: Extracted, slug: str) -> dict[str, bytes]:
    """Return the files for sources/, by name: the text of the paper, if it came in another format the file itself, and what lay between."""
    if received.ending == "txt":
        return {f"{slug}.txt": received.data}
    between = {f"{slug}.{ending}": data for ending, (data, _) in extracted.kept.items()}
    return {f"{slug}.txt": extracted.text.encode(), f"{slug}.{received.ending}": received.data, **between}


def paper_files(slug: str, sources: Mapping[str, bytes], pages: Mapping[str, str], figures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that belong to one paper alone, by path under the project's root.

    Args:
        slug: the paper's address under papers/.
        sources: the files for sources/, by name.
        pages: the paper's pages in Markdown, by name without ".md".
        figures: the images that its pages show, by name.
    """
    folder = f"docs/papers/{slug}"
    return {
        **{f"sources/{name}": data for name, data in sources.items()},
        **{f"{folder}/{name}.md": text.encode() for name, text in pages.items()},
        **{f"{folder}/{name}": data for name, data in figures.items()},
    }


def conflicts(root: Path, files: Mapping[str, bytes]) -> list[Problem]:
    """Return a problem for each of these files that is there with other content: it may have been edited (I105).

    sources/readme.md is there, too, if sources/README.md is: many systems do not tell capitals apart.
    """
    hint = "import never overwrites what was edited: choose another name with --paper, or ./run remove the paper first"
    present = {folder: names_by_lower_case(root / folder) for folder in {str(PurePosixPath(path).parent) for path in files}}
    problems = []
    for path, content in files.items():
        folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
        there = present[folder].get(name.lower(), name)
        if there != name:
            problems.append(Problem(path, 1, "I105", f"systems that ignore capitals would confuse it with {there}", hint))
        elif (root / path).exists() and (root / path).read_bytes() != content:
            problems.append(Problem(path, 1, "I105", "the file exists and has other content", hint))
    return problems


def names_by_lower_case(folder: Path) -> dict[str, str]:
    """Return the names of what is in a folder, by the same in lower case."""
    return {path.name.lower(): path.name for path in folder.iterdir()} if folder.is_dir() else {}


def match_references(text: str, references: list[cited_works.Reference]) -> tuple[References, list[Problem]]:
    """Find a paper's references in the text of bibliography.bib, and keys for those that it lacks. Problems if it cannot be read."""
    if not references:
        return References(), []
    listed, problems = bibliography.parse_bibliography(BIBLIOGRAPHY_PATH, text)
    if problems:
        return References(), problems
    new_entries, keys = cited_works.assign_keys(references, {key: source.entry for key, source in listed.items()})
    return References(new_entries, tuple(keys)), []


def source_rows(sources: Mapping[str, bytes], extracted: Extracted, received: str, slug: str) -> dict[str, str]:
    """Return the rows of the table of sources, by file name.

    Args:
        sources: the files for sources/, by name.
        extracted: the paper.
        received: the name of the received file.
        slug: the paper's address.
    """
    taken_from = f"{slug}.{list(extracted.kept)[-1]}" if extracted.kept else received
    told = {f"{slug}.txt": f"Text of {taken_from}, taken from it by import with {extracted.tool}", received: "not established"}
    told |= {f"{slug}.{ending}": provenance for ending, (_, provenance) in extracted.kept.items()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sources.items()}
    return {name: f"| [{name}]({name}) | `{digest}` | {told[name]} |\n" for name, digest in digests.items()}


def sources_table_with(table: str, rows: Mapping[str, str]) -> tuple[str, list[Problem]]:
    """Return sources/README.md with the rows of files; a problem if their place is not marked (I105).

    A row that is there gets the new checksum, and keeps what editors have written into it.
    """
    new_rows = ""
    for name, row in rows.items():
        there = re.search(rf"^\| \[{re.escape(name)}\].*?`([0-9a-f]{{64}})`", table, re.MULTILINE)
        if there:
            table = table[: there.start(1)] + row.split("`")[1] + table[there.end(1) :]
        else:
            new_rows += row
    if new_rows and SOURCES_MARKER not in table:
        return table, [Problem(SOURCES_TABLE, 1, "I105", f"there is no line {SOURCES_MARKER}", "put it back after the table")]
    return table.replace(SOURCES_MARKER, new_rows + SOURCES_MARKER), []


def navigation_with(config: str, short_title: str, pages: list[str]) -> tuple[str, list[Problem]]:
    """Return mkdocs.yml with a paper in its navigation; a problem if its place is not marked, or if this is not YAML (I105)."""
    try:
        if pages[0] in navigation.page_paths(config):
            return navigation.replace_pages(config, pages), []
        return navigation.add_paper(config, quote(short_title), pages), []
    except InvalidYaml as error:
        return config, [Problem(SETTINGS, 1, "I105", f"not YAML: {error}", "./run check says where")]
    except ValueError as error:
        return config, [Problem(SETTINGS, 1, "I105", str(error), "put it back where papers end in nav")]
