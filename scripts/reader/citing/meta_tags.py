"""What machines read in the head of a page: Zotero's tags, JSON-LD, and FAIR Signposting (level 1)."""

import html
import json
from collections.abc import Sequence
from typing import Any

from scripts.reader.citing.citation import CitableItem, metas, name_parts, scholar_tags, zotero_tags

DESCRIBED = {  # suffix of a citation file: its media type
    "json": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
ZOTERO = '<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">'
DUBLIN_CORE = '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">'


def json_ld(data: dict[str, Any]) -> str:
    """Data as a script element that no text in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A BreadcrumbList; the trail is names and addresses, from the home page to this one."""
    items = [{"@type": "ListItem", "position": position, "name": name, "item": url} for position, (name, url) in enumerate(trail, 1)]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def author(name: str) -> dict[str, str]:
    """A person, or an organization, as schema.org has it."""
    parts = name_parts(name)
    if "literal" in parts:
        return {"@type": "Organization", "name": parts["literal"]}
    return {"@type": "Person", "name": f"{parts['given']} {parts['family']}", "familyName": parts["family"], "givenName": parts["given"]}


def article(cited: CitableItem) -> dict[str, Any]:
    """An article that was published, as far as it is established."""
    data: dict[str, Any] = {
        "@type": "ScholarlyArticle",
        "name": cited.title,
        "author": [author(name) for name in cited.authors],
        "datePublished": cited.date,
        "isPartOf": {"@type": "Periodical", "name": cited.container} if cited.container else None,
        "pagination": cited.pages,
        "url": cited.url,
        "sameAs": f"https://doi.org/{cited.doi}" if cited.doi else "",
    }
    return {name: value for name, value in data.items() if value}


def described(cited: CitableItem, schema: dict[str, Any]) -> dict[str, Any]:
    """The page in the words of schema.org; unknown fields are absent. schema: its type, and how it belongs with other things."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": schema["@type"],
        "@id": cited.url,
        "name": cited.title,
        "url": cited.url,
        "inLanguage": cited.language,
        "description": cited.abstract,
        "dateModified": cited.date,
        "version": cited.version,
        "license": "https://creativecommons.org/licenses/by/4.0/" if cited.rights == "CC BY 4.0" else "",
        "author": [author(name) for name in cited.authors],
        **schema,
    }
    return {name: value for name, value in data.items() if value}


def signposts(cited: CitableItem, files: str, schema_type: str) -> str:
    """Links that tell a machine how to cite the page, what it is, and where its metadata stand; files is their path."""
    links = [("cite-as", cited.url, "")]
    links += [("describedby", f"{files}.{suffix}", media) for suffix, media in DESCRIBED.items()]
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
    scholar = DUBLIN_CORE + metas(scholar_tags(published, schema.get("@id", cited.url), cited.date)) if published else ""
    tags = scholar or ZOTERO + metas(zotero_tags(cited))
    data = json_ld(described(cited, schema)) + json_ld(breadcrumbs(trail))
    return tags + signposts(cited, files, f"https://schema.org/{schema['@type']}") + data
