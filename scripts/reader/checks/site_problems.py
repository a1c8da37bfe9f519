"""Run every check of the built site (S101 to S106, S108) over its pages and files."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree, html

from scripts.reader.checks import built_site, citation_files, citation_tags
from scripts.reader.checks.page import BuiltPage
from scripts.reader.common import typography
from scripts.reader.common.addresses import file_address
from scripts.reader.common.problems import Problem
from scripts.reader.edition.edition import Edition
from scripts.reader.text.unsafe_markup import strings_in


def site_problems(folder: Path, given: str = "") -> Iterator[Problem]:
    """Check the built site in a folder (S101 to S106, S108). The pages that can be cited are those of the site map.

    `given` are the words that may look like mark-up: see given_words.
    Pages of releases are not checked again: they passed when they were released, and can no longer be mended.
    """
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {path: BuiltPage(path, html.parse(str(folder / path)).getroot()) for path in sorted(files) if is_current_page(path)}
    address = pages["index.html"].tree.xpath("string(//link[@rel='canonical']/@href)")
    yield from built_site.link_problems(pages, files, urlsplit(address).path or "/")
    for page in pages.values():
        yield from built_site.raw_markup_problems(page, given)
        yield from built_site.request_problems(page)
        yield from built_site.active_content_problems(page)
        yield from citation_tags.misread_tag_problems(page, site_name(pages["index.html"]))
    listed = pages_in_site_map(folder, address)
    cited = {path: page for path, page in pages.items() if path in listed}
    for path, page in cited.items():
        own = address + file_address(path)
        yield from citation_tags.tag_problems(page, own, citation_tags.citation_url(path, address, files))
    texts = {path: (folder / path).read_bytes().decode() for path in files if re.match(r"cite/.*\.(ris|bib|json)$", path)}
    yield from citation_tags.abstract_problems(cited)
    moved = {path for path, page in pages.items() if page.tree.xpath("//head/meta[@http-equiv='refresh']")}
    yield from citation_files.citation_file_problems(cited, address, files - moved, texts)
    for path in sorted(files):
        if path.endswith(".css") and not citation_tags.RELEASED_PATH.match(path):
            yield from built_site.style_problems(path, (folder / path).read_text(encoding="utf-8"))


def given_words(edition: Edition) -> str:
    """Return all that was received or stands in records as plain text, in lower case, because references change it."""
    items = [item for data in (*edition.arguments.values(), edition.teaching) for item in data.walk()]
    records = [
        *(page.record for page in edition.pages),
        *(item.values for item in items),
        *(source.entry.fields for source in edition.sources.values()),
    ]
    words = [text for record in records for text in strings_in(dict(record))]
    people = [str(person) for source in edition.sources.values() for found in source.entry.persons.values() for person in found]
    words += [event.event for event in edition.events] + [paper.received for paper in edition.papers]
    return typography.plain_signs("\n".join([*words, *people, *edition.editors]).casefold())


def is_current_page(path: str) -> bool:
    """Return whether a file is a page, and not one of a release."""
    return path.endswith(".html") and not citation_tags.RELEASED_PATH.match(path)


def pages_in_site_map(folder: Path, base: str) -> set[str]:
    """Return the paths in the site of the pages that the site map lists; `base` is the site's address."""
    path = folder / "sitemap.xml"
    listed = etree.parse(str(path)).findall(".//{*}loc") if path.is_file() else []
    return {(place.text or "").strip().removeprefix(base) + "index.html" for place in listed}


def site_name(home: BuiltPage) -> str:
    """Return the name of the site, as the home page gives it to Zotero."""
    return str(home.tree.xpath("string(//meta[@name='z:title']/@content)"))
