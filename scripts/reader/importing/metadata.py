"""Read what a file says about the paper itself: title, authors, language, keywords, place of publication. Nothing is guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from lxml import etree

from scripts.reader.importing.inlines import Node, inlines_of, to_text
from scripts.reader.importing.received_file import parse_xml
from scripts.reader.importing.record_text import find_doi, plain_value

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
YEAR = re.compile(r"[1-9][0-9]{3}")


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


def language_tag(text: str | None) -> str:
    """Return a language tag (BCP 47), or "" if the text is none."""
    return text if text and LANGUAGE_TAG.fullmatch(text) else ""


def authors_or_byline(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names as authors if all are given as "Family, Given", or else as a byline: family names are not guessed."""
    given = tuple(filter(None, names))
    return (given, ()) if given and all(re.fullmatch(r"[^,]+, [^,]+", name) for name in given) else ((), given)


def from_pandoc(meta: dict[str, Node]) -> PaperMetadata:
    """Return the metadata of Markdown, HTML, LaTeX and other files as pandoc gives them."""
    authors, byline = authors_or_byline(list(map(author_name, value_items(meta.get("author")))))
    keywords = list(map(value_text, value_items(meta.get("keywords"))))
    return PaperMetadata(
        title=value_text(meta.get("title")),
        authors=authors,
        byline=byline,
        language=language_tag(value_text(meta.get("lang"))),
        keywords=tuple(filter(None, keywords)) if len(keywords) > 1 else split_keywords("".join(keywords)),
    )


def author_name(author: Node) -> str:
    """Return the name of an author in pandoc's metadata, as "Family, Given" if the file tells these apart."""
    parts = {name: value_text(value) for name, value in author["c"].items()} if author["t"] == "MetaMap" else {}
    family = parts.get("family") or parts.get("surname", "")
    given = parts.get("given") or parts.get("given-names", "")
    return f"{family}, {given}" if family and given else parts.get("name", "") or value_text(author)


def collapse(text: Iterable[str] | None) -> str:
    """Return a text, or the parts of one, as one line without repeated spaces."""
    return " ".join("".join(text or "").split())


def element_text(node: etree._Element | None, path: str) -> str:
    """Return the text of the first element at a path below a node; "" if there is none."""
    element = node.find(path) if node is not None else None
    return collapse(element.itertext()) if element is not None else ""


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


def from_jats(root: etree._Element) -> PaperMetadata:
    """Return the metadata of an article in JATS."""
    meta = root.find(".//article-meta")
    if meta is None:
        return PaperMetadata()
    year = element_text(meta, "pub-date/year")
    return PaperMetadata(
        title=element_text(meta, "title-group/article-title"),
        authors=tuple(filter(None, map(jats_author, meta.iterfind("contrib-group/contrib")))),
        language=language_tag(root.get(XML_LANG)),
        keywords=tuple(filter(None, (collapse(node.itertext()) for node in meta.iterfind("kwd-group/kwd")))),
        journal=element_text(root, ".//journal-title"),
        year=year if YEAR.fullmatch(year) else "",
        volume=element_text(meta, "volume"),
        issue=element_text(meta, "issue"),
        pages=jats_pages(meta),
        doi=find_doi(element_text(meta, "article-id[@pub-id-type='doi']")),
        licence=jats_licence(meta),
    )


def jats_author(contributor: etree._Element) -> str:
    """Return the name of a contributor, "Family, Given" or that of a group; "" if this is no author."""
    if contributor.get("contrib-type", "author") != "author":
        return ""
    family, given = element_text(contributor, ".//surname"), element_text(contributor, ".//given-names")
    if given:
        return f"{family}, {given}"
    return family or element_text(contributor, ".//collab") or element_text(contributor, ".//string-name")


def jats_pages(meta: etree._Element) -> str:
    first, last = element_text(meta, "fpage"), element_text(meta, "lpage")
    return f"{first}–{last}" if first and last else first or element_text(meta, "elocation-id")


def jats_licence(meta: etree._Element) -> str:
    """Return the address of a licence or, if the file gives none, its wording."""
    licence = meta.find(".//license")
    addresses = [] if licence is None else [str(value) for name, value in licence.attrib.items() if str(name).endswith("href")]
    return (addresses[0] if addresses else "") or element_text(meta, ".//license")


def jats_references(root: etree._Element) -> list[str]:
    """Return the references of an article in JATS that the file words: <mixed-citation>. <element-citation> has no wording."""
    for family in root.iterfind(".//ref-list//name/surname"):
        family.tail = (family.tail or "").strip() or " "
    return [text for node in root.iterfind(".//ref-list//mixed-citation") if (text := collapse(node.itertext()))]
