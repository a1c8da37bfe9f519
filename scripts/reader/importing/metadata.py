"""What a file says about the paper itself: title, authors, language, keywords, where it was published. Nothing is guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from scripts.reader.importing import inlines

DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class PaperMetadata:
    """The fields of a paper's record that its file carries; byline: authors whose family names the file does not tell apart."""

    title: str = ""
    authors: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    language: str = ""
    keywords: tuple[str, ...] = ()
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    licence: str = ""


def merged(first: PaperMetadata, second: PaperMetadata) -> PaperMetadata:
    """All that the two say; where both say something, the first."""
    return PaperMetadata(**{field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(PaperMetadata)})


def words(value: Any) -> str:
    """A value of pandoc's metadata as text."""
    if not isinstance(value, dict):
        return ""
    content = value.get("c")
    if value["t"] == "MetaString":
        return " ".join(content.split())
    if value["t"] == "MetaInlines":
        return " ".join(inlines.plain(content).split())
    if value["t"] == "MetaBlocks":
        return " ".join(inlines.plain(inlines.words_of(content)).split())
    return ""


def blocks(value: Any) -> list[dict[str, Any]]:
    """A value of pandoc's metadata as blocks."""
    if not isinstance(value, dict):
        return []
    if value["t"] == "MetaBlocks":
        return value["c"]
    return [{"t": "Para", "c": value["c"]}] if value["t"] == "MetaInlines" else []


def listed(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        return []
    return value["c"] if value["t"] == "MetaList" else [value]


def split_keywords(text: str) -> tuple[str, ...]:
    return tuple(word for part in re.split(r"[;,،؛]", text) if (word := part.strip().rstrip(".")))


def family_first(names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors given as Family, Given; and, if any is not, all of them as they are given: no guess at family names."""
    found = tuple(name for name in names if name)
    return (found, ()) if found and all(re.fullmatch(r"[^,]+, [^,]+", name) for name in found) else ((), found)


def of_pandoc(meta: dict[str, Any]) -> PaperMetadata:
    """From the metadata of Markdown, HTML, LaTeX and others as pandoc gives them."""
    names = []
    for author in listed(meta.get("author")):
        parts = {name: words(value) for name, value in author["c"].items()} if author["t"] == "MetaMap" else {}
        family, given = parts.get("family") or parts.get("surname", ""), parts.get("given") or parts.get("given-names", "")
        names.append(f"{family}, {given}" if family and given else parts.get("name", "") or words(author))
    authors, byline = family_first(names)
    keywords = meta.get("keywords")
    several = listed(keywords)
    found = tuple(filter(None, map(words, several))) if len(several) > 1 else split_keywords(words(several[0])) if several else ()
    language = words(meta.get("lang"))
    return PaperMetadata(words(meta.get("title")), authors, byline, language if TAG.fullmatch(language) else "", found)


def of_office(data: bytes | None, parse: Callable[[str, bytes], tuple[Any, list]]) -> PaperMetadata:
    """From the properties of a Word or OpenDocument file. Their author is whoever's program it was written in: not taken."""
    root = parse("properties", data)[0] if data else None
    if root is None:
        return PaperMetadata()

    def said(tag: str) -> str:
        return " ".join((root.findtext(f".//{tag}") or "").split())

    keywords = [" ".join((node.text or "").split()) for node in root.iter("{*}keywords", "{*}keyword")]
    language = said(f"{DC}language")
    return PaperMetadata(
        title=said(f"{DC}title"),
        language=language if TAG.fullmatch(language) else "",
        keywords=split_keywords("; ".join(keywords)),
    )


def of_jats(root: Any) -> PaperMetadata:
    """From the front of an article in JATS."""
    meta = root.find(".//article-meta")
    if meta is None:
        return PaperMetadata()

    def said(node: Any, path: str) -> str:
        found = node.find(path) if node is not None else None
        return " ".join("".join(found.itertext()).split()) if found is not None else ""

    people = []
    for person in meta.iterfind("contrib-group/contrib"):
        if person.get("contrib-type", "author") == "author":
            family, given = said(person, ".//surname"), said(person, ".//given-names")
            people.append(f"{family}, {given}" if given else family or said(person, ".//collab") or said(person, ".//string-name"))
    first, last = said(meta, "fpage"), said(meta, "lpage")
    licence = meta.find(".//license")
    address = next((value for name, value in licence.attrib.items() if name.endswith("href")), "") if licence is not None else ""
    language = root.get(LANG, "")
    return PaperMetadata(
        title=said(meta, "title-group/article-title"),
        authors=tuple(filter(None, people)),
        language=language if TAG.fullmatch(language) else "",
        keywords=tuple(text for node in meta.iterfind("kwd-group/kwd") if (text := " ".join("".join(node.itertext()).split()))),
        journal=said(root, ".//journal-title"),
        year=said(meta, "pub-date/year") if said(meta, "pub-date/year").isdigit() else "",
        volume=said(meta, "volume"),
        issue=said(meta, "issue"),
        pages=f"{first}–{last}" if first and last else first or said(meta, "elocation-id"),
        doi=said(meta, "article-id[@pub-id-type='doi']"),
        licence=address or said(meta, ".//license"),
    )


def references_of_jats(root: Any) -> list[str]:
    """The references of an article in JATS, as far as the file gives them in words and not in fields alone."""
    for family in root.iterfind(".//ref-list//name/surname"):
        family.tail = (family.tail or "").strip() or " "
    return [text for node in root.iterfind(".//ref-list//mixed-citation") if (text := " ".join("".join(node.itertext()).split()))]
