"""The header of each document: what it is, who is responsible, where the text comes from, and by which rules it was edited."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import _Element as Element

from scripts.reader.common.licences import CC_BY, licence_address
from scripts.reader.edition.edition import Edition
from scripts.reader.tei.elements import bibl_id, tei, xml_id
from scripts.reader.text.emendations import RULE_LINE
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper

RULES_PAGE = "docs/about/editing.md"
ENCODING = (
    "Emendations stand where they were made: choice with sic and corr for a substitution, surplus for words left out, supplied for "
    "words added, gap where text is lost. Each points by ana to the rule it follows and has its reason in the list at the end. "
    "The received text is what remains without corr and supplied; the reading text, without sic and surplus. "
    "White space and line ends of the source are not kept. Quotation marks and apostrophes are those of the source; "
    "the site shows them as curly ones. Notes of type editors are no part of the text."
)


def paper_header(edition: Edition, base: str, paper: Paper) -> Element:
    """Return the header of a paper."""
    record = paper.index.record
    authors = [tei("author", str(name)) for name in record.get("authors") or []]
    titles = [
        tei("title", str(record.get("title", paper.slug)), level="a"),
        *authors,
        responsibility(edition, xml_id(paper.slug, "editors")),
    ]
    rights = [tei("licence", str(record["licence"]))] if record.get("licence") else [tei("p", "The paper's text remains its authors'.")]
    described = tei(
        "fileDesc",
        tei("titleStmt", *titles),
        edition_statement(edition),
        publication(edition, f"{base}papers/{paper.slug}/", rights, str(record.get("doi") or "")),
        tei("sourceDesc", *sources(base, paper)),
    )
    keywords = [str(word) for word in record.get("keywords") or []]
    terms = [tei("textClass", tei("keywords", *(tei("term", word) for word in keywords), scheme=base))] if keywords else []
    return tei(
        "teiHeader",
        described,
        tei("encodingDesc", tei("editorialDecl", tei("correction", *rules(edition, paper.slug), method="markup"))),
        tei("profileDesc", tei("langUsage", tei("language", ident=paper.language)), *terms),
        *revisions(edition),
    )


def list_header(edition: Edition, base: str, title: str, address: str, *encoding: Element) -> Element:
    """Return the header of a document that is the edition's own: the glossary, the bibliography, the corpus.

    Args:
        edition: The edition.
        base: The address of the site.
        title: What the document is called.
        address: Where the site has what it holds.
        encoding: What the description of its encoding holds.
    """
    described = tei(
        "fileDesc",
        tei("titleStmt", tei("title", title), responsibility(edition)),
        edition_statement(edition),
        publication(edition, address, []),
        tei("sourceDesc", tei("p", "Born digital: ", tei("ref", edition.name, target=base), ".")),
    )
    return tei("teiHeader", described, *([tei("encodingDesc", *encoding)] if encoding else []), *revisions(edition))


def responsibility(edition: Edition, id: str = "") -> Element:
    names = edition.editors or (f"The editors of {edition.name}",)
    return tei("respStmt", tei("resp", "edited by"), *(tei("name", name) for name in names), id=id)


def edition_statement(edition: Edition) -> Element:
    return tei(
        "editionStmt", tei("edition", f"Version {edition.version}, ", tei("date", edition.date, when=edition.date), n=edition.version)
    )


def publication(edition: Edition, address: str, rights: Sequence[Element], doi: str = "") -> Element:
    """Return who publishes a document, where, and under which licence."""
    licence = tei("licence", f"Notes, entries and records: {CC_BY}.", target=licence_address(CC_BY))
    return tei(
        "publicationStmt",
        tei("publisher", edition.publisher or edition.name),
        tei("date", edition.date, when=edition.date),
        tei("idno", address, type="URI"),
        *([tei("idno", doi, type="DOI")] if doi else []),
        tei("availability", licence, *rights),
    )


def sources(base: str, paper: Paper) -> Iterator[Element]:
    """Yield the text as received, and what is known of its publication."""
    digest = hashlib.sha256(paper.received.encode()).hexdigest()
    received = [
        tei("title", "The text as received"),
        tei("ref", target=f"{base}papers/{paper.slug}/received/"),
        tei("idno", digest, type="SHA-256"),
    ]
    yield tei("bibl", *received, id=xml_id(paper.slug, "received"))
    record = paper.index.record
    parts = [tei("author", str(name)) for name in record.get("authors") or []]
    parts += [tei("title", str(record["journal"]), level="j")] if record.get("journal") else []
    parts += [
        tei("biblScope", str(record[unit]), unit={"pages": "page"}.get(unit, unit))
        for unit in ("volume", "issue", "pages")
        if record.get(unit)
    ]
    parts += [tei("date", str(record["year"]), when=f"{record['year']:04}")] if record.get("year") else []
    parts += [tei("idno", str(record["doi"]), type="DOI")] if record.get("doi") else []
    known = "established" if record.get("published") == "established" else "not established"
    yield tei("bibl", tei("note", f"Place of publication: {known}."), *parts, type="publication")
    if key := record.get("corresponds_to"):
        yield tei("bibl", tei("ref", "The article that the text corresponds to", target=f"{base}tei/bibliography.xml#{bibl_id(str(key))}"))


def rules(edition: Edition, slug: str) -> Iterator[Element]:
    """Yield how the text is encoded, and the editorial rules by number."""
    yield tei("p", ENCODING)
    page = next((page for page in edition.other_pages if page.path == RULES_PAGE), None)
    if page and (items := [tei("item", text, id=xml_id(slug, "rule", number), n=number) for number, text in rule_texts(page)]):
        yield tei("p", tei("list", *items, type="rules"))


def rule_texts(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the number and the words of each editorial rule, without mark-up."""
    for match in RULE_LINE.finditer(page.body):
        text = page.body[match.end() :].split("\n{:")[0].split("\n\n")[0]
        yield match[1], " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "").split())


def revisions(edition: Edition) -> Iterable[Element]:
    """Return the released versions, the newest first, as TEI wants it."""
    changes = [tei("change", f"Version {release.version}", when=release.date, n=release.version) for release in reversed(edition.released)]
    return [tei("revisionDesc", *changes)] if changes else []
