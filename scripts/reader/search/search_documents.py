"""Make the documents that search finds: hits open at a paragraph, and glossary entries are found under any of their names.

overrides/assets/search-worker.js searches them.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from scripts.reader.common import typography
from scripts.reader.concepts.glossary import Entry, NameMatch
from scripts.reader.edition.settings import SEARCH_ENGINES
from scripts.reader.text import emendations
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

INDEXED_FOLDERS = ("papers/", "glossary/")  # whose pages get documents from here
THESAURUS_PATH = "search/thesaurus.txt"  # in the site
VECTORS_FILE = "word_vectors.npz"  # beside this file, which scripts/make_word_vectors.py made
PAGEFIND_FROM = 50  # papers; beyond them, Pagefind finds the papers' texts
ABOUT_FOLDER = "about/"
LIST_PAGES = ("#", "bibliography/", "timeline/", "side-by-side/", "concepts/", "teaching/")
HEAD_PAGE_PARTS = ("#argument-map", "#what-a-critical-reader-would-ask")  # of a head page; its key passages are found where they stand
SKIPPED_PARTS = ("#sources", "#notes", "#the-papers")  # the last is the list on the home page, of titles that are found themselves

ITALICS = re.compile(r"\*([^*]+)\*")
ADDRESS = re.compile(r"\b(?:https?://|doi:|www\.)[^\s<>\"]+")  # of another site, as text
TAG = re.compile(r"<sup>.*?</sup>|<[^>]*>", re.DOTALL)
NAME_SEPARATOR = " · "  # between the names of an entry
NOTE_BOOST = 0.5  # the authors' words before this edition's
LIST_BOOST = 0.1  # a page that names everything answers nothing, nor do the parts of the home page, #…
ABOUT_BOOST = 0.3  # pages on how the edition is made
ITEM_BOOSTS = {"event": NOTE_BOOST, "source": ABOUT_BOOST}

Finder = Callable[[str], list[NameMatch]]  # of the names of entries in a text


class Document(TypedDict):
    """What search finds and shows as one hit. Texts and titles are HTML."""

    location: str  # an address within the site
    title: str
    text: str
    received: NotRequired[str]  # the received wording, if it differs
    names: NotRequired[str]  # of an entry
    hidden: NotRequired[str]  # other names of an entry, that are not shown
    entry: NotRequired[str]  # its slug
    concepts: NotRequired[str]  # slugs of the entries that the text mentions
    kind: NotRequired[str]  # event or source: an item of a list
    boost: NotRequired[float]


@dataclass(frozen=True)
class Note:
    """A note of this edition on a section page: its anchor, the number that a reader sees, and its text."""

    anchor: str
    number: str
    text: str


@dataclass(frozen=True)
class ListItem:
    """An event of the timeline, or a source of the bibliography: its kind and address, what it is called, and its text."""

    kind: str
    location: str
    title: str
    text: str


def choose_engine(papers: int, chosen: str = "") -> str:
    """Return what searches the papers' texts; the glossary is always searched by this project's own search.

    Args:
        papers: The number of papers, which decides unless the editors do.
        chosen: What mkdocs.yml says under extra: search.
    """
    return chosen if chosen in SEARCH_ENGINES else "pagefind" if papers > PAGEFIND_FROM else "own"


def folder_address(*parts: str) -> str:
    return "/".join(parts) + "/"


def escape_text(text: str) -> str:
    """Escape text, as the titles and texts that the engine makes are HTML; quotation marks stay as they are."""
    return html.escape(text, quote=False)


def plain_text(text: str) -> str:
    """Return the words of a document's text or title, without markup."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def mentioned_concepts(text: str, find: Finder) -> str:
    """Return the slugs of the entries that a text mentions; under all their names it can be found."""
    return " ".join(sorted({match.slug for match in find(text)}))


def entry_document(entry: Entry, prose: str, find: Finder) -> Document:
    """Return the document of an entry; `prose` is what its page says, in which titles of papers in *italics* mention nothing."""
    return {
        "location": folder_address("glossary", entry.slug),
        "title": escape_text(entry.title),
        "text": escape_text(ITALICS.sub(r"\1", prose)),
        "names": NAME_SEPARATOR.join((*entry.names, *(name for _, name in entry.foreign))),
        "hidden": NAME_SEPARATOR.join(entry.hidden),
        "entry": entry.slug,
        "concepts": " ".join(sorted({match.slug for match in find(ITALICS.sub("", prose))} - {entry.slug})),
    }


