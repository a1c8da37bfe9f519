"""Where a build keeps its files, and the address that a built site was made for."""

from pathlib import Path

from lxml import html

from scripts.reader.common.addresses import RELEASES_FOLDER

SEARCH_INDEX = "search/search_index.json"
ALL_DOCUMENTS = "build/documents.json"  # all that search finds, whatever engine does; ./run export search reads it


def base_url_of(site: Path) -> str:
    """Return the address of a built site, from the canonical link of its home page.

    That link of a release leads to the current site, so the path of the release is added to it.
    """
    home = html.parse(str(site / "index.html")).getroot()
    version = home.get("data-edition")
    return str(home.xpath("string(//link[@rel='canonical']/@href)")) + (f"{RELEASES_FOLDER}/{version}/" if version else "")
