"""The search index: hits that open at the paragraph, and glossary entries that are found under any of their names.

The index is the one that Material reads: documents with location, title and text, and fields with weights. Three fields
are searched: names (of an entry), text, and unseen (other names of what a paragraph mentions, and its received wordings).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.reader import emendations
from scripts.reader.concordance import Mention, Paper
from scripts.reader.glossary import Entry
from scripts.reader.paragraphs import number, paragraphs

FIELDS = {"names": {"boost": 100.0}, "text": {"boost": 1.0}, "unseen": {"boost": 0.5}}
SKIPPED_PARTS = ("#where-the-papers-mention-it", "#related-entries", "#sources", "#notes")

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
    text = " ".join(
        document["text"]
        for document in rendered
        if document["location"].split("#")[0] == location and not document["location"].endswith(SKIPPED_PARTS)
    )
    names = " · ".join(entry.searched)
    return [{"location": location, "title": entry.title, "text": text, "names": names}]


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


def index(
    rendered: Mapping,
    papers: Iterable[Paper],
    entries: Mapping[str, Entry],
    mentions: list[Mention],
    notes: Mapping[str, Mapping[str, list[Note]]],
) -> dict:
    """The index of the site, from the one that the engine rendered; notes are keyed by paper, then section."""
    ours = ("papers/", "glossary/")
    documents: list[Document] = []
    for paper in papers:
        location = address("papers", paper.slug)
        documents += [dict(doc) for doc in rendered["docs"] if doc["location"] == location]
        documents += section_documents(paper, mentions, entries, notes.get(paper.slug, {}))
    for entry in entries.values():
        documents += entry_documents(entry, rendered["docs"])
    for document in rendered["docs"]:
        if not document["location"].startswith(ours) and not document["location"].endswith(SKIPPED_PARTS):
            documents.append({**document, "boost": LIST_BOOST} if document["location"] == "bibliography/" else dict(document))
    return {"config": {**rendered["config"], "fields": FIELDS}, "docs": documents}
