"""Check the citations under cite/: every page has them, and they are of that page (S105)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from scripts.reader.checks.citation_tags import citation_url, head_problem
from scripts.reader.checks.page import BuiltPage
from scripts.reader.common.addresses import file_address
from scripts.reader.common.problems import Problem

CITATION_FORMATS = ("html", "ris", "bib", "json")  # a page for readers, and files for citation software


def citation_files_stem(path: str) -> str:
    """Return where the citations of a page stand, without a suffix: cite/papers/x for papers/x/index.html."""
    return "cite/" + (file_address(path).strip("/") or "index")


def citation_file_problems(pages: Mapping[str, BuiltPage], base: str, files: set[str], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Check that every page leads to its citations, that they are there, and that they are of this page (S105).

    Args:
        pages: The pages that can be cited, by path in the site.
        base: The address of the site.
        files: The paths of all files in the site.
        texts: The contents of the files for citation software, by path.
    """
    expected = {f"cite/all.{suffix}" for suffix in CITATION_FORMATS[1:]}
    for path, page in pages.items():
        expected.update(f"{citation_files_stem(path)}.{suffix}" for suffix in CITATION_FORMATS)
        yield from citation_link_problems(page, base)
        cited = citation_url(path, base, files)
        for suffix in CITATION_FORMATS[1:]:
            for file in (f"{citation_files_stem(path)}.{suffix}", f"cite/all.{suffix}"):
                if file in texts and not has_record_for(suffix, texts[file], cited):
                    yield Problem(f"site/{file}", 1, "S105", f"no record has the address {cited}")
    if pages:
        for path in sorted(expected - files):
            yield Problem(f"site/{path}", 1, "S105", "the file is missing")
        for path in sorted({path for path in files if path.startswith("cite/")} - expected):
            yield Problem(f"site/{path}", 1, "S105", "no page has these citations")


def citation_link_problems(page: BuiltPage, base: str) -> Iterator[Problem]:
    """Check that a page links to its cite page, and names its other citation files in its head (S105)."""
    origin, stem = base + file_address(page.path), citation_files_stem(page.path)
    links = [urljoin(origin, link) for link in page.tree.xpath("//a[contains(concat(' ', @class, ' '), ' cite-link ')]/@href")]
    if links != [f"{base}{stem}.html"]:
        message = f"the page has {len(links)} links to its citations, not one to site/{stem}.html"
        yield head_problem(page, "S105", message, "the link stands before the heading: is there one?")
    described = {urljoin(origin, link) for link in page.tree.xpath("//head/link[@rel='describedby']/@href")}
    for suffix in CITATION_FORMATS[1:]:
        if f"{base}{stem}.{suffix}" not in described:
            yield head_problem(page, "S105", f"no describedby leads to site/{stem}.{suffix}")


def has_record_for(suffix: str, text: str, address: str) -> bool:
    """Return whether a file for citation software, known by its suffix, has a record with this address."""
    if suffix == "json":
        return address in (item.get("URL") for item in csl_records(text))
    return (f"UR  - {address}\r\n" if suffix == "ris" else f"url = {{{address}}}") in text


def csl_records(text: str) -> list[dict[str, Any]]:
    """Return the records of a file of CSL-JSON; none if it cannot be read."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return []
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
