"""What search finds: hits that open at the paragraph, and glossary entries that are found under any of their names.

A document has a location, a title and a text, and may have names and hidden names (of an entry), unseen words (other names of what a
paragraph mentions, and its received wordings), concepts (the entries it mentions), the slug of its entry, and a boost.
docs/assets/search-worker.js searches them, behind Material's own box.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.reader import emendations
from scripts.reader.concordance import Mention, Paper
from scripts.reader.glossary import Entry
from scripts.reader.paragraphs import number, paragraphs

OURS = ("papers/", "glossary/")
LISTS = ("bibliography/", "timeline/", "side-by-side/", "concepts/")
USE_IN_PAPERS = "in-these-papers"
SKIPPED_PARTS = ("#sources", "#notes")

NOTE_BOOST = 0.5  # the authors' words before ours
LIST_BOOST = 0.1  # a page that names everything answers nothing

Document = dict[str, str | float]


@dataclass(frozen=True)
class Note:
    """A note of ours on a section page: the anchor of the note, the number a reader sees, and its text."""

    anchor: str
    number: str
    text: str


def address(*parts: str) -> str:
    return "/".join(parts) + "/"


def entry_documents(entry: Entry, rendered: Iterable[Mapping[str, str]]) -> list[Document]:
    """One document for an entry, from the documents that the engine made of its page (HTML in text)."""
    location = address("glossary", entry.slug)
    text = " ".join(document["text"] for document in rendered if document["location"] in (location, f"{location}#{USE_IN_PAPERS}"))
    names = " · ".join((*entry.names, *(name for _, name in entry.foreign)))
    hidden = " · ".join(entry.hidden)
    return [{"location": location, "title": entry.title, "text": text, "names": names, "hidden": hidden, "entry": entry.slug}]


def section_documents(
    paper: Paper, mentions: Iterable[Mention], entries: Mapping[str, Entry], notes: Mapping[str, list[Note]]
) -> list[Document]:
    """A document for each section of a paper, for each of its paragraphs, and for each of our notes (by section slug)."""
    mentioned: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.paper == paper.slug:
            mentioned.setdefault(mention.paragraph, set()).add(mention.slug)
    documents = []
    for section in paper.sections:
        location = address("papers", paper.slug, section.slug)
        title = f"{section.record.get('title', section.slug)} · {paper.short_title}"
        documents.append({"location": location, "title": title, "text": ""})
        for paragraph in paragraphs(section):
            unseen = [name for slug in sorted(mentioned.get(paragraph.id, ())) for name in entries[slug].searched]
            unseen += [emendations.plain(found.received) for found in emendations.find(paragraph.text)]
            documents.append(
                {
                    "location": f"{location}#{paragraph.id}",
                    "title": f"¶{number(paragraph.id)} · {title}",
                    "text": escape(paragraph.reading),
                    "unseen": escape(" · ".join(filter(None, unseen))),
                    "concepts": " ".join(sorted(mentioned.get(paragraph.id, ()))),
                }
            )
        for note in notes.get(section.slug, ()):
            documents.append(
                {
                    "location": f"{location}#{note.anchor}",
                    "title": f"Note {note.number} · {title}",
                    "text": escape(note.text),
                    "boost": NOTE_BOOST,
                }
            )
    return documents


def escape(text: str) -> str:
    """Text as the index holds it: Material sets excerpts as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def documents(
    rendered: list[Document],
    papers: Iterable[Paper],
    entries: Mapping[str, Entry],
    mentions: list[Mention],
    notes: Mapping[str, Mapping[str, list[Note]]],
) -> list[Document]:
    """The documents of the site, from those that the engine rendered; notes are keyed by paper, then section."""
    found: list[Document] = []
    for paper in papers:
        location = address("papers", paper.slug)
        found += [dict(document) for document in rendered if document["location"] == location]
        found += section_documents(paper, mentions, entries, notes.get(paper.slug, {}))
    for entry in entries.values():
        found += entry_documents(entry, rendered)
    for document in rendered:
        location = str(document["location"])
        if not location.startswith(OURS) and not location.endswith(SKIPPED_PARTS):
            found.append({**document, "boost": LIST_BOOST} if location in LISTS else dict(document))
    return found
