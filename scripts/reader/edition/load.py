"""Read the edition from its files. The only module that knows which files make an edition.

Each read_… function returns what it read together with what is wrong with it.
"""

import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN, version_sort_key
from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.yaml_nodes import InvalidYaml
from scripts.reader.edition import argument, bibliography, docs_files, manifest, navigation, redirects, teaching, timeline
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.data_file import Item
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH, Edition, paragraph_references, validate
from scripts.reader.edition.manifest import Release
from scripts.reader.edition.redirects import Redirect
from scripts.reader.edition.settings import SETTINGS_PATH, edition_settings, parse_settings
from scripts.reader.edition.timeline import Event
from scripts.reader.text import decisions, emendations, front_matter
from scripts.reader.text.decisions import Decision
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraphs

Value = TypeVar("Value")


def load_edition(root: Path) -> Edition:
    """Read the project under root, and check all that can be checked without building the site."""
    problems: list[Problem] = []

    def collect(result: tuple[Value, list[Problem]]) -> Value:
        value, found = result
        problems.extend(found)
        return value

    papers = collect(read_papers(root))
    entry_pages = collect(read_glossary(root))
    known = {page.path for paper in papers for page in (paper.index, *paper.sections)} | {page.path for page in entry_pages.values()}
    sources = collect(read_bibliography(root))
    settings = collect(edition_settings(read_text(root, SETTINGS_PATH)[0], os.environ.get("CONTACT", "")))
    edition = Edition(
        papers,
        entry_pages,
        collect(read_other_pages(root, known)),
        sources,
        events=collect(read_timeline(root, sources, paragraph_references(papers))),
        arguments=collect(read_arguments(root, papers, sources)),
        teaching=collect(read_teaching(root, sources, paragraph_references(papers), entry_pages)),
        decisions=collect(read_decisions(root, papers)),
        name=settings.name,
        version=settings.version,
        date=settings.date,
        contact=settings.contact,
        editors=settings.editors,
        publisher=settings.publisher,
        search=settings.search,
        newest_recorded=settings.newest_recorded,
        released=collect(read_releases(root)),
        redirects=collect(read_redirects(root)),
        rules=editorial_rules(root),
    )
    return replace(edition, problems=[*problems, *docs_problems(root), *validate(edition)])


def read_page(root: Path, path: str, schema: dict[str, front_matter.Field]) -> tuple[Page, list[Problem]]:
    """Read a Markdown file whose front matter has the fields of `schema`."""
    text, unreadable = read_text(root, path)
    return (Page(path, {}, "", 1), unreadable) if unreadable else front_matter.parse_page(path, text, schema)


def read_pages(root: Path, paths: Collection[str], schema: dict[str, front_matter.Field]) -> tuple[tuple[Page, ...], list[Problem]]:
    read = [read_page(root, path, schema) for path in paths]
    return tuple(page for page, _ in read), [problem for _, problems in read for problem in problems]


def paths(root: Path, pattern: str) -> list[str]:
    """Return the files under root that match a pattern, as paths from root, sorted."""
    return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))


def read_papers(root: Path) -> tuple[tuple[Paper, ...], list[Problem]]:
    read = [read_paper(root, slug) for slug in paper_slugs(root)]
    return tuple(paper for paper, _ in read), [problem for _, problems in read for problem in problems]


def read_paper(root: Path, paper: str) -> tuple[Paper, list[Problem]]:
    """Read the record of a paper and the sections that it lists; P107 if these are not the pages in the paper's folder."""
    index, problems = read_page(root, f"docs/papers/{paper}/index.md", front_matter.PAPER_FIELDS)
    found = {Path(path).stem: path for path in paths(root, f"docs/papers/{paper}/*.md")}
    for slug in front_matter.PAPER_PAGES:
        found.pop(slug, None)
    listed = [slug for slug in index.record.get("sections") or [] if isinstance(slug, str)]
    for slug in listed:
        if slug not in found:
            hint = did_you_mean(slug, found, f"otherwise add docs/papers/{paper}/{slug}.md")
            problems.append(Problem(index.path, index.line_of("sections"), "P107", f'section "{slug}" has no page', hint))
    for slug, path in found.items():
        if slug not in listed:
            problems.append(Problem(path, 1, "P107", "the page is not among the sections of its paper", f"add {slug} to {index.path}"))
    sections, wrong = read_pages(root, [found[slug] for slug in listed if slug in found], front_matter.SECTION_FIELDS)
    return Paper(paper, index, sections, read_source(root, paper)[0]), [*problems, *wrong]


def paper_slugs(root: Path) -> list[str]:
    """Return the papers' slugs, in the order of the navigation; those that it does not list come last."""
    found = sorted(path.parent.name for path in root.glob("docs/papers/*/index.md"))
    try:
        listed = navigation.page_paths(read_text(root, SETTINGS_PATH)[0])
    except InvalidYaml:  # reported by navigation_problems
        return found
    position = {path: number for number, path in enumerate(listed)}
    return sorted(found, key=lambda slug: position.get(f"papers/{slug}/index.md", len(position)))


def read_source(root: Path, paper: str) -> tuple[str, list[Problem]]:
    """Read the text of a paper as received, without a byte order mark."""
    return read_text(root, f"sources/{paper}.txt")


def read_glossary(root: Path) -> tuple[dict[str, Page], list[Problem]]:
    """Read the pages of the glossary entries, by slug."""
    found = [path for path in paths(root, "docs/glossary/*.md") if not path.endswith("/index.md")]
    pages, problems = read_pages(root, found, front_matter.ENTRY_FIELDS)
    return {page.slug: page for page in pages}, problems


