"""Pages that never change: those of a released edition, and those that stand where a page or a paragraph used to be."""

import html
import json
import re
from collections.abc import Mapping

from scripts.reader.common.addresses import RELEASES_FOLDER, file_address
from scripts.reader.common.dates import format_date
from scripts.reader.text.paragraphs import paragraph_number
from scripts.reader.web import slots

CANONICAL = re.compile(r"(<link\b(?=[^>]*\brel=\"?canonical\b)[^>]*\bhref=)(?:\"[^\"]*\"|[^\s>]+)")
MOVED = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>Moved · {site}</title>
<link rel="canonical" href="{canonical}">
<script src="{root}assets/moved.js" data-to="{to}" data-places="{places}"></script>
<meta http-equiv="refresh" content="0; url={to}">
<!-- slot: styles --><link rel="stylesheet" href="{root}assets/reader.css">
<!-- /slot --></head>
<body class="md-typeset" data-md-color-scheme="default">
<main class="cite">
<h1>This page has moved</h1>
<p>It is now at <a href="{to}">{canonical}</a>.</p>
{list}</main>
<!-- slot: scripts --><!-- /slot --></body>
</html>
"""


def freeze(text: str, path: str, base: str, version: str, date: str) -> str:
    """Return a page as it stands in a released edition: for people, not for search engines, with the living page named to both.

    Args:
        text: The page, with its slots.
        path: Its path within the site.
        base: The address of the living site.
        version: The version of the edition.
        date: Its date, ISO.
    """
    out, address = "../" * (path.count("/") + 2), file_address(path)
    line = (
        f'\n<p class="frozen">Edition {version}, {format_date(date)}. This page never changes. '
        f'Newer, perhaps corrected: <a href="{out}{address}">the living page</a>.</p>'
    )
    up = "../" * path.count("/") + f"{RELEASES_FOLDER}/"
    text = re.sub(rf'(href="?){re.escape(up)}', rf"\1../../{up}", text)  # other editions do not lie within this one
    text = CANONICAL.sub(lambda link: f'{link[1]}"{html.escape(base + address)}"', text)
    text = re.sub(r"<html\b", f'<html data-edition="{version}"', text, count=1)
    if not re.search(r"<meta name=\"?robots\b", text):
        text = slots.fill(text, "head", '<meta name="robots" content="noindex">')
    return slots.fill(text, "article-start", line)


def relative(old: str, new: str) -> str:
    """A link from one address to another, both under the site's."""
    return "../" * old.count("/") + new or "./"


def moved_page(site: str, base: str, old: str, new: str, places: Mapping[str, str]) -> str:
    """What stands at the address of a page that has moved; places are its paragraphs that went elsewhere: new addresses by id."""
    links = {name: relative(old, where) for name, where in places.items()}
    rows = "".join(f'<li><a href="{html.escape(link)}">¶{paragraph_number(name)}</a></li>\n' for name, link in links.items())
    return MOVED.format(
        site=html.escape(site),
        canonical=html.escape(base + new),
        root="../" * old.count("/"),
        to=html.escape(relative(old, new)),
        places=html.escape(json.dumps(links)),
        list=f"<p>Paragraphs that went elsewhere:</p>\n<ul>\n{rows}</ul>\n" if rows else "",
    )


def with_moved_places(text: str, old: str, places: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """A page with a line for each paragraph that used to stand on it, under the paragraph's id: new addresses by id; titles of pages."""
    lines = ""
    for name, new in places.items():
        page, _, place = new.partition("#")
        where = f"{titles.get(page, page)}{f' ¶{paragraph_number(place)}' if place else ''}"
        link = f'<a href="{html.escape(relative(old, new))}">{html.escape(where)}</a>'
        lines += f'<p class="moved" id="{html.escape(name)}">¶{paragraph_number(name)} is no longer on this page: see {link}.</p>\n'
    return slots.fill(text, "article-end", lines)
