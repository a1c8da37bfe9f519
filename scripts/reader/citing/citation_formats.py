"""Citations: what can be cited, as records, and the records as CSL-JSON, RIS, BibLaTeX and head tags.

Which tags and fields Zotero, Google Scholar and the styles read was measured; the choices follow from that. A web page
gets either an author or a publisher; an unknown field is absent; nothing is guessed.
"""

from typing import Any

from scripts.reader.citing.citable_item import EDITION_GENRE, CitableItem, name_parts

CSL_TYPES = {"page": "webpage", "entry": "entry-encyclopedia", "article": "article-journal"}
RIS_TYPES = {"page": "ELEC", "entry": "ENCYC", "article": "JOUR"}
BIBLATEX_TYPES = {"page": "online", "entry": "inreference", "article": "article"}

LATEX_ESCAPES = {  # a name with {} keeps the space behind it, and braces must be balanced even where they are escaped
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}


def date_parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]


def to_csl_json(cited: CitableItem) -> dict[str, Any]:
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


def to_ris(cited: CitableItem) -> str:
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


def escape_latex(text: str) -> str:
    """Text as a value of BibLaTeX: the characters that TeX reads are escaped."""
    return "".join(LATEX_ESCAPES.get(character, character) for character in text)


def to_biblatex(cited: CitableItem) -> str:
    """The record in BibLaTeX: @online, @inreference or @article. Titles keep their capitals.

    @online prints titleaddon and version one behind the other (manual of BibLaTeX, 2.1.1): the number stands in version only.
    """
    names = " and ".join(escape_latex(author) if "," in author else f"{{{escape_latex(author)}}}" for author in cited.authors)
    fields = {
        "title": f"{{{escape_latex(cited.title)}}}",
        "shorttitle": f"{{{escape_latex(cited.short)}}}" if cited.short else "",
        "author": names,
        {"page": "organization", "entry": "booktitle", "article": "journaltitle"}[cited.kind]: f"{{{escape_latex(cited.container)}}}",
        "date": cited.date,
        "version": escape_latex(cited.version) if cited.kind != "article" else "",
        "titleaddon": EDITION_GENRE if cited.genre else "",
        "volume": escape_latex(cited.volume),
        "number": escape_latex(cited.issue),
        "pages": cited.pages.replace("-", "--"),
        "doi": cited.doi,
        "publisher": escape_latex(cited.publisher),
        "langid": "english" if cited.language == "en" else "",
        "abstract": escape_latex(cited.abstract),
        "url": cited.url,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value.strip("{}"))
    return f"@{BIBLATEX_TYPES[cited.kind]}{{{cited.id},\n{lines}}}\n"
