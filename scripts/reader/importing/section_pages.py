"""From the blocks of a paper to its sections, and from these to pages and to the text that the pages are compared with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scripts.reader.importing import inlines, plain_text
from scripts.reader.importing.blocks import Block
from scripts.reader.importing.plain_text import Section
from scripts.reader.text.front_matter import PAPER_PAGES

HASH = re.compile(r"#(?!\d+;)")  # not that of an entity
FRONT, WHOLE = "Front matter", "Text of the paper"


@dataclass(frozen=True)
class ImportedSection:
    """A section of a paper: its slug and title, its heading as received (None if it has none), and its blocks."""

    slug: str
    title: str
    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def written(self) -> str:
        """The heading of its page, as an emendation of the received one where they differ."""
        if self.heading is None:
            return plain_text.heading(Section("", self.title, self.slug, "", 0))
        if self.heading.text == self.title or self.heading.markdown != plain_text.escape(self.heading.text):
            return f"# {hashes(self.heading.markdown)}"
        return plain_text.heading(Section(self.heading.text, self.title, self.slug, "", 0))


def hashes(markdown: str) -> str:
    """Markdown of a heading, whose number signs at the end would be taken for marks."""
    return HASH.sub(r"\\#", markdown)


def own_title(found: list[Block]) -> tuple[str, list[Block]]:
    """The title of the paper, if its first block is the only heading of its level, above all others; and the other blocks."""
    levels = [block.level for block in found if block.kind == "heading"]
    if len(levels) > 1 and found[0].kind == "heading" and all(level > levels[0] for level in levels[1:]) and not found[0].notes:
        return found[0].text, found[1:]
    return "", found


def headed(found: list[Block]) -> list[Block]:
    """The blocks, with headings found by the habits of journals if the file marks none: Abstract, 1. Introduction …"""
    if any(block.kind == "heading" for block in found):
        return found
    return [
        replace(block, kind="heading", level=1)
        if block.kind == "paragraph" and not block.first and (parts := plain_text.heading_of(block.text, "", "")) and not parts[2]
        else block
        for block in found
    ]


def divide(found: list[Block], abstract: Iterable[Block] = ()) -> list[ImportedSection]:
    """The sections of a paper: its abstract, what stands before its first heading, and one for each heading of the highest level."""
    found = headed(found)
    top = min((block.level for block in found if block.kind == "heading"), default=0)
    groups: list[tuple[str, Block | None, list[Block]]] = []
    if abstract := list(abstract):
        groups.append(("Abstract", None, abstract))
    groups.append((FRONT if top else WHOLE, None, []))
    for block in found:
        if block.kind == "heading" and block.level == top:
            found_title = plain_text.heading_of(block.text, "", "")
            title = found_title[1] if found_title and not found_title[2] else block.text
            groups.append((title, block, []))
        else:
            groups[-1][2].append(block)
    taken, parts = set(PAPER_PAGES), []
    for title, heading, inner in groups:
        if heading or inner:
            slug = unique_slug(plain_text.slugify(title) or f"section-{len(parts) + 1}", taken)
            parts.append(ImportedSection(slug, title, heading, tuple(levelled(inner))))
    return parts


def unique_slug(slug: str, taken: set[str]) -> str:
    """The slug, or with a number behind it if it is taken; takes it."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    taken.add(found)
    return found


def levelled(found: list[Block]) -> list[Block]:
    """Blocks whose headings go down by one level at a time, from the second on."""
    above: list[int] = []
    levels = []
    for block in found:
        if block.kind == "heading":
            above = [level for level in above if level < block.level] + [block.level]
            block = replace(block, level=min(len(above) + 1, 6))
        levels.append(block)
    return levels


def text(parts: list[ImportedSection]) -> str:
    """The text of a paper as its file holds it, without its layout: a paragraph a line, the notes behind each section."""
    lines: list[str] = []
    for part in parts:
        whole = [part.heading, *part.blocks] if part.heading else part.blocks
        lines += [block.text for block in whole]
        lines += [note.text for block in whole for note in block.notes]
    return "\n\n".join(line for line in lines if line.strip()) + "\n"


def page(part: ImportedSection, number: int, language: str) -> tuple[str, int]:
    """A section's page, with its blocks numbered from number on; and the next free number."""
    written = [
        f"---\ntitle: {plain_text.quote(part.title)}\n---",
        attributed(part.written, part.heading or Block("heading", part.title, ""), language),
    ]
    for block in part.blocks:
        if block.kind == "heading":
            written.append(attributed("#" * block.level + " " + hashes(block.markdown), block, language))
            continue
        lines = block.markdown.split("\n") if block.kind == "table" else inlines.lines(block.markdown)
        lines.append(f"{{: #p{number}{said(block, language)} }}")
        number += 1
        written.append("\n".join(start + line for start, line in zip([block.first] + [block.rest] * len(lines), lines, strict=False)))
    whole = [part.heading, *part.blocks] if part.heading else part.blocks
    written += [f"[^{note.label}]: {note.markdown}" for block in whole for note in block.notes]
    return "\n\n".join(written) + "\n", number


def said(block: Block, language: str) -> str:
    """Language and direction of a block, where they are not those of the site."""
    lang = block.lang or language
    return (f" lang={lang}" if lang not in ("", "en") else "") + (" dir=rtl" if plain_text.is_right_to_left(block.text) else "")


def attributed(heading: str, block: Block, language: str) -> str:
    found = said(block, language).strip()
    return f"{heading} {{: {found} }}" if found else heading


def pages(parts: Iterable[ImportedSection], language: str) -> dict[str, str]:
    """The pages of a paper, by slug, with paragraphs numbered through all of them (E1.5)."""
    number, written = 1, {}
    for part in parts:
        written[part.slug], number = page(part, number, language)
    return written
