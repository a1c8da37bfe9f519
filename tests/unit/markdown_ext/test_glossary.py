"""Glossary links: the first mention of each entry in a section, and where there must be none. Names: the toy edition's."""

import pytest
from lxml import html

from tests.conftest import KNOWN, edition

REASON = "{>>E2.1 slip<<}"


def linked(rendered, text, page=""):
    """The slug and the text of each link."""
    links = rendered(text, page).xpath('.//a[@class="term"]')
    return [(link.get("href").removeprefix("/glossary/").removesuffix(".md"), link.text_content()) for link in links]


def test_a_link_carries_nothing_but_its_address(engine):
    (link,) = html.fragment_fromstring(engine().convert("the CSTO."))
    assert dict(link.attrib) == {"class": "term", "href": "/glossary/csto.md"}


@pytest.mark.parametrize(
    ("text", "links"),
    [
        pytest.param("CSTO, CSTO", [("csto", "CSTO")], id="the first mention only"),
        pytest.param("CSTO\n\nThe CSTO", [("csto", "CSTO")], id="the first in the page, not in the paragraph"),
        pytest.param("the Tashkent Treaty, the CSTO", [("csto", "Tashkent Treaty")], id="under any name"),
        pytest.param(
            "offensive realism is a realism",
            [("offensive-realism", "offensive realism"), ("realism", "realism")],
            id="a name within another",
        ),
        pytest.param("aggressive\nrealism", [("offensive-realism", "aggressive\nrealism")], id="over a line end"),
        pytest.param("csto", [], id="acronym in small letters"),
        pytest.param("political realism and ODKB", [("realism", "realism")], id="hidden names are never linked"),
        pytest.param("- the CSTO\n- realism", [("csto", "CSTO"), ("realism", "realism")], id="list"),
        pytest.param("| a |\n|---|\n| CSTO |", [("csto", "CSTO")], id="table"),
        pytest.param("Term\n:   the CSTO", [("csto", "CSTO")], id="definition"),
        pytest.param("**CSTO**", [("csto", "CSTO")], id="bold"),
    ],
)
def test_mentions_are_linked(rendered, text, links):
    assert linked(rendered, text) == links


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# The CSTO", id="heading"),
        pytest.param("### The CSTO", id="heading of a lower level"),
        pytest.param("[the CSTO](https://example.org)", id="link"),
        pytest.param("`CSTO`", id="code"),
        pytest.param("```\nCSTO\n```", id="block of code"),
        pytest.param("*The CSTO*", id="title in italics"),
        pytest.param("*Tashkent* Treaty", id="half in italics"),
        pytest.param("One.[^n]\n\n[^n]: The CSTO.", id="note"),
        pytest.param("Term CSTO\n:   definition", id="term that is defined"),
        pytest.param("Tashkent[^n] Treaty\n\n[^n]: A note.", id="number of a note within the name"),
    ],
)
def test_where_there_must_be_no_link(rendered, text):
    assert linked(rendered, text) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        pytest.param(f"the {{~~CST~>CSTO~~}}{REASON}", [("csto", "CSTO")], id="within an emendation"),
        pytest.param(
            f"Collective Security {{~~Treatty~>Treaty~~}}{REASON} Organization",
            [("csto", "Collective Security Treaty Organization")],
            id="around one",
        ),
        pytest.param(f"theory {{--and use --}}{REASON}of realism", [("realism", "theory of realism")], id="around an omission"),
        pytest.param(f"{{~~ofensive~>offensive~~}}{REASON} realism", [("offensive-realism", "offensive realism")], id="beginning with one"),
        pytest.param(f"offensive {{~~realizm~>realism~~}}{REASON}", [("offensive-realism", "offensive realism")], id="ending with one"),
        pytest.param(f"{{++Tashkent++}}{REASON} {{++Treaty++}}{REASON}", [("csto", "Tashkent Treaty")], id="from one into another"),
        pytest.param(
            f"{{~~x~>the Tashkent~~}}{REASON} Treaty; CSTO", [("csto", "CSTO")], id="partly in one: left alone, the next is linked"
        ),
    ],
)
def test_mentions_and_emendations(rendered, text, links):
    assert linked(rendered, text) == links


def test_a_link_around_an_emendation_keeps_it(rendered):
    tree = rendered(f"a theory {{--and use --}}{REASON}of realism b\n{{: #p1 }}")
    (link,) = tree.xpath('.//a[@class="term"]')
    assert [child.get("id") for child in link] == ["p1-e1"]
    assert tree.xpath("string(./p)") == "1 a theory of realism b"


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("papers/toy/method.md", [("csto", "CSTO"), ("realism", "realism")]),
        ("glossary/realism.md", [("csto", "CSTO")]),
        ("glossary/csto.md", [("realism", "realism")]),
        ("about/editing.md", []),
        ("index.md", []),
        ("", [("csto", "CSTO"), ("realism", "realism")]),
    ],
)
def test_papers_and_entries_are_linked_and_no_entry_to_itself(rendered, page, links):
    assert linked(rendered, "The CSTO and realism.", page) == links


def test_every_entry_that_a_real_section_mentions_is_linked_in_it(engine):
    real = edition(KNOWN)
    for paper in real.papers:
        for section in paper.sections:
            tree = html.fragment_fromstring(engine(KNOWN).convert(section.body), create_parent="div")
            links = {link.get("href") for link in tree.xpath('.//a[@class="term"]')}
            mentioned = {mention.slug for mention in real.mentions if (mention.paper, mention.section) == (paper.slug, section.slug)}
            assert links == {f"/glossary/{slug}.md" for slug in mentioned}, section.path
