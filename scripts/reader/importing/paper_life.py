"""Take a paper out of the edition, or give it another address: which files change, and what stands in the way."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.edition import edition as editions
from scripts.reader.edition import load
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH, Edition
from scripts.reader.edition.redirects import REDIRECTS_PATH
from scripts.reader.importing.paper_files import SETTINGS, SOURCES_TABLE
from scripts.reader.importing.slugs import is_safe_slug
from scripts.reader.text.paragraphs import paragraphs

Changes = dict[str, bytes | None]  # by path under the root; None for a file that goes


def files_of(root: Path, slug: str) -> list[str]:
    """Return the files that belong to one paper alone, by path under the root."""
    patterns = (f"docs/papers/{slug}/**/*", f"sources/{slug}.*", f"sources/decisions/{slug}.tsv", f"sources/reports/{slug}.*")
    return [path.relative_to(root).as_posix() for pattern in patterns for path in sorted(root.glob(pattern)) if path.is_file()]


def texts(root: Path, but: Iterable[str] = ()) -> dict[str, str]:
    """Return all files that editors write, by path, but some."""
    paths = [*root.glob("docs/**/*.md"), *root.glob("docs/**/*.yaml"), root / SETTINGS, root / SOURCES_TABLE]
    names = {path.relative_to(root).as_posix(): path for path in paths if path.is_file()}
    return {name: path.read_text(encoding="utf-8") for name, path in names.items() if name not in set(but)}


def unknown_paper(edition: Edition, slug: str) -> list[Problem]:
    slugs = [paper.slug for paper in edition.papers]
    hint = did_you_mean(slug, slugs, f"the papers are: {', '.join(slugs)}" if slugs else "there is no paper yet")
    return [] if slug in slugs else [Problem(f"docs/papers/{slug}", 1, "I104", "there is no such paper", hint)]


def reference_pattern(slug: str) -> re.Pattern[str]:
    """Return the pattern of a paper's address, as links, inclusions and lists of paragraphs write it."""
    return re.compile(rf"(?<![\w-])(?P<folder>papers/){re.escape(slug)}(?=[/.\"'])|(?<![\w-]){re.escape(slug)}(?=#p\d)")


def released_pages(edition: Edition, slug: str) -> list[str]:
    """Return the addresses of a paper's pages that a released edition has, and that are not redirected yet."""
    folder = f"papers/{slug}/"
    found = {page for release in edition.released for page in release.titles if page.startswith(folder)}
    return sorted(found - set(edition.redirects))


def with_redirects(text: str, redirects: Mapping[str, str]) -> str:
    """Return docs/redirects.yaml with more redirects."""
    return text.rstrip("\n") + "\n" * bool(text.strip()) + "".join(f'"{old}": "{new}"\n' for old, new in redirects.items())


def removal(root: Path, slug: str) -> tuple[Changes, list[Problem]]:
    """Return what changes when a paper goes, or what still refers to it (I105)."""
    edition = load.load_edition(root)
    if problems := unknown_paper(edition, slug):
        return {}, problems
    own = files_of(root, slug)
    others = texts(root, own)
    pattern = reference_pattern(slug)
    kept_lists = (SETTINGS, SOURCES_TABLE, REDIRECTS_PATH)
    problems = [
        Problem(path, line_at(text, match.start()), "I105", f"this refers to {slug}: {match[0]}", "take it out first")
        for path, text in others.items()
        if path not in kept_lists
        for match in pattern.finditer(text)
    ]
    if problems:
        return {}, problems
    table = others.get(SOURCES_TABLE, "")
    shared = {name for name in own if re.search(rf"Text of {re.escape(Path(name).name)},", without_rows(table, slug))}
    changes: Changes = {name: None for name in own if name not in shared}
    rows = table if shared else without_rows(table, slug)
    new = {SETTINGS: without_navigation(others[SETTINGS], slug), SOURCES_TABLE: rows}
    bibliography = root / BIBLIOGRAPHY_PATH
    if bibliography.is_file():
        new[BIBLIOGRAPHY_PATH] = without_entries(bibliography.read_text(encoding="utf-8"), cited_by_it_alone(edition, slug))
    if pages := released_pages(edition, slug):
        new[REDIRECTS_PATH] = with_redirects(others.get(REDIRECTS_PATH, ""), dict.fromkeys(pages, ""))
    return changes | {path: text.encode() for path, text in new.items() if text}, []


