"""What the page "Is my quotation still there?" compares with: every paragraph of a paper in every edition, each wording once."""

from collections.abc import Collection, Mapping
from typing import Any

from scripts.reader.common.addresses import RELEASES_FOLDER, paper_slug
from scripts.reader.common.dates import format_date
from scripts.reader.edition.edition import Edition
from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.text.paragraphs import paragraph_sort_key


def editions(edition: Edition, frozen: bool = False) -> list[dict[str, str]]:
    """What each edition is called and where it stands, the oldest first, and the living text last.

    frozen: the data are for a released edition's own page, in which there is no living text.
    """

    def named(one: Release) -> dict[str, str]:
        own = frozen and one is edition.newest
        root = "" if own else f"../{one.version}/" if frozen else f"{RELEASES_FOLDER}/{one.version}/"
        return {"name": f"Edition {one.version}", "date": format_date(one.date), "root": root}

    found = list(map(named, edition.released))
    return found if frozen else [*found, {"name": "The living text", "date": "", "root": ""}]


def papers(edition: Edition, frozen: bool = False) -> list[str]:
    """The papers that any of the editions has, by slug, in the order of the alphabet."""
    earlier = {paper_slug(address) for one in edition.released for address, found in one.paragraphs.items() if found}
    return sorted(earlier | (set() if frozen else {paper.slug for paper in edition.papers}))


def group_by_redirects(papers: Collection[str], leads: Mapping[str, str]) -> list[list[str]]:
    """The papers in groups: those between which paragraphs have moved are read as one. leads: where old addresses lead in the end."""
    groups = {paper: [paper] for paper in papers}
    for old, new in leads.items():
        one, other = groups.get(paper_slug(old)), groups.get(paper_slug(new))
        if one and other and one is not other:
            one += other
            groups.update(dict.fromkeys(other, one))
    return [sorted(group) for paper, group in groups.items() if paper == min(group)]


def data(edition: Edition, titles: Mapping[str, str], papers: Collection[str], frozen: bool = False) -> dict[str, dict[str, Any]]:
    """For each of these papers the titles of its pages, and its paragraphs in reading order: id, wordings, and for each edition
    the wording and the page, or null. A wording is the reading text and, if it differs, the received one."""
    pages: list[Mapping[str, Mapping[str, ParagraphText]]] = [one.paragraphs for one in edition.released]
    if not frozen:
        pages.append(edition.paragraph_texts_of(papers))
    rows: dict[str, dict[str, dict[str, Any]]] = {paper: {} for paper in papers}
    used: dict[str, set[str]] = {paper: set() for paper in papers}
    for position, addresses in enumerate(pages):
        for address, found in addresses.items():
            paper = paper_slug(address)
            for name, words in found.items() if paper in rows else ():
                row = rows[paper].setdefault(name, {"texts": [], "in": [None] * len(pages)})
                text = [words.text] if words.received == words.text else [words.text, words.received]
                if text not in row["texts"]:
                    row["texts"].append(text)
                row["in"][position] = [row["texts"].index(text), address]
                used[paper].add(address)
    known = {address: title for one in edition.released for address, title in one.titles.items()} | dict(titles)
    return {
        paper: {
            "titles": {address: known[address] for address in sorted(used[paper]) if address in known},
            "paragraphs": [{"id": name, **found[name]} for name in sorted(found, key=paragraph_sort_key)],
        }
        for paper, found in rows.items()
    }
