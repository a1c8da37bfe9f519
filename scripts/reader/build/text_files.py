"""Write the papers as data: the text of each section plain and in Markdown, and the paragraphs of each paper as JSON."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.reader.build.site_build import SiteBuild
from scripts.reader.common.files import write_output
from scripts.reader.concepts.mentions import Mention, mentions_of_paragraphs
from scripts.reader.edition.edition import Edition
from scripts.reader.text import emendations
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import blocks, paragraph_number, paragraphs


def write_texts(build: SiteBuild) -> None:
    """Write the texts of every paper, and the index of all pages for programs that read (llms.txt)."""
    mentions = mentions_of_paragraphs(build.edition.mentions)
    for paper in build.edition.papers:
        for section in paper.sections:
            folder = build.site / page_address(section)
            write_output(folder / "text.txt", plain_text(section))
            write_output(folder / "text.md", section.body.lstrip("\n"))
        records = list(paragraph_records(paper, build.base_url, mentions))
        write_output(build.site / "papers" / paper.slug / "paragraphs.json", json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    write_output(build.site / "llms.txt", index_of_texts(build.edition, build.base_url))


def plain_text(section: Page) -> str:
    """Return the reading text of a section, a line for each block, with an empty line between them; paragraphs with their numbers."""
    lines = []
    for block in blocks(section):
        if words := emendations.view_as_line(block.text):
            lines.append(f"[{paragraph_number(block.id)}] {words}" if block.is_paragraph and block.id else words)
    return "\n\n".join(lines) + "\n"


def paragraph_records(paper: Paper, base: str, mentions: Mapping[tuple[str, str], Mapping[str, Mention]]) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs of a paper: address, number, reading text and its SHA-256, text as received, and the entries it mentions."""
    for section in paper.sections:
        for block in paragraphs(section):
            yield {
                "address": f"{base}{page_address(section)}#{block.id}",
                "paper": paper.slug,
                "section": section.slug,
                "paragraph": paragraph_number(block.id),
                "text": block.reading,
                "sha256": hashlib.sha256(block.reading.encode()).hexdigest(),
                "received": emendations.view_as_line(block.text, "received"),
                "terms": list(mentions.get((paper.slug, block.id), ())),
            }


def index_of_texts(edition: Edition, base: str) -> str:
    """Return the index of the edition in the form of https://llmstxt.org: its name, what it is, and where its texts are."""
    lines = [
        f"# {edition.name}",
        "",
        "> An edition of papers with notes, a glossary and a bibliography. Cite a paragraph by its number and address.",
        "",
    ]
    for paper in edition.papers:
        lines += [f"## {paper.index.record.get('title', paper.slug)}", ""]
        for section in paper.sections:
            address = f"{base}{page_address(section)}"
            lines.append(f"- [{section.record.get('title', section.slug)}]({address}text.md): [plain text]({address}text.txt)")
        lines += [f"- [TEI]({base}papers/{paper.slug}/tei.xml)", f"- [Paragraphs as JSON]({base}papers/{paper.slug}/paragraphs.json)", ""]
    lines += [
        "## Data",
        "",
        f"- [What there is and how to use it]({base}about/data/)",
        f"- [Glossary]({base}glossary.jsonld): SKOS in JSON-LD",
        "",
    ]
    return "\n".join(lines)
