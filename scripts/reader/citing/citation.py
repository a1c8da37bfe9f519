"""Citations: what can be cited, as records, and the records as CSL-JSON, RIS, BibLaTeX and head tags.

Which tags and fields Zotero, Google Scholar and the styles read was measured; the choices follow from that. A web page
gets either an author or a publisher; an unknown field is absent; nothing is guessed.
"""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["page", "entry", "article"]
EDITION = "Annotated edition"
CSL_TYPES = {"page": "webpage", "entry": "entry-encyclopedia", "article": "article-journal"}
ZOTERO_TYPES = {"page": "webpage", "entry": "encyclopediaArticle", "article": "journalArticle"}
RIS_TYPES = {"page": "ELEC", "entry": "ENCYC", "article": "JOUR"}
BIBLATEX_TYPES = {"page": "online", "entry": "inreference", "article": "article"}
NOT_ESTABLISHED = {
    "author": "the author",
    "title": "the title (the one in square brackets is supplied)",
    "container": "the journal",
    "date": "the year",
    "volume": "the volume",
    "issue": "the issue",
    "pages": "the pages",
}

TEX = {  # a name with {} keeps the space behind it, and braces must be balanced even where they are escaped
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}


@dataclass(frozen=True)
class CitableItem:
    """Something that can be cited. Dates are ISO, of a day or a year; fields that are not established are empty."""

    id: str
    kind: Kind
    title: str
    url: str
    short: str = ""  # a title for citations in the text
    container: str = ""  # site, glossary or journal
    version: str = ""
    date: str = ""
    language: str = "en"
    abstract: str = ""
    rights: str = ""
    authors: tuple[str, ...] = ()  # as Family, Given; an organization has no comma
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    publisher: str = ""
    paragraphs: tuple[str, ...] = field(default=())  # ids of the numbered paragraphs on the page

    @property
    def genre(self) -> str:
        """What carries the version into APA, MLA and Chicago for a web page."""
        return f"{EDITION}, v{self.version}" if self.kind == "page" and self.version else ""

    @property
    def missing(self) -> list[str]:
        """What is not established of an article, in words."""
        values = {"author": self.authors, "container": self.container, "date": self.date, "volume": self.volume, "issue": self.issue}
        missing = [name for name, value in {**values, "pages": self.pages}.items() if not value]
        if self.title.startswith("["):
            missing.insert(1 if "author" in missing else 0, "title")
        return [NOT_ESTABLISHED[name] for name in missing] if self.kind == "article" else []


def name_parts(author: str) -> dict[str, str]:
    """An author as CSL has it: family and given names, or a literal name for an organization."""
    family, comma, given = (part.strip() for part in author.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": family}


def date_parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]


def csl(cited: CitableItem) -> dict[str, Any]:
    """The record in CSL-JSON 1.0.2."""
    item: dict[str, Any] = {
        "id": cited.id,
        "type": CSL_TYPES[cited.kind],
        "title": cited.title,
        "title-short": cited.short,
        "container-title": cited.container,
        "genre": cited.genre,
        "edition": f"version {cited.version}" if cited.kind == "entry" and cited.version else "",
        "author": [name_parts(author) for author in cited.authors],
        "issued": {"date-parts": [date_parts(cited.date)]} if cited.date else None,
        "volume": cited.volume,
        "issue": cited.issue,
        "page": cited.pages,
        "DOI": cited.doi,
        "publisher": cited.publisher,
        "URL": cited.url,
        "language": cited.language,
        "abstract": cited.abstract,
    }
    return {name: value for name, value in item.items() if value}


