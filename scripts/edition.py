"""Reads the edition from disk. The only place that knows which files make it up."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from scripts.reader import bibliography, emendations, glossary, paragraphs, records
from scripts.reader.bibliography import Source
from scripts.reader.concordance import Mention, Paper, concordance
from scripts.reader.glossary import Entry
from scripts.reader.problems import Problem, did_you_mean
from scripts.reader.records import Page


@dataclass
class Edition:
    """All that editors write, read and checked; what is wrong stands in problems."""

    papers: tuple[Paper, ...]
    entry_pages: dict[str, Page]  # by slug
    other_pages: tuple[Page, ...]
    sources: dict[str, Source]  # by key
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Glossary entries by slug, sorted by title."""
        entries = sorted(map(glossary.entry_of, self.entry_pages.values()), key=lambda entry: entry.title.casefold())
        return {entry.slug: entry for entry in entries}

    @cached_property
    def names(self) -> dict[str, str]:
        return glossary.names_of(self.entries.values())

    @cached_property
    def mentions(self) -> list[Mention]:
        return concordance(self.papers, glossary.finder(self.names))

    @property
    def pages(self) -> Iterator[Page]:
        """Every page, in the order of the site."""
        for paper in self.papers:
            yield paper.index
            yield from paper.sections
        yield from self.entry_pages.values()
        yield from self.other_pages


def read_text(root: Path, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, or a problem that says why it cannot be read."""
    try:
        return (root / path).read_text(encoding="utf-8"), []
    except UnicodeDecodeError as error:
        return "", [Problem(path, 1, "P101", f"not UTF-8: byte {error.start} is {error.object[error.start]:#04x}", "save it as UTF-8")]
    except OSError as error:
        return "", [Problem(path, 1, "P101", f"cannot be read: {error.strerror}")]


def read(root: Path) -> Edition:
    """Read docs/ and bibliography.bib under root, and check all that can be checked without building the site."""
    problems: list[Problem] = []

    def page(path: str, schema: dict[str, records.Field]) -> Page:
        text, unreadable = read_text(root, path)
        if unreadable:
            problems.extend(unreadable)
            return Page(path, {}, "", 1)
        parsed, found = records.parse(path, text, schema)
        problems.extend(found)
        return parsed

    def paths(pattern: str) -> list[str]:
        return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))

    papers = []
    for folder in sorted(path.parent.name for path in root.glob("docs/papers/*/index.md")):
        index = page(f"docs/papers/{folder}/index.md", records.PAPER)
        found = {Path(path).stem: path for path in paths(f"docs/papers/{folder}/*.md")}
        del found["index"]
        listed = [slug for slug in index.record.get("sections") or [] if isinstance(slug, str)]
        for slug in listed:
            if slug not in found:
                hint = did_you_mean(slug, found, f"otherwise add docs/papers/{folder}/{slug}.md")
                problems.append(Problem(index.path, index.line_of("sections"), "P107", f'section "{slug}" has no page', hint))
        for slug, path in found.items():
            if slug not in listed:
                problems.append(Problem(path, 1, "P107", "the page is not among the sections of its paper", f"add {slug} to {index.path}"))
        sections = tuple(page(found[slug], records.SECTION) for slug in listed if slug in found)
        papers.append(Paper(folder, index, sections))
    entry_paths = [path for path in paths("docs/glossary/*.md") if not path.endswith("/index.md")]
    entry_pages = {Path(path).stem: page(path, records.ENTRY) for path in entry_paths}
    known = {*entry_paths, *(path for paper in papers for path in paths(f"docs/papers/{paper.slug}/*.md"))}
    others = tuple(page(path, records.PAGE) for path in paths("docs/**/*.md") if path not in known)

    bib, unreadable = read_text(root, "bibliography.bib")
    problems += [Problem(p.path, p.line, "B101", p.message, p.hint) for p in unreadable]
    sources, found_problems = bibliography.read("bibliography.bib", bib) if not unreadable else ({}, [])
    problems += found_problems

    edition = Edition(tuple(papers), entry_pages, others, sources, problems)
    problems += page_problems(edition, rules_of(root))
    return edition


def rules_of(root: Path) -> set[str]:
    """The numbers of the editorial rules."""
    text, _ = read_text(root, "docs/about/editing.md")
    return set(emendations.RULE_LINE.findall(text))


def page_problems(edition: Edition, rules: set[str]) -> Iterator[Problem]:
    for paper in edition.papers:
        yield from paragraphs.problems_of(paper.sections)
        for section in paper.sections:
            for line, message, hint in emendations.lint(section.body):
                yield Problem(section.path, section.body_line + line - 1, "T101", message, hint)
            for emendation in emendations.find(section.body):
                if emendation.rule and emendation.rule not in rules:
                    line = section.body_line + emendations.line_at(section.body, emendation.start) - 1
                    hint = did_you_mean(emendation.rule, rules, "the rules stand in docs/about/editing.md")
                    yield Problem(section.path, line, "T102", f"there is no rule {emendation.rule}", hint)
    yield from glossary.problems_of(edition.entry_pages)
    sections = {section.path for paper in edition.papers for section in paper.sections}
    for page in edition.pages:
        if edition.sources:
            yield from bibliography.citation_problems(page, edition.sources, page.path in sections)
    for page in edition.entry_pages.values():
        yield from bibliography.entry_source_problems(page)


def write(path: Path, content: str | bytes) -> bool:
    """Write a file whole or not at all, and only if it changes. Says whether it changed."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n"
