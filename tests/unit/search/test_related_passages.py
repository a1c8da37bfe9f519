"""Passages are related that are near each other in meaning, or mention the same rare concepts."""

import numpy as np

from scripts.reader.search import related_passages as module
from scripts.reader.search.related_passages import MOST, Passage, related_passages
from scripts.reader.search.thesaurus import DIMENSIONS, WordVectors

WORDS = ["army", "banana", "melon", "peace", "troops", "war"]
ROWS = np.zeros((len(WORDS), DIMENSIONS), np.float32)
ROWS[[0, 4, 5], 0] = ROWS[[1, 2], 1] = ROWS[3, 2] = 1  # three of war, two of fruit, one of peace
KNOWN = WordVectors(WORDS, ["armi", "banana", "melon", "peac", "troop", "war"], ROWS)


def passage(location, text, concepts=""):
    return Passage(location, text, frozenset(concepts.split()))


FIRST = [passage("papers/a/x/#p1", "army war"), passage("papers/a/x/#p2", "banana"), passage("papers/a/y/#p3", "peace")]
SECOND = [passage("papers/b/x/#p1", "troops"), passage("papers/b/x/#p2", "melon")]


def test_passages_of_like_meaning_are_related_across_papers():
    found = related_passages([*FIRST, *SECOND], [], KNOWN)
    assert found == {
        "papers/a/x/#p1": ["papers/b/x/#p1"],
        "papers/a/x/#p2": ["papers/b/x/#p2"],
        "papers/a/y/#p3": [],
        "papers/b/x/#p1": ["papers/a/x/#p1"],
        "papers/b/x/#p2": ["papers/a/x/#p2"],
    }


def test_shared_concepts_bring_nearer_the_more_the_fewer_mention_them():
    texts = [
        passage("papers/a/x/#p1", "war", "csto all"),
        passage("papers/a/x/#p2", "army", "all"),
        passage("papers/b/x/#p1", "troops", "csto all"),
    ]
    assert related_passages([*texts, *FIRST[1:]], [], KNOWN)["papers/a/x/#p1"] == ["papers/b/x/#p1", "papers/a/x/#p2"]


def test_an_entry_has_the_passages_that_do_not_mention_it():
    texts = [passage("papers/a/x/#p1", "war", "army"), passage("papers/b/x/#p1", "troops")]
    found = related_passages([*texts, *FIRST[1:]], [passage("glossary/army/", "army")], KNOWN)
    assert found["glossary/army/"] == ["papers/b/x/#p1"]


def test_there_are_no_more_than_fit():
    many = [passage(f"papers/a/x/#p{number}", "war") for number in range(MOST + 3)]
    assert {len(found) for found in related_passages([*many, *FIRST[1:]], [], KNOWN).values()} == {0, MOST}


def test_of_many_papers_only_the_nearest_are_compared(monkeypatch):
    monkeypatch.setattr(module, "NEAREST_PAPERS", 1)
    mixed = [passage("papers/c/x/#p1", "war"), passage("papers/c/x/#p2", "peace"), passage("papers/c/x/#p3", "banana")]
    found = related_passages([*SECOND[:1], *mixed, passage("papers/d/x/#p1", "army troops")], [], KNOWN)
    assert found["papers/b/x/#p1"] == []  # its own paper is the nearest, and has no other
    assert related_passages([], [], KNOWN) == {}
