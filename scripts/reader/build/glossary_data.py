"""Write the glossary as data: linked data for the whole edition and into the head of each entry, and what cards say."""

import json

from scripts.reader.build.site_build import SiteBuild
from scripts.reader.common import typography
from scripts.reader.common.files import write_output
from scripts.reader.concepts import glossary, linked_data
from scripts.reader.concepts.concept_views import paper_counts
from scripts.reader.concepts.mentions import Mention

FILE = "glossary.jsonld"
MOST_MENTIONS = 100  # paragraphs that mention an entry, in the data of its own page; glossary.jsonld has them all
INDEX = "docs/glossary/index.md"
CARDS = "assets/glossary.js"  # which overrides/assets/cards.js loads when a card is about to open
MOST_RELATED = 3  # entries that a card leads to


def write_linked_data(build: SiteBuild) -> None:
    """Write glossary.jsonld, and put each entry's part of it into the head of its page."""
    edition, base = build.edition, build.base_url
    definitions = {slug: glossary.definition(page) for slug, page in edition.entry_pages.items()}
    whole = linked_data.glossary_graph(base, "Glossary", edition.entries, definitions, edition.mentions)
    write_output(build.site / FILE, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    nodes = {node["@id"]: node for node in whole["@graph"]}
    for slug in edition.entries:
        page = edition.entry_pages[slug]
        if build.is_changed(page):
            node = {"@context": whole["@context"], **nodes[linked_data.entry_url(base, slug)]}
            if len(node.get("source", ())) > MOST_MENTIONS:
                del node["source"]
            data = json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
            build.fill(page, "head", f'{described_by("../../")}<script type="application/ld+json">{data}</script>')
    for page in edition.other_pages:
        if page.path == INDEX and build.is_changed(page):
            build.fill(page, "head", described_by("../"))


def write_cards(build: SiteBuild) -> None:
    """Write what the card of each term says, as a script, which also a copy of the site on a disk can load."""
    edition = build.edition
    mentions: dict[str, list[Mention]] = {slug: [] for slug in edition.entries}
    for mention in edition.mentions:
        mentions[mention.slug].append(mention)
    cards = {
        slug: {
            "title": typography.typeset(entry.title),
            "summary": typography.typeset_prose(entry.summary),
            "mentions": paper_counts(mentions[slug], edition.papers),
            "related": [other for other in entry.related if other in edition.entries][:MOST_RELATED],
        }
        for slug, entry in edition.entries.items()
    }
    write_output(build.site / CARDS, f"const glossaryCards = {json.dumps(cards, ensure_ascii=False, separators=(',', ':'))};\n")


def described_by(up: str) -> str:
    """Return the link to the data of the whole glossary; up leads to the root of the site."""
    return f'<link rel="describedby" type="application/ld+json" href="{up}{FILE}">'
