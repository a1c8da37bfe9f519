"""References of an article in JATS: as the words of its lists, and as data for pandoc."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree
from lxml.builder import E

from scripts.reader.importing.marks import Mark
from scripts.reader.importing.xml_text import collapse, element_text

CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
NUMBER = re.compile(r"\d+")


def tell_apart(article: etree._Element) -> None:
    """Give the citations of older versions of JATS the names of today: those in words, and those that are data."""
    for citation in article.iter("nlm-citation", "citation"):
        words = collapse([citation.text, *(child.tail for child in citation)])
        citation.tag = "mixed-citation" if re.search(r"\w", words) else "element-citation"


def worded_list(ref_list: etree._Element) -> etree._Element:
    """Return a list of references as a section, with a paragraph for each reference."""
    section = E.sec()
    for child in ref_list:
        if child.tag == "ref-list":
            section.append(worded_list(child))
        elif child.tag == "ref":
            section.append(E.p(f"{Mark(anchor=child.get('id', ''))}{wording(child)}"))
        elif child.tag != "label":
            section.append(deepcopy(child))
    return section


def wording(ref: etree._Element) -> str:
    """Return a reference in words: those of its file or, if it holds data alone, its parts in their order."""
    worded = ref.findall(".//mixed-citation")
    citations = worded or ref.findall(".//element-citation")
    words = "; ".join(filter(None, (mixed_wording(one) if worded else data_wording(one) for one in citations)))
    words = " ".join(filter(None, [words, *(collapse(note.itertext()) for note in ref.findall("note"))]))
    label = element_text(ref, "label")
    if not label or words.startswith(label):
        return words
    return f"{label}. {words}" if NUMBER.fullmatch(label) else f"{label} {words}"


def mixed_wording(citation: etree._Element) -> str:
    citation = deepcopy(citation)
    for family in citation.iterfind(".//name/surname"):
        family.tail = (family.tail or "").strip() or " "
    return collapse(citation.itertext())


def data_wording(citation: etree._Element) -> str:
    """Return the parts of a reference that is data, with a full stop between them."""
    parts = [part.rstrip(".") if part.endswith("..") else part for part in citation_parts(citation) if part]
    return "".join(part + (" " if part[-1] in ".?!" else ". ") for part in parts).strip()


def citation_parts(citation: etree._Element) -> Iterator[str]:
    """Yield the names of each group of people, and then each other part; the last page goes with the first."""
    names = [person_name(name) for name in citation.findall("name")]
    if names:
        yield ", ".join(names)
    for child in citation.iterchildren(etree.Element):
        if child.tag == "person-group":
            yield ", ".join(filter(None, map(person_name, child)))
        elif child.tag == "fpage":
            yield "–".join(filter(None, [collapse(child.itertext()), element_text(citation, "lpage")]))
        elif child.tag not in ("name", "lpage"):
            yield collapse(child.itertext())


def person_name(name: etree._Element) -> str:
    """Return a name as lists of references write it: Jones B."""
    if name.tag == "etal":
        return "et al."
    parts = [element_text(name, part) for part in ("surname", "given-names", "suffix")]
    return " ".join(filter(None, parts)) or collapse(name.itertext())


def data_list(refs: Iterable[etree._Element]) -> etree._Element:
    """Return references as a list for pandoc to read as data. Groups that are authors stand in it as names, which pandoc reads."""
    listed = E("ref-list", *map(deepcopy, refs))
    for citation in listed.iter("mixed-citation"):
        if citation.find("year") is not None and (citation.find("article-title") is not None or citation.find("source") is not None):
            citation.tag = "element-citation"
            if names := citation.findall("name"):
                citation.insert(0, E("person-group", *names, {"person-group-type": "author"}))
    for group in listed.iter("collab", "institution"):
        words = collapse(group.itertext())
        tail, group.tail = group.tail, None
        for child in list(group):
            group.remove(child)
        group.tag, group.text, group.tail = "name", None, tail
        group.append(E.surname(words))
    return listed
