"""The pages that import writes for a paper besides its sections: its record, its apparatus, its whole and its received text."""

from collections.abc import Sequence

from scripts.reader.edition.to_do import NO_TITLE
from scripts.reader.importing.extract import Extracted
from scripts.reader.importing.metadata import PaperMetadata, plain_metadata
from scripts.reader.importing.record_text import quote
from scripts.reader.text.escapes import escape, escape_hashes

RECORD_PAGE = """---
{record}
---

# {title}

{bibliographic_note}

{references}## Contents

--8<-- "papers/{slug}.md"
"""
REFERENCES = """## References

The references that the paper's file carries. [{citations}]

"""
APPARATUS_PAGE = """---
title: Apparatus
---

# Apparatus

Every change that this edition makes to the received text, with its place, its reason and its [editorial rule](/about/editing.md).

--8<-- "papers/{slug}/apparatus.md"
"""
TEXT_PAGE = """---
title: Whole text
search:
  exclude: true
---

--8<-- "papers/{slug}/text.md"
"""
RECEIVED_PAGE = """---
title: Received text
search:
  exclude: true
---

# Received text

The text as it came to this edition, line by line, with every slip. Each line leads to the paragraph it went into.

--8<-- "papers/{slug}/received.md"
"""
OPTIONAL_FIELDS = ("language", "journal", "year", "volume", "issue", "pages", "doi", "licence")  # of a record, in this order


def record_page(short_title: str, extracted: Extracted, slug: str, citation_keys: Sequence[str]) -> str:
    """Return docs/papers/<slug>/index.md: what the paper's file says about the paper, and nothing else.

    Args:
        short_title: the title that navigation and tables show.
        extracted: the paper.
        slug: the paper's address under papers/.
        citation_keys: keys in the bibliography of the references that the file carries.
    """
    metadata = plain_metadata(extracted.metadata)
    references = REFERENCES.format(citations="; ".join(f"@{key}" for key in citation_keys)) if citation_keys else ""
    return RECORD_PAGE.format(
        record=front_matter(short_title, metadata, list(extracted.pages)),
        title=escape_hashes(escape(metadata.title)) if metadata.title else NO_TITLE,
        bibliographic_note=bibliographic_note(metadata),
        references=references,
        slug=slug,
    )


def front_matter(short_title: str, metadata: PaperMetadata, sections: list[str]) -> str:
    """Return the lines of a record's front matter, in YAML."""
    lines = [
        f"title: {quote(metadata.title or NO_TITLE)}",
        f"short_title: {quote(short_title)}",
        f"sections: [{', '.join(map(quote, sections))}]",
        "published: not established",
        *yaml_list("authors", metadata.authors),
    ]
    for name in OPTIONAL_FIELDS:
        if value := str(getattr(metadata, name)):
            lines.append(f"{name}: {value if name == 'year' else quote(value)}")
    return "\n".join([*lines, *yaml_list("keywords", metadata.keywords)])


def yaml_list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {quote(value)}" for value in values)] if values else []


def bibliographic_note(metadata: PaperMetadata) -> str:
    """Return Markdown that says who wrote the paper and where it was published, as far as its file says so."""
    if not any((metadata.title, metadata.authors, metadata.byline, metadata.journal, metadata.statements)):
        return "Authors, title and place of publication are not established."
    authors, publication = "not established.", "not established."
    if metadata.authors or metadata.byline:
        names = "; ".join(metadata.authors) or ", ".join(metadata.byline)
        authors = f"{escape(names)}, as the received file gives them."
    if metadata.journal:
        volume, issue = metadata.volume and f"vol. {metadata.volume}", metadata.issue and f"no. {metadata.issue}"
        parts = filter(None, [metadata.journal, volume, issue, metadata.year, metadata.pages])
        publication = f"{escape(', '.join(parts))}, as the received file says."
    return "\n".join(
        [
            f"**Authors:** {authors}",
            f"**Title:** {'as the received file gives it' if metadata.title else 'not established'}.",
            f"**Published:** {publication}",
            *map(statement_line, metadata.statements),
            "{: .record }",
        ]
    )


def statement_line(statement: str) -> str:
    """Return Markdown for something else that a file says of its paper, such as "Affiliation: University of X"."""
    name, _, words = statement.partition(": ")
    return f"**{escape(name)}:** {escape(words)}"


def view_pages(slug: str) -> dict[str, str]:
    """Return the pages that show a paper's text in other ways, by file name: whole, its apparatus, as received."""
    templates = {"text": TEXT_PAGE, "apparatus": APPARATUS_PAGE, "received": RECEIVED_PAGE}
    return {name: page.format(slug=slug) for name, page in templates.items()}
