"""What machines read in the head of a page; the whole of it stands in tests/golden/toy/head."""

import json
import re

import pytest
from lxml import html

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.meta_tags import citation_tags, description_tags, meta_elements, scholar_tags, zotero_tags
from tests.support.citable_items import TABLE

HOSTILE = '</script><script>alert("1")</script> & <!-- "quoted" \'so\''
CITED = CitableItem("x", "page", HOSTILE, "https://example.org/?a=1&b=2", abstract=HOSTILE, container=HOSTILE, authors=(HOSTILE,))


def test_no_text_can_end_an_element_of_the_head():
    schema = {"@type": "WebPage", "isPartOf": {"@type": "CreativeWork", "name": HOSTILE}}
    text = citation_tags(CITED, None, CITED.url) + description_tags(CITED, CITED, "../cite/x", [(HOSTILE, "https://example.org/")], schema)
    tree = html.document_fromstring(f"<html><head>{text}</head><body></body></html>").find("head")
    assert {element.tag for element in tree} == {"link", "meta", "script"}
    scripts = tree.xpath("script/text()")
    assert len(scripts) == len(re.findall("<script", text)) == 2
    assert json.loads(scripts[0])["name"] == HOSTILE
    assert tree.xpath('string(meta[@name="z:title"]/@content)') == HOSTILE
    assert tree.xpath('string(link[@rel="cite-as"]/@href)') == CITED.url


def tags(found):
    """Tags as a browser reads them: name to contents."""
    read = {}
    for meta in html.document_fromstring(f"<html><head>{meta_elements(found)}</head></html>").iter("meta"):
        read.setdefault(meta.get("name"), []).append(meta.get("content"))
    return read


@pytest.mark.parametrize("one", [one for one in TABLE if one.kind != "article"], ids=lambda one: one.id)
def test_tags_of_zotero(one):
    expected = {
        "z:itemType": "webpage",
        "z:title": one.title,
        "z:shortTitle": one.short,
        "z:websiteTitle": one.container,
        "z:extra": "number: version 1.2.0",
        "z:publisher": one.publisher,
        "z:date": one.date,
        "z:language": one.language,
        "z:rights": one.rights,
        "z:abstractNote": one.abstract,
        "z:url": one.url,
    }
    authors = [author if "," in author else f"{author}," for author in one.authors]
    found = tags(zotero_tags(one))
    assert found.pop("so:author", []) == authors
    assert found == {name: [value] for name, value in expected.items() if value}


@pytest.mark.parametrize("one", [one for one in TABLE if one.kind == "article" and one.authors and one.date], ids=lambda one: one.id)
def test_tags_of_google_scholar(one):
    address = "https://example.org/reader/papers/x/text/"
    first, _, last = one.pages.partition("-")
    expected = {
        "citation_title": one.title,
        "citation_publication_date": one.date.replace("-", "/"),
        "citation_journal_title": one.container,
        "citation_volume": one.volume,
        "citation_issue": one.issue,
        "citation_firstpage": first,
        "citation_lastpage": last,
        "citation_doi": one.doi,
        "citation_publisher": one.publisher,
        "citation_language": one.language,
        "citation_abstract": one.abstract,
        "citation_online_date": "2026/11/22",
        "citation_fulltext_html_url": address,
        "DC.title": one.title,
        "DC.date": one.date,
        "DC.language": one.language,
        "DC.source": one.container,
        "DC.identifier": f"doi:{one.doi}" if one.doi else address,
    }
    authors = [author if "," in author else f"{author}," for author in one.authors]
    found = tags(scholar_tags(one, address, "2026-11-22"))
    assert found.pop("citation_author") == found.pop("DC.creator") == authors
    assert found == {name: [value] for name, value in expected.items() if value}


def test_empty_tags_are_absent_and_values_are_escaped():
    assert meta_elements([("a", ""), ("b", '"<&>"')]) == '<meta name="b" content="&quot;&lt;&amp;&gt;&quot;">'
    assert "version" not in meta_elements(zotero_tags(CitableItem("x", "page", "X", "https://example.org/")))
