"""Write what search finds as documents and settings that search services load as they are.

OpenSearch: a body for _bulk, and one for the creation of the index (https://docs.opensearch.org/latest/api-reference/document-apis/bulk/).
Typesense: JSON lines for import, a schema, and synonyms (https://typesense.org/docs/api/documents.html#index-multiple-documents).
Meilisearch: JSON lines for documents, and settings (https://www.meilisearch.com/docs/reference/api/settings).
In each, the names of an entry are synonyms, so that a search for one finds the others.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from scripts.reader.concepts.glossary import Entry
from scripts.reader.search.search_documents import NAME_SEPARATOR, Document, plain_text

INDEX_NAME = "reader"
SEARCHED_FIELDS = ("title", "names", "text", "received")  # the most important first
RECORD_FIELDS = ("id", "location", "title", "text", "received", "names", "concepts", "boost")

Fields = dict[str, Any]  # of a document as a service loads it


def to_record(document: Document) -> Fields:
    """Return a document for a service: plain text, lists instead of joined names, and an id of letters and digits."""
    names = NAME_SEPARATOR.join((document.get("names", ""), document.get("hidden", ""))).split(NAME_SEPARATOR)
    return {
        "id": hashlib.sha256(document["location"].encode()).hexdigest()[:20],
        "location": document["location"],
        "title": plain_text(document["title"]),
        "text": plain_text(document["text"]),
        "received": plain_text(document.get("received", "")),
        "names": [name for name in names if name],
        "concepts": document.get("concepts", "").split(),
        "boost": float(document.get("boost", 1)),
    }


def synonyms(entries: Mapping[str, Entry]) -> dict[str, list[str]]:
    """Return all names of each entry that has several, by slug, in lower case and without commas, at which some services split."""
    names_of = {slug: list(dict.fromkeys(name.lower().replace(",", " ") for name in entry.searched)) for slug, entry in entries.items()}
    return {slug: names for slug, names in names_of.items() if len(names) > 1}


def json_lines(items: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) + "\n" for item in items)


def indented_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def opensearch_files(records: list[Fields], groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the files for OpenSearch, by path; Elasticsearch reads them too."""
    text = {"type": "text", "analyzer": "english", "search_analyzer": "with_names"}
    word = {"type": "keyword"}
    settings = {
        "settings": {
            "analysis": {
                "filter": {
                    "names": {"type": "synonym_graph", "synonyms": [", ".join(names) for names in groups.values()], "lenient": True},
                    "stems": {"type": "stemmer", "language": "english"},
                },
                "analyzer": {"with_names": {"tokenizer": "standard", "filter": ["lowercase", "names", "stems"]}},
            }
        },
        "mappings": {
            "properties": {
                **dict.fromkeys(("title", "text", "received", "names"), text),
                **dict.fromkeys(("id", "location", "concepts"), word),
                "boost": {"type": "float"},
            }
        },
    }
    actions = (line for one in records for line in ({"index": {"_index": INDEX_NAME, "_id": one["id"]}}, one))
    return {"opensearch/index.json": indented_json(settings), "opensearch/bulk.ndjson": json_lines(actions)}


def typesense_files(records: list[Fields], groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the files for Typesense, by path."""
    kinds = {"names": "string[]", "concepts": "string[]", "boost": "float"}
    fields = [{"name": name, "type": kinds.get(name, "string"), "stem": name in SEARCHED_FIELDS} for name in RECORD_FIELDS if name != "id"]
    schema = {"name": INDEX_NAME, "fields": fields, "default_sorting_field": "boost"}
    named = ({"id": slug, "synonyms": names} for slug, names in groups.items())
    return {
        "typesense/schema.json": indented_json(schema),
        "typesense/documents.jsonl": json_lines(records),
        "typesense/synonyms.jsonl": json_lines(named),
    }


def meilisearch_files(records: list[Fields], groups: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the files for Meilisearch, by path."""
    settings = {
        "searchableAttributes": list(SEARCHED_FIELDS),
        "filterableAttributes": ["concepts"],
        "rankingRules": ["words", "typo", "proximity", "attribute", "sort", "exactness", "boost:desc"],
        "synonyms": {name: [other for other in names if other != name] for names in groups.values() for name in names},
    }
    return {"meilisearch/settings.json": indented_json(settings), "meilisearch/documents.ndjson": json_lines(records)}


def export_files(documents: Iterable[Document], entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the files for all services, by path."""
    records, groups = [to_record(document) for document in documents], synonyms(entries)
    return {**opensearch_files(records, groups), **typesense_files(records, groups), **meilisearch_files(records, groups)}
