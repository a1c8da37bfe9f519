"""Divide what search finds into the three parts that a browser fetches one after the other (overrides/assets/search-worker.js).

First the names of entries and the titles of pages, which tell the most at once; then the texts; and last what never stands before a text
that has all the words of a query, which is fetched where no text has them.
"""

import json
import re
from collections.abc import Iterable, Mapping

from scripts.reader.search.search_documents import NOTE_BOOST, Document

PART_PATHS = ("search/names.json", "search/texts.json", "search/others.json")  # in the site
TEXT_FIELDS = ("text", "received", "concepts")
PART_OF_TEXT = re.compile(r"#(?:p\d|fn:)")  # a paragraph or a note


def divide(documents: Iterable[Document]) -> tuple[list[Document], list[Document], list[Document]]:
    """Return the three parts of documents; what is put together by address is the documents again."""
    names: list[Document] = []
    texts: list[Document] = []
    others: list[Document] = []
    for document in documents:
        rest = document
        if "kind" not in document and not PART_OF_TEXT.search(document["location"]):
            names.append({name: value for name, value in document.items() if name not in TEXT_FIELDS})  # type: ignore[arg-type]
            rest = {name: value for name, value in document.items() if name in ("location", *TEXT_FIELDS)}  # type: ignore[assignment]
        (texts if document.get("boost", 1) >= NOTE_BOOST else others).append(rest)
    return names, texts, others


def part_files(documents: Iterable[Document], settings: Mapping[str, object]) -> dict[str, str]:
    """Return the files of the parts, by path in the site; settings for the worker come with the first."""
    named, *others = divide(documents)
    parts = [{**settings, "docs": named}, *({"docs": part} for part in others)]
    return {path: json.dumps(part, ensure_ascii=False, separators=(",", ":")) for path, part in zip(PART_PATHS, parts, strict=True)}
