"""Write items as CSL-JSON, RIS and BibLaTeX.

The choice of types and fields follows from what Zotero and the citation styles were measured to read. A web page
gets either an author or a publisher; a field that is not established is absent.
"""

from typing import Any

from scripts.reader.citing.citable_item import EDITION_GENRE, CitableItem, name_parts

CSL_TYPES = {"page": "webpage", "entry": "entry-encyclopedia", "article": "article-journal"}
RIS_TYPES = {"page": "ELEC", "entry": "ENCYC", "article": "JOUR"}
BIBLATEX_TYPES = {"page": "online", "entry": "inreference", "article": "article"}

CslItem = dict[str, Any]  # an item of CSL-JSON 1.0.2

LATEX_ESCAPES = {  # a name with {} keeps the space behind it, and braces must be balanced even where they are escaped
    **{character: f"\\{character}" for character in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}


def to_csl_json(item: CitableItem) -> CslItem:
    """Return an item in CSL-JSON 1.0.2."""
    fields: CslItem = {
        "id": item.id,
        "type": CSL_TYPES[item.kind],
        "title": item.title,
        "title-short": item.short,
        "container-title": item.container,
        "genre": item.genre,
        "edition": f"version {item.version}" if item.kind == "entry" and item.version else "",
        "author": [name_parts(author) for author in item.authors],
        "issued": {"date-parts": [[int(part) for part in item.date.split("-")]]} if item.date else None,
        "volume": item.volume,
        "issue": item.issue,
        "page": item.pages,
        "DOI": item.doi,
        "publisher": item.publisher,
        "URL": item.url,
        "language": item.language,
        "abstract": item.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def to_ris(item: CitableItem) -> str:
    """Return an item in RIS, as Zotero imports it: ELEC, ENCYC or JOUR. M3 (type of work) holds the version of a page."""
    first, _, last = item.pages.partition("-")
    lines = [
        ("TY", RIS_TYPES[item.kind]),
        ("TI", item.title),
        ("T2", item.container),
        *(("AU", author) for author in item.authors),
        ("DA", "/".join([*item.date.split("-"), "", ""][:3]) + "/" if item.date else ""),
        ("PY", item.date[:4]),
        ("ET", f"version {item.version}" if item.kind == "entry" and item.version else ""),
        ("M3", item.genre),
        ("VL", item.volume),
        ("IS", item.issue),
        ("SP", first),
        ("EP", last),
        ("DO", item.doi),
        ("PB", item.publisher),
        ("LA", item.language),
        ("AB", item.abstract),
        ("UR", item.url),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def escape_latex(text: str) -> str:
    """Escape the characters that are special to TeX."""
    return "".join(LATEX_ESCAPES.get(character, character) for character in text)


def to_biblatex(item: CitableItem) -> str:
    """Return an item in BibLaTeX: @online, @inreference or @article. Double braces keep the capitals of titles.

    @online prints titleaddon and version one behind the other (BibLaTeX manual, 2.1.1), so the number stands in version only.
    """
    names = " and ".join(escape_latex(author) if "," in author else f"{{{escape_latex(author)}}}" for author in item.authors)
    fields = {
        "title": f"{{{escape_latex(item.title)}}}",
        "shorttitle": f"{{{escape_latex(item.short)}}}" if item.short else "",
        "author": names,
        {"page": "organization", "entry": "booktitle", "article": "journaltitle"}[item.kind]: f"{{{escape_latex(item.container)}}}",
        "date": item.date,
        "version": escape_latex(item.version) if item.kind != "article" else "",
        "titleaddon": EDITION_GENRE if item.genre else "",
        "volume": escape_latex(item.volume),
        "number": escape_latex(item.issue),
        "pages": item.pages.replace("-", "--"),
        "doi": item.doi,
        "publisher": escape_latex(item.publisher),
        "langid": "english" if item.language == "en" else "",
        "abstract": escape_latex(item.abstract),
        "url": item.url,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value.strip("{}"))
    return f"@{BIBLATEX_TYPES[item.kind]}{{{item.id},\n{lines}}}\n"
