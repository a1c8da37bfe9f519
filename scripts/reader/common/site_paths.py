"""Where a build keeps its files, and the address that a built site was made for."""

from pathlib import Path

from lxml import html

from scripts.reader.common.addresses import RELEASES_FOLDER

SEARCH_INDEX = "search/search_index.json"
ALL_DOCUMENTS = "build/documents.json"  # all that search finds, whatever engine does; ./run export search reads it


def base_url_of(site: Path) -> str:
    """The address of the site, from the canonical link of its home page; that of a released edition leads to the living site."""
    home = html.parse(str(site / "index.html")).getroot()
    version = home.get("data-edition")
    return home.xpath("string(//link[@rel='canonical']/@href)") + (f"{RELEASES_FOLDER}/{version}/" if version else "")
