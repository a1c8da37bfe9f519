"""The glossary as linked data."""

from dataclasses import replace

from scripts.reader.concepts import glossary as entries
from scripts.reader.concepts.linked_data import glossary_graph
from tests.conftest import TESTS, edition

BASE = "https://example.org/toy/"
REFERENCES = ("related", "broader", "narrower", "hasTopConcept", "hasDefinedTerm", "topConceptOf", "inScheme", "inDefinedTermSet")


def described(edition, **changed):
    known = {slug: replace(entry, **changed.get(slug, {})) for slug, entry in edition.entries.items()}
    definitions = {slug: entries.definition(page) for slug, page in edition.entry_pages.items()}
    graph = glossary_graph(BASE, "Glossary", known, definitions, edition.mentions)["@graph"]
    return {node["@id"].removeprefix(f"{BASE}glossary/").strip("/"): node for node in graph}


def test_an_entry_of_the_toy_edition():
    node = described(edition(TESTS / "toy"))["csto"]
    assert node["prefLabel"] == {"en": "CSTO"}
    assert node["altLabel"] == {
        "en": ["Collective Security Treaty Organization", "Tashkent Treaty"],
        "ru": ["Организация Договора о коллективной безопасности"],
    }
    assert node["hiddenLabel"] == ["ODKB"]
    assert node["definition"].startswith("Alliance of six states on the treaty that they signed at Tashkent in 1992. Its members")
    assert node["source"] == [f"{BASE}papers/toy/introduction/#p2", f"{BASE}papers/toy/key-words/#p4"]
    assert "broader" not in node


def test_related_holds_in_both_directions():
    nodes = described(edition(TESTS / "toy"))
    assert nodes["csto"]["related"] == [f"{BASE}glossary/realism/"]
    assert nodes["realism"]["related"] == [f"{BASE}glossary/csto/", f"{BASE}glossary/offensive-realism/"]


def test_broader_is_narrower_from_the_other_side_and_never_related_too():
    nodes = described(edition(TESTS / "toy"), **{"offensive-realism": {"broader": ("realism",)}})
    assert nodes["offensive-realism"]["broader"] == [f"{BASE}glossary/realism/"]
    assert nodes["realism"]["narrower"] == [f"{BASE}glossary/offensive-realism/"]
    assert "related" not in nodes["offensive-realism"]
    assert nodes["realism"]["related"] == [f"{BASE}glossary/csto/"]
    assert nodes[""]["hasTopConcept"] == [f"{BASE}glossary/csto/", f"{BASE}glossary/realism/"]


def test_entries_that_do_not_exist_are_left_out():
    nodes = described(edition(TESTS / "toy"), csto={"related": ("csto", "nobody", "realism"), "broader": ("nothing",)})
    assert nodes["csto"]["related"] == [f"{BASE}glossary/realism/"]
    assert "broader" not in nodes["csto"]
