"""Decisions: what was done about every defect found in a received text, item by item (sources/decisions/<paper>.tsv)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.text import emendations
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import NOTE_REFERENCE, blocks

DECISIONS_PATH = "sources/decisions/{paper}.tsv"
COLUMNS = ("item", "line", "quotation", "class", "decision", "paragraph", "remark")
DECISIONS = ("emended", "noted", "emended and noted", "joined", "left")
ITEM = re.compile(r"(\w+)-(\d+)")
LINES = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True)
class Decision:
    """A defect and what was done about it: its row in the file, the cells of the row, and the places (paragraphs or sections)."""

    row: int
    item: str
    lines: tuple[int, int]  # of the source, counted from 1
    quotation: str
    decision: str
    places: tuple[str, ...]
    remark: str


def parse_decisions(path: str, text: str) -> tuple[list[Decision], list[Problem]]:
    """Return the decisions in a file, and what is wrong with its form (T301)."""
    header, *rows = text.rstrip("\n").split("\n")
    if tuple(header.split("\t")) != COLUMNS:
        return [], [Problem(path, 1, "T301", "the first line does not name the columns", "\\t".join(COLUMNS))]
    found, problems, expected = [], [], 1
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        if len(cells) != len(COLUMNS):
            problems.append(Problem(path, number, "T301", f"{len(cells)} columns instead of {len(COLUMNS)}", "separate columns with tabs"))
            continue
        values = dict(zip(COLUMNS, map(str.strip, cells), strict=True))
        item, lines = ITEM.fullmatch(values["item"]), LINES.fullmatch(values["line"])
        if not item or int(item[2]) != expected:
            hint = f"items are numbered without a gap: {expected:02} is due"
            problems.append(Problem(path, number, "T301", f'item "{values["item"]}" is out of order', hint))
        expected = int(item[2]) + 1 if item else expected + 1
        if not lines:
            problems.append(Problem(path, number, "T301", f'"{values["line"]}" is not a line of the source', "such as 12 or 12-13"))
            continue
        for column in ("decision", "paragraph", "remark"):
            if not values[column]:
                problems.append(
                    Problem(path, number, "T301", f"{values['item']} has no {column}", "every defect is decided, with a place and a reason")
                )
        if values["decision"] and values["decision"] not in DECISIONS:
            hint = did_you_mean(values["decision"], DECISIONS, f"possible: {', '.join(DECISIONS)}")
            problems.append(Problem(path, number, "T301", f'"{values["decision"]}" is not a decision', hint))
        span = (int(lines[1]), int(lines[2] or lines[1]))
        places = tuple(values["paragraph"].split())
        found.append(Decision(number, values["item"], span, values["quotation"], values["decision"], places, values["remark"]))
    return found, problems


def decision_problems(path: str, decisions: list[Decision], paper: Paper) -> Iterator[Problem]:
    """Check that the decisions agree with the source and with the pages (T302)."""
    source_lines = paper.received.split("\n")
    places: dict[str, tuple[bool, bool]] = {"paper": (True, True)}  # place: has an emendation, has a note
    for section in paper.sections:
        for block in blocks(section):
            name = section.slug if block.is_heading else block.id
            places[name] = bool(emendations.find_emendations(block.text)), bool(NOTE_REFERENCE.search(block.text))
    for decision in decisions:
        first, last = decision.lines
        received = " ".join("\n".join(source_lines[first - 1 : last]).split())
        quoted = " ".join(re.sub(r"(?:^|\s)//?(?=\s|$)", " ", decision.quotation).split())
        if quoted not in received:
            lines = f"line {first}" if first == last else f"lines {first}–{last}"
            yield Problem(path, decision.row, "T302", f"{decision.item}: the quotation is not in {lines} of the source")
        unknown = [place for place in decision.places if place not in places]
        for place in unknown:
            yield Problem(path, decision.row, "T302", f'{decision.item}: "{place}" is no paragraph or section', did_you_mean(place, places))
        marks = [places[place] for place in decision.places if place in places]
        if "emended" in decision.decision and not unknown and not any(emended for emended, _ in marks):
            yield Problem(path, decision.row, "T302", f"{decision.item} is decided as emended, but nothing is emended there")
        if "noted" in decision.decision and not unknown and not any(noted for _, noted in marks):
            yield Problem(path, decision.row, "T302", f"{decision.item} is decided as noted, but there is no note")