def read_other_pages(root: Path, known: set[str]) -> tuple[tuple[Page, ...], list[Problem]]:
    """Read all pages but those at the `known` paths."""
    return read_pages(root, [path for path in paths(root, "docs/**/*.md") if path not in known], front_matter.PAGE_FIELDS)


def read_bibliography(root: Path) -> tuple[dict[str, Source], list[Problem]]:
    """Read the sources, by key."""
    text, unreadable = read_text(root, BIBLIOGRAPHY_PATH)
    if unreadable:
        return {}, [replace(problem, code="B101") for problem in unreadable]
    return bibliography.parse_bibliography(BIBLIOGRAPHY_PATH, text)


def read_optional(root: Path, path: str) -> tuple[str, list[Problem]]:
    """Read a file that an edition need not have: "" if it is absent."""
    return read_text(root, path) if (root / path).exists() else ("", [])


def read_timeline(root: Path, keys: Collection[str], paragraphs: Collection[str]) -> tuple[tuple[Event, ...], list[Problem]]:
    """Read the events of the timeline; `keys` are those of the bibliography, `paragraphs` all of the edition (paper#p3)."""
    text, unreadable = read_optional(root, timeline.TIMELINE_PATH)
    events, wrong = timeline.parse_timeline(timeline.TIMELINE_PATH, text, keys, paragraphs)
    return tuple(events), [*unreadable, *wrong]


def read_arguments(root: Path, papers: Collection[Paper], keys: Collection[str]) -> tuple[dict[str, Item], list[Problem]]:
    """Read the arguments of the papers, by paper; a paper may have none. `keys` are those of the bibliography."""
    found: dict[str, Item] = {}
    problems: list[Problem] = []
    for paper in papers:
        path = argument.ARGUMENT_PATH.format(paper=paper.slug)
        if (root / path).exists():
            text, unreadable = read_text(root, path)
            readings = {block.id: block.reading for section in paper.sections for block in paragraphs(section)}
            read, wrong = argument.parse_argument(path, text, readings, keys) if not unreadable else (None, [])
            problems += [*unreadable, *wrong]
            found |= {paper.slug: read} if read else {}
    return found, problems


def read_teaching(root: Path, keys: Collection[str], paragraphs: Collection[str], entries: Collection[str]) -> tuple[Item, list[Problem]]:
    """Read what the page for teaching lists; the collections are all that it may name (see teaching.parse_teaching)."""
    text, unreadable = read_optional(root, teaching.TEACHING_PATH)
    found, wrong = teaching.parse_teaching(teaching.TEACHING_PATH, text, keys, paragraphs, entries)
    return found, [*unreadable, *wrong]


def read_decisions(root: Path, papers: Collection[Paper]) -> tuple[dict[str, list[Decision]], list[Problem]]:
    """Read the decisions about the defects of the received texts, by paper; a paper may have none."""
    found: dict[str, list[Decision]] = {}
    problems: list[Problem] = []
    for paper in papers:
        path = decisions.DECISIONS_PATH.format(paper=paper.slug)
        if (root / path).exists():
            text, unreadable = read_text(root, path)
            found[paper.slug], wrong = decisions.parse_decisions(path, text)
            problems += [*unreadable, *wrong]
    return found, problems


def read_releases(root: Path) -> tuple[tuple[Release, ...], list[Problem]]:
    """Read the manifests of all released versions, the oldest first."""
    found, problems = [], []
    for folder in (root / RELEASES_FOLDER).glob("*/"):
        if VERSION_PATTERN.fullmatch(folder.name):
            path = f"{RELEASES_FOLDER}/{folder.name}/{manifest.MANIFEST_NAME}"
            text, unreadable = read_text(root, path)
            release, wrong = manifest.parse_manifest(path, text) if not unreadable else (None, [])
            problems += [*(replace(problem, code="M101", hint=f"git restore {path}") for problem in unreadable), *wrong]
            found += [release] if release else []
    return tuple(sorted(found, key=lambda release: version_sort_key(release.version))), problems


def read_redirects(root: Path) -> tuple[dict[str, Redirect], list[Problem]]:
    """Read the redirects, by old address."""
    text, unreadable = read_optional(root, redirects.REDIRECTS_PATH)
    found, wrong = redirects.parse_redirects(text)
    return found, [*unreadable, *wrong]


def docs_problems(root: Path) -> list[Problem]:
    """Check that what lies under docs/ may be published (P114)."""
    docs = root / "docs"
    found = ((path, path.is_symlink() and not is_below(path, docs)) for path in sorted(docs.rglob("*")))
    return [problem for path, out in found for problem in docs_files.docs_file_problems(path.relative_to(root).as_posix(), out)]


def is_below(link: Path, folder: Path) -> bool:
    """Return whether a link leads to something in a folder."""
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # it leads nowhere, or to itself
        return False


def site_settings(root: Path) -> dict[str, Any]:
    """Return what mkdocs.yml says; nothing if it cannot be read, which navigation_problems reports."""
    try:
        return parse_settings(read_text(root, SETTINGS_PATH)[0])
    except InvalidYaml:
        return {}


def editorial_rules(root: Path) -> frozenset[str]:
    """Return the numbers of the editorial rules, such as E2.1."""
    return frozenset(emendations.RULE_LINE.findall(read_text(root, "docs/about/editing.md")[0]))
