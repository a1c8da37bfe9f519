"""Make the fragments that pages include: everything in the site that follows from the records and the texts.

Lists are Markdown, whose links the engine checks. Tables and long lists whose rows have addresses are HTML, with links
relative to the one page that includes them; ./run check follows those.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict

from scripts.reader.common.dates import is_date
from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.concepts.mentions import Mention
from scripts.reader.edition.data_file import Item
from scripts.reader.edition.edition import Edition
from scripts.reader.pages import about_pages, argument_list, data_page, glossary_pages, paper_pages, teaching_page
from scripts.reader.pages.bibliography_page import bibliography_list
from scripts.reader.pages.concept_page import concept_page
from scripts.reader.pages.timeline_page import timeline_page
from scripts.reader.pictures import vocabulary
from scripts.reader.text import apparatus, received_lines, section_outline
from scripts.reader.text.front_matter import Page

INCLUSION = re.compile(r"""^[ \t]*(?P<marker>-+8<-+(?:[ \t]+["'](?P<name>[^"'\n]*)["'])?[^\n]*)""", re.MULTILINE)


def fragments(edition: Edition) -> dict[str, str]:
    """Return all generated files: contents by path under build/."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in edition.mentions:
        mentions[mention.slug].append(mention)
    papers, entries = {paper.slug: paper for paper in edition.papers}, edition.entries
    return {
        "records.json": extension_records(edition),
        **{f"entries/{slug}.md": glossary_pages.entry_names(entry) for slug, entry in entries.items()},
        **{f"mentions/{slug}.md": glossary_pages.mention_list(entry, mentions[slug], edition) for slug, entry in entries.items()},
        **{f"papers/{slug}.md": paper_pages.contents(paper) for slug, paper in papers.items()},
        **{f"papers/{slug}/text.md": paper_pages.whole_text(paper) for slug, paper in papers.items()},
        **{f"papers/{slug}/apparatus.md": apparatus.apparatus_table(paper) for slug, paper in papers.items()},
        **{f"papers/{slug}/received.md": received_lines.received_text_list(paper) for slug, paper in papers.items()},
        **argument_fragments(edition),
        "teaching/questions.md": teaching_page.discussion(edition),
        "teaching/read-next.md": teaching_page.read_next(edition),
        "teaching/who-is-who.md": teaching_page.who_is_who(edition),
        "start.md": glossary_pages.start_list(edition),
        "vocabulary.md": vocabulary.vocabulary(edition.entries, edition.mentions, edition.papers),
        "concepts.md": concept_page(edition),
        "timeline.md": timeline_page(edition.events, papers, edition.sources, edition.date if is_date(edition.date) else ""),
        "papers.md": paper_pages.paper_list(edition),
        "glossary.md": glossary_pages.glossary_list(edition),
        "bibliography.md": bibliography_list(edition),
        "checks.md": about_pages.code_list(),
        "contact.md": about_pages.contact(edition.contact),
        "editors.md": about_pages.responsible(edition.editors),
        "editions.md": about_pages.edition_list(edition),
        "data.md": data_page.file_list(edition),
        "data-examples.md": data_page.examples(edition),
    }


def inclusion_problems(pages: Iterable[Page], names: Collection[str]) -> Iterator[Problem]:
    """Check that pages include only fragments, by their names (P113)."""
    for page in pages:
        for match in INCLUSION.finditer(page.body):
            if match["name"] not in names:
                line = page.body_line + line_at(page.body, match.start("marker")) - 1
                hint = did_you_mean(match["name"] or "", names, 'write --8<-- "NAME" on a line of its own, with a name that a build makes')
                yield Problem(page.path, line, "P113", f"there is nothing to include: {match['marker'].strip()}", hint)


def argument_fragments(edition: Edition) -> dict[str, str]:
    """Return what the head page of each paper includes about its argument; empty for a paper without argument.yaml."""
    found = {}
    for paper in edition.papers:
        argument, folder = edition.arguments.get(paper.slug, Item(1)), f"papers/{paper.slug}"
        known = bool(argument.values)
        found[f"{folder}/argument.md"] = argument_list.argument_fragment(paper, argument, edition.sources) if known else ""
        found[f"{folder}/passages.md"] = argument_list.passages(paper, argument)
        found[f"{folder}/critical-questions.md"] = argument_list.critical_questions(paper, argument, edition.sources)
    return found


def extension_records(edition: Edition) -> str:
    """Return the JSON that scripts/markdown_ext/records.py reads."""
    records = {
        "names": edition.names,
        "unlinked": edition.unlinked,
        "references": {key: source.reference for key, source in sorted(edition.sources.items())},
        "outlines": {paper.slug: [asdict(outline) for outline in section_outline.outline_paper(paper)] for paper in edition.papers},
        "note_numbers": {paper.slug: paper_pages.note_numbers(paper) for paper in edition.papers},
        "further": {paper.slug: paper_pages.further_reading(edition, paper) for paper in edition.papers},
        "lines": {paper.slug: received_lines.paragraph_lines(received_lines.line_places(paper)) for paper in edition.papers},
    }
    return json.dumps(records, ensure_ascii=False)
