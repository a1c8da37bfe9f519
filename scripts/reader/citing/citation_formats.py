"""Write items as CSL-JSON, RIS and BibLaTeX.

The choice of types and fields follows from what Zotero and the citation styles were measured to read. A web page
gets either an author or a publisher; a field that is not established is absent.
"""

from typing import Any

from scripts.reader.citing.citable_item import CitableItem, name_parts

CSL_TYPES = {"page": "webpage", "article": "article-journal"}
RIS_TYPES = {"page": "ELEC", "article": "JOUR"}
BIBLATEX_TYPES = {"page": "online", "article": "article"}
BIBLATEX_LANGUAGES = {"en": "english", "fa": "persian", "ru": "russian"}

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
        "number": item.number,
        "author": [name_parts(author) for author in item.authors],
        "issued": {"date-parts": [[int(part) for part in item.date.split("-")]]} if item.date else None,
        "volume": item.volume,
        "issue": item.issue,
        "page": item.pages,
        "DOI": item.doi,
        "publisher": item.publisher,
        "URL": item.url,
        "language": item.language,
        "license": item.rights,
        "abstract": item.abstract,
    }
    return {name: value for name, value in fields.items() if value}


def to_ris(item: CitableItem) -> str:
    """Return an item in RIS, as Zotero imports it: ELEC or JOUR. M2 is for Zotero's field Extra, from which styles take the version."""
    first, _, last = item.pages.partition("-")
    lines = [
        ("TY", RIS_TYPES[item.kind]),
        ("TI", item.title),
        ("ST", item.short),
        ("T2", item.container),
        *(("AU", author) for author in item.authors),
        ("DA", "/".join([*item.date.split("-"), "", ""][:3]) + "/" if item.date else ""),
        ("PY", item.date[:4]),
        ("M2", f"number: {item.number}" if item.number else ""),
        ("VL", item.volume),
        ("IS", item.issue),
        ("SP", first),
        ("EP", last),
        ("DO", item.doi),
        ("PB", item.publisher),
        ("LA", item.language),
        ("CR", item.rights),
        ("AB", item.abstract),
        ("UR", item.url),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def escape_latex(text: str) -> str:
    """Escape the characters that are special to TeX."""
    return "".join(LATEX_ESCAPES.get(character, character) for character in text)


def to_biblatex(item: CitableItem) -> str:
    """Return an item in BibLaTeX: @online or @article. Double braces keep the capitals of titles.

    Some things stand twice, for LaTeX, which prints addendum, version and langid, and for Zotero, which reads booktitle, type and
    language. It would take an organization for the author.
    """
    is_page, language = item.kind == "page", BIBLATEX_LANGUAGES.get(item.language, "")
    names = " and ".join(escape_latex(author) if "," in author else f"{{{escape_latex(author)}}}" for author in item.authors)
    fields = {
        "title": f"{{{escape_latex(item.title)}}}",
        "shorttitle": f"{{{escape_latex(item.short)}}}" if item.short else "",
        "author": names,
        "booktitle" if is_page else "journaltitle": f"{{{escape_latex(item.container)}}}",
        "addendum": f"{{{escape_latex(item.container)}}}" if is_page else "",
        "date": item.date,
        "version": escape_latex(item.version),
        "type": escape_latex(item.number),
        "volume": escape_latex(item.volume),
        "number": escape_latex(item.issue),
        "pages": item.pages.replace("-", "--"),
        "doi": item.doi,
        "publisher": escape_latex(item.publisher),
        "langid": language,
        "language": language,
        "copyright": escape_latex(item.rights),
        "abstract": escape_latex(item.abstract),
        "url": item.url,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value.strip("{}"))
    return f"@{BIBLATEX_TYPES[item.kind]}{{{item.id},\n{lines}}}\n"
