"""The glossary as linked data: SKOS concepts that are also schema.org DefinedTerms, in JSON-LD."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention

CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "hiddenLabel": {"@id": "skos:hiddenLabel", "@language": "en"},
    "definition": {"@id": "skos:definition", "@language": "en"},
    "related": {"@id": "skos:related", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
    "source": {"@id": "dcterms:source", "@type": "@id"},
    "name": "schema:name",
    "alternateName": "schema:alternateName",
    "description": "schema:description",
    "url": {"@id": "schema:url", "@type": "@id"},
    "inDefinedTermSet": {"@id": "schema:inDefinedTermSet", "@type": "@id"},
    "hasDefinedTerm": {"@id": "schema:hasDefinedTerm", "@type": "@id"},
}


def entry_url(base: str, slug: str) -> str:
    """The address of an entry; base is the site's, with a slash at its end."""
    return f"{base}glossary/{slug}/"


def alternative_labels(entry: Entry) -> dict[str, list[str]]:
    """The other names of an entry, by language."""
    found = {"en": list(dict.fromkeys(entry.names[1:]))}
    for language, name in entry.foreign:
        found.setdefault(language, []).append(name)
    return {language: names for language, names in found.items() if names}


def concept_node(
    base: str, entry: Entry, definition: str, related: Iterable[str], narrower: Iterable[str], mentions: Iterable[Mention]
) -> dict[str, Any]:
    """An entry as one node. SKOS keeps related apart from broader and narrower, and so must its callers."""
    paragraphs = dict.fromkeys(f"{base}papers/{found.paper}/{found.section}/#{found.paragraph}" for found in mentions)
    node: dict[str, Any] = {
        "@id": entry_url(base, entry.slug),
        "@type": ["skos:Concept", "schema:DefinedTerm"],
        "prefLabel": {"en": entry.title},
        "altLabel": alternative_labels(entry),
        "hiddenLabel": list(entry.hidden),
        "definition": definition,
        "related": [entry_url(base, slug) for slug in related],
        "broader": [entry_url(base, slug) for slug in entry.broader],
        "narrower": [entry_url(base, slug) for slug in narrower],
        "source": list(paragraphs),
        "inScheme": f"{base}glossary/",
        "topConceptOf": [] if entry.broader else [f"{base}glossary/"],
        "name": entry.title,
        "alternateName": list(entry.names[1:]),
        "description": entry.summary,
        "url": entry_url(base, entry.slug),
        "inDefinedTermSet": f"{base}glossary/",
    }
    return {name: value for name, value in node.items() if value}


def glossary_graph(
    base: str, title: str, entries: Mapping[str, Entry], definitions: Mapping[str, str], mentions: list[Mention]
) -> dict[str, Any]:
    """The whole glossary: a scheme and its concepts. Related is made to hold in both directions, as SKOS says it does.

    Entries that others name but that do not exist (G103) are left out, so that an editor can still look at the site.
    """
    entries = {
        slug: replace(
            entry,
            related=tuple(other for other in entry.related if other in entries and other != slug),
            broader=tuple(other for other in entry.broader if other in entries and other != slug),
        )
        for slug, entry in entries.items()
    }
    related: dict[str, dict[str, None]] = {slug: {} for slug in entries}
    narrower: dict[str, list[str]] = {slug: [] for slug in entries}
    for slug, entry in entries.items():
        for other in entry.broader:
            narrower[other].append(slug)
        for other in entry.related:
            if other not in entry.broader and slug not in entries[other].broader:
                related[slug][other] = related[other][slug] = None
    by_slug: dict[str, list[Mention]] = {slug: [] for slug in entries}
    for mention in mentions:
        by_slug[mention.slug].append(mention)
    nodes = [concept_node(base, entry, definitions[slug], related[slug], narrower[slug], by_slug[slug]) for slug, entry in entries.items()]
    scheme = {
        "@id": f"{base}glossary/",
        "@type": ["skos:ConceptScheme", "schema:DefinedTermSet"],
        "prefLabel": {"en": title},
        "name": title,
        "hasTopConcept": [node["@id"] for node in nodes if "topConceptOf" in node],
        "hasDefinedTerm": [node["@id"] for node in nodes],
    }
    return {"@context": CONTEXT, "@graph": [scheme, *nodes]}
