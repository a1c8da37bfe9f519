"""The picture of what papers share: a ribbon for each paragraph and concept, and a table with the same content."""

import re
from collections import Counter

import pytest
from lxml import html

from scripts.reader.pictures.vocabulary import MAX_CONCEPTS, THICKNESS, shared_concepts, vocabulary
from tests.conftest import KNOWN, TESTS, edition
from tests.edition.pictures.drawings import many_papers

REAL = edition(KNOWN)
FRAGMENT = vocabulary(REAL.entries, REAL.mentions, REAL.papers)
SHARED = set(shared_concepts(REAL.mentions))
SHOWN = [mention for mention in REAL.mentions if mention.slug in SHARED]
COUNTS = Counter((mention.slug, mention.paper, mention.section, mention.paragraph) for mention in SHOWN)


@pytest.fixture(scope="module")
def tree():
    return html.fromstring(f"<div>{FRAGMENT}</div>")


def test_the_concepts_are_those_that_both_papers_mention():
    papers = {slug: {mention.paper for mention in REAL.mentions if mention.slug == slug} for slug in REAL.entries}
    assert {slug for slug, found in papers.items() if len(found) == 2} == SHARED
    assert len(SHARED) <= MAX_CONCEPTS


def test_every_paragraph_and_concept_has_a_ribbon_as_wide_as_its_mentions(tree):
    widths = [int(path.get("stroke-width")) for path in tree.xpath("//path[@d]") for _ in range(path.get("d").count("M"))]
    assert Counter(widths) == Counter(count * THICKNESS for count in COUNTS.values())


def test_nodes_lead_to_papers_paragraphs_and_entries(tree):
    links = set(tree.xpath("//svg//a/@href"))
    assert {f"papers/{paper.slug}/" for paper in REAL.papers} <= links
    assert {f"papers/{paper}/{section}/#{paragraph}" for _, paper, section, paragraph in COUNTS} <= links
    assert {f"glossary/{slug}/" for slug in SHARED} <= links


def test_the_table_says_what_the_ribbons_show(tree):
    rows = {row.find("th/a").get("href"): row for row in tree.xpath("//table/tbody/tr")}
    assert set(rows) == {f"glossary/{slug}/" for slug in SHARED}
    for slug in SHARED:
        found = {}
        for link in rows[f"glossary/{slug}/"].findall("td/a"):
            times = re.match(r" \((\d+)\)", link.tail or "")
            found[link.get("href")] = int(times[1]) if times else 1
        assert found == {f"papers/{key[1]}/{key[2]}/#{key[3]}": count for key, count in COUNTS.items() if key[0] == slug}


def test_more_papers_than_two_stand_at_the_left_with_their_names():
    whole = many_papers(3)
    found = html.fromstring(f"<div>{vocabulary(whole.entries, whole.mentions, whole.papers)}</div>")
    assert {"papers/paper-0/", "papers/paper-1/", "papers/paper-2/"} <= set(found.xpath("//svg//a/@href"))
    cells = {row.find("th/a").get("href"): [cell.text_content() for cell in row.findall("td")] for row in found.xpath("//tbody/tr")}
    assert cells["glossary/hegemony/"] == ["4", "1", "4"]


@pytest.mark.parametrize("count", [0, 1, 13])
def test_one_paper_shares_with_none_and_very_many_are_not_drawn(count):
    whole = many_papers(count)
    assert vocabulary(whole.entries, whole.mentions, whole.papers) == ""


def test_papers_without_a_common_concept_have_no_picture():
    toy = edition(TESTS / "toy")
    assert vocabulary(toy.entries, toy.mentions, toy.papers) == ""