def paper_documents(paper: Paper, find: Finder, notes: Mapping[str, list[Note]]) -> Iterator[Document]:
    """Yield the documents of a paper's sections, and of their paragraphs and notes.

    Args:
        paper: The paper.
        find: Finds the names of entries in a text.
        notes: This edition's notes, by slug of the section.
    """
    for section in paper.sections:
        location = folder_address("papers", paper.slug, section.slug)
        title = escape_text(f"{section.record.get('title', section.slug)} · {paper.short_title}")
        yield {"location": location, "title": title, "text": ""}
        yield from paragraph_documents(section, location, title, find)
        for note in notes.get(section.slug, ()):
            yield {
                "location": f"{location}#{note.anchor}",
                "title": f"Note {note.number} · {title}",
                "text": escape_text(note.text),
                "concepts": mentioned_concepts(note.text, find),
                "boost": NOTE_BOOST,
            }


def paragraph_documents(section: Page, location: str, title: str, find: Finder) -> Iterator[Document]:
    """Yield the documents of a section's paragraphs; `location` and `title` are those of the section's document."""
    for paragraph in paragraphs(section):
        document: Document = {
            "location": f"{location}#{paragraph.id}",
            "title": f"¶{paragraph_number(paragraph.id)} · {title}",
            "text": escape_text(paragraph.reading),
        }
        received = emendations.view_as_line(paragraph.text, "received")
        if received != paragraph.reading:
            document["received"] = escape_text(received)
        document["concepts"] = mentioned_concepts(paragraph.reading, find)
        yield document


def replaces_theme_documents(location: str) -> bool:
    """Tell whether documents from here take the place of the theme's for a page; of a paper's index page they do not."""
    return location.startswith(INDEXED_FOLDERS) and location.count("/") > (2 if location.startswith(INDEXED_FOLDERS[0]) else 1)


def site_documents(
    rendered: list[Document],
    papers: Iterable[Paper],
    entries: Mapping[str, Entry],
    find: Finder,
    notes: Mapping[str, Mapping[str, list[Note]]],
    prose: Mapping[str, str],
    items: Iterable[ListItem] = (),
) -> list[Document]:
    """Return all documents of the site.

    Args:
        rendered: The documents that the engine made, for each page and heading.
        papers: All papers.
        entries: All entries, by slug.
        find: Finds the names of entries in a text.
        notes: This edition's notes, by slug of the paper, then of the section.
        prose: What the page of each entry says, by slug.
        items: The items of lists, which are documents in place of their page.
    """
    documents: list[Document] = []
    items = list(items)
    lists = {item.location.partition("#")[0] for item in items}
    for paper in papers:
        index = folder_address("papers", paper.slug)
        documents += [document.copy() for document in rendered if document["location"] == index]
        parts = [index + part for part in HEAD_PAGE_PARTS]
        documents += [{**document, "boost": NOTE_BOOST} for document in rendered if document["location"] in parts]
        documents += paper_documents(paper, find, notes.get(paper.slug, {}))
    documents += [entry_document(entry, prose[slug], find) for slug, entry in entries.items()]
    documents += [item_document(item, find) for item in items]
    for document in rendered:
        location = document["location"]
        if location in lists:
            documents.append({"location": location, "title": document["title"], "text": ""})
        elif not location.startswith(INDEXED_FOLDERS) and not location.endswith(SKIPPED_PARTS):
            documents.append(page_document(document))
    return documents


def typeset_document(document: Document) -> Document:
    """Return a document with typographic quotation marks in what a hit shows."""
    shown = {key: typography.typeset(text) for key in ("title", "text", "names", "hidden") if isinstance(text := document.get(key), str)}
    return document | shown  # type: ignore[return-value]  # the keys are those of a document


def item_document(item: ListItem, find: Finder) -> Document:
    """Return the document of an event or a source."""
    return {
        "location": item.location,
        "title": escape_text(item.title),
        "text": escape_text(item.text),
        "concepts": mentioned_concepts(item.text, find),
        "kind": item.kind,
        "boost": ITEM_BOOSTS[item.kind],
    }


def page_document(rendered: Document) -> Document:
    """Return the document of a page or heading that is no text: without addresses, which nobody seeks, and below the texts."""
    document: Document = {**rendered, "text": ADDRESS.sub("", rendered["text"])}
    if document["location"].startswith(LIST_PAGES):
        document["boost"] = LIST_BOOST
    elif document["location"].startswith(ABOUT_FOLDER):
        document["boost"] = ABOUT_BOOST
    return document
