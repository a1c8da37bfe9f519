"""Describe pages, authors and articles as linked data of schema.org."""

import json
from collections.abc import Sequence
from typing import Any

from scripts.reader.citing.citable_item import CitableItem, name_parts
from scripts.reader.common.licences import CC_BY, licence_address

Node = dict[str, Any]  # an object of JSON-LD


def json_ld_script(data: Node) -> str:
    """Return a <script> element with JSON-LD; "<" is escaped, so that no text can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Node:
    """Return a BreadcrumbList for names and addresses from the home page to this one."""
    items = [{"@type": "ListItem", "position": position, "name": name, "item": url} for position, (name, url) in enumerate(trail, 1)]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def author_node(name: str) -> Node:
    """Return an author as a Person or an Organization."""
    parts = name_parts(name)
    if "literal" in parts:
        return {"@type": "Organization", "name": parts["literal"]}
    return {"@type": "Person", "name": f"{parts['given']} {parts['family']}", "familyName": parts["family"], "givenName": parts["given"]}


def article_node(item: CitableItem) -> Node:
    """Return an article as a ScholarlyArticle, with the properties that are established."""
    data: Node = {
        "@type": "ScholarlyArticle",
        "name": item.title,
        "author": [author_node(name) for name in item.authors],
        "datePublished": item.date,
        "isPartOf": {"@type": "Periodical", "name": item.container} if item.container else None,
        "pagination": item.pages,
        "url": item.url,
        "sameAs": f"https://doi.org/{item.doi}" if item.doi else "",
    }
    return {name: value for name, value in data.items() if value}


def page_node(item: CitableItem, schema: Node) -> Node:
    """Return a page as a node of schema.org; `schema` has its @type and its relations to other nodes, and wins over the rest."""
    data: Node = {
        "@context": "https://schema.org",
        "@type": schema["@type"],
        "@id": item.url,
        "name": item.title,
        "url": item.url,
        "inLanguage": item.language,
        "description": item.abstract,
        "dateModified": item.date,
        "version": item.version,
        "license": licence_address(CC_BY) if item.rights == CC_BY else "",
        "author": [author_node(name) for name in item.authors],
        **schema,
    }
    return {name: value for name, value in data.items() if value}
