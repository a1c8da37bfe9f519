"""The files of an imported paper: its record, its pages, its rows in the lists, and the conflicts that stop the import."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import yaml

from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.edition import bibliography, navigation
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH
from scripts.reader.importing import cited_works, plain_text, section_pages
from scripts.reader.importing.extract import Extracted
from scripts.reader.importing.metadata import PaperMetadata

SOURCES = "sources/README.md"
RECORD = """---
{record}
---

# {title}

{told}

{references}## Contents

--8<-- "papers/{slug}.md"
"""
APPARATUS = """---
title: Apparatus
---

# Apparatus: {short_title}

Every change that this edition makes to the received text, with its place, its reason and its [editorial rule](/about/editing.md).

--8<-- "papers/{slug}/apparatus.md"
"""
TEXT = """---
title: Whole text
search:
  exclude: true
---

# {short_title}: the whole text

--8<-- "papers/{slug}/text.md"
"""
RECEIVED = """---
title: Received text
search:
  exclude: true
---

# Received text: {short_title}

The text as it came to this edition, line by line, with every slip. Each line leads to the paragraph it went into.

--8<-- "papers/{slug}/received.md"
"""
SOURCES_MARKER = "<!-- ./run import adds the next source above this line -->"
FIELDS = ("language", "journal", "year", "volume", "issue", "pages", "doi", "licence")  # of a record, as the file gives them


def record(short_title: str, extracted: Extracted, slug: str, keys: list[str]) -> str:
    """The record of a paper: what its file says of it, and nothing else. keys: of the references in the bibliography."""
    known, quote = extracted.metadata, plain_text.quote
    lines = [
        f"title: {quote(known.title or '[Title not established]')}",
        f"short_title: {quote(short_title)}",
        f"sections: [{', '.join(extracted.pages)}]",
        "published: not established",
    ]
    lines += ["authors:", *(f"  - {quote(name)}" for name in known.authors)] if known.authors else []
    given = {name: str(getattr(known, name)) for name in FIELDS}
    lines += [f"{name}: {value if name == 'year' else quote(value)}" for name, value in given.items() if value]
    lines += ["keywords:", *(f"  - {quote(word)}" for word in known.keywords)] if known.keywords else []
    cited = f"## References\n\nThe references that the paper's file carries. [{'; '.join(f'@{key}' for key in keys)}]\n\n" if keys else ""
    title = section_pages.hashes(plain_text.escape(known.title)) if known.title else "[Title not established]"
    return RECORD.format(record="\n".join(lines), title=title, told=told_of(known), references=cited, slug=slug)


def told_of(known: PaperMetadata) -> str:
    """What is known of a paper, in sentences."""
    if not any((known.title, known.authors, known.byline, known.journal)):
        return "Authors, title and place of publication are not established."
    lines = []
    if known.authors or known.byline:
        names = "; ".join(known.authors) or ", ".join(known.byline)
        lines.append(f"**Authors:** {plain_text.escape(names)}, as the received file gives them.")
    else:
        lines.append("**Authors:** not established.")
    lines.append(f"**Title:** {'as the received file gives it' if known.title else 'not established'}.")
    if known.journal:
        numbers = [known.journal, known.volume and f"vol. {known.volume}", known.issue and f"no. {known.issue}", known.year, known.pages]
        lines.append(f"**Published:** {plain_text.escape(', '.join(filter(None, numbers)))}, as the received file says.")
    else:
        lines.append("**Published:** not established.")
    return "\n".join([*lines, "{: .record }"])


def own_pages(short_title: str, slug: str) -> dict[str, str]:
    """The pages that a paper has besides its record and its sections."""
    short_title = plain_text.escape(short_title)
    return {
        "text": TEXT.format(short_title=short_title, slug=slug),
        "apparatus": APPARATUS.format(short_title=short_title, slug=slug),
        "received": RECEIVED.format(short_title=short_title, slug=slug),
    }


class Received(NamedTuple):
    """A file as it came: its name for people, how it ends, and its content."""

    name: str
    ending: str
    data: bytes


def plan(root: Path, received: Received, extracted: Extracted, slug: str) -> tuple[dict[str, bytes], list[Problem]]:
    """What import would write, by path; or all that is wrong."""
    short_title = slug.replace("-", " ").capitalize()
    folder = f"docs/papers/{slug}"
    sources = {f"{slug}.txt": received.data if received.ending == "txt" else extracted.text.encode()}
    if received.ending != "txt":
        sources[f"{slug}.{received.ending}"] = received.data
    new, keys, bib, problems = planned_references(root, extracted)
    pages = extracted.pages | own_pages(short_title, slug)
    wanted = {f"sources/{name}": data for name, data in sources.items()}
    wanted |= {f"{folder}/index.md": record(short_title, extracted, slug, keys).encode()}
    wanted |= {f"{folder}/{page}.md": content.encode() for page, content in pages.items()}
    wanted |= {f"{folder}/{name}": data for name, data in extracted.figures.items()}
    for path, content in wanted.items():
        if (root / path).exists() and (root / path).read_bytes() != content:
            hint = "import never overwrites: choose another name with --paper, or remove the paper's files first"
            problems.append(Problem(path, 1, "I105", "the file exists and has other content", hint))
    config, unreadable = read_text(root, "mkdocs.yml")
    table, unreadable_too = read_text(root, SOURCES)
    problems += unreadable + unreadable_too
    if new:
        wanted[BIBLIOGRAPHY_PATH] = cited_works.added(bib, new).encode()
    if not problems:
        rows = ""
        for name, data in sources.items():
            if f"| [{name}]" not in table:
                rows += f"| [{name}]({name}) | `{hashlib.sha256(data).hexdigest()}` | {provenance(name, sources, extracted)} |\n"
        if rows and SOURCES_MARKER not in table:
            problems.append(Problem(SOURCES, 1, "I105", f"there is no line {SOURCES_MARKER}", "put it back behind the table"))
        elif rows:
            wanted[SOURCES] = table.replace(SOURCES_MARKER, rows + SOURCES_MARKER).encode()
    if not problems:
        listed = [f"papers/{slug}/{page}.md" for page in ["index", *pages]]
        try:
            if listed[0] not in navigation.page_paths(config):
                wanted["mkdocs.yml"] = navigation.add_paper(config, plain_text.quote(short_title), listed).encode()
        except ValueError as error:
            problems.append(Problem("mkdocs.yml", 1, "I105", str(error), "put it back where papers end in nav"))
        except yaml.YAMLError as error:
            problems.append(Problem("mkdocs.yml", 1, "I105", f"not YAML: {error}", "./run check says where"))
    return ({}, problems) if problems else (wanted, [])


def provenance(name: str, sources: dict[str, bytes], extracted: Extracted) -> str:
    """What the table of sources says of a file."""
    others = [other for other in sources if other != name]
    if name.endswith(".txt") and others:
        return f"Text of {others[0]}, taken from it by import with {extracted.tool}"
    return "not established"


def planned_references(root: Path, extracted: Extracted) -> tuple[dict, list[str], str, list[Problem]]:
    """The references that the bibliography lacks, by key; the keys of all; the bibliography as it is."""
    if not extracted.references:
        return {}, [], "", []
    bib, problems = read_text(root, BIBLIOGRAPHY_PATH)
    known, wrong = bibliography.parse_bibliography(BIBLIOGRAPHY_PATH, bib)
    if problems or wrong:
        return {}, [], bib, [*problems, *wrong]
    new, keys = cited_works.keyed(extracted.references, {key: source.entry for key, source in known.items()})
    return new, keys, bib, []