def ris(cited: CitableItem) -> str:
    """The record in RIS, as Zotero imports it: ELEC, ENCYC or JOUR; the version of a page stands in M3, its type."""
    first, _, last = cited.pages.partition("-")
    lines = [
        ("TY", RIS_TYPES[cited.kind]),
        ("TI", cited.title),
        ("T2", cited.container),
        *(("AU", author) for author in cited.authors),
        ("DA", "/".join([*cited.date.split("-"), "", ""][:3]) + "/" if cited.date else ""),
        ("PY", cited.date[:4]),
        ("ET", f"version {cited.version}" if cited.kind == "entry" and cited.version else ""),
        ("M3", cited.genre),
        ("VL", cited.volume),
        ("IS", cited.issue),
        ("SP", first),
        ("EP", last),
        ("DO", cited.doi),
        ("PB", cited.publisher),
        ("LA", cited.language),
        ("AB", cited.abstract),
        ("UR", cited.url),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def latex(text: str) -> str:
    """Text as a value of BibLaTeX: the characters that TeX reads are escaped."""
    return "".join(TEX.get(character, character) for character in text)


def biblatex(cited: CitableItem) -> str:
    """The record in BibLaTeX: @online, @inreference or @article. Titles keep their capitals.

    @online prints titleaddon and version one behind the other (manual of BibLaTeX, 2.1.1): the number stands in version only.
    """
    names = " and ".join(latex(author) if "," in author else f"{{{latex(author)}}}" for author in cited.authors)
    fields = {
        "title": f"{{{latex(cited.title)}}}",
        "shorttitle": f"{{{latex(cited.short)}}}" if cited.short else "",
        "author": names,
        {"page": "organization", "entry": "booktitle", "article": "journaltitle"}[cited.kind]: f"{{{latex(cited.container)}}}",
        "date": cited.date,
        "version": latex(cited.version) if cited.kind != "article" else "",
        "titleaddon": EDITION if cited.genre else "",
        "volume": latex(cited.volume),
        "number": latex(cited.issue),
        "pages": cited.pages.replace("-", "--"),
        "doi": cited.doi,
        "publisher": latex(cited.publisher),
        "langid": "english" if cited.language == "en" else "",
        "abstract": latex(cited.abstract),
        "url": cited.url,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value.strip("{}"))
    return f"@{BIBLATEX_TYPES[cited.kind]}{{{cited.id},\n{lines}}}\n"


def unsplit(author: str) -> str:
    """An author as Zotero must be told: the comma keeps an organization from being split into first and last name."""
    return author if "," in author else f"{author},"


def zotero_tags(cited: CitableItem) -> Iterator[tuple[str, str]]:
    """Zotero's own tags, which give exactly this type and these fields (name and content)."""
    yield "z:itemType", ZOTERO_TYPES[cited.kind]
    yield "z:title", cited.title
    if cited.short:
        yield "z:shortTitle", cited.short
    if cited.kind == "entry":
        yield "z:encyclopediaTitle", cited.container
        yield "z:edition", f"version {cited.version}" if cited.version else ""
    else:
        yield "z:websiteTitle", cited.container
        yield "z:websiteType", cited.genre
    for author in cited.authors:
        yield "so:author", unsplit(author)
    yield "z:date", cited.date
    yield "z:language", cited.language
    if cited.rights:
        yield "z:rights", cited.rights
    yield "z:abstractNote", cited.abstract
    yield "z:url", cited.url


def scholar_tags(article: CitableItem, text_url: str, released: str = "") -> Iterator[tuple[str, str]]:
    """The tags of Google Scholar and Dublin Core, for the whole text of a paper whose publication is established.

    released: the day of our edition, which is not that of the publication.
    """
    first, _, last = article.pages.partition("-")
    yield "citation_title", article.title
    for author in article.authors:
        yield "citation_author", unsplit(author)
    yield "citation_publication_date", article.date.replace("-", "/")
    yield "citation_journal_title", article.container
    for name, value in (
        ("citation_volume", article.volume),
        ("citation_issue", article.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", article.doi),
        ("citation_publisher", article.publisher),
        ("citation_language", article.language),
        ("citation_abstract", article.abstract),
        ("citation_online_date", released.replace("-", "/")),
    ):
        if value:
            yield name, value
    yield "citation_fulltext_html_url", text_url
    yield "DC.title", article.title
    for author in article.authors:
        yield "DC.creator", unsplit(author)
    yield "DC.date", article.date
    yield "DC.language", article.language
    yield "DC.source", article.container
    yield "DC.identifier", f"doi:{article.doi}" if article.doi else text_url


def is_established(record: dict[str, Any]) -> bool:
    """Whether a paper's record allows the tags of Google Scholar: it is published, with author, journal and year."""
    return record.get("published") == "established" and all(record.get(name) for name in ("authors", "journal", "year"))


def metas(tags: Iterator[tuple[str, str]]) -> str:
    return "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in tags if value)
