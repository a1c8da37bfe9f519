"""What Zotero makes of a page's head, of RIS, BibLaTeX and CSL-JSON, as CSL-JSON again: by the rules of its translators, as measured.

From the head, Embedded Metadata takes z: before all else, og:site_name where no z:websiteTitle stands, and highwire tags as an article.
A web page has no edition, number or container of its own in Zotero; what stands in its field Extra, the processor of citations reads.
"""

import codecs
import re

import latexcodec  # noqa: F401  # the codec "ulatex"
import rispy
from pybtex.database import parse_string

from tests.support.citation_parsers import unlatex

FIELDS = {  # of Zotero: of CSL
    "title": "title",
    "shortTitle": "title-short",
    "websiteTitle": "container-title",
    "publicationTitle": "container-title",
    "websiteType": "genre",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "DOI": "DOI",
    "publisher": "publisher",
    "url": "URL",
    "language": "language",
    "rights": "license",
}
OF_TYPE = {
    "webpage": {"title", "shortTitle", "websiteTitle", "websiteType", "publisher", "url", "language", "rights"},
    "journalArticle": {
        "title",
        "shortTitle",
        "publicationTitle",
        "volume",
        "issue",
        "pages",
        "DOI",
        "url",
        "language",
        "rights",
        "publisher",
    },
}
TYPES = {"webpage": "webpage", "journalArticle": "article-journal"}
EXTRA = re.compile(r"^([a-z-]+): *(.+)$", re.MULTILINE)


def to_csl(kind, fields, authors=(), date="", extra="", id="item"):
    """An item of Zotero in CSL-JSON; fields that its type has not are lost."""
    item = {FIELDS[name]: value for name, value in fields.items() if value and name in OF_TYPE[kind]}
    if authors:
        item["author"] = [name_of(author) for author in authors]
    if date:
        item["issued"] = {"date-parts": [[int(part) for part in date.split("-") if part]]}
    return {"id": id, "type": TYPES[kind], **item, **dict(EXTRA.findall(extra))}


def name_of(author):
    """A name with a comma is of a person, unless nothing follows."""
    family, _, given = (part.strip() for part in author.partition(","))
    return {"family": family, "given": given} if given else {"literal": family}


def from_head(tree):
    """The item that Zotero saves from a page."""
    tags = {}
    for meta in tree.iter("meta"):
        if name := meta.get("name") or meta.get("property"):
            tags.setdefault(name, []).append(meta.get("content"))
    first = {name: contents[0] for name, contents in tags.items()}
    if "citation_journal_title" in first:
        return article_from_head(first, tags)
    assert first["z:itemType"] == "webpage"
    fields = {name.removeprefix("z:"): value for name, value in first.items() if name.startswith("z:")}
    fields.setdefault("websiteTitle", first.get("og:site_name", ""))
    if "shortTitle" not in fields:  # Zotero shortens a title at a colon, and behind a question mark
        short = re.match(r"([^:?]*)(:|\?)?", fields["title"])
        if short[2] and (short[2] == ":" or short.end() < len(fields["title"])):
            fields["shortTitle"] = short[1] + short[2].replace(":", "")
    return to_csl("webpage", fields, tags.get("so:author", ()), fields["date"], fields.get("extra", ""))


def article_from_head(first, tags):
    fields = {
        "title": first["citation_title"],
        "publicationTitle": first["citation_journal_title"],
        "volume": first.get("citation_volume"),
        "issue": first.get("citation_issue"),
        "pages": "-".join(filter(None, (first.get("citation_firstpage"), first.get("citation_lastpage")))),
        "DOI": first.get("citation_doi"),
        "url": first["citation_fulltext_html_url"],
        "language": first.get("citation_language"),
    }
    return to_csl("journalArticle", fields, tags["citation_author"], first["citation_publication_date"].replace("/", "-"))


def from_ris(text):
    """The items that Zotero imports from RIS."""
    for one in rispy.loads(text):
        kind = {"ELEC": "webpage", "JOUR": "journalArticle"}[one["type_of_reference"]]
        unknown = one.get("unknown_tag", {})
        fields = {
            "title": one["title"],
            "shortTitle": one.get("short_title"),
            "websiteTitle": one.get("secondary_title"),
            "websiteType": one.get("type_of_work"),
            "publisher": one.get("publisher"),
            "url": "".join(one.get("urls", [])),
            "language": one.get("language"),
            "rights": "".join(unknown.get("CR", [])),
        }
        extra = "".join(unknown.get("M2", []))
        yield to_csl(kind, fields, one.get("authors", ()), one.get("date", "").strip("/").replace("/", "-"), extra)


def from_biblatex(text):
    """The items that Zotero imports from BibLaTeX: it takes an organization for the publisher, and knows no version of a web page."""
    for entry in parse_string(text, "bibtex").entries.values():
        value = {name: unlatex(found) if name != "url" else found for name, found in entry.fields.items()}
        fields = {
            "title": value["title"],
            "shortTitle": value.get("shorttitle"),
            "websiteTitle": value.get("booktitle"),
            "websiteType": value.get("type"),
            "publisher": value.get("publisher") or value.get("organization"),
            "url": value["url"],
            "language": value.get("language"),
            "rights": value.get("copyright"),
        }
        authors = [codecs.decode(str(person), "ulatex").replace("{", "").replace("}", "") for person in entry.persons.get("author", [])]
        yield to_csl({"online": "webpage"}[entry.type], fields, authors, value.get("date", ""))


def from_csl(items):
    """The items that Zotero imports from CSL-JSON; of what a web page has not, it keeps a number in Extra."""
    for item in items:
        yield {name: value for name, value in item.items() if name != "abstract"}
