"""The fragments that pages include: everything in the site that follows from the records and the texts.

Lists are Markdown, whose links the engine checks. Tables and long lists whose rows have addresses are HTML, with links
relative to the one page that includes them; ./run check follows those.
"""

import json
import re
from collections import defaultdict
from dataclasses import asdict
from itertools import groupby, islice

from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.dates import format_date
from scripts.reader.common.problems import CODES
from scripts.reader.concepts import concept_views
from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention
from scripts.reader.edition import bibliography, timeline
from scripts.reader.edition.edition import Edition
from scripts.reader.text import apparatus, emendations, received_lines, section_outline
from scripts.reader.text.front_matter import ENTRY_KINDS, Page
from scripts.reader.text.paper import Paper

PLURALS = {
    "organisation": "Organisations",
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
ROWS = (
    ", each column a section. The darker a cell, the more often the section mentions the concept, under any of its names;"
    " the number leads to the first mention."
)
ROWS_OF_MANY = ", with the number of papers that mention it, under any of its names, and of all mentions. The entry leads to them."
CITED_ON = 20  # pages that are named under a source
LANGUAGES = {"fa": "Persian", "prs": "Dari", "ps": "Pashto", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}


def address(page: Page) -> str:
    """The address of a page as links in Markdown give it."""
    return "/" + page.path.removeprefix("docs/")


def title(page: Page) -> str:
    return str(page.record.get("title", page.slug))


def entry_names(entry: Entry) -> str:
    """What an entry is called: full name, other names, names in other languages; and of what kind it is."""
    lines = [entry.kind.capitalize()]
    if entry.names[1:]:
        lines.append("Also: " + ", ".join(entry.names[1:]))
    for language, name in entry.foreign:
        lines.append(f'{LANGUAGES.get(language, language)}: <span lang="{language}">{name}</span>')
    return "<br>\n".join(lines) + "\n{: .names }\n\n"


def mention_list(entry: Entry, mentions: list[Mention], papers: dict[str, Paper], entries: dict[str, Entry]) -> str:
    """Every mention of an entry in its context, counted by paper and name; relative to /glossary/<entry>/. And what else to read.

    Where many papers mention it, the list is that of an index.
    """
    lines, mentioning = ["## Where the papers mention it", ""], {mention.paper for mention in mentions}
    if not mentions:
        lines += ["No paper of this edition uses one of these names.", ""]
    many = len(mentioning) > concept_views.MAX_PAPERS_LISTED
    if many:
        told = concept_views.name_counts(mentions, entry)
        lines += [f"{len(mentioning)} of {len(papers)} papers mention it; {told}. Search finds every place in its context.", ""]
        lines += [concept_views.index_list(mentions, papers, "../../"), ""]
    for slug, in_paper in () if many else groupby(mentions, key=lambda mention: mention.paper):
        paper, found = papers[slug], list(in_paper)
        titles = {section.slug: title(section) for section in paper.sections}
        lines += [f"### [{paper.short_title}](/papers/{slug}/index.md)", "", concept_views.name_counts(found, entry) + ".", ""]
        lines += [concept_views.concordance_list(found, titles, "../../"), ""]
    related = [f"[{entries[slug].title}](/glossary/{slug}.md)" for slug in entry.related if slug in entries]
    if related:
        lines += ["## Related entries", "", ", ".join(related), ""]
    if entry.broader:
        lines += [
            "A kind of " + ", ".join(f"[{entries[slug].title}](/glossary/{slug}.md)" for slug in entry.broader if slug in entries) + ".",
            "",
        ]
    if entry.checked:
        lines += [f"An entry of this edition. Facts last checked on {entry.checked.day} {entry.checked:%B %Y}.", "{: .checked }", ""]
    return "\n".join([*lines, ""])


def contents(paper: Paper) -> str:
    """The sections of a paper, each with the range of its paragraphs and the time it takes to read."""
    lines = [
        f'1. [{place.title}]({address(section)}) <span class="span">{place.span} · {place.time}</span>'
        for section, place in zip(paper.sections, section_outline.outline_paper(paper), strict=True)
    ]
    return "\n".join([*lines, "", ""])


def paper_list(papers: tuple[Paper, ...]) -> str:
    """The papers, each with its contents; of many, only their titles."""
    if len(papers) > concept_views.MAX_PAPERS_LISTED:
        return "\n".join([*(f"- [{title(paper.index)}]({address(paper.index)})" for paper in papers), ""])
    blocks = [f"### [{title(paper.index)}]({address(paper.index)})\n\n{contents(paper)}" for paper in papers]
    return "\n".join([*blocks, ""])


def glossary_list(edition: Edition) -> str:
    """All entries, A to Z, each with its summary; other names lead to their entries. Then the entries by kind."""
    rows = [(entry.title, f":   {entry.summary}", entry.slug) for entry in edition.entries.values()]
    for entry in edition.entries.values():
        rows += [(name, f":   see [{entry.title}](/glossary/{entry.slug}.md)", "") for name in other_names(entry)]
    lines = ['<div class="filter-here"></div>', ""]
    for letter, under in groupby(sorted(rows, key=lambda row: row[0].casefold()), key=lambda row: row[0][0].upper()):
        lines += [f"## {letter}", ""]
        for name, text, slug in under:
            lines += [f"[{name}](/glossary/{slug}.md)" if slug else name, text, ""]
    lines += ["## By kind", ""]
    for kind in ENTRY_KINDS:
        links = [f"[{entry.title}](/glossary/{entry.slug}.md)" for entry in edition.entries.values() if entry.kind == kind]
        if links:
            lines += [f"**{PLURALS[kind]}:** {', '.join(links)}", ""]
    return "\n".join([*lines, ""])


def other_names(entry: Entry) -> list[str]:
    """The names under which a reader may look for an entry in vain: not those that stand beside its title or one another."""
    found: list[str] = []
    for name in sorted(entry.names[1:], key=str.casefold):
        known = [entry.title, *found]
        if name[0].isalpha() and entry.title.casefold() not in name.casefold() and not any(begins_alike(name, other) for other in known):
            found.append(name)
    return found


def begins_alike(name: str, other: str) -> bool:
    return name.casefold()[:6] == other.casefold()[:6]


def whole_text(paper: Paper) -> str:
    """All sections of a paper as one text, with its notes at the end."""
    bodies, notes = [], []
    for section in paper.sections:
        body = section.body
        for kind in (emendations.EDITORS_NOTE, emendations.AUTHORS_NOTE):
            body = kind.sub(lambda match: notes.append(match[0]) or "", body)
        body = re.sub(r"^#(?=#{1,4} )", "##", body, flags=re.MULTILINE)
        body = re.sub(r"^# (.*)$", rf"## \1 {{: #{section.slug} }}", body, count=1, flags=re.MULTILINE)
        bodies.append(body.strip())
    return "\n\n".join([*bodies, *notes, ""])


def concept_page(edition: Edition) -> str:
    """The map of concepts and sections, and which concepts stand together; relative to /concepts/."""
    entries, mentions = edition.entries, edition.mentions
    many = len(edition.papers) > concept_views.MAX_PAPERS_LISTED
    return "\n".join(
        [
            f"Each row is an entry of the [glossary](/glossary/index.md){ROWS_OF_MANY if many else ROWS}",
            "",
            concept_views.concept_map(entries, mentions, edition.papers, "../"),
            "## Together in a paragraph",
            "",
            f"Concepts that at least {concept_views.MIN_PARAGRAPHS} paragraphs mention, the most widespread first.",
            "The darker a square, the more paragraphs mention both.",
            "",
            concept_views.cooccurrence_matrix(entries, mentions),
            "Most often together:",
            "",
            concept_views.cooccurrence_list(entries, mentions),
            "",
        ]
    )


def bibliography_list(edition: Edition) -> str:
    """All sources, sorted by author and year, each with an anchor and the pages that cite it."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    paper_of = {section.path: paper for paper in edition.papers for section in paper.sections}
    for page in edition.pages:
        for key, _ in bibliography.citations_in(page):
            paper = paper_of.get(page.path)
            pages[key][address(page)] = f"{paper.short_title}, {title(page)}" if paper else title(page)
    blocks = []
    for source in sorted(edition.sources.values(), key=lambda source: source.sort):
        links = ", ".join(f"[{name}]({where})" for where, name in islice(pages[source.key].items(), CITED_ON))
        rest = len(pages[source.key]) - CITED_ON
        links += f" and {rest} more page{'s' * (rest > 1)}" if rest > 0 else ""
        cited = f'\n<span class="cited-on">Cited on: {links}</span>' if links else ""
        blocks.append(f"{source.reference}{cited}\n{{: #{source.key} .source }}\n")
    return "\n".join([*blocks, ""])


def code_list() -> str:
    return "\n".join(["| code | what must be true |", "| --- | --- |", *(f"| {code} | {rule} |" for code, rule in CODES.items()), "", ""])


def contact(address: str) -> str:
    """Where to report what is wrong; address is of the web or mailto:."""
    if not address:
        return "This copy of the edition gives no address of its own: tell whoever gave you its address, or whoever publishes it.\n"
    return f"Report it to <{address.removeprefix('mailto:')}>.\n"


def edition_list(edition: Edition) -> str:
    """The released editions, the newest first; relative to /about/editions/."""
    if not edition.released:
        return "No edition has been released yet.\n"
    rows = [
        f'<li><a href="../../{RELEASES_FOLDER}/{one.version}/">Edition {one.version}</a>, {format_date(one.date)}</li>'
        for one in reversed(edition.released)
    ]
    return "\n".join(["<ul>", *rows, "</ul>", ""])


def fragments(edition: Edition) -> dict[str, str]:
    """All generated files: path under build/ to content."""
    by_entry: dict[str, list[Mention]] = defaultdict(list)
    for mention in edition.mentions:
        by_entry[mention.slug].append(mention)
    papers = {paper.slug: paper for paper in edition.papers}
    records = {
        "names": edition.names,
        "entries": {
            slug: {"title": entry.title, "summary": entry.summary, "mentions": concept_views.paper_counts(by_entry[slug], edition.papers)}
            for slug, entry in edition.entries.items()
        },
        "references": {key: source.reference for key, source in sorted(edition.sources.items())},
        "places": {paper.slug: [asdict(place) for place in section_outline.outline_paper(paper)] for paper in edition.papers},
        "lines": {paper.slug: received_lines.paragraph_lines(received_lines.line_places(paper)) for paper in edition.papers},
    }
    return {
        "records.json": json.dumps(records, ensure_ascii=False),
        **{f"entries/{slug}.md": entry_names(entry) for slug, entry in edition.entries.items()},
        **{f"mentions/{slug}.md": mention_list(entry, by_entry[slug], papers, edition.entries) for slug, entry in edition.entries.items()},
        **{f"papers/{paper.slug}.md": contents(paper) for paper in edition.papers},
        **{f"papers/{paper.slug}/text.md": whole_text(paper) for paper in edition.papers},
        **{f"papers/{paper.slug}/apparatus.md": apparatus.apparatus_table(paper) for paper in edition.papers},
        **{f"papers/{paper.slug}/received.md": received_lines.received_text_list(paper) for paper in edition.papers},
        "concepts.md": concept_page(edition),
        "timeline.md": timeline.timeline_list(edition.events, papers, edition.sources),
        "papers.md": paper_list(edition.papers),
        "glossary.md": glossary_list(edition),
        "bibliography.md": bibliography_list(edition),
        "checks.md": code_list(),
        "contact.md": contact(edition.contact),
        "editions.md": edition_list(edition),
    }
