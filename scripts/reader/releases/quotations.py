"""The data of the page that checks quotations: every paragraph in every edition, each wording once, and what else can be quoted."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from scripts.reader.common.addresses import RELEASES_FOLDER, paper_slug
from scripts.reader.common.dates import format_date
from scripts.reader.edition.edition import Edition
from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.search.search_documents import Document, plain_text
from scripts.reader.text import emendations
from scripts.reader.text.addresses import page_address
from scripts.reader.text.paragraphs import paragraph_sort_key
from scripts.reader.text.paragraphs import paragraphs as paragraphs_of

PARAGRAPH = re.compile(r"papers/[^#]+#p\d+[a-z]?")
NOTE_REFERENCE = re.compile(r"\[\^[^\]\n]+\]")
OBJECT = "\ufffc"  # stands for the number of a note, as in overrides/assets/text-fragments.js


def list_editions(edition: Edition, for_release: bool = False) -> list[dict[str, str]]:
    """Return the name, date and address of each edition, the oldest first, and the living text last.

    for_release: the data are for a released edition's own page, where there is no living text.
    """

    def describe(release: Release) -> dict[str, str]:
        address = f"../{release.version}/" if for_release else f"{RELEASES_FOLDER}/{release.version}/"
        is_own_page = for_release and release is edition.newest
        return {"name": f"Edition {release.version}", "date": format_date(release.date), "root": "" if is_own_page else address}

    editions = list(map(describe, edition.released))
    return editions if for_release else [*editions, {"name": "The living text", "date": "", "root": ""}]


def describe_work(edition: Edition) -> dict[str, Any]:
    """Return what citations of this reader can name: the site, its version and editors, and its papers with their sections."""
    return {
        "name": edition.name,
        "version": edition.version,
        "editors": list(edition.editors),
        "released": [release.version for release in edition.released],
        "papers": {
            paper.slug: {
                "title": str(paper.index.record.get("title", paper.slug)),
                "short": paper.short_title,
                "sections": {page_address(page): str(page.record.get("title", page.slug)) for page in paper.sections},
            }
            for paper in edition.papers
        },
    }


def own_texts(documents: Iterable[Document]) -> list[dict[str, str]]:
    """Return what this edition itself says, from the documents of the search: its notes, entries and other pages."""
    return [
        {"location": one["location"], "title": plain_text(one["title"]), "text": plain_text(one["text"])}
        for one in documents
        if one["text"] and not PARAGRAPH.fullmatch(one["location"])
    ]


def note_places(edition: Edition, papers: Collection[str]) -> Iterator[tuple[str, str, list[int]]]:
    """Yield paper and id of each paragraph that has notes, and where in its reading text their numbers stand."""
    for paper in (paper for paper in edition.papers if paper.slug in papers):
        for block in (block for section in paper.sections for block in paragraphs_of(section)):
            text = emendations.view_as_line(NOTE_REFERENCE.sub(OBJECT, block.text))
            places = [match.start() - before for before, match in enumerate(re.finditer(OBJECT, text))]
            if places:
                yield paper.slug, block.id, places


def list_papers(edition: Edition, for_release: bool = False) -> list[str]:
    """Return the slugs of the papers that any of the editions has, in alphabetical order."""
    released = {paper_slug(address) for release in edition.released for address, found in release.paragraphs.items() if found}
    return sorted(released | (set() if for_release else {paper.slug for paper in edition.papers}))


def group_by_redirects(papers: Collection[str], targets: Mapping[str, str]) -> list[list[str]]:
    """Return the papers in sorted groups; papers between which paragraphs have moved are in one group, to be searched together.

    Args:
        papers: slugs of papers.
        targets: the present address for each old address, from redirect_targets.
    """
    groups = {paper: [paper] for paper in papers}
    for old, new in targets.items():
        one, other = groups.get(paper_slug(old)), groups.get(paper_slug(new))
        if one and other and one is not other:
            one += other
            groups.update(dict.fromkeys(other, one))
    return [sorted(group) for paper, group in groups.items() if paper == min(group)]


def paper_data(
    edition: Edition, titles: Mapping[str, str], papers: Collection[str], for_release: bool = False
) -> dict[str, dict[str, Any]]:
    """Return for each paper the titles of its pages, and its paragraphs in reading order.

    A paragraph has an id, its wordings ("texts"), and for each edition ("in") the index of its wording and the address of its
    page, or null. A wording is the reading text and, if it differs, the received one. "notes" are where the text of today has notes.

    Args:
        edition: the edition, with its releases.
        titles: of the pages of the living text, by address.
        papers: slugs of the papers wanted.
        for_release: the data are for a released edition's own page, where there is no living text.
    """
    editions: list[Mapping[str, Mapping[str, ParagraphText]]] = [release.paragraphs for release in edition.released]
    if not for_release:
        editions.append(edition.paragraph_texts_of(papers))
    rows: dict[str, dict[str, dict[str, Any]]] = {paper: {} for paper in papers}
    addresses: dict[str, set[str]] = {paper: set() for paper in papers}
    for position, pages in enumerate(editions):
        for address, paragraphs in pages.items():
            paper = paper_slug(address)
            for name, paragraph in paragraphs.items() if paper in rows else ():
                row = rows[paper].setdefault(name, {"texts": [], "in": [None] * len(editions)})
                row["in"][position] = [wording_index(row["texts"], paragraph), address]
                addresses[paper].add(address)
    for paper, name, places in note_places(edition, papers):
        if name in rows[paper]:
            rows[paper][name]["notes"] = places
    known_titles = {address: title for release in edition.released for address, title in release.titles.items()} | dict(titles)
    return {
        paper: {
            "titles": {address: known_titles[address] for address in sorted(addresses[paper]) if address in known_titles},
            "paragraphs": [{"id": name, **row[name]} for name in sorted(row, key=paragraph_sort_key)],
        }
        for paper, row in rows.items()
    }


def wording_index(wordings: list[list[str]], paragraph: ParagraphText) -> int:
    """Return the index of a paragraph's wording among those given; it is added if it is new."""
    wording = [paragraph.text] if paragraph.received == paragraph.text else [paragraph.text, paragraph.received]
    if wording not in wordings:
        wordings.append(wording)
    return wordings.index(wording)
