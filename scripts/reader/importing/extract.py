"""Extract the paper from a file of any known format: its text, its pages, and what the file says about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.importing import (
    cited_works,
    languages,
    metadata,
    pandoc_reader,
    pdf_reader,
    plain_text,
    received_file,
    section_pages,
    web_page,
)
from scripts.reader.importing.metadata import PaperMetadata
from scripts.reader.importing.plain_text import Section
from scripts.reader.importing.slugs import number_slug, slugify
from scripts.reader.text.front_matter import PAPER_PAGES

# What programs write into the properties of a PDF if nobody gave it a title.
PLACEHOLDER_TITLE = re.compile(r"(?i)^(microsoft word - .*|untitled.*|.*\.(?:docx?|odt|pdf|indd|tex|rtf))$")


@dataclass
class Extracted:
    """A paper out of a file."""

    text: str
    pages: dict[str, str]  # Markdown by slug, in order
    tool: str = ""  # what read the file, with its version; "" if the file is the text
    metadata: PaperMetadata = field(default_factory=PaperMetadata)
    figures: dict[str, bytes] = field(default_factory=dict)
    references: list[cited_works.Reference] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)  # tracked changes and comments in its file, in words
    to_do: list[str] = field(default_factory=list)  # what the editor still owes it
    short_title: str = ""  # if an editor chose one
    packed: bytes = b""  # the file with others that it names, as an archive; nothing if it names none
    kept: dict[str, tuple[bytes, str]] = field(
        default_factory=dict
    )  # what lay between its file and its text: content and where it is from, by ending
    part: str = ""  # what the paper is within its file: a translation, a report; "" for the main one
    parts: list["Extracted"] = field(default_factory=list)  # the other papers of its file


Extraction = tuple[Extracted | None, list[Problem]]


def control_problems(path: str, text: str) -> list[Problem]:
    """Return a problem for each character that no text has, however often the text has it (I103)."""
    lines: dict[str, list[int]] = {}
    for match in plain_text.CONTROL_CHARACTER.finditer(text):
        lines.setdefault(match[0], []).append(line_at(text, match.start()))
    hint = "remove it, or find out what it stood for"
    return [
        Problem(path, found[0], "I103", f"control character U+{ord(character):04X}{how_often(found)}", hint)
        for character, found in lines.items()
    ]


def how_often(lines: list[int]) -> str:
    return f", {len(lines)} times, on lines {lines[0]} to {lines[-1]}" if len(lines) > 1 else ""


def section_problems(path: str, sections: list[Section]) -> list[Problem]:
    """Check that a text has sections, and more than headings (I102)."""
    if not any(section.heading for section in sections):
        hint = 'a heading is a line of its own, such as "1. Introduction", "ABSTRACT" or "Key Words: …"'
        return [Problem(path, 1, "I102", "no headings found", hint)]
    if not any(section.text.strip() for section in sections):
        return [Problem(path, 1, "I102", "there are headings and nothing else", "a paper has text under its headings")]
    return []


def from_text(path: Path, name: str, data: bytes, language: str) -> Extraction:
    """Extract a paper from plain text, whose headings are found by the conventions of journals."""
    text, problems = received_file.decode(name, data)
    problems += control_problems(name, text)
    sections = plain_text.divide(text) if text else []
    problems += section_problems(name, sections) if text else []
    if problems:
        return None, problems
    language = language or languages.spoken(text, "")
    return Extracted(text, plain_text.pages(sections, text, language), metadata=PaperMetadata(language=language)), []


def from_pdf(path: Path, name: str, data: bytes, language: str) -> Extraction:
    """Extract a paper from a PDF with a text layer. If it has no headings of the usual kind, it is one section."""
    paper, problems = pdf_reader.read(name, data)
    if paper is None:
        return None, problems
    sections = plain_text.divide(paper.text, paper.headings)
    if not any(section.heading for section in sections):
        title = section_pages.WHOLE_TEXT
        sections = [Section("", title, slugify(title), paper.text, 1)]
    elif problems := section_problems(name, sections):
        return None, problems
    text = paper.text
    if paper.notes:
        slug = number_slug("notes", dict.fromkeys((*PAPER_PAGES, *(section.slug for section in sections)), 1))
        sections.append(Section("", "Notes", slug, paper.notes, text.count("\n") + 1))
        text += "\n" + paper.notes
    language = language or languages.spoken(text, "")
    title = "" if PLACEHOLDER_TITLE.match(paper.title) else paper.title
    known = PaperMetadata(title=title or paper.first_title, language=language, keywords=metadata.split_keywords(paper.keywords))
    owed = [] if known.title else ["the file does not say the title: write it into the record"]
    return Extracted(text, plain_text.pages(sections, text, language), pdf_reader.version(), known, remarks=paper.remarks, to_do=owed), []


def from_pandoc(path: Path, name: str, data: bytes, language: str) -> Extraction:
    """Extract the papers from a file of a format that marks headings, lists, tables, notes and figures."""
    papers, problems = pandoc_reader.read(path, name, data, language)
    is_html = received_file.PANDOC_FORMATS[received_file.ending(path)] == "html"
    found = []
    for paper in papers:
        extracted, wrong = from_paper(paper, name, is_html)
        problems += wrong if not paper.part else []
        found += [extracted] if extracted else []
    if problems or not found:
        return None, problems
    found[0].parts = found[1:]
    return found[0], []


def from_paper(paper: pandoc_reader.PandocPaper, name: str, is_html: bool) -> Extraction:
    """Extract one paper that pandoc has read; name is what problems call its file."""
    known, blocks = paper.metadata, paper.blocks
    title, rest = section_pages.split_title(blocks)
    if title and (is_html or title == known.title or not known.title):
        known, blocks = metadata.merge(PaperMetadata(title=title), known), rest
    sections = section_pages.divide(blocks, paper.abstract)
    if not sections:
        return None, [Problem(name, 1, "I102", "the file holds no text", "does it consist of pictures?")]
    if not any(section.blocks for section in sections):
        return None, [Problem(name, 1, "I102", "there are headings and nothing else", "a paper has text under its headings")]
    text = section_pages.text(sections)
    if problems := control_problems(name, text):
        return None, problems
    return Extracted(
        text=text,
        pages=section_pages.pages(sections, known.language),
        tool=pandoc_reader.version(),
        metadata=known,
        figures=paper.figures,
        references=cited_works.references_of_csl(paper.references),
        remarks=paper.remarks,
        changes=paper.changes,
        to_do=[*paper.to_do, *([] if known.title else ["the file does not say the title: write it into the record"])],
        packed=paper.packed,
        part=paper.part,
    ), []


def extractor_for(path: Path) -> Callable[[Path, str, bytes, str], Extraction]:
    return {"txt": from_text, "pdf": from_pdf}.get(received_file.ending(path), from_pandoc)


def extract(path: Path, name: str, language: str = "", whole_page: bool = False) -> tuple[bytes, Extracted | None, list[Problem]]:
    """Return the content of a file and the paper in it, or all that is wrong with it.

    Args:
        path: the file.
        name: what problems call it.
        language: that of the paper, if an editor knows better than the file; else "".
        whole_page: whether a page saved from the web is the paper with all that stands round its article.
    """
    data, problems = received_file.read(path, name)
    if problems:
        return data, None, problems
    read, remark = data, ""
    if received_file.PANDOC_FORMATS[received_file.ending(path)] == "html":
        if not whole_page:
            article, remark = web_page.article_of(received_file.decode(name, data, "html")[0])
            read = article.encode() if remark else data
        read = re.sub(rb"(?i)<(/?)main\b", rb"<\1div", read)  # pandoc would drop what stands outside of it
    extracted, problems = extractor_for(path)(path, name, read, language)
    if extracted and remark:
        extracted.remarks.insert(0, remark)
    return data, extracted, problems
