"""Make the tags in the head of a page that machines read: Zotero, Google Scholar, Dublin Core, JSON-LD, FAIR Signposting (level 1)."""

import html
from collections.abc import Iterable, Iterator, Sequence

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.schema_org import Node, breadcrumbs, json_ld_script, page_node
from scripts.reader.common.licences import CC_BY

MEDIA_TYPES = {  # of citation files, by suffix
    "json": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
ZOTERO = '<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">'
DUBLIN_CORE = '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'


def zotero_author(author: str) -> str:
    """Return an author with a comma, without which Zotero splits an organization into first and last name."""
    return author if "," in author else f"{author},"


def zotero_tags(item: CitableItem) -> Iterator[tuple[str, str]]:
    """Yield the name and content of Zotero's own tags, which it takes over without guessing."""
    yield "z:itemType", "webpage"
    yield "z:title", item.title
    if item.short:
        yield "z:shortTitle", item.short
    yield "z:websiteTitle", item.container
    yield "z:extra", f"number: {item.number}" if item.number else ""  # from which the styles take it
    yield "z:publisher", item.publisher
    for author in item.authors:
        yield "so:author", zotero_author(author)
    yield "z:date", item.date
    yield "z:language", item.language
    if item.rights:
        yield "z:rights", item.rights
    yield "z:abstractNote", item.abstract
    yield "z:url", item.url


def scholar_tags(article: CitableItem, text_url: str, online_date: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and content of the tags of Google Scholar and Dublin Core for the full text of an article.

    Args:
        article: The article; its publication must be established.
        text_url: The address of the page with its full text.
        online_date: The ISO date of this edition, which is not that of the publication.
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
        ("citation_online_date", online_date.replace("-", "/")),
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


def meta_elements(tags: Iterable[tuple[str, str]]) -> str:
    """Return <meta> elements for names and contents, without those that have no content."""
    return "".join(f'<meta name="{name}" content="{html.escape(value)}">' for name, value in tags if value)


def signposting_links(item: CitableItem, rights: str, files: str, schema_type: str) -> str:
    """Return the links of FAIR Signposting: how the page is cited, what it is, and where its metadata and its licence are.

    Args:
        item: What is cited of the page.
        rights: The rights in the page.
        files: The path of its citation files, seen from the page and without suffix.
        schema_type: The address of its type in schema.org.
    """
    links = [("cite-as", item.url, "")]
    links += [("describedby", f"{files}.{suffix}", f' type="{media}"') for suffix, media in MEDIA_TYPES.items()]
    links.append(("type", schema_type, ""))
    if rights == CC_BY:
        links.append(("license", "https://spdx.org/licenses/CC-BY-4.0", ""))
    return "".join(f'<link rel="{relation}" href="{html.escape(address)}"{media}>' for relation, address, media in links)


def citation_tags(work: CitableItem, published: CitableItem | None, address: str) -> str:
    """Return the tags from which Zotero makes an item, for a page and for its cite page.

    Args:
        work: What is cited of the page.
        published: The article whose full text the page is, if its publication is established; the page is then cited as it.
        address: The page's own address.
    """
    if published:
        return DUBLIN_CORE + meta_elements(scholar_tags(published, address, work.date))
    return ZOTERO + meta_elements(zotero_tags(work))


def description_tags(work: CitableItem, own: CitableItem, files: str, trail: Sequence[tuple[str, str]], schema: Node) -> str:
    """Return what else the head of a page tells machines: how it is cited, where its metadata are, and what it is.

    Args:
        work: What is cited of the page.
        own: The page by itself.
        files: The path of its citation files, seen from the page and without suffix.
        trail: Names and addresses from the home page to this one.
        schema: The page's properties in schema.org: @type, relations to other pages, and its own address as @id
            where another one is cited.
    """
    # For previews of links, and search engines; of these Zotero takes nothing where z: says the same.
    preview = f'<meta property="og:title" content="{html.escape(own.title)}">'
    if own.abstract:
        preview += f'<meta name="description" property="og:description" content="{html.escape(own.abstract)}">'
    data = json_ld_script(page_node(own, schema)) + json_ld_script(breadcrumbs(trail))
    return preview + signposting_links(work, own.rights, files, f"https://schema.org/{schema['@type']}") + data
