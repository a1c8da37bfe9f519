"""What machines read in the head of a page: Zotero's tags, JSON-LD, and FAIR Signposting (level 1)."""

import html
from collections.abc import Iterator, Sequence
from typing import Any

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.schema_org import breadcrumbs, json_ld_script, page_node

MEDIA_TYPES = {  # suffix of a citation file: its media type
    "json": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
ZOTERO = '<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">'
DUBLIN_CORE = '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'


def signposting_links(cited: CitableItem, files: str, schema_type: str) -> str:
    """Links that tell a machine how to cite the page, what it is, and where its metadata stand; files is their path."""
    links = [("cite-as", cited.url, "")]
    links += [("describedby", f"{files}.{suffix}", media) for suffix, media in MEDIA_TYPES.items()]
    links.append(("type", schema_type, ""))
    if cited.rights == "CC BY 4.0":
        links.append(("license", "https://spdx.org/licenses/CC-BY-4.0", ""))
    typed = ((relation, address, f' type="{media}"' if media else "") for relation, address, media in links)
    return "".join(f'<link rel="{relation}" href="{html.escape(address)}"{media}>' for relation, address, media in typed)


def meta_tags(
    cited: CitableItem, files: str, trail: Sequence[tuple[str, str]], schema: dict[str, Any], published: CitableItem | None = None
) -> str:
    """All that a page's head gets. published: the article whose whole text the page is, if that is established; it is cited as such.

    schema tells the page's own address as @id, where it is not the one that is cited.
    """
    scholar = DUBLIN_CORE + meta_elements(scholar_tags(published, schema.get("@id", cited.url), cited.date)) if published else ""
    tags = scholar or ZOTERO + meta_elements(zotero_tags(cited))
    data = json_ld_script(page_node(cited, schema)) + json_ld_script(breadcrumbs(trail))
    return tags + signposting_links(cited, files, f"https://schema.org/{schema['@type']}") + data


ZOTERO_TYPES = {"page": "webpage", "entry": "encyclopediaArticle", "article": "journalArticle"}


def zotero_author(author: str) -> str:
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
        yield "so:author", zotero_author(author)
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
        yield "citation_author", zotero_author(author)
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
        yield "DC.creator", zotero_author(author)
    yield "DC.date", article.date
    yield "DC.language", article.language
    yield "DC.source", article.container
    yield "DC.identifier", f"doi:{article.doi}" if article.doi else text_url


def meta_elements(tags: Iterator[tuple[str, str]]) -> str:
    return "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in tags if value)
