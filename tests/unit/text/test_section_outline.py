"""Where a section stands in its paper."""

import pytest

from scripts.reader.text import section_outline
from scripts.reader.text.front_matter import Page
from scripts.reader.text.section_outline import SectionOutline
from tests.conftest import KNOWN, TESTS, edition

FOUND = [SectionOutline("a", "A", "1", "3", 1), SectionOutline("b", "B", "4", "4", 2), SectionOutline("c", "C", "", "", 1)]


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("a", "Section 1 of 3 · ¶1–3 of 4 · 1 min"),
        ("b", "Section 2 of 3 · ¶4 of 4 · 2 min"),
        ("c", "Section 3 of 3 · no paragraphs · 1 min"),
        ("text", ""),
    ],
)
def test_a_section_is_told_with_its_number_its_paragraphs_and_its_time(slug, told):
    assert section_outline.outline_text(FOUND, slug) == told


@pytest.mark.parametrize(("slug", "before", "after"), [("a", None, "b"), ("b", "a", "c"), ("c", "b", None), ("text", None, None)])
def test_the_neighbours_of_a_section(slug, before, after):
    assert [place and place.slug for place in section_outline.neighbours(FOUND, slug)] == [before, after]


def test_the_places_of_a_paper_are_its_sections_in_order():
    for root in (TESTS / "toy", KNOWN):
        for paper in edition(root).papers:
            assert [place.slug for place in section_outline.outline_paper(paper)] == [section.slug for section in paper.sections]


def test_reading_time_follows_the_words_and_is_never_nothing():
    minutes = [place.minutes for paper in edition(TESTS / "toy").papers for place in section_outline.outline_paper(paper)]
    assert set(minutes) == {1}
    long = Page("x.md", {}, "# A\n\n" + "word " * 990 + "\n{: #p1 }", 1)
    assert section_outline.outline_section(long).minutes == 5
