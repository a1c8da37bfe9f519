"""Read what a file says about the paper itself: title, authors, language, keywords, place of publication. Nothing is guessed."""

import re
from dataclasses import dataclass, fields
from typing import Any

from scripts.reader.importing.inlines import Node, inlines_of, to_text
from scripts.reader.importing.languages import language_tag
from scripts.reader.importing.received_file import parse_xml
from scripts.reader.importing.record_text import plain_value
from scripts.reader.importing.xml_text import collapse

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class PaperMetadata:
    """The fields of a paper's record, as far as its file carries them."""

    title: str = ""
    authors: tuple[str, ...] = ()  # as "Family, Given"
    byline: tuple[str, ...] = ()  # the authors, if the file does not say which of their names is the family name
    language: str = ""
    keywords: tuple[str, ...] = ()
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    licence: str = ""
    statements: tuple[str, ...] = ()  # what else the file says of the paper, as "Affiliation: University of X"


def merge(first: PaperMetadata, second: PaperMetadata) -> PaperMetadata:
    """Return all that the two say; where both say something, what the first says."""
    return PaperMetadata(**{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(PaperMetadata)})


def plain_metadata(metadata: PaperMetadata) -> PaperMetadata:
    """Return the metadata as plain text, without mark-up and without values that are empty then."""
    values: dict[str, Any] = {field.name: getattr(metadata, field.name) for field in fields(PaperMetadata)}
    for name, value in values.items():
        values[name] = plain_value(value) if isinstance(value, str) else tuple(filter(None, map(plain_value, value)))
    return PaperMetadata(**values)


def value_text(value: Node | None) -> str:
    """Return a value of pandoc's metadata as text; "" if there is none, or if it is a list or a map."""
    match value:
        case {"t": "MetaString", "c": text}:
            return " ".join(text.split())
        case {"t": "MetaInlines" | "MetaBlocks" as kind, "c": content}:
            return " ".join(to_text(content if kind == "MetaInlines" else inlines_of(content)).split())
    return ""


def value_blocks(value: Node | None) -> list[Node]:
    """Return a value of pandoc's metadata as block nodes."""
    blocks: list[Node] = []
    match value:
        case {"t": "MetaBlocks", "c": content}:
            blocks = content
        case {"t": "MetaInlines", "c": content}:
            blocks = [{"t": "Para", "c": content}]
    return blocks


def value_items(value: Node | None) -> list[Node]:
    """Return the values in a list of pandoc's metadata; a single value counts as a list of one."""
    items: list[Node] = [value] if value else []
    match value:
        case {"t": "MetaList", "c": content}:
            items = content
    return items


def split_keywords(text: str) -> tuple[str, ...]:
    return tuple(word for part in re.split(r"[;,،؛]", text) if (word := part.strip().rstrip(".")))


def authors_or_byline(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names as authors if all are given as "Family, Given", or else as a byline: family names are not guessed."""
    given = tuple(filter(None, names))
    return (given, ()) if given and all(re.fullmatch(r"[^,]+, [^,]+", name) for name in given) else ((), given)


def from_pandoc(meta: dict[str, Node]) -> PaperMetadata:
    """Return the metadata of Markdown, HTML, LaTeX and other files as pandoc gives them."""
    given = [divide_author(author) for author in value_items(meta.get("author"))]
    authors, byline = authors_or_byline([author_name(name) for name, _ in given])
    told = [f"Affiliation: {author_name(name)}, {words}" for name, words in given if words]
    told += [f"Date: {date}"] if (date := value_text(meta.get("date"))) else []
    told += [f"Authors' note: {words}" for field in ("title", "author") for words in notes_in(meta.get(field))]
    keywords = list(map(value_text, value_items(meta.get("keywords"))))
    return PaperMetadata(
        title=with_subtitle(value_text(meta.get("title")), value_text(meta.get("subtitle"))),
        authors=authors,
        byline=byline,
        language=language_tag(value_text(meta.get("lang"))),
        keywords=tuple(filter(None, keywords)) if len(keywords) > 1 else split_keywords("".join(keywords)),
        statements=tuple(dict.fromkeys(told)),
    )


def with_subtitle(title: str, subtitle: str) -> str:
    """Return a title and its subtitle as one, with a colon between them unless the title ends in a sign of its own."""
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if re.search(r"[^\w)\]”\"']$", title) else f"{title}: {subtitle}"


def divide_author(author: Node) -> tuple[Node, str]:
    """Return an author in pandoc's metadata without what stands below the name, on lines of its own, and these words."""
    content = author["c"]
    if author["t"] == "MetaMap":
        affiliation = content.get("affiliation") or content.get("institute")
        return author, "; ".join(filter(None, map(value_text, value_items(affiliation))))
    breaks = [place for place, node in enumerate(content) if node.get("t") == "LineBreak"] if author["t"] == "MetaInlines" else []
    if not breaks:
        return author, ""
    return {"t": "MetaInlines", "c": content[: breaks[0]]}, " ".join(to_text(content[breaks[0] :]).split())


def notes_in(tree: Any) -> list[str]:
    """Return the notes within a value of pandoc's metadata, such as the thanks below a title."""
    match tree:
        case {"t": "Note", "c": blocks}:
            return [" ".join(to_text(inlines_of(blocks)).split())]
        case dict():
            return [words for inner in tree.values() for words in notes_in(inner)]
        case list():
            return [words for inner in tree for words in notes_in(inner)]
    return []


def author_name(author: Node) -> str:
    """Return the name of an author in pandoc's metadata, as "Family, Given" if the file tells these apart."""
    parts = {name: value_text(value) for name, value in author["c"].items()} if author["t"] == "MetaMap" else {}
    family = parts.get("family") or parts.get("surname", "")
    given = parts.get("given") or parts.get("given-names", "")
    return f"{family}, {given}" if family and given else parts.get("name", "") or value_text(author)


def from_office(properties: bytes | None) -> PaperMetadata:
    """Return the metadata in the properties of a Word or OpenDocument file.

    The author that they name is the owner of the program that wrote the file, and is left out.
    """
    root = parse_xml("properties", properties)[0] if properties else None
    if root is None:
        return PaperMetadata()
    keywords = [collapse(node.text) for node in root.iter("{*}keywords", "{*}keyword")]
    return PaperMetadata(
        title=collapse(root.findtext(f".//{DUBLIN_CORE}title")),
        language=language_tag(collapse(root.findtext(f".//{DUBLIN_CORE}language"))),
        keywords=split_keywords("; ".join(keywords)),
    )
