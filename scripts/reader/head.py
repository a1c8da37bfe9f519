"""What machines read in the head of a page: Zotero's tags, JSON-LD, and FAIR Signposting (level 1)."""

import html
import json
from collections.abc import Sequence
from typing import Any

from scripts.reader.citation import Cited, metas, zotero_tags

DESCRIBED = {  # suffix of a citation file: its media type
    "json": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}
SCHEMA_TYPES = {
    "page": "https://schema.org/WebPage",
    "entry": "https://schema.org/DefinedTerm",
    "article": "https://schema.org/ScholarlyArticle",
}


def json_ld(data: dict[str, Any]) -> str:
    """Data as a script element that no text in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A BreadcrumbList; the trail is names and addresses, from the home page to this one."""
    items = [{"@type": "ListItem", "position": position, "name": name, "item": url} for position, (name, url) in enumerate(trail, 1)]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def described(cited: Cited, part_of: dict[str, Any], schema_type: str) -> dict[str, Any]:
    """The page in the words of schema.org; unknown fields are absent."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": schema_type,
        "@id": cited.url,
        "name": cited.title,
        "url": cited.url,
        "inLanguage": cited.language,
        "description": cited.abstract,
        "dateModified": cited.date,
        "version": cited.version,
        "license": "https://creativecommons.org/licenses/by/4.0/" if cited.rights == "CC BY 4.0" else "",
        "author": [{"@type": "Person", "name": author} for author in cited.authors],
        "isPartOf": part_of,
    }
    return {name: value for name, value in data.items() if value}


def signposts(cited: Cited, files: str, schema_type: str) -> str:
    """Links that tell a machine how to cite the page, what it is, and where its metadata stand; files is their path."""
    links = [("cite-as", cited.url, "")]
    links += [("describedby", f"{files}.{suffix}", media) for suffix, media in DESCRIBED.items()]
    links.append(("type", schema_type, ""))
    if cited.rights == "CC BY 4.0":
        links.append(("license", "https://spdx.org/licenses/CC-BY-4.0", ""))
    typed = ((relation, address, f' type="{media}"' if media else "") for relation, address, media in links)
    return "".join(f'<link rel="{relation}" href="{html.escape(address)}"{media}>' for relation, address, media in typed)


def head(cited: Cited, files: str, trail: Sequence[tuple[str, str]], schema_type: str, part_of: dict[str, Any]) -> str:
    """All that a page's head gets."""
    zotero = '<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">' + metas(zotero_tags(cited))
    data = json_ld(described(cited, part_of, schema_type)) + json_ld(breadcrumbs(trail))
    return zotero + signposts(cited, files, f"https://schema.org/{schema_type}") + data
