"""List what can be cited: every page of the edition, and the articles that its papers were published as or belong with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pybtex.database import Entry

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.paper_rights import rights_of_paper
from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.licences import CC_BY
from scripts.reader.edition.edition import Edition
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import Block, paragraph_number, paragraphs

WHOLE_TEXT = "text"  # the name of the page with all sections of a paper
MAX_ABSTRACT_LENGTH = 260  # characters


def cite_path(page: Page) -> str:
    """Return the path of a page's citation files without suffix: cite/papers/x/introduction; cite/index for the home page."""
    return "cite/" + (page_address(page).rstrip("/") or "index")


def citation_key(page: Page) -> str:
    """Return the key of a page in citation software: reader-papers-x-introduction."""
    return "-".join(["reader", *filter(None, page_address(page).strip("/").split("/"))])


def shorten_abstract(text: str) -> str:
    """Cut a text that is too long behind a word, and mark the cut by an ellipsis."""
    return text if len(text) <= MAX_ABSTRACT_LENGTH else text[:MAX_ABSTRACT_LENGTH].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True)
class CitedPage:
    """What is cited when a page is: a paper in this edition, or the page by itself.

    work: what the reference is of; own: the page by itself, which is the same unless the page shows or introduces a paper; section: the
    title and the number of the section that the page is, which the citation in the text names; paragraphs: the ids of those on the page.
    """

    page: Page
    work: CitableItem
    own: CitableItem
    section: tuple[str, int] | None = None
    paragraphs: tuple[str, ...] = ()

    @property
    def is_of_paper(self) -> bool:
        """Whether a paper is cited."""
        return self.own != self.work or self.page.slug == WHOLE_TEXT


def cited_pages(edition: Edition, base: str) -> Iterator[CitedPage]:
    """Yield what is cited of every page; `base` is the address of the site, with a slash at its end.

    A page that the newest release has is cited as it stands there, because there it never changes. A page that is newer
    than that release is cited at its own address, with "+" behind the version.
    """
    for cited in current_pages(edition, base):
        work, own = (with_released_address(edition, base, item) for item in (cited.work, cited.own))
        yield replace(cited, work=work, own=own)


def with_released_address(edition: Edition, base: str, item: CitableItem) -> CitableItem:
    """Return an item with the address, version and date of its page in the newest release, if there is one."""
    newest, address = edition.newest, item.url.removeprefix(base)
    if newest is None:
        return item
    if address not in newest.titles:
        return replace(item, version=f"{newest.version}+")
    folder = f"{RELEASES_FOLDER}/{newest.version}/"
    return replace(item, url=base.removesuffix(folder) + folder + address, version=newest.version, date=newest.date)


def current_pages(edition: Edition, base: str) -> Iterator[CitedPage]:
    """Yield what is cited of every page at the page's own address, whatever was released."""
    by_folder = {f"docs/papers/{paper.slug}": paper for paper in edition.papers}
    papers = {paper.slug: paper_item(edition, base, paper) for paper in edition.papers}
    for page in edition.pages:
        paper = by_folder.get(page.path.rsplit("/", 1)[0])
        if paper:
            yield page_of_paper(edition, base, page, paper, papers[paper.slug])
        else:
            item = page_item(edition, base, page)
            yield CitedPage(page, item, item)


def page_of_paper(edition: Edition, base: str, page: Page, paper: Paper, work: CitableItem) -> CitedPage:
    """Return what is cited of a page that belongs to a paper: its index, a section, its whole text, its apparatus and the like."""
    if page.slug == WHOLE_TEXT:
        return CitedPage(page, work, work, paragraphs=paragraph_ids(paper))
    title, name, description = page_title(page), work.title, str(page.record.get("description", ""))
    item = page_item(edition, base, page)
    item = replace(item, language=work.language, rights=work.rights, authors=work.authors, publisher=work.publisher)
    if page in paper.sections:
        position, blocks = paper.sections.index(page) + 1, paragraphs(page)
        abstract = section_abstract(blocks) if blocks else f"Section {position} of {name}: {title}, a heading alone."
        own = replace(item, title=f"{title} (section {position} of {name})", short="", abstract=description or abstract)
        return CitedPage(page, work, own, (title, position), tuple(block.id for block in blocks))
    if page is paper.index:
        own = replace(
            page_item(edition, base, page), id=f"{work.id}-head-note", title=f"Head-note to {name}", short="", abstract=work.abstract
        )
        return CitedPage(page, work, own)
    description = description or f"{title} of {name}: {paper.index.record.get('description', paper.short_title)}"
    is_ours = page.slug == "apparatus"  # of the editors; the received text is the authors'
    own = replace(page_item(edition, base, page) if is_ours else item, title=f"{title} of {name}", short="", abstract=description)
    return CitedPage(page, own, own, paragraphs=paragraph_ids(paper) if is_ours else ())


