"""What must be true of the tags in the pages' heads, and of the citations under cite/: what Zotero and others read is right."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from scripts.reader.checks.page import BuiltPage
from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN, version_sort_key
from scripts.reader.common.problems import Problem

WHOLE_TEXT_PATH, ENTRY_PATH = re.compile(r"papers/[^/]+/text/index\.html"), re.compile(r"glossary/[^/]+/index\.html")
RELEASED_PATH = re.compile(rf"{RELEASES_FOLDER}/({VERSION_PATTERN.pattern})/")
CITATION_FORMATS = ("html", "ris", "bib", "json")
ZOTERO_TAGS = ("z:itemType", "z:title", "z:date", "z:language", "z:abstractNote", "z:url")
ZOTERO_TAGS_BY_TYPE = {"webpage": ("z:websiteTitle", "z:websiteType"), "encyclopediaArticle": ("z:encyclopediaTitle", "z:edition")}
SCHOLAR_TAGS = (
    "citation_title",
    "citation_publication_date",
    "citation_journal_title",
    "citation_fulltext_html_url",
    "DC.title",
    "DC.date",
)
SCHOLAR_PREFIXES = ("citation_", "DC.", "DCTERMS.")
AUTHOR_TAGS = ("citation_author", "so:author", "DC.creator", "DC.contributor")
MISREAD_BY_ZOTERO = {  # measured with Zotero: each of them makes it save something wrong
    "//meta[@name='citation_book_title']": "citation_book_title loses the name of the book",
    "//*[contains(concat(' ', @class, ' '), ' Z3988 ')]": "COinS takes the place of all other tags",
    "//meta[@property='og:type' or @name='og:type']": "og:type makes every page a web page",
    "//meta[@name='author']": "the name in the tag author is split in two",
    "//body//time[@datetime]": "the date in <time datetime> can become that of the page",
    "//body//*[contains(concat(' ', @rel, ' '), ' author ')]": "rel=author in the text names an author of the page",
    "//body//*[contains(@class, 'byline') or contains(@class, 'vcard')]": "a class byline or vcard names an author of the page",
}


def meta_contents(page: BuiltPage) -> dict[str, list[str]]:
    """The tags of a page: name to contents."""
    found: dict[str, list[str]] = {}
    for meta in page.tree.iter("meta"):
        if name := meta.get("name") or meta.get("property"):
            found.setdefault(name, []).append(meta.get("content", ""))
    return found


def head_problem(page: BuiltPage, code: str, message: str, hint: str = "", line: int = 1) -> Problem:
    return Problem(f"site/{page.path}", line, code, message, hint)


def zotero_item_type(path: str) -> str:
    """What Zotero must make of a page, by its path in the site."""
    return "encyclopediaArticle" if ENTRY_PATH.fullmatch(path) else "webpage"


def citation_url(path: str, base: str, files: set[str]) -> str:
    """The address at which a page is to be cited: that in the newest released edition, if it is there, else its own.

    base is the address of the site; files are all paths in it.
    """
    editions = {match[1] for match in map(RELEASED_PATH.match, files) if match}
    newest = f"{RELEASES_FOLDER}/{max(editions, key=version_sort_key)}/" if editions else ""
    return base + (newest if newest + path in files else "") + path.removesuffix("index.html")


def tag_problems(page: BuiltPage, address: str, cited: str = "") -> Iterator[Problem]:
    """Check that a page has one set of tags, and all of it right (S104).

    address is the page's own, in full; cited the one in a released edition at which it is cited, if there is one.
    """
    found, kind = meta_contents(page), zotero_item_type(page.path)
    scholar = sorted(name for name in found if name.startswith(SCHOLAR_PREFIXES))
    zotero = sorted(name for name in found if name.startswith("z:"))
    published = bool(scholar) and bool(WHOLE_TEXT_PATH.fullmatch(page.path))
    if scholar and not published:
        yield head_problem(
            page, "S104", f"{scholar[0]} stands outside the whole text of a paper", "Google Scholar wants it on one page only"
        )
    if published and zotero:
        yield head_problem(page, "S104", f"two sets of tags: {zotero[0]} and {scholar[0]}", "Zotero takes some of each")
    for name in SCHOLAR_TAGS if published else (*ZOTERO_TAGS, *ZOTERO_TAGS_BY_TYPE[kind]):
        values = found.get(name, [])
        if len(values) != 1:
            yield head_problem(page, "S104", f"{name} stands {len(values)} times, not once")
        elif not values[0].strip():
            yield head_problem(page, "S104", f"{name} is empty")
    if published:
        yield from (head_problem(page, "S104", f"there is no {name}") for name in ("citation_author", "DC.creator") if name not in found)
    elif found.get("z:itemType", [kind]) != [kind]:
        yield head_problem(page, "S104", f"the type is {' and '.join(found['z:itemType'])}, not {kind}")
    own = "citation_fulltext_html_url" if published else "z:url"
    addresses = {own: found.get(own, [])}
    for relation in ("canonical", "cite-as"):
        addresses[relation] = page.tree.xpath("//head/link[@rel=$relation]/@href", relation=relation)
        if len(addresses[relation]) != 1:
            yield head_problem(page, "S104", f"{relation} stands {len(addresses[relation])} times, not once")
    for name, values in addresses.items():
        wanted = cited if cited and name in ("z:url", "cite-as") else address
        if values and values[0] != wanted:
            whose = "the page's own address" if wanted == address else "the page's address in the newest edition"
            yield head_problem(page, "S104", f"{name} is {values[0]}, not {whose}", wanted)
    yield from jsonld_problems(page)


def jsonld_problems(page: BuiltPage) -> Iterator[Problem]:
    kinds: Counter[str] = Counter()
    for script in page.tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except json.JSONDecodeError as error:
            yield head_problem(page, "S104", f"the JSON-LD cannot be read: {error}", line=script.sourceline or 1)
            continue
        kinds[str(data.get("@type"))] += 1
    if kinds["BreadcrumbList"] != 1:
        yield head_problem(page, "S104", f"JSON-LD has {kinds['BreadcrumbList']} lists of breadcrumbs, not one")
    if len(page.tree.xpath("//head/link[@rel='type']")) != 1:
        yield head_problem(page, "S104", "no link, or more than one, tells the type of the page")


def abstract_problems(pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """No two pages have the same abstract, which Zotero would save with both (S104)."""
    seen: dict[str, str] = {}
    for path, page in pages.items():
        for abstract in meta_contents(page).get("z:abstractNote", []):
            if abstract and seen.setdefault(abstract, path) != path:
                hint = "give the page a description of its own"
                yield head_problem(page, "S104", f"z:abstractNote is that of site/{seen[abstract]}", hint)


def citation_files_stem(path: str) -> str:
    """Where the citations of a page stand, without a suffix: papers/x/index.html has them at cite/papers/x."""
    return "cite/" + (path.removesuffix("index.html").strip("/") or "index")


def file_problems(pages: Mapping[str, BuiltPage], base: str, files: set[str], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Check that every page leads to its citations, that they are there, and that they are of this page (S105).

    base is the address of the site; files are all paths in the site; texts are the files for citation software, by path.
    """
    expected = {f"cite/all.{suffix}" for suffix in CITATION_FORMATS if suffix != "html"}
    for path, page in pages.items():
        where = citation_files_stem(path)
        own = {suffix: f"{where}.{suffix}" for suffix in CITATION_FORMATS}
        expected.update(own.values())
        origin, cited = base + path.removesuffix("index.html"), citation_url(path, base, files)
        links = [urljoin(origin, link) for link in page.tree.xpath("//a[contains(concat(' ', @class, ' '), ' cite-link ')]/@href")]
        if links != [base + own["html"]]:
            message = f"the page has {len(links)} links to its citations, not one to site/{own['html']}"
            yield head_problem(page, "S105", message, "the link stands before the heading: is there one?")
        described = {urljoin(origin, link) for link in page.tree.xpath("//head/link[@rel='describedby']/@href")}
        for suffix in CITATION_FORMATS[1:]:
            if base + own[suffix] not in described:
                yield head_problem(page, "S105", f"no describedby leads to site/{own[suffix]}")
            for file in (own[suffix], f"cite/all.{suffix}"):
                if file in texts and not has_record_for(suffix, texts[file], cited):
                    yield Problem(f"site/{file}", 1, "S105", f"no record has the address {cited}")
    if pages:
        for path in sorted(expected - files):
            yield Problem(f"site/{path}", 1, "S105", "the file is missing")
        for path in sorted({path for path in files if path.startswith("cite/")} - expected):
            yield Problem(f"site/{path}", 1, "S105", "no page has these citations")


def has_record_for(suffix: str, text: str, address: str) -> bool:
    """Whether a file for citation software has a record with this address."""
    if suffix == "json":
        return address in (item.get("URL") for item in records(text))
    return (f"UR  - {address}\r\n" if suffix == "ris" else f"url = {{{address}}}") in text


def records(text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return []
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def trap_problems(page: BuiltPage, site_name: str) -> Iterator[Problem]:
    """Look for what Zotero is known to read wrongly (S106)."""
    for path, what in MISREAD_BY_ZOTERO.items():
        for element in page.tree.xpath(path):
            yield head_problem(page, "S106", what, "leave it out", element.sourceline or 1)
    for name, authors in meta_contents(page).items():
        for author in authors if name in AUTHOR_TAGS else ():
            if "," not in author:
                hint = f"an organization needs a comma at its end: {author},"
                yield head_problem(page, "S106", f"{name} {author!r} is split into first and last name", hint)
            elif site_name and not word_counts(author) - word_counts(site_name):
                yield head_problem(page, "S106", f"{name} {author!r} is the name of the site, not an author", "leave it out")


def word_counts(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))
