"""Titles and addresses of pages, as links in Markdown have them."""

from collections.abc import Iterable, Mapping, Sequence

from scripts.reader.concepts.glossary import Entry
from scripts.reader.edition.bibliography import Source
from scripts.reader.text.escapes import escape
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs


def title_of(page: Page) -> str:
    return str(page.record.get("title", page.slug))


def source_address(page: Page) -> str:
    """Return the address of a page's file from the root of docs/, which the engine turns into that of the page."""
    return "/" + page.path.removeprefix("docs/")


def page_link(page: Page) -> str:
    return f"[{escape(title_of(page))}]({source_address(page)})"


def entry_link(entry: Entry) -> str:
    return f"[{escape(entry.title)}](/glossary/{entry.slug}.md)"


def section_of(paper: Paper, paragraph: str) -> Page | None:
    """Return the section of a paper that has a paragraph (p3), or None."""
    return next((section for section in paper.sections if any(block.id == paragraph for block in paragraphs(section))), None)


def paragraph_address(paper: Paper, paragraph: str) -> str:
    """Return the address of a paragraph (p3), relative to the head page of its paper."""
    section = section_of(paper, paragraph)
    return f"{section.slug}/#{paragraph}" if section else f"#{paragraph}"


def paragraph_links(papers: Sequence[Paper], places: Iterable[str]) -> list[str]:
    """Return links to paragraphs: p3 of the one paper, or paper#p3 of any, the name of a paper before its first; others are left out."""
    by_slug = {paper.slug: paper for paper in papers}
    found, last = [], ""
    for place in places:
        slug, _, paragraph = place.rpartition("#")
        paper = by_slug.get(slug) if slug else papers[0]
        section = section_of(paper, paragraph) if paper else None
        if not paper or not section:
            continue
        name = f"*{escape(paper.short_title)}* " if slug and slug != last else ""
        found.append(f"{name}[¶{paragraph_number(paragraph)}]({source_address(section)}#{paragraph})")
        last = slug
    return found


def source_links(sources: Mapping[str, Source], keys: Iterable[str]) -> list[str]:
    """Return links to sources in the bibliography, with author and year; an unknown key is left out."""
    return [f"[{escape(sources[key].label)}](/bibliography.md#{key})" for key in keys if key in sources]
