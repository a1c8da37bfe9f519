"""Read what an article in JATS says about itself: title, authors, place of publication, and what else stands at its head."""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from scripts.reader.common.licences import CREATIVE_COMMONS
from scripts.reader.importing.languages import language_tag, primary_language
from scripts.reader.importing.metadata import PaperMetadata, with_subtitle
from scripts.reader.importing.record_text import find_doi
from scripts.reader.importing.xml_text import XML_LANG, collapse, drop, element_text

YEAR = re.compile(r"[1-9][0-9]{3}")


def from_jats(article: etree._Element) -> PaperMetadata:
    """Return the metadata of an article in JATS."""
    meta = article.find("./front/article-meta")
    if meta is None:
        return PaperMetadata(language=language_tag(article.get(XML_LANG)))
    year = next((year for node in meta.iterfind("pub-date/year") if YEAR.fullmatch(year := collapse(node.itertext()))), "")
    language = language_tag(article.get(XML_LANG))
    return PaperMetadata(
        title=article_title(meta),
        authors=tuple(filter(None, map(author_name, contributors(meta)))),
        language=language,
        keywords=tuple(keywords(meta, language)),
        journal=element_text(article, ".//journal-title"),
        year=year,
        volume=element_text(meta, "volume"),
        issue=element_text(meta, "issue"),
        pages=page_range(meta),
        doi=find_doi(element_text(meta, "article-id[@pub-id-type='doi']")),
        licence=licence_of(meta),
        statements=tuple(dict.fromkeys(statements(meta, language))),
    )


def article_title(meta: etree._Element) -> str:
    return with_subtitle(*(worded(meta.find(f"title-group/{name}")) for name in ("article-title", "subtitle")))


def worded(title: etree._Element | None) -> str:
    """Return the words of a title without the marks of its notes."""
    if title is None:
        return ""
    title = deepcopy(title)
    for mark in list(title.iter("xref", "fn")):
        drop(mark)
    return collapse(title.itertext())


def contributors(meta: etree._Element) -> Iterator[etree._Element]:
    yield from meta.iterfind("contrib-group/contrib")


def author_name(contributor: etree._Element) -> str:
    """Return the name of a contributor, "Family, Given" or that of a group; "" if this is no author."""
    if contributor.get("contrib-type", "author") != "author":
        return ""
    group = contributor.find("collab")
    if group is not None:
        return collapse([group.text, *(f" {child.tail or ''}" for child in group)]) or collapse(group.itertext())
    family, given = element_text(contributor, ".//surname"), element_text(contributor, ".//given-names")
    if given:
        return f"{family}, {given}"
    return family or element_text(contributor, ".//string-name")


def keywords(meta: etree._Element, language: str) -> Iterator[str]:
    """Yield the keywords in the language of the article, or in none that is named."""
    for group in meta.iterfind("kwd-group"):
        if not is_foreign(group, language):
            yield from filter(None, (collapse(word.itertext()) for word in group.iter("kwd")))


def is_foreign(node: etree._Element, language: str) -> bool:
    """Return whether an element says that it is in another language than the article."""
    own = language_tag(node.get(XML_LANG))
    return bool(own) and bool(language) and primary_language(own) != primary_language(language)


def statements(meta: etree._Element, language: str) -> Iterator[str]:
    """Yield what else the head of an article says, each as "Affiliation: University of X"."""
    for group in meta.iterfind("title-group/trans-title-group"):
        if title := element_text(group, "trans-title"):
            yield f"Title ({group.get(XML_LANG) or 'in translation'}): {title}"
    for contributor in contributors(meta):
        yield from contributor_statements(contributor)
    for group in meta.iterfind("kwd-group"):
        if is_foreign(group, language):
            yield f"Keywords ({group.get(XML_LANG)}): {'; '.join(collapse(word.itertext()) for word in group.iter('kwd'))}"
    told = [("Affiliation", affiliation_text(node)) for node in meta.iter("aff")]
    told += [("Authors' note", " ".join(" ".join(map(str, node.itertext())).split())) for node in meta.iterfind("author-notes/*")]
    told += [("Funding", collapse(node.itertext())) for node in meta.iterfind("funding-group//funding-statement")]
    yield from (f"{name}: {words}" for name, words in told if words)


def contributor_statements(contributor: etree._Element) -> Iterator[str]:
    """Yield the ORCID of an author, or who is named besides the authors, such as an editor."""
    name = author_name(contributor)
    for identifier in contributor.iterfind("contrib-id"):
        if name and "orcid" in (identifier.get("contrib-id-type") or identifier.text or "").lower():
            yield f"ORCID: {name}, {collapse(identifier.itertext())}"
    if not name and (other := " ".join(" ".join(map(str, contributor.itertext())).split())):
        yield f"{str(contributor.get('contrib-type')).capitalize()}: {other}"


def affiliation_text(affiliation: etree._Element) -> str:
    """Return an affiliation in words: those of the file before its parts as data, which say the same again."""
    if original := element_text(affiliation, "institution[@content-type='original']"):
        return original
    label = affiliation.find("label")
    if label is not None:
        drop(label)
    worded = collapse([affiliation.text, *(child.tail for child in affiliation)])
    parts = list(dict.fromkeys(filter(None, (collapse(child.itertext()) for child in affiliation))))
    return collapse(affiliation.itertext()) if re.search(r"\w|,", worded) else ", ".join(parts)


def page_range(meta: etree._Element) -> str:
    first, last = element_text(meta, "fpage"), element_text(meta, "lpage")
    return f"{first}–{last}" if first and last else first or element_text(meta, "elocation-id")


def licence_of(meta: etree._Element) -> str:
    """Return the address of a licence or, if the file gives none, its wording."""
    licence = meta.find(".//license")
    if licence is not None and (common := CREATIVE_COMMONS.search(etree.tostring(licence, encoding="unicode"))):
        return common[0]
    addresses = [] if licence is None else [str(value) for name, value in licence.attrib.items() if str(name).endswith("href")]
    return (addresses[0] if addresses else "") or element_text(meta, ".//license")
