"""The files that an import writes: those of the paper, and the lists that gain rows. And the conflicts that stop it."""

import hashlib
from collections.abc import Mapping
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

SETTINGS = "mkdocs.yml"
SOURCES_TABLE = "sources/README.md"
SOURCES_MARKER = "<!-- ./run import adds the next source above this line -->"


class ReceivedFile(NamedTuple):
    """The file of a paper as it came: the ending of its name, without the dot, and its content."""

    ending: str
    data: bytes


class Bibliography(NamedTuple):
    """bibliography.bib, and a paper's references in it."""

    text: str = ""
    new_entries: Mapping[str, cited_works.Reference] = {}
    keys: tuple[str, ...] = ()  # of all of the paper's references, in order


def files_to_write(root: Path, received: ReceivedFile, extracted: Extracted, slug: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return all files that an import writes, by path under root; or no files, and all that is wrong.

    Args:
        root: the project.
        received: the file as it came, which is stored under sources/.
        extracted: the paper in it.
        slug: the paper's address under papers/.
    """
    short_title = slug.replace("-", " ").capitalize()
    sources = source_files(received, extracted, slug)
    references, problems = match_references(root, extracted.references)
    pages = {"index": record_page(short_title, extracted, slug, references.keys), **extracted.pages, **view_pages(short_title, slug)}
    files = paper_files(slug, sources, pages, extracted.figures)
    problems += conflicts(root, files)
    config, config_problems = read_text(root, SETTINGS)
    table, table_problems = read_text(root, SOURCES_TABLE)
    problems += config_problems + table_problems
    if references.new_entries:
        files[BIBLIOGRAPHY_PATH] = cited_works.with_entries(references.text, references.new_entries).encode()
    if not problems:
        new_table, problems = sources_table_with(table, source_rows(sources, extracted.tool))
        files |= {SOURCES_TABLE: new_table.encode()} if new_table != table else {}
    if not problems:
        new_config, problems = navigation_with(config, short_title, [f"papers/{slug}/{page}.md" for page in pages])
        files |= {SETTINGS: new_config.encode()} if new_config != config else {}
    return ({}, problems) if problems else (files, [])


def source_files(received: ReceivedFile, extracted: Extracted, slug: str) -> dict[str, bytes]:
    """Return the files for sources/, by name: the text of the paper and, if it came in another format, the file itself."""
    if received.ending == "txt":
        return {f"{slug}.txt": received.data}
    return {f"{slug}.txt": extracted.text.encode(), f"{slug}.{received.ending}": received.data}


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
    hint = "import never overwrites: choose another name with --paper, or remove the paper's files first"
    present = {folder: names_by_lower_case(root / folder) for folder in {str(PurePosixPath(path).parent) for path in files}}
    problems = []
    for path, content in files.items():
        folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
        there = present[folder].get(name.lower(), name)
        if there != name:
            problems.append(Problem(path, 1, "I105", f"systems that do not tell capitals apart would take it for {there}", hint))
        elif (root / path).exists() and (root / path).read_bytes() != content:
            problems.append(Problem(path, 1, "I105", "the file exists and has other content", hint))
    return problems


def names_by_lower_case(folder: Path) -> dict[str, str]:
    """Return the names of what is in a folder, by the same in lower case."""
    return {path.name.lower(): path.name for path in folder.iterdir()} if folder.is_dir() else {}


def match_references(root: Path, references: list[cited_works.Reference]) -> tuple[Bibliography, list[Problem]]:
    """Find a paper's references in bibliography.bib, and keys for those that it lacks. Problems if it cannot be read."""
    if not references:
        return Bibliography(), []
    text, problems = read_text(root, BIBLIOGRAPHY_PATH)
    listed, listed_problems = bibliography.parse_bibliography(BIBLIOGRAPHY_PATH, text)
    if problems or listed_problems:
        return Bibliography(), [*problems, *listed_problems]
    new_entries, keys = cited_works.assign_keys(references, {key: source.entry for key, source in listed.items()})
    return Bibliography(text, new_entries, tuple(keys)), []


def source_rows(sources: Mapping[str, bytes], tool: str) -> dict[str, str]:
    """Return the rows of the table of sources, by file name; tool is what took the text out of the file, with its version."""
    received = next((name for name in sources if not name.endswith(".txt")), "")
    rows = {}
    for name, data in sources.items():
        is_extracted = name.endswith(".txt") and received
        provenance = f"Text of {received}, taken from it by import with {tool}" if is_extracted else "not established"
        rows[name] = f"| [{name}]({name}) | `{hashlib.sha256(data).hexdigest()}` | {provenance} |\n"
    return rows


def sources_table_with(table: str, rows: Mapping[str, str]) -> tuple[str, list[Problem]]:
    """Return sources/README.md with the rows of files that it does not list yet; a problem if their place is not marked (I105)."""
    new_rows = "".join(row for name, row in rows.items() if f"| [{name}]" not in table)
    if new_rows and SOURCES_MARKER not in table:
        return table, [Problem(SOURCES_TABLE, 1, "I105", f"there is no line {SOURCES_MARKER}", "put it back behind the table")]
    return table.replace(SOURCES_MARKER, new_rows + SOURCES_MARKER), []


def navigation_with(config: str, short_title: str, pages: list[str]) -> tuple[str, list[Problem]]:
    """Return mkdocs.yml with a paper in its navigation; a problem if its place is not marked, or if this is not YAML (I105)."""
    try:
        if pages[0] in navigation.page_paths(config):
            return config, []
        return navigation.add_paper(config, quote(short_title), pages), []
    except InvalidYaml as error:
        return config, [Problem(SETTINGS, 1, "I105", f"not YAML: {error}", "./run check says where")]
    except ValueError as error:
        return config, [Problem(SETTINGS, 1, "I105", str(error), "put it back where papers end in nav")]
