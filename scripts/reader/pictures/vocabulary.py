"""The concepts that papers share: two papers' paragraphs left and right, the concepts between them, ribbons by mentions.

Of more papers than two, the papers themselves are at the left, and the concepts at the right. One paper shares with none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.concepts.concept_views import MAX_PAPERS_LISTED
from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention
from scripts.reader.pictures.svg import LETTER, LINE, TARGET, WIDTH, link, measure, number, picture, text_lines, wrap
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

MAX_CONCEPTS = 24  # that are drawn: those that the most paragraphs mention
MAX_NODES = 24  # on a side; of a longer paper each stands for several paragraphs
THICKNESS = 2  # units of a ribbon for each mention
HEAD = 2 * LINE + 8  # height of the names of two papers
GAP = 64  # width of the ribbons between two papers' paragraphs and the concepts
PAPER_WIDTH, PAPER_GAP = 100, 60  # widths of the names of more papers, and of the ribbons beside them


Counts = Counter[tuple[str, str]]  # mentions, by the address of a node and the slug of a concept


@dataclass
class Node:
    """A box of the drawing: its lines of text, where it leads, what it is called, and where it lies."""

    lines: Sequence[str]
    address: str
    name: str = ""
    total: int = 0  # mentions: the thickness of its ribbons
    top: int = 0
    height: int = 0
    used: int = 0  # mentions whose ribbons are drawn

    @property
    def least(self) -> int:
        """The height that it needs."""
        return max(TARGET, LINE * len(self.lines) + 8, THICKNESS * self.total + 6)

    def take(self, mentions: int) -> int:
        """Return the height of the middle of the next ribbon at the side of the node, which is as wide as so many mentions."""
        middle = self.top + self.height // 2 + THICKNESS * (2 * self.used + mentions - self.total) // 2
        self.used += mentions
        return middle


@dataclass(frozen=True)
class Sides:
    """What stands at the left and, of two papers, at the right: nodes; and which of them each paragraph belongs to."""

    left: Sequence[Node]
    right: Sequence[Node]
    node_of: Mapping[tuple[str, str], Node]  # by paper and paragraph


def vocabulary(entries: Mapping[str, Entry], mentions: Sequence[Mention], papers: Sequence[Paper]) -> str:
    """Return the heading, the drawing and the table of what papers share; "" where there is nothing to compare, or too much."""
    shared = shared_concepts(mentions)
    if len(shared) < 2 or not 2 <= len(papers) <= MAX_PAPERS_LISTED:
        return ""
    found = [mention for mention in mentions if mention.slug in shared]
    two = len(papers) == 2
    title = "Two papers, one vocabulary" if two else "What the papers’ vocabularies share"
    shown = f"the {len(shared)} that most paragraphs mention are drawn" if len(shared) == MAX_CONCEPTS else f"{len(shared)} concepts"
    lead = (
        f"Concepts that {'both papers' if two else 'at least two papers'} mention, under any name: {shown}."
        f" A ribbon leads from a {'paragraph' if two else 'paper'} to a concept that it mentions, the wider the more often."
    )
    drawn = draw(entries, found, papers, shared)
    return "\n".join([f"## {title}", "", lead, "", drawn, table(entries, found, papers, shared), ""])


def shared_concepts(mentions: Iterable[Mention]) -> list[str]:
    """Return the concepts that at least two papers mention, at most MAX_CONCEPTS: those in the most paragraphs, and these first."""
    places: dict[str, set[tuple[str, str]]] = {}
    for mention in mentions:
        places.setdefault(mention.slug, set()).add((mention.paper, mention.paragraph))
    shared = [slug for slug, found in places.items() if len({paper for paper, _ in found}) > 1]
    return sorted(shared, key=lambda slug: (-len(places[slug]), slug))[:MAX_CONCEPTS]


def draw(entries: Mapping[str, Entry], mentions: Sequence[Mention], papers: Sequence[Paper], shared: Sequence[str]) -> str:
    """Return the drawing."""
    two = len(papers) == 2
    sides = paragraph_sides(papers) if two else paper_side(papers)
    counts = Counter((sides.node_of[mention.paper, mention.paragraph].address, mention.slug) for mention in mentions)
    nodes = {node.address: node for node in (*sides.left, *sides.right)}
    width = max(TARGET, *(ceil(measure(line)) + 2 for node in nodes.values() for line in node.lines)) if two else PAPER_WIDTH
    left, right = (width + GAP, WIDTH - width - GAP) if two else (PAPER_WIDTH + PAPER_GAP, WIDTH)
    concepts = {slug: Node(wrap(entries[slug].title, right - left - 8), f"glossary/{slug}/") for slug in shared}
    for (address, slug), count in counts.items():
        nodes[address].total += count
        concepts[slug].total += count
    head = HEAD if two else 0
    height = head + max(sum(node.least for node in column) for column in (sides.left, sides.right, concepts.values()))
    for column in (sides.left, sides.right):
        spread(column, head, height)
    ordered = sorted(shared, key=lambda slug: (mean_height(nodes, counts, slug), slug))
    concepts = {slug: concepts[slug] for slug in ordered}
    spread([*concepts.values()], head, height)
    columns = ((sides.left, (width, left), "one"), (sides.right, (WIDTH - width, right), "two"))
    one, other = (ribbons(column, concepts, counts, ends, kind) for column, ends, kind in columns)
    anchor = "middle" if two else "start"
    parts = [*(heads(papers) if two else ())]
    parts += [draw_node(node, 0, width, anchor) for node in sides.left]
    parts += [f"<g>{one[slug]}{other[slug]}{draw_node(node, left, right - left, anchor)}</g>" for slug, node in concepts.items()]
    parts += [draw_node(node, WIDTH - width, width, anchor) for node in sides.right]
    described = (
        f"{'Paragraphs of the first paper are at the left, of the second at the right' if two else 'Papers are at the left'},"
        f" concepts {'between them' if two else 'at the right'}. The table below has the same content."
    )
    return picture("vocabulary", f"Concepts that {'both papers' if two else 'several papers'} mention", described, height, parts)


def paragraph_sides(papers: Sequence[Paper]) -> Sides:
    """Return the paragraphs of two papers, several as one node where there are too many."""
    columns: list[list[Node]] = []
    node_of: dict[tuple[str, str], Node] = {}
    for paper in papers:
        places = [(section.slug, block.id) for section in paper.sections for block in paragraphs(section)]
        size = -(-len(places) // MAX_NODES) or 1
        column = []
        for start in range(0, len(places), size):
            group = places[start : start + size]
            names = [paragraph_number(name) for _, name in dict.fromkeys((group[0], group[-1]))]
            address = f"papers/{paper.slug}/{group[0][0]}/#{group[0][1]}"
            column.append(Node(["–".join(names)], address, f"{paper.short_title}, ¶{'–'.join(names)}"))
            node_of |= {(paper.slug, name): column[-1] for _, name in group}
        columns.append(column)
    return Sides(columns[0], columns[1], node_of)


def paper_side(papers: Sequence[Paper]) -> Sides:
    """Return the papers as nodes at the left."""
    column = {paper.slug: Node(wrap(paper.short_title, PAPER_WIDTH), f"papers/{paper.slug}/") for paper in papers}
    places = {(paper.slug, block.id): column[paper.slug] for paper in papers for section in paper.sections for block in paragraphs(section)}
    return Sides([*column.values()], [], places)


def spread(column: Sequence[Node], top: int, bottom: int) -> None:
    """Give the nodes of a column their places, with equal spaces between them."""
    free, needed = (bottom - top - sum(node.least for node in column)) / max(1, len(column)), 0
    for at, node in enumerate(column):
        node.top = top + needed + round(free * at)
        needed += node.least
        node.height = top + needed + round(free * (at + 1)) - node.top


def mean_height(nodes: Mapping[str, Node], counts: Counts, slug: str) -> float:
    """Return the mean height of what mentions a concept, by mentions: in this order few ribbons cross."""
    found = [(nodes[address].top + nodes[address].height / 2, count) for (address, other), count in counts.items() if other == slug]
    return sum(place * count for place, count in found) / sum(count for _, count in found)


def ribbons(column: Sequence[Node], concepts: Mapping[str, Node], counts: Counts, ends: tuple[int, int], kind: str) -> dict[str, str]:
    """Return the ribbons between a side and the concepts, as one path for each concept.

    Args:
        column: The nodes of the side, from the top down.
        concepts: The nodes of the concepts by slug, from the top down.
        counts: How often which node (by address) mentions which concept.
        ends: Where the ribbons begin and end, in units from the left.
        kind: The class of the paths.
    """
    starts = {(node.address, slug): node.take(counts[node.address, slug]) for node in column for slug in concepts}
    wide = ends[1] - ends[0]
    near, far = wide // 3, wide - wide // 3  # where a curve turns
    found = {}
    for slug, concept in concepts.items():
        curves: dict[int, list[str]] = {}  # by width
        for node in column:
            if count := counts[node.address, slug]:
                start = starts[node.address, slug]
                fall = concept.take(count) - start
                curves.setdefault(count * THICKNESS, []).append(f"M{ends[0]} {start}c{near} 0 {far} {fall} {wide} {fall}")
        paths = (f'<path class="ribbon {kind}" stroke-width="{width}" d="{"".join(lines)}"/>' for width, lines in curves.items())
        found[slug] = "".join(paths)
        concept.used = 0
    return found


def heads(papers: Sequence[Paper]) -> Iterator[str]:
    """Yield the names of two papers above their paragraphs, each a link."""
    for position, paper in enumerate(papers):
        lines = wrap(paper.short_title, WIDTH / 2 - 8)[:2]
        x, anchor = (0, "start") if not position else (WIDTH, "end")
        yield link(f"papers/{paper.slug}/", text_lines(lines, x, LETTER + 2, f' text-anchor="{anchor}"'))


def draw_node(node: Node, x: int, width: int, anchor: str) -> str:
    """Return a node as a link; one that has no ribbon is quiet."""
    first = node.top + node.height / 2 - LINE * (len(node.lines) - 1) / 2 + 4
    place = {"start": x + 4, "middle": x + width / 2}[anchor]
    words = text_lines(node.lines, place, first, f' text-anchor="{anchor}"')
    ground = f'<rect class="ground" x="{number(x)}" y="{number(node.top)}" width="{number(width)}" height="{number(node.height)}"/>'
    return link(node.address, ground + words, node.name, "" if node.total else "quiet")


def table(entries: Mapping[str, Entry], mentions: Sequence[Mention], papers: Sequence[Paper], shared: Sequence[str]) -> str:
    """Return the same as a table: each concept, and in which paragraphs of which paper it stands; with many papers, how often."""
    head = "".join(f'<th scope="col">{escape_in_fragment(paper.short_title)}</th>' for paper in papers)
    rows = []
    for slug in sorted(shared, key=lambda slug: entries[slug].title.casefold()):
        cells = [cell([mention for mention in mentions if (mention.slug, mention.paper) == (slug, paper.slug)], papers) for paper in papers]
        term = f'<th scope="row"><a href="glossary/{slug}/">{escape_in_fragment(entries[slug].title)}</a></th>'
        rows.append(f"<tr>{term}{''.join(f'<td>{content}</td>' for content in cells)}</tr>")
    return (
        '<details class="as-table" data-search-exclude>\n<summary>The same as a table</summary>\n'
        f'<table><thead><tr><th scope="col">Concept</th>{head}</tr></thead>\n<tbody>\n'
        + "\n".join(rows)
        + "\n</tbody></table>\n</details>\n"
    )


def cell(mentions: Sequence[Mention], papers: Sequence[Paper]) -> str:
    """Return where, or of more papers than two how often, a paper mentions a concept."""
    if len(papers) > 2:
        first = mentions[0] if mentions else None
        return f'<a href="papers/{first.paper}/{first.section}/#{first.paragraph}">{len(mentions)}</a>' if first else ""
    counts = Counter((mention.paper, mention.section, mention.paragraph) for mention in mentions)
    return ", ".join(
        f'<a href="papers/{paper}/{section}/#{name}">¶{paragraph_number(name)}</a>{f" ({count})" if count > 1 else ""}'
        for (paper, section, name), count in counts.items()
    )
