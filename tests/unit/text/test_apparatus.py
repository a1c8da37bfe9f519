"""The apparatus of a paper: every emendation with its place."""

from scripts.reader.text.apparatus import apparatus_entries, apparatus_records
from tests.conftest import TESTS, edition

(TOY,) = edition(TESTS / "toy").papers


def test_every_emendation_in_its_place():
    assert [(entry.id, entry.place, entry.received, entry.reading) for entry in apparatus_entries(TOY)] == [
        ("introduction-e1", "Heading", "1-INTRODUCTION", "Introduction"),
        ("p1-e1", "¶1", "", "[…]"),
        ("p1-e2", "¶1", "IS", "is"),
        ("p1-e3", "¶1", "river", ""),
        ("p2-e1", "¶2", "Treatty", "Treaty"),
        ("method-e1", "Heading", "2.METHOD", "Method"),
        ("p3-e1", "¶3", "", "the"),
        ("key-words-e1", "Heading", "Key Words:", "Key words"),
    ]


def test_the_apparatus_as_data():
    assert apparatus_records(TOY)[2] == {
        "id": "p1-e2",
        "section": "introduction",
        "paragraph": "p1",
        "kind": "substitution",
        "received": "IS",
        "read": "is",
        "rule": "E2.1",
        "reason": "capitals misread",
    }


def test_its_addresses_are_those_of_the_page(engine):
    section = TOY.sections[0]
    page = engine(page="papers/toy/introduction.md").convert(section.body)
    for entry in apparatus_entries(TOY):
        if entry.section == section.slug:
            assert page.count(f' id="{entry.id}"') == 1
