"""A list of references that a paper has in words alone, split into entries for an editor to confirm. Nothing of it is used by itself.

The shapes are those of APA, Chicago and Harvard (names, year, title), which most journals in the humanities and social sciences use.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pybtex.database import Entry

from scripts.reader.importing import cited_works
from scripts.reader.importing.slugs import slugify
from scripts.reader.text.front_matter import SECTION_FIELDS, parse_page
from scripts.reader.text.paragraphs import paragraphs

LIST_TITLES = {
    "references", "bibliography", "works cited", "literature", "literature cited", "sources", "referencias", "bibliografia", "literatur",
    "literaturverzeichnis", "quellen", "bibliographie", "literatura", "literatuur", "riferimenti bibliografici", "obras citadas",
    "referencias bibliograficas", "spisok literatury", "references and notes",
}  # fmt: skip
LABEL = re.compile(r"^\s*(?:\[\d+\]|\d+\.)\s*")
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
SHAPE = re.compile(
    rf"(?P<authors>[^\W\d].{{2,400}}?)[\s,.]*(?:\((?P<year>{YEAR})[a-z]?(?:,[^()]{{2,20}})?\)|\s(?P<bare>{YEAR})[a-z]?)[.:,]*"
    r"\s+(?P<rest>\S.+)"
)
QUOTED = re.compile(r"[“\"‘'«](?P<title>.+?)[,.]?[”\"’'»][,.]?\s*(?P<rest>.*)")
UNQUOTED = re.compile(r"(?P<title>.+?(?<![A-Z])[.?!])(?:\s+(?P<rest>.*)|$)")
ARTICLE = re.compile(
    r"(?P<container>[^\d].{2,150}?),?\s+(?:vol\.?\s*)?(?P<volume>\d+)\s*(?:\((?P<issue>[\w–/-]+)\)|,?\s*(?:no\.|n\.|nr\.?)\s*(?P<number>\d+))?"
    r"(?:\s*(?:\([^)]*\))?\s*[,:]\s*(?:pp?\.\s*)?(?P<page>\w?\d+(?:\s?[-–]\s?\w?\d+)?))?"
)
CHAPTER = re.compile(r"[Ii]n:?\s+(?:.{2,120}?\((?:[Ee]ds?|[Hh]rsg|[Oo]rgs?)[^)]*\),?\s*)?(?P<container>[^.]{4,200}?)(?:[,.(]|$)")
BOOK = re.compile(r"(?:[^:.]{2,60}:\s*)?(?P<publisher>[^.:\d]{2,80})\.?\s*$")
DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+[^\s,;.]")
INITIALS_BEHIND = re.compile(r"(?:^|[,;&]|\band\b)\s*(?:and |& )?(?P<family>[^\W\d][^,;&]{1,40}), (?P<given>(?:[A-ZÀ-Þ]\.[ -]?)+)")
TOLD = "split by import from the words of the paper's list; not compared with the source itself"


def offered(pages: Mapping[str, str], listed: Mapping[str, Entry]) -> tuple[str, int, int]:
    """Return a file of BibTeX with the references of a paper's own lists, and how many of how many it holds as entries.

    Those that cannot be split stand in it as words; "" if the paper has no list.

    Args:
        pages: the sections of the paper in Markdown, by slug.
        listed: the entries of the bibliography, by key.
    """
    words = list(words_of_lists(pages))
    items = [item_of(reference) for reference in words]
    found = [item for item in items if item]
    if not found:
        return "", 0, len(words)
    references = [cited_works.reference_of_item(item) for item in found]
    new, keys = cited_works.assign_keys(references, dict(listed))
    by_reference = {reference: key for key, reference in new.items()}
    parts = [HEAD.format(citations="; ".join(f"@{key}" for key in keys))]
    waiting = iter(references)
    for reference, item in zip(words, items, strict=True):
        split = next(waiting) if item else None
        entry = split.entry(by_reference[split]).replace(cited_works.VERIFICATION, TOLD) if split in by_reference and split else ""
        parts.append(f"% {reference}\n{entry}")
    return "\n".join(parts), len(found), len(words)


HEAD = """% The references of the paper's own list, split by import. Compare each entry with the words above it and with
% the source, mend it, say in verification how you confirmed it, and move it into bibliography.bib. The paper's
% index page then cites those that you have moved:
%
%     ## References
%
%     The references of the paper. [{citations}]
"""


def words_of_lists(pages: Mapping[str, str]) -> Iterable[str]:
    """Yield the paragraphs of the sections that are lists of references."""
    for slug, text in pages.items():
        page, _ = parse_page(f"{slug}.md", text, SECTION_FIELDS)
        if slugify(str(page.record.get("title", ""))).replace("-", " ") in LIST_TITLES:
            yield from (" ".join(block.reading.split()) for block in paragraphs(page) if len(block.reading.split()) > 3)


def item_of(words: str) -> dict[str, Any] | None:
    """Return a reference in words as an item of CSL; None if it has not the shape of names, year and title."""
    found = SHAPE.fullmatch(LABEL.sub("", words))
    if not found:
        return None
    rest = (QUOTED.match(found["rest"]) or UNQUOTED.match(found["rest"])) if found["rest"] else None
    authors = names(found["authors"])
    if not rest or not authors or len(rest["title"]) < 4:
        return None
    doi = DOI.search(words)
    item: dict[str, Any] = {
        "author": authors,
        "issued": {"date-parts": [[int(found["year"] or found["bare"])]]},
        "title": rest["title"].strip(" .,"),
        **place_of_publication(DOI.sub("", rest["rest"] or "")),
    }
    return item | ({"DOI": doi[0]} if doi else {})


def place_of_publication(words: str) -> dict[str, str]:
    """Return the type of a work, and where it appeared, from the words behind its title."""
    words = re.sub(r"https?://\S*|(?i:doi):?\s*$", "", words).strip()
    article = ARTICLE.match(words)
    if article and (article["issue"] or article["page"]):
        told = {"volume": article["volume"], "issue": article["issue"] or article["number"], "page": article["page"]}
        named = {"type": "article-journal", "container-title": article["container"].strip(" .,")}
        return named | {name: value for name, value in told.items() if value}
    if chapter := CHAPTER.match(words):
        return {"type": "chapter", "container-title": chapter["container"].strip()}
    if book := BOOK.fullmatch(words):
        return {"type": "book", "publisher": book["publisher"].strip()}
    return {"type": "document"}


def names(words: str) -> list[dict[str, str]]:
    """Return the authors that words name, with families and given names where these can be told apart."""
    words = re.sub(r"\s*\((?:eds?\.?|hrsg\.?|org\.?)\)|\bet al\.?|…", "", words).strip(" .,;")
    initials = [{"family": found["family"].strip(), "given": found["given"].strip()} for found in INITIALS_BEHIND.finditer(words + ".")]
    if initials:
        return initials
    first, *others = (part.strip(" ,.") for part in re.split(r";|,? and |,? & |,? und |,? y |,? e |,? et ", words) if part.strip(" ,."))
    people = []
    for position, name in enumerate([first, *others]):
        family, comma, given = name.partition(", ")
        if not comma and position:
            given, _, family = name.rpartition(" ")
        people.append({"family": family, "given": given} if given and family else {"literal": name})
    return people
