"""The manifest of a release: every address, and every paragraph with its words, as lines of JSON that are never changed.

The first line names the release; then each page has a line, and each of its paragraphs one:

    {"edition": "1.0.0", "date": "2027-01-31", "site": "https://…/", "earlier": {"0.9.0": "<sha256 of its checksums>"}}
    {"address": "papers/x/introduction/", "title": "Introduction (X)"}
    {"address": "papers/x/introduction/", "id": "p1", "sha256": "<of the text>", "text": "…", "received": "… if it differs"}
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.reader.common.addresses import RELEASES_FOLDER, paper_slug
from scripts.reader.common.problems import Problem
from scripts.reader.text import emendations
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paragraphs import paragraph_sort_key, paragraphs

MANIFEST_NAME = "manifest.jsonl"


@dataclass(frozen=True)
class ParagraphText:
    """A paragraph: its reading text, the received text, and its line in the manifest (0 in the current edition)."""

    text: str
    received: str
    line: int = 0


@dataclass(frozen=True)
class Release:
    """A released version: its pages by address, each with its title and line in the manifest, and their paragraphs by id."""

    version: str
    date: str  # ISO
    site: str = ""  # the address of the current site when it was released
    titles: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    paragraphs: Mapping[str, Mapping[str, ParagraphText]] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{RELEASES_FOLDER}/{self.version}/{MANIFEST_NAME}"


def paragraph_texts(page: Page) -> dict[str, ParagraphText]:
    """Return the paragraphs of a section page, by id."""
    return {block.id: ParagraphText(block.reading, emendations.view_as_line(block.text, "received")) for block in paragraphs(page)}


def format_manifest(
    version: str, date: str, site: str, pages: Mapping[str, tuple[str, Mapping[str, ParagraphText]]], earlier: Mapping[str, str]
) -> str:
    """Return the text of a manifest.

    Args:
        version: The version that is released.
        date: Its date, ISO 8601.
        site: The address of the current site.
        pages: Title and paragraphs (by id) of every page, by address.
        earlier: The checksums of the earlier releases, by version.
    """
    rows: list[dict[str, object]] = [{"edition": version, "date": date, "site": site, "earlier": dict(sorted(earlier.items()))}]
    for address, (title, found) in sorted(pages.items()):
        rows.append({"address": address, "title": title})
        for name in sorted(found, key=paragraph_sort_key):
            words = found[name]
            row: dict[str, object] = {
                "address": address,
                "id": name,
                "sha256": hashlib.sha256(words.text.encode()).hexdigest(),
                "text": words.text,
            }
            rows.append(row if words.received == words.text else {**row, "received": words.received})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def parse_manifest(path: str, text: str) -> tuple[Release | None, list[Problem]]:
    """Return a manifest, or a problem that says why it cannot be read (M101)."""
    titles: dict[str, str] = {}
    lines: dict[str, int] = {}
    found: dict[str, dict[str, ParagraphText]] = {}
    first: dict[str, Any] = {}
    for line, content in enumerate(text.removesuffix("\n").split("\n"), 1):  # a text may hold other ends of lines
        try:
            row = json.loads(content)
            if line == 1:
                first = {"edition": row["edition"], "date": row["date"], "site": row["site"], "earlier": row["earlier"]}
            elif "id" not in row:
                titles[row["address"]], lines[row["address"]], found[row["address"]] = row["title"], line, {}
            else:
                words = ParagraphText(row["text"], row.get("received", row["text"]), line)
                if hashlib.sha256(words.text.encode()).hexdigest() != row["sha256"]:
                    raise ValueError(f"the text of {row['id']} has another sha256")
                found[row["address"]][row["id"]] = words
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "a released edition is never edited: git restore it"
            return None, [Problem(path, line, "M101", f"not a line of a manifest: {type(error).__name__} {error}", hint)]
    if first.get("edition") != path.split("/")[-2]:
        return None, [Problem(path, 1, "M101", "the manifest is that of another edition than its folder", f"git restore {path}")]
    return Release(str(first["edition"]), str(first["date"]), str(first["site"]), titles, lines, found, dict(first["earlier"])), []


def missing_address_problems(
    releases: tuple[Release, ...], addresses: set[str], current: Mapping[str, set[str]], redirected: Mapping[str, str], file: str
) -> Iterator[Problem]:
    """Check that the site still has, or redirects, all addresses (M102) and paragraphs (M103) of the releases.

    What several releases have is reported once, for the newest.

    Args:
        releases: The releases, the oldest first.
        addresses: The addresses of the site's pages.
        current: The ids of the site's paragraphs, by address of the page.
        redirected: The address that each redirect leads to in the end, by old address.
        file: The file in which redirects are written.
    """
    reported: set[str] = set()
    where = {(paper_slug(address), name): f"{address}#{name}" for address, names in current.items() for name in names}
    for release in reversed(releases):
        for address, names in release.paragraphs.items():
            page = redirected.get(address, address)
            if address not in addresses and address not in redirected and address not in reported:
                reported.add(address)
                hint = f'bring it back, or add to {file}: "{address}": the address that a reader should be sent to'
                message = f"the page {address} of edition {release.version} is gone"
                yield Problem(release.path, release.lines[address], "M102", message, hint)
            for name, words in names.items():
                place = f"{address}#{name}"
                missing = name not in current.get(page.partition("#")[0], set()) and place not in redirected
                if missing and not {address, place} & reported:
                    reported.add(place)
                    new = where.get((paper_slug(address), name), "the paragraph or page that a reader should be sent to")
                    hint = f'bring it back, or add to {file}: "{place}": {new}'
                    yield Problem(release.path, words.line, "M103", f"the paragraph {place} of edition {release.version} is gone", hint)
