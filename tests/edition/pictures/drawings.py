"""The pictures of an edition, by name, and what tests ask of them."""

from dataclasses import replace
from functools import cache

from scripts.reader.pictures import mention_strip, timeline_chart, vocabulary
from tests.conftest import KNOWN, edition


def strips(whole):
    papers = {paper.slug: paper for paper in whole.papers}
    for entry in whole.entries.values():
        mentions = [mention for mention in whole.mentions if mention.slug == entry.slug]
        drawn = mention_strip.papers_to_draw(papers, mentions, 6)[:12]
        if drawing := mention_strip.mention_strips(entry.title, mentions, drawn, "../../"):
            yield svg_of(drawing)


def shared(whole):
    if fragment := vocabulary.vocabulary(whole.entries, whole.mentions, whole.papers):
        yield svg_of(fragment)


def timeline(whole):
    papers = {paper.slug: paper for paper in whole.papers}
    if drawing := timeline_chart.timeline_chart(whole.events, papers, whole.date):
        yield svg_of(drawing)


def svg_of(fragment):
    """The drawing in a fragment, as XML."""
    return fragment[fragment.index("<svg") : fragment.index("</svg>")] + "</svg>"


DRAWINGS = {"strips": strips, "vocabulary": shared, "timeline": timeline}


@cache
def many_papers(count):
    """The real edition with so many papers, made of its own under other slugs."""
    papers = tuple(replace(edition(KNOWN).papers[number % 2], slug=f"paper-{number}") for number in range(count))
    return replace(edition(KNOWN), papers=papers)


def shapes(svg):
    """The left, top, right and bottom of every rectangle and of every circle."""
    for box in svg.iter("rect"):
        x, y, width, height = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
        yield x, y, x + width, y + height
    for circle in svg.iter("circle"):
        x, y, r = (float(circle.get(name)) for name in ("cx", "cy", "r"))
        yield x - r, y - r, x + r, y + r
