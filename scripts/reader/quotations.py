"""What the page "Is my quotation still there?" compares with: every paragraph in every edition, each wording once."""

from typing import Any

from scripts.reader import manifest
from scripts.reader.edition import Edition
from scripts.reader.manifest import FOLDER, Frozen, Words
from scripts.reader.paragraphs import order
from scripts.reader.timeline import spoken


def texts(edition: Edition, frozen: bool) -> list[tuple[dict[str, str], dict[str, dict[str, Words]]]]:
    """Each edition, the oldest first, and the living text last: what it is called, and its paragraphs by address and id.

    frozen: the data are for a released edition's own page, in which there is no living text.
    """

    def named(one: Frozen) -> dict[str, str]:
        own = frozen and one is edition.newest
        root = "" if own else f"../{one.version}/" if frozen else f"{FOLDER}/{one.version}/"
        return {"name": f"Edition {one.version}", "date": spoken(one.date), "root": root}

    found = [(named(one), {address: dict(words) for address, words in one.paragraphs.items()}) for one in edition.released]
    return found if frozen else [*found, ({"name": "The living text", "date": "", "root": ""}, edition.words)]


def data(edition: Edition, titles: dict[str, str], frozen: bool = False) -> dict[str, Any]:
    """The editions; the titles of the pages; and the paragraphs, in reading order: paper, id, wordings, and for each edition
    the wording and the page, or null. A wording is the reading text and, if it differs, the received one."""
    editions = texts(edition, frozen)
    paragraphs: dict[tuple[str, str], dict[str, Any]] = {}
    for position, (_, pages) in enumerate(editions):
        for address, found in pages.items():
            for name, words in found.items():
                row = paragraphs.setdefault((manifest.paper_of(address), name), {"texts": [], "in": [None] * len(editions)})
                text = [words.text] if words.received == words.text else [words.text, words.received]
                if text not in row["texts"]:
                    row["texts"].append(text)
                row["in"][position] = [row["texts"].index(text), address]
    used = {place[1] for row in paragraphs.values() for place in row["in"] if place}
    earlier = {address: title for one in edition.released for address, title in one.titles.items()}
    return {
        "editions": [named for named, _ in editions],
        "titles": {address: title for address, title in sorted({**earlier, **titles}.items()) if address in used},
        "paragraphs": [
            {"paper": paper, "id": name, **paragraphs[paper, name]}
            for paper, name in sorted(paragraphs, key=lambda key: (key[0], order(key[1])))
        ],
    }
