"""List what can be cited: every page of the edition, and the articles that its papers were published as or belong with."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pybtex.database import Entry

from scripts.reader.citing.citable_item import CC_BY, CitableItem
from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.edition.edition import Edition
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

MAX_ABSTRACT_LENGTH = 300  # characters
LICENCE_OF_SECTIONS = "Notes CC BY 4.0; the text remains its authors'"


def cite_path(page: Page) -> str:
    """Return the path of a page's citation files without suffix: cite/papers/x/introduction; cite/index for the home page."""
    return "cite/" + (page_address(page).rstrip("/") or "index")


def citation_key(page: Page) -> str:
    """Return the key of a page in citation software: reader-papers-x-introduction."""
    return "-".join(["reader", *filter(None, page_address(page).strip("/").split("/"))])


def shorten_abstract(text: str) -> str:
    """Cut a text that is too long behind a word, and mark the cut by an ellipsis."""
    return text if len(text) <= MAX_ABSTRACT_LENGTH else text[:MAX_ABSTRACT_LENGTH].rsplit(" ", 1)[0] + " …"


def citable_items(edition: Edition, base: str) -> Iterator[tuple[Page, CitableItem]]:
    """Yield every page with its item; `base` is the address of the site, with a slash at its end.

    A page that the newest release has is cited as it stands there, because there it never changes. A page that is newer
    than that release is cited at its own address, with "+" behind the version.
    """
    for page, item in current_items(edition, base):
        yield page, with_released_address(edition, base, page, item)


def with_released_address(edition: Edition, base: str, page: Page, item: CitableItem) -> CitableItem:
    """Return an item with the address, version and date of its page in the newest release, if there is one."""
    newest = edition.newest
    if newest is None:
        return item
    if page_address(page) not in newest.titles:
        return replace(item, version=f"{newest.version}+")
    folder = f"{RELEASES_FOLDER}/{newest.version}/"
    return replace(item, url=base.removesuffix(folder) + folder + page_address(page), version=newest.version, date=newest.date)


def current_items(edition: Edition, base: str) -> Iterator[tuple[Page, CitableItem]]:
    """Yield every page with its item at the page's own address, whatever was released."""
    for paper in edition.papers:
        yield paper.index, paper_page_item(edition, base, paper.index, paper)
        for position, section in enumerate(paper.sections, 1):
            yield section, section_item(edition, base, paper, position)
    for page in edition.entry_pages.values():
        yield page, entry_item(edition, base, page)
    by_folder = {f"docs/papers/{paper.slug}": paper for paper in edition.papers}
    for page in edition.other_pages:
        owner = by_folder.get(page.path.rsplit("/", 1)[0])
        yield page, paper_page_item(edition, base, page, owner) if owner else page_item(edition, base, page)


def section_item(edition: Edition, base: str, paper: Paper, position: int) -> CitableItem:
    """Return the item of a section; `position` counts the sections of its paper from 1."""
    page = paper.sections[position - 1]
    blocks = paragraphs(page)
    title, ids = page_title(page), [block.id for block in blocks]
    first, last = (paragraph_number(ids[0]), paragraph_number(ids[-1])) if ids else ("", "")
    span = "Section" if not ids else f"Paragraph {first}" if first == last else f"Paragraphs {first}–{last}"
    opening = " ".join(block.reading for block in blocks)
    return replace(
        paper_page_item(edition, base, page, paper),
        title=f"{title} ({paper.short_title}, section {position})",
        short=f"{title} ({paper.short_title})",
        abstract=shorten_abstract(f"{span} of {paper.index.record.get('title')}: {opening}"),
        paragraphs=tuple(ids),
    )


