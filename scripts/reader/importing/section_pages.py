"""Divide the blocks of a paper into sections; write these as pages, and as the text that the pages are compared with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scripts.reader.importing import inlines, plain_text
from scripts.reader.importing.blocks import Block
from scripts.reader.importing.internal_links import resolve_links
from scripts.reader.importing.languages import is_site_language
from scripts.reader.importing.record_text import quote
from scripts.reader.importing.slugs import number_slug, slugify
from scripts.reader.text.escapes import escape, escape_hashes
from scripts.reader.text.front_matter import PAPER_PAGES

FRONT_MATTER, WHOLE_TEXT = "Front matter", "Text of the paper"


@dataclass(frozen=True)
class ImportedSection:
    """A section of a paper, with its heading as received (None if it has none)."""

    slug: str
    title: str
    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        return (self.heading, *self.blocks) if self.heading else self.blocks

    @property
    def heading_markdown(self) -> str:
        """The heading of its page, as an emendation of the received one where they differ."""
        if self.heading is None:
            return plain_text.heading("", self.title)
        if self.heading.text == self.title or self.heading.markdown != escape(self.heading.text):
            return f"# {escape_hashes(self.heading.markdown)}"
        return plain_text.heading(self.heading.text, self.title)


def split_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return the paper's title and the other blocks.

    The first block is the title if it is a heading of a level above all others; else the title is "".
    """
    levels = [block.level for block in blocks if block.kind == "heading"]
    if len(levels) > 1 and blocks[0].kind == "heading" and all(level > levels[0] for level in levels[1:]) and not blocks[0].notes:
        return blocks[0].text, blocks[1:]
    return "", blocks


def mark_headings(blocks: list[Block]) -> list[Block]:
    """Return the blocks; if none is a heading, paragraphs that read like one (Abstract, 1. Introduction …) become headings."""
    if any(block.kind == "heading" for block in blocks):
        return blocks
    return [
        replace(block, kind="heading", level=1)
        if block.kind == "paragraph" and not block.first and plain_text.heading_title(block.text)
        else block
        for block in blocks
    ]


def divide(blocks: list[Block], abstract: Iterable[Block] = ()) -> list[ImportedSection]:
    """Return the sections of a paper: its abstract, what stands before its first heading, and one for each heading of the highest level."""
    blocks = mark_headings(blocks)
    top = min((block.level for block in blocks if block.kind == "heading"), default=0)
    groups: list[tuple[str, Block | None, list[Block]]] = [
        ("Abstract", None, list(abstract)),
        (FRONT_MATTER if top else WHOLE_TEXT, None, []),
    ]
    numbered = plain_text.are_numbered(block.text for block in blocks if block.kind == "heading" and block.level == top)
    for block in blocks:
        if block.kind == "heading" and block.supplied:
            groups.append((block.text, None, []))
        elif block.kind == "heading" and block.level == top:
            title = plain_text.UNDOTTED_NUMBER.sub("", block.text) if numbered else block.text
            groups.append((plain_text.heading_title(block.text) or title, block, []))
        else:
            groups[-1][2].append(block)
    taken_slugs, sections = dict.fromkeys(PAPER_PAGES, 1), list[ImportedSection]()
    for title, heading, content in groups:
        if heading or content:
            title = title or f"Section {len(sections) + 1}"
            slug = number_slug(slugify(title) or f"section-{len(sections) + 1}", taken_slugs)
            sections.append(ImportedSection(slug, title, heading, tuple(normalize_levels(content))))
    return sections


def normalize_levels(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a section with headings that go down by one level at a time, from the second on."""
    above: list[int] = []
    normalized = []
    for block in blocks:
        if block.kind == "heading":
            above = [level for level in above if level < block.level] + [block.level]
            block = replace(block, level=min(len(above) + 1, 6))
        normalized.append(block)
    return normalized


def text(sections: Iterable[ImportedSection]) -> str:
    """Return the text of a paper as its file holds it, without its layout: a paragraph a line, the notes behind each section."""
    lines: list[str] = []
    for section in sections:
        lines += [block.text for block in section.all_blocks]
        lines += [note.text for block in section.all_blocks for note in block.notes]
    return "\n\n".join(line for line in lines if line.strip()) + "\n"


def page(section: ImportedSection, number: int, language: str, places: dict[str, str]) -> tuple[str, int]:
    """Return the page of a section, and the next free paragraph number.

    Args:
        section: the section.
        number: that of its first paragraph.
        language: that of the paper, "" if its file does not say.
        places: for each anchor, the page and paragraph that it stands for; is added to.
    """
    head = with_attributes(section.heading_markdown, section.heading, language) if section.heading else section.heading_markdown
    parts = [f"---\ntitle: {quote(section.title)}\n---", head]
    if section.heading and section.heading.anchor:
        places.setdefault(section.heading.anchor, f"{section.slug}.md")
    for position, block in enumerate(section.blocks):
        if block.anchor:
            has_paragraph = any(other.kind != "heading" for other in section.blocks[position:])
            places.setdefault(block.anchor, f"{section.slug}.md#p{number}" if has_paragraph else f"{section.slug}.md")
        if block.kind == "heading":
            parts.append(with_attributes("#" * block.level + " " + escape_hashes(block.markdown), block, language))
            continue
        lines = block.markdown.split("\n") if block.kind == "table" else inlines.sentence_lines(block.markdown)
        lines.append(f"{{: #p{number}{attributes_of(block, language)} }}")
        number += 1
        parts.append("\n".join((block.rest if index else block.first) + line for index, line in enumerate(lines)))
    parts += [f"[^{note.label}]: {note.markdown}" for block in section.all_blocks for note in block.notes]
    return "\n\n".join(parts) + "\n", number


def attributes_of(block: Block, language: str) -> str:
    """Return the language and direction of a block, each after a space, where they are not those of the site."""
    lang = block.lang or language
    return ("" if is_site_language(lang) else f" lang={lang}") + (" dir=rtl" if plain_text.is_right_to_left(block.text) else "")


def with_attributes(heading: str, block: Block, language: str) -> str:
    """Return a heading with the language and direction of its block, where they are not those of the site."""
    attributes = attributes_of(block, language)
    return f"{heading} {{:{attributes} }}" if attributes else heading


def pages(sections: Iterable[ImportedSection], language: str) -> dict[str, str]:
    """Return the pages of a paper, by slug, with paragraphs numbered through all of them (E1.5), and links between them."""
    number, pages_by_slug, places = 1, dict[str, str](), dict[str, str]()
    for section in sections:
        pages_by_slug[section.slug], number = page(section, number, language, places)
    return {slug: resolve_links(text, places) for slug, text in pages_by_slug.items()}
