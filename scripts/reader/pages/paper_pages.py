"""Fragments about papers: the list of papers on the home page, the contents of a paper, and its full text on one page."""

import re

from scripts.reader.concepts.concept_views import MAX_PAPERS_LISTED
from scripts.reader.edition.bibliography import citation_keys
from scripts.reader.edition.data_file import Item
from scripts.reader.edition.edition import Edition
from scripts.reader.pages.links import page_link, paragraph_links, source_address, title_of
from scripts.reader.text import emendations, section_outline
from scripts.reader.text.escapes import escape, escape_hashes, escape_line
from scripts.reader.text.paper import Paper

NOTE_REFERENCE = re.compile(r"\[\^([^\]\n]+)\](?!:)")
SIDE_BY_SIDE = "docs/side-by-side.md"


def paper_list(edition: Edition) -> str:
    """Return the papers, each with what it claims and where to begin, or only their titles if there are many papers."""
    if len(edition.papers) > MAX_PAPERS_LISTED:
        return "\n".join([*(f"- {page_link(paper.index)}" for paper in edition.papers), ""])
    return "\n\n".join([*(paper_summary(paper, edition.arguments.get(paper.slug, Item(1))) for paper in edition.papers), ""])


def paper_summary(paper: Paper, argument: Item) -> str:
    """Return the title of a paper, its thesis with the paragraphs that state it, and a link to its first section."""
    thesis, outlines = argument.item("thesis"), section_outline.outline_paper(paper)
    claim = f"{escape_line(thesis.text('text'))} ({', '.join(paragraph_links([paper], thesis.texts('at')))})" if thesis.values else ""
    start = f"[Start reading · {sum(outline.minutes for outline in outlines)} min]({source_address(paper.sections[0])})" if outlines else ""
    whole = f'<span class="span">{len(outlines)} sections · ¶1–{outlines[-1].last}</span>' if outlines and outlines[-1].last else ""
    return "\n\n".join(filter(None, [f"### {page_link(paper.index)}", claim, " ".join(filter(None, [start, whole]))]))


def contents(paper: Paper) -> str:
    """Return the sections of a paper, each with the range of its paragraphs and the time it takes to read."""
    lines = [
        f'1. [{escape(outline.title)}]({source_address(section)}) <span class="span">{outline.span} · {outline.time}</span>'
        for section, outline in zip(paper.sections, section_outline.outline_paper(paper), strict=True)
    ]
    return "\n".join([*lines, "", ""])


def full_text(paper: Paper) -> str:
    """Return all sections of a paper as one text, with its notes at the end. Headings are one level lower than in the sections."""
    bodies: list[str] = []
    notes: list[str] = []
    for section in paper.sections:
        body = section.body
        for note in (emendations.EDITORS_NOTE, emendations.AUTHORS_NOTE):
            notes += (match[0] for match in note.finditer(body))
            body = note.sub("", body)
        body = re.sub(r"^#(?=#{1,4} )", "##", body, flags=re.MULTILINE)
        body = re.sub(r"^# (.*?)(?: \{:([^{}\n]*)\})?$", rf"## \1 {{: #{section.slug}\2 }}", body, count=1, flags=re.MULTILINE)
        bodies.append(body.strip())
    return "\n\n".join([*bodies, *notes, ""])


def whole_text(paper: Paper) -> str:
    """Return the whole text of a paper under its title."""
    return f"# {escape_hashes(escape(title_of(paper.index)))}\n\n{full_text(paper)}"


def note_numbers(paper: Paper) -> dict[str, int]:
    """Return the numbers of a paper's notes and sources, by label or key: one count, the same in its sections and in its whole text.

    First come the authors' notes and then those of this edition, as the text refers to them; then the sources, as the notes cite them.
    """
    whole = full_text(paper)
    defined = {match[1]: match[0] for note in (emendations.AUTHORS_NOTE, emendations.EDITORS_NOTE) for match in note.finditer(whole)}
    text = emendations.EDITORS_NOTE.sub("", emendations.AUTHORS_NOTE.sub("", whole))
    referred = [label for part in (text, *defined.values()) for label in NOTE_REFERENCE.findall(part)]
    labels = sorted(dict.fromkeys([*referred, *defined]), key=lambda label: not label.startswith("author-"))
    cited = [key for part in (text, *(defined.get(label, "") for label in labels)) for key in citation_keys(part)]
    return {name: number for number, name in enumerate(dict.fromkeys([*labels, *cited]), 1)}


def further_reading(edition: Edition, paper: Paper) -> list[tuple[str, str, str]]:
    """Return what to read after a paper, the next one and the comparison of papers: the label, title and address of each."""
    position = edition.papers.index(paper) + 1
    found = [("Next paper", other.short_title, f"/papers/{other.slug}/index.md") for other in edition.papers[position : position + 1]]
    found += [("Compare", title_of(page), "/side-by-side.md") for page in edition.other_pages if page.path == SIDE_BY_SIDE]
    return found
