"""Fragments about papers: the list of papers on the home page, the contents of a paper, and its full text on one page."""

import re

from scripts.reader.concepts.concept_views import MAX_PAPERS_LISTED
from scripts.reader.pages.links import page_link, source_address
from scripts.reader.text import emendations, section_outline
from scripts.reader.text.escapes import escape
from scripts.reader.text.paper import Paper


def paper_list(papers: tuple[Paper, ...]) -> str:
    """Return the papers with their contents, or only their titles if there are many papers."""
    if len(papers) > MAX_PAPERS_LISTED:
        return "\n".join([*(f"- {page_link(paper.index)}" for paper in papers), ""])
    return "\n".join([*(f"### {page_link(paper.index)}\n\n{contents(paper)}" for paper in papers), ""])


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
