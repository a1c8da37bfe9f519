"""The documents of the edition in TEI, each one valid on its own, and the corpus that holds them all."""

from collections.abc import Mapping
from copy import deepcopy
from functools import partial

from lxml.etree import _Element as Element
from lxml.html import HtmlElement

from scripts.reader.concepts.glossary import definition
from scripts.reader.edition.bibliography import WITHOUT_BRACES, Source, publication_date
from scripts.reader.edition.edition import Edition
from scripts.reader.tei.elements import bibl_id, entry_id, tei, xml_id
from scripts.reader.tei.header import list_header, paper_header
from scripts.reader.tei.page_text import SectionText
from scripts.reader.text.addresses import page_address
from scripts.reader.text.paper import Paper

TITLES = ("journal", "booktitle", "series")
LEVELS = {"journal": "j", "booktitle": "m", "series": "s"}
SCOPES = {"volume": "volume", "number": "issue", "pages": "page"}


def paper_document(edition: Edition, base: str, paper: Paper, articles: Mapping[str, HtmlElement]) -> Element:
    """Return a paper: its header, its sections as divisions, and the reasons of its emendations.

    Args:
        edition: The edition.
        base: The address of its site, with a slash at its end.
        paper: The paper.
        articles: The <article> of each of its section pages, by address of the page, before signs are set for the page.
    """
    body, reasons = tei("body"), []
    for number, section in enumerate(paper.sections, 1):
        address = page_address(section)
        article = articles[address]
        notes = {item.get("id", "").removeprefix("fn:"): item for item in article.xpath(".//div[@class='footnote']//li[@id]")}
        text = SectionText(paper.slug, base + address, base, edition.sources, notes)
        body.append(text.division(article, section.slug, number))
        reasons += text.reasons
    back = (
        [tei("back", tei("div", tei("head", "Reasons of the emendations"), tei("list", *reasons), type="emendations"))] if reasons else []
    )
    return tei("TEI", paper_header(edition, base, paper), tei("text", body, *back, lang=paper.language), id=xml_id(paper.slug))


def glossary_document(edition: Edition, base: str) -> Element:
    """Return the glossary as a taxonomy: each entry a category, with its names, definition and relations."""
    categories = []
    for slug, entry in edition.entries.items():
        names = [tei("term", entry.title), *(tei("term", name, type="alternative") for name in entry.names[1:])]
        names += [tei("term", name, lang=language) for language, name in entry.foreign]
        said = tei("gloss", definition(edition.entry_pages[slug]) or entry.summary)
        related = [tei("ref", target=f"#{entry_id(other)}", type="related") for other in entry.related if other in edition.entries]
        broader = [tei("ref", target=f"#{entry_id(other)}", type="broader") for other in entry.broader if other in edition.entries]
        address = tei("ref", target=f"{base}glossary/{slug}/", type="page")
        categories.append(tei("category", tei("catDesc", *names, said, address, *related, *broader), id=entry_id(slug)))
    header = partial(list_header, edition, base, f"{edition.name}: glossary", f"{base}glossary/")
    taxonomy = [tei("classDecl", tei("taxonomy", *categories))] if categories else []
    words = tei("p", f"{len(categories)} entries, in the taxonomy of the header.")
    return tei("TEI", header(*taxonomy), tei("text", tei("body", words), lang="en"))


def bibliography_document(edition: Edition, base: str) -> Element:
    """Return the bibliography as a list of structured references."""
    sources = sorted(edition.sources.values(), key=lambda source: source.sort)
    listed = tei("listBibl", *map(structured_reference, sources)) if sources else tei("p", "No sources.")
    title, address = f"{edition.name}: bibliography", f"{base}bibliography/"
    return tei("TEI", list_header(edition, base, title, address), tei("text", tei("body", listed), lang="en"))


def structured_reference(source: Source) -> Element:
    """Return a source of the bibliography; what appeared in something larger is its analytic part."""
    plain = {name: str(value).translate(WITHOUT_BRACES) for name, value in source.entry.fields.items()}
    larger = [tei("title", plain[name], level=LEVELS[name]) for name in TITLES if plain.get(name)]
    own = tei(
        "title", plain.get("title", ""), level="a" if "journal" in plain or "booktitle" in plain else "m", lang=plain.get("langid", "")
    )
    authors = [tei("author", str(person).translate(WITHOUT_BRACES)) for person in source.entry.persons.get("author", ())]
    editors = [tei("editor", str(person).translate(WITHOUT_BRACES)) for person in source.entry.persons.get("editor", ())]
    imprint = [
        tei("publisher", plain[name]) for name in ("publisher", "institution", "school", "organization", "howpublished") if plain.get(name)
    ]
    imprint += [tei("biblScope", plain[name], unit=unit) for name, unit in SCOPES.items() if plain.get(name)]
    when = publication_date(source.entry)
    imprint.append(tei("date", plain.get("year", ""), when=when))
    numbers = [tei("idno", plain[name], type=name.upper()) for name in ("doi", "isbn", "issn") if plain.get(name)]
    address = [tei("ref", target=plain["url"])] if plain.get("url") else []
    notes = [tei("note", source.unseen)] if source.unseen else []
    if own.get("level") == "a":
        parts = [tei("analytic", *authors, own, *numbers), tei("monogr", *larger, *editors, tei("imprint", *imprint))]
    else:
        parts = [tei("monogr", *authors, *editors, own, *larger, *numbers, tei("imprint", *imprint))]
    return tei("biblStruct", *parts, *address, *notes, id=bibl_id(source.key), type=source.entry.type)


def corpus(edition: Edition, base: str, documents: list[Element]) -> Element:
    """Return all documents as one."""
    return tei("teiCorpus", list_header(edition, base, edition.name, base), *map(deepcopy, documents))
