"""What an edition promises, and what is found to be gone. Whole reports stand in tests/problems/M101 to M103."""

import json
from dataclasses import replace

import pytest

from scripts.reader.common.addresses import VERSION_PATTERN, version_sort_key
from scripts.reader.edition import manifest
from scripts.reader.edition.manifest import ParagraphText, Release
from tests.conftest import TESTS, edition

TOY = edition(TESTS / "toy")
PAGES = {
    "b/": ("B", {"p10": ParagraphText("Ten", "Ten"), "p2": ParagraphText("Two: “é”\u2028", "TWO"), "p2a": ParagraphText("Half", "Half")}),
    "": ("Home", {}),
}
PATH = "editions/1.0.0/manifest.jsonl"
TEXT = manifest.format_manifest("1.0.0", "2027-01-31", "https://reader.example/", PAGES, {"0.9.0": "abc"})


def test_a_manifest_is_sorted_has_one_row_a_line_and_is_read_back():
    rows = [json.loads(line) for line in TEXT.split("\n") if line]
    assert rows[0] == {"edition": "1.0.0", "date": "2027-01-31", "site": "https://reader.example/", "earlier": {"0.9.0": "abc"}}
    assert [(row["address"], row.get("id")) for row in rows[1:]] == [("", None), ("b/", None), ("b/", "p2"), ("b/", "p2a"), ("b/", "p10")]
    assert ("received" in rows[3], "received" in rows[4]) == (True, False)
    assert (
        manifest.format_manifest("1.0.0", "2027-01-31", "https://reader.example/", dict(reversed(PAGES.items())), {"0.9.0": "abc"}) == TEXT
    )
    frozen, problems = manifest.parse_manifest(PATH, TEXT)
    assert problems == []
    assert (frozen.version, frozen.date, frozen.titles, frozen.earlier) == (
        "1.0.0",
        "2027-01-31",
        {"": "Home", "b/": "B"},
        {"0.9.0": "abc"},
    )
    assert {name: replace(words, line=0) for name, words in frozen.paragraphs["b/"].items()} == PAGES["b/"][1]
    assert frozen.paragraphs["b/"]["p2"].line == 4


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"text": "Ten"', '"text": "10"', 6),
        ('{"address": "", ', '{"address": "" ', 2),
        ('"sha256": "', '"sha": "', 4),
        ('"edition": "1.0.0"', '"edition": "1.0.1"', 1),
        ('"date": "2027-01-31", ', "", 1),
        ('{"address": "b/", "title": "B"}', "[]", 3),
    ],
)
def test_a_manifest_that_was_edited(old, new, line):
    assert old in TEXT
    frozen, problems = manifest.parse_manifest(PATH, TEXT.replace(old, new, 1))
    assert frozen is None
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [(PATH, line, "M101")]


def test_the_words_of_the_living_edition():
    assert list(TOY.paragraph_texts) == ["papers/toy/introduction/", "papers/toy/method/", "papers/toy/key-words/"]
    words = TOY.paragraph_texts["papers/toy/introduction/"]["p1"]
    assert words.text.startswith("[…] to its neighbours, a small state is a problem")
    assert words.received.startswith("to its neighbours, a small state IS a problem")


def test_versions_are_in_the_order_of_their_numbers():
    assert sorted(["1.10.0", "1.9.0", "0.12.3"], key=version_sort_key) == ["0.12.3", "1.9.0", "1.10.0"]
    assert not any(map(VERSION_PATTERN.fullmatch, ("1.0", "v1.0.0", "1.0.0-rc", "01.0.0", "1.0.0.0")))


def test_what_is_gone_is_told_once_by_the_newest_edition_that_had_it():
    old = Release("1.0.0", "2027-01-31", lines={"a/": 2, "b/": 3}, paragraphs={"a/": {"p1": ParagraphText("x", "x", 4)}, "b/": {}})
    new = replace(old, version="1.1.0", lines={"a/": 2}, paragraphs={"a/": {"p1": ParagraphText("x", "x", 3)}})
    told = [(p.path, p.line, p.code) for p in manifest.missing_address_problems((old, new), {"a/"}, {"a/": set()}, {}, "r")]
    assert told == [("editions/1.1.0/manifest.jsonl", 3, "M103"), ("editions/1.0.0/manifest.jsonl", 3, "M102")]
    assert list(manifest.missing_address_problems((old, new), {"a/"}, {"a/": set()}, {"a/#p1": "a/", "b/": "a/"}, "r")) == []
    assert list(manifest.missing_address_problems((old, new), {"c/"}, {"c/": {"p1"}}, {"a/": "c/", "b/": "c/"}, "r")) == []
