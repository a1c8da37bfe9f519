"""Fragment of the bibliography: all sources from A to Z, each with its kind, and the pages that cite it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby, islice
from typing import NamedTuple

from scripts.reader.edition import bibliography
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.data_file import Item, sources_in
from scripts.reader.edition.edition import Edition
from scripts.reader.pages.links import source_address, title_of
from scripts.reader.text.escapes import escape, escape_hashes

MAX_CITING_PAGES = 20  # that are named under a source
LINKED = re.compile(r"\]\((https?://[^)\s]*)\)")
ADDRESS = re.compile(r"(\. URL: \[[^\]]*\]\([^)]*\))")  # as a reference ends with it
GLOSSARY, HEAD_PAGE = "Glossary", "head-note"


class CitingPage(NamedTuple):
    """A page that cites a source: what it belongs to, as Markdown, "" for a page by itself; its title, and its address."""

    group: str
    title: str
    address: str


def bibliography_list(edition: Edition) -> str:
    """Return all sources, sorted by author and year, each with an anchor, its kind and the pages that cite it."""
    pages = citing_pages(edition)
    sources = sorted(edition.sources.values(), key=lambda source: source.sort)
    blocks = ['<div class="filter-here" data-label="sources" data-kinds="Any kind"></div>\n'] if sources else []
    for letter, group in groupby(sources, key=first_letter):
        blocks.append(f"## {escape_hashes(escape(letter))} {{: #letter-{letter.casefold()} data-search-exclude }}\n")
        blocks += [source_block(source, pages[source.key]) for source in group]
    return "\n".join([*blocks, ""])


def first_letter(source: Source) -> str:
    """Return the letter under which a source stands; # for what begins with none."""
    first = next((sign for sign in source.sort[0] if sign.isalnum()), "")
    return first.upper() if first.isalpha() else "#"


def source_block(source: Source, pages: dict[str, CitingPage]) -> str:
    """Return a source as a paragraph, with its kind, what is said of it, and the pages that cite it."""
    kind = f'<span class="kind">{source.kind}</span>'
    notes = [source.unseen] if source.unseen else []
    notes += [f"Cited in: {links}"] if (links := cited_in(pages.values())) else []
    lines = [f"{linked_reference(source)} {kind}", *(f'<span class="cited-on">{note}</span>' for note in notes)]
    return "\n".join([*lines, f'{{: #{source.key} .source data-kinds="{source.kind}" }}', ""])


def linked_reference(source: Source) -> str:
    """Return a reference whose title leads to the work, and whose address has an element of its own; without an address, as it is."""
    address = LINKED.search(source.reference)
    if not address or "title" not in source.entry.fields:
        return source.reference
    context = {"entry": source.entry, "style": bibliography.STYLE, "bib_data": None}
    title = bibliography.STYLE.format_title(source.entry, "title", as_sentence=False).format_data(context).render(bibliography.BACKEND)
    title = bibliography.unescaped(title)
    text = source.reference.replace(title, f"[{title}]({address[1]}){{: .work }}", 1)
    return ADDRESS.sub(r'<span class="address">\1</span>', text)


def cited_in(pages: Iterable[CitingPage]) -> str:
    """Return the pages that cite a source, at most MAX_CITING_PAGES, by what they belong to."""
    listed = list(pages)
    parts = []
    for group, members in groupby(islice(listed, MAX_CITING_PAGES), key=lambda page: page.group):
        links = ", ".join(f"[{escape(page.title)}]({page.address})" for page in members)
        parts.append(f"{group}: {links}" if group else links)
    rest = len(listed) - MAX_CITING_PAGES
    return "; ".join(parts) + (f" and {rest} more page{'s' * (rest > 1)}" if rest > 0 else "")


def citing_pages(edition: Edition) -> dict[str, dict[str, CitingPage]]:
    """Return, by key of the source, the pages that cite it, by address: sections of papers, entries, and other pages."""
    pages: dict[str, dict[str, CitingPage]] = defaultdict(dict)

    def add(key: str, group: str, title: str, address: str) -> None:
        pages[key][address] = CitingPage(group, title, address)

    for paper in edition.papers:
        title = f"*{escape(paper.short_title)}*"
        for key in sources_in(edition.arguments.get(paper.slug, Item(1))) | {key for key, _ in bibliography.citations_in(paper.index)}:
            add(key, title, HEAD_PAGE, source_address(paper.index))
        for section in paper.sections:
            for key, _ in bibliography.citations_in(section):
                add(key, title, title_of(section), source_address(section))
    for page in (*edition.entry_pages.values(), *edition.other_pages):
        group = GLOSSARY if page.path.startswith("docs/glossary/") else ""
        for key, _ in bibliography.citations_in(page):
            add(key, group, title_of(page), source_address(page))
    for address, name, keys in (
        ("teaching/", "Teaching", sorted(sources_in(edition.teaching))),
        ("timeline/", "Timeline", [key for event in edition.events for key in event.sources]),
    ):
        for key in keys if address in edition.addresses else ():  # the page may be called otherwise, or not be there
            add(key, "", name, f"/{address.rstrip('/')}.md")
    return pages