def without_rows(table: str, slug: str) -> str:
    return re.sub(rf"^\| \[{re.escape(slug)}\.[\w.]+\].*\n", "", table, flags=re.MULTILINE)


def without_navigation(settings: str, slug: str) -> str:
    """Return mkdocs.yml without the pages of a paper, and without the title above them."""
    pages = rf"(?:^[ \t]+- papers/{re.escape(slug)}/\S+[ \t]*\n)+"
    return re.sub(rf"^[ \t]+- [^\n]*:[ \t]*\n{pages}", "", settings, flags=re.MULTILINE)


def cited_by_it_alone(edition: Edition, slug: str) -> set[str]:
    """Return the keys of the sources that nothing would cite without a paper, and that something cites with it."""
    papers = tuple(paper for paper in edition.papers if paper.slug != slug)
    arguments = {paper: item for paper, item in edition.arguments.items() if paper != slug}
    return uncited(replace(edition, papers=papers, arguments=arguments)) - uncited(edition)


def uncited(edition: Edition) -> set[str]:
    pattern = re.compile(r'nothing cites "(.+)"')
    found = (pattern.fullmatch(problem.message) for problem in editions.citing_problems(edition))
    return {match[1] for match in found if match}


def without_entries(bibliography: str, keys: Iterable[str]) -> str:
    for key in keys:
        bibliography = re.sub(rf"^@\w+\{{\s*{re.escape(key)}\s*,.*?(?=^@|\Z)", "", bibliography, flags=re.MULTILINE | re.DOTALL)
    return bibliography


def renaming(root: Path, old: str, new: str) -> tuple[Changes, list[Problem]]:
    """Return what changes when a paper gets another address, or what is wrong with that."""
    edition = load.load_edition(root)
    problems = unknown_paper(edition, old)
    if not is_safe_slug(new):
        hint = "at most 60 lower-case letters, digits and hyphens, and no name of a device"
        problems.append(Problem("NEW", 1, "I104", f'"{new}" cannot be an address', hint))
    elif taken := files_of(root, new):
        problems.append(Problem(taken[0], 1, "I105", f'the address "{new}" is taken', "choose another"))
    if problems:
        return {}, problems
    changes: Changes = {}
    own = files_of(root, old)
    for path, text in texts(root).items():
        changes[renamed_path(path, old, new) if path in own else path] = renamed_text(path, text, old, new).encode()
    for path in own:
        changes.setdefault(renamed_path(path, old, new), (root / path).read_bytes())
        changes[path] = None
    if pages := released_pages(edition, old):
        listed = (changes.get(REDIRECTS_PATH) or b"").decode()
        moved = {page: f"papers/{new}/" + page.removeprefix(f"papers/{old}/") for page in pages}
        changes[REDIRECTS_PATH] = with_redirects(listed, moved).encode()
    return changes, []


def renamed_path(path: str, old: str, new: str) -> str:
    """Return the path of a file of a paper under its new address."""
    return re.sub(rf"(?<=/){re.escape(old)}(?=[/.])", new, path, count=1)


def renamed_text(path: str, text: str, old: str, new: str) -> str:
    """Return a file that editors write with the new address of a paper. Its old one stays where a redirect begins."""
    if path == SOURCES_TABLE:
        return re.sub(rf"(?<![\w-]){re.escape(old)}(?=\.\w)", new, text)
    kept = re.compile(rf'^"?papers/{re.escape(old)}/[^:\n]*:', re.MULTILINE) if path == REDIRECTS_PATH else None
    spans = [match.span() for match in kept.finditer(text)] if kept else []

    def put(match: re.Match[str]) -> str:
        is_kept = any(start <= match.start() < end for start, end in spans)
        return match[0] if is_kept else f"{match['folder'] or ''}{new}"

    return reference_pattern(old).sub(put, text)


def summaries(edition: Edition) -> Iterator[tuple[str, ...]]:
    """Yield for each paper its address, short title, language, sections, paragraphs and words."""
    for paper in edition.papers:
        counted = [paragraphs(section) for section in paper.sections]
        words = sum(len(block.reading.split()) for section in counted for block in section)
        language = str(paper.index.record.get("language", "en"))
        yield paper.slug, paper.short_title, language, str(len(paper.sections)), str(sum(map(len, counted))), str(words)