def paragraph_ids(paper: Paper) -> tuple[str, ...]:
    """Return the ids of all paragraphs of a paper."""
    return tuple(block.id for section in paper.sections for block in paragraphs(section))


def paper_item(edition: Edition, base: str, paper: Paper) -> CitableItem:
    """Return a paper in this edition, at the page with its whole text.

    Neither the editors nor, where an author is known, the publisher are named: styles would take them for authors of the text.
    """
    record = paper.index.record
    addresses = (f"papers/{paper.slug}/{WHOLE_TEXT}/", page_address(paper.index))
    title, short, authors = page_title(paper.index), paper.short_title, tuple(record.get("authors") or ())
    return replace(
        page_item(edition, base, paper.index),
        short=short if title.startswith(f"{short} ") else first_words(title),
        url=base + next(address for address in addresses if address in edition.addresses),
        abstract=str(record.get("description", "")) or opening_words(paper, title) or f"{title}, a paper in this edition.",
        language=str(record.get("language", "en")),
        rights=rights_of_paper(record),
        authors=authors,
        publisher="" if authors else edition.publisher,
    )


def opening_words(paper: Paper, title: str) -> str:
    """Return how a paper begins below what stands at its head, behind its name: two papers may begin alike."""
    first = sorted(paper.sections, key=lambda section: section.slug == "front-matter")[:1]
    words = shorten_abstract(" ".join(block.reading for section in first for block in paragraphs(section)))
    return f"{paper.short_title if title.startswith('[') else title}: {words}" if words else ""


def section_abstract(blocks: Sequence[Block]) -> str:
    """Return how a section of a paper begins, and which paragraphs it has."""
    numbers = [paragraph_number(block.id) for block in blocks]
    span = f"Paragraph {numbers[0]}" if len(numbers) == 1 else f"Paragraphs {numbers[0]}–{numbers[-1]}"
    return shorten_abstract(f"{span}: {' '.join(block.reading for block in blocks)}")


def page_item(edition: Edition, base: str, page: Page) -> CitableItem:
    """Return a page by itself. Of what the editors wrote, they are the authors; where none is named, a publisher stands for them."""
    title, address = page_title(page), page_address(page)
    is_entry = page.path.startswith("docs/glossary/") and page.slug != "index"
    return CitableItem(
        id=citation_key(page),
        kind="page",
        title=title if address else edition.name,
        short=first_words(title if address else edition.name),
        url=base + address,
        container=f"{edition.name}: Glossary" if is_entry else edition.name if address else "",
        version=edition.version,
        date=edition.date,
        abstract=str(page.record.get("summary" if is_entry else "description", "")) or f"{title}, a page of this edition.",
        rights=CC_BY,
        authors=tuple(map(family_name_first, edition.editors)),
        publisher="" if edition.editors else edition.publisher,
    )


def family_name_first(name: str) -> str:
    """Return the name of a person with a comma: Berg, Anna van der for Anna van der Berg."""
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given and "," not in name else name


def first_words(title: str) -> str:
    """Return a title as far as its first colon or question mark, as Zotero shortens it; "" if that is all of it."""
    short = re.match(r"[^:?]*\??", title)
    return short[0] if short and short[0] != title else ""


def page_title(page: Page) -> str:
    """Return the title of a page; of an entry on a person the name in its usual order, which nobody takes for an author's."""
    title = str(page.record.get("title", page.slug))
    family, comma, given = title.partition(", ")
    return f"{given} {family}" if comma and page.record.get("kind") == "person" else title


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
