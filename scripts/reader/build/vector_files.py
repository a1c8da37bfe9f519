"""Write what the vectors of words tell: the thesaurus of the search, and the passages that are related to each passage and entry.

numpy is loaded only when a word has changed: what was made is kept with a digest of all that it was made of.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from scripts.reader.build.kept_results import program_digest
from scripts.reader.build.site_build import SiteBuild
from scripts.reader.citing.citable_items import WHOLE_TEXT
from scripts.reader.common.files import write_if_changed, write_output
from scripts.reader.search import search_documents
from scripts.reader.search.search_documents import plain_text
from scripts.reader.text.addresses import page_address

CACHE_DIR = Path("build/cache/vectors")
VECTORS = Path(search_documents.__file__).with_name(search_documents.VECTORS_FILE)
RELATED_FILE = "related.json"  # beside a section, and the whole text
OPENING = 24  # words that a related passage is shown by
MOST_EVENTS = 3

PARAGRAPH = re.compile(r"papers/.*#p\d+[a-z]?$")

Related = dict[str, list[str]]


def keep(root: Path, name: str, made_of: list[Any], make: Callable[[], Any]) -> Any:
    """Return a value of JSON: what was kept under a name, if it was made of the same by the same program, or what is made now."""
    path = root / CACHE_DIR / f"{name}.json"
    digest = hashlib.sha256(json.dumps([program_digest(), VECTORS.stat().st_size, *made_of], ensure_ascii=False).encode()).hexdigest()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["made of"] == digest:
            return kept["value"]
    except (OSError, ValueError, LookupError, TypeError):
        pass  # none, or a broken one
    value = make()
    write_if_changed(path, json.dumps({"made of": digest, "value": value}, ensure_ascii=False))
    return value


def write_thesaurus(build: SiteBuild) -> None:
    """Write the thesaurus, for the words that the edition does not have."""
    kept = [one for one in build.documents if one.get("boost", 1) >= search_documents.NOTE_BOOST]
    texts = [plain_text(" ".join(str(one.get(field, "")) for field in ("text", "names", "hidden"))) for one in kept]
    write_output(build.site / search_documents.THESAURUS_PATH, keep(build.root, "thesaurus", texts, lambda: make_thesaurus(texts)))


def make_thesaurus(texts: list[str]) -> str:
    from scripts.reader.search import thesaurus

    return thesaurus.to_text(thesaurus.thesaurus(texts, thesaurus.unpack(VECTORS.read_bytes())))


def write_related(build: SiteBuild) -> None:
    """Write, beside each section and whole text, what is related to its paragraphs; put that of an entry at the end of its page."""
    edition, site = build.edition, Documents(build)
    related = related_to(build)
    of_page: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for location, passages in related.items():
        page, _, paragraph = location.partition("#")
        if paragraph:
            of_page[page][paragraph] = site.related_data(location, passages)
    for paper in edition.papers:
        whole: dict[str, Any] = {}
        for section in paper.sections:
            whole |= of_page[page_address(section)]
            write_data(build.site / page_address(section) / RELATED_FILE, of_page[page_address(section)])
        write_data(build.site / page_address(paper.index) / WHOLE_TEXT / RELATED_FILE, whole)
    for slug, entry in edition.entry_pages.items():
        if build.is_changed(entry):
            build.fill(entry, "article-end", site.entry_markup(slug, related[f"glossary/{slug}/"]))


def write_data(path: Path, data: dict[str, Any]) -> None:
    write_output(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def related_to(build: SiteBuild) -> Related:
    """Return the addresses of the passages that are related to each paragraph and entry."""
    fields = [
        [str(one["location"]), plain_text(one["text"]), one.get("concepts", "")]
        for one in build.documents
        if "entry" in one or PARAGRAPH.match(one["location"])
    ]
    found: Related = keep(build.root, "related", fields, lambda: make_related(fields))
    return found


def make_related(fields: list[list[str]]) -> Related:
    from scripts.reader.search import thesaurus
    from scripts.reader.search.related_passages import Passage, related_passages

    passages, entries = (
        [Passage(location, text, frozenset(concepts.split())) for location, text, concepts in fields if location.startswith(folder)]
        for folder in ("papers/", "glossary/")
    )
    return related_passages(passages, entries, thesaurus.unpack(VECTORS.read_bytes()))


class Documents:
    """The documents of the search, as they are shown beside what they are related to."""

    def __init__(self, build: SiteBuild) -> None:
        self.documents = {str(one["location"]): one for one in build.documents}
        self.concepts = {location: frozenset(one.get("concepts", "").split()) for location, one in self.documents.items()}
        self.events = [location for location, one in self.documents.items() if one.get("kind") == "event"]
        self.titles = {slug: self.title(f"glossary/{slug}/") for slug in build.edition.entries}

    def title(self, location: str) -> str:
        return plain_text(self.documents[location]["title"])

    def opening(self, location: str) -> str:
        """Return the first words of a document."""
        words = plain_text(self.documents[location]["text"]).split()
        return " ".join(words[:OPENING]) + (" …" if len(words) > OPENING else "")

    def related_data(self, location: str, related: Iterable[str]) -> dict[str, Any]:
        """Return what the menu of a paragraph shows: passages, each with the concepts that both mention, and events with two of them."""

        def shared(other: str) -> list[str]:
            return sorted(self.titles[slug] for slug in self.concepts[location] & self.concepts[other])

        events = sorted((event for event in self.events if len(shared(event)) > 1), key=lambda event: -len(shared(event)))
        return {
            "passages": [[other, self.title(other), self.opening(other), shared(other)] for other in related],
            "events": [[event, self.title(event), self.opening(event)] for event in events[:MOST_EVENTS]],
        }

    def entry_markup(self, slug: str, related: Iterable[str]) -> str:
        """Return the lists at the end of an entry: passages that are related but do not mention it, and the last events that do."""
        mentioned = [event for event in self.events if slug in self.concepts[event]][-MOST_EVENTS:]
        lists = self.list_markup("Related passages that do not mention it", related) + self.list_markup("In the timeline", mentioned)
        return f'<section class="related">{lists}</section>' if lists else ""

    def list_markup(self, heading: str, locations: Iterable[str]) -> str:
        items = "".join(
            f'<li><a href="../../{escape(location)}">{escape(self.title(location), quote=False)}</a> '
            f"{escape(self.opening(location), quote=False)}</li>"
            for location in locations
        )
        return f"<h2>{heading}</h2><ul>{items}</ul>" if items else ""
