"""Check the tags in the heads of the pages: what Zotero, Google Scholar and others read is right (S104, S106)."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from scripts.reader.checks.page import BuiltPage
from scripts.reader.common.addresses import RELEASES_FOLDER, VERSION_PATTERN, file_address, version_sort_key
from scripts.reader.common.problems import Problem

WHOLE_TEXT_PATH = re.compile(r"papers/[^/]+/text/index\.html")
PAPER_PATH = re.compile(r"papers/[^/]+/(?!(?:apparatus|received)/)(?:[^/]+/)?index\.html")  # cited as the paper
RELEASED_PATH = re.compile(rf"{RELEASES_FOLDER}/({VERSION_PATTERN.pattern})/")
ZOTERO_TAGS = ("z:itemType", "z:title", "z:extra", "z:date", "z:language", "z:abstractNote", "z:url")
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
    """Return the contents of the <meta> tags of a page, by name or property."""
    found: dict[str, list[str]] = {}
    for meta in page.tree.iter("meta"):
        if name := meta.get("name") or meta.get("property"):
            found.setdefault(name, []).append(meta.get("content", ""))
    return found


def head_problem(page: BuiltPage, code: str, message: str, hint: str = "", line: int = 1) -> Problem:
    """Return a problem of a page of the site."""
    return Problem(f"site/{page.path}", line, code, message, hint)


def citation_url(path: str, base: str, files: set[str]) -> str:
    """Return the address at which a page is to be cited: that in the newest release if it is there, else its own.

    A section is cited as its paper, at the page with the whole text.

    Args:
        path: The page, in the site.
        base: The address of the site.
        files: The paths of all files in the site.
    """
    editions = {match[1] for match in map(RELEASED_PATH.match, files) if match}
    if PAPER_PATH.fullmatch(path) and (text := "/".join([*path.split("/")[:2], "text/index.html"])) in files:
        path = text
    newest = f"{RELEASES_FOLDER}/{max(editions, key=version_sort_key)}/" if editions else ""
    return base + (newest if newest + path in files else "") + file_address(path)


def tag_problems(page: BuiltPage, address: str, cited: str) -> Iterator[Problem]:
    """Check that a page has one set of tags, and all of it right (S104).

    Args:
        page: A page that can be cited.
        address: The page's own address, in full.
        cited: The address at which the page is cited (see `citation_url`).
    """
    found = meta_contents(page)
    scholar = sorted(name for name in found if name.startswith(SCHOLAR_PREFIXES))
    is_scholar_page = bool(scholar and WHOLE_TEXT_PATH.fullmatch(page.path))
    if scholar and not is_scholar_page:
        message = f"{scholar[0]} stands outside the whole text of a paper"
        yield head_problem(page, "S104", message, "Google Scholar wants it on one page only")
    yield from scholar_problems(page, found, scholar[0]) if is_scholar_page else zotero_problems(page, found)
    own = "citation_fulltext_html_url" if is_scholar_page else "z:url"
    yield from address_tag_problems(page, own, found.get(own, []), address, cited)
    yield from jsonld_problems(page)


def scholar_problems(page: BuiltPage, found: Mapping[str, list[str]], first: str) -> Iterator[Problem]:
    """Check the tags for Google Scholar, of which `first` names one: all are there, once, and none for Zotero."""
    zotero = sorted(name for name in found if name.startswith("z:"))
    if zotero:
        yield head_problem(page, "S104", f"two sets of tags: {zotero[0]} and {first}", "Zotero takes some of each")
    yield from required_tag_problems(page, found, SCHOLAR_TAGS)
    yield from (head_problem(page, "S104", f"there is no {name}") for name in ("citation_author", "DC.creator") if name not in found)


def zotero_problems(page: BuiltPage, found: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Check the tags for Zotero: all of them are there, once. The home page has no site that it is a part of."""
    yield from required_tag_problems(page, found, ZOTERO_TAGS if page.path == "index.html" else (*ZOTERO_TAGS, "z:websiteTitle"))
    if found.get("z:itemType", ["webpage"]) != ["webpage"]:
        yield head_problem(page, "S104", f"the type is {' and '.join(found['z:itemType'])}, not webpage")


