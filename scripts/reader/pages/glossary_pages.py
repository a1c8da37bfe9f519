"""Fragments about the glossary: the list of entries, the names of an entry, and where the papers mention it."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from scripts.reader.common.dates import format_date
from scripts.reader.concepts import concept_views
from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention
from scripts.reader.edition.bibliography import Source, publication_date
from scripts.reader.edition.edition import Edition
from scripts.reader.pages.links import entry_link, title_of
from scripts.reader.pictures import mention_strip
from scripts.reader.text.escapes import escape, escape_hashes, escape_line
from scripts.reader.text.front_matter import ENTRY_KINDS
from scripts.reader.text.paper import Paper

PLURALS = {
    "organization": "Organizations",
    "forum": "Forums",
    "theory": "Theory",
    "event": "Events",
    "actor": "Actors",
    "document": "Documents",
    "concept": "Concepts",
    "method": "Method",
    "person": "Persons",
    "place": "Places",
}
PLURAL_ENDING = re.compile(r"(?<=[a-z])(?:ies|(?<=ss|ch|sh)es|(?<=x)es|(?<!s)s)\b")  # of an English word that is no acronym
LANGUAGES = {"fa": "Persian", "prs": "Dari", "ps": "Pashto", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
IDEAS, TO_START = ("theory", "concept"), 5  # kinds of entries, and how many of them the home page names
TO_ROOT = "../../"  # from /glossary/<entry>/ to the root of the site


def entry_names(entry: Entry) -> str:
    """Return the kind of an entry, its other names, and its names in other languages."""
    lines = [entry.kind.capitalize()]
    if others := distinct_names(entry)[1:]:
        lines.append("Also: " + escape(", ".join(others)))
    for language, name in entry.foreign:
        lines.append(f'{LANGUAGES.get(language, language)}: <span lang="{language}">{escape(name)}</span>')
    return "<br>\n".join(lines) + "\n{: .names }\n\n"


def distinct_names(entry: Entry) -> list[str]:
    """Return the names of an entry without those that differ from one before in number alone."""
    names: dict[str, str] = {}
    for name in entry.names:
        names.setdefault(PLURAL_ENDING.sub(lambda ending: "y" if ending[0] == "ies" else "", name).casefold(), name)
    return list(names.values())


def mention_list(entry: Entry, mentions: list[Mention], edition: Edition) -> str:
    """Return the second part of an entry's page: where the papers mention it, related entries, and when its sources were read.

    Args:
        entry: The entry.
        mentions: Its mentions, in the order of papers and sections.
        edition: The edition that the entry belongs to.
    """
    papers = {paper.slug: paper for paper in edition.papers}
    return "\n".join(
        [*mention_lines(entry, mentions, papers), *related_lines(entry, edition.entries), *source_lines(entry, edition.sources), ""]
    )


def mention_lines(entry: Entry, mentions: list[Mention], papers: Mapping[str, Paper]) -> list[str]:
    """Return the mentions of an entry in their contexts; if many papers mention it, an index without contexts."""
    lines = ["## Where the papers mention it", ""]
    if not mentions:
        return [*lines, "No paper of this edition uses this term.", ""]
    mentioning = len({mention.paper for mention in mentions})
    if mentioning > concept_views.MAX_PAPERS_LISTED:
        counts = concept_views.name_counts(mentions, entry)
        lines += [f"{mentioning} of {len(papers)} papers mention it; {escape(counts)}. Search finds every place in its context.", ""]
        return [*lines, concept_views.index_list(mentions, papers, TO_ROOT), ""]
    drawn = mention_strip.papers_to_draw(papers, mentions, concept_views.MAX_PAPERS_NAMED)
    lines.append(mention_strip.mention_strips(entry.title, mentions, drawn, TO_ROOT))
    for slug, group in groupby(mentions, key=lambda mention: mention.paper):
        paper, in_paper = papers[slug], list(group)
        titles = {section.slug: title_of(section) for section in paper.sections}
        lines += [
            f"### [{escape(paper.short_title)}](/papers/{slug}/index.md)",
            "",
            escape(concept_views.name_counts(in_paper, entry)) + ".",
            "",
        ]
        lines += [concept_views.concordance_list(in_paper, titles, TO_ROOT), ""]
    return lines


def related_lines(entry: Entry, entries: Mapping[str, Entry]) -> list[str]:
    """Return the related and broader entries."""
    lines: list[str] = []
    if related := entry_links(entry.related, entries):
        lines += ["## Related entries", "", related, ""]
    if entry.broader:
        lines += [f"A kind of {entry_links(entry.broader, entries)}.", ""]
    return lines


def source_lines(entry: Entry, sources: Mapping[str, Source]) -> list[str]:
    """Return what was done to check an entry: when its sources were read, how far they reach, and whether some were not seen."""
    if not entry.checked:
        return []
    cited = [sources[key] for key in entry.sources if key in sources]
    latest = max((publication_date(source.entry) for source in cited), default="")
    text = f"An entry of this edition. Sources consulted in stored copies, {entry.checked:%B %Y}"
    text += f"; the latest is of {format_date(latest)}." if latest else "."
    if any(source.unseen for source in cited):
        text += " Some were not seen, or only in part: the [bibliography](/bibliography.md) says which."
    return [text, "{: .checked }", ""]


def entry_links(slugs: Iterable[str], entries: Mapping[str, Entry]) -> str:
    return ", ".join(entry_link(entries[slug]) for slug in slugs if slug in entries)


def glossary_list(edition: Edition) -> str:
    """Return all entries from A to Z, each with its summary; then the other names that lead to them; then the entries by kind."""
    entries = sorted(edition.entries.values(), key=lambda entry: entry.title.casefold())
    lines = ['<div class="filter-here" data-label="terms"></div>', ""]
    for letter, group in groupby(entries, key=lambda entry: entry.title[0].upper()):
        lines += [f"## {escape_hashes(escape(letter))}", ""]
        for entry in group:
            lines += [entry_link(entry), f":   {escape_line(entry.summary)}", ""]
    lines += ["## Other names", ""]
    references = [(name, entry_link(entry)) for entry in entries for name in other_names(entry)]
    for name, link in sorted(references, key=lambda pair: pair[0].casefold()):
        lines += [escape_line(name), f":   see {link}", ""]
    lines += ["## By kind", ""]
    for kind in ENTRY_KINDS:
        if links := ", ".join(entry_link(entry) for entry in entries if entry.kind == kind):
            lines += [f"**{PLURALS[kind]}:** {links}", ""]
    return "\n".join([*lines, ""])


def start_list(edition: Edition) -> str:
    """Return the concepts to start from, each with its summary: ideas that most papers mention, and of these the most widespread."""
    papers: dict[str, set[str]] = {slug: set() for slug, entry in edition.entries.items() if entry.kind in IDEAS}
    for mention in edition.mentions:
        if mention.slug in papers:
            papers[mention.slug].add(mention.paper)
    wide = concept_views.paragraphs_mentioning(edition.mentions)
    first = sorted((slug for slug, found in papers.items() if found), key=lambda slug: (-len(papers[slug]), -wide[slug], slug))[:TO_START]
    lines = [f"- {entry_link(edition.entries[slug])}: {escape(edition.entries[slug].summary)}" for slug in first]
    return "\n".join([*lines, "", ""])


def other_names(entry: Entry) -> list[str]:
    """Return the names that need a reference of their own, because in the alphabet they are far from the title and from one another."""
    listed: list[str] = []
    for name in sorted(entry.names[1:], key=str.casefold):
        known = [entry.title, *listed]
        if name[0].isalpha() and entry.title.casefold() not in name.casefold() and not any(begins_alike(name, other) for other in known):
            listed.append(name)
    return listed


def begins_alike(name: str, other: str) -> bool:
    """Return whether two names stand side by side in an alphabet: their first six letters agree, or all those of the shorter."""
    length = min(6, len(name), len(other))
    return name.casefold()[:length] == other.casefold()[:length]
