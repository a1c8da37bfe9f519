"""From a file in any known format to a paper: its text, its pages, and what the file says of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.importing import cited_works, metadata, pandoc_reader, pdf_reader, plain_text, received_file, section_pages
from scripts.reader.importing.metadata import PaperMetadata
from scripts.reader.importing.plain_text import Section
from scripts.reader.text.front_matter import PAPER_PAGES

NO_TITLE = re.compile(r"(?i)^(microsoft word - .*|untitled.*|.*\.(?:docx?|odt|pdf|indd|tex|rtf))$")  # what programs put for want of a title


@dataclass
class Extracted:
    """A paper out of a file. tool: what read it, with its version; "" if the file is the text."""

    text: str
    pages: dict[str, str]  # by slug, in order
    tool: str = ""
    metadata: PaperMetadata = field(default_factory=PaperMetadata)
    figures: dict[str, bytes] = field(default_factory=dict)
    references: list[cited_works.Reference] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def control_problems(path: str, text: str) -> list[Problem]:
    """Characters that no text has (I103)."""
    hint = "remove it, or find out what it stood for"
    return [
        Problem(path, line_at(text, match.start()), "I103", f"control character U+{ord(match[0]):04X}", hint)
        for match in plain_text.CONTROL.finditer(text)
    ]


def section_problems(path: str, found: list[Section]) -> list[Problem]:
    """Whether a text has sections, each with an address of its own, and more than headings (I102)."""
    if not any(section.heading for section in found):
        hint = 'a heading is a line of its own, such as "1. Introduction", "ABSTRACT" or "Key Words: …"'
        return [Problem(path, 1, "I102", "no headings found", hint)]
    if not any(section.text.strip() for section in found):
        return [Problem(path, 1, "I102", "there are headings and nothing else", "a paper has text under its headings")]
    problems, lines = [], dict.fromkeys(PAPER_PAGES, 1)
    for section in found:
        if section.slug in lines:
            owner = "the paper itself" if section.slug in PAPER_PAGES else f"the section in line {lines[section.slug]}"
            message = f'section "{section.title}" has the address "{section.slug}", which belongs to {owner}'
            problems.append(Problem(path, section.line, "I102", message, "one of the two is perhaps no heading"))
        lines.setdefault(section.slug, section.line)
    return problems


def from_text(path: Path, name: str, data: bytes) -> tuple[Extracted | None, list[Problem]]:
    """A paper from plain text, whose headings are found by the habits of journals."""
    text, problems = received_file.decode(name, data)
    problems += control_problems(name, text)
    found = plain_text.divide(text) if text else []
    problems += section_problems(name, found) if text else []
    return (None, problems) if problems else (Extracted(text, plain_text.pages(found, text)), [])


def from_pdf(path: Path, name: str, data: bytes) -> tuple[Extracted | None, list[Problem]]:
    """A paper from a PDF with a text layer. If it has no headings of the usual kind, it is one section."""
    text, told, problems = pdf_reader.read(name, data)
    problems += control_problems(name, text)
    found = plain_text.divide(text) if text else []
    if found and not any(section.heading for section in found):
        found = [Section("", section_pages.WHOLE, plain_text.slugify(section_pages.WHOLE), text, 1)]
    elif text:
        problems += section_problems(name, found)
    title = " ".join(told.get("Title", "").split())
    known = PaperMetadata(
        title="" if NO_TITLE.match(title) else title,
        keywords=metadata.split_keywords(told.get("Keywords", "")),
    )
    if problems:
        return None, problems
    return Extracted(text, plain_text.pages(found, text), pdf_reader.version(), known), []


def from_pandoc(path: Path, name: str, data: bytes) -> tuple[Extracted | None, list[Problem]]:
    """A paper from a format that marks its headings, lists, tables, notes and figures."""
    read, csl, problems = pandoc_reader.read(path, name, data)
    if read is None or problems:
        return None, problems
    known, blocks = read.front, read.blocks
    is_html = received_file.FORMATS[received_file.ending(path)] == "html"
    title, rest = section_pages.own_title(blocks)
    if title and (is_html or title == known.title or not known.title):
        known, blocks = metadata.merged(PaperMetadata(title=title), known), rest
    parts = section_pages.divide(blocks, read.abstract)
    if not any(part.blocks for part in parts):
        told = "there are headings and nothing else" if parts else "the file holds no text"
        return None, [Problem(name, 1, "I102", told, "is all of it pictures?" if not parts else "a paper has text under its headings")]
    text = section_pages.text(parts)
    if problems := control_problems(name, text):
        return None, problems
    language = known.language
    return Extracted(
        text,
        section_pages.pages(parts, language),
        pandoc_reader.version(),
        known,
        read.context.figures,
        cited_works.read(csl),
        read.context.remarks,
    ), []


def extractor_for(path: Path) -> Callable[[Path, str, bytes], tuple[Extracted | None, list[Problem]]]:
    return {"txt": from_text, "pdf": from_pdf}.get(received_file.ending(path), from_pandoc)


def extract(path: Path, name: str) -> tuple[bytes, Extracted | None, list[Problem]]:
    """The content of a file and the paper in it, or all that is wrong with it. name is for the problems."""
    data, problems = received_file.read(path, name)
    if problems:
        return data, None, problems
    return data, *extractor_for(path)(path, name, data)
