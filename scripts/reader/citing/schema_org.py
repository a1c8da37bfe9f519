"""TODO."""

import json
from collections.abc import Sequence
from typing import Any

from scripts.reader.citing.citable_item import CitableItem, name_parts


def json_ld_script(data: dict[str, Any]) -> str:
    """Data as a script element that no text in it can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A BreadcrumbList; the trail is names and addresses, from the home page to this one."""
    items = [{"@type": "ListItem", "position": position, "name": name, "item": url} for position, (name, url) in enumerate(trail, 1)]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def author_node(name: str) -> dict[str, str]:
    """A person, or an organization, as schema.org has it."""
    parts = name_parts(name)
    if "literal" in parts:
        return {"@type": "Organization", "name": parts["literal"]}
    return {"@type": "Person", "name": f"{parts['given']} {parts['family']}", "familyName": parts["family"], "givenName": parts["given"]}


def article_node(cited: CitableItem) -> dict[str, Any]:
    """An article that was published, as far as it is established."""
    data: dict[str, Any] = {
        "@type": "ScholarlyArticle",
        "name": cited.title,
        "author": [author_node(name) for name in cited.authors],
        "datePublished": cited.date,
        "isPartOf": {"@type": "Periodical", "name": cited.container} if cited.container else None,
        "pagination": cited.pages,
        "url": cited.url,
        "sameAs": f"https://doi.org/{cited.doi}" if cited.doi else "",
    }
    return {name: value for name, value in data.items() if value}


def page_node(cited: CitableItem, schema: dict[str, Any]) -> dict[str, Any]:
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
        "author": [author_node(name) for name in cited.authors],
        **schema,
    }
    return {name: value for name, value in data.items() if value}
