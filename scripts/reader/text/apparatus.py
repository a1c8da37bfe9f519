"""The apparatus: every emendation of a paper, with its place, the received wording, the reading of the edition, the reason and the rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.text import emendations
from scripts.reader.text.emendations import Emendation
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import blocks, paragraph_number

REASON = re.compile(r"E\d+\.\d+[:,;]?\s*")


@dataclass(frozen=True)
class ApparatusEntry:
    """An emendation in its place: section, paragraph ("" in the heading), and its position there, counted from 1."""

    section: str
    paragraph: str
    position: int
    emendation: Emendation

    @property
    def id(self) -> str:
        """The id of the emendation on its section's page and in the apparatus."""
        return emendation_id(self.paragraph or self.section, self.position)

    @property
    def place(self) -> str:
        return f"¶{paragraph_number(self.paragraph)}" if self.paragraph else "Heading"

    @property
    def received(self) -> str:
        return emendations.unescape(self.emendation.received).strip()

    @property
    def reading(self) -> str:
        return emendations.unescape(self.emendation.reading).strip()

    @property
    def reason(self) -> str:
        """The reason without the number of its rule."""
        return REASON.sub("", self.emendation.reason, count=1)


def emendation_id(place: str, position: int) -> str:
    """Return the id of an emendation: p3-e1 for the first one in paragraph p3."""
    return f"{place}-e{position}"


def apparatus_entries(paper: Paper) -> Iterator[ApparatusEntry]:
    """Yield all emendations of a paper, in reading order."""
    for section in paper.sections:
        for block in blocks(section):
            for position, emendation in enumerate(emendations.find_emendations(block.text), 1):
                yield ApparatusEntry(section.slug, "" if block.is_heading else block.id, position, emendation)


def apparatus_records(paper: Paper) -> list[dict[str, str]]:
    """Return the apparatus as data: one record for each emendation."""
    return [
        {
            "id": entry.id,
            "section": entry.section,
            "paragraph": entry.paragraph,
            "kind": entry.emendation.kind,
            "received": entry.received,
            "read": entry.reading,
            "rule": entry.emendation.rule,
            "reason": entry.reason,
        }
        for entry in apparatus_entries(paper)
    ]


def apparatus_table(paper: Paper) -> str:
    """Return the apparatus as an HTML table, each row with its id; links are relative to /papers/<paper>/apparatus/."""
    rows = []
    for position, entry in enumerate(apparatus_entries(paper)):
        cells = {
            "Place": f'<a href="../{entry.section}/#{entry.id}">{entry.place}</a>',
            "Received": f"<del>{escape_in_fragment(entry.received)}</del>" if entry.received else "",
            "Edition": f"<ins>{escape_in_fragment(entry.reading)}</ins>" if entry.reading else "",
            "Reason": escape_in_fragment(entry.reason),
            "Rule": f'<a href="../../../about/editing/#{entry.emendation.rule}">{entry.emendation.rule}</a>',
        }
        first = f' data-sort="{position:04}"'
        tds = "".join(f'<td data-label="{label}"{first if label == "Place" else ""}>{cell}</td>' for label, cell in cells.items())
        rows.append(f'<tr id="{entry.id}">{tds}</tr>')
    heads = "".join(f'<th scope="col" class="sortable">{name}</th>' for name in ("Place", "Received", "Edition", "Reason", "Rule"))
    data = '<p>The same as data: <a href="../apparatus.json">apparatus.json</a></p>'
    lines = ['<table class="stacked apparatus-table">', f"<thead><tr>{heads}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>"]
    return "\n".join([*lines, "", data, "", ""])
