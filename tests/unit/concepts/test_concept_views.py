"""Where concepts live: keywords in context, counts, the map and the matrix."""

from dataclasses import replace

import pytest
from lxml import html

from scripts.reader.concepts.concept_views import (
    concept_map,
    cooccurrence_list,
    index_list,
    keyword_in_context,
    name_counts,
    paper_counts,
    paragraphs_mentioning,
    paragraphs_shared,
    shade,
)
from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention
from tests.conftest import KNOWN, TESTS, edition

TOY, REAL = edition(TESTS / "toy"), edition(KNOWN)
PAPERS = {"toy": TOY.papers[0], "other": TOY.papers[0]}
LONG = (
    "Before these words stand other words, and the text goes on until the keyword comes, and then it goes on for a long while to its end."
)


def mention(text, word, emended=""):
    start, changed = text.index(word), text.find(emended) if emended else -1
    flags = bytes(changed <= at < changed + len(emended) if emended else False for at in range(len(text)))
    return Mention("x", "toy", "method", "p1", start, start + len(word), text, flags)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        pytest.param(mention("A keyword only.", "keyword"), "A <mark>keyword</mark> only.", id="short paragraph"),
        pytest.param(
            mention(LONG, "keyword"),
            "… other words, and the text goes on until the <mark>keyword</mark> comes, and then it goes on for a long while to …",
            id="cut at words",
        ),
        pytest.param(mention("R&D <b> keyword & more", "keyword"), "R&amp;D &lt;b&gt; <mark>keyword</mark> &amp; more", id="escaped"),
        pytest.param(mention("x" * 60 + " keyword " + "y" * 60, "keyword"), "… <mark>keyword</mark> …", id="no word fits"),
        pytest.param(
            mention("a new keyword", "keyword", "new"), 'a <span class="emended">new</span> <mark>keyword</mark>', id="emended word marked"
        ),
        pytest.param(
            mention("a keyword", "keyword", "keyword"), 'a <mark><span class="emended">keyword</span></mark>', id="emended keyword"
        ),
    ],
)
def test_a_keyword_in_context(found, shown):
    assert keyword_in_context(found) == shown


def test_counts_by_name():
    entry = Entry("x", "CSTO", "", ("CSTO", "Tashkent Treaty"))
    found = [mention("the tashkent\nTreaty", "tashkent\nTreaty"), mention("CSTO", "CSTO"), mention("a CSTO", "CSTO")]
    assert name_counts(found, entry) == "3 mentions: CSTO 2, Tashkent Treaty 1"
    assert name_counts(found[:1], entry) == "1 mention: Tashkent Treaty 1"


def test_counts_by_paper():
    assert paper_counts([found for found in TOY.mentions if found.slug == "csto"], TOY.papers) == "Toy 3"
    assert paper_counts([], REAL.papers) == ""


@pytest.mark.parametrize(("count", "level"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (99, 4)])
def test_shades(count, level):
    assert shade(count) == level


@pytest.mark.parametrize(
    ("count", "most", "level"), [(1, 6, 1), (7, 6, 4), (7, 28, 4), (1, 280, 0), (10, 280, 1), (69, 280, 3), (70, 280, 4)]
)
def test_the_steps_of_shades_grow_with_the_highest_number(count, most, level):
    assert shade(count, most) == level


def test_an_index_names_the_first_paragraphs_of_each_paper():
    csto = [found for found in TOY.mentions if found.slug == "csto"]
    more = [replace(csto[0], paragraph=f"p{number}") for number in range(10, 18)]
    assert index_list([*csto, *(replace(found, paper="other") for found in more)], PAPERS, "../../").splitlines() == [
        '<ol class="index">',
        '<li><a href="../../papers/toy/">Toy</a> 3: <a href="../../papers/toy/introduction/#p2">¶2</a>,'
        ' <a href="../../papers/toy/key-words/#p4">¶4</a></li>',
        '<li><a href="../../papers/other/">Toy</a> 8: '
        + ", ".join(f'<a href="../../papers/other/introduction/#p{number}">¶{number}</a>' for number in range(10, 15))
        + " and 3 more paragraphs</li>",
        "</ol>",
    ]


def test_the_map_of_many_papers_says_how_many_mention_a_concept():
    papers = [replace(TOY.papers[0], slug=f"toy-{number}") for number in range(13)]
    mentions = [replace(found, paper=paper.slug) for paper in papers[:5] for found in TOY.mentions]
    tree = html.fragment_fromstring(concept_map(TOY.entries, mentions, papers, "../"))
    assert [head.text for head in tree.iter("th") if head.get("scope") == "col"] == ["Concept", "Kind", "Papers", "All"]
    rows = {row.find("th/a").text: [cell.text for cell in row.iterfind("td")] for row in tree.xpath(".//tbody/tr")}
    assert rows["CSTO"] == ["organization", "5", "15"]


def test_concepts_that_stand_together():
    assert paragraphs_shared(TOY.mentions) == {("csto", "realism"): 2}
    assert paragraphs_mentioning(TOY.mentions) == {"csto": 2, "realism": 2, "offensive-realism": 1}
    assert cooccurrence_list(TOY.entries, TOY.mentions) == "- [CSTO](/glossary/csto.md) and [Realism](/glossary/realism.md): 2 paragraphs\n"


def test_the_map_counts_every_mention_once():
    tree = html.fragment_fromstring(concept_map(REAL.entries, REAL.mentions, REAL.papers, "../"))
    rows = tree.xpath(".//tbody/tr")
    assert len(rows) == len(REAL.entries)
    assert sum(int(row[-1].text) for row in rows) == len(REAL.mentions)
    for row in rows:
        assert int(row[-1].text) == sum(int(link.text) for link in row.iterfind("td/a"))
