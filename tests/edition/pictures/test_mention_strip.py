"""A strip shows in which paragraphs of a paper a concept is mentioned, and how often."""

import xml.etree.ElementTree as etree

import pytest

from scripts.reader.pictures.mention_strip import mention_strips, papers_to_draw, ticks
from tests.conftest import KNOWN, edition
from tests.edition.pictures.drawings import many_papers, svg_of

REAL = edition(KNOWN)
PAPERS = {paper.slug: paper for paper in REAL.papers}


def mentions_of(slug, whole=REAL):
    return [mention for mention in whole.mentions if mention.slug == slug]


@pytest.mark.parametrize("slug", ["csto", "islamic-emirate", "kremlin-moscow", "waltz"])
def test_the_bars_are_the_mentions_of_the_concordance(slug):
    drawing = mention_strips("X", mentions_of(slug), REAL.papers, "../../")
    links = {link.get("href"): link.get("aria-label") for link in etree.fromstring(svg_of(drawing)).iter("a")}
    expected = {}
    for mention in mentions_of(slug):
        expected.setdefault(f"../../{mention.address[1:].replace('.md', '/')}", []).append(mention)
    assert links == {
        address: f"¶{found[0].paragraph[1:]}, {len(found)} mention{'s' * (len(found) > 1)}" for address, found in expected.items()
    }


def test_a_higher_bar_is_a_paragraph_with_more_mentions():
    drawing = etree.fromstring(svg_of(mention_strips("X", mentions_of("islamic-emirate"), REAL.papers, "")))
    found = [(int(link.get("aria-label").split()[1]), float(link.findall("rect")[1].get("height"))) for link in drawing.iter("a")]
    assert [height for _, height in sorted(found)] == sorted(height for _, height in found)


def test_a_paper_that_does_not_mention_the_concept_says_so():
    drawing = mention_strips("CSTO", mentions_of("csto"), REAL.papers, "")
    assert "Islamic Emirate: 0 of 11 paragraphs" in drawing
    assert "Rise of the Taliban: 1 of 17 paragraphs" in drawing


def test_a_long_paper_has_ticks_for_several_paragraphs(monkeypatch):
    monkeypatch.setattr("scripts.reader.pictures.mention_strip.MAX_TICKS", 6)
    found = ticks(REAL.papers[0], [mention for mention in mentions_of("islamic-emirate") if mention.paper == REAL.papers[0].slug], "")
    assert [tick.label for tick in found] == ["1–3", "4–6", "7–9", "10–12", "13–15", "16–17"]
    assert sum(tick.mentions for tick in found) == 15
    assert "A tick is one paragraph or several" in mention_strips("X", mentions_of("csto"), REAL.papers, "")


def test_of_many_papers_those_that_mention_the_concept_are_drawn():
    whole = many_papers(9)
    papers = {paper.slug: paper for paper in whole.papers}
    assert [paper.slug for paper in papers_to_draw(papers, mentions_of("csto", whole), 6)] == [f"paper-{at}" for at in (0, 2, 4, 6, 8)]
    assert len(papers_to_draw(papers, [], 9)) == 9


def test_without_papers_there_is_no_drawing():
    assert mention_strips("X", [], [], "") == ""
