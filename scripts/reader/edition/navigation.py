"""The navigation in mkdocs.yml: read it, check it, and add a paper to it without touching the rest of the file."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from scripts.reader.common.problems import Problem
from scripts.reader.common.yaml_nodes import InvalidYaml
from scripts.reader.edition.settings import SETTINGS_PATH, parse_settings
from scripts.reader.text.front_matter import PAPER_PAGES
from scripts.reader.text.paper import Paper

MARKER = "# ./run import adds the next paper above this line"


def page_paths(text: str) -> list[str]:
    """Return the pages that the navigation lists, in order, as paths under docs/. Raises InvalidYaml."""

    def walk(item: Any) -> list[str]:
        if isinstance(item, str):
            return [item]
        values = item.values() if isinstance(item, dict) else item or []
        return [path for value in values for path in walk(value)]

    return walk(parse_settings(text).get("nav") or [])


def add_paper(text: str, title: str, pages: list[str]) -> str:
    """Return mkdocs.yml with a paper's pages put above the marker. ValueError if there is no marker."""
    head, marker, tail = text.partition(MARKER)
    if not marker:
        raise ValueError(f"mkdocs.yml has no line {MARKER!r}")
    indent = " " * (len(head) - len(head.rstrip(" ")))
    lines = [f"- {title}:", *(f"    - {page}" for page in pages)]
    return head + "".join(f"{line}\n{indent}" for line in lines) + marker + tail


def replace_pages(text: str, pages: list[str]) -> str:
    """Return mkdocs.yml with these pages of a paper instead of those that it lists."""
    folder = re.escape(pages[0].rpartition("/")[0])
    lines = re.compile(rf"^([ \t]+- ){folder}/\S+\.md[ \t]*\n(?:[ \t]+- {folder}/\S+\.md[ \t]*\n)*", re.MULTILINE)
    return lines.sub(lambda match: "".join(f"{match[1]}{page}\n" for page in pages), text, count=1)


def with_short_titles(nav: Any, papers: Iterable[Paper]) -> Any:
    """Return a navigation in which each paper is called by its short title, as its record says it, whatever mkdocs.yml calls it."""
    titles = {f"papers/{paper.slug}/index.md": paper.short_title for paper in papers}

    def walk(item: Any) -> Any:
        if isinstance(item, list):
            return [walk(one) for one in item]
        if isinstance(item, dict):
            return {
                titles.get(str(value[0]), name) if isinstance(value, list) and value else name: walk(value) for name, value in item.items()
            }
        return item

    return walk(nav)


def navigation_problems(text: str, papers: Iterable[Paper]) -> Iterator[Problem]:
    """Check that the navigation in mkdocs.yml lists the pages of each paper in their order (P107)."""
    try:
        listed = page_paths(text)
    except InvalidYaml as error:
        yield Problem(SETTINGS_PATH, error.line or 1, "P107", f"not YAML: {error}")
        return
    home, *others = PAPER_PAGES
    for paper in papers:
        folder = f"papers/{paper.slug}/"
        wanted = [f"{folder}{slug}.md" for slug in (home, *(section.slug for section in paper.sections), *others)]
        if [path for path in listed if path.startswith(folder)] != wanted:
            hint = "list under nav, in this order: " + ", ".join(wanted)
            yield Problem(SETTINGS_PATH, 1, "P107", f"nav and the record of {paper.slug} disagree about its sections", hint)
