"""Reads the edition from disk, and writes files whole or not at all. The only place that knows which files make an edition."""

import os
import threading
from pathlib import Path
from typing import Any

import yaml

from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.concepts.mentions import Paper
from scripts.reader.edition import bibliography, manifest, navigation, redirects, timeline
from scripts.reader.edition.edition import BIBLIOGRAPHY, Edition, paragraph_places, problems_between
from scripts.reader.edition.manifest import Frozen
from scripts.reader.search import search_documents
from scripts.reader.text import decisions, emendations, front_matter
from scripts.reader.text.front_matter import Page


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

    def page(path: str, schema: dict[str, front_matter.Field]) -> Page:
        text, unreadable = read_text(root, path)
        if unreadable:
            problems.extend(unreadable)
            return Page(path, {}, "", 1)
        parsed, found = front_matter.parse(path, text, schema)
        problems.extend(found)
        return parsed

    def paths(pattern: str) -> list[str]:
        return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))

    papers = []
    for folder in folders(root):
        index = page(f"docs/papers/{folder}/index.md", front_matter.PAPER)
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
        sections = tuple(page(found[slug], front_matter.SECTION) for slug in listed if slug in found)
        papers.append(Paper(folder, index, sections, received(root, folder)[0]))
    entry_paths = [path for path in paths("docs/glossary/*.md") if not path.endswith("/index.md")]
    entry_pages = {Path(path).stem: page(path, front_matter.ENTRY) for path in entry_paths}
    known = {*entry_paths, *(page.path for paper in papers for page in (paper.index, *paper.sections))}
    others = tuple(page(path, front_matter.PAGE) for path in paths("docs/**/*.md") if path not in known)

    bib, unreadable = read_text(root, BIBLIOGRAPHY)
    problems += [Problem(p.path, p.line, "B101", p.message, p.hint) for p in unreadable]
    sources, found_problems = bibliography.read(BIBLIOGRAPHY, bib) if not unreadable else ({}, [])
    problems += found_problems

    edition = Edition(tuple(papers), entry_pages, others, sources, problems=problems)
    if (root / timeline.PATH).exists():
        text, unreadable = read_text(root, timeline.PATH)
        events, wrong = timeline.read(timeline.PATH, text, sources, paragraph_places(papers))
        edition.events = tuple(events)
        problems += [*unreadable, *wrong]
    settings = site_settings(root)
    edition.name = str(settings.get("site_name", ""))
    extra = settings.get("extra") or {}
    release = extra.get("edition") or {}
    edition.contact = os.environ.get("CONTACT") or str(extra.get("contact") or "")
    edition.search = str(extra.get("search") or "")
    if edition.search and edition.search not in search_documents.ENGINES:
        hint = did_you_mean(
            edition.search,
            search_documents.ENGINES,
            f"possible: {', '.join(search_documents.ENGINES)}; without it, by the number of papers",
        )
        line = settings_line(root, "search: " + edition.search)
        problems.append(Problem("mkdocs.yml", line, "P110", f'"{edition.search}" is no search', hint))
    edition.version, edition.date = str(release.get("version", "")), str(release.get("date", ""))
    for paper in papers:
        path = decisions.PATH.format(paper=paper.slug)
        if (root / path).exists():
            text, unreadable = read_text(root, path)
            edition.decisions[paper.slug], wrong = decisions.read(path, text)
            problems += [*unreadable, *wrong]
    edition.released, wrong = released(root)
    problems += wrong
    if (root / redirects.PATH).exists():
        text, unreadable = read_text(root, redirects.PATH)
        edition.redirects, wrong = redirects.read(text)
        problems += [*unreadable, *wrong]
    problems += problems_between(edition, rules_of(root))
    return edition


def settings_line(root: Path, text: str) -> int:
    """The line of mkdocs.yml that says so; the first, if none does."""
    lines = read_text(root, "mkdocs.yml")[0].split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.strip().startswith(text)), 1)


def released(root: Path) -> tuple[tuple[Frozen, ...], list[Problem]]:
    """The manifests of all editions that were released, the oldest first."""
    found, problems = [], []
    for folder in (root / manifest.FOLDER).glob("*/"):
        if manifest.VERSION.fullmatch(folder.name):
            path = f"{manifest.FOLDER}/{folder.name}/{manifest.NAME}"
            text, unreadable = read_text(root, path)
            frozen, wrong = manifest.read(path, text) if not unreadable else (None, [])
            problems += [*(Problem(p.path, p.line, "M101", p.message, f"git restore {path}") for p in unreadable), *wrong]
            found += [frozen] if frozen else []
    return tuple(sorted(found, key=lambda frozen: manifest.version_order(frozen.version))), problems


def site_settings(root: Path) -> dict[str, Any]:
    """What mkdocs.yml says; nothing, if it cannot be read, which the check of the navigation reports."""
    try:
        return yaml.load(read_text(root, "mkdocs.yml")[0], navigation.Loader) or {}
    except yaml.YAMLError:
        return {}


def folders(root: Path) -> list[str]:
    """The papers' slugs, in the order of the navigation; those that it does not list come last."""
    found = sorted(path.parent.name for path in root.glob("docs/papers/*/index.md"))
    try:
        listed = navigation.paths(read_text(root, "mkdocs.yml")[0])
    except yaml.YAMLError:  # reported by the check of the navigation
        return found
    place = {path: position for position, path in enumerate(listed)}
    return sorted(found, key=lambda slug: place.get(f"papers/{slug}/index.md", len(place)))


def received(root: Path, paper: str) -> tuple[str, list[Problem]]:
    """The text of a paper as received, without a byte order mark."""
    text, problems = read_text(root, f"sources/{paper}.txt")
    return text.removeprefix("\ufeff"), problems


def rules_of(root: Path) -> set[str]:
    """The numbers of the editorial rules."""
    text, _ = read_text(root, "docs/about/editing.md")
    return set(emendations.RULE_LINE.findall(text))


def put(path: Path, content: str | bytes) -> None:
    """Write a file of the site. A build that is interrupted begins with an empty site again, so that this takes no more than it must."""
    data = content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write(path: Path, content: str | bytes) -> bool:
    """Write a file whole or not at all, and only if it changes. Says whether it changed."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True
