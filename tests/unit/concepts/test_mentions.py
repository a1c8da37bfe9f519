"""Mentions of entries. Those of this edition: tests/edition/test_concepts.py."""

from scripts.reader.concepts import glossary
from scripts.reader.concepts.mentions import concordance
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper


def test_mentions_stand_in_reading_order_with_their_addresses():
    one = Page("docs/papers/x/one.md", {}, "# CSTO\n\nThe {~~CST~>CSTO~~}{>>E2.1 x<<} and\nrealism.\n{: #p1 }\n\n[^n]: The CSTO.\n", 1)
    two = Page("docs/papers/x/two.md", {}, "# B\n\nCS{++TO++}{>>E2.1 x<<} {--CSTO--}{>>E2.1 x<<}.\n{: #p2 }\n", 1)
    paper = Paper("x", Page("docs/papers/x/index.md", {"short_title": "X"}, "", 1), (one, two), "")
    found = concordance([paper], glossary.name_finder({"CSTO": "csto", "Realism": "realism"}))
    assert [(mention.slug, mention.name, mention.address) for mention in found] == [
        ("csto", "CSTO", "/papers/x/one.md#p1"),
        ("realism", "realism", "/papers/x/one.md#p1"),
        ("csto", "CSTO", "/papers/x/two.md#p2"),
    ]
    assert found[0].text == "The CSTO and realism."
