"""The apparatus: every emendation of a paper, with its place, the received wording, ours, the reason and the rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.reader import emendations
from scripts.reader.concordance import Paper
from scripts.reader.emendations import Emendation
from scripts.reader.paragraphs import blocks, number

REASON = re.compile(r"E\d+\.\d+[:,;]?\s*")


@dataclass(frozen=True)
class Reading:
    """An emendation in its place: section, paragraph ("" in the heading), and its position there, counted from 1."""

    section: str
    paragraph: str
    position: int
    emendation: Emendation

    @property
    def id(self) -> str:
        """The address of the emendation on its section's page and in the apparatus."""
        return address(self.paragraph or self.section, self.position)

    @property
    def place(self) -> str:
        return f"¶{number(self.paragraph)}" if self.paragraph else "Heading"

    @property
    def received(self) -> str:
        return emendations.unescape(self.emendation.received).strip()

    @property
    def read(self) -> str:
        return emendations.unescape(self.emendation.read).strip()

    @property
    def reason(self) -> str:
        """The reason without the number of its rule."""
        return REASON.sub("", self.emendation.reason, count=1)


def address(place: str, position: int) -> str:
    return f"{place}-e{position}"


def apparatus(paper: Paper) -> Iterator[Reading]:
    """All emendations of a paper, in reading order."""
    for section in paper.sections:
        for block in blocks(section):
            for position, emendation in enumerate(emendations.find(block.text), 1):
                yield Reading(section.slug, "" if block.is_heading else block.id, position, emendation)


def records(paper: Paper) -> list[dict[str, str]]:
    """The apparatus for machines: one record an emendation."""
    return [
        {
            "id": reading.id,
            "section": reading.section,
            "paragraph": reading.paragraph,
            "kind": reading.emendation.kind,
            "received": reading.received,
            "read": reading.read,
            "rule": reading.emendation.rule,
            "reason": reading.reason,
        }
        for reading in apparatus(paper)
    ]
