"""A paper whose publication is established: its whole text, and no other page, is told to Google Scholar."""

import json

import pytest
from lxml import html

from scripts.reader.checks.site_problems import site_problems

TEXT = "papers/toy/text"
ADDRESS = f"https://example.org/toy/{TEXT}/"


@pytest.fixture(scope="module")
def heads(established):
    """The heads of all pages that can be cited, by address within the site."""
    pages = (path for path in established.rglob("index.html") if "cite" not in path.relative_to(established).parts)
    return {page.parent.relative_to(established).as_posix(): html.parse(str(page)).find("head") for page in pages}


def tags(head):
    return [(meta.get("name"), meta.get("content")) for meta in head.iter("meta") if meta.get("name")]


def data(head):
    found = [json.loads(text) for text in head.xpath("script[@type='application/ld+json']/text()")]
    return {one["@type"]: one for one in found if one["@context"] == "https://schema.org"}


def test_the_check_finds_nothing_wrong(established):
    assert list(site_problems(established)) == []


def test_the_whole_text_is_told_as_the_article(heads):
    found = [(name, content) for name, content in tags(heads[TEXT]) if name.startswith(("citation_", "DC", "z:", "so:"))]
    assert found == [
        ("citation_title", "A toy paper"),
        ("citation_author", "Doe, Jane"),
        ("citation_author", "Toy & Research Group,"),
        ("citation_publication_date", "2024"),
        ("citation_journal_title", "Journal of Toys"),
        ("citation_volume", "3"),
        ("citation_issue", "1"),
        ("citation_firstpage", "149"),
        ("citation_lastpage", "173"),
        ("citation_doi", "10.1/toy"),
        ("citation_language", "en"),
        ("citation_abstract", "What the toy paper is about."),
        ("citation_online_date", "2026/11/22"),
        ("citation_fulltext_html_url", ADDRESS),
        ("DC.title", "A toy paper"),
        ("DC.creator", "Doe, Jane"),
        ("DC.creator", "Toy & Research Group,"),
        ("DC.date", "2024"),
        ("DC.language", "en"),
        ("DC.source", "Journal of Toys"),
        ("DC.identifier", "doi:10.1/toy"),
    ]
    assert heads[TEXT].xpath("link[@rel='schema.DC']/@href") == ["http://purl.org/dc/elements/1.1/"]
    assert heads[TEXT].xpath("link[@rel='cite-as']/@href") == [ADDRESS]


def test_the_citations_of_the_whole_text(established, golden):
    golden("golden/established/cite/papers/toy/text.html", (established / f"cite/{TEXT}.html").read_text(encoding="utf-8"))


def test_no_other_page_is(heads):
    for page, head in heads.items():
        if page != TEXT:
            names = [name for name, _ in tags(head)]
            assert names.count("z:itemType") == 1, page
            assert not [name for name in names if name.startswith(("citation_", "DC"))], page
            assert not head.xpath("link[@rel='schema.DC']"), page


def test_pages_of_the_paper_name_its_authors_and_others_the_editors(heads):
    for page, head in heads.items():
        is_authors = page.startswith("papers/") and page not in (TEXT, "papers/toy/apparatus")
        wanted = ["Doe, Jane", "Toy & Research Group,"] if is_authors else ["Lovelace, Ada", "Turing, Alan"] if page != TEXT else []
        assert [content for name, content in tags(head) if name == "so:author"] == wanted, page
        assert not [name for name, _ in tags(head) if name in ("z:publisher", "author")]


def test_linked_data_name_authors_and_the_article(heads):
    authors = [
        {"@type": "Person", "name": "Jane Doe", "familyName": "Doe", "givenName": "Jane"},
        {"@type": "Organization", "name": "Toy & Research Group"},
    ]
    paper = data(heads["papers/toy"])["ScholarlyArticle"]
    assert (paper["author"], paper["isBasedOn"]["author"]) == (authors, authors)
    assert paper["isBasedOn"]["datePublished"] == "2024"
    assert paper["isBasedOn"]["isPartOf"] == {"@type": "Periodical", "name": "Journal of Toys"}
    assert paper["isBasedOn"]["pagination"] == "149-173"
    assert paper["isBasedOn"]["sameAs"] == "https://doi.org/10.1/toy"
    assert data(heads["papers/toy/introduction"])["WebPage"]["author"] == authors


def test_the_original_paper_can_be_cited(established):
    page = html.parse(str(established / f"cite/{TEXT}.html"))
    (original,) = page.xpath("//section[@data-object='original']")
    assert original.find("h2").text == "The original paper"
    assert original.find_class("missing") == []
    reference = original.xpath("string(div[@data-style='apa']/p[@class='reference'])")
    assert reference == "Doe, J., & Toy & Research Group. (2024). A toy paper. Journal of Toys, 3(1), 149–173. https://doi.org/10.1/toy"
    in_text = page.xpath("string(//section[@data-object='work']/div[@data-style='mla']/p[@data-form='one'])")
    assert in_text == "(Doe and Toy & Research Group, par. 1)"


@pytest.mark.parametrize("page", [TEXT, "papers/toy", "papers/toy/introduction"])
def test_the_licence_and_the_doi_stand_at_the_foot_of_its_pages(established, page):
    foot = html.parse(str(established / page / "index.html")).find(".//footer")
    assert foot.text_content().strip() == "Text of the paper: CC BY-NC 4.0. DOI: 10.1/toy. Notes: CC BY 4.0."


def test_they_stand_with_its_citations_and_nowhere_else(established):
    cited = html.parse(str(established / "cite/papers/toy/introduction.html"))
    assert cited.find(".//p[@class='rights']/a").get("href") == "http://creativecommons.org/licenses/by-nc/4.0/"
    assert "Text: CC BY-NC 4.0; notes: CC BY 4.0" in (established / "cite/papers/toy/introduction.ris").read_text("utf-8")
    assert html.parse(str(established / "glossary/csto/index.html")).find(".//footer").text_content().strip() == ""
