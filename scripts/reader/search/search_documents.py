"""What search finds: hits that open at the paragraph, and glossary entries that are found under any of their names.

A document has a location, a title and a text, and may have names and hidden names (of an entry), unseen words (other names of what a
paragraph mentions), its received wording, concepts (the entries it mentions), the slug of its entry, and a boost.
overrides/assets/search-worker.js searches them, behind Material's own box.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scripts.reader.concepts.glossary import Entry, NameMatch
from scripts.reader.edition.settings import SEARCH_ENGINES
from scripts.reader.text import emendations
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

INDEXED_FOLDERS = ("papers/", "glossary/")
DOCUMENTS_PATH = "search/documents.json"  # in the site
PAGEFIND_FROM = 50  # papers; beyond them, Pagefind finds the papers' texts
LIST_PAGES = ("bibliography/", "timeline/", "side-by-side/", "concepts/")
SKIPPED_PARTS = ("#sources", "#notes", "#the-papers")  # the last is the list on the home page, of titles that are found themselves

ITALICS = re.compile(r"\*([^*]+)\*")
NOTE_BOOST = 0.5  # the authors' words before ours
LIST_BOOST = 0.1  # a page that names everything answers nothing


def choose_engine(papers: int, chosen: str = "") -> str:
    """What searches the papers' texts: what mkdocs.yml says under extra: search, else by size. The glossary is always searched by ours."""
    return chosen if chosen in SEARCH_ENGINES else "pagefind" if papers > PAGEFIND_FROM else "own"


Document = dict[str, str | float]


@dataclass(frozen=True)
class Note:
    """A note of ours on a section page: the anchor of the note, the number a reader sees, and its text."""

    anchor: str
    number: str
    text: str


def folder_address(*parts: str) -> str:
    return "/".join(parts) + "/"


def concept_fields(text: str, find: Callable[[str], list[NameMatch]], entries: Mapping[str, Entry], but: str = "") -> Document:
    """The concepts that a text mentions, and all their names, under which it can be found; but is an entry's own slug."""
    slugs = sorted({found.slug for found in find(text)} - {but})
    return {"concepts": " ".join(slugs), "unseen": escape_text(" · ".join(name for slug in slugs for name in entries[slug].searched))}


def entry_document(entry: Entry, prose: str, find: Callable[[str], list[NameMatch]], entries: Mapping[str, Entry]) -> Document:
    """The document of an entry; prose is what its page says, with titles of papers in *italics*, which mention nothing."""
    return {
        "location": folder_address("glossary", entry.slug),
        "title": escape_text(entry.title),
        "text": escape_text(ITALICS.sub(r"\1", prose)),
        "names": " · ".join((*entry.names, *(name for _, name in entry.foreign))),
        "hidden": " · ".join(entry.hidden),
        "entry": entry.slug,
        "concepts": concept_fields(ITALICS.sub("", prose), find, entries, but=entry.slug)["concepts"],
    }


def section_documents(
    paper: Paper, find: Callable[[str], list[NameMatch]], entries: Mapping[str, Entry], notes: Mapping[str, list[Note]]
) -> list[Document]:
    """A document for each section of a paper, for each of its paragraphs, and for each of our notes (by section slug)."""
    documents: list[Document] = []
    for section in paper.sections:
        location = folder_address("papers", paper.slug, section.slug)
        title = escape_text(f"{section.record.get('title', section.slug)} · {paper.short_title}")
        documents.append({"location": location, "title": title, "text": ""})
        for paragraph in paragraphs(section):
            received = emendations.view_as_line(paragraph.text, "received")
            documents.append(
                {
                    "location": f"{location}#{paragraph.id}",
                    "title": f"¶{paragraph_number(paragraph.id)} · {title}",
                    "text": escape_text(paragraph.reading),
                    **({"received": escape_text(received)} if received != paragraph.reading else {}),
                    **concept_fields(paragraph.reading, find, entries),
                }
            )
        for note in notes.get(section.slug, ()):
            documents.append(
                {
                    "location": f"{location}#{note.anchor}",
                    "title": f"Note {note.number} · {title}",
                    "text": escape_text(note.text),
                    **concept_fields(note.text, find, entries),
                    "boost": NOTE_BOOST,
                }
            )
    return documents


TAG = re.compile(r"<sup>.*?</sup>|<[^>]*>", re.DOTALL)


def plain_text(text: str) -> str:
    """The words of a document's text or title, without mark-up."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def escape_text(text: str) -> str:
    """Text as the documents hold it: Material sets excerpts as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def replaces_theme_documents(location: str) -> bool:
    """Whether what the engine makes of a page is not needed: of papers' pages it is only that of the record."""
    return location.startswith(INDEXED_FOLDERS) and location.count("/") > (2 if location.startswith(INDEXED_FOLDERS[0]) else 1)


def site_documents(
    rendered: list[Document],
    papers: Iterable[Paper],
    entries: Mapping[str, Entry],
    find: Callable[[str], list[NameMatch]],
    notes: Mapping[str, Mapping[str, list[Note]]],
    prose: Mapping[str, str],
) -> list[Document]:
    """The documents of the site, from those that the engine rendered.

    find finds the names of entries in a text; notes are keyed by paper, then section; prose is that of each entry, by slug.
    """
    found: list[Document] = []
    for paper in papers:
        location = folder_address("papers", paper.slug)
        found += [dict(document) for document in rendered if document["location"] == location]
        found += section_documents(paper, find, entries, notes.get(paper.slug, {}))
    found += [entry_document(entry, prose[slug], find, entries) for slug, entry in entries.items()]
    for document in rendered:
        location = str(document["location"])
        if not location.startswith(INDEXED_FOLDERS) and not location.endswith(SKIPPED_PARTS):
            found.append({**document, "boost": LIST_BOOST} if location in LIST_PAGES else dict(document))
    return found
