"""Where a concept lives: for each paper a strip with a tick for each paragraph; those that mention the concept are bars and links."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.reader.concepts.mentions import Mention
from scripts.reader.pictures.svg import LETTER, LINE, TARGET, WIDTH, link, number, picture, text_lines, wrap
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

IN_ROW = WIDTH // TARGET  # ticks
MAX_TICKS = 6 * IN_ROW  # in a strip; in a longer paper each stands for several paragraphs
BAR, TICK, NUMBER = 18, 3, 14  # heights: of the highest bar, of the tick of a paragraph without a mention, and of the numbers below
HIGHEST = 4  # mentions, from which on a bar grows no more
ROW = BAR + NUMBER + 4


@dataclass(frozen=True)
class Tick:
    """One paragraph of a paper or several, as they are numbered, with the address of the first mention in them, "" without any."""

    label: str
    mentions: int
    address: str


def mention_strips(title: str, mentions: Sequence[Mention], papers: Sequence[Paper], to_root: str) -> str:
    """Return the strips of these papers in one drawing; `title` is that of the entry, `to_root` leads to the root of the site."""
    parts: list[str] = []
    top = 0.0
    for paper in papers:
        found = [mention for mention in mentions if mention.paper == paper.slug]
        strip = ticks(paper, found, to_root)
        if strip:
            heading = wrap(f"{paper.short_title}: {share(paper, found)}", WIDTH)
            parts.append(text_lines(heading, 0, top + LETTER))
            top += LINE * len(heading) + 4
            parts += draw_strip(strip, top)
            top += ROW * -(-len(strip) // IN_ROW) + 8
    if not parts:
        return ""
    several = any("–" in tick.label for paper in papers for tick in ticks(paper, [], to_root))
    described = (
        f"A tick is {'one paragraph or several' if several else 'a paragraph'}, in reading order."
        " A bar is one that mentions the concept, the higher the more often, and leads there. The list below has every mention."
    )
    return picture("strip", f"Where {title} is mentioned", described, top - 8, parts)


def share(paper: Paper, mentions: Sequence[Mention]) -> str:
    """Return in how many of its paragraphs a paper mentions something."""
    total = sum(len(paragraphs(section)) for section in paper.sections)
    return f"{len({mention.paragraph for mention in mentions})} of {total} paragraph{'s' * (total != 1)}"


def ticks(paper: Paper, mentions: Sequence[Mention], to_root: str) -> list[Tick]:
    """Return the ticks of a strip: one for each paragraph, or for as many in a row as make at most MAX_TICKS."""
    places = [(section.slug, block.id) for section in paper.sections for block in paragraphs(section)]
    counts = Counter(mention.paragraph for mention in mentions)
    size = -(-len(places) // MAX_TICKS)
    found = []
    for start in range(0, len(places), size or 1):
        group = places[start : start + size]
        names = [paragraph_number(name) for _, name in group]
        first = next(((section, name) for section, name in group if counts[name]), None)
        address = f"{to_root}papers/{paper.slug}/{first[0]}/#{first[1]}" if first else ""
        label = names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
        found.append(Tick(label, sum(counts[name] for _, name in group), address))
    return found


def draw_strip(strip: Sequence[Tick], top: float) -> Iterator[str]:
    """Yield the elements of a strip: the ticks without mentions as one path, the first and the last number, and the bars."""
    bare: list[str] = []
    ends: list[str] = []
    bars: list[str] = []
    for place, tick in enumerate(strip):
        x, y = place % IN_ROW * TARGET, top + place // IN_ROW * ROW
        middle, foot = number(x + TARGET / 2), y + BAR
        short = tick.label.partition("–")[0]
        if tick.address:
            height = BAR * min(tick.mentions, HIGHEST) / HIGHEST
            word = f"{'¶' if tick.label == short else '¶¶'}{tick.label}, {tick.mentions} mention{'s' * (tick.mentions > 1)}"
            drawn = (
                f'<rect class="ground" x="{x}" y="{number(y)}" width="{TARGET}" height="{ROW}"/>'
                f'<rect class="bar" x="{x + 3}" y="{number(foot - height)}" width="{TARGET - 6}" height="{number(height)}"/>'
                f'<text x="{middle}" y="{number(foot + NUMBER)}" text-anchor="middle">{short}</text>'
            )
            bars.append(link(tick.address, drawn, word))
        else:
            bare.append(f"M{x + 3} {number(foot)}v-{TICK}h{TARGET - 6}v{TICK}z")
            if place in (0, len(strip) - 1):
                ends.append(f'<text class="quiet" x="{middle}" y="{number(foot + NUMBER)}" text-anchor="middle">{short}</text>')
    if bare:
        yield f'<path class="ticks" d="{"".join(bare)}"/>'
    yield from [*ends, *bars]


def papers_to_draw(papers: Mapping[str, Paper], mentions: Sequence[Mention], most: int) -> list[Paper]:
    """Return the papers that have a strip: all, so that silence shows, or, of more than `most`, those that mention the entry."""
    mentioning = {mention.paper for mention in mentions}
    return [paper for paper in papers.values() if len(papers) <= most or paper.slug in mentioning]
