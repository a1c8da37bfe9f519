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
    """Return the address of an entry; `base` is that of the site, with a slash at its end."""
    return f"{base}glossary/{slug}/"


def alternative_labels(entry: Entry) -> dict[str, list[str]]:
    """Return the names of an entry besides its title, by language."""
    found = {"en": list(dict.fromkeys(entry.names[1:]))}
    for language, name in entry.foreign:
        found.setdefault(language, []).append(name)
    return {language: names for language, names in found.items() if names}


def symmetric_relations(entries: Mapping[str, Entry]) -> dict[str, list[str]]:
    """Return the related entries of each, made to hold in both directions, as SKOS says they do.

    SKOS keeps related apart from broader and narrower: entries of which one is broader are not also related.
    """
    related: dict[str, dict[str, None]] = {slug: {} for slug in entries}
    for slug, entry in entries.items():
        for other in entry.related:
            if other not in entry.broader and slug not in entries[other].broader:
                related[slug][other] = related[other][slug] = None
    return {slug: list(others) for slug, others in related.items()}


def inverse_of_broader(entries: Mapping[str, Entry]) -> dict[str, list[str]]:
    """Return the narrower entries of each: those of which it is a broader one."""
    return {slug: [other for other, entry in entries.items() if slug in entry.broader] for slug in entries}


def without_unknown_relations(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries without relations to themselves or to entries that do not exist.

    G103 reports these; an editor can look at the site meanwhile.
    """

    def known(slug: str, others: Iterable[str]) -> tuple[str, ...]:
        return tuple(other for other in others if other in entries and other != slug)

    return {slug: replace(entry, related=known(slug, entry.related), broader=known(slug, entry.broader)) for slug, entry in entries.items()}


def concept_node(
    base: str, entry: Entry, definition: str, related: Iterable[str], narrower: Iterable[str], mentions: Iterable[Mention]
) -> dict[str, Any]:
    """Return an entry as a node of the graph.

    Args:
        base: The address of the site, with a slash at its end.
        entry: The entry.
        definition: Its definition, in plain text.
        related: The slugs of related entries, none of which is broader or narrower.
        narrower: The slugs of narrower entries.
        mentions: Its mentions in the papers.
    """
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
    """Return the whole glossary as JSON-LD: a scheme and its concepts.

    Args:
        base: The address of the site, with a slash at its end.
        title: The name of the glossary.
        entries: The entries by slug.
        definitions: Their definitions by slug, in plain text.
        mentions: All mentions in the papers.
    """
    entries = without_unknown_relations(entries)
    related, narrower = symmetric_relations(entries), inverse_of_broader(entries)
    mentions_of: dict[str, list[Mention]] = {slug: [] for slug in entries}
    for mention in mentions:
        mentions_of[mention.slug].append(mention)
    nodes = [
        concept_node(base, entry, definitions[slug], related[slug], narrower[slug], mentions_of[slug]) for slug, entry in entries.items()
    ]
    scheme = {
        "@id": f"{base}glossary/",
        "@type": ["skos:ConceptScheme", "schema:DefinedTermSet"],
        "prefLabel": {"en": title},
        "name": title,
        "hasTopConcept": [node["@id"] for node in nodes if "topConceptOf" in node],
        "hasDefinedTerm": [node["@id"] for node in nodes],
    }
    return {"@context": CONTEXT, "@graph": [scheme, *nodes]}
