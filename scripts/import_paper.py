"""Turn a received text into the pages of a paper.

    ./run import FILE --paper SLUG

Stores the text as sources/SLUG.txt, writes docs/papers/SLUG/index.md and a page for each section, and adds the paper to
mkdocs.yml and sources/README.md. Writes nothing if anything is wrong, and never over an edited page.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import yaml

from scripts import disk
from scripts.reader import navigation, sections
from scripts.reader.emendations import line_at
from scripts.reader.problems import Problem, report
from scripts.reader.records import PAPER_PAGES, SLUG
from scripts.reader.sections import Section

SOURCES = "sources/README.md"
RECORD = """---
title: "[Title not established]"
short_title: {short_title}
sections: [{sections}]
published: not established
---

# [Title not established]

Authors, title and place of publication are not established.

## Contents

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


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text of a received file, or why it is none (I101, I103)."""
    try:
        text = data.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte {error.start} is {data[error.start]:#04x}"
        return "", [Problem(path, line, "I101", message, "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8")]
    if not text.strip():
        return "", [Problem(path, 1, "I101", "the file is empty")]
    return text, [
        Problem(
            path,
            line_at(text, match.start()),
            "I103",
            f"control character U+{ord(match[0]):04X}",
            "remove it, or find out what it stood for",
        )
        for match in sections.CONTROL.finditer(text)
    ]


def section_problems(path: str, found: list[Section]) -> list[Problem]:
    """Whether a text has sections, each with an address of its own (I102)."""
    if not any(section.heading for section in found):
        hint = 'a heading is a line of its own, such as "1. Introduction", "ABSTRACT" or "Key Words: …"'
        return [Problem(path, 1, "I102", "no headings found", hint)]
    problems, lines = [], dict.fromkeys(PAPER_PAGES, 1)
    for section in found:
        if not section.slug:
            problems.append(
                Problem(path, section.line, "I102", f'heading "{section.heading}" gives no address', "it needs a Latin letter or a digit")
            )
        elif section.slug in lines:
            owner = "the paper itself" if section.slug in PAPER_PAGES else f"the section in line {lines[section.slug]}"
            message = f'section "{section.title}" has the address "{section.slug}", which belongs to {owner}'
            problems.append(Problem(path, section.line, "I102", message, "one of the two is perhaps no heading"))
        lines.setdefault(section.slug, section.line)
    return problems


def record(short_title: str, found: list[Section], slug: str) -> str:
    """The record of a paper about which nothing is established yet."""
    listed = ", ".join(section.slug for section in found)
    return RECORD.format(short_title=sections.quote(short_title), sections=listed, slug=slug)


def own_pages(short_title: str, slug: str) -> dict[str, str]:
    """The pages that a paper has besides its record and its sections."""
    return {
        "text": TEXT.format(short_title=short_title, slug=slug),
        "apparatus": APPARATUS.format(short_title=short_title, slug=slug),
        "received": RECEIVED.format(short_title=short_title, slug=slug),
    }


def plan(root: Path, name: str, data: bytes, slug: str) -> tuple[dict[str, bytes], list[Problem]]:
    """What import would write, by path; or all that is wrong. name is the file's, for the problems only."""
    if not SLUG.fullmatch(slug):
        return {}, [
            Problem("--paper", 1, "I104", f'"{slug}" cannot be an address', "lower-case letters, digits and hyphens: rise-of-the-taliban")
        ]
    text, problems = decode(name, data)
    found = sections.divide(text) if text else []
    problems += section_problems(name, found) if text else []
    if problems:
        return {}, problems
    short_title = slug.replace("-", " ").capitalize()
    folder = f"docs/papers/{slug}"
    wanted = {f"sources/{slug}.txt": data, f"{folder}/index.md": record(short_title, found, slug).encode()}
    pages = sections.pages(found, text) | own_pages(short_title, slug)
    wanted |= {f"{folder}/{page}.md": content.encode() for page, content in pages.items()}
    for path, content in wanted.items():
        if (root / path).exists() and (root / path).read_bytes() != content:
            hint = "import never overwrites: choose another name with --paper, or remove the paper's files first"
            problems.append(Problem(path, 1, "I105", "the file exists and has other content", hint))
    config, unreadable = disk.read_text(root, "mkdocs.yml")
    table, unreadable_too = disk.read_text(root, SOURCES)
    problems += unreadable + unreadable_too
    listed = [f"papers/{slug}/{page}.md" for page in ["index", *pages]]
    if not problems:
        try:
            if listed[0] not in navigation.paths(config):
                wanted["mkdocs.yml"] = navigation.add_paper(config, sections.quote(short_title), listed).encode()
        except ValueError as error:
            problems.append(Problem("mkdocs.yml", 1, "I105", str(error), "put it back where papers end in nav"))
        except yaml.YAMLError as error:
            problems.append(Problem("mkdocs.yml", 1, "I105", f"not YAML: {error}", "./run check says where"))
    if not problems and f"| [{slug}.txt]" not in table:
        if SOURCES_MARKER not in table:
            problems.append(Problem(SOURCES, 1, "I105", f"there is no line {SOURCES_MARKER}", "put it back behind the table"))
        row = f"| [{slug}.txt]({slug}.txt) | `{hashlib.sha256(data).hexdigest()}` | not established |\n"
        wanted[SOURCES] = table.replace(SOURCES_MARKER, row + SOURCES_MARKER).encode()
    return ({}, problems) if problems else (wanted, [])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run import", description="Turn a received text into the pages of a paper.")
    parser.add_argument("file", type=Path, help="the text as received, UTF-8")
    parser.add_argument("--paper", required=True, help="the paper's address: lower-case letters, digits and hyphens")
    chosen = parser.parse_args(arguments)
    root = Path.cwd()
    name = chosen.file.relative_to(root).as_posix() if chosen.file.is_relative_to(root) else str(chosen.file)
    try:
        data = chosen.file.read_bytes()
    except OSError as error:
        print(report([Problem(name, 1, "I101", f"the file cannot be read: {error.strerror}")]), file=sys.stderr)
        return 1
    wanted, problems = plan(root, name, data, chosen.paper)
    if problems:
        print(report(problems) + ". Nothing was written.", file=sys.stderr)
        return 1
    written = [path for path, content in wanted.items() if disk.write(root / path, content)]
    print("\n".join(f"wrote {path}" for path in written) or "Nothing to do: the paper is already there, unchanged.")
    if written:
        print(f"\nNext: complete docs/papers/{chosen.paper}/index.md and {SOURCES}, then ./run check (see CONTRIBUTING.md).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
