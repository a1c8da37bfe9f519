"""What search finds, in the parts that a browser fetches one after the other."""

from scripts.reader.search.search_parts import divide

PARAGRAPH = {"location": "papers/a/b/#p1", "title": "¶1", "text": "x", "received": "y", "concepts": "csto"}
ENTRY = {"location": "glossary/csto/", "title": "CSTO", "text": "x", "names": "CSTO", "hidden": "ODKB", "entry": "csto", "concepts": ""}
NOTE = {"location": "papers/a/b/#fn:n", "title": "Note 1", "text": "x", "boost": 0.5}
SOURCE = {"location": "bibliography/#k", "title": "Source", "text": "x", "kind": "source", "boost": 0.3}
PAGE = {"location": "about/help/", "title": "Help", "text": "x", "boost": 0.3}
DOCUMENTS = [PARAGRAPH, ENTRY, NOTE, SOURCE, PAGE]


def test_names_and_titles_come_first_then_texts_then_what_stands_behind_them():
    names, texts, others = divide(DOCUMENTS)
    assert names == [
        {"location": "glossary/csto/", "title": "CSTO", "names": "CSTO", "hidden": "ODKB", "entry": "csto"},
        {"location": "about/help/", "title": "Help", "boost": 0.3},
    ]
    assert texts == [PARAGRAPH, {"location": "glossary/csto/", "text": "x", "concepts": ""}, NOTE]
    assert others == [SOURCE, {"location": "about/help/", "text": "x"}]


def test_the_parts_put_together_are_the_documents():
    together: dict = {}
    for document in [one for part in divide(DOCUMENTS) for one in part]:
        together[document["location"]] = {**together.get(document["location"], {}), **document}
    assert sorted(together.values(), key=lambda one: one["location"]) == sorted(DOCUMENTS, key=lambda one: one["location"])
