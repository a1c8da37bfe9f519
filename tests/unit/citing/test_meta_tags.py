"""What machines read in the head of a page; the whole of it stands in tests/golden/toy/head."""

import json
import re

from lxml import html

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.meta_tags import meta_tags

HOSTILE = '</script><script>alert("1")</script> & <!-- "quoted" \'so\''
CITED = CitableItem("x", "page", HOSTILE, "https://example.org/?a=1&b=2", abstract=HOSTILE, container=HOSTILE, authors=(HOSTILE,))


def test_no_text_can_end_an_element_of_the_head():
    schema = {"@type": "WebPage", "isPartOf": {"@type": "CreativeWork", "name": HOSTILE}}
    text = meta_tags(CITED, "../cite/x", [(HOSTILE, "https://example.org/")], schema)
    tree = html.document_fromstring(f"<html><head>{text}</head><body></body></html>").find("head")
    assert {element.tag for element in tree} == {"link", "meta", "script"}
    scripts = tree.xpath("script/text()")
    assert len(scripts) == len(re.findall("<script", text)) == 2
    assert json.loads(scripts[0])["name"] == HOSTILE
    assert tree.xpath('string(meta[@name="z:title"]/@content)') == HOSTILE
    assert tree.xpath('string(link[@rel="cite-as"]/@href)') == CITED.url