def required_tag_problems(page: BuiltPage, found: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[Problem]:
    """Check that each of these tags stands once, with a content."""
    for name in names:
        values = found.get(name, [])
        if len(values) != 1:
            yield head_problem(page, "S104", f"{name} stands {len(values)} times, not once")
        elif not values[0].strip():
            yield head_problem(page, "S104", f"{name} is empty")


def address_tag_problems(page: BuiltPage, own: str, own_values: list[str], address: str, cited: str) -> Iterator[Problem]:
    """Check the addresses that a page gives of itself: in the tag `own`, and in its canonical and cite-as links."""
    addresses = {own: own_values}
    for relation in ("canonical", "cite-as"):
        addresses[relation] = page.tree.xpath("//head/link[@rel=$relation]/@href", relation=relation)
        if len(addresses[relation]) != 1:
            yield head_problem(page, "S104", f"{relation} stands {len(addresses[relation])} times, not once")
    for name, values in addresses.items():
        wanted = cited if name in ("z:url", "cite-as") else address
        if values and values[0] != wanted:
            whose = "the page's own address" if wanted == address else "the address at which it is cited"
            yield head_problem(page, "S104", f"{name} is {values[0]}, not {whose}", wanted)


def jsonld_problems(page: BuiltPage) -> Iterator[Problem]:
    """Check that the linked data can be read and holds one list of breadcrumbs, and that one link names the page's type."""
    types: Counter[str] = Counter()
    for script in page.tree.xpath("//script[@type='application/ld+json']"):
        try:
            types[str(json.loads(script.text or "").get("@type"))] += 1
        except json.JSONDecodeError as error:
            yield head_problem(page, "S104", f"the JSON-LD cannot be read: {error}", line=script.sourceline or 1)
    if types["BreadcrumbList"] != 1:
        yield head_problem(page, "S104", f"JSON-LD has {types['BreadcrumbList']} lists of breadcrumbs, not one")
    if len(page.tree.xpath("//head/link[@rel='type']")) != 1:
        yield head_problem(page, "S104", "no link, or more than one, tells the type of the page")


def abstract_problems(pages: Mapping[str, BuiltPage]) -> Iterator[Problem]:
    """Check that no two things cited have one abstract, which Zotero would save with both (S104)."""
    seen: dict[str, tuple[str, list[str]]] = {}
    for path, page in pages.items():
        found = meta_contents(page)
        url = found.get("z:url", [])
        for abstract in found.get("z:abstractNote", []):
            first, cited = seen.setdefault(abstract, (path, url))
            if abstract and cited != url:
                hint = "give the page a description of its own"
                yield head_problem(page, "S104", f"z:abstractNote is that of site/{first}", hint)


def misread_tag_problems(page: BuiltPage, site_name: str) -> Iterator[Problem]:
    """Look for what Zotero is known to read wrongly; `site_name` is no author of a page (S106)."""
    for path, message in MISREAD_BY_ZOTERO.items():
        for element in page.tree.xpath(path):
            yield head_problem(page, "S106", message, "leave it out", element.sourceline or 1)
    for name, authors in meta_contents(page).items():
        for author in authors if name in AUTHOR_TAGS else ():
            if "," not in author:
                hint = f"an organization needs a comma at its end: {author},"
                yield head_problem(page, "S106", f"{name} {author!r} is split into first and last name", hint)
            elif (words := word_counts(author)) and words <= word_counts(site_name):
                yield head_problem(page, "S106", f"{name} {author!r} is the name of the site, not an author", "leave it out")


def word_counts(text: str) -> Counter[str]:
    """Return how often each word stands in a text, in lower case."""
    return Counter(re.findall(r"\w+", text.casefold()))
