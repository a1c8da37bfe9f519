"""Reads the edition from disk, and writes files whole or not at all. The only place that knows which files make an edition."""

import os
from pathlib import Path

import yaml

from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN, version_sort_key
from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.edition import bibliography, manifest, navigation, redirects, timeline
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH, Edition, paragraph_references, problems_between
from scripts.reader.edition.manifest import Release
from scripts.reader.edition.settings import SEARCH_ENGINES, line_of_setting, site_settings
from scripts.reader.text import decisions, emendations, front_matter
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper


def load_edition(root: Path) -> Edition:
    """Read docs/ and bibliography.bib under root, and check all that can be checked without building the site."""
    problems: list[Problem] = []

    def page(path: str, schema: dict[str, front_matter.Field]) -> Page:
        text, unreadable = read_text(root, path)
        if unreadable:
            problems.extend(unreadable)
            return Page(path, {}, "", 1)
        parsed, found = front_matter.parse_page(path, text, schema)
        problems.extend(found)
        return parsed

    def paths(pattern: str) -> list[str]:
        return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))

    papers = []
    for folder in paper_slugs(root):
        index = page(f"docs/papers/{folder}/index.md", front_matter.PAPER_FIELDS)
        found = {Path(path).stem: path for path in paths(f"docs/papers/{folder}/*.md")}
        for slug in front_matter.PAPER_PAGES:
            found.pop(slug, None)
        listed = [slug for slug in index.record.get("sections") or [] if isinstance(slug, str)]
        for slug in listed:
            if slug not in found:
                hint = did_you_mean(slug, found, f"otherwise add docs/papers/{folder}/{slug}.md")
                problems.append(Problem(index.path, index.line_of("sections"), "P107", f'section "{slug}" has no page', hint))
        for slug, path in found.items():
            if slug not in listed:
                problems.append(Problem(path, 1, "P107", "the page is not among the sections of its paper", f"add {slug} to {index.path}"))
        sections = tuple(page(found[slug], front_matter.SECTION_FIELDS) for slug in listed if slug in found)
        papers.append(Paper(folder, index, sections, read_source(root, folder)[0]))
    entry_paths = [path for path in paths("docs/glossary/*.md") if not path.endswith("/index.md")]
    entry_pages = {Path(path).stem: page(path, front_matter.ENTRY_FIELDS) for path in entry_paths}
    known = {*entry_paths, *(page.path for paper in papers for page in (paper.index, *paper.sections))}
    others = tuple(page(path, front_matter.PAGE_FIELDS) for path in paths("docs/**/*.md") if path not in known)

    bib, unreadable = read_text(root, BIBLIOGRAPHY_PATH)
    problems += [Problem(p.path, p.line, "B101", p.message, p.hint) for p in unreadable]
    sources, found_problems = bibliography.parse_bibliography(BIBLIOGRAPHY_PATH, bib) if not unreadable else ({}, [])
    problems += found_problems

    edition = Edition(tuple(papers), entry_pages, others, sources, problems=problems)
    if (root / timeline.TIMELINE_PATH).exists():
        text, unreadable = read_text(root, timeline.TIMELINE_PATH)
        events, wrong = timeline.parse_timeline(timeline.TIMELINE_PATH, text, sources, paragraph_references(papers))
        edition.events = tuple(events)
        problems += [*unreadable, *wrong]
    settings = site_settings(root)
    edition.name = str(settings.get("site_name", ""))
    extra = settings.get("extra") or {}
    release = extra.get("edition") or {}
    edition.contact = os.environ.get("CONTACT") or str(extra.get("contact") or "")
    edition.search = str(extra.get("search") or "")
    if edition.search and edition.search not in SEARCH_ENGINES:
        hint = did_you_mean(
            edition.search,
            SEARCH_ENGINES,
            f"possible: {', '.join(SEARCH_ENGINES)}; without it, by the number of papers",
        )
        line = line_of_setting(root, "search: " + edition.search)
        problems.append(Problem("mkdocs.yml", line, "P110", f'"{edition.search}" is no search', hint))
    edition.version, edition.date = str(release.get("version", "")), str(release.get("date", ""))
    for paper in papers:
        path = decisions.DECISIONS_PATH.format(paper=paper.slug)
        if (root / path).exists():
            text, unreadable = read_text(root, path)
            edition.decisions[paper.slug], wrong = decisions.parse_decisions(path, text)
            problems += [*unreadable, *wrong]
    edition.released, wrong = read_releases(root)
    problems += wrong
    if (root / redirects.REDIRECTS_PATH).exists():
        text, unreadable = read_text(root, redirects.REDIRECTS_PATH)
        edition.redirects, wrong = redirects.parse_redirects(text)
        problems += [*unreadable, *wrong]
    problems += problems_between(edition, editorial_rules(root))
    return edition


def read_releases(root: Path) -> tuple[tuple[Release, ...], list[Problem]]:
    """The manifests of all editions that were released, the oldest first."""
    found, problems = [], []
    for folder in (root / RELEASES_FOLDER).glob("*/"):
        if VERSION_PATTERN.fullmatch(folder.name):
            path = f"{RELEASES_FOLDER}/{folder.name}/{manifest.MANIFEST_NAME}"
            text, unreadable = read_text(root, path)
            frozen, wrong = manifest.parse_manifest(path, text) if not unreadable else (None, [])
            problems += [*(Problem(p.path, p.line, "M101", p.message, f"git restore {path}") for p in unreadable), *wrong]
            found += [frozen] if frozen else []
    return tuple(sorted(found, key=lambda frozen: version_sort_key(frozen.version))), problems


def paper_slugs(root: Path) -> list[str]:
    """The papers' slugs, in the order of the navigation; those that it does not list come last."""
    found = sorted(path.parent.name for path in root.glob("docs/papers/*/index.md"))
    try:
        listed = navigation.page_paths(read_text(root, "mkdocs.yml")[0])
    except yaml.YAMLError:  # reported by the check of the navigation
        return found
    place = {path: position for position, path in enumerate(listed)}
    return sorted(found, key=lambda slug: place.get(f"papers/{slug}/index.md", len(place)))


def read_source(root: Path, paper: str) -> tuple[str, list[Problem]]:
    """The text of a paper as received, without a byte order mark."""
    text, problems = read_text(root, f"sources/{paper}.txt")
    return text.removeprefix("\ufeff"), problems


def editorial_rules(root: Path) -> set[str]:
    """The numbers of the editorial rules."""
    text, _ = read_text(root, "docs/about/editing.md")
    return set(emendations.RULE_LINE.findall(text))