def paper_page_item(edition: Edition, base: str, page: Page, paper: Paper) -> CitableItem:
    """Return the item of a page that belongs to a paper: its index, its full text, its apparatus and the like."""
    record, title, description = paper.index.record, page_title(page), str(page.record.get("description", ""))
    is_index = page is paper.index
    if not is_index and not description:
        description = f"{title} of {record.get('title')}: {record.get('description', paper.short_title)}"
    return replace(
        page_item(edition, base, page),
        title=title if is_index else f"{title} ({paper.short_title})",
        short=paper.short_title if is_index else "",
        language=str(record.get("language", "en")),
        abstract=description or f"{title} ({paper.short_title}), a page of this edition.",
        rights=LICENCE_OF_SECTIONS,
        authors=tuple(record.get("authors") or ()),
        paragraphs=tuple(block.id for section in paper.sections for block in paragraphs(section)) if page.slug == "text" else (),
    )


def page_item(edition: Edition, base: str, page: Page) -> CitableItem:
    """Return the item of a page of the edition that belongs to no paper and is no glossary entry."""
    title = page_title(page)
    return CitableItem(
        id=citation_key(page),
        kind="page",
        title=title if page_address(page) else edition.name,
        url=base + page_address(page),
        container=edition.name,
        version=edition.version,
        date=edition.date,
        abstract=str(page.record.get("description", "")) or f"{title}, a page of this edition.",
        rights=CC_BY,
    )


def entry_item(edition: Edition, base: str, page: Page) -> CitableItem:
    """Return the item of a glossary entry."""
    return CitableItem(
        id=citation_key(page),
        kind="entry",
        title=page_title(page),
        url=base + page_address(page),
        container=f"{edition.name}: Glossary",
        version=edition.version,
        date=edition.date,
        abstract=str(page.record.get("summary", "")),
        rights=CC_BY,
    )


def page_title(page: Page) -> str:
    return str(page.record.get("title", page.slug))


def article_item(paper: Paper, source: Entry | None) -> CitableItem | None:
    """Return the article that a paper was published as or belongs with, or None if none is known.

    Args:
        paper: The paper; its record is used if its publication is established.
        source: The entry in the bibliography that its record names as the article it belongs with.
    """
    if paper.index.record.get("published") == "established":
        return published_article(paper.slug, paper.index.record)
    return bibliography_article(paper.slug, source) if source else None


def published_article(slug: str, record: dict[str, Any]) -> CitableItem:
    """Return the article that the record of a paper describes."""
    doi = str(record.get("doi", ""))
    return CitableItem(
        id=f"article-{slug}",
        kind="article",
        title=str(record["title"]),
        url=f"https://doi.org/{doi}" if doi else "",
        container=str(record.get("journal", "")),
        date=str(record.get("year", "")),
        language=str(record.get("language", "en")),
        abstract=str(record.get("description", "")),
        authors=tuple(record.get("authors") or ()),
        volume=str(record.get("volume", "")),
        issue=str(record.get("issue", "")),
        pages=str(record.get("pages", "")).replace("–", "-"),
        doi=doi,
    )


def bibliography_article(slug: str, source: Entry) -> CitableItem:
    """Return the article that an entry of the bibliography describes; an author in square brackets is not established."""
    value = {name: text.replace("{", "").replace("}", "") for name, text in source.fields.items()}
    authors = [str(person).replace("{", "").replace("}", "") for person in source.persons.get("author", [])]
    return CitableItem(
        id=f"article-{slug}",
        kind="article",
        title=value.get("title", ""),
        url=value.get("url", ""),
        container=value.get("journal", ""),
        date=value["year"] if re.fullmatch(r"\d{4}", value.get("year", "")) else "",
        authors=tuple(name for name in authors if not name.startswith("[")),
        volume=value.get("volume", ""),
        issue=value.get("number", ""),
        pages=value.get("pages", "").replace("--", "-"),
        doi=value.get("doi", ""),
    )


def is_established(record: dict[str, Any]) -> bool:
    """Tell whether a paper's record allows the tags of Google Scholar: it is published, with author, journal and year."""
    return record.get("published") == "established" and all(record.get(name) for name in ("authors", "journal", "year"))
