"""What finish puts into the site that was rendered from the toy edition."""

import json

import pytest
from lxml import html

from scripts.reader.build.search_files import merge_search_documents, notes_of
from scripts.reader.search.search_documents import Note
from scripts.reader.search.search_parts import PART_PATHS

PAGE = """<body><p>Text<sup id="fnref:a">1</sup></p><div class="footnote" role="doc-endnotes"><h2>Notes</h2><ol>
<li id="fn:a"><p>Our <em>note</em> &amp; more.<sup><a>2</a>,</sup> End.&#160;<a class="footnote-backref" href="#fnref:a">↩</a></p></li></ol>
<h2>Sources</h2><ol start="2"><li id="fn:key"><p>A source. <a class="footnote-backref">↩</a></p></li></ol>
<ol><li id="fn:b"><p>Second.</p>\n<p>Its end.</p></li></ol></div></body>"""


@pytest.fixture(scope="module")
def site(built_toy):
    return built_toy[1]


def test_our_notes_are_read_from_the_page_with_the_numbers_that_readers_see():
    notes = notes_of(PAGE, frozenset({"key"}))
    assert notes == [Note("fn:a", "1", "Our note & more. End."), Note("fn:b", "3", "Second. Its end.")]


def documents(*locations):
    return [{"location": location, "title": "", "text": version} for location, version in locations]


def test_documents_of_pages_that_were_not_rendered_stay_and_all_stand_where_they_stood():
    before = documents(("", "1"), ("a/", "1"), ("a/#x", "1"), ("b/", "1"), ("c/", "1"))
    rendered = documents(("c/", "2"), ("new/", "2"), ("a/", "2"), ("a/#y", "2"), ("b/", "not asked for"))
    merged = merge_search_documents(before, rendered, {"a/", "c/", "new/"})
    assert merged == documents(("", "1"), ("a/", "2"), ("a/#y", "2"), ("b/", "1"), ("c/", "2"), ("new/", "2"))


def test_what_the_engine_made_for_the_search_of_the_theme_is_not_published(site):
    assert {path.name for path in (site / "search").iterdir()} == {"names.json", "others.json", "texts.json", "thesaurus.txt"}


def test_every_hit_leads_to_a_place_that_exists(site):
    documents = [one for path in PART_PATHS for one in json.loads((site / path).read_text(encoding="utf-8"))["docs"]]
    assert len(documents) > 15
    for document in documents:
        page, _, anchor = document["location"].partition("#")
        ids = html.parse(str(site / page / "index.html")).xpath("//@id")
        assert not anchor or anchor in ids


def test_the_apparatus_as_data(site):
    data = json.loads((site / "papers/toy/apparatus.json").read_text(encoding="utf-8"))
    assert len(data) == 8
    assert data[2]["received"] == "IS"


def test_the_glossary_as_data(site):
    data = json.loads((site / "glossary.jsonld").read_text(encoding="utf-8"))
    assert [node["@id"] for node in data["@graph"]] == [
        f"https://example.org/toy/glossary/{slug}" for slug in ("", "csto/", "offensive-realism/", "realism/")
    ]
    page = html.parse(str(site / "glossary/csto/index.html"))
    embedded = [json.loads(text) for text in page.xpath('//head/script[@type="application/ld+json"]/text()')]
    assert {"@context": data["@context"], **data["@graph"][1]} in embedded


def test_every_page_leads_to_its_citations(built_toy, site):
    pages = [path for path in site.rglob("index.html") if path.parts[-2] != "cite" and "cite" not in path.relative_to(site).parts]
    assert len(pages) == len(list((built_toy[0] / "docs").rglob("*.md")))
    for path in pages:
        (link,) = html.parse(str(path)).xpath('//a[@class="cite-link"]/@href')
        target = (path.parent / link).resolve()
        assert [target.with_suffix(suffix).is_file() for suffix in (".html", ".ris", ".bib", ".json")] == [True] * 4


@pytest.mark.parametrize("page", ["papers/toy/introduction", "papers/toy/text", "glossary/csto"])
def test_the_page_of_citations(site, page, golden):
    golden(f"golden/toy/cite/{page}.html", (site / f"cite/{page}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", ["papers/toy/introduction", "glossary/csto"])
def test_the_head_of_a_page(site, page, golden):
    head = html.parse(str(site / page / "index.html")).find("head")
    ours = [
        element
        for element in head
        if element.tag != "style"
        and (
            element.get("name", "").startswith(("z:", "so:"))
            or element.get("rel") in ("cite-as", "describedby", "type", "license", "schema.z")
            or element.get("type") == "application/ld+json"
        )
    ]
    golden(f"golden/toy/head/{page}.html", "".join(html.tostring(element, encoding="unicode", with_tail=False) + "\n" for element in ours))
