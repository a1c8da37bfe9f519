"""What can be cited: every page of the edition, the edition as a whole, and the articles that the papers belong with."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pybtex.database import Entry

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.edition.edition import Edition
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

MAX_ABSTRACT_LENGTH = 300  # characters
LICENCE_OF_NOTES = "CC BY 4.0"
LICENCE_OF_SECTIONS = "Notes CC BY 4.0; the text remains its authors'"


def cite_path(page: Page) -> str:
    """Where the citations of a page stand, without a suffix: cite/papers/x/introduction; cite/index for the home page."""
    return "cite/" + (page_address(page).rstrip("/") or "index")


def citation_key(page: Page) -> str:
    """A key for citation software: reader-papers-x-introduction."""
    return "-".join(["reader", *filter(None, page_address(page).strip("/").split("/"))])


def shorten_abstract(text: str) -> str:
    """A text cut at a word, with an ellipsis where it is cut."""
    return text if len(text) <= MAX_ABSTRACT_LENGTH else text[:MAX_ABSTRACT_LENGTH].rsplit(" ", 1)[0] + " …"


def section_item(edition: Edition, base: str, paper: Paper, position: int, page: Page) -> CitableItem:
    title, ids = str(page.record.get("title", page.slug)), [block.id for block in paragraphs(page)]
    span = (
        f"Paragraphs {paragraph_number(ids[0])}–{paragraph_number(ids[-1])}"
        if len(ids) > 1
        else f"Paragraph {paragraph_number(ids[0])}"
        if ids
        else "Section"
    )
    opening = " ".join(block.reading for block in paragraphs(page))
    return CitableItem(
        id=citation_key(page),
        kind="page",
        title=f"{title} ({paper.short_title}, section {position})",
        short=f"{title} ({paper.short_title})",
        url=base + page_address(page),
        container=edition.name,
        version=edition.version,
        date=edition.date,
        language=str(paper.index.record.get("language", "en")),
        abstract=shorten_abstract(f"{span} of {paper.index.record.get('title')}: {opening}"),
        rights=LICENCE_OF_SECTIONS,
        authors=tuple(paper.index.record.get("authors") or ()),
        paragraphs=tuple(ids),
    )


def page_item(edition: Edition, base: str, page: Page, paper: Paper | None = None) -> CitableItem:
    """The citation of any other page of the edition; paper is the one it belongs to, if any."""
    title = str(page.record.get("title", page.slug))
    own = paper and page is not paper.index
    description = str(page.record.get("description", ""))
    if own and not description:
        description = f"{title} of {paper.index.record.get('title')}: {paper.index.record.get('description', paper.short_title)}"
    whole = paper.sections if paper and page.slug == "text" else ()
    return CitableItem(
        id=citation_key(page),
        kind="page",
        title=f"{title} ({paper.short_title})" if paper and own else title if page_address(page) else edition.name,
        short="" if own else paper.short_title if paper else "",
        url=base + page_address(page),
        container=edition.name,
        version=edition.version,
        date=edition.date,
        language=str(paper.index.record.get("language", "en")) if paper else "en",
        abstract=description or f"{title}{f' ({paper.short_title})' if paper else ''}, a page of this edition.",
        rights=LICENCE_OF_SECTIONS if paper else LICENCE_OF_NOTES,
        authors=tuple(paper.index.record.get("authors") or ()) if paper else (),
        paragraphs=tuple(block.id for section in whole for block in paragraphs(section)),
    )


def entry_item(edition: Edition, base: str, page: Page) -> CitableItem:
    return CitableItem(
        id=citation_key(page),
        kind="entry",
        title=str(page.record.get("title", page.slug)),
        url=base + page_address(page),
        container=f"{edition.name}: Glossary",
        version=edition.version,
        date=edition.date,
        abstract=str(page.record.get("summary", "")),
        rights=LICENCE_OF_NOTES,
    )


def citable_items(edition: Edition, base: str) -> Iterator[tuple[Page, CitableItem]]:
    """Every page with its citation; base is the address of the site, with a slash at its end.

    A page that the newest released edition has is cited as it stands there, because there it never changes; one that is
    newer than that edition, at its own address, with + behind the version.
    """
    for page, cited in current_items(edition, base):
        yield page, with_released_address(edition, base, page, cited)


def with_released_address(edition: Edition, base: str, page: Page, cited: CitableItem) -> CitableItem:
    newest = edition.newest
    if newest is None:
        return cited
    if page_address(page) not in newest.titles:
        return replace(cited, version=f"{newest.version}+")
    frozen = f"{RELEASES_FOLDER}/{newest.version}/"
    return replace(cited, url=base.removesuffix(frozen) + frozen + page_address(page), version=newest.version, date=newest.date)


def current_items(edition: Edition, base: str) -> Iterator[tuple[Page, CitableItem]]:
    """Every page with its citation at its own address."""
    for paper in edition.papers:
        yield paper.index, page_item(edition, base, paper.index, paper)
        for position, section in enumerate(paper.sections, 1):
            yield section, section_item(edition, base, paper, position, section)
    for page in edition.entry_pages.values():
        yield page, entry_item(edition, base, page)
    by_folder = {f"docs/papers/{paper.slug}/": paper for paper in edition.papers}
    for page in edition.other_pages:
        yield page, page_item(edition, base, page, by_folder.get(page.path.rsplit("/", 1)[0] + "/"))


def article_item(paper: Paper, source: Entry | None) -> CitableItem | None:
    """The article that a paper was published as, or belongs with, as far as it is established; source is its entry in BibTeX."""
    record = paper.index.record
    if record.get("published") == "established":
        return CitableItem(
            id=f"article-{paper.slug}",
            kind="article",
            title=str(record["title"]),
            url=f"https://doi.org/{record['doi']}" if record.get("doi") else "",
            container=str(record.get("journal", "")),
            date=str(record.get("year", "")),
            language=str(record.get("language", "en")),
            abstract=str(record.get("description", "")),
            authors=tuple(record.get("authors") or ()),
            volume=str(record.get("volume", "")),
            issue=str(record.get("issue", "")),
            pages=str(record.get("pages", "")).replace("–", "-"),
            doi=str(record.get("doi", "")),
        )
    if source is None:
        return None
    value = {name: text.replace("{", "").replace("}", "") for name, text in source.fields.items()}
    people = [str(person).replace("{", "").replace("}", "") for person in source.persons.get("author", [])]
    return CitableItem(
        id=f"article-{paper.slug}",
        kind="article",
        title=value.get("title", ""),
        url=value.get("url", ""),
        container=value.get("journal", ""),
        date=value["year"] if re.fullmatch(r"\d{4}", value.get("year", "")) else "",
        authors=tuple(name for name in people if not name.startswith("[")),
        volume=value.get("volume", ""),
        issue=value.get("number", ""),
        pages=value.get("pages", "").replace("--", "-"),
        doi=value.get("doi", ""),
    )


def is_established(record: dict[str, Any]) -> bool:
    """Whether a paper's record allows the tags of Google Scholar: it is published, with author, journal and year."""
    return record.get("published") == "established" and all(record.get(name) for name in ("authors", "journal", "year"))
