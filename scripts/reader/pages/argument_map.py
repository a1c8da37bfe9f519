"""The argument map of a paper as SVG: a tree of boxes, each a link to its paragraph.

The drawing is as narrow as a phone, so that it is never shrunk below the size of its letters; colours come from the style sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.edition.argument import NO_EVIDENCE
from scripts.reader.edition.data_file import Item
from scripts.reader.pages.links import paragraph_address
from scripts.reader.pictures.svg import WIDTH, wrap
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number

INDENT, PADDING, GAP = 16, 7, 8  # units of the drawing
LETTER, LINE, LABEL_LINE = 13, 17, 15  # size of the letters, and heights of lines


@dataclass(frozen=True)
class Box:
    """A box of the map: its kind, its depth in the tree, where it leads, its label and its text."""

    kind: str
    depth: int
    address: str
    label: str
    text: str


def argument_map(paper: Paper, argument: Item) -> str:
    """Return the map of an argument as HTML; its links are relative to the head page of the paper."""
    parts: list[str] = []
    lines: list[str] = []
    trunks: dict[int, int] = {}  # where the line from the last box of each depth begins
    top = 1
    for box in boxes(paper, argument):
        left = box.depth * INDENT + 1
        words = wrap(box.text, WIDTH - 1 - left - 2 * PADDING, LETTER)
        height = 2 * PADDING + LABEL_LINE + LINE * len(words)
        if box.depth:
            stem = left - INDENT // 2
            lines.append(f"M{stem} {trunks[box.depth - 1]}V{top + PADDING + LABEL_LINE // 2}H{left}")
        parts.append(draw(box, left, top, height, words))
        trunks[box.depth] = top + height
        top += height + GAP
    title, description = f"map-of-{paper.slug}", f"map-of-{paper.slug}-described"
    about = "The question is at the top. Below it are the claims, below each claim its reasons, and below each reason its evidence."
    return (
        f'<figure class="argument-map" data-search-exclude>\n'
        f'<svg viewBox="0 0 {WIDTH} {top}" role="group" aria-labelledby="{title}" aria-describedby="{description}">\n'
        f'<title id="{title}">Argument map of {escape_in_fragment(paper.short_title)}</title>\n'
        f'<desc id="{description}">{about} The list below has the same content.</desc>\n'
        f'<path class="tree" d="{"".join(lines)}"/>\n' + "\n".join(parts) + "\n</svg>\n</figure>\n"
    )


def boxes(paper: Paper, argument: Item) -> Iterator[Box]:
    """Yield the boxes of the map from the top down."""
    question = argument.item("question")
    yield box_of(paper, question, "question", 0, "Question")
    for number, claim in enumerate(argument.items("claims"), 1):
        yield box_of(paper, claim, "claim", 1, f"Claim {number}")
        for reason in claim.items("reasons"):
            evidence = reason.items("evidence")
            yield box_of(
                paper, reason, "reason" if evidence else "reason bare", 2, "Reason", "" if evidence else f"evidence: {NO_EVIDENCE}"
            )
            for item in evidence:
                yield box_of(paper, item, "evidence", 3, "Evidence")


def box_of(paper: Paper, item: Item, kind: str, depth: int, label: str, remark: str = "") -> Box:
    """Return the box of an item, which leads to the first of its paragraphs; without any, to its first source."""
    places = item.texts("at")
    marks = ", ".join(f"¶{paragraph_number(place)}" for place in places) or "not in the text"
    address = paragraph_address(paper, places[0]) if places else "../../bibliography/#" + "".join(item.texts("sources")[:1])
    return Box(kind, depth, address, " · ".join(filter(None, (label, marks, remark))), item.text("text"))


def draw(box: Box, left: int, top: int, height: int, words: list[str]) -> str:
    """Return a box as SVG: a link around a rectangle, a label, and lines of words."""
    x, baseline = left + PADDING, top + PADDING + LETTER - 2
    first = baseline + LABEL_LINE + 2
    spans = "\n".join(f'<tspan x="{x}" y="{first + LINE * number}">{escape_in_fragment(line)}</tspan>' for number, line in enumerate(words))
    return (
        f'<a href="{escape_in_fragment(box.address)}" class="{box.kind}">'
        f'<rect x="{left}" y="{top}" width="{WIDTH - 1 - left}" height="{height}" rx="3"/>\n'
        f'<text><tspan class="label" x="{x}" y="{baseline}">{escape_in_fragment(box.label)}</tspan>\n{spans}</text></a>'
    )
