"""Paragraphs and notes of a page. A paragraph's number is written in the file and lasts for ever (editorial rule E1.5)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.text import emendations
from scripts.reader.text.front_matter import Page

PARAGRAPH_ID = re.compile(r"p([1-9]\d*)([a-z]?)")
ATTRIBUTES = re.compile(r"\{:([^}\n]*)\}[ \t]*$")
HEADING = re.compile(r"(#{1,6})[ \t]+")
INCLUSION = re.compile(r"--8<--")
NOTE_REFERENCE = re.compile(r"(?!^\[\^[^\]\n]+\]:)\[\^([^\]\n]+)\]", re.MULTILINE)  # a definition begins its line
SOURCED = re.compile(r"\[@|\b(?:inference|conjecture)\b|\b(?:the|this) (?:received )?text\b|\[¶", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A block of a page, between empty lines: its text, and the line of the file on which it begins."""

    text: str
    line: int

    @property
    def is_heading(self) -> bool:
        return bool(HEADING.match(self.text))

    @property
    def is_paragraph(self) -> bool:
        """Whether the block is a paragraph of the author's text."""
        return not (
            self.is_heading or INCLUSION.match(self.text) or self.text.startswith("<!--") or emendations.AUTHORS_NOTE.match(self.text)
        )

    @cached_property
    def id(self) -> str:
        """The paragraph's id, such as p12, or "" if it has none."""
        match = ATTRIBUTES.search(self.text)
        ids = re.findall(r"#(\S+)", match[1]) if match else []
        return ids[0] if ids else ""

    @cached_property
    def reading(self) -> str:
        """The reading text, as one line."""
        return emendations.view_as_line(self.text)

    @cached_property
    def emended(self) -> bytes:
        """For each character of the reading text, whether its word holds an emendation: 1 or 0."""
        view = emendations.view(self.text, "reading")
        changed = [range(found.start, found.end) for found in emendations.find_emendations(self.text) if found.reading.strip()]
        if not changed:
            return bytes(len(self.reading))
        flags = bytearray()
        for match in re.finditer(r"\S+", view):
            word = emendations.view_words(match[0])
            if word:
                here = any(match.start() < span.stop and match.end() > span.start for span in changed)
                flags += bytes(bool(flags)) + bytes([here]) * len(word[0].text)
        return bytes(flags)


def blocks(page: Page) -> list[Block]:
    """Return the blocks of a page, without the definitions of its notes."""
    return list(parse_blocks(page.body, page.body_line))


@cache
def parse_blocks(text: str, first_line: int) -> tuple[Block, ...]:
    """Return the blocks of a text that begins on a line of its file."""
    for match in emendations.EDITORS_NOTE.finditer(text):
        text = emendations.blank_span(text, *match.span())
    text = text.replace(emendations.FILLER, " ")
    found: list[Block] = []
    numbered = enumerate(text.split("\n"), first_line)
    for filled, group in groupby(numbered, key=lambda line: bool(line[1].strip())):
        if filled:
            lines = list(group)
            found.append(Block("\n".join(text for _, text in lines).rstrip(), lines[0][0]))
    return tuple(found)


def paragraphs(page: Page) -> list[Block]:
    """Return the numbered paragraphs of a section page."""
    return [block for block in blocks(page) if block.is_paragraph and block.id]


def paragraph_number(paragraph_id: str) -> str:
    """Return the number that a reader sees: 12 for p12, 12a for p12a."""
    return paragraph_id.removeprefix("p")


def paragraph_sort_key(paragraph_id: str) -> tuple[int, str]:
    """Return a key that sorts p2, p12, p12a, p13."""
    match = PARAGRAPH_ID.fullmatch(paragraph_id)
    return (int(match[1]), match[2]) if match else (0, "")


def paragraph_problems(pages: Iterable[Page]) -> Iterator[Problem]:
    """Check headings, paragraph numbers and notes of a paper's section pages, given in reading order (P103 to P106)."""
    seen: dict[str, str] = {}
    notes: dict[str, str] = {}
    last = ""
    for page in pages:
        found = blocks(page)
        if not found or not found[0].text.startswith("# "):
            yield Problem(page.path, page.body_line, "P103", "the section does not begin with a heading", "begin it with # and its title")
        for block in found[1:]:
            if block.text.startswith("# "):
                yield Problem(page.path, block.line, "P103", "a second heading of the first level", "one section, one page")
        for block in (block for block in found if block.is_paragraph):
            begins = block.reading[:40]
            if not block.id:
                yield Problem(
                    page.path, block.line, "P104", f'the paragraph "{begins}…" has no number', "write {: #p12 } on the line after it"
                )
            elif not PARAGRAPH_ID.fullmatch(block.id):
                yield Problem(page.path, block.line, "P104", f'"{block.id}" is not a paragraph number', "such as p12, or p12a after p12")
            elif block.id in seen:
                yield Problem(
                    page.path, block.line, "P105", f'"{block.id}" is also a paragraph of {seen[block.id]}', "numbers are never reused"
                )
            else:
                if last and paragraph_sort_key(block.id) < paragraph_sort_key(last):
                    yield Problem(
                        page.path, block.line, "P105", f'"{block.id}" comes after "{last}"', "numbers ascend through the whole paper"
                    )
                seen[block.id], last = f"{page.path}:{block.line}", block.id
        yield from note_problems(page, notes)


def note_problems(page: Page, notes: dict[str, str]) -> Iterator[Problem]:
    """Check a page's notes (P106, B203); notes maps the labels used so far in the paper to their place, and is added to."""

    def line(match: re.Match[str]) -> int:
        return page.body_line + line_at(page.body, match.start()) - 1

    references = {match[1]: line(match) for match in NOTE_REFERENCE.finditer(page.body)}
    definitions: set[str] = set()
    editors, authors = emendations.EDITORS_NOTE.finditer(page.body), emendations.AUTHORS_NOTE.finditer(page.body)
    for match in (*editors, *authors):
        label = match[1]
        if not SOURCED.search(match[0]) and not label.startswith("author-"):
            hint = "cite it as [@key], or write (inference), Conjecture: …, or what the text says"
            yield Problem(page.path, line(match), "B203", f'note "{label}" has no source', hint)
        if label in notes:
            yield Problem(
                page.path, line(match), "P106", f'note "{label}" is also defined at {notes[label]}', "a label is used once in a paper"
            )
        elif label not in references:
            yield Problem(
                page.path, line(match), "P106", f'nothing refers to note "{label}"', f"write [^{label}] after the word it explains"
            )
        notes.setdefault(label, f"{page.path}:{line(match)}")
        definitions.add(label)
    for label, place in references.items():
        if label not in definitions:
            yield Problem(
                page.path, place, "P106", f'note "{label}" is not defined on this page', f"write [^{label}]: and its text at the end"
            )
